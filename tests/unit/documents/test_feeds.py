"""Feeds saved as files: RSS, Atom and JSON Feed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.unit.documents.containing import names_found, refused, rss, rss_item, saved, titles_found
from tui.documents.feeds import read_feed
from tui.documents.formats import FormatError
from tui.documents.loading import keys_given, load, load_given
from tui.documents.sources import find_articles

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Morning Desk</title>
<entry><id>tag:example.org,2022:1</id><title type="html">Talks &lt;b&gt;of&lt;/b&gt; day 1</title>
<link href="talks/1"/><updated>2022-02-10T11:05:00Z</updated><author><name>Jane Roe</name></author>
<author><name>John Doe</name></author><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>“Nothing came of it,” said Mr. Ivanov.</p></div>
</content></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Morning Desk",
    "language": "en",
    "items": [
        {
            "id": "1", "url": "https://example.org/1", "title": "Talks of day 1", "authors": [{"name": "Jane Roe"}],
            "date_published": "2022-02-10T14:05:00+03:00",
            "content_html": "<p>“Nothing came of it,” said Mr. Ivanov.</p>",
        },
        {"id": 2, "content_text": "“No <b>,” he said.\n\nThen he left."},
        "no item",
    ],
}  # fmt: skip


def test_items_of_rss_are_articles_with_what_the_feed_tells(tmp_path: Path) -> None:
    path = saved(tmp_path, rss(rss_item(1), rss_item(2)), "desk.xml")
    assert titles_found(path) == ["Talks of day 1 & after", "Talks of day 2 & after"]
    document = load(find_articles([path]).files[0])
    assert document.text == "Talks of day 1 & after\n\n“Nothing came of it,” said Mr. Ivanov.\n\nThen he left."
    assert (document.outlet, document.byline, document.language) == ("The Morning Desk", ("Jane Roe",), "en")
    assert document.published == datetime(2022, 2, 10, 11, 5, tzinfo=UTC)
    assert document.url == "https://example.org/1"


def test_entries_of_atom_are_articles() -> None:
    (item,) = read_feed(ATOM.encode(), "https://example.org/feed").items
    assert item.facts.title == "Talks of day 1"
    assert item.facts.byline == ("Jane Roe", "John Doe")
    assert item.facts.url == "https://example.org/talks/1"
    assert "“Nothing came of it,”" in item.markup


def test_items_of_a_json_feed_are_articles(tmp_path: Path) -> None:
    path = saved(tmp_path, json.dumps(JSON_FEED).encode(), "desk.json")
    first, second = (load(key) for key in find_articles([path]).files)
    assert (first.title, first.outlet, first.byline) == ("Talks of day 1", "The Morning Desk", ("Jane Roe",))
    assert first.published == datetime(2022, 2, 10, 11, 5, tzinfo=UTC)
    assert second.text == "“No <b>,” he said.\n\nThen he left."


def test_name_of_an_item_stays_when_others_come_and_its_words_change(tmp_path: Path) -> None:
    before = names_found(saved(tmp_path, rss(rss_item(1)), "desk.rss"))
    after = names_found(saved(tmp_path, rss(rss_item(2), rss_item(1, "Other words.")), "desk.rss"))
    assert after[1:] == before


def test_files_that_are_no_feeds_are_left_out(tmp_path: Path) -> None:
    saved(tmp_path, b"<project/>", "pom.xml")
    saved(tmp_path, b'{"items": [1]}', "package.json")
    saved(tmp_path, rss(rss_item(1)), "desk.xml")
    assert [name.partition("!/")[0] for name in names_found(tmp_path)] == ["/desk.xml"]
    assert find_articles([tmp_path]).problems == ()
    assert [each.reason for each in find_articles([tmp_path / "pom.xml"]).problems] == ["holds no articles"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_unfold_without_end_are_not_read(tmp_path: Path, encoding: str) -> None:
    nested = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE rss [<!ENTITY e0 "ha">{nested}]>'
    path = saved(
        tmp_path, f"{bomb}<rss><channel><item><title>&e9;</title></item></channel></rss>".encode(encoding), "a.xml"
    )
    assert "entities" in refused(path)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<rss version='2.0'><chan", "is damaged (no feed)"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "is damaged (no JSON)"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": {}}', "is damaged (a feed without items)"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000, "is damaged (no JSON)"),
        (b"<html></html>", "is no feed"),
    ],
)
def test_damaged_feed_says_so(data: bytes, reason: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_feed(data)
    assert str(caught.value) == reason


def test_item_that_names_files_of_this_machine_reads_none(tmp_path: Path) -> None:
    item = (
        "<item><title>x</title><link>file:///etc/passwd</link><description>Words that nobody said.</description></item>"
    )
    (key,) = find_articles([saved(tmp_path, rss(item), "a.rss")]).files
    assert load(key).url == ""


def test_script_in_an_item_is_no_text(tmp_path: Path) -> None:
    words = "Words.&lt;script&gt;alert(1)&lt;/script&gt;&lt;style&gt;p {}&lt;/style&gt;"
    (key,) = find_articles([saved(tmp_path, rss(rss_item(1, words)), "a.rss")]).files
    assert "alert" not in load(key).text
    assert "{" not in load(key).text


def test_standard_input_may_be_a_feed() -> None:
    wide = rss(rss_item(1)).decode().replace('encoding="utf-8"', "").encode("utf-16")
    for data in (rss(rss_item(1)), json.dumps(JSON_FEED).encode(), wide):
        assert load_given(data, keys_given(data)[0]).title.startswith("Talks of day 1")
