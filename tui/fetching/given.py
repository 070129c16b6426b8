"""The addresses that a reader gives: as they are, or in files of addresses."""

from __future__ import annotations

import plistlib
import re
from collections.abc import Iterator
from pathlib import Path
from xml.parsers.expat import ExpatError

from tui.documents.decoding import BinaryFileError, decode
from tui.fetching.model import FetchError, Wanted
from tui.fetching.opml import feeds_in, is_opml

_SHORTCUT = re.compile(r"^URL=(\S+)", re.MULTILINE | re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_LARGEST = 16 * 1024 * 1024


def wanted_in(word: str) -> list[Wanted]:
    """An address, or those in the file of that name. Raises FetchError where it is neither."""
    if "://" in word:
        return [Wanted(word)]
    file = Path(word)
    try:
        if not file.exists():
            raise FetchError("is neither an address (https://...) nor a file")
        if file.stat().st_size > _LARGEST:
            raise FetchError("is too large for a file of addresses")
        return wanted_of(file.read_bytes(), file.suffix.lower())
    except OSError as error:
        raise FetchError(f"cannot be read ({error.strerror or error})") from None


def wanted_of(data: bytes, suffix: str = "") -> list[Wanted]:
    """The addresses in a list of feeds (OPML), a shortcut (.url, .webloc), or a text. Raises FetchError where there is
    none.
    """
    found = list(dict.fromkeys(_addresses(data, suffix)))
    if not found:
        raise FetchError("holds no address")
    return [Wanted(address) for address in found]


def _addresses(data: bytes, suffix: str) -> Iterator[str]:
    if is_opml(data):
        yield from (feed.address for feed in feeds_in(data))
        return
    if suffix == ".webloc":
        try:
            told = plistlib.loads(data)
        except (ValueError, ExpatError, plistlib.InvalidFileException, RecursionError):
            raise FetchError("is damaged (no bookmark)") from None
        if isinstance(told, dict) and isinstance(told.get("URL"), str):
            yield told["URL"]
        return
    try:
        text, _ = decode(data)
    except BinaryFileError as error:
        raise FetchError(f"is {error}") from None
    if suffix == ".url":
        yield from _SHORTCUT.findall(text)
        return
    for line in text.splitlines():
        if not line.lstrip().startswith("#"):
            yield from (address.rstrip(".,;)") for address in _ADDRESS.findall(line))
