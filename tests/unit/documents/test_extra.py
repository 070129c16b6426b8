"""Without the extra `formats` everything else works, and one line says what to install."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest

from tests.unit.documents.containing import ARTICLE, archive, names_found, refused, rss, rss_item, saved
from tui.documents.loading import load
from tui.fetching.adding import add
from tui.fetching.model import FetchError, Limits, Wanted


def hide(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    """Have a library be not installed."""
    for name in [library, *(name for name in sys.modules if name.startswith(f"{library}."))]:
        monkeypatch.setitem(sys.modules, name, None)


@pytest.mark.parametrize(
    ("library", "name", "data"),
    [
        ("feedparser", "a.xml", rss(rss_item(1))),
        ("pdfminer", "a.pdf", b"%PDF-1.4"),
        ("docx", "a.docx", archive({"word/document.xml": "<x/>"})),
        ("warcio", "a.warc.gz", gzip.compress(b"WARC/1.0\r\n")),
    ],
)
def test_format_whose_library_is_not_installed_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, name: str, data: bytes
) -> None:
    hide(monkeypatch, library)
    path = saved(tmp_path, data, name)
    assert names_found(tmp_path) == [f"/{name}"]
    assert refused(path) == "needs pip install 'briefing-tui[formats]'"
    other = saved(tmp_path, ARTICLE.encode(), "other.txt")
    assert load(other).title == "Ministers meet"
    assert names_found(tmp_path) == [f"/{name}", "/other.txt"]


async def test_fetching_without_its_library_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hide(monkeypatch, "httpx")
    with pytest.raises(FetchError) as caught:
        await add([Wanted("https://example.org/")], tmp_path, Limits(1, 1, 1, 1))
    assert str(caught.value) == "needs pip install 'briefing-tui[formats]'"
