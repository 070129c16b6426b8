"""The commands for a library as a whole."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tui.command_line import (
    FAULT,
    INTERRUPTED,
    NO_SCREEN,
    USAGE,
    add_config,
    add_format,
    add_library,
    complain,
    make_parser,
    print_records,
    read_settings,
    report,
)

if TYPE_CHECKING:
    from tui.library.indexing import Indexing
    from tui.output.indexing import ProgressBar, ProgressLines


def index(arguments: list[str]) -> int:
    """Reads what is new or changed in a library, without the screen."""
    from tui import usage

    parser = make_parser("briefing-tui index", "Read what is new or changed, without the screen.", usage.INDEX)
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="articles and folders of articles (default: those of the settings)"
    )
    parser.add_argument("--workers", type=_count, metavar="N", help="processes that read (default: one for each core)")
    add_library(parser)
    add_format(parser, ("text", "json"))
    add_config(parser)
    options = parser.parse_args(arguments)

    settings = read_settings(options.config)
    if settings is None:
        return USAGE
    given = options.paths or [str(Path(path).expanduser()) for path in settings.library.paths]
    if not given:
        complain("no articles are named: briefing-tui index PATH...")
        return USAGE
    from tui.library.catalogue import Catalogue, catalogue_file
    from tui.library.indexing import Indexing
    from tui.output.indexing import outcome_record, summary

    roots = [Path(path) for path in given]
    catalogue = Catalogue(options.library or catalogue_file(roots, settings.library.catalogues_folder))
    if catalogue.in_memory:
        complain(catalogue.message)
        return FAULT
    if catalogue.message:
        complain(catalogue.message)
    begun = time.monotonic()
    try:
        with _alone(catalogue.path):
            run = Indexing(catalogue, roots)
            stopped = _worked(run, options.workers or settings.library.processes(spare=0))
    except KeyboardInterrupt:
        complain("stopped before anything was read")
        return INTERRUPTED
    finally:
        catalogue.close()
    outcome, seconds = run.outcome, time.monotonic() - begun
    if options.format == "json":
        print_records([outcome_record(outcome, seconds, catalogue.path)], "json")
    else:
        sys.stdout.write(summary(outcome, seconds) + "\n")
    status = report([*outcome.problems, *(f"{path}: {problem}" for path, problem in outcome.unreadable)])
    if stopped:
        done = outcome.read + len(outcome.unreadable)
        complain(f"stopped: {done:,} of {outcome.missing:,} are done and kept; start again to go on")
    return stopped or status


def _worked(run: Indexing, workers: int) -> int:
    """Work with the progress shown; the exit status of one who was stopped, 0 where all was done."""
    import asyncio

    async def work() -> int:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        stops = {signal.SIGINT: INTERRUPTED, signal.SIGTERM: 128 + signal.SIGTERM}
        stopped = 0

        def stop(number: signal.Signals) -> None:
            nonlocal stopped
            if not stopped and task is not None:  # what is done is being kept: once is enough
                stopped = stops[number]
                task.cancel()

        for number in stops:
            with contextlib.suppress(NotImplementedError):  # on Windows ^C is a KeyboardInterrupt
                loop.add_signal_handler(number, stop, number)
        try:
            with _progress() as shown:
                await run.work(workers, shown.show)
        except asyncio.CancelledError:
            return stopped or INTERRUPTED
        return 0

    return asyncio.run(work())


def _progress() -> ProgressBar | ProgressLines:
    from tui.output.indexing import ProgressBar, ProgressLines

    if sys.stderr.isatty() and os.environ.get("TERM") not in NO_SCREEN:
        return ProgressBar()
    return ProgressLines(sys.stderr)


@contextmanager
def _alone(catalogue: Path) -> Iterator[None]:
    """Two programs that index one library would do everything twice: the second waits, and says so."""
    from filelock import FileLock, Timeout

    lock = FileLock(f"{catalogue}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        complain("another program is reading this library: waiting for it")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _count(text: str) -> int:
    import argparse

    number = int(text)
    if not 1 <= number <= 64:
        raise argparse.ArgumentTypeError("a number from 1 to 64")
    return number
