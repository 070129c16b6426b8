"""How fast the desk starts and answers, as ratios to the smallest Textual application in the same run.

    python -m tests.benchmarks.desk [--runs 7] [--articles 100000] [--only WORD] [--data FOLDER]

Every case starts the installed program in a pseudo terminal of 120 columns and 40 rows. The runs of all cases take
turns, in another order each time, so that what else the machine does falls on all alike; ratios are those of one round,
and their median is shown. Articles and catalogues are made first (a minute for 100,000) and kept in `--data`.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.clock import Answer, Clock
from tests.benchmarks.data import make_catalogue, make_folder, text, title
from tests.terminal.pty import PROGRAM

SIZE = (120, 40)
DOWN, PAGE_DOWN, PAGE_UP = b"\x1b[B", b"\x1b[6~", b"\x1b[5~"
_FEW = 1000


@dataclass(slots=True)
class Case:
    """One program, the text that tells that it has started, and what is done with it then."""

    name: str
    command: Sequence[str]
    wanted: str
    steps: Callable[[Clock, dict[str, list[float]]], None] = lambda clock, times: None
    figures: dict[str, list[float]] = field(default_factory=dict)
    """Milliseconds (MiB for memory) by name, one a run or one a key."""

    def run(self, env: dict[str, str]) -> None:
        clock = Clock(self.command, SIZE, env)
        try:
            started = clock.watch(clock.began, text=self.wanted)
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


def keyed(name: str, keys: Sequence[bytes], count: int = 30) -> Callable[[Clock, dict[str, list[float]]], None]:
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


def both(*steps: Callable[[Clock, dict[str, list[float]]], None]) -> Callable[[Clock, dict[str, list[float]]], None]:
    def step(clock: Clock, times: dict[str, list[float]]) -> None:
        for each in steps:
            each(clock, times)

    return step


def filtered(clock: Clock, times: dict[str, list[float]]) -> None:
    """A word typed into the filter of the list, letter by letter, and taken back."""
    clock.press(b"F", quiet=0.4)
    for letter in "harbour":
        note(times, "filter letter", clock.press(letter.encode(), quiet=0.15))
    clock.press(b"\x1b", quiet=0.4)


def resized(clock: Clock, times: dict[str, list[float]]) -> None:
    clock.press(b"2", quiet=0.3)
    for columns in (100, 120, 100, 120, 100, 120):
        note(times, "resize", clock.resize((columns, SIZE[1])))


def note(times: dict[str, list[float]], name: str, answer: Answer) -> None:
    if answer.last is not None:
        times.setdefault(name, []).append(answer.last)


def cases(data: Path, many: int) -> Iterator[Case]:
    """Everything that is measured. The data are made where they are not there yet."""
    if PROGRAM is None:
        raise SystemExit("briefing-tui is not installed")
    yield Case("bare", [sys.executable, str(Path(__file__).with_name("bare.py"))], "READY", keyed("down", [DOWN]))
    yield Case("bundled", [PROGRAM], "Wallace follows Truss")
    for count in (_FEW, many):
        folder = make_folder(data / f"articles-{count}", count)
        make_catalogue(folder, data / "cache" / "briefing-tui")
        steps = both(keyed("down", [DOWN]), keyed("page", [PAGE_DOWN, PAGE_UP], 16), filtered)
        yield Case(f"{count} articles", [PROGRAM, str(folder)], title(0)[:13], steps)
    for name, size in (("20 KB", 20_000), ("5 MB", 5_000_000)):
        folder = data / f"text-{size}"
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            (folder / "one.txt").write_text(text(0, size), encoding="utf-8")
        focus = both(lambda clock, times: void(clock.press(b"2", quiet=0.5)), keyed("down", [DOWN]))
        yield Case(
            name, [PROGRAM, str(folder)], "met the", both(focus, keyed("page", [PAGE_DOWN, PAGE_UP], 16), resized)
        )


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
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--only", default="", help="cases whose name holds this; bare always runs")
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "briefing-tui-benchmarks")
    options = parser.parse_args()
    env = {f"XDG_{place.upper()}_HOME": str(options.data / place) for place in ("cache", "config", "data", "state")}
    env["PYTHONDONTWRITEBYTECODE"] = ""
    chosen = [
        case for case in cases(options.data, options.articles) if options.only in case.name or case.name == "bare"
    ]
    for case in chosen:  # once unmeasured: modules are compiled, what was analysed is remembered
        case.run({**os.environ, **env})
        case.figures.clear()
    for _ in range(options.runs):
        for case in random.sample(chosen, len(chosen)):
            case.run(env)
    print("\n".join(table({case.name: case for case in chosen})))


if __name__ == "__main__":
    main()
