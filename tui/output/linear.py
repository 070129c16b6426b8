"""An article as plain paragraphs in reading order, for screen readers and pipes.

What the article does not say itself stands between square brackets: who speaks, where a quote ends, what a paragraph
is, and the reader's notes. Taking out what stands so gives back the article's own words, complete and in order.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time

import msgspec
from rich.cells import cell_len

from tui.annotations.anchoring import Anchor
from tui.annotations.model import Annotation
from tui.documents.model import Block, BlockKind, Document, Entry
from tui.extraction.model import DOUBTFUL_BELOW, Analysis, Attribution
from tui.text import Span, counted, in_a_line

_LABELS = {
    BlockKind.SUMMARY: "summary",
    BlockKind.HEADING: "heading",
    BlockKind.CAPTION: "caption",
    BlockKind.LITTER: "beside the article",
}
_TYPEWRITER_MARKS = "\"'„‚"
_STOPS = ",.;:!?…"
_SHORT = 12
"""Words of a passage that are repeated with its note; of a longer one the first and last half of them."""

Note = tuple[Annotation, Anchor]


class _Piece(msgspec.Struct, frozen=True, order=True):
    """A stretch of a quote inside one block. Of two that begin together the longer comes first."""

    start: int
    minus_end: int
    number: int

    @property
    def end(self) -> int:
        return -self.minus_end


def paragraphs(document: Document, analysis: Analysis | None, notes: Sequence[Note], *, litter: bool) -> Iterator[str]:
    """The article, paragraph by paragraph, each on one line: title, origin, the blocks with quotes marked, each note
    after the paragraph in which its passage ends. With `litter` also what was saved beside the article."""
    quotes = analysis.attributions if analysis else ()
    inside = _by_block(document.blocks, quotes)
    yield plain(document.title)
    yield _origin(document, len(quotes), len(notes))
    title = next((block for block in document.blocks if block.kind is BlockKind.TITLE), None)
    told = title if title and plain(title.span.of(document.text)) == plain(document.title) else None
    entries = {entry.first: (place, entry) for place, entry in enumerate(document.entries, 1)}
    pending = sorted(
        ((anchor.span, number, note) for number, (note, anchor) in enumerate(notes, 1) if anchor.span is not None),
        key=lambda each: (each[0].end, each[1]),
    )
    for index, block in enumerate(document.blocks):
        if block is not told and (litter or block.kind is not BlockKind.LITTER):
            if index in entries:
                yield _entry_label(*entries[index], len(entries))
            yield from _block(document.text, block, inside[index], entries[index][1] if index in entries else None)
        while pending and pending[0][0].end <= block.span.end:
            _, number, note = pending.pop(0)
            yield _note(note, number, "")
    for number, (note, anchor) in enumerate(notes, 1):
        if anchor.span is None:
            yield _note(note, number, ", whose place in the text is not known,")


def wrapped(paragraph: str, width: int) -> Iterator[str]:
    """The lines of a paragraph, at most `width` cells each; 0 for one line. A longer word stays whole."""
    if width == 0:
        yield paragraph
        return
    line: list[str] = []
    filled = 0
    for word in paragraph.split(" "):
        cells = cell_len(word)
        if line and filled + 1 + cells > width:
            yield " ".join(line)
            line, filled = [], 0
        filled += cells + (1 if line else 0)
        line.append(word)
    yield " ".join(line)


def plain(text: str) -> str:
    """The text on one line, with nothing that a terminal could take for a command."""
    return in_a_line(text)


def _origin(document: Document, quotes: int, notes: int) -> str:
    known = [plain(document.outlet), _moment(document.published)]
    if document.byline:
        known.append(f"by {plain(', '.join(document.byline))}")
    known += [counted(quotes, "quote"), counted(notes, "note") if notes else "no notes"]
    return f"[{'; '.join(filter(None, known))}]"


def _moment(published: datetime | None) -> str:
    if published is None:
        return ""
    day = f"{published.day} {published:%B %Y}"
    return day if published.time() == time() else f"{day}, {published:%H:%M}"


def _entry_label(place: int, entry: Entry, count: int) -> str:
    moment = "" if entry.stamp else _moment(entry.published)
    return f"[entry {place} of {count}{f', {moment}' if moment else ''}]"


def _by_block(blocks: Sequence[Block], quotes: Sequence[Attribution]) -> defaultdict[int, dict[int, Attribution]]:
    """Block index -> the quotes that have words in it, by their number from 1."""
    found: defaultdict[int, dict[int, Attribution]] = defaultdict(dict)
    for number, quote in enumerate(quotes, 1):
        for content in quote.content:
            index = max(bisect_right(blocks, content.start, key=lambda block: block.span.start) - 1, 0)
            while index < len(blocks) and blocks[index].span.start < content.end:
                found[index][number] = quote
                index += 1
    return found


def _block(text: str, block: Block, quotes: Mapping[int, Attribution], entry: Entry | None) -> Iterator[str]:
    """The paragraphs of one block: one, or two where a time stamp is glued to a headline."""
    stamp = entry.stamp.start if entry and entry.stamp else block.span.end
    label = _LABELS.get(block.kind)
    for span in (Span(block.span.start, stamp), Span(stamp, block.span.end)):
        marked = plain(_marked(text, span, quotes))
        if marked:
            yield f"[{label}] {marked}" if label else marked


def _marked(text: str, span: Span, quotes: Mapping[int, Attribution]) -> str:
    """The words of `span` with the beginnings and ends of quotes told between brackets."""
    parts: list[str] = []
    at = span.start
    for offset, sign in _signs(text, span, quotes):
        parts += [text[at:offset], sign]
        at = offset
    return "".join([*parts, text[at : span.end]])


def _signs(text: str, span: Span, quotes: Mapping[int, Attribution]) -> Iterator[tuple[int, str]]:
    """What to put in at which offsets, in text order. Of two quotes that cross, the later is parted where the earlier
    ends, so that they are told one inside the other."""
    waiting = sorted(_pieces(text, span, quotes))
    opened: list[_Piece] = []
    while waiting or opened:
        if opened and (not waiting or opened[-1].end <= waiting[0].start):
            piece = opened.pop()
            is_last = piece.end >= quotes[piece.number].span.end
            yield piece.end, f" [{'end of' if is_last else 'break in'} quote {piece.number}]"
            continue
        piece = waiting.pop(0)
        if opened and piece.end > opened[-1].end:
            beyond = opened[-1].end
            while beyond < piece.end - 1 and text[beyond].isspace():
                beyond += 1
            insort(waiting, _Piece(beyond, piece.minus_end, piece.number))
            piece = _Piece(piece.start, opened[-1].minus_end, piece.number)
        opened.append(piece)
        quote = quotes[piece.number]
        is_first = piece.start <= quote.span.start
        told = _speaking(quote) if is_first else "goes on"
        yield piece.start, f"[quote {piece.number}{', ' if is_first else ' '}{told}] "


def _pieces(text: str, span: Span, quotes: Mapping[int, Attribution]) -> Iterable[_Piece]:
    """The stretches of quotes in `span`, with the marks around them."""
    for number, quote in quotes.items():
        for content in quote.content:
            start, end = max(content.start, span.start), min(content.end, span.end)
            if start >= end:
                continue
            while start > span.start and _is_mark(text[start - 1]):
                start -= 1
            yield _Piece(start, -_past_marks(text, end, span.end), number)


def _past_marks(text: str, end: int, limit: int) -> int:
    """Behind the marks that close a quote's words, and the comma or full stop inside them."""
    place = end
    while place < limit and text[place] in _STOPS:
        place += 1
    closed = place
    while closed < limit and _is_mark(text[closed]):
        closed += 1
    return closed if closed > place else end


def _is_mark(character: str) -> bool:
    return character in _TYPEWRITER_MARKS or unicodedata.category(character) in ("Pi", "Pf")


def _speaking(quote: Attribution) -> str:
    """Speaker, kind and chain of outlets, in words; a guess is told as one."""
    speaker = _unbracketed(quote.speaker) if quote.speaker else "speaker not told"
    if quote.speaker and quote.confidence < DOUBTFUL_BELOW:
        speaker = f"perhaps {speaker}"
    via = f", via {_unbracketed(' and then '.join(quote.via))}" if quote.via else ""
    return f"{speaker}, {quote.kind.value}{via}"


def _note(note: Annotation, number: int, state: str) -> str:
    words = plain(note.target.quote.exact).split()
    if len(words) > _SHORT:
        half = _SHORT // 2
        words = [*words[:half], "…", *words[-half:]]
    told = [f"note {number}{state} on “{' '.join(words)}”"]
    if note.body:
        told.append(plain(note.body))
    else:
        told.append(note.motivation.value)
    ends = f"; tags: {', '.join(note.tags)}" if note.tags else ""
    return f"[{_unbracketed(': '.join(told) + ends)}]"


def _unbracketed(text: str) -> str:
    """The text without square brackets of its own, which would end ours."""
    return plain(text).translate({ord("["): "(", ord("]"): ")"})
