"""What was found in articles, as records."""

from __future__ import annotations

from collections.abc import Sequence

from tui.comparison.actors import ActorRegistry
from tui.config import Annotations
from tui.documents.model import Document
from tui.extraction.model import Analysis
from tui.extraction.pipeline import extract
from tui.library.copies import families_of
from tui.output.correcting import Corrections
from tui.output.reading import read_articles
from tui.output.records import Record, document_record


def read_findings(
    given: Sequence[str], setting: Annotations | None, *, each_copy: bool = False
) -> tuple[list[Record], list[str]]:
    """A record of each article, in the order of the paths given and in a folder as programs sort them ("10"
    before "2", capitals first), and what could not be read, a line each.

    Of articles that are copies of one the first is given, with the paths of the others as its `copies`; all are with
    `each_copy`. What was found is given with the reader's corrections, which lie where `setting` says; None leaves them
    out. An article that the extractor fails on is told like one that cannot be read; it does not stop the
    others."""
    problems: list[str] = []
    registry = ActorRegistry()
    places = {path: place for place, path in reversed(list(enumerate(given)))}
    articles = sorted(read_articles(given, problems), key=lambda each: (places[each[0]], each[1].path))
    corrections = Corrections(articles, setting, problems) if setting is not None else None
    groups = [[article] for article in articles] if each_copy else _by_copies(articles)
    found: list[tuple[Document, Analysis, list[str]]] = []
    for (path, document), *copies in groups:
        try:
            analysis = extract(document)
            if corrections is not None:
                analysis = corrections.made(path, document, analysis)
            registry.add(analysis)
        except Exception as error:
            problems.append(f"{document.path}: could not be analysed ({type(error).__name__}: {error})")
        else:
            found.append((document, analysis, [copy.path for _, copy in copies]))
    return [document_record(document, analysis, registry, copies) for document, analysis, copies in found], problems


def _by_copies(articles: Sequence[tuple[str, Document]]) -> list[list[tuple[str, Document]]]:
    """The articles, the copies of one together, in the order of the first of each."""
    families = families_of(document for _, document in articles)
    groups: dict[int | str, list[tuple[str, Document]]] = {}
    for path, document in articles:
        groups.setdefault(families.get(document.id, document.id), []).append((path, document))
    return list(groups.values())
