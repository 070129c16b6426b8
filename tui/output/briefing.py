"""Makes a briefing of the articles that a command was given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from tui import paths
from tui.annotations.anchoring import anchor_all
from tui.annotations.corrections import apply_corrections, is_correction
from tui.annotations.places import notes_folder
from tui.annotations.store import NoteStore
from tui.briefing.article import Article
from tui.briefing.choosing import Choice
from tui.briefing.gathering import gather
from tui.briefing.marking import is_briefing
from tui.briefing.model import Briefing
from tui.config import Annotations
from tui.documents.model import Document
from tui.extraction.pipeline import extract
from tui.output.reading import read_articles


def make_briefing(
    given: Sequence[str], title: str, choice: Choice, setting: Annotations, problems: list[str]
) -> Briefing:
    """The briefing on all articles at the paths, with the notes on them and the corrections made; what cannot be read
    is added to `problems`, a line each. An older briefing is none of them, unless the path is its own.
    """
    read = read_articles(given, problems)
    articles = [each for each in read if each[0] == each[1].path or not is_briefing(Path(each[1].path))]
    made = datetime.now().astimezone()
    return gather(_analysed(articles, setting, problems), title or default_title(given), made, choice)


def default_title(given: Sequence[str]) -> str:
    """The name of the one folder or file, else a name for all."""
    name = Path(given[0]).expanduser().resolve().name if len(given) == 1 and given[0] != "-" else ""
    return f"Briefing: {name}" if name else "Briefing"


def _analysed(articles: Sequence[tuple[str, Document]], setting: Annotations, problems: list[str]) -> Iterator[Article]:
    known = {document.id for _, document in articles}
    folders = {path: notes_folder(Path(path), setting.folder, paths.user_notes()) for path, _ in articles}
    stores = {path: NoteStore(folder) for path, folder in folders.items() if folder.is_dir()}
    for path, document in articles:
        try:
            analysis = extract(document)
        except Exception as error:
            problems.append(f"{document.path}: could not be analysed ({type(error).__name__}: {error})")
            continue
        if path not in stores:
            yield Article(document, analysis)
            continue
        notebook = stores[path].open(document, known)
        problems += map(str, notebook.problems)
        told = [note for note in notebook.annotations if is_correction(note)]
        analysis = apply_corrections(analysis, document.text, told, anchor_all(document.text, told))
        yield Article(document, analysis, [(note, notebook.anchors[note.id].span) for note in notebook.annotations])
