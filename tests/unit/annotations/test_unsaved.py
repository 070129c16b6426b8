"""Notes that could not be saved where they belong are written in a place that is the reader's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.annotations.model import Motivation, new_annotation
from tui.annotations.notebook import Notebook
from tui.annotations.store import NoteStore, StoreError
from tui.annotations.unsaved import left_behind, save_somewhere
from tui.documents.loading import parse
from tui.screens.ending import told_of_unsaved
from tui.text import Span

NAME_TOO_LONG = "n" * 300


@pytest.fixture
def notebook(tmp_path: Path) -> Notebook:
    """One whose only note cannot be saved."""
    blocker = tmp_path / "file"
    blocker.write_text("no folder")
    document = parse("Talks\n\nNobody said a word.\n", path="talks.txt", format="txt")
    book = NoteStore(blocker / "notes").open(document)
    note = new_annotation(
        document.text, Span(0, 5), motivation=Motivation.COMMENTING, body="a thought", tags=(), creator="ann"
    )
    with pytest.raises(StoreError):
        book.add(note)
    return book


def test_the_first_place_that_can_be_written_gets_the_notes(notebook: Notebook, tmp_path: Path) -> None:
    places = [tmp_path / "file" / "below", tmp_path / NAME_TOO_LONG, tmp_path / "deep" / "down", tmp_path / "last"]
    file = save_somewhere(notebook, places)
    assert file.parent == places[2]
    assert "a thought" in file.read_text(encoding="utf-8")
    assert left_behind(places) == [places[2]]


def test_a_link_that_somebody_else_may_have_laid_is_not_followed(notebook: Notebook, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = tmp_path / "link"
    link.symlink_to(elsewhere)
    with pytest.raises(StoreError, match="link"):
        save_somewhere(notebook, [link])
    assert not list(elsewhere.iterdir())
    assert notebook.unsaved


def test_a_place_that_cannot_be_looked_at_harms_no_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / NAME_TOO_LONG))
    assert told_of_unsaved() == ""


def test_where_no_folder_for_temporary_files_can_be_written_the_desk_starts_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr("tempfile._candidate_tempdir_list", lambda: [str(tmp_path / "none")])
    assert told_of_unsaved() == ""
