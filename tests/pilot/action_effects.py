"""What each action of the registry does when its key is pressed: `EFFECTS`, by action id.

An effect brings the desk to where the action means something, presses its keys, and asserts what has changed.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from tests.pilot.conftest import Desk
from tests.pilot.test_all_notes import to_all_notes
from tests.pilot.test_compare import to_a_shared_quote
from tests.pilot.test_coverage import to_the_matrix
from tests.pilot.test_search import to_the_search
from tests.pilot.test_timeline import to_the_timeline
from tui import paths
from tui.annotations.model import Motivation
from tui.comparison.timeline import EventKind
from tui.documents.model import BlockKind, Document
from tui.linking import ArticleLinks, Locus
from tui.screens.actor_screen import ActorScreen
from tui.screens.all_notes import AllNotesScreen
from tui.screens.briefing_prompt import BriefingPrompt
from tui.screens.choice_screen import ChoiceScreen
from tui.screens.compare import CompareScreen
from tui.screens.coverage_screen import CoverageScreen
from tui.screens.go_anywhere import GoAnywhere
from tui.screens.help import HelpScreen
from tui.screens.line_prompt import LinePrompt
from tui.screens.note_editor import NoteEditor
from tui.screens.search_screen import SearchScreen
from tui.screens.theme_chooser import ThemeChooser
from tui.screens.timeline_screen import TimelineScreen
from tui.widgets.selection import Unit

Press = Callable[..., Awaitable[None]]
"""Presses the action's keys; what is given goes before them (a count), `after` behind (a mark's letter)."""
Effect = Callable[[Desk, Press], Awaitable[None]]
EFFECTS: dict[str, Effect] = {}


def effect(action: str) -> Callable[[Effect], Effect]:
    def keep(function: Effect) -> Effect:
        EFFECTS[action] = function
        return function

    return keep


def article(desk: Desk) -> ArticleLinks:
    assert desk.screen.article is not None
    return desk.screen.article


def locus(desk: Desk) -> Locus:
    assert desk.screen.locus is not None
    return desk.screen.locus


def caret(desk: Desk) -> int:
    return desk.screen.reading.caret


def row(desk: Desk) -> int:
    return desk.screen.reading.row_of(caret(desk))


def bodies(desk: Desk) -> list[str]:
    return [note.body for note in article(desk).annotations]


async def to_pane(desk: Desk, pane: str, *keys: str) -> None:
    desk.screen.call_later(desk.screen.panes.focus, pane)
    await desk.press(*keys)


async def to_the_text(desk: Desk, *keys: str) -> None:
    await to_pane(desk, "reading", *keys)


async def with_a_note(desk: Desk, body: str = "kept") -> None:
    await to_the_text(desk, "j", "a")
    await desk.type(body)
    await desk.press("ctrl+s")


async def to_the_first(desk: Desk, holds: Callable[[Document], object]) -> None:
    """To the first article of which this holds."""
    library = desk.screen.session.library
    found = next(at for at, record in enumerate(library.records) if holds(library.document(record.key)))
    desk.screen.article_list.move_to(found)
    await desk.press("enter")


async def to_the_live_page(desk: Desk) -> None:
    await to_the_first(desk, lambda document: document.entries)


# Panes


def _goes_to(action: str, pane: str, *before: str) -> None:
    @effect(action)
    async def check(desk: Desk, press: Press) -> None:
        await desk.press(*before)
        assert desk.screen.focused_pane().id != pane
        await press()
        assert desk.screen.focused_pane().id == pane
        assert desk.screen.query_one(f"#{pane}").display


_goes_to("pane-left", "articles", "l")
_goes_to("pane-right", "reading")
_goes_to("pane-1", "articles", "tab")
_goes_to("pane-2", "reading")
_goes_to("pane-3", "quotes")
_goes_to("pane-4", "actors")
_goes_to("pane-5", "notes")
_goes_to("next-pane", "reading")
_goes_to("previous-pane", "notes")


# Moving


def _moves(action: str, down: bool, least: int, *before: str) -> None:
    @effect(action)
    async def check(desk: Desk, press: Press) -> None:
        await desk.press(*before)
        cursor = desk.screen.article_list.cursor
        await press()
        assert (desk.screen.article_list.cursor > cursor) if down else (desk.screen.article_list.cursor < cursor)
        await to_the_text(desk, *before)
        here = row(desk)
        await press()
        assert (row(desk) - here if down else here - row(desk)) >= least


_moves("down", True, 1)
_moves("up", False, 1, "j", "j", "j")
_moves("half-page-down", True, 10)
_moves("half-page-up", False, 10, "G")
_moves("page-down", True, 20)
_moves("page-up", False, 20, "G")
_moves("top", False, 30, "G")
_moves("bottom", True, 30)


@effect("next-paragraph")
async def _(desk: Desk, press: Press) -> None:
    await to_the_text(desk, "j")
    layout = desk.screen.reading.text_layout
    assert layout is not None
    before = layout.blocks[row(desk)]
    await press()
    assert layout.blocks[row(desk)] > before
    assert layout.is_first_of_block(row(desk))


@effect("previous-paragraph")
async def _(desk: Desk, press: Press) -> None:
    await to_the_text(desk, "G")
    before = row(desk)
    await press()
    assert row(desk) < before


def _moves_the_caret(action: str, expected: Callable[[int, str], int], *before: str) -> None:
    @effect(action)
    async def check(desk: Desk, press: Press) -> None:
        await to_the_text(desk, *before)
        wanted = expected(caret(desk), article(desk).document.text)
        await press()
        assert caret(desk) == wanted


_moves_the_caret("caret-left", lambda at, text: at - 1, "j")
_moves_the_caret("caret-right", lambda at, text: at + 1)
_moves_the_caret("next-word", lambda at, text: text.index(" ", at) + 1)


# Finding


@effect("search")
async def _(desk: Desk, press: Press) -> None:
    await press()
    await desk.type("moscow")
    await desk.press("enter")
    assert desk.screen.finding.shown.startswith("1/")
    assert article(desk).document.text[caret(desk) :].lower().startswith("moscow")


@effect("next-match")
async def _(desk: Desk, press: Press) -> None:
    await desk.press("slash", *"moscow", "enter")
    await press()
    assert desk.screen.finding.shown.startswith("2/")


@effect("previous-match")
async def _(desk: Desk, press: Press) -> None:
    await desk.press("slash", *"moscow", "enter", "n", "n")
    await press()
    assert desk.screen.finding.shown.startswith("2/")


@effect("filter")
async def _(desk: Desk, press: Press) -> None:
    await press()
    await desk.type("icy")
    await desk.press("enter")
    assert len(desk.screen.article_list.shown) == 1
    assert desk.shows("1/6")


@effect("go-anywhere")
async def _(desk: Desk, press: Press) -> None:
    await press()
    assert isinstance(desk.app.screen, GoAnywhere)
    await desk.type("icy hours")
    await desk.press("enter")
    await desk.until(lambda: "Icy hours" in article(desk).document.title, "the article")


# Links


@effect("compare")
async def _(desk: Desk, press: Press) -> None:
    await to_a_shared_quote(desk)
    await press()
    await desk.until(lambda: isinstance(desk.app.screen, CompareScreen), "the wordings")


def _goes_to_another_wording(action: str) -> None:
    @effect(action)
    async def check(desk: Desk, press: Press) -> None:
        await to_a_shared_quote(desk)
        before = locus(desk)
        await press()
        await desk.until(lambda: locus(desk).path != before.path, "another article")
        assert locus(desk).attribution


_goes_to_another_wording("next-variant")
_goes_to_another_wording("previous-variant")


@effect("coverage")
async def _(desk: Desk, press: Press) -> None:
    await press()
    assert isinstance(desk.app.screen, CoverageScreen)


@effect("coverage-rows")
async def _(desk: Desk, press: Press) -> None:
    screen = await to_the_matrix(desk)
    await press()
    await desk.until(lambda: "statements" in screen.grid.about, "the statements")


@effect("coverage-columns")
async def _(desk: Desk, press: Press) -> None:
    screen = await to_the_matrix(desk)
    await press()
    await desk.until(lambda: "by articles" in screen.grid.about, "the articles")
    assert len(screen.grid.columns) == 6


@effect("coverage-sort")
async def _(desk: Desk, press: Press) -> None:
    screen = await to_the_matrix(desk)
    await press()
    await press()
    await desk.until(lambda: "by name" in screen.grid.about, "the names in order")
    names = [row.label.casefold() for row in screen.grid.rows if not row.is_nobody]
    assert names == sorted(names)


@effect("coverage-only")
async def _(desk: Desk, press: Press) -> None:
    screen = await to_the_matrix(desk)
    await press()
    await desk.until(lambda: "alone" in screen.grid.about, "what one alone has")
    assert screen.grid.rows
    assert {len(row.cells) for row in screen.grid.rows} == {1}


@effect("actor-card")
async def _(desk: Desk, press: Press) -> None:
    await to_the_text(desk, "]", "q")
    await press()
    assert isinstance(desk.app.screen, ActorScreen)


@effect("timeline")
async def _(desk: Desk, press: Press) -> None:
    await press()
    assert isinstance(desk.app.screen, TimelineScreen)


@effect("timeline-in")
async def _(desk: Desk, press: Press) -> None:
    screen = await to_the_timeline(desk)
    whole = screen.list.axis
    await press()
    assert screen.list.axis.length == whole.length / 2
    assert screen.list.event is not None


@effect("timeline-out")
async def _(desk: Desk, press: Press) -> None:
    screen = await to_the_timeline(desk)
    whole = screen.list.axis
    await desk.press("plus", "plus")
    await press("2")
    assert screen.list.axis == whole


@effect("timeline-kinds")
async def _(desk: Desk, press: Press) -> None:
    screen = await to_the_timeline(desk)
    assert EventKind.TEXT in {event.kind for event in screen.list.events}
    await press()
    assert {event.kind for event in screen.list.events} == {EventKind.ARTICLE, EventKind.ENTRY}


@effect("search-library")
async def _(desk: Desk, press: Press) -> None:
    await press()
    assert isinstance(desk.app.screen, SearchScreen)


@effect("save-query")
async def _(desk: Desk, press: Press) -> None:
    await to_the_search(desk, "harbour")
    await press()
    await desk.type("Boats")
    await desk.press("enter")
    assert "Boats" in paths.user_queries().read_text(encoding="utf-8")


@effect("check-draft")
async def _(desk: Desk, press: Press) -> None:
    await press()
    assert isinstance(desk.app.screen, LinePrompt)
    await desk.press("escape")


@effect("list-copies")
async def _(desk: Desk, press: Press) -> None:
    await press()
    assert desk.told("This article was saved once")  # where there are copies: test_copies.py


@effect("add-address")
async def _(desk: Desk, press: Press) -> None:
    await press()
    assert isinstance(desk.app.screen, LinePrompt)
    await desk.press("escape")
    assert desk.app.screen is desk.screen


@effect("refresh-feeds")
async def _(desk: Desk, press: Press) -> None:
    await press()
    await desk.until(lambda: desk.told("feeds.opml"), "the word that there are no feeds")


@effect("briefing")
async def _(desk: Desk, press: Press) -> None:
    await press()
    assert isinstance(desk.app.screen, BriefingPrompt)
    await desk.press("escape")


@effect("to-speaker")
async def _(desk: Desk, press: Press) -> None:
    await to_the_text(desk, "]", "q")
    await press()
    index = desk.screen.actors.index
    assert index is not None
    assert desk.screen.focused_pane() is desk.screen.actors
    assert desk.screen.actors.rows[index].id == locus(desk).actor


def _goes_on(what: str, *before: str) -> None:
    """The next one, then the one before."""

    async def there(desk: Desk) -> int:
        await to_the_text(desk, *before)
        return caret(desk)

    @effect(f"next-{what}")
    async def check_next(desk: Desk, press: Press) -> None:
        start = await there(desk)
        await press()
        assert caret(desk) > start

    @effect(f"previous-{what}")
    async def check_previous(desk: Desk, press: Press) -> None:
        await to_the_text(desk, *before, "G")
        start = caret(desk)
        await press()
        assert caret(desk) < start


_goes_on("quote")
_goes_on("actor")
_goes_on("annotation", "}", "A", "}", "A", "g", "g")


@effect("next-entry")
async def _(desk: Desk, press: Press) -> None:
    await to_the_live_page(desk)
    await press()
    assert caret(desk) == article(desk).document.entries[0].headline.start


@effect("previous-entry")
async def _(desk: Desk, press: Press) -> None:
    await to_the_live_page(desk)
    await desk.press("G")
    await press()
    assert caret(desk) == article(desk).document.entries[-1].headline.start


@effect("jump")
async def _(desk: Desk, press: Press) -> None:
    await press()
    assert desk.screen.jump.active
    label, target = next(
        (label, target)
        for label, target in desk.screen.jump._targets.items()
        if target.pane is desk.screen.article_list and target.place == 3
    )
    await desk.press(*label)
    assert not desk.screen.jump.active
    assert locus(desk).path == desk.screen.session.library.records[target.place].key


@effect("follow")
async def _(desk: Desk, press: Press) -> None:
    await desk.press("j")
    await press()
    assert desk.screen.focused_pane() is desk.screen.reading
    assert locus(desk).path == desk.screen.session.library.records[1].key
    await desk.press("]", "q")
    await press()
    assert desk.screen.focused_pane().id in ("quotes", "actors")


@effect("go-back")
async def _(desk: Desk, press: Press) -> None:
    await desk.press("enter", "h", "j", "enter")
    await press()
    assert locus(desk).path == desk.screen.session.library.records[0].key


@effect("go-forward")
async def _(desk: Desk, press: Press) -> None:
    await desk.press("enter", "h", "j", "enter", "H")
    await press()
    assert locus(desk).path == desk.screen.session.library.records[1].key


@effect("set-mark")
async def _(desk: Desk, press: Press) -> None:
    await to_the_text(desk, "j", "j")
    await press(after="x")
    mark = desk.screen.session.library.state.mark("x")
    assert mark is not None
    assert (mark.path, mark.place) == (article(desk).path, caret(desk))


@effect("go-to-mark")
async def _(desk: Desk, press: Press) -> None:
    await to_the_text(desk, "j", "j", "m", "x")
    place, path = caret(desk), article(desk).path
    await to_pane(desk, "articles", "j", "enter")
    await press(after="x")
    assert (caret(desk), article(desk).path) == (place, path)


# Selecting


@effect("select-characters")
async def _(desk: Desk, press: Press) -> None:
    await to_the_text(desk, "j")
    await press()
    assert desk.screen.reading.selected is not None
    assert desk.screen.reading.selected.length == 1


@effect("select-lines")
async def _(desk: Desk, press: Press) -> None:
    await to_the_text(desk, "j")
    await press()
    assert desk.screen.reading.selection is not None
    assert desk.screen.reading.selection.unit is Unit.LINES


def quoted(desk: Desk) -> str:
    """The words of the quote the reader is at."""
    quote = article(desk).attribution(locus(desk).attribution)
    assert quote is not None
    return quote.span.of(article(desk).document.text)


def _selects(action: str, holds: Callable[[str, str, str], bool]) -> None:
    """`holds` is asked with what was selected, the quote, and the paragraph around it."""

    @effect(action)
    async def check(desk: Desk, press: Press) -> None:
        await to_the_text(desk, "]", "q")
        quote, at = quoted(desk), caret(desk)
        document = article(desk).document
        paragraph = next(block.span.of(document.text) for block in document.blocks if block.span.holds(at))
        await desk.press("v")
        await press()
        assert desk.screen.reading.selected is not None
        selected = desk.screen.reading.selected.of(document.text)
        assert holds(selected, quote, paragraph), selected


_selects("select-quote", lambda selected, quote, paragraph: selected == quote)
_selects("select-sentence", lambda selected, quote, paragraph: quote[:9] in selected and selected in paragraph)
_selects("select-paragraph", lambda selected, quote, paragraph: selected == paragraph)


def _extends(action: str, change: Callable[[int, str], int], *before: str) -> None:
    @effect(action)
    async def check(desk: Desk, press: Press) -> None:
        await to_the_text(desk, "}", "}", *before, "v")
        selection = desk.screen.reading.selection
        assert selection is not None
        wanted = change(selection.end, article(desk).document.text)
        await press()
        assert desk.screen.reading.selection is not None
        assert desk.screen.reading.selection.anchor == selection.anchor
        assert desk.screen.reading.selection.end == wanted


_extends("extend-left", lambda at, text: at - 1, "w")
_extends("extend-right", lambda at, text: at + 1)
_extends("extend-word", lambda at, text: text.index(" ", at) + 1)
_extends("extend-word-end", lambda at, text: re.compile(r"\w\b(?!’)").search(text, at).start())  # type: ignore[union-attr]


def _extends_by_rows(action: str, by: int) -> None:
    @effect(action)
    async def check(desk: Desk, press: Press) -> None:
        await to_the_text(desk, "}", "}", "j", "v")
        before = row(desk)
        await press()
        assert desk.screen.reading.selection is not None
        assert desk.screen.reading.row_of(desk.screen.reading.selection.end) == before + by


_extends_by_rows("extend-down", 1)
_extends_by_rows("extend-up", -1)


@effect("extend-line-start")
async def _(desk: Desk, press: Press) -> None:
    await to_the_text(desk, "}", "}", "w", "w", "v")
    await press()
    layout = desk.screen.reading.text_layout
    assert layout is not None
    assert caret(desk) == layout.starts[row(desk)]


@effect("extend-line-end")
async def _(desk: Desk, press: Press) -> None:
    await to_the_text(desk, "}", "}", "v")
    await press()
    layout = desk.screen.reading.text_layout
    assert layout is not None
    assert layout.starts[row(desk)] < caret(desk) < layout.ends[row(desk)]
    assert layout.ends[row(desk)] - caret(desk) <= 2


# Notes


@effect("annotate")
async def _(desk: Desk, press: Press) -> None:
    await to_the_text(desk, "j")
    await press()
    assert isinstance(desk.app.screen, NoteEditor)
    await desk.type("new")
    await desk.press("ctrl+s")
    assert bodies(desk) == ["new"]


@effect("highlight")
async def _(desk: Desk, press: Press) -> None:
    await to_the_text(desk, "j")
    await press()
    assert bodies(desk) == [""]


@effect("edit-note")
async def _(desk: Desk, press: Press) -> None:
    await with_a_note(desk)
    await press()
    await desk.type(" and changed")
    await desk.press("ctrl+s")
    assert bodies(desk) == ["kept and changed"]


@effect("delete-note")
async def _(desk: Desk, press: Press) -> None:
    await with_a_note(desk)
    await press()
    assert bodies(desk) == []


@effect("edit-tags")
async def _(desk: Desk, press: Press) -> None:
    await with_a_note(desk)
    await press()
    await desk.type("check")
    await desk.press("enter")
    assert article(desk).annotations[0].tags == ("check",)


@effect("undo")
async def _(desk: Desk, press: Press) -> None:
    await with_a_note(desk)
    await press()
    assert bodies(desk) == []


@effect("redo")
async def _(desk: Desk, press: Press) -> None:
    await with_a_note(desk)
    await desk.press("u")
    await press()
    assert bodies(desk) == ["kept"]


@effect("restore-note")
async def _(desk: Desk, press: Press) -> None:
    await with_a_note(desk)
    await desk.press("d", "d")
    await press()
    await desk.press("enter")
    assert bodies(desk) == ["kept"]


@effect("save-notes")
async def _(desk: Desk, press: Press) -> None:
    notebook = desk.screen.session.notebook(article(desk).document)
    folder = notebook.path.parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file where the folder should be")
    await with_a_note(desk)
    assert isinstance(desk.app.screen, ChoiceScreen)
    await desk.press("k")
    assert desk.screen.session.unsaved()
    folder.unlink()
    await press()
    assert not desk.screen.session.unsaved()
    assert "kept" in notebook.path.read_text(encoding="utf-8")


@effect("repair-anchor")
async def _(desk: Desk, press: Press) -> None:
    await with_a_note(desk)
    before = article(desk).annotations[0].target
    await desk.press("}", "v", "w")
    await to_pane(desk, "notes")
    await press()
    after = article(desk).annotations[0].target
    assert after.position != before.position
    assert bodies(desk) == ["kept"]


@effect("correct")
async def _(desk: Desk, press: Press) -> None:
    await to_the_text(desk, "]", "q")
    quote = locus(desk).attribution
    await press()
    assert isinstance(desk.app.screen, ChoiceScreen)
    await desk.press("r")
    assert article(desk).attribution(quote) is None


@effect("bookmark")
async def _(desk: Desk, press: Press) -> None:
    await to_the_text(desk, "j")
    await press()
    assert [note.motivation for note in article(desk).annotations] == [Motivation.BOOKMARKING]


@effect("set-motivation")
async def _(desk: Desk, press: Press) -> None:
    await with_a_note(desk)
    await press()
    await desk.press("q")
    assert [note.motivation for note in article(desk).annotations] == [Motivation.QUESTIONING]


@effect("link-note")
async def _(desk: Desk, press: Press) -> None:
    await with_a_note(desk)
    await press()
    await desk.press(*"https://example.org", "enter")
    assert article(desk).annotations[0].links == ("https://example.org",)


@effect("note-links")
async def _(desk: Desk, press: Press) -> None:
    await with_a_note(desk, "zebra")
    await desk.press("}", "}")
    await with_a_note(desk, "two")
    place = locus(desk)
    await desk.press("K", *"zebra", "enter")
    await press()
    assert desk.screen.focused_pane().id in ("reading", "notes")
    assert locus(desk).annotation not in (None, place.annotation)


@effect("all-notes")
async def _(desk: Desk, press: Press) -> None:
    await with_a_note(desk)
    await press()
    assert isinstance(desk.app.screen, AllNotesScreen)
    await desk.until(lambda: desk.shows("kept"), "the note in the list")


async def _two_notes(desk: Desk) -> AllNotesScreen:
    await with_a_note(desk, "one")
    await desk.press("}")
    await with_a_note(desk, "two")
    return await to_all_notes(desk, 2)


@effect("mark-note")
async def _(desk: Desk, press: Press) -> None:
    screen = await _two_notes(desk)
    await desk.press("j")  # off the heading, which stands for all notes under it
    await press()
    assert len(screen.list.marked) == 1


@effect("mark-all-notes")
async def _(desk: Desk, press: Press) -> None:
    screen = await _two_notes(desk)
    await press()
    assert len(screen.list.marked) == 2


@effect("group-notes")
async def _(desk: Desk, press: Press) -> None:
    screen = await _two_notes(desk)
    before = screen._model.grouping
    await press()
    assert screen._model.grouping is not before


@effect("sort-notes")
async def _(desk: Desk, press: Press) -> None:
    screen = await _two_notes(desk)
    before = screen._model.order
    await press()
    assert screen._model.order is not before


# Articles


@effect("next-unread")
async def _(desk: Desk, press: Press) -> None:
    await desk.press("enter")
    await press()
    assert locus(desk).path == desk.screen.session.library.records[1].key


@effect("toggle-read")
async def _(desk: Desk, press: Press) -> None:
    await press()
    assert desk.screen.session.library.records[0].read
    await press()
    assert not desk.screen.session.library.records[0].read


@effect("toggle-star")
async def _(desk: Desk, press: Press) -> None:
    await press()
    assert desk.screen.session.library.records[0].starred
    assert desk.shows("★")
    await press()
    assert not desk.screen.session.library.records[0].starred


@effect("copy")
async def _(desk: Desk, press: Press) -> None:
    await to_the_text(desk, "]", "q")
    quote = " ".join(quoted(desk).split())
    await press()
    words, cited = desk.app.clipboard.split("\n")
    assert words == f"{quote}” (partly paraphrase)"
    assert article(desk).document.title in cited


@effect("copy-bare")
async def _(desk: Desk, press: Press) -> None:
    await to_the_text(desk, "]", "q")
    quote = " ".join(quoted(desk).split())
    await press()
    assert desk.app.clipboard == quote


@effect("open-url")
async def _(desk: Desk, press: Press) -> None:
    await to_the_first(desk, lambda document: document.url)
    opened: list[str] = []
    desk.app.open_url = lambda url, *, new_tab=True: opened.append(url)  # type: ignore[method-assign]
    await press()
    assert opened == [article(desk).document.url]


@effect("open-editor")
async def _(desk: Desk, press: Press) -> None:
    """Without a terminal to hand over there is a word about it; `test_desk` opens an editor in a real one."""
    await press()
    assert desk.told("cannot be lent")


@effect("reload")
async def _(desk: Desk, press: Press) -> None:
    before = article(desk).document
    await press()
    assert article(desk).document is not before
    assert article(desk).document == before


@effect("pause-reading")
async def _(desk: Desk, press: Press) -> None:
    indexer = desk.screen.intake.indexer
    assert indexer is not None
    indexer.workers = 0  # so that it is not done before it is paused
    indexer.submit(article(desk).path)
    await press()
    assert desk.shows("paused at 0/1")
    indexer.workers = 1
    await press()
    await desk.until(lambda: not indexer.busy, "the reading that went on")
    assert not desk.shows("paused")


# View


@effect("toggle-zen")
async def _(desk: Desk, press: Press) -> None:
    await press()
    assert not desk.screen.article_list.display
    assert not desk.screen.quotes.display
    await press()
    assert desk.screen.article_list.display


def _changes_the_width(action: str, wider: bool) -> None:
    @effect(action)
    async def check(desk: Desk, press: Press) -> None:
        before = desk.screen.article_list.outer_size.width
        await press("3")
        assert desk.screen.focused_pane() is desk.screen.article_list
        assert desk.screen.article_list.outer_size.width == before + (6 if wider else -6)


_changes_the_width("pane-wider", True)
_changes_the_width("pane-narrower", False)


@effect("hide-pane")
async def _(desk: Desk, press: Press) -> None:
    await press()
    assert not desk.screen.article_list.display
    assert desk.screen.focused_pane() is desk.screen.reading
    await press()
    assert desk.screen.article_list.display


@effect("choose-theme")
async def _(desk: Desk, press: Press) -> None:
    before = desk.app.theme
    await press()
    assert isinstance(desk.app.screen, ThemeChooser)
    await desk.press("down", "enter")
    assert desk.app.theme != before


@effect("focus-paragraph")
async def _(desk: Desk, press: Press) -> None:
    await press()
    assert desk.screen.reading.focus_paragraph
    await press()
    assert not desk.screen.reading.focus_paragraph


def _changes_the_measure(action: str, by: int) -> None:
    @effect(action)
    async def check(desk: Desk, press: Press) -> None:
        await desk.press("z")
        before = desk.screen.reading.text_layout
        await press()
        after = desk.screen.reading.text_layout
        assert before is not None
        assert after is not None
        assert after.width == before.width + by


_changes_the_measure("wider", 4)
_changes_the_measure("narrower", -4)


@effect("toggle-time-order")
async def _(desk: Desk, press: Press) -> None:
    await to_the_live_page(desk)
    await press()
    assert desk.screen.reading.shows_other_order
    await press()
    assert not desk.screen.reading.shows_other_order


@effect("toggle-litter")
async def _(desk: Desk, press: Press) -> None:
    await to_the_first(desk, lambda document: any(block.kind is BlockKind.LITTER for block in document.blocks))
    before = desk.screen.reading.text_layout
    await press()
    after = desk.screen.reading.text_layout
    assert before is not None
    assert after is not None
    assert len(after) < len(before)


@effect("toggle-scope")
async def _(desk: Desk, press: Press) -> None:
    here = len(desk.screen.quotes.rows)
    await press()
    await desk.until(lambda: len(desk.screen.quotes.rows) > here, "the quotes of all articles")


@effect("sort")
async def _(desk: Desk, press: Press) -> None:
    await to_pane(desk, "quotes")
    await press()
    speakers = [row.speaker for row in desk.screen.quotes.rows]
    assert speakers == sorted(speakers)


@effect("reason")
async def _(desk: Desk, press: Press) -> None:
    await desk.analysed()
    await desk.press("l", "right_square_bracket", "q")
    await press()
    assert desk.told("sure: ")


@effect("details")
async def _(desk: Desk, press: Press) -> None:
    await to_pane(desk, "quotes")
    await press()
    assert desk.shows("↳")


# Program


@effect("palette")
async def _(desk: Desk, press: Press) -> None:
    await press()
    await desk.type("text alone")
    await desk.until(lambda: desk.shows("Show the text alone"), "the command")
    await desk.press("enter")
    await desk.until(lambda: desk.screen.panes.zen, "zen")


@effect("help")
async def _(desk: Desk, press: Press) -> None:
    await press()
    assert isinstance(desk.app.screen, HelpScreen)
    assert desk.shows("Keys in the articles")


@effect("cancel")
async def _(desk: Desk, press: Press) -> None:
    await to_the_text(desk, "j", "v", "w")
    await press()
    assert desk.screen.reading.selection is None
    await desk.press("slash", *"moscow", "enter")
    await press()
    assert desk.screen.finding.shown == ""
    await to_pane(desk, "articles", "F", *"icy", "enter")
    await press()
    assert len(desk.screen.article_list.shown) == 6


@effect("back-or-close")
async def _(desk: Desk, press: Press) -> None:
    await desk.press("question_mark", "q")
    assert desk.app.screen is desk.screen
    await press()
    assert desk.app._exit


@effect("suspend")
async def _(desk: Desk, press: Press) -> None:
    await press()
    assert desk.told("There is no shell")  # in a terminal: tests/terminal/test_ending.py


@effect("quit")
async def _(desk: Desk, press: Press) -> None:
    await press()
    assert desk.app._exit
