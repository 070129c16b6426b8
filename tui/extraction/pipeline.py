"""From a document to its analysis: pure, and the same for the screen and the commands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from tui.documents.model import BlockKind, Document
from tui.extraction.actors import ActorBook
from tui.extraction.frame import Frame
from tui.extraction.framing import frame_block
from tui.extraction.marks import Quoted, pair_marks
from tui.extraction.mentions import find_mentions
from tui.extraction.model import Analysis, Attribution, Kind
from tui.extraction.tokens import Tokens
from tui.extraction.version import VERSION
from tui.text import Span

__all__ = ["VERSION", "extract"]


def extract(document: Document) -> Analysis:
    """All attributions and actors of the document; litter is not searched."""
    text = document.text
    regions = [block.span for block in document.blocks if block.kind is not BlockKind.LITTER]
    quoted = [passage for passage in pair_marks(text, regions) if passage.depth == 0]
    starts = [passage.outer.start for passage in quoted]
    mentions = find_mentions(text, regions)
    book = ActorBook.build(text, regions, mentions)
    framed: list[Frame] = []
    for number, region in enumerate(regions):
        inside = quoted[bisect_left(starts, region.start) : bisect_left(starts, region.end)]
        framed.extend(frame_block(Tokens(text, region, inside, number), framed))
    attributions = _attributions(framed, book, quoted)
    return Analysis(document.id, VERSION, attributions, book.actors())


def _attributions(
    framed: Sequence[Frame], book: ActorBook, quoted: Sequence[Quoted]
) -> tuple[Attribution, ...]:
    made: list[Attribution] = []
    speakers: list[int] = []
    framed = sorted(framed, key=lambda frame: (frame.content[0].start, frame.content[0].end))
    for number, frame in enumerate(framed):
        index = None
        if frame.source is not None:
            index = book.resolve(frame.source, speakers_before=speakers)
            if index is None:
                index = book.add_unnamed(frame.source)
            speakers.append(index)
        made.append(
            Attribution(
                id=f"q{number + 1}",
                content=frame.content,
                kind=kind_of(frame.content, quoted),
                cue=frame.cue,
                source=frame.source,
                speaker=None if index is None else book.name(index),
                speaker_id=None if index is None else book.id(index),
                via=(),
                confidence=frame.sure,
                why=frame.rule,
            )
        )
    return tuple(made)


def kind_of(content: Sequence[Span], quoted: Sequence[Quoted]) -> Kind:
    """Direct where marks hold all of the content, mixed where they hold some of it."""
    inside = 0
    whole = 0
    starts = [passage.outer.start for passage in quoted]
    for piece in content:
        whole += piece.length
        at = max(0, bisect_left(starts, piece.start) - 1)
        while at < len(quoted) and quoted[at].outer.start < piece.end:
            inside += max(0, min(piece.end, quoted[at].outer.end) - max(piece.start, quoted[at].outer.start))
            at += 1
    if not inside:
        return Kind.INDIRECT
    return Kind.DIRECT if inside >= whole else Kind.MIXED
