"""What was found in articles, as records."""

from __future__ import annotations

from collections.abc import Sequence

from tui.comparison.actors import ActorRegistry
from tui.documents.model import Document
from tui.extraction.model import Analysis
from tui.extraction.pipeline import extract
from tui.output.reading import read_documents
from tui.output.records import Record, document_record


def read_findings(given: Sequence[str]) -> tuple[list[Record], list[str]]:
    """A record of each article, in the order of their paths, and what could not be read, a line each.

    An article that the extractor fails on is told like one that cannot be read; it does not stop the others.
    """
    problems: list[str] = []
    registry = ActorRegistry()
    found: list[tuple[Document, Analysis]] = []
    for document in read_documents(given, problems):
        try:
            analysis = extract(document)
            registry.add(analysis)
        except Exception as error:
            problems.append(f"{document.path}: could not be analysed ({type(error).__name__}: {error})")
        else:
            found.append((document, analysis))
    return [document_record(document, analysis, registry) for document, analysis in found], problems
