"""What in a draft is quoted: between marks, or set off as a block. In a copy of the draft with the same offsets, blocks
stand between marks too, so that it is told of them as well who is said to speak.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from tui.documents.loading import parse
from tui.documents.model import Block, BlockKind, Document
from tui.extraction.marks import Quoted, pair_marks
from tui.extraction.pipeline import searched
from tui.text import Span

_SET_OFF = re.compile(r"^ {0,3}>", re.MULTILINE)
_SIGNATURE = re.compile(r"(?:^|(?<=[.!?…]))\s*(?:[—–―]|--)\s*\w[^.!?]{0,80}\.?\Z", re.MULTILINE)
"""A dash and a name, which stand under the words of a block."""


def with_blocks(draft: Document) -> Document:
    """The draft; plain text that has lines with ">" is read as Markdown."""
    if draft.set_off or not _SET_OFF.search(draft.text):
        return draft
    return parse(draft.text, path=draft.path, format="md")


def blocks_of(draft: Document, between_marks: Sequence[Quoted]) -> list[Span]:
    """The words of the quotations that are set off, without a signature; those that hold marks are none."""
    blocks = []
    for span in draft.set_off:
        if any(each.outer.overlaps(span) for each in between_marks):
            continue
        signature = _SIGNATURE.search(span.of(draft.text))
        if signature is None:
            blocks.append(span)
        elif signature.start():
            blocks.append(Span(span.start, span.start + len(span.of(draft.text)[: signature.start()].rstrip())))
    return blocks


def marked(draft: Document) -> Document:
    """The draft with marks around its block quotations, in the place of the white space there, and each in one block
    with the words that lead to it ("she said:").
    """
    text = list(draft.text)
    blocks: dict[int, Block] = dict(enumerate(draft.blocks))
    for quotation in blocks_of(draft, pair_marks(draft.text, searched(draft))):
        if not quotation.start:
            continue  # there is no white space before it
        inside = [number for number, block in enumerate(draft.blocks) if block.span.overlaps(quotation)]
        for number in inside:  # each paragraph opens anew, the last one closes
            start, end = draft.blocks[number].span
            text[start - 1] = "“"
            if number == inside[-1]:
                text[quotation.end : quotation.end + 1] = "”"
                end = max(end, quotation.end + 1)
            blocks[number] = Block(BlockKind.PARAGRAPH, Span(start - 1, end), draft.blocks[number].published)
        before = blocks.get(inside[0] - 1)
        # Entries know their blocks by number.
        if before is not None and before.span.of(draft.text).endswith(":") and not draft.entries:
            first = blocks[inside[0]]
            text[before.span.end : first.span.start] = " " * (first.span.start - before.span.end)
            blocks[inside[0]] = Block(BlockKind.PARAGRAPH, Span(before.span.start, first.span.end), first.published)
            del blocks[inside[0] - 1]
    return msgspec.structs.replace(draft, text="".join(text), blocks=tuple(blocks.values()))
