"""Articles and feeds that are fetched while the reader reads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.pilot.conftest import Desk, OpenDesk
from tests.serving import Reply, Site, page, send, serving
from tests.unit.documents.containing import rss, rss_item
from tui import paths


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as opened:
        yield opened


async def ask_for(desk: Desk, *addresses: str) -> None:
    """Ask for addresses that are pasted."""
    await desk.press("g", "u")
    desk.app.screen.query_one(Input).value = " ".join(addresses)
    await desk.press("enter")


async def fetch(desk: Desk, *addresses: str) -> None:
    await ask_for(desk, *addresses)
    await desk.until(lambda: not desk.screen.adding.shown, "the end of the fetch")


async def shown(desk: Desk, title: str) -> None:
    await desk.until(
        lambda: desk.screen.article is not None and desk.screen.article.document.title == title, f"“{title}”"
    )


async def test_what_is_added_is_shown_to_a_reader_who_has_waited_for_it(
    open_desk: OpenDesk, own_articles: Path, site: Site
) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def wait(handler: BaseHTTPRequestHandler) -> None:
        asked.set()
        go_on.wait(60)
        send(handler, page("More talks"))

    site["/talks"], site["/more"] = page("Talks in Geneva"), wait
    async with open_desk([own_articles]) as desk:
        library = desk.screen.session.library
        await fetch(desk, site.at("/talks"), site.at("/none"))
        await desk.until(lambda: desk.told("404"), "what is wrong with the second address")
        await shown(desk, "Talks in Geneva")
        await desk.analysed()
        assert len(library) == 3
        assert desk.screen.article is not None
        assert [quote.speaker for quote in desk.screen.article.analysis.attributions] == ["Ivanov"]  # type: ignore[union-attr]
        await desk.press("H")
        assert desk.screen.article.document.title != "Talks in Geneva"

        await ask_for(desk, site.at("/more"))
        await desk.until(asked.is_set, "the question to the server")
        assert desk.shows("fetching")
        await desk.press("h", "j", "enter")
        here = desk.screen.locus
        go_on.set()
        await desk.until(lambda: len(library) == 4, "the new article")
        await desk.analysed()
        assert desk.screen.locus == here
    assert {"talks-in-geneva.html", "more-talks.html"} < {path.name for path in own_articles.iterdir()}


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
    open_desk: OpenDesk, articles: Path, tmp_path: Path
) -> None:
    async with open_desk(analysed=False) as desk:
        session = desk.screen.session
        assert session.adding_folder() == articles
        session.bundled = True
        assert session.adding_folder() == paths.user_data() / "articles"
        session.include(tmp_path)
        session.include(tmp_path / "within")
        assert list(session.roots) == [articles, tmp_path]
    async with open_desk(analysed=False, library__paths=[str(tmp_path)]) as desk:
        desk.screen.session.bundled = True
        assert desk.screen.session.adding_folder() == tmp_path
