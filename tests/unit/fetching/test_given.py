"""The addresses that a reader gives."""

from __future__ import annotations

import plistlib
from pathlib import Path

import pytest

from tui.fetching.given import wanted_in, wanted_of
from tui.fetching.model import FetchError

A, B = "https://example.org/a", "http://example.org/b?x=1"

NESTED = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
BOMB = f'<!DOCTYPE o [<!ENTITY e0 "ha">{NESTED}]><opml><body><outline xmlUrl="&e9;"/></body></opml>'.encode()


def addresses(data: bytes, suffix: str = "") -> list[str]:
    return [wanted.address for wanted in wanted_of(data, suffix)]


def test_address_stands_for_itself() -> None:
    assert [wanted.address for wanted in wanted_in(A)] == [A]


def test_text_may_hold_addresses_among_words(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(f"# {A} is old\n\n{B}\nSee {A}, and <{B}>.\n")
    assert [wanted.address for wanted in wanted_in(str(tmp_path / "list.txt"))] == [B, A]


def test_shortcuts_of_both_systems_are_read() -> None:
    assert addresses(f"[InternetShortcut]\r\nURL={A}\r\nIconFile=https://x/i.ico\r\n".encode(), ".url") == [A]
    for form in (plistlib.FMT_XML, plistlib.FMT_BINARY):
        assert addresses(plistlib.dumps({"URL": A}, fmt=form), ".webloc") == [A]


def test_feeds_of_another_program_are_read() -> None:
    inner = f'<outline text="b" xmlUrl="{B}"/>'
    assert addresses(
        f'<opml><body><outline xmlUrl="{A}"/><outline text="x">{inner}</outline></body></opml>'.encode()
    ) == [*(A, B)]


@pytest.mark.parametrize(
    ("data", "suffix", "reason"),
    [
        (b"no address here", ".txt", "holds no address"),
        (b"\x89PNG\r\n\x1a\n", "", "is a binary file, not text"),
        (b"<plist", ".webloc", "is damaged (no bookmark)"),
        (b"bplist00damaged", ".webloc", "is damaged (no bookmark)"),
        (b"<opml><body>", ".opml", "is damaged (no list of feeds)"),
        (BOMB, ".opml", "is damaged (no list of feeds)"),
    ],
)
def test_what_holds_no_address_says_so(data: bytes, suffix: str, reason: str) -> None:
    with pytest.raises(FetchError) as caught:
        wanted_of(data, suffix)
    assert str(caught.value) == reason


def test_word_that_is_neither_address_nor_file_is_told() -> None:
    with pytest.raises(FetchError, match="neither an address"):
        wanted_in("example.org/a")
