"""Notes: made, found again, changed, taken back, and never lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.pilot.conftest import OpenDesk
from tests.pilot.test_intake import seen
from tui.annotations.anchoring import AnchorState
from tui.annotations.store import NoteStore
from tui.screens.note_editor import NoteEditor


def saved(notes: Path) -> list[dict[str, object]]:
    """The annotations on disk, read by nobody's code but the YAML library's."""
    found: list[dict[str, object]] = []
    for path in sorted(notes.glob("*.yaml")):
        records = list(yaml.safe_load_all(path.read_text(encoding="utf-8")))
        found += [record for record in records[1:] if record]
    return found


async def test_a_selected_passage_gets_a_note_with_tags(open_desk: OpenDesk, notes: Path) -> None:
    async with open_desk() as desk:
        await desk.press("l", "j", "v", "w", "w", "a")
        await desk.type("check this")
        await desk.press("tab")
        await desk.type("moscow talks")
        await desk.press("ctrl+s")
        article = desk.screen.article
        assert article is not None
        (note,) = article.annotations
        assert (note.body, note.tags) == ("check this", ("moscow", "talks"))
        assert article.document.text.count(note.target.quote.exact) >= 1
    (record,) = saved(notes)
    assert "check this" in json.dumps(record, default=str)


async def test_a_note_is_found_in_the_text_at_the_next_start(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l", "j", "a")
        await desk.type("kept")
        await desk.press("ctrl+s")
    async with open_desk() as desk:
        article = desk.screen.article
        assert article is not None
        assert [note.body for note in article.annotations] == ["kept"]
        assert len(article.notes) == 1
        assert desk.shows("◆")
        await desk.press("shift+tab")
        assert desk.shows("kept")


async def test_units_of_selection(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l", "right_square_bracket", "q", "v", "q")
        article, reading = desk.screen.article, desk.screen.reading
        assert article is not None
        quote = article.quotes.overlapping(*reading.selected)[0]  # type: ignore[misc]
        assert reading.selected is not None
        assert reading.selected.contains(quote[0])
        await desk.press("p")
        paragraph = reading.selected
        assert paragraph in [block.span for block in article.document.blocks]
        await desk.press("escape", "v", "s")
        assert reading.selected is not None
        assert paragraph.contains(reading.selected)
        await desk.press("escape", "V")
        layout = reading.text_layout
        assert layout is not None
        row = layout.row_of(reading.caret)
        assert reading.selected == (layout.starts[row], layout.ends[row])


async def test_a_highlight_needs_one_key(open_desk: OpenDesk, notes: Path) -> None:
    async with open_desk() as desk:
        await desk.press("l", "j", "A")
    (record,) = saved(notes)
    assert record["motivation"] == "highlighting"


async def test_edit_delete_undo_redo(open_desk: OpenDesk, notes: Path) -> None:
    async with open_desk() as desk:
        await desk.press("l", "j", "a")
        await desk.type("one")
        await desk.press("ctrl+s", "e")
        await desk.type(" two")
        await desk.press("ctrl+s")
        bodies = lambda: [note.body for note in desk.screen.article.annotations]  # type: ignore[union-attr]  # noqa: E731
        assert bodies() == ["one two"]
        await desk.press("d", "d")
        assert bodies() == []
        assert saved(notes) == []
        await desk.press("u")
        assert bodies() == ["one two"]
        await desk.press("u")
        assert bodies() == ["one"]
        await desk.press("ctrl+r")
        assert bodies() == ["one two"]
    assert len(saved(notes)) == 1


async def test_escape_asks_once_before_it_throws_a_note_away(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l", "j", "a")
        await desk.type("draft")
        await desk.press("escape")
        assert desk.shows("Esc again")
        await desk.press("ctrl+s")
        assert [note.body for note in desk.screen.article.annotations] == ["draft"]  # type: ignore[union-attr]


async def test_a_note_follows_its_words_when_the_article_has_changed(open_desk: OpenDesk, own_articles: Path) -> None:
    async with open_desk([own_articles]) as desk:
        await desk.press("l", "j", "j", "j", "a")
        await desk.type("stays")
        await desk.press("ctrl+s")
        path = Path(desk.screen.article.path)  # type: ignore[union-attr]
        exact = desk.screen.article.annotations[0].target.quote.exact  # type: ignore[union-attr]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(exact, f"A correction stands here now. {exact}"), encoding="utf-8")
    async with open_desk([own_articles]) as desk:
        article = desk.screen.article
        assert article is not None
        (note,) = article.annotations
        anchor = article.anchors[note.id]
        assert anchor.state is AnchorState.MOVED
        assert anchor.span is not None
        assert anchor.span.of(article.document.text) == exact


async def test_notes_are_counted_where_an_article_is_not_read_yet_or_has_changed(
    open_desk: OpenDesk, own_articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk([own_articles]) as desk:
        await desk.press("j", "l", "j", "A")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another machine"))
    async with open_desk([own_articles]) as desk:
        assert [record.notes for record in desk.screen.session.library.records] == [0, 1]
        assert any("1◆" in line for line in desk.lines())
    changed = own_articles / "moscow-talks-feature.txt"
    text = changed.read_text(encoding="utf-8")
    changed.write_text("A new first line\n\n" + text, encoding="utf-8")
    async with open_desk([own_articles]) as desk:
        assert [record.notes for record in desk.screen.session.library.records] == [0, 1]
    (own_articles / "renamed.txt").write_text(text, encoding="utf-8")
    changed.write_text("Quite another article.\n\nWith a paragraph of its own.\n", encoding="utf-8")
    async with open_desk([own_articles]):
        pass  # reads both
    async with open_desk([own_articles]) as desk:
        assert [record.notes for record in desk.screen.session.library.records] == [0, 0, 1]


async def test_a_note_whose_words_are_gone_is_listed_and_can_be_laid_to_others(
    open_desk: OpenDesk, own_articles: Path
) -> None:
    async with open_desk([own_articles]) as desk:
        await desk.press("l", "j", "j", "j", "a")
        await desk.type("orphan soon")
        await desk.press("ctrl+s")
        path = Path(desk.screen.article.path)  # type: ignore[union-attr]
        exact = desk.screen.article.annotations[0].target.quote.exact  # type: ignore[union-attr]
    path.write_text(path.read_text(encoding="utf-8").replace(exact, "Nothing."), encoding="utf-8")
    async with open_desk([own_articles]) as desk:
        await desk.press("shift+tab")
        assert desk.shows("its words are gone")
        await desk.press("tab", "tab", "j", "j", "v", "s", "5")
        await desk.until(lambda: desk.screen.focused_pane() is desk.screen.note_list, "the notes")
        await desk.press("R")
        article = desk.screen.article
        assert article is not None
        assert article.anchors[article.annotations[0].id].state is AnchorState.EXACT


async def test_the_best_guess_is_offered_for_a_note_whose_words_are_gone_and_taken_only_when_told(
    open_desk: OpenDesk, own_articles: Path
) -> None:
    async with open_desk([own_articles]) as desk:
        await desk.press("l", "j", "j", "j", "v", "s", "a")
        await desk.type("orphan soon")
        await desk.press("ctrl+s")
        path = Path(desk.screen.article.path)  # type: ignore[union-attr]
        exact = desk.screen.article.annotations[0].target.quote.exact  # type: ignore[union-attr]
    kept = exact[: len(exact) * 6 // 10]
    path.write_text(
        path.read_text(encoding="utf-8").replace(exact, f"{kept} and then all went home."), encoding="utf-8"
    )
    async with open_desk([own_articles]) as desk:
        await desk.press("h", "h", "5")
        await desk.until(lambda: desk.shows("a guess"), "the word about it")
        article = desk.screen.article
        assert article is not None
        anchor = article.anchors[article.annotations[0].id]
        assert (anchor.state, anchor.span) == (AnchorState.ORPHAN, None)
        await desk.press("enter")
        assert desk.screen.reading.selected == anchor.guess
        assert desk.screen.article.anchors == article.anchors  # type: ignore[union-attr]
        await desk.press("R")
        article = desk.screen.article
        assert article is not None
        assert article.anchors[article.annotations[0].id].state is AnchorState.EXACT
        assert article.annotations[0].target.quote.exact.startswith(kept[:20])


async def test_a_folder_that_cannot_be_written_keeps_the_note_in_memory(open_desk: OpenDesk, tmp_path: Path) -> None:
    blocker = tmp_path / "a file"
    blocker.write_text("not a folder")
    async with open_desk(annotations__folder=str(blocker / "notes")) as desk:
        await desk.press("l", "j", "a")
        await desk.type("in memory")
        await desk.press("ctrl+s")
        assert [note.body for note in desk.screen.article.annotations] == ["in memory"]  # type: ignore[union-attr]
        await desk.until(lambda: desk.shows("Not saved"), "the message")
        await desk.press("k")
        assert desk.screen.session.unsaved()
        await desk.press("q")
        await desk.until(lambda: desk.shows("not saved. Leave"), "the question")
        await desk.press("n")
        assert desk.app.is_running
        blocker.unlink()
        await desk.press("ctrl+s")
        assert not desk.screen.session.unsaved()
    assert blocker.is_dir()


async def test_what_cannot_be_saved_can_be_saved_elsewhere(open_desk: OpenDesk, tmp_path: Path) -> None:
    blocker = tmp_path / "a file"
    blocker.write_text("not a folder")
    elsewhere = tmp_path / "elsewhere"
    async with open_desk(annotations__folder=str(blocker / "notes")) as desk:
        await desk.press("l", "j", "A")
        await desk.until(lambda: desk.shows("Not saved"), "the message")
        await desk.press("r")
        await desk.until(lambda: desk.shows("Not saved"), "the message again")
        await desk.press("e", *("slash" if each == "/" else each for each in str(elsewhere)), "enter")
        assert not desk.screen.session.unsaved()
    assert len(saved(elsewhere)) == 1


async def test_an_edit_from_outside_appears_and_moves_nothing(open_desk: OpenDesk, notes: Path) -> None:
    async with open_desk() as desk:
        await desk.press("l", "j", "a")
        await desk.type("before")
        await desk.press("ctrl+s", "g", "g")
        caret = desk.screen.reading.caret
        (file,) = notes.glob("*.yaml")
        file.write_text(file.read_text(encoding="utf-8").replace("before", "by hand"), encoding="utf-8")
        await desk.until(
            lambda: [note.body for note in desk.screen.article.annotations] == ["by hand"],  # type: ignore[union-attr]
            "the edit",
            seconds=5,
        )
        assert desk.screen.reading.caret == caret


async def test_damage_in_the_notes_is_named_by_file_and_line(open_desk: OpenDesk, notes: Path) -> None:
    async with open_desk() as desk:
        await desk.press("l", "j", "A")
    (file,) = notes.glob("*.yaml")
    with file.open("a", encoding="utf-8") as out:
        out.write("---\nid: [unclosed\n")
    async with open_desk() as desk:
        line = file.read_bytes().count(b"\n")

        def told() -> str:  # a message is broken over several lines
            return "".join(line.rpartition("▌")[2].strip() for line in desk.lines() if "▌" in line)

        await desk.until(lambda: f"{file.name}:{line}:" in told(), "the warning with file and line")
        assert len(desk.screen.article.annotations) == 1  # type: ignore[union-attr]
        await desk.press("5")
        await desk.until(lambda: desk.shows("5 Notes 1, 1 damaged"), "the number that stays")
    assert "unclosed" in file.read_text(encoding="utf-8")


async def test_a_deleted_note_is_brought_back_after_a_restart(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l", "j", "a")
        await desk.type("come back")
        await desk.press("ctrl+s", "d", "d")
    async with open_desk() as desk:
        assert not desk.screen.article.annotations  # type: ignore[union-attr]
        await desk.press("D", "enter")
        assert [note.body for note in desk.screen.article.annotations] == ["come back"]  # type: ignore[union-attr]


async def test_next_and_previous_note(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l", "right_curly_bracket", "A", "right_curly_bracket", "A", "g", "g")
        await desk.press("right_square_bracket", "n")
        first = desk.screen.reading.caret
        await desk.press("right_square_bracket", "n")
        second = desk.screen.reading.caret
        assert first < second
        await desk.press("left_square_bracket", "n")
        assert desk.screen.reading.caret == first


async def test_copying_takes_the_citation_along(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l", "right_square_bracket", "q", "y")
        article = desk.screen.article
        assert article is not None
        copied = desk.app.clipboard
        assert article.document.title in copied
        await desk.press("Y")
        assert article.document.title not in desk.app.clipboard
        assert desk.app.clipboard in copied


async def test_tags_of_other_articles_are_completed(open_desk: OpenDesk, notes: Path) -> None:
    async with open_desk() as desk:
        await desk.press("l", "j", "a")
        await desk.type("first")
        await desk.press("tab")
        await desk.type("translation")
        await desk.press("ctrl+s", "h", "j", "l", "j")
        assert not desk.screen.article.annotations  # type: ignore[union-attr]
        await desk.press("a", "tab")
        await desk.type("x tra")
        await desk.until(lambda: desk.shows("translation"), "the rest of the tag")
        await desk.press("right", "ctrl+s")
        assert desk.screen.article.annotations[0].tags == ("x", "translation")  # type: ignore[union-attr]


async def test_the_editor_shows_its_keys_in_the_smallest_terminal(open_desk: OpenDesk) -> None:
    async with open_desk(size=(40, 12)) as desk:
        await desk.press("l", "j", "a")
        assert desk.shows("^s save")
        assert desk.shows("tags, parted by")
        await desk.type("small")
        assert desk.shows("small")


async def test_what_a_note_is_for_is_never_a_correction(open_desk: OpenDesk, notes: Path) -> None:
    async with open_desk() as desk:
        await desk.press("2", "escape", "}", "v", "s", "A")
        await desk.press("M")
        assert desk.shows("commenting")
        assert not desk.shows("editing")
        await desk.press("e", "q")
        (note,) = desk.screen.article.annotations
        assert note.motivation == "questioning"


async def test_what_is_copied_and_annotated_in_a_list_is_the_row_under_its_cursor(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l", "3")
        await desk.until(lambda: desk.screen.focused_pane() is desk.screen.quotes, "the quotes")
        article, row = desk.screen.article, desk.screen.quotes.row
        assert article is not None
        assert row is not None
        words = " ".join(row.attribution.span.of(article.document.text).split())
        await desk.press("Y")
        await desk.until(lambda: desk.app.clipboard == words, "the words of the row")
        await desk.press("A", "5")
        await desk.until(lambda: len(desk.screen.note_list.rows) == 1, "the note")
        assert desk.screen.note_list.rows[0].annotation.target.quote.exact == row.attribution.span.of(
            article.document.text
        )
        await desk.press("2", "g", "g", "5", "Y")
        await desk.until(lambda: desk.app.clipboard == words, "the words that the note is about")


@pytest.mark.parametrize("keys", [["2", "a"], ["2", "A", "e"]], ids=["new", "changed"])
async def test_a_note_stays_with_its_article_though_that_goes_while_it_is_written(
    open_desk: OpenDesk, own_articles: Path, notes: Path, keys: list[str]
) -> None:
    async with open_desk([own_articles]) as desk:
        article, more = desk.screen.article, own_articles / "more.txt"
        assert article is not None
        await seen(
            desk,
            lambda: more.write_text("More\n\nOf ferries.\n"),
            lambda: len(desk.screen.session.library) == 3,
            "more",
        )
        await desk.press(*keys)
        await desk.until(lambda: isinstance(desk.app.screen, NoteEditor), "the editor")
        Path(article.path).unlink()
        await desk.until(lambda: desk.told("is gone"), "the message")
        await desk.type("half a thought")
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.app.screen is desk.screen, "the desk")
        other = desk.screen.article
        assert other is not None
        assert other.document.id != article.document.id
        assert not other.annotations
    (kept,) = NoteStore(notes).open(article.document).annotations
    assert kept.body == "half a thought"
