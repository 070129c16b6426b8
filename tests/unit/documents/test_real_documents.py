"""The five real documents, read block by block."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tui.documents import BlockKind, Document
from tui.documents.loading import load

REAL = Path(__file__).parents[4] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real documents are not on this machine")


TIMES = (
    *("14:05", "13:58", "13:46", "13:37", "13:26", "13:15", "13:02", "12:49", "12:33", "12:24"),
    *("12:12", "12:06", "12:04", "11:58", "11:42", "11:34", "11:27", "11:16", "11:09", "11:06"),
)


def real(number: int) -> Document:
    return load(next(REAL.glob(f"{number:03}_*.txt")))


def starts(document: Document, kind: BlockKind) -> list[str]:
    """The first two words of each block of a kind."""
    return [" ".join(block.span.of(document.text).split()[:2]) for block in document.blocks if block.kind is kind]


def counts(document: Document) -> dict[BlockKind, int]:
    return dict(Counter(block.kind for block in document.blocks))


def test_reported_feature() -> None:
    document = real(0)
    assert counts(document) == {
        BlockKind.TITLE: 1,
        BlockKind.LITTER: 1,
        BlockKind.CAPTION: 1,
        BlockKind.BYLINE: 1,
        BlockKind.HEADING: 3,
        BlockKind.PARAGRAPH: 34,
    }
    assert [block.kind for block in document.blocks[:4]] == [
        BlockKind.TITLE,
        BlockKind.LITTER,
        BlockKind.CAPTION,
        BlockKind.BYLINE,
    ]
    assert document.title.startswith("UK Foreign Secretary")
    assert document.byline == ("Ben Aris",)
    assert document.published is not None
    assert document.published.date().isoformat() == "2022-02-10"
    assert document.outlet == ""
    assert starts(document, BlockKind.HEADING) == ["Regional clanger", "Belarus military", "Diplomacy to"]


def test_aggregator_rewrite() -> None:
    document = real(1)
    assert counts(document) == {BlockKind.TITLE: 1, BlockKind.PARAGRAPH: 31, BlockKind.LITTER: 3}
    assert starts(document, BlockKind.LITTER) == ["For more", "About Author", "Comments are"]
    assert document.title.startswith("Defense secretary prepares")
    assert (document.outlet, document.byline, document.published) == ("", (), None)


def test_opinion_piece() -> None:
    document = real(2)
    assert counts(document) == {BlockKind.TITLE: 1, BlockKind.PARAGRAPH: 9, BlockKind.LITTER: 3}
    assert starts(document, BlockKind.LITTER) == ["Leave a", "Your email", "Our YouTube"]
    assert document.title.endswith("Eastern Front?")


def test_wire_rewrite() -> None:
    document = real(3)
    assert counts(document) == {
        BlockKind.TITLE: 1,
        BlockKind.PARAGRAPH: 12,
        BlockKind.LITTER: 2,
        BlockKind.BYLINE: 1,
    }
    assert starts(document, BlockKind.LITTER) == ["OpsLens", "Source link"]
    assert starts(document, BlockKind.BYLINE) == ["With reporting"]
    assert document.title.startswith("Britain, Russia Reportedly")
    assert document.outlet == "OpsLens"
    assert document.byline == ("AFP", "Reuters", "TASS")


def test_live_page_entries() -> None:
    document = real(4)
    assert [entry.number for entry in document.entries] == list(range(1, 21))
    times = [entry.published.strftime("%H:%M%z") for entry in document.entries if entry.published]
    assert times == [f"{time}+0000" for time in TIMES]
    assert document.published == document.entries[0].published
    headlines = [entry.headline.of(document.text) for entry in document.entries]
    assert headlines[0].endswith("- PM")
    assert headlines[10] == "Russia-UK relations as cold as ever"
    assert headlines[19].endswith("ratings'")
    stamps = [entry.stamp.of(document.text) for entry in document.entries if entry.stamp]
    assert len(stamps) == 20
    assert all(stamp.startswith("published at ") for stamp in stamps)
    signed = {entry.number: (entry.author, entry.role) for entry in document.entries if entry.author}
    assert signed == {
        4: ("BBC Monitoring", ""),
        9: ("BBC Monitoring", ""),
        11: ("James Landale", "Diplomatic correspondent"),
        17: ("Petr Kozlov", "BBC Russian, Moscow"),
    }


def test_live_page_blocks() -> None:
    document = real(4)
    assert counts(document) == {
        BlockKind.SUMMARY: 7,
        BlockKind.HEADING: 5,
        BlockKind.ENTRY: 20,
        BlockKind.BYLINE: 6,
        BlockKind.CAPTION: 18,
        BlockKind.PARAGRAPH: 95,
    }
    assert starts(document, BlockKind.HEADING) == [
        "Summary",
        "PM in",
        "Truss in",
        "Why is",
        "What might",
    ]
    captions = starts(document, BlockKind.CAPTION)
    for caption in ("Liz Truss", "Russian troop", "A map", "Ukraine crisis:", "Media caption,", "A woman"):
        assert caption in captions
    assert document.title.startswith("UK Foreign Secretary Liz Truss holds")
    assert document.outlet == "BBC"


def test_every_block_of_an_entry_carries_its_time() -> None:
    document = real(4)
    for entry in document.entries:
        blocks = document.blocks[entry.first : entry.last]
        assert blocks[0].kind is BlockKind.ENTRY
        assert {block.published for block in blocks} == {entry.published}
    assert all(block.published is None for block in document.blocks[: document.entries[0].first])
    assert document.entries[-1].last == len(document.blocks)


@pytest.mark.parametrize("number", range(5))
def test_offsets_are_offsets_into_the_file(number: int) -> None:
    path = next(REAL.glob(f"{number:03}_*.txt"))
    assert load(path).text == path.read_text(encoding="utf-8")
    assert load(path).language == "en"
