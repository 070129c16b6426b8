"""A library searched without the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path, PurePath

from tui import paths
from tui.annotations.places import notes_folder
from tui.config import Settings
from tui.library.listing import Listing
from tui.library.query.model import Node
from tui.library.search.searcher import Hit, Searcher
from tui.output.records import Record, published_record
from tui.output.tables import KNOWN_AS, SOURCE
from tui.searching.corrected import CorrectedFindings
from tui.searching.marks import Marks

HEADING = ("article", "outlet", "published")
HIT_COLUMNS = (*HEADING, "speaker", "kind", "via", "words")
_PAGE = 50
"""Articles whose passages are looked for at once."""


def search(
    query: Node, roots: Sequence[Path], file: Path, limit: int, settings: Settings, listing: Listing | None
) -> list[Hit]:
    """At most `limit` passages in a catalogue, the best first; only in the articles of `listing`, where it is given.
    `roots` tell where the notes are. Raises `SearchError`.
    """
    folders = {notes_folder(root, settings.annotations.folder, paths.user_notes()) for root in roots}
    there = sorted(folder for folder in folders if folder.is_dir())
    marks = Marks(paths.user_reading(), there, file)
    holds = (lambda key: listing.row(key) is not None) if listing is not None else None
    searcher = Searcher(file, marks, holds=holds, revisions=CorrectedFindings(there, file))
    try:
        return list(islice(_hits(searcher, query), limit))
    finally:
        searcher.close()


def _hits(searcher: Searcher, query: Node) -> Iterator[Hit]:
    found = searcher.find(query)
    for start in range(0, len(found.numbers), _PAGE):
        yield from searcher.hits(found, start, start + _PAGE)


def hit_rows(hits: Sequence[Hit]) -> list[dict[str, str]]:
    """One row a passage, every cell a text; behind the title stands how many copies of the article have it."""
    return [
        {
            SOURCE: hit.path,
            "article": f"{hit.title or PurePath(hit.path).name}{f' ×{hit.copies}' if hit.copies > 1 else ''}",
            "outlet": hit.outlet,
            KNOWN_AS: hit.kept_as,
            "published": published_record(hit.published) or "",
            "speaker": hit.quote.speaker or "" if hit.quote else "",
            "kind": hit.quote.kind.value if hit.quote else "",
            "via": " < ".join(hit.quote.via) if hit.quote else "",
            "words": hit.passage.words,
        }
        for hit in hits
    ]


def hit_records(hits: Sequence[Hit]) -> list[Record]:
    """One record a passage; `hits` are offsets in its `words`, `start` and `end` those of the article's text.
    `copies` counts the articles that are this one, saved with small changes."""
    return [
        {
            "path": hit.path,
            "id": hit.document_id,
            "title": hit.title,
            "outlet": hit.outlet,
            "published": published_record(hit.published),
            "copies": hit.copies,
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
