"""How long a search of a large library takes, and for how long typing is held by it.

    python -m tests.benchmarks.searching [--articles 5 1000 10000 100000] [--data FOLDER]

For each size: the time until the first results of some forty queries of all kinds stand, with their passages (median,
95th of a hundred, the longest with its query; of the first asking of each and of later ones), the size of the
catalogue, the memory of the searching process. Then, on the desk, how long the event loop is held at once (processor
time between two turns) and how long at most until it turns again, while queries are typed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.recombined import make_catalogue
from tui import paths, resources
from tui.app import BriefingApp, open_session
from tui.config import load_settings
from tui.keymap import Keymap
from tui.library.catalogue import catalogue_file
from tui.library.query.parsing import parse
from tui.library.search.searcher import Searcher
from tui.searching.marks import Marks

QUERIES = (
    # words
    "benghazi", "said", "the", "trump", "inauguration", "minister", "zebra", "Obamacare premiums", "trump clinton",
    "supreme court nominee", '"supreme court"', '"white house" budget', '"health care law"', "hospital*", "immigr*",
    "tr*", '"prime min"*', "title:debate", "benghazi OR libya", "(economy OR jobs) wages NOT taxes", "said NOT trump",
    # of the article
    "outlet:courier", "outlet:harbour syria", "actor:merkel", 'actor:"hillary clinton" emails', "date:2021-03-14",
    "date:2021", "date:2021-02..2021-04 nato", "is:unread", "is:starred", "tag:evidence", "note:check",
    # of quotes
    "speaker:clinton", "speaker:sanders about:clinton", "speaker:trump about:clinton kind:direct", "kind:direct",
    "about:obama kind:mixed date:2021", "via:times", "speaker:obama syria", "speaker:trump NOT kind:indirect iraq",
    "speaker:sanders speaker:cruz", "(speaker:rubio OR speaker:cruz) about:trump", "NOT speaker:trump",
)  # fmt: skip
TYPED = ("trump clinton emails", "speaker:trump about:clinton", "the said tr*", "kind:direct")
_PAGE = 20
"""Articles whose passages are looked for first, as on the desk."""
_SWITCH = 0.0005
"""Seconds until a thread gives way to another, as on the desk."""
_ROUNDS = 5


def answer(searcher: Searcher, query: str) -> tuple[float, int]:
    """Seconds until the first passages are there, and the number of articles."""
    began = time.perf_counter()
    tree = parse(query)
    assert tree is not None
    found = searcher.find(tree)
    searcher.hits(found, 0, _PAGE)
    return time.perf_counter() - began, len(found.numbers)


def measure(file: Path, verbose: bool) -> None:
    """Print how long the queries take."""
    first: dict[str, float] = {}
    later: list[float] = []
    searcher = Searcher(file, Marks(paths.user_reading(), [], file))
    for query in QUERIES:
        first[query], articles = answer(searcher, query)
        again = [answer(searcher, query)[0] for _ in range(_ROUNDS)]
        later.append(statistics.median(again))
        if verbose:
            print(f"    {query:45}{articles:9,}{first[query] * 1000:9.1f}{later[-1] * 1000:9.1f} ms")
    searcher.close()
    longest = max(first, key=lambda query: first[query])
    for name, times in (("first asking", list(first.values())), ("asked again", later)):
        print(f"  {name:14} median {_ms(statistics.median(times))}  p95 {_ms(_p95(times))}  longest {_ms(max(times))}")
    print(f"  the longest    {longest}")
    print(f"  catalogue      {file.stat().st_size / 1e6:,.0f} MB")


async def type_queries(folder: Path) -> None:
    """Print for how long the event loop is held while queries are typed on the desk."""
    settings = load_settings(environ={})
    keymap = Keymap.from_settings(settings.keys, resources.default_config())
    session = open_session([folder], settings, stdin=None, keymap=keymap, articles_bundled=False)
    app = BriefingApp(session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(2)
        held = waited = 0.0

        async def watch() -> None:
            nonlocal held, waited
            busy, wall = time.thread_time(), time.perf_counter()
            while True:
                await asyncio.sleep(0)
                now, here = time.thread_time(), time.perf_counter()
                held, waited = max(held, now - busy), max(waited, here - wall)
                busy, wall = now, here

        await pilot.press("g", "slash")
        await pilot.pause(0.5)
        watching = asyncio.create_task(watch())
        for query in TYPED:
            await pilot.press("ctrl+u")
            for letter in query:
                await pilot.press("space" if letter == " " else letter)
                await pilot.pause(0.05)
            await pilot.pause(0.5)
        watching.cancel()
        print(f"  while typing   held for {_ms(held)} of processor time, {_ms(waited)} by the clock")


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:7.1f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[5, 1000, 10_000, 100_000])
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "briefing-tui-benchmarks")
    parser.add_argument("--verbose", action="store_true", help="tell of each query")
    options = parser.parse_args()
    sys.setswitchinterval(_SWITCH)
    for place in ("cache", "config", "data", "state"):
        os.environ[f"XDG_{place.upper()}_HOME"] = str(options.data / "searching" / place)
    for count in options.articles:
        folder = options.data / f"searched-{count}"
        file = catalogue_file([folder])
        make_catalogue(folder, file, count)
        print(f"{count:,} articles")
        measure(file, options.verbose)
        print(f"  memory         {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:,.0f} MB at most")
        asyncio.run(type_queries(folder))


if __name__ == "__main__":
    main()
