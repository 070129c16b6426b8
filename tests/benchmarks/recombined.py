"""A catalogue of articles that are put together from the paragraphs of real ones, without analysing any twice.

The extractor reads each real article once; an article of the catalogue takes whole paragraphs with the quotes and the
mentions in them. So a hundred thousand are made in minutes, with words, names and quotes as frequent as in print.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from tests.benchmarks.indexing import GOLD, WORDS
from tui.documents.loading import load_given
from tui.documents.model import Block, BlockKind, Document
from tui.extraction.model import Actor, Analysis, Attribution
from tui.extraction.pipeline import extract
from tui.extraction.version import VERSION
from tui.library.catalogue import Catalogue
from tui.library.listing import Listing
from tui.library.protocol import Reply, encode_findings
from tui.library.records import stamp_of
from tui.library.search.making import entry_of
from tui.text import Span, content_hash

_TOGETHER = 500
"""Articles of one transaction, about as many as are kept at once while a library is read."""
_FIRST = datetime(2020, 1, 1, tzinfo=UTC)
_DAYS = 1500
OUTLETS = [f"{place} {kind}" for place in ("Northern", "Harbour", "Capital", "Island", "Border", "River", "Hill")
           for kind in ("Courier", "Review", "Post", "Gazette", "Telegraph", "Echo")]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some words with what was found in them, at offsets from their beginning."""

    text: str
    words: int
    quotes: Sequence[Attribution]
    actors: Sequence[Actor]


def paragraphs() -> tuple[list[str], list[Paragraph]]:
    """The titles and the paragraphs of all real articles."""
    titles: list[str] = []
    found: list[Paragraph] = []
    for file in sorted(GOLD.glob("*.jsonl")):
        for line in file.open(encoding="utf-8"):
            document = load_given(json.loads(line)["text"].encode(), "-")
            analysis = extract(document)
            titles.append(document.title)
            found += [_paragraph(document, block, analysis) for block in document.blocks if _is_text(block)]
    return titles, found


def make_catalogue(folder: Path, file: Path, count: int) -> None:
    """A catalogue of `count` articles, each with a file in the folder; one that is there stays as it is."""
    if file.exists():
        return
    titles, parts = paragraphs()
    chance = random.Random(count)
    unfinished = file.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    catalogue = Catalogue(unfinished)
    keys = [str(folder / f"{number // 1000:03d}" / f"{number:06d}.txt") for number in range(count)]
    for start in range(0, count, _TOGETHER):
        replies = [_reply(key, titles, parts, chance) for key in keys[start : start + _TOGETHER]]
        assert catalogue.put_all(replies, VERSION)
    listing = Listing.of(keys)
    catalogue.set_listing(listing)
    catalogue.gather_words(listing)
    catalogue.close()
    unfinished.replace(file)


def _reply(key: str, titles: Sequence[str], parts: Sequence[Paragraph], chance: random.Random) -> Reply:
    Path(key).parent.mkdir(parents=True, exist_ok=True)
    Path(key).write_text("A line.\n", encoding="utf-8")
    title = chance.choice(titles)
    text, blocks, words = title, [Block(BlockKind.TITLE, Span(0, len(title)))], 0
    quotes: list[Attribution] = []
    actors: dict[str, Actor] = {}
    mentions: dict[str, list[Span]] = {}
    while words < WORDS:
        part = chance.choice(parts)
        by = len(text) + 2
        text += f"\n\n{part.text}"
        blocks.append(Block(BlockKind.PARAGRAPH, Span(by, len(text))))
        words += part.words
        quotes += [_moved(quote, by, f"q{len(quotes) + at}") for at, quote in enumerate(part.quotes)]
        for actor in part.actors:
            actors.setdefault(actor.id, actor)
            mentions.setdefault(actor.id, []).extend([span.shifted(by) for span in actor.mentions])
    when = _FIRST + timedelta(minutes=chance.randrange(_DAYS * 24 * 60))
    outlet = chance.choice(OUTLETS)
    identifier = content_hash(text)
    document = Document(identifier, key, text, title, outlet, (), when, "en", "", tuple(blocks))
    named = [replace(actor, mentions=tuple(mentions[actor.id])) for actor in actors.values()]
    analysis = Analysis(identifier, VERSION, tuple(quotes), tuple(named))
    return Reply(
        key, "", identifier, title, outlet, when, "en", words, len(quotes),
        findings=encode_findings(analysis, text), stamp=stamp_of(key), entry=entry_of(document, analysis),
    )  # fmt: skip


def _is_text(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH


def _paragraph(document: Document, block: Block, analysis: Analysis) -> Paragraph:
    text, start = block.span.of(document.text), block.span.start
    quotes = [_moved(quote, -start, "") for quote in analysis.attributions if block.span.contains(quote.span)]
    actors = []
    for actor in analysis.actors:
        places = tuple(span.shifted(-start) for span in actor.mentions if block.span.contains(span))
        if places or any(quote.speaker_id == actor.id for quote in quotes):
            actors.append(replace(actor, mentions=places, names=()))
    return Paragraph(text, len(text.split()), quotes, actors)


def _moved(quote: Attribution, by: int, identifier: str) -> Attribution:
    content = tuple([span.shifted(by) for span in quote.content])
    return replace(quote, id=identifier, content=content, cue=None, source=None)
