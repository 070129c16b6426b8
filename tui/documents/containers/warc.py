"""A web archive (.warc, ISO 28500), read by warcio: each page that a crawler saved is an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from msgspec.structs import replace

from tui.documents.containers.model import MOST, Names
from tui.documents.draft import Draft
from tui.documents.formats import FormatError, draft_of, from_the_extra, read_at_most, suffix_of_type
from tui.documents.naming import made_name

_PAGES = ("response", "resource")
_FOUND = ("200", "")


class WarcContainer:
    """The pages of an archive, in the order in which they were saved. Only where each begins is kept."""

    def __init__(self, file: BinaryIO) -> None:
        with from_the_extra():
            from warcio.archiveiterator import ArchiveIterator
        self._file = file
        self._records = ArchiveIterator
        self._places: dict[str, int] = {}
        names = Names()
        records = ArchiveIterator(file)
        try:
            for record in records:
                if _suffix(record):
                    address, when = _told(record, "WARC-Target-URI"), _told(record, "WARC-Date")
                    name = names.free(made_name(_words(address), f"{address} {when}"))
                    self._places[name] = records.get_record_offset()
                    if len(self._places) > MOST:
                        raise FormatError(f"holds more than {MOST:,} pages")
        except FormatError:
            raise
        except Exception as error:  # whatever a damaged archive makes of the library
            if not self._places:
                raise FormatError(f"is damaged ({type(error).__name__})") from None
        self.names: Sequence[str] = tuple(self._places)

    def draft(self, name: str) -> Draft:
        self._file.seek(self._places[name])
        try:
            record = next(iter(self._records(self._file)))
            data = read_at_most(record.content_stream())
        except FormatError:
            raise
        except Exception as error:
            raise FormatError(f"is damaged in its archive ({type(error).__name__})") from None
        draft = draft_of(data, _suffix(record))
        address = _told(record, "WARC-Target-URI")
        return replace(draft, facts=replace(draft.facts, url=draft.facts.url or address))

    def close(self) -> None:
        self._file.close()


def _suffix(record: Any) -> str:
    """How the page of a record is read; "" for a record that is none."""
    if record.rec_type not in _PAGES:
        return ""
    http = record.http_headers
    status = http.get_statuscode() if http is not None else ""
    kind = http.get_header("Content-Type") if http is not None else record.rec_headers.get_header("Content-Type")
    return suffix_of_type(kind or "") if status in _FOUND else ""


def _told(record: Any, name: str) -> str:
    return str(record.rec_headers.get_header(name) or "")


def _words(address: str) -> str:
    """The words of an address: those of its path, else the host."""
    parts = urlsplit(address) if address.isprintable() else urlsplit("")
    return parts.path.rstrip("/").rpartition("/")[2].partition(".")[0] or parts.netloc
