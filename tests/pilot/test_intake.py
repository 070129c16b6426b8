"""Changes on the disk are seen while the reader reads; reading in the background can be paused, and waits its turn."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from msgspec.structs import replace

from tests.pilot.conftest import Desk, OpenDesk
from tests.unit.library.articles import FERRY, HARBOUR, write
from tui.library.watching import Watcher
from tui.screens.all_notes import AllNotesScreen

pytestmark = pytest.mark.usefixtures("own_cache")


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return write(tmp_path / "articles", b=FERRY, d=HARBOUR)[0].parent


def titles(desk: Desk) -> list[str]:
    return [record.path.stem for record in desk.screen.session.library.records]


@pytest.fixture(scope="session")
def notices(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skips a test where the system gives no notices of changes, as in some containers."""
    folder, told = tmp_path_factory.mktemp("noticed"), threading.Event()
    watcher = Watcher([folder], lambda _changes: told.set(), lambda _reason: None)
    watcher.start()
    for attempt in range(50):
        write(folder, probe=f"{FERRY}\nAttempt {attempt}.\n")
        if told.wait(0.2):
            break
    watcher.stop()
    if not told.is_set():
        pytest.skip("the system gives no notices of changes here")


async def seen(desk: Desk, change: Callable[[], object], holds: Callable[[], bool], what: str) -> None:
    """Change something on the disk until it is seen: the watching begins in a thread, some time after the start."""
    for _ in range(30):
        change()
        try:
            await desk.until(holds, what, seconds=1)
        except AssertionError:
            continue
        await desk.analysed()
        return
    raise AssertionError(f"{what} did not come about")


@pytest.mark.usefixtures("notices")
async def test_articles_that_come_and_go_do_so_in_the_list_and_the_cursor_stays(
    open_desk: OpenDesk, library: Path
) -> None:
    async with open_desk([library]) as desk:
        await desk.press("j")
        assert desk.screen.locus is not None
        open_path = desk.screen.locus.path
        assert Path(open_path).stem == "d"
        new = {"a": f"{FERRY}\nOf a.\n", "c": f"{FERRY}\nOf c.\n", "e": f"{FERRY}\nOf e.\n"}
        await seen(
            desk, lambda: write(library, **new), lambda: titles(desk) == ["a", "b", "c", "d", "e"], "three new articles"
        )
        assert desk.screen.locus.path == open_path
        index = desk.screen.article_list.index
        assert index is not None
        assert titles(desk)[index] == "d"
        (library / "b.txt").unlink()
        await desk.until(lambda: titles(desk) == ["a", "c", "d", "e"], "one article less")
        assert desk.screen.article_list.index == 2
        assert desk.screen.locus.path == open_path


@pytest.mark.usefixtures("notices")
async def test_an_article_that_changes_is_read_again_and_the_open_one_shown_where_the_reader_was(
    open_desk: OpenDesk, library: Path
) -> None:
    async with open_desk([library]) as desk:
        article = desk.screen.article
        assert article is not None
        place = article.document.text.index("The first boat")
        desk.screen.reading.show_offset(place)
        changed = FERRY.replace("The ferries", "After the storm the ferries")
        await seen(desk, lambda: write(library, b=changed), lambda: desk.shows("After the storm"), "the new text")
        article = desk.screen.article
        assert article is not None
        assert article.document.text[desk.screen.reading.caret :].startswith("The first boat")
        assert article.analysis is not None
        assert article.analysis.document_id == article.document.id
        quotes = [row.words for row in desk.screen.quotes.rows]
        assert "The first boat will leave early in the morning" in quotes[1]


@pytest.mark.usefixtures("notices")
async def test_the_open_article_is_called_otherwise_and_the_reader_stays_in_it(
    open_desk: OpenDesk, library: Path
) -> None:
    async with open_desk([library]) as desk:
        await seen(desk, lambda: write(library, c="Of c.\n"), lambda: titles(desk) == ["b", "c", "d"], "a new article")
        await desk.press("tab", "]", "q", "]", "q")
        before, caret = desk.screen.locus, desk.screen.reading.caret
        assert before is not None
        assert Path(before.path).stem == "b"
        assert before.attribution
        assert caret
        (library / "b.txt").rename(library / "e.txt")
        await desk.until(lambda: titles(desk) == ["c", "d", "e"], "the new name")
        after = desk.screen.locus
        assert after == replace(before, path=str(library / "e.txt"))
        assert desk.screen.reading.caret == caret
        assert titles(desk)[desk.screen.article_list.index or 0] == "e"
        assert desk.told("b.txt is now e.txt")
        assert not desk.told("is gone")


@pytest.mark.usefixtures("notices")
async def test_the_open_article_goes_and_its_notes_stay(open_desk: OpenDesk, library: Path) -> None:
    async with open_desk([library]) as desk:
        await desk.press("2", "a")
        await desk.type("A word on ferries")
        await desk.press("ctrl+s")
        assert not desk.screen.session.unsaved()
        await seen(
            desk,
            lambda: write(library, c=f"{FERRY}\nOf c.\n"),
            lambda: titles(desk) == ["b", "c", "d"],
            "the new article",
        )
        (library / "b.txt").unlink()
        (library / "c.txt").unlink()
        await desk.until(lambda: titles(desk) == ["d"], "the end of the article")
        assert desk.screen.article is not None
        assert Path(desk.screen.article.path).stem == "d"
        await desk.press("g", "n")
        assert isinstance(desk.app.screen, AllNotesScreen)
        await desk.until(lambda: desk.shows("A word on ferries"), "the note")
        await desk.press("escape")
        shutil.rmtree(library)
        await desk.until(lambda: desk.shows("Nothing to read"), "the empty library")
        assert desk.screen.locus is None


async def test_where_another_program_reads_the_desk_waits_and_then_has_what_it_found(
    open_desk: OpenDesk, library: Path, tmp_path: Path
) -> None:
    from tui.library.catalogue import catalogue_file

    catalogue = catalogue_file([library])
    catalogue.parent.mkdir(parents=True)
    with FileLock(f"{catalogue}.lock"):
        async with open_desk([library], analysed=False) as desk:
            await desk.until(lambda: desk.shows("another program"), "the word that it waits")
            await desk.until(lambda: desk.screen.article is not None and desk.screen.article.analysis is not None, "b")
            assert desk.screen.session.library.records[1].quotes is None  # what is open is read all the same
    async with open_desk([library]) as desk:
        assert [record.quotes for record in desk.screen.session.library.records] == [2, 1]
        assert not desk.shows("another program")


async def test_reading_is_paused_and_what_is_opened_is_read_all_the_same(open_desk: OpenDesk, library: Path) -> None:
    async with open_desk([library], analysed=False) as desk:
        indexer = desk.screen.intake.indexer
        assert indexer is not None
        await desk.until(lambda: not indexer.busy, "the first articles")
        indexer.pause()
        (library / "e.txt").write_text(f"{FERRY}\nOf e.\n", encoding="utf-8")
        (library / "f.txt").write_text(f"{FERRY}\nOf f.\n", encoding="utf-8")
        await desk.press("ctrl+l")
        await desk.until(lambda: titles(desk) == ["b", "d", "e", "f"], "the new articles")
        await desk.until(lambda: desk.shows("paused at 0/2"), "the pause")
        await desk.press("1", "G")
        records = desk.screen.session.library.records
        await desk.until(lambda: records[3].quotes == 2, "the article that is open")
        assert records[2].quotes is None
        await desk.press("g", "r")
        await desk.until(lambda: not indexer.busy, "the rest")
        await desk.until(lambda: records[2].quotes == 2, "the other article")


@pytest.fixture
def no_notices(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The system gives no notices any more, as where its limit is reached."""

    def deny() -> None:
        import watchfiles

        def watch(*_: object, **__: object) -> object:
            raise OSError(28, "OS file watch limit reached.")

        monkeypatch.setattr(watchfiles, "watch", watch)

    return deny


async def test_where_changes_are_not_seen_one_line_says_so_and_a_key_looks_for_them(
    open_desk: OpenDesk, library: Path, no_notices: Callable[[], None]
) -> None:
    no_notices()
    async with open_desk([library]) as desk:
        await desk.until(lambda: desk.told("not seen at once"), "the word that changes are not seen")
        (library / "a.txt").write_text(f"{FERRY}\nOf a.\n", encoding="utf-8")
        await desk.press("ctrl+l")
        await desk.until(lambda: titles(desk) == ["a", "b", "d"], "the new article")
