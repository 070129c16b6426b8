"""The screen of all notes: found, put in groups, changed together, followed to their passages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.pilot.conftest import Desk, OpenDesk
from tui.annotations.arranging import Grouping
from tui.annotations.model import Motivation, new_annotation
from tui.annotations.store import NoteStore
from tui.documents.loading import load
from tui.screens.all_notes import AllNotesScreen
from tui.text import Span

TALKS, WIRE = "moscow-talks-feature.txt", "london-moscow-wire.txt"


def keep(notes: Path, article: Path, *bodies: str, tags: Sequence[str] = (), creator: str = "ann") -> None:
    """Notes on paragraphs of an article, as an earlier run would have left them."""
    document = load(article)
    book = NoteStore(notes).open(document)
    blocks = [block.span for block in document.blocks if block.span.length > 60]
    for number, body in enumerate(bodies):
        start = blocks[number + 2].start
        book.add(
            new_annotation(
                document.text, Span(start, start + 50), motivation=Motivation.COMMENTING, body=body, tags=tags,
                creator=creator,
            )
        )  # fmt: skip


async def to_all_notes(desk: Desk, count: int) -> AllNotesScreen:
    await desk.press("g", "n")
    screen = desk.app.screen
    assert isinstance(screen, AllNotesScreen)
    await desk.until(lambda: len(screen.list.notes) == count and bool(screen.list.shown), "the notes")
    return screen


def bodies(screen: AllNotesScreen) -> list[str]:
    return sorted(kept.note.body for kept in screen.list.notes)


def tags(screen: AllNotesScreen) -> set[tuple[str, ...]]:
    return {kept.note.tags for kept in screen.list.notes}


async def test_notes_of_all_articles_are_listed_and_enter_goes_to_the_passage(
    open_desk: OpenDesk, notes: Path, articles: Path
) -> None:
    keep(notes, articles / TALKS, "on the talks", tags=["check"])
    keep(notes, articles / WIRE, "on the wire", "further down")
    async with open_desk() as desk:
        screen = await to_all_notes(desk, 3)
        assert desk.shows("on the wire")
        assert desk.shows("#check")
        await desk.press("F")
        await desk.type("further")
        await desk.press("enter", "G", "enter")
        await desk.until(lambda: desk.app.screen is desk.screen, "the desk")
        article = desk.screen.article
        assert article is not None
        assert Path(article.path).name == WIRE
        note = next(note for note in article.annotations if note.body == "further down")
        assert desk.screen.locus == article.note_locus(note.id)
        assert desk.screen.focused_pane() is desk.screen.reading
        await desk.press("g", "n")
        again = desk.app.screen
        assert isinstance(again, AllNotesScreen)
        await desk.until(lambda: len(again.list.notes) == 3, "the notes")
        assert again.list.filter_text == "further"
        assert screen is not again


async def test_the_cursor_begins_on_a_note_and_not_on_the_heading_of_a_group(
    open_desk: OpenDesk, notes: Path, articles: Path
) -> None:
    keep(notes, articles / TALKS, "on the talks")
    async with open_desk() as desk:
        screen = await to_all_notes(desk, 1)
        assert screen.list.row_count() == 2
        assert screen.list.kept is not None


async def test_a_filter_counts_notes_and_finds_tags_and_creators(
    open_desk: OpenDesk, notes: Path, articles: Path
) -> None:
    keep(notes, articles / TALKS, "one", "two", tags=["check"])
    keep(notes, articles / WIRE, "three", creator="ben")
    async with open_desk() as desk:
        screen = await to_all_notes(desk, 3)
        assert desk.shows("ben")  # creators are told apart where there are several
        await desk.press("slash")
        await desk.type("@ben")
        assert desk.shows("1 of 3")
        await desk.press("escape", "F", "number_sign")
        await desk.type("check")
        await desk.press("enter")
        assert len(screen.list.shown) == 3  # the heading and two notes
        await desk.press("escape")
        assert not screen.list.filter_text
        await desk.press("escape")
        assert desk.app.screen is desk.screen


async def test_marked_notes_are_tagged_together_in_all_articles_and_that_is_undone(
    open_desk: OpenDesk, notes: Path, articles: Path
) -> None:
    keep(notes, articles / TALKS, "one", "two", tags=["old"])
    keep(notes, articles / WIRE, "three", tags=["old"])
    before = {path: path.read_bytes() for path in notes.glob("*.yaml")}
    async with open_desk() as desk:
        screen = await to_all_notes(desk, 3)
        await desk.press("asterisk", "t")
        await desk.type("new -old")
        await desk.press("enter")
        await desk.until(lambda: tags(screen) == {("new",)}, "the tags")
        await desk.press("u")
        await desk.until(lambda: tags(screen) == {("old",)}, "the tags of before")
        assert {path: path.read_bytes() for path in notes.glob("*.yaml")} == before
        await desk.press("ctrl+r")
        await desk.until(lambda: tags(screen) == {("new",)}, "the tags again")


async def test_a_group_is_deleted_and_brought_back_and_the_open_article_follows(
    open_desk: OpenDesk, notes: Path, articles: Path
) -> None:
    keep(notes, articles / TALKS, "one", "two")
    keep(notes, articles / WIRE, "three")
    async with open_desk() as desk:
        opened = desk.screen.article
        assert opened is not None
        screen = await to_all_notes(desk, 3)
        await desk.press("up")
        assert screen.list.kept is None  # a heading
        count = len(screen.list.chosen_notes)
        await desk.press("d", "d")
        await desk.until(lambda: len(screen.list.notes) == 3 - count, "the deletion")
        await desk.until(lambda: desk.shows("brings") or desk.shows("takes it back"), "the message")
        for row in range(len(desk.screen.session.library)):
            record = desk.screen.session.library.records[row]
            name = Path(record.key).name
            assert record.notes == (0 if count == {TALKS: 2, WIRE: 1}.get(name) else {TALKS: 2, WIRE: 1}.get(name, 0))
        await desk.press("u")
        await desk.until(lambda: bodies(screen) == ["one", "three", "two"], "the notes back")


async def test_notes_are_grouped_by_tag_and_by_the_actors_they_are_about(
    open_desk: OpenDesk, notes: Path, articles: Path
) -> None:
    keep(notes, articles / TALKS, "one", tags=["a", "b"])
    async with open_desk() as desk:
        await desk.analysed()
        library = desk.screen.session.library
        key = str(articles / TALKS)
        analysis = library.analysis(key)
        assert analysis is not None
        quote = next(quote for quote in analysis.attributions if quote.speaker_id)
        document = library.document(key)
        book = desk.screen.session.notebook(document)
        book.add(new_annotation(document.text, quote.span, motivation=Motivation.HIGHLIGHTING))
        speaker = library.registry.actor(library.canonical(analysis)[quote.speaker_id or ""]).name
        screen = await to_all_notes(desk, 2)
        await desk.press("b")
        await desk.until(lambda: desk.shows("▾ a  1") and desk.shows("▾ b  1") and desk.shows("without tag"), "tags")
        await desk.press("b")
        await desk.until(lambda: desk.shows(f"▾ {speaker}  "), "the speaker")
        assert desk.screen.all_notes.grouping is Grouping.ACTOR
        assert screen.list.progress == ""


async def test_a_note_is_written_anew_and_what_others_change_appears(
    open_desk: OpenDesk, notes: Path, articles: Path
) -> None:
    keep(notes, articles / TALKS, "one")
    async with open_desk() as desk:
        screen = await to_all_notes(desk, 1)
        await desk.press("j", "e")
        await desk.type(" and more")
        await desk.press("ctrl+s")
        await desk.until(lambda: bodies(screen) == ["one and more"], "the change")
        (file,) = notes.glob("*.yaml")
        file.write_text(file.read_text(encoding="utf-8").replace("one and more", "by hand"), encoding="utf-8")
        await desk.until(lambda: bodies(screen) == ["by hand"], "the edit", seconds=5)
        await desk.until(lambda: screen.list.kept is not None, "the cursor on its note")


async def test_what_cannot_be_saved_is_told_and_kept(open_desk: OpenDesk, notes: Path, articles: Path) -> None:
    keep(notes, articles / TALKS, "one")
    (file,) = notes.glob("*.yaml")
    async with open_desk() as desk:
        screen = await to_all_notes(desk, 1)
        newer = file.read_text(encoding="utf-8").replace("schema: 1", "schema: 9")
        file.write_text(newer, encoding="utf-8")
        await desk.press("j", "d", "d")
        await desk.until(lambda: desk.told("Not saved"), "the message")
        assert desk.screen.session.unsaved()
        assert file.read_text(encoding="utf-8") == newer
        assert bodies(screen) == ["one"]


async def test_help_and_palette_name_what_can_be_done_here(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "n")
        await desk.until(lambda: desk.shows("No notes yet"), "the empty list")
        await desk.press("question_mark")
        assert desk.shows("notes of all articles")
        assert desk.shows("Mark the note or the group")
        await desk.press("q", "q")
        assert desk.app.screen is desk.screen


async def test_a_heading_too_long_for_its_line_is_cut_once_and_keeps_its_count(
    open_desk: OpenDesk, seeds: Path, notes: Path
) -> None:
    keep(notes, seeds / TALKS, "one", "two")
    async with open_desk([seeds], size=(40, 20)) as desk:
        await to_all_notes(desk, 2)
        assert desk.shows("…  2")
        assert not desk.shows("……")
