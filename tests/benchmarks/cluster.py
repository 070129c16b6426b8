"""What a million words cost on one core, from bytes to Parquet, and what a Dask cluster adds to that.

    python -m tests.benchmarks.cluster [ARTICLES.jsonl...]

Articles of about 800 words are made by recombining the paragraphs of those given, else from sentences of our own. The
first row runs on one core alone; local indexing and the cluster have two, by turns. Takes two minutes.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.data import text
from tui.cluster.batches import find_batches
from tui.cluster.importing import Imported, find_parts, import_part
from tui.cluster.running import run
from tui.cluster.work import run_batch
from tui.extraction.version import VERSION
from tui.library.catalogue import Catalogue
from tui.library.indexing import Indexing

WORDS = 1_000_000
ARTICLE = 800
BATCH = 2_000_000
CORES = 2


def paragraphs(files: list[str]) -> list[str]:
    """Of all articles in some files of JSON lines."""
    lines = (json.loads(line) for file in files for line in Path(file).read_text(encoding="utf-8").splitlines())
    return [part for line in lines for part in line["text"].split("\n\n") if part.strip()]


def articles(files: list[str]) -> Iterator[str]:
    """Articles of together a million words."""
    chance, pool = random.Random(1), paragraphs(files)
    done = number = 0
    while done < WORDS:
        number += 1
        parts: list[str] = []
        while pool and sum(len(part.split()) for part in parts) < ARTICLE:
            parts.append(chance.choice(pool))
        made = "\n\n".join(parts) or text(number, ARTICLE * 6)
        done += len(made.split())
        yield made


def spent() -> float:
    """Seconds of processor of this process and of those that it started and that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def one_core(source: Path, out: Path) -> None:
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    begun, before = time.monotonic(), spent()
    outcomes = [run_batch(batch, str(out), VERSION) for batch in find_batches([str(source)], BATCH).batches]
    seconds, words = time.monotonic() - begun, sum(outcome.words for outcome in outcomes)
    os.sched_setaffinity(0, cores)
    count, size = sum(outcome.articles for outcome in outcomes), sum(file.stat().st_size for file in out.iterdir())
    print(f"one core, bytes to Parquet     {seconds * 1e6 / words:6.2f} s a million words, {words / seconds:,.0f}/s")
    print(f"  of processor                 {(spent() - before) * 1e6 / words:6.2f} s")
    print(f"  articles                     {count:,}, {source.stat().st_size / count:,.0f} bytes of JSON lines each")
    print(f"  Parquet                      {size / count:,.0f} bytes an article")


def local(source: Path, catalogue: Catalogue) -> float:
    begun = time.monotonic()
    indexing = Indexing(catalogue, [source])
    asyncio.run(indexing.work(CORES, lambda _: None))
    seconds = time.monotonic() - begun
    print(f"local, {CORES} processes             {indexing.outcome.words / seconds:10,.0f} words a second")
    return indexing.outcome.words / seconds


def cluster(source: Path, out: Path, scheduler: str) -> float:
    begun = time.monotonic()
    made = run(scheduler, find_batches([str(source)], BATCH).batches, str(out), lambda _: None)
    seconds = time.monotonic() - begun
    print(f"Dask, {CORES} workers                {made.words / seconds:10,.0f} words a second")
    return made.words / seconds


def taken_in(out: Path, folder: Path, file: Path) -> None:
    catalogue, imported = Catalogue(file), Imported()
    begun = time.monotonic()
    for part in find_parts([str(out)]):
        import_part(part, folder, catalogue, imported, lambda: None)
    seconds = time.monotonic() - begun
    catalogue.close()
    size = sum(each.stat().st_size for each in file.parent.glob(f"{file.name}*"))
    kept = sum(each.stat().st_size for each in folder.iterdir())
    print(f"import                         {imported.articles / seconds:10,.0f} articles a second")
    print(f"  catalogue                    {size / imported.articles:10,.0f} bytes an article")
    print(f"  articles beside it           {kept / imported.articles:10,.0f} bytes an article")


def main() -> None:
    import distributed

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        source = folder / "articles.jsonl"
        source.write_text(
            "".join(f"{json.dumps({'text': made})}\n" for made in articles(sys.argv[1:])), encoding="utf-8"
        )
        one_core(source, folder / "one")
        with distributed.LocalCluster(n_workers=CORES, threads_per_worker=1, dashboard_address=None) as made:
            for turn in range(2):
                catalogue = Catalogue(folder / f"local{turn}.sqlite")
                here = local(source, catalogue)
                catalogue.close()
                there = cluster(source, folder / f"cluster{turn}", made.scheduler_address)
                print(f"  Dask / local                 {there / here:10.2f}")
        taken_in(folder / "cluster0", folder / "library", folder / "imported.sqlite")


if __name__ == "__main__":
    main()
