"""The bundled articles: every shape is there, what is quoted was spoken, and no sentence is another's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tui.documents import BlockKind, Document
from tui.documents.loading import load
from tui.documents.sources import find_articles
from tui.resources import seeds_dir

REAL = Path(__file__).parents[3] / "shared" / "seeds"
LONGEST_RUN = 12
SEEDS = find_articles([seeds_dir()]).files
LEAST, MOST, LIVE = 350, 900, "talks-day-live.txt"

real_documents = pytest.mark.skipif(not REAL.is_dir(), reason="the real documents are not on this machine")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(tokens: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(tokens[at : at + length]) for at in range(len(tokens) - length + 1)}


def quoted(text: str) -> list[str]:
    """What stands between marks: to the next closing mark of any kind, else to the end of the line."""
    found = []
    for line in re.sub(r"published at \d.*", "", text).split("\n"):
        at = 0
        while match := re.compile(r"[“\"]|(?<![\w”])[‘'](?=\w)|(?<=\s)”(?=\s)").search(line, at):
            close = re.compile(r"[”\"]|(?<=[\w.,?!])[’'](?!\w)").search(line, match.end())
            end = close.start() if close else len(line)
            found.append(line[match.end() : end])
            at = end + 1
    return [piece for piece in found if words(piece)]


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {path.name: load(path) for path in SEEDS}


@pytest.fixture(scope="module")
def real() -> list[list[str]]:
    return [words(path.read_text(encoding="utf-8")) for path in sorted(REAL.glob("*.txt"))]


def test_there_are_six_articles_of_a_readable_length(documents: dict[str, Document]) -> None:
    assert len(documents) >= 6
    for name, document in documents.items():
        count = len(words(document.text))
        assert count >= LEAST, name
        assert count <= MOST or name == LIVE, name
    assert any(name.endswith(".html") for name in documents)


@real_documents
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_no_run_of_words_is_taken_from_a_real_document(path: Path, real: list[list[str]]) -> None:
    mine = runs(words(load(path).text), LONGEST_RUN + 1)
    for tokens in real:
        assert not mine & runs(tokens, LONGEST_RUN + 1)


@real_documents
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_what_stands_between_marks_was_spoken(path: Path, real: list[list[str]]) -> None:
    pieces = quoted(load(path).text)
    assert len(pieces) >= 10
    for piece in pieces:
        tokens = words(piece)
        assert len(tokens) <= LONGEST_RUN, piece
        assert any(tuple(tokens) in runs(document, len(tokens)) for document in real), piece


@pytest.mark.parametrize(
    "wording",
    [
        r"deaf and dumb|a deaf person|not hearing each other",
        r"move those troops|remove Russian troops|withdrawal of Russian troops|equipment stationed",
    ],
)
def test_one_statement_stands_in_different_words_in_three_articles(
    documents: dict[str, Document], wording: str
) -> None:
    found = [set(re.findall(wording, document.text)) for document in documents.values()]
    assert sum(map(bool, found)) >= 3
    assert len(set().union(*found)) >= 3


def test_feature_has_its_head_and_subheads(documents: dict[str, Document]) -> None:
    document = documents["moscow-talks-feature.txt"]
    kinds = [block.kind for block in document.blocks]
    assert kinds[:4] == [BlockKind.TITLE, BlockKind.LITTER, BlockKind.CAPTION, BlockKind.BYLINE]
    assert document.byline == ("Helen Marsh",)
    assert kinds.count(BlockKind.HEADING) == 3


def test_aggregator_has_unclosed_and_mismatched_marks_and_litter_at_its_end(
    documents: dict[str, Document],
) -> None:
    document = documents["britain-russia-aggregator.txt"]
    assert [block.kind for block in document.blocks[-3:]] == [BlockKind.LITTER] * 3
    assert [block.kind for block in document.blocks[:2]] == [BlockKind.TITLE, BlockKind.BYLINE]
    assert {block.kind for block in document.blocks[2:-3]} == {BlockKind.PARAGRAPH}
    broken = [line for line in document.text.split("\n") if line.count("“") != line.count("”")]
    assert len(broken) >= 6


def test_opinion_ends_in_litter_and_is_else_prose(documents: dict[str, Document]) -> None:
    kinds = [block.kind for block in documents["room-for-diplomacy-opinion.txt"].blocks]
    assert kinds[:2] == [BlockKind.TITLE, BlockKind.BYLINE]
    assert kinds[-3:] == [BlockKind.LITTER] * 3
    assert set(kinds[2:-3]) == {BlockKind.PARAGRAPH}


def test_wire_tells_its_outlet_and_its_agencies(documents: dict[str, Document]) -> None:
    document = documents["london-moscow-wire.txt"]
    assert document.outlet == "Eastern Desk Daily"
    assert document.byline == ("AFP", "Reuters", "TASS")
    assert document.title.startswith("Britain, Russia End")
    assert [block.kind for block in document.blocks[:3]] == [
        BlockKind.LITTER,
        BlockKind.TITLE,
        BlockKind.LITTER,
    ]


def test_live_page_has_eleven_entries_newest_first(documents: dict[str, Document]) -> None:
    document = documents[LIVE]
    assert [entry.number for entry in document.entries] == list(range(1, 12))
    times = [entry.published for entry in document.entries if entry.published]
    assert len(times) == 11
    assert times == sorted(times, reverse=True)
    assert document.published == times[0]
    assert {entry.author: entry.role for entry in document.entries if entry.role} == {
        "Oksana Bell": "Eastern Europe analyst",
        "Martin Oakes": "Diplomatic editor",
    }
    assert sum(block.kind is BlockKind.SUMMARY for block in document.blocks) == 5
    assert sum(block.kind is BlockKind.HEADING for block in document.blocks) == 4


def test_page_tells_its_facts_and_sheds_its_frame(documents: dict[str, Document]) -> None:
    document = documents["what-was-said-in-moscow.html"]
    assert (document.outlet, document.byline) == ("The Harbour Review", ("Ruth Calloway",))
    assert document.published is not None
    assert document.published.isoformat() == "2022-02-10T18:40:00+00:00"
    assert document.url.startswith("https://www.example.org/")
    shown = "\n".join(block.span.of(document.text) for block in document.blocks if block.kind is not BlockKind.LITTER)
    for frame in ("cookies", "Business", "Related", "Reply", "rights reserved", "dataLayer"):
        assert frame not in shown
    assert sum(block.kind is BlockKind.LIST_ITEM for block in document.blocks) == 3
    assert sum(block.kind is BlockKind.HEADING for block in document.blocks) == 4


def test_every_article_is_dated_and_named(documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        assert document.title, name
        assert document.language == "en", name
        assert document.published is not None, name
