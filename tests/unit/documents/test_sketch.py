"""Sketches: one article saved twice is told from two articles on one event."""

from __future__ import annotations

import random
import re
from itertools import combinations
from pathlib import Path
from struct import pack
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.documents.loading import load, parse
from tui.documents.sketch import SAME, alike, are_one, ends_of, hashes_of, may_be_one_with, sketch, sketch_and_size
from tui.documents.terms import plain
from tui.text import normalise


def hashes(text: str) -> tuple[int, ...]:
    """Those of an article of plain text."""
    return hashes_of(sketch(parse(normalise(text), path="-")))


def without_paragraph(text: str) -> str:
    pieces = text.split("\n\n")
    longest = max(pieces, key=len)
    return "\n\n".join(piece for piece in pieces if piece is not longest)


EDITS = {
    "white space": lambda text: re.sub(r"\n+", "\n\n\n", text.replace(". ", ".  ")),
    "litter": lambda text: f"Home\nWorld\nSubscribe now\n\n{text}\n\nShare this article\n\nComments are closed.\n",
    "headline": lambda text: "A headline nobody has written before\n\n" + text.partition("\n")[2],
    "marks": lambda text: text.translate(str.maketrans("“”‘’", "\"\"''")),
    "a paragraph cut": without_paragraph,
    "an update": lambda text: (
        f"{text}\n\nThe minister is to speak again at noon on Monday, his office said, and "
        "the delegations will meet in another town after that.\n"
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_article_with_small_changes_is_the_same(seeds: Path, edit: str) -> None:
    for file in sorted(seeds.glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        changed = EDITS[edit](text)
        assert are_one(hashes(text), hashes(changed)), f"{file.name}: {edit}"


def test_two_articles_on_one_event_are_two(shared: Path) -> None:
    events = sorted((shared / "corpora" / "one-event-five-outlets").glob("event_*"))
    for folder in [*events, shared / "seeds"]:
        sketches = {file.name: hashes_of(sketch(load(file))) for file in sorted(folder.glob("*.txt"))}
        assert len(sketches) == 5
        for (one, first), (other, second) in combinations(sketches.items(), 2):
            assert alike(first, second) < SAME / 2, f"{one}, {other}"


def test_the_bundled_articles_are_all_different(seeds: Path) -> None:
    sketches = [hashes_of(sketch(load(file))) for file in sorted(seeds.glob("*.txt"))]
    assert all(alike(first, second) < SAME / 2 for first, second in combinations(sketches, 2))


def test_the_estimate_is_near_the_share_that_is_kept() -> None:
    words = [f"word{number}" for number in range(3000)]
    whole, part = " ".join(words), " ".join(words[:2000])
    assert alike(hashes(f"{whole}\n"), hashes(f"{part}\n")) == pytest.approx(2 / 3, abs=0.2)


def test_a_few_words_are_no_article() -> None:
    """Two stubs with the same words of the outlet are alike in nothing that matters."""
    text = "Talks go on\n\nThe ministers met. Read the rest of this article on our site.\n"
    assert sketch(parse(text, path="-")) == b""
    assert not are_one((), ())


def test_part_of_an_article_is_not_the_article() -> None:
    words = [f"word{number}" for number in range(3000)]
    assert not are_one(hashes(" ".join(words) + "\n"), hashes(" ".join(words[:600]) + "\n"))


@given(st.integers(24, 400), st.sampled_from([0, 1, 3, 12]), st.integers(0))
def test_sketch_has_the_least_hashes(count: int, usual: int, seed: int) -> None:
    """Of shingles that begin with a "t" first, then of all others."""
    chance = random.Random(seed)
    words = [f"{'t' if usual and number % usual == 0 else 'w'}ord{number}" for number in range(count + 2)]
    chance.shuffle(words)
    rows = [words[at : at + 3] for at in range(count)]
    first = {crc32("".join(row)[1:].encode()) >> 1 for row in rows if row[0][0] == "t"}
    other = {crc32("".join(row).encode()) >> 1 | 1 << 31 for row in rows if row[0][0] != "t"}
    text = words[0] + "".join(chance.choice([" ", "  ", ", ", "; ", " – "]) + word for word in words[1:])
    assert list(hashes(f"A title\n\n{text}.\n")) == sorted(first | other)[:64]


def test_words_are_counted_as_they_are_everywhere(shared: Path) -> None:
    for file in sorted((shared / "corpora").rglob("*.txt")):
        document = load(file)
        assert sketch_and_size(document, plain(document.text))[1] == len(re.findall(r"\w+", document.text)), file


@pytest.mark.parametrize("words", ["Überall Øresund naïve", "москва и киев", "東京 大阪", "a\u2003b•c€d"])
def test_words_beyond_ascii_are_counted(words: str) -> None:
    document = parse(f"A title\n\n{words} – “so they said”, and that was that.\n", path="-")
    assert sketch_and_size(document, plain(document.text))[1] == len(re.findall(r"\w+", document.text))


@given(st.sets(st.integers(0, 600), max_size=64), st.sets(st.integers(0, 600), max_size=64), st.integers(0, 64))
def test_none_that_is_one_is_ruled_out_by_the_ends(first: set[int], second: set[int], count: int) -> None:
    """Also where some of the hashes are the same."""
    one, other = sorted(first), sorted({*sorted(first)[:count], *second})[:64]
    ends, others = (ends_of(pack(f"<{len(each)}I", *each)) for each in (one, other))
    assert may_be_one_with(ends, {2: others}, [2]) or not are_one(one, other)
    assert may_be_one_with(ends, {1: ends, 2: others}, [1]) == [1]


def test_others_are_ruled_out_by_the_ends() -> None:
    chance = random.Random(1)
    ends = {number: chance.randbytes(64) for number in range(200)}
    assert sum(len(may_be_one_with(ends[number], ends, range(number))) for number in ends) < 10
