"""Articles and feeds that are fetched while the reader reads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.pilot.conftest import Desk, OpenDesk
from tests.serving import Reply, Site, page, send, serving
from tests.unit.documents.containing import rss, rss_item


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as opened:
        yield opened


async def fetch(desk: Desk, *addresses: str) -> None:
    await desk.press("g", "u")
    await desk.type(" ".join(addresses))
    await desk.press("enter")
    await desk.until(lambda: not desk.screen.adding.shown, "the end of the fetch")


async def shown(desk: Desk, title: str) -> None:
    await desk.until(
        lambda: desk.screen.article is not None and desk.screen.article.document.title == title, f"“{title}”"
    )


async def test_page_that_is_added_appears_in_the_list_and_is_shown(
    open_desk: OpenDesk, own_articles: Path, site: Site
) -> None:
    site["/talks"] = page("Talks in Geneva")
    async with open_desk([own_articles]) as desk:
        await fetch(desk, site.at("/talks"), site.at("/none"))
        await desk.until(lambda: desk.shows("answers 404"), "what is wrong with the second address")
        await shown(desk, "Talks in Geneva")
        await desk.analysed()
        assert len(desk.screen.session.library) == 3
        assert desk.screen.article is not None
        assert [quote.speaker for quote in desk.screen.article.analysis.attributions] == ["Ivanov"]  # type: ignore[union-attr]
        await desk.press("H")
        assert desk.screen.article.document.title != "Talks in Geneva"
    assert (own_articles / "talks-in-geneva.html").is_file()


async def test_reader_who_has_gone_on_is_left_where_they_are(
    open_desk: OpenDesk, own_articles: Path, site: Site
) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def wait(handler: BaseHTTPRequestHandler) -> None:
        asked.set()
        go_on.wait(60)
        send(handler, page("Talks in Geneva"))

    site["/talks"] = wait
    async with open_desk([own_articles]) as desk:
        await desk.press("g", "u")
        await desk.type(site.at("/talks"))
        await desk.press("enter")
        await desk.until(asked.is_set, "the question to the server")
        assert desk.shows("fetching")
        await desk.press("j", "enter")
        here = desk.screen.locus
        go_on.set()
        await desk.until(lambda: len(desk.screen.session.library) == 3, "the new article")
        await desk.analysed()
        assert desk.screen.locus == here


async def test_feed_that_is_added_is_refreshed(open_desk: OpenDesk, own_articles: Path, site: Site) -> None:
    site["/feed"] = Reply(rss(rss_item(1)), etag='"1"')
    async with open_desk([own_articles]) as desk:
        await fetch(desk, site.at("/feed"))
        await shown(desk, "Talks of day 1 & after")
        site["/feed"] = Reply(rss(rss_item(2), rss_item(1)))
        await desk.press("g", "f")
        await shown(desk, "Talks of day 2 & after")
        assert len(desk.screen.session.library) == 4


async def test_what_is_added_to_the_bundled_articles_lies_with_the_readers_own(
    open_desk: OpenDesk, site: Site, user_places: Path
) -> None:
    site["/talks"] = page("Talks in Geneva")
    async with open_desk() as desk:
        desk.screen.session.bundled = True
        before = len(desk.screen.session.library)
        await fetch(desk, site.at("/talks"))
        await shown(desk, "Talks in Geneva")
        assert len(desk.screen.session.library) == before + 1
    (saved,) = user_places.rglob("talks-in-geneva.html")
    assert saved.parent.name == "articles"
