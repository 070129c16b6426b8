"""From a reader's draft to a Document: every line gets its kind, the facts are gathered from the lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

import msgspec

from tui.documents.draft import Draft, Line, lines_of
from tui.documents.language import detect
from tui.documents.model import Block, BlockKind, Document, Entry
from tui.documents.shapes.bylines import Byline, is_name, is_role, looks_like_outlet, outlet_in, read_byline
from tui.documents.shapes.captions import find_captions
from tui.documents.shapes.dates import only_moment
from tui.documents.shapes.litter import find_litter
from tui.documents.shapes.live import Opening, Signature, find_openings, read_signature
from tui.documents.shapes.prose import (
    LONGEST_HEADING,
    bullet,
    find_list_items,
    is_heading_like,
    is_picture_like,
    is_prose,
    is_title_like,
    same_words,
)
from tui.documents.terms import Plain, plain
from tui.documents.wordlists import is_listed
from tui.text import digest, made_spans

_HEAD_LINES = 14
_TAIL_LINES = 6
_LONGEST_NAME = 90
# Looked up in the class for each line, they would take longer than all else that is done for most.
_TITLE = BlockKind.TITLE
_SUMMARY = BlockKind.SUMMARY
_BYLINE = BlockKind.BYLINE
_HEADING = BlockKind.HEADING
_PARAGRAPH = BlockKind.PARAGRAPH
_CAPTION = BlockKind.CAPTION
_ENTRY = BlockKind.ENTRY
_LIST_ITEM = BlockKind.LIST_ITEM
_LITTER = BlockKind.LITTER


class _Page(msgspec.Struct):
    """The lines of an article and what is known of each so far."""

    draft: Draft
    plain: Plain
    lines: list[Line]
    kinds: list[BlockKind | None]
    title: int | None = None
    outlet: str = ""
    bylines: list[Byline] = msgspec.field(default_factory=list)
    openings: list[Opening] = msgspec.field(default_factory=list)
    signatures: list[Signature] = msgspec.field(default_factory=list)

    def free(self, place: int) -> bool:
        return 0 <= place < len(self.lines) and self.kinds[place] is None

    def mark(self, places: Sequence[int] | set[int], kind: BlockKind) -> None:
        for place in places:
            if self.free(place):
                self.kinds[place] = kind

    def mark_rest(self, kind: BlockKind) -> None:
        self.kinds = [kind if known is None else known for known in self.kinds]


def assemble(draft: Draft, path: str) -> tuple[Document, Plain]:
    """The document of a draft, and its text as it is looked through; its blocks cover all text but white space."""
    words = draft.plain or plain(draft.text)
    lines = lines_of(draft.text)
    page = _Page(draft, words, lines, [draft.kinds.get(line.start) for line in lines])
    page.openings = find_openings(draft.text, lines, words, lambda: draft.facts.published or _day(lines))
    for opening in page.openings:  # an entry, also where the markup makes it a heading or an item of a list
        page.kinds[opening.first : opening.last + 1] = [_ENTRY] * (opening.last + 1 - opening.first)
    page.mark(find_litter(draft.text, lines), _LITTER)
    page.mark(find_captions(draft.text, lines, words), _CAPTION)
    _read_head(page)
    _read_tail(page)
    _read_entries(page)
    _read_lists(page)
    _read_headings(page)
    page.mark_rest(_PARAGRAPH)
    return _document(page, path), words


def _day(lines: Sequence[Line]) -> datetime | None:
    """The date in the head of a page, for entries that tell only the time."""
    moments = (only_moment(line.text) for line in lines[:_HEAD_LINES])
    return next((moment.when for moment in moments if moment), None)


def _read_head(page: _Page) -> None:
    """Title, title given again, channel name, bylines and dates: what stands above the first prose."""
    head = _head(page)
    if page.title is None:
        page.title = next((place for place in head if page.kinds[place] is _TITLE), None)
    for place in head:
        if not page.free(place):
            continue
        words = page.lines[place].text
        byline = _byline(page, place)
        if byline:
            page.bylines.append(byline)
            page.kinds[place] = _BYLINE
        elif page.title is None and _is_channel(page, place):
            page.outlet = words
            page.kinds[place] = _LITTER
        elif page.title is None and _can_be_title(page, place):
            page.title = place
            page.kinds[place] = _TITLE
        elif page.title is not None and same_words(words, page.lines[page.title].text):
            page.kinds[place] = _LITTER


def _head(page: _Page) -> list[int]:
    """The indices of the lines above and at the first line of prose, a handful, none in a live entry."""
    end = page.openings[0].first if page.openings else len(page.lines)
    head: list[int] = []
    for place in range(min(end, _HEAD_LINES)):
        head.append(place)
        words = page.lines[place].text
        if page.free(place) and is_prose(words) and (not is_title_like(words) or len(head) > 3):
            break
    return head


def _can_be_title(page: _Page, place: int) -> bool:
    """The first line left in the head, unless it is a label, a bullet, or the page has nothing below it."""
    words = page.lines[place].text
    before = [kind for kind in page.kinds[:place] if kind not in (_LITTER, _BYLINE, _CAPTION)]
    told = page.draft.facts.title
    if told and same_words(words, told):
        return True
    if before or told or bullet(words) or is_listed(words, "labels", "summary"):
        return False
    return is_title_like(words)


def _is_channel(page: _Page, place: int) -> bool:
    """A channel's or site's name alone above a headline."""
    words = page.lines[place].text
    below = next(
        (line.text for at, line in enumerate(page.lines[place + 1 : place + 4], place + 1) if page.free(at)),
        "",
    )
    return looks_like_outlet(words) and is_title_like(below) and len(below.split()) > len(words.split())


def _byline(page: _Page, place: int) -> Byline | None:
    words = page.lines[place].text
    byline = read_byline(words)
    if byline or page.title is None or page.title == place:
        return byline
    above = page.lines[place - 1] if place else None
    below = page.lines[place + 1] if place + 1 < len(page.lines) else None
    if is_name(words) and below and below.gap == 0 and (is_role(below.text) or read_byline(below.text)):
        return Byline((words,))
    close = above is not None and page.lines[place].gap == 0 and page.kinds[place - 1] is _BYLINE
    if close and is_role(words) and not is_prose(words):
        return Byline(outlet=outlet_in(words))
    return None


def _read_tail(page: _Page) -> None:
    """Credit lines below the text ("With reporting by AFP, Reuters, and TASS")."""
    seen = 0
    for place in range(len(page.lines) - 1, -1, -1):
        if not page.free(place):
            continue
        byline = read_byline(page.lines[place].text)
        if byline and (byline.credit or byline.published or byline.names):
            page.bylines.append(byline)
            page.kinds[place] = _BYLINE
        seen += 1
        if seen >= _TAIL_LINES:
            return


def _read_entries(page: _Page) -> None:
    """Authors, roles and the words for pictures inside live entries."""
    for opening, end in _bounds(page):
        first = opening.last + 1
        signature = read_signature(page.lines, first, end) if page.free(first) else Signature()
        page.signatures.append(signature)
        page.mark(signature.lines, _BYLINE)
        inside = [place for place in range(first, end) if page.kinds[place] is None]
        if len(inside) > 1:
            edges = (inside[0], inside[-1])
            page.mark([at for at in edges if is_picture_like(page.lines[at].text)], _CAPTION)


def _bounds(page: _Page) -> list[tuple[Opening, int]]:
    """Each opening with the index of the line where its entry ends; litter at the page's end is in none."""
    end = len(page.lines)
    while page.openings and end > 0 and page.kinds[end - 1] is _LITTER:
        end -= 1
    ends = [opening.first for opening in page.openings[1:]] + [end]
    return list(zip(page.openings, ends, strict=False))


def _read_lists(page: _Page) -> None:
    """Bullets above the text are its summary, others list items; a label above a summary is its heading."""
    items = find_list_items(page.lines)
    if not items:
        return
    top = True
    for place, line in enumerate(page.lines):
        if page.kinds[place] in (_ENTRY, _PARAGRAPH):
            top = False
        if not page.free(place):
            continue
        if place + 1 in items and is_listed(line.text, "labels", "summary"):
            page.kinds[place] = _HEADING
        elif place in items and bullet(line.text):
            page.kinds[place] = _SUMMARY if top else _LIST_ITEM
        elif place in items:
            page.kinds[place] = _LIST_ITEM
        elif top and is_prose(line.text):
            top = False


def _read_headings(page: _Page) -> None:
    """Short lines without a final stop that stand between paragraphs."""
    last = next((place for place in reversed(range(len(page.lines))) if page.kinds[place] is None), -1)
    after_prose = False
    for place, (line, kind) in enumerate(zip(page.lines, page.kinds, strict=True)):
        if kind is None:
            words = line.text
            if not after_prose:
                after_prose = True
            elif (
                len(words) <= LONGEST_HEADING and place < last and is_heading_like(words) and _leads(page, place)
            ):  # most lines are longer, and told by that alone
                page.kinds[place] = _HEADING
        elif kind is _ENTRY:
            after_prose = False
        elif kind is _PARAGRAPH or kind is _LIST_ITEM:
            after_prose = True


def _leads(page: _Page, place: int) -> bool:
    """True where prose or a list stands below a line, captions and litter between them aside."""
    for below in range(place + 1, len(page.lines)):
        kind = page.kinds[below]
        if kind in (_CAPTION, _LITTER):
            continue
        if kind is None:
            return is_prose(page.lines[below].text)
        return kind in (_LIST_ITEM, _PARAGRAPH)
    return False


def _document(page: _Page, path: str) -> Document:
    facts, text = page.draft.facts, page.draft.text
    blocks, entries = _blocks(page)
    names = [name for byline in page.bylines if not byline.credit for name in byline.names]
    names = names or [name for byline in page.bylines for name in byline.names]
    names = names or [entry.author for entry in entries if entry.author]
    newest = max((entry.published for entry in entries if entry.published), default=None)
    dates = [byline.published for byline in page.bylines if byline.published]
    return Document(
        id=digest(page.plain.encoded),
        path=path,
        text=text,
        title=facts.title or _title(page, blocks),
        outlet=facts.outlet or _outlet(page),
        byline=facts.byline or tuple(dict.fromkeys(names)),
        published=newest or facts.published or (dates[0] if dates else facts.made),
        language=facts.language or detect(text, page.plain),
        url=facts.url,
        blocks=tuple(blocks),
        entries=tuple(entries),
        warnings=page.draft.warnings,
        set_off=page.draft.set_off,
    )


def _blocks(page: _Page) -> tuple[list[Block], list[Entry]]:
    if not page.openings:
        spans = made_spans([(line.start, line.end) for line in page.lines])
        return list(map(Block, cast(list[BlockKind], page.kinds), spans)), []
    blocks: list[Block] = []
    entries: list[Entry] = []
    bounds = {opening.first: (opening, end) for opening, end in _bounds(page)}
    signatures = iter(page.signatures)
    place, stop, current = 0, 0, None
    while place < len(page.lines):
        line, kind = page.lines[place], page.kinds[place]
        assert kind is not None
        if place in bounds:
            current, stop = bounds[place]
            first, last = len(blocks), len(blocks) + stop - current.last
            who = next(signatures)
            entries.append(
                Entry(
                    current.number,
                    current.headline,
                    current.stamp,
                    current.published,
                    who.author,
                    who.role,
                    first,
                    last,
                )
            )
            blocks.append(Block(kind, line.span._replace(end=page.lines[current.last].end), current.published))
            place = current.last + 1
            continue
        published = current.published if current and place < stop else None
        blocks.append(Block(kind, line.span, published))
        place += 1
    return blocks, entries


def _outlet(page: _Page) -> str:
    """The outlet where the page tells it: a channel name at its head, or a byline that names it."""
    if page.outlet:
        return page.outlet
    for byline in page.bylines:
        if byline.outlet and not byline.credit:
            return byline.outlet
    told = [outlet_in(words) for who in page.signatures for words in (who.author, who.role)]
    return next((outlet.split()[0] for outlet in told if outlet), "")


def _title(page: _Page, blocks: Sequence[Block]) -> str:
    """The headline; without one the first bullet of the summary, else the first words of the text."""
    text = page.draft.text
    if page.title is not None:
        return " ".join(page.lines[page.title].text.split())
    summary = next((block for block in blocks if block.kind is _SUMMARY), None)
    if summary:
        words = summary.span.of(text)
        return " ".join(words[bullet(words) :].split())
    first = next((block for block in blocks if block.kind is not _LITTER), None)
    words = (
        " ".join(text[first.span.start : min(first.span.end, first.span.start + 4 * _LONGEST_NAME)].split())
        if first
        else ""
    )
    if len(words) <= _LONGEST_NAME:
        return words
    return words[: _LONGEST_NAME + 1].rsplit(None, 1)[0].rstrip(",;:–—-") + "…"
