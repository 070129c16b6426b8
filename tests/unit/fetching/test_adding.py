"""Articles, feeds and lists of feeds are fetched and saved among the reader's articles."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from html import escape
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.serving import PAGE, Reply, Site, page
from tests.unit.documents.containing import archive, rss, rss_item
from tui.documents.loading import load
from tui.fetching.adding import add, refresh
from tui.fetching.model import FetchError, Limits, Outcome, Wanted, summary
from tui.fetching.opml import Subscriptions, feeds_in

LIMITS = Limits(timeout=30, largest=1_000_000, at_once=6, per_host=2)
FEED = "application/rss+xml"


async def added(folder: Path, *addresses: str, pages: bool = False) -> list[Outcome]:
    return await add([Wanted(address) for address in addresses], folder, LIMITS, pages=pages)


def files(folder: Path) -> list[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in found if not path.as_posix().startswith("."))


async def test_page_is_saved_as_a_file_that_tells_where_it_came_from(site: Site, tmp_path: Path) -> None:
    site["/talks"] = page("Talks in Moscow")
    (outcome,) = await added(tmp_path, site.at("/talks"))
    assert files(tmp_path) == ["talks-in-moscow.html"]
    assert outcome.saved == (tmp_path / "talks-in-moscow.html",)
    document = load(outcome.saved[0])
    assert (document.title, document.url) == ("Talks in Moscow", site.at("/talks"))
    (line,) = (tmp_path / ".briefing-tui" / "fetched.jsonl").read_text().splitlines()
    told = json.loads(line)
    assert (told["url"], told["file"]) == (site.at("/talks"), "talks-in-moscow.html")
    assert abs(datetime.fromisoformat(told["when"]) - datetime.now(UTC)).total_seconds() < 3600


async def test_encoding_that_only_the_server_tells_is_not_lost(site: Site, tmp_path: Path) -> None:
    words = "Министр сказал, что переговоры закончились."
    site["/"] = Reply(f"<p>{words}</p>".encode("koi8-r"), "text/html; charset=koi8-r")
    (outcome,) = await added(tmp_path, site.at("/"))
    assert words in load(outcome.saved[0]).text


async def test_no_file_of_the_reader_is_overwritten(site: Site, tmp_path: Path) -> None:
    (tmp_path / "talks.html").write_text("mine")
    site["/"] = page("Talks")
    (outcome,) = await added(tmp_path, site.at("/"))
    assert [path.name for path in outcome.saved] == ["talks-2.html"]
    assert (tmp_path / "talks.html").read_text() == "mine"


async def test_what_is_there_is_not_saved_again(site: Site, tmp_path: Path) -> None:
    site["/"] = page("Talks", etag='"1"')
    site["/copy?from=list"] = page("Talks", etag='"2"')
    await added(tmp_path, site.at("/"))
    for _ in range(2):
        again = await added(tmp_path, site.at("/"), site.at("/copy?from=list"))
        assert [(outcome.saved, outcome.known) for outcome in again] == [((), 1), ((), 1)]
        assert summary(again) == "0 articles saved, 2 there already"
    (tmp_path / "talks.html").unlink()
    assert len((await added(tmp_path, site.at("/")))[0].saved) == 1


async def test_page_that_has_changed_is_saved_beside_the_old_one(site: Site, tmp_path: Path) -> None:
    site["/"] = page("Talks", etag='"1"')
    await added(tmp_path, site.at("/"))
    site["/"] = Reply(PAGE.format("Talks").replace("left", "stayed").encode(), etag='"2"')
    await added(tmp_path, site.at("/"))
    assert files(tmp_path) == ["talks-2.html", "talks.html"]


async def test_feed_becomes_a_folder_of_articles_and_is_followed(site: Site, tmp_path: Path) -> None:
    site["/feed"] = Reply(rss(rss_item(1), rss_item(2)), FEED, etag='"1"')
    (outcome,) = await added(tmp_path, site.at("/feed"))
    names = ["the-morning-desk/talks-of-day-1-after.html", "the-morning-desk/talks-of-day-2-after.html"]
    assert files(tmp_path) == ["feeds.opml", *names]
    document = load(outcome.saved[0])
    assert document.text == "Talks of day 1 & after\n\n“Nothing came of it,” said Mr. Ivanov.\n\nThen he left."
    assert (document.outlet, document.byline) == ("The Morning Desk", ("Jane Roe",))
    assert (document.url, document.language) == ("https://example.org/1", "en")
    assert document.published == datetime(2022, 2, 10, 11, 5, tzinfo=UTC)
    assert document.warnings == ()


async def test_refresh_brings_what_is_new(site: Site, tmp_path: Path) -> None:
    site["/feed"] = Reply(rss(rss_item(1)), FEED, etag='"1"')
    await added(tmp_path, site.at("/feed"))
    assert summary(await refresh(tmp_path, LIMITS)) == "0 articles saved"
    (tmp_path / "the-morning-desk" / "talks-of-day-1-after.html").unlink()
    site["/feed"] = Reply(rss(rss_item(2), rss_item(1)), FEED, etag='"2"')
    (outcome,) = await refresh(tmp_path, LIMITS)
    assert [path.name for path in outcome.saved] == ["talks-of-day-2-after.html"]
    assert not (tmp_path / "the-morning-desk" / "talks-of-day-1-after.html").exists()


async def test_refresh_of_a_folder_without_feeds_says_so(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="follows no feeds"):
        await refresh(tmp_path, LIMITS)


async def test_pages_of_a_feed_take_the_place_of_its_beginnings(site: Site, tmp_path: Path) -> None:
    items = [rss_item(number).replace("https://example.org", site.address) for number in (1, 2)]
    site["/feed"], site["/1"] = Reply(rss(*items), FEED), page("Talks, all of it")
    (outcome,) = await added(tmp_path, site.at("/feed"), pages=True)
    assert [path.name for path in outcome.saved] == ["talks-all-of-it.html", "talks-of-day-2-after.html"]
    items.append(rss_item(3).replace("https://example.org", site.address))
    site["/feed"], site["/3"] = Reply(rss(*items), FEED), page("Day three, all of it")
    (outcome,) = await refresh(tmp_path, LIMITS)
    assert [path.name for path in outcome.saved] == ["day-three-all-of-it.html"]


async def test_list_of_feeds_brings_its_feeds(site: Site, tmp_path: Path) -> None:
    outlines = "".join(f'<outline text="x" xmlUrl="{site.at(path)}"/>' for path in ("/a", "/b", "/a"))
    listed = f"<opml version='2.0'><body>{outlines}</body></opml>".encode()
    site["/list"] = Reply(listed, "text/x-opml")
    site["/a"], site["/b"] = Reply(rss(rss_item(1), title="One"), FEED), Reply(rss(rss_item(2), title="Two"), FEED)
    outcomes = await add([Wanted(feed.address) for feed in feeds_in(listed)], tmp_path, LIMITS)
    assert [len(outcome.saved) for outcome in outcomes] == [1, 1]
    assert {feed.title for feed in Subscriptions(tmp_path).all()} == {"One", "Two"}
    fetched = await added(tmp_path / "other", site.at("/list"))
    assert ["your own network" in outcome.problem for outcome in fetched] == [False, True, True]


async def test_what_is_wrong_with_one_address_is_no_harm_to_the_others(site: Site, tmp_path: Path) -> None:
    site["/good"] = page("Talks")
    site["/picture"] = Reply(b"\x89PNG\r\n\x1a\n", "image/png")
    site["/packed"] = Reply(archive({"a.txt": "Words."}), "application/zip")
    site["/empty"] = Reply(b"<html><body></body></html>")
    site["/feed"] = Reply(b"<rss version='2.0'><chan", FEED)
    paths = ("/none", "/picture", "/packed", "/empty", "/feed", "/good")
    outcomes = await added(tmp_path, *map(site.at, paths), "gopher://example.org/")
    assert [outcome.problem for outcome in outcomes] == [
        "answers 404 (Not Found)",
        "is image/png, neither an article nor a feed",
        "is .zip, neither an article nor a feed",
        "holds no text",
        "is damaged (no feed)",
        "",
        "is no address of the web (http:// or https://): gopher",
    ]
    assert files(tmp_path) == ["talks.html"]


async def test_host_is_asked_for_few_addresses_at_once(site: Site, tmp_path: Path) -> None:
    meeting = threading.Barrier(2)
    waiting: list[int] = []
    most = 0

    def meet(handler: BaseHTTPRequestHandler) -> None:
        nonlocal most
        waiting.append(1)
        most = max(most, len(waiting))
        meeting.wait(20)  # answered only where two are asked for at the same time
        waiting.pop()  # before the answer, after which the next one comes
        handler.send_response(404)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    for number in range(8):
        site[f"/{number}"] = meet
    outcomes = await added(tmp_path, *(site.at(f"/{number}") for number in range(8)))
    assert {outcome.problem for outcome in outcomes} == {"answers 404 (Not Found)"}
    assert most == 2


async def test_script_of_a_feed_is_not_saved(site: Site, tmp_path: Path) -> None:
    words = "Words.<script>alert(1)</script><img src=x onerror=alert(2)><iframe src=y></iframe>"
    site["/feed"] = Reply(rss(rss_item(1, escape(words))), FEED)
    (outcome,) = await added(tmp_path, site.at("/feed"))
    saved = outcome.saved[0].read_text()
    assert not [word for word in ("script", "onerror", "iframe", "alert") if word in saved]
    assert "Words." in saved


async def test_list_of_feeds_keeps_what_others_wrote_into_it(site: Site, tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(
        '<opml version="2.0"><!-- mine --><body><outline text="Wires">'
        f'<outline text="x" xmlUrl="{site.at("/a")}" folder="../../up" x-own="1"/></outline></body></opml>'
    )
    site["/a"], site["/b"] = Reply(rss(rss_item(1)), FEED), Reply(rss(rss_item(2)), FEED)
    await added(tmp_path, site.at("/b"))
    await refresh(tmp_path, LIMITS)
    text = (tmp_path / "feeds.opml").read_text()
    assert "<!-- mine -->" in text
    assert 'x-own="1"' in text
    assert files(tmp_path)[1:] == ["the-morning-desk/talks-of-day-2-after.html", "up/talks-of-day-1-after.html"]


async def test_damaged_list_of_feeds_is_told_and_left_as_it_is(site: Site, tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text("<opml")
    site["/a"] = Reply(rss(rss_item(1)), FEED)
    with pytest.raises(FetchError, match="no list of feeds"):
        await added(tmp_path, site.at("/a"))
    assert (tmp_path / "feeds.opml").read_text() == "<opml"


async def test_line_that_was_cut_is_passed_over(site: Site, tmp_path: Path) -> None:
    site["/"], site["/b"] = page("Talks"), page("Other")
    await added(tmp_path, site.at("/"))
    ledger = tmp_path / ".briefing-tui" / "fetched.jsonl"
    ledger.write_bytes(ledger.read_bytes() + b'{"url": "https://exa')
    await added(tmp_path, site.at("/b"))
    again = await added(tmp_path, site.at("/"), site.at("/b"))
    assert [outcome.known for outcome in again] == [1, 1]
