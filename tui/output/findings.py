"""What was found in articles, as records."""

from __future__ import annotations

from collections.abc import Sequence

from tui.comparison.actors import ActorRegistry
from tui.config import Annotations
from tui.documents.model import Document
from tui.extraction.model import Analysis
from tui.extraction.pipeline import extract
from tui.output.correcting import Corrections
from tui.output.reading import read_articles
from tui.output.records import Record, document_record


def read_findings(given: Sequence[str], setting: Annotations | None) -> tuple[list[Record], list[str]]:
    """A record of each article, in the order of the paths given and in a folder as programs sort them ("10"
    before "2", capitals first), and what could not be read, a line each.

    What was found is given with the reader's corrections, which lie where `setting` says; None leaves them
    out. An article that the extractor fails on is told like one that cannot be read; it does not stop the
    others."""
    problems: list[str] = []
    registry = ActorRegistry()
    places = {path: place for place, path in reversed(list(enumerate(given)))}
    articles = sorted(read_articles(given, problems), key=lambda each: (places[each[0]], each[1].path))
    corrections = Corrections(articles, setting, problems) if setting is not None else None
    found: list[tuple[Document, Analysis]] = []
    for path, document in articles:
        try:
            analysis = extract(document)
            if corrections is not None:
                analysis = corrections.made(path, document, analysis)
            registry.add(analysis)
        except Exception as error:
            problems.append(f"{document.path}: could not be analysed ({type(error).__name__}: {error})")
        else:
            found.append((document, analysis))
    return [document_record(document, analysis, registry) for document, analysis in found], problems
