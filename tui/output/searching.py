"""A library searched without the screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path, PurePath

from tui import paths
from tui.annotations.places import notes_folder
from tui.config import Settings
from tui.extraction.version import VERSION
from tui.library.catalogue import Catalogue, catalogue_file
from tui.library.listing import Listing
from tui.library.protocol import Request
from tui.library.query.model import Node
from tui.library.search.searcher import Hit, Searcher
from tui.library.survey import survey
from tui.library.worker import examine
from tui.output.records import Record, published_record
from tui.searching.marks import Marks

HEADING = ("article", "outlet", "published")
HIT_COLUMNS = (*HEADING, "speaker", "kind", "via", "words")
_TOGETHER = 100
"""Articles that are kept in one transaction."""
_PAGE = 50
"""Articles whose passages are looked for at once."""


def search(
    query: Node, given: Sequence[str], library: Path | None, limit: int, settings: Settings, problems: list[str]
) -> list[Hit]:
    """At most `limit` passages in the articles at the paths, the best first; articles that are new or have changed are
    read before. In `library`, a catalogue, as it is. What could not be read is added to `problems`, a line each. Raises
    `SearchError`.
    """
    roots = [Path(path) for path in given]
    folders = {notes_folder(root, settings.annotations.folder, paths.user_notes()) for root in roots}
    marks = Marks(paths.user_reading(), sorted(folder for folder in folders if folder.is_dir()))
    if library is not None:
        searcher = Searcher(library, marks)
    else:
        file = catalogue_file(roots, settings.library.catalogues_folder)
        listing = _up_to_date(file, roots, problems)
        searcher = Searcher(file, marks, holds=lambda key: listing.row(key) is not None)
    try:
        return list(islice(_hits(searcher, query), limit))
    finally:
        searcher.close()


def _hits(searcher: Searcher, query: Node) -> Iterator[Hit]:
    found = searcher.find(query)
    for start in range(0, len(found.numbers), _PAGE):
        yield from searcher.hits(found, start, start + _PAGE)


def _up_to_date(file: Path, roots: Sequence[Path], problems: list[str]) -> Listing:
    """Read what is new or has changed since the catalogue was written; gives what there is."""
    catalogue = Catalogue(file)
    try:
        surveyed = survey(catalogue, roots)
        problems += surveyed.problems
        missing = list(map(os.fsdecode, surveyed.missing))
        for start in range(0, len(missing), _TOGETHER):
            if sys.stderr.isatty():
                sys.stderr.write(f"\rreading articles {start:,}/{len(missing):,}")
                sys.stderr.flush()
            replies = [examine(Request(key)) for key in missing[start : start + _TOGETHER]]
            problems += [f"{reply.path}: {reply.problem}" for reply in replies if reply.problem]
            catalogue.put_all(replies, VERSION)
        if missing and sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")
        if catalogue.message:
            problems.append(catalogue.message)
        return catalogue.listing()
    finally:
        catalogue.close()


def hit_rows(hits: Sequence[Hit]) -> list[dict[str, str]]:
    """One row a passage, every cell a text."""
    return [
        {
            "article": hit.title or PurePath(hit.path).name,
            "outlet": hit.outlet,
            "published": published_record(hit.published) or "",
            "speaker": hit.quote.speaker or "" if hit.quote else "",
            "kind": hit.quote.kind.value if hit.quote else "",
            "via": " < ".join(hit.quote.via) if hit.quote else "",
            "words": hit.passage.words,
        }
        for hit in hits
    ]


def hit_records(hits: Sequence[Hit]) -> list[Record]:
    """One record a passage; `hits` are offsets in its `words`, `start` and `end` those of the article's text."""
    return [
        {
            "path": hit.path,
            "id": hit.document_id,
            "title": hit.title,
            "outlet": hit.outlet,
            "published": published_record(hit.published),
            "start": hit.passage.span.start,
            "end": hit.passage.span.end,
            "words": hit.passage.words,
            "hits": [list(span) for span in hit.passage.hits],
            "speaker": hit.quote.speaker if hit.quote else None,
            "kind": hit.quote.kind.value if hit.quote else None,
            "via": list(hit.quote.via) if hit.quote else [],
        }
        for hit in hits
    ]
