"""What was fetched into a folder, so that nothing is fetched or saved twice: lines of JSON, one added at a time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec

from tui.annotations.saving import HIDDEN


class Fetched(msgspec.Struct, frozen=True, omit_defaults=True):
    """One answer that was taken in, at `when` (ISO 8601). `file` is relative to the folder; `item` tells an item of a
    feed from the others; `etag` and `modified` are what the server called this version.
    """

    url: str
    when: str
    file: str = ""
    document: str = ""
    feed: str = ""
    item: str = ""
    etag: str = ""
    modified: str = ""


class Ledger:
    """The lines of one folder. One that is damaged is passed over."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / HIDDEN / "fetched.jsonl"
        self._pages: dict[str, Fetched] = {}
        self._items: set[tuple[str, str]] = set()
        self._files: dict[str, str] = {}
        decode = msgspec.json.Decoder(Fetched).decode
        data = self._path.read_bytes() if self._path.exists() else b""
        self._torn = bool(data) and not data.endswith(b"\n")
        for line in data.splitlines():
            try:
                self._know(decode(line))
            except (msgspec.MsgspecError, UnicodeDecodeError):
                continue

    def page(self, url: str) -> Fetched | None:
        """What was last fetched from an address, as long as its file is there; of a feed, when it was last read."""
        known = self._pages.get(url)
        return known if known is not None and (not known.file or self._is_there(known.file)) else None

    def has_item(self, feed: str, item: str) -> bool:
        """True for an item of a feed that was taken in, even where the reader has deleted it since."""
        return (feed, item) in self._items

    def file_with(self, document_id: str) -> str:
        """The file that was fetched and has this text; "" where there is none."""
        file = self._files.get(document_id, "")
        return file if file and self._is_there(file) else ""

    def add(self, fetched: Fetched) -> None:
        """Write down what was taken in. Raises OSError."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        line = msgspec.json.encode(fetched) + b"\n"
        with self._path.open("ab") as file:
            file.write(b"\n" + line if self._torn else line)
        self._torn = False
        self._know(fetched)

    def _know(self, fetched: Fetched) -> None:
        if fetched.item:
            self._items.add((fetched.feed, fetched.item))
        else:
            self._pages[fetched.url] = fetched
        if fetched.file and fetched.document:
            self._files[fetched.document] = fetched.file

    def _is_there(self, file: str) -> bool:
        return (self.folder / file).exists()


def now() -> str:
    """This moment as it is written down."""
    return datetime.now(UTC).isoformat(timespec="seconds")
