"""How fast the desk starts and answers, as ratios to the smallest Textual application in the same run.

    python -m tests.benchmarks.desk [--runs 7] [--articles 1000 100000] [--only WORD,WORD] [--data FOLDER]

Every case starts the installed program in a pseudo terminal of 120 columns and 40 rows. The runs of all cases take
turns, in another order each time, so that what else the machine does falls on all alike; ratios are those of one round,
and their median is shown. Articles and catalogues are made first (minutes for 100,000) and kept in `--data`.
How the desk compares with newsboat from 5 articles to 100,000:

    python -m tests.benchmarks.desk --articles 5 1000 10000 100000 --only articles,newsboat
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks import newsboat
from tests.benchmarks.clock import Answer, Clock
from tests.benchmarks.data import make_catalogue, make_folder, title
from tests.terminal.pty import PROGRAM
from tui.resources import seeds_dir

SIZE = (120, 40)
DOWN, UP, PAGE_DOWN, PAGE_UP, ESCAPE = b"\x1b[B", b"\x1b[A", b"\x1b[6~", b"\x1b[5~", b"\x1b"
_FEW = 1000
_CACHE = Path("cache") / "briefing-tui"
"""Where the program looks for catalogues, under `--data`."""
HOUR = 20_000
"""Keys of an hour: five or six a second. They take some ten minutes."""


Step = Callable[[Clock, dict[str, list[float]]], None]


@dataclass(slots=True)
class Case:
    """One program, the text that tells that it has started, and what is done with it then."""

    name: str
    command: Sequence[str]
    wanted: str
    steps: Step = lambda clock, times: None
    env: dict[str, str] = field(default_factory=dict)
    opened: tuple[bytes, str] | None = None
    """A key that belongs to the start, and the text it brings."""
    figures: dict[str, list[float]] = field(default_factory=dict)
    """Milliseconds (MiB for memory) by name, one a run or one a key."""

    def run(self, env: dict[str, str]) -> None:
        clock = Clock(self.command, SIZE, {**env, **self.env})
        try:
            started = clock.watch(clock.began, text=self.wanted, quiet=0.15 if self.opened is None else 0)
            if self.opened is not None:
                key, text = self.opened
                os.write(clock.terminal, key)
                started = clock.watch(clock.began, text=text)
            if started.seen is None or started.last is None:
                raise SystemExit(f"{self.name}: {self.wanted!r} was never shown")
            self._add("start", started.seen)
            self._add("settled", started.last)
            self._add("start cpu", clock.cpu())
            self._add("memory", clock.memory())
            self.steps(clock, self.figures)
            self._add("memory at the end", clock.memory())
        finally:
            clock.close()

    def _add(self, name: str, value: float) -> None:
        self.figures.setdefault(name, []).append(value)


def keyed(name: str, keys: Sequence[bytes], count: int = 30) -> Step:
    """A step: keys in turn. Adds to the first answer (what the key itself draws) and to the last (what follows)."""

    def step(clock: Clock, times: dict[str, list[float]]) -> None:
        for number in range(count + 2):
            before = clock.cpu()
            answer = clock.press(keys[number % len(keys)])
            if number >= 2 and answer.first is not None and answer.last is not None:
                times.setdefault(name, []).append(answer.first)
                times.setdefault(f"{name}, all", []).append(answer.last)
                times.setdefault(f"{name} cpu", []).append(clock.cpu() - before)

    return step


def both(*steps: Step) -> Step:
    def step(clock: Clock, times: dict[str, list[float]]) -> None:
        for each in steps:
            each(clock, times)

    return step


def filtered(clock: Clock, times: dict[str, list[float]]) -> None:
    """A word typed into the filter of the list, letter by letter, and taken back."""
    clock.press(b"F", quiet=0.4)
    for letter in "harbour":
        note(times, "filter letter", clock.press(letter.encode(), quiet=0.15))
    clock.press(ESCAPE, quiet=0.4)


def searched(clock: Clock, times: dict[str, list[float]]) -> None:
    """Words typed into the search of all articles: until what the last letter finds is shown."""
    clock.press(b"g", limit=1)
    clock.press(b"/", quiet=0.2, limit=2)
    for letter in "kelle":
        clock.press(letter.encode(), quiet=0.02, limit=0.5)
    note(times, "search", clock.press(b"r", quiet=0.2, limit=2))
    clock.press(ESCAPE, limit=1)
    clock.press(ESCAPE, limit=1)


def resized(clock: Clock, times: dict[str, list[float]]) -> None:
    """The width of the text changes at each; what the program works for it is taken, the terminal's part aside."""
    for columns in (100, 120, 100, 120, 100, 120):
        before = clock.cpu()
        note(times, "resize", clock.resize((columns, SIZE[1])))
        times.setdefault("resize cpu", []).append(clock.cpu() - before)


def used(clock: Clock, times: dict[str, list[float]]) -> None:
    """What a reader does in an hour: lists and texts, quotes, notes, searches, filters and every screen, to and fro."""
    chance = random.Random(1)
    lists = (*([DOWN] * 8, [PAGE_DOWN] * 5, [PAGE_UP] * 2, [b"\r", b" ", b" ", b"1"], [b"s"], [b"r"], [b"U"]),)
    text = ([b"2", DOWN, DOWN, b"]", b"a", b"1"], [b"2", b"]", b"a", b"S", b"1"], [b"2", b"G", b"g", b"g", b"1"])
    links = (*([b"3", DOWN, DOWN, b"\r", b"1"], [b"4", DOWN, b"\r", b"1"], [b"3", b"i", b"i", b"1"], [b"H"], [b"L"]),)
    notes = ([b"2", b"v", b"s", b"A", b"u", b"1"], [b"2", b"V", DOWN, b"a", *_letters("so"), b"\x13", b"u", b"1"])
    finding = (
        [b"/", *_letters("the"), b"\r", b"n", ESCAPE, b"1"],
        [b"F", *_letters("har"), b"\r", DOWN, ESCAPE],
        [b"p", *_letters("kel"), ESCAPE],
    )
    screens = ([b"c"], [b"C"], [b"T"], [b"P"], [b"g", b"n"], [b"?"], [b":"], [b"g", b"c"], [b"g", b"d"], [b"g", b"b"])
    errands = (*lists * 3, *text * 3, *links * 3, *notes, *finding, *([*each, DOWN, DOWN, ESCAPE] for each in screens))
    pressed = 0
    while pressed < HOUR:
        for key in chance.choice(errands):
            clock.press(key, quiet=0.004, limit=0.1)
            pressed += 1
    times.setdefault("memory underway", []).append(clock.memory())
    clock.press(b"1", quiet=3)  # the reader reads


def _letters(word: str) -> list[bytes]:
    return [letter.encode() for letter in word]


def note(times: dict[str, list[float]], name: str, answer: Answer) -> None:
    if answer.last is not None:
        times.setdefault(name, []).append(answer.last)


def cases(data: Path, sizes: Sequence[int], chosen: Callable[[str], bool]) -> Iterator[Case]:
    """What is measured. The data are made where they are not there yet."""
    if PROGRAM is None:
        raise SystemExit("briefing-tui is not installed")
    yield Case("bare", [sys.executable, str(Path(__file__).with_name("bare.py"))], "READY", keyed("down", [DOWN]))
    if chosen("bundled"):
        subprocess.run([PROGRAM, "index", seeds_dir()], env={**os.environ, **_environ(data)}, check=True)
        yield Case("bundled", [PROGRAM], "Wallace follows Truss")
    for count in sizes:
        if chosen(f"{count} articles"):
            steps = both(keyed("down", [DOWN]), keyed("page", [PAGE_DOWN, PAGE_UP], 16), filtered, searched)
            if count < SIZE[1]:  # at the end of a short list nothing is drawn
                steps = both(keyed("down", [DOWN, UP]), searched)
            yield Case(f"{count} articles", [PROGRAM, str(known(data, count))], title(0)[:13], steps)
    if chosen("an hour"):
        yield Case("an hour", [PROGRAM, str(known(data, _FEW))], title(0)[:13], used)
    for name, size in (("20 KB", 20_000), ("5 MB", 5_000_000)):
        if chosen(name):
            folder = make_folder(data / f"text-{size}", 1, size)
            make_catalogue(folder, data / _CACHE)
            text_first = both(lambda clock, times: void(clock.press(b"2", quiet=0.5)), keyed("down", [DOWN]))
            steps = both(text_first, keyed("page", [PAGE_DOWN, PAGE_UP], 16), resized)
            yield Case(name, [PROGRAM, str(folder)], "met the", steps)
    for count in sizes:
        if chosen(f"newsboat, {count}") and newsboat.PROGRAM is not None:
            command, opened = newsboat.command(data / f"newsboat-{count}", count), (b"\r", "Report ")
            screen = {"TERM": newsboat.TERMINAL}
            down = keyed("down", [newsboat.DOWN] if count >= SIZE[1] else [newsboat.DOWN, newsboat.UP])
            yield Case(f"newsboat, {count}", command, newsboat.FEED, down, screen, opened)


def known(data: Path, count: int) -> Path:
    """A folder of articles that were all read before."""
    folder = make_folder(data / f"articles-{count}", count)
    make_catalogue(folder, data / _CACHE)
    return folder


def _environ(data: Path) -> dict[str, str]:
    """Places of the user's own below the data, so that no run finds what another did elsewhere."""
    places = {f"XDG_{place.upper()}_HOME": str(data / place) for place in ("cache", "config", "data", "state")}
    return {**places, "PYTHONDONTWRITEBYTECODE": ""}


def void(answer: Answer) -> None:
    """A key that is not timed."""


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(measured: dict[str, Case]) -> Iterator[str]:
    """Median, 95th percentile, and the ratio to the same figure of the base, by round where there is one a round."""
    base = measured["bare"]
    yield f"{'':34}{'median':>9}{'p95':>9}{'to bare':>9}"
    for case in measured.values():
        yield case.name
        for name, values in case.figures.items():
            other = base.figures.get(name.removesuffix(", all")) or base.figures.get(name.replace("page", "down"), [])
            ratio = ""
            if other and len(other) == len(values):
                ratio = f"{statistics.median(a / b for a, b in zip(values, other, strict=True)):.2f}"
            elif other:
                ratio = f"{statistics.median(values) / statistics.median(other):.2f}"
            yield f"    {name:30}{statistics.median(values):9.1f}{percentile(values, 0.95):9.1f}{ratio:>9}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--articles", type=int, nargs="+", default=[_FEW, 100_000])
    parser.add_argument("--only", default="", help="cases whose names hold one of these, parted by commas")
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "briefing-tui-benchmarks")
    options = parser.parse_args()
    options.data = options.data.resolve()
    options.data.mkdir(parents=True, exist_ok=True)
    os.chdir(options.data)  # where a briefing is written that the keys ask for
    env = _environ(options.data)
    wanted = options.only.split(",")
    chosen = list(cases(options.data, options.articles, lambda name: any(each in name for each in wanted)))
    for case in chosen:  # once unmeasured: modules are compiled, what was analysed is remembered
        case.run({**os.environ, **env})
        case.figures.clear()
    for _ in range(options.runs):
        for case in random.sample(chosen, len(chosen)):
            case.run(env)
    print("\n".join(table({case.name: case for case in chosen})))


if __name__ == "__main__":
    main()
