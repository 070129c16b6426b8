"""How fast a library is read by `briefing-tui index`, beside what the extractor alone does on as many cores.

    python -m tests.benchmarks.indexing [--articles 100000] [--workers 2] [--data FOLDER]

Articles of about 800 words are put together from the paragraphs of real ones, which lie beside this checkout. Told
are: articles and words a second; the share of that in the extractor's own speed (texts that are loaded already, on
one core) times the processes, and in that of as many processes which do nothing else at the same time; which share of
the processor's time in the run was spent in `extract`, which other programs disturb least; the most memory of all
processes together (proportional set size); the size of the catalogue; the time in which the same library is looked
through again; whether anything is read twice after a kill.

A machine whose speed drifts is not the same before a run, in it and after it. So a run is stopped every twenty
seconds, all its processes, for as long as the extractor alone takes for two hundred articles, on one core and
then on as many as the run has; processes for that are kept ready. The time that the run stands still is no part of its
own, and its speed is held against that of the extractor in the same minutes: the mean over the time of the run.

What makes these shares other than they would be: to ask for the memory of a process holds it up for ten milliseconds,
so it is asked for every three seconds (four times a second it took a fiftieth of both cores from the run, none from
the extractor alone). The start and the end of a run, half a second of one core, are a thirtieth of a run of 4,000
articles and nothing of one of 100,000. To let go of what was found is in the time of the extractor alone, and beside
`extract` in a run: half a hundredth. The first article of a process, for which it reads its word lists, is in `extract`
and not in the extractor alone: as little, of 4,000 articles.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.benchmarks.alone import Extractor, over_time
from tests.conftest import ROOT
from tests.terminal.pty import PROGRAM

GOLD = ROOT.parent / "shared" / "eval" / "gold"
WORDS = 800
_FOLDER = 1000
"""Articles in one folder."""
_SAMPLE = 200
"""Articles by which the extractor alone is measured: two seconds' work."""
_KILLED = 2000
"""Articles of the library that is killed while it is read."""
_OFTEN = 3.0
"""Seconds between two looks at the memory: each holds the processes up for some milliseconds."""
_APART = 20.0
"""Seconds from one measurement of the extractor alone to the next, while a run stands still."""
_TIMED = """import mmap, os, struct, sys, time
if any("tui.library.worker" in each for each in sys.orig_argv):
    import tui.extraction.pipeline as pipeline
    alone, spent = pipeline.extract, 0.0
    told = os.open(os.path.join(os.path.dirname(__file__), f"{os.getpid()}.spent"), os.O_CREAT | os.O_RDWR)
    os.truncate(told, 8)
    told = mmap.mmap(told, 8)
    def extract(document):
        global spent
        begun = time.process_time()
        found = alone(document)
        spent += time.process_time() - begun
        struct.pack_into("d", told, 0, spent)
        return found
    pipeline.extract = extract
"""
"""Runs at the start of each Python of a run: a process that reads articles tells how long it was in `extract`."""


def make_library(folder: Path, count: int) -> Path:
    """A folder of folders of articles; one that was made before is taken as it is."""
    done = folder / ".made"
    if done.exists():
        return folder
    texts = [json.loads(line)["text"] for file in sorted(GOLD.glob("*.jsonl")) for line in file.open(encoding="utf-8")]
    if not texts:
        raise SystemExit(f"there are no articles in {GOLD}")
    parted = [[part for part in text.split("\n") if part.strip()] for text in texts]
    titles, paragraphs = [parts[0] for parts in parted], [part for parts in parted for part in parts[1:]]
    chance = random.Random(1)
    for number in range(count):
        parts, words = [chance.choice(titles)], 0
        while words < WORDS:
            parts.append(chance.choice(paragraphs))
            words += len(parts[-1].split())
        file = folder / f"{number // _FOLDER:03d}" / f"{number:06d}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    done.touch()
    return folder


def command(folder: Path, catalogue: Path, workers: int) -> list[str]:
    options = ["--workers", str(workers), "--library", str(catalogue), "--format", "json"]
    return [str(PROGRAM), "index", str(folder), *options]


def index(folder: Path, catalogue: Path, workers: int, halt: Callable[[float], object] | None = None) -> dict[str, Any]:
    """What a whole run tells, with its seconds and the most memory of its processes. `halt` is called again and again
    while these stand still, with the seconds that the run took until then.
    """
    timed = Path(tempfile.mkdtemp())
    (timed / "sitecustomize.py").write_text(_TIMED, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environ = {**os.environ, "PYTHONPATH": str(timed)}
    begun = time.perf_counter()
    process = subprocess.Popen(command(folder, catalogue, workers), stdout=subprocess.PIPE, env=environ)
    most, stood_still, over = 0, 0.0, threading.Event()

    def watch() -> None:
        nonlocal most, stood_still
        due = _APART
        while not over.wait(_OFTEN):
            most = max(most, sum(map(_memory, _tree(process.pid))))
            ran = time.perf_counter() - begun - stood_still
            if halt is not None and ran > due:
                with _still(process.pid):
                    halt(ran)
                stood_still = time.perf_counter() - begun - ran
                due = ran + _APART

    watching = threading.Thread(target=watch)
    watching.start()
    output, _ = process.communicate()
    over.set()
    watching.join()
    wall = time.perf_counter() - begun - stood_still
    (told,) = json.loads(output)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    spent = sum(struct.unpack("d", each.read_bytes())[0] for each in timed.glob("*.spent"))
    shutil.rmtree(timed)
    return {**told, "wall": wall, "processor": processor, "spent": spent, "memory": most}


@contextmanager
def _still(pid: int) -> Iterator[None]:
    """A process and those that it started stand still."""
    held = []
    try:
        for each in _tree(pid):  # it stands still before it is looked at what it started
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGSTOP)
                held.append(each)
        yield
    finally:
        for each in reversed(held):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGCONT)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _tree(int(child))


def _memory(pid: int) -> int:
    """Bytes of a process, what it shares with others in equal parts."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def kill_and_resume(folder: Path, catalogue: Path, workers: int) -> str:
    """Kill a run in its midst, and see what the next one does."""
    process = subprocess.Popen(
        command(folder, catalogue, workers), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    time.sleep(4)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    again = index(folder, catalogue, workers)
    assert again["known"] + again["read"] == again["articles"]
    return f"killed after 4 s: {again['known']:,} were kept; the next run read the other {again['read']:,}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "briefing-tui-benchmarks")
    options = parser.parse_args()
    if PROGRAM is None:
        raise SystemExit("briefing-tui is not installed")
    folder = make_library(options.data / f"recombined-{options.articles}", options.articles)
    small = make_library(options.data / f"recombined-{_KILLED}", _KILLED)
    catalogues = options.data / "indexing"
    shutil.rmtree(catalogues, ignore_errors=True)
    with Extractor(sorted(folder.rglob("*.txt")), options.workers, _SAMPLE) as extractor:
        speeds = [(0.0, extractor.speed())]
        told = index(
            folder, catalogues / "all.sqlite", options.workers, lambda ran: speeds.append((ran, extractor.speed()))
        )
        speeds.append((told["wall"], extractor.speed()))
    own, together = over_time(speeds)
    speed = told["words"] / told["wall"]
    size = sum(file.stat().st_size for file in catalogues.glob("all.sqlite*"))
    again = index(folder, catalogues / "all.sqlite", options.workers)
    assert (again["known"], again["read"]) == (told["articles"], 0)
    print(f"articles                     {told['articles']:,} of {told['words'] / told['articles']:,.0f} words")
    print(f"read in                      {told['wall']:,.1f} s")
    print(f"articles a second            {told['read'] / told['wall']:,.1f}")
    print(f"words a second               {speed:,.0f}")
    print(f"the extractor alone, 1 core  {own:,.0f} ({', '.join(f'{each.one:,.0f}' for _, each in speeds)})")
    print(f"share of {options.workers} times that       {speed / own / options.workers:.1%}")
    print(f"share of {options.workers} at once          {speed / together:.1%} (of {together:,.0f})")
    print(f"of the processor's time      {told['spent'] / told['processor']:.1%} is the extractor's")
    print(f"most memory, all processes   {told['memory'] / 1e6:,.0f} MB")
    print(f"catalogue                    {size / 1e6:,.0f} MB, {size / told['articles'] / 1e3:.1f} kB an article")
    print(f"nothing new, looked through  {again['wall']:.2f} s")
    print(kill_and_resume(small, catalogues / "killed.sqlite", options.workers))


if __name__ == "__main__":
    sys.exit(main())
