"""How long grouping takes, and how much memory: quotes made from real ones, so that words are as rare as in news.

    python -m tests.benchmarks.grouping [--quotes 10000 100000 1000000] [--articles FOLDER ...]

The clauses of real quotes are put together anew, and their names, numbers and some of their words changed; a tenth of
the quotes report what was said before, cut or with words changed. Each number of quotes is grouped in a process of its
own. Told are seconds by the clock for making wordings, for grouping (and of the processor, in each of two processes),
and for taking in one more article; the peaks of memory (the two have much of it in common); how many groups there are;
and which share of the reports is in a group with what it reports.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import re
import resource
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from tui.comparison.variants import VariantIndex
from tui.documents.loading import load, parse
from tui.extraction import extract
from tui.extraction.model import Actor, ActorKind, Analysis, Attribution, Kind
from tui.extraction.version import VERSION
from tui.memory import collect_seldom, stay
from tui.text import Span

SHARED = Path(__file__).resolve().parents[3] / "shared"
SOURCES = (SHARED / "eval" / "gold" / "train.jsonl", SHARED / "corpora")
_WORD = re.compile(r"\w[\w'’]*")
_QUOTES_OF_ARTICLE = 16
_REPORTED = 0.1
_CHANGED = 0.3
"""So many of the words that are neither names nor numbers give place to others, drawn as often as they are used."""
_LATELY = 2_000
"""What is reported was among the last so many quotes."""
_START = datetime(2020, 1, 1, tzinfo=UTC)
_SYLLABLES = ("ka", "ro", "ven", "ti", "mar", "sol", "dre", "bi", "lan", "os", "pel", "gu", "zan", "or", "fin", "ha")
_SPEAKERS_PER_QUOTE = 1 / 25
Said = tuple[str, str, Kind]
"""Speaker, words, kind."""


@dataclass
class Source:
    """Real quotes: clauses to put together, and words with how often each is used up to there."""

    clauses: list[str] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    often: list[int] = field(default_factory=list)


def read(paths: Sequence[Path]) -> Source:
    """The quotes of articles: of `.jsonl` files with a `text` in each line, and of folders of `.txt` files."""
    found = Source()
    counts: Counter[str] = Counter()
    for path in paths:
        if path.suffix == ".jsonl":
            lines = path.read_text(encoding="utf-8").splitlines()
            documents = [parse(json.loads(line)["text"], path="x") for line in lines]
        else:
            documents = [load(each) for each in sorted(path.rglob("*.txt"))]
        for document in documents:
            for quote in extract(document).attributions:
                words = quote.words(document.text)
                found.clauses.extend(part for part in re.split(r"(?<=[,;.]) ", words) if " " in part)
                found.kinds.append(quote.kind)
                counts.update(word for word in _WORD.findall(words) if word.islower())
    found.words, often = list(counts), counts.values()
    found.often = list(accumulate(often))
    return found


class Maker:
    """Makes quotes, always the same ones for the same number."""

    def __init__(self, source: Source, quotes: int) -> None:
        self._source = source
        self._chance = random.Random(quotes)
        self._speakers = max(10, int(quotes * _SPEAKERS_PER_QUOTE))
        self._lately: list[tuple[str, Said]] = []
        self.reports: list[tuple[tuple[str, str], tuple[str, str]]] = []

    def articles(self, quotes: int) -> Iterator[tuple[str, Analysis, list[str], datetime]]:
        """Document id, analysis, words of each quote, and when it was published."""
        number = quotes // _QUOTES_OF_ARTICLE
        for article in range(number):
            when = _START + timedelta(minutes=article * 30)
            yield self.article(f"d{article}", when)

    def article(self, identifier: str, when: datetime) -> tuple[str, Analysis, list[str], datetime]:
        """One more article."""
        told: list[Said] = []
        for at in range(_QUOTES_OF_ARTICLE):
            if self._lately and self._chance.random() < _REPORTED:
                place, said = self._chance.choice(self._lately)
                self.reports.append(((identifier, f"q{at}"), tuple(place.split("/"))))  # type: ignore[arg-type]
                told.append(self._reported(said))
            else:
                told.append(self._made())
                self._lately.append((f"{identifier}/q{at}", told[-1]))
        del self._lately[:-_LATELY]
        quotes = tuple(
            Attribution(f"q{at}", (Span(100 * at, 100 * at + 99),), kind, None, None, speaker, speaker, (), 1.0, "made")
            for at, (speaker, _, kind) in enumerate(told)
        )
        actors = tuple(
            Actor(speaker, _name(speaker), ActorKind.PERSON, (), (), (Span(0, 1),))
            for speaker in dict.fromkeys(speaker for speaker, _, _ in told)
        )
        return identifier, Analysis(identifier, VERSION, quotes, actors), [words for _, words, _ in told], when

    def _made(self) -> Said:
        chance = self._chance
        clauses = chance.sample(self._source.clauses, chance.choice((1, 1, 2, 2, 3)))
        names: dict[str, str] = {}
        words = _WORD.sub(lambda found: self._other(found.group(), names), " ".join(clauses))
        speaker = int(self._speakers * chance.random() ** 3)
        return f"speaker-{speaker}", words, chance.choice(self._source.kinds)

    def _other(self, word: str, names: dict[str, str]) -> str:
        chance = self._chance
        if word[0].isdigit():
            return str(int(10 ** (5 * chance.random())))
        if word[0].isupper() and len(word) > 1:
            if word not in names:
                names[word] = "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3)))).capitalize()
            return names[word]
        if len(word) > 3 and chance.random() < _CHANGED:
            return self._source.words[bisect_left(self._source.often, chance.randrange(self._source.often[-1]) + 1)]
        return word

    def _reported(self, said: Said) -> Said:
        """What was said before, cut or with some words changed."""
        speaker, words, kind = said
        parts = words.split(" ")
        if len(parts) > 12 and self._chance.random() < 0.5:
            start = self._chance.randrange(len(parts) // 3)
            parts = parts[start : start + 2 * len(parts) // 3]
        for _ in range(len(parts) // 10):
            at = self._chance.randrange(len(parts))
            parts[at] = self._chance.choice(self._source.words)
        return speaker, " ".join(parts), kind


def _name(speaker: str) -> str:
    """A name that no other speaker has."""
    chance = random.Random(speaker)
    given, surname = ("".join(chance.choices(_SYLLABLES, k=length)).capitalize() for length in (2, 5))
    return f"{given} {surname}"


def measure(source: Source, quotes: int) -> None:
    """Print one row."""
    collect_seldom()
    maker = Maker(source, quotes)
    index = VariantIndex(forking=True)
    spent = 0.0
    for article in maker.articles(quotes):
        started = time.monotonic()
        index.add(*article)
        spent += time.monotonic() - started
    started, used = time.monotonic(), os.times()
    groups = index.groups()
    grouping, now = time.monotonic() - started, os.times()
    own, helped = now.user - used.user, now.children_user - used.children_user
    stay()  # as the grouping process does
    more = maker.article("more", _START + timedelta(minutes=quotes * 2))
    started = time.monotonic()
    index.add(*more)
    index.group_of("more", "q0")
    one = time.monotonic() - started
    reports = maker.reports[-20_000:]
    found = sum(
        any(place in {(m.document_id, m.attribution_id) for m in group.members} for group in index.groups_of(*report))
        for report, place in reports
    )
    peak, helper = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(
        f"{quotes:>9,} quotes  {spent:7.1f} s wordings  {grouping:7.1f} s grouping ({own:.1f} + {helped:.1f})"
        f"  {one * 1000:7.1f} ms one more"
        f"  {peak:7,.0f} MB, the helper {helper:,.0f}  {len(groups):>7,} groups"
        f"  {found / max(1, len(reports)):.3f} of the reports found",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quotes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--articles", type=Path, nargs="+", default=SOURCES)
    options = parser.parse_args()
    source = read(options.articles)
    for quotes in options.quotes:
        process = multiprocessing.get_context("fork").Process(target=measure, args=(source, quotes))
        process.start()
        process.join()


if __name__ == "__main__":
    main()
