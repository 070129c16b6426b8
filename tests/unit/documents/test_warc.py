"""Web archives: each page that a crawler saved is an article."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.unit.documents.containing import names_found, refused, saved, titles_found
from tui.documents.loading import keys_given, load, load_given
from tui.documents.sources import find_articles

PAGE = "<html><head><title>Talks {0}</title></head><body><p>“Nothing came of it,” said Mr. Ivanov.</p></body></html>"


def web_archive(*, packed: bool) -> bytes:
    made = io.BytesIO()
    writer = WARCWriter(made, gzip=packed)

    def add(path: str, data: bytes, status: str = "200 OK", kind: str = "text/html", **more: str) -> None:
        head = StatusAndHeaders(status, [("Content-Type", kind), *more.items()], protocol="HTTP/1.1")
        address = f"https://example.org/{path}"
        writer.write_record(writer.create_warc_record(address, "response", payload=io.BytesIO(data), http_headers=head))

    add("talks-one.html", PAGE.format(1).encode())
    add("gone.html", b"<p>Not found</p>", "404 Not Found")
    add("style.css", b"p {}", kind="text/css")
    add("talks-two.html", gzip.compress(PAGE.format(2).encode()), **{"Content-Encoding": "gzip"})
    return made.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_pages_of_a_web_archive_are_articles(tmp_path: Path, packed: bool) -> None:
    path = saved(tmp_path, web_archive(packed=packed), "crawl.warc.gz" if packed else "crawl.WARC")
    assert [name.rpartition("-")[0] for name in names_found(path)] == ["!/talks-one", "!/talks-two"]
    assert titles_found(path) == ["Talks 1", "Talks 2"]
    document = load(find_articles([path]).files[1])
    assert "“Nothing came of it,”" in document.text
    assert document.url == "https://example.org/talks-two.html"
    keys = keys_given(path.read_bytes())
    assert load_given(path.read_bytes(), keys[1]).title == "Talks 2"


def test_web_archive_that_was_cut_shows_what_is_left(tmp_path: Path) -> None:
    path = saved(tmp_path, web_archive(packed=True)[:900], "crawl.warc.gz")
    assert titles_found(path) == ["Talks 1"]


@pytest.mark.parametrize("data", [b"no archive at all", gzip.compress(b"no archive at all"), b"\x1f\x8b damaged"])
def test_what_is_no_web_archive_says_so(tmp_path: Path, data: bytes) -> None:
    assert refused(saved(tmp_path, data, "a.warc.gz")).startswith("is damaged (")


def test_page_that_unpacks_without_end_is_not_read(tmp_path: Path) -> None:
    made = io.BytesIO()
    writer = WARCWriter(made, gzip=True)
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    page = io.BytesIO(bytes(65 * 1024 * 1024))
    writer.write_record(writer.create_warc_record("https://example.org/", "response", payload=page, http_headers=head))
    (key,) = find_articles([saved(tmp_path, made.getvalue(), "a.warc.gz")]).files
    assert refused(key) == "is too large: more than 64.0 MB"
