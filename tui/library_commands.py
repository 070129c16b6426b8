"""The commands for a library as a whole."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
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
    parsed,
    print_records,
    print_rows,
    read_settings,
    report,
)
from tui.paths import from_the_root

if TYPE_CHECKING:
    from tui.config import Settings
    from tui.library.catalogue import Catalogue
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
    parser.add_argument(
        "--dask", metavar="SCHEDULER", help="have a Dask cluster read, of this scheduler (tcp://host:8786)"
    )
    parser.add_argument("--out", metavar="URL", help="with --dask: folder for the results")
    parser.add_argument(
        "--batch", type=_count, default=16, metavar="MB", help="with --dask: articles that a worker gets at once (16)"
    )
    add_library(parser)
    add_format(parser, ("text", "json"))
    add_config(parser)
    options = parsed(parser, arguments)

    settings = read_settings(options.config)
    if settings is None:
        return USAGE
    given = _given(options.paths, settings)
    if not given:
        return USAGE
    if (options.dask is None) != (options.out is None):
        complain("--dask SCHEDULER and --out URL go together")
        return USAGE
    if options.dask is not None:
        from tui import cluster_commands

        return cluster_commands.index(options.dask, given, options.out, options.batch, options.format)
    from tui.library.indexing import Indexing
    from tui.output.indexing import outcome_record, summary

    roots = from_the_root(given)
    catalogue = opened_catalogue(roots, options.library, settings)
    if catalogue is None:
        return FAULT
    begun = time.monotonic()
    try:
        with alone(catalogue.path):
            with _said("looking for articles ..."):
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
        done = outcome.read + outcome.failed
        complain(f"stopped: {done:,} of {outcome.missing:,} are done and kept; start again to go on")
    return stopped or status


def library(arguments: list[str]) -> int:
    """What can be done with a library as a whole."""
    from tui import cluster_commands, usage

    commands = {"import": cluster_commands.import_results, "duplicates": duplicates}
    if arguments and arguments[0] in commands:
        return commands[arguments[0]](arguments[1:])
    parser = make_parser("briefing-tui library", "Look after a library of articles.", usage.LIBRARY)
    parser.add_argument("command", choices=commands, metavar="COMMAND", help=", ".join(commands))
    parser.parse_args(arguments[:1])
    return USAGE


def duplicates(arguments: list[str]) -> int:
    """Lists the articles that were saved more than once."""
    from tui import usage

    parser = make_parser(
        "briefing-tui library duplicates", "List articles that were saved more than once.", usage.DUPLICATES
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="articles and folders of articles (default: those of the settings)"
    )
    add_library(parser)
    add_format(parser, ("table", "json"))
    add_config(parser)
    options = parsed(parser, arguments)

    settings = read_settings(options.config)
    if settings is None:
        return USAGE
    roots = from_the_root(_given(options.paths, settings))
    if not roots:
        return USAGE
    from tui.output.copies import COPY_COLUMNS, COPY_HEADING, copy_records, copy_rows

    catalogue = opened_catalogue(roots, options.library, settings)
    if catalogue is None:
        return FAULT
    try:
        run, stopped = brought_up_to_date(catalogue, roots, settings)
        records = copy_records(catalogue)
    finally:
        catalogue.close()
    if stopped:
        complain("stopped: what was read is kept; start again to go on")
        return stopped
    if options.format == "json":
        print_records(records, "json")
    else:
        print_rows(copy_rows(records), COPY_COLUMNS, "table", COPY_HEADING)
    return report([*run.outcome.problems, *(f"{path}: {problem}" for path, problem in run.outcome.unreadable)])


def _given(paths: Sequence[str], settings: Settings) -> list[str]:
    """The paths of the library, else those of the settings; none where neither tells any, which is told."""
    given = [*paths] or [str(Path(path).expanduser()) for path in settings.library.paths]
    if not given:
        complain("no articles are named, and the settings name none")
    return given


def opened_catalogue(roots: Sequence[Path], file: Path | None, settings: Settings) -> Catalogue | None:
    """The catalogue of these paths; None where it cannot be written. What is wrong is told."""
    from tui.library.catalogue import Catalogue, catalogue_file

    catalogue = Catalogue(file or catalogue_file(roots, settings.library.catalogues_folder))
    if catalogue.message:
        complain(catalogue.message)
    if not catalogue.in_memory:
        return catalogue
    catalogue.close()
    return None


def brought_up_to_date(catalogue: Catalogue, roots: Sequence[Path], settings: Settings) -> tuple[Indexing, int]:
    """Read what is new or has changed, with the progress shown; what came of it, and the exit status of one who was
    stopped, 0 where all was done.
    """
    from tui.library.indexing import Indexing

    with alone(catalogue.path):
        run = Indexing(catalogue, roots)
        return run, _worked(run, settings.library.processes(spare=0))


def _worked(run: Indexing, workers: int) -> int:
    """Work with the progress shown; the exit status of one who was stopped, 0 where all was done."""
    import asyncio

    if not run.outcome.missing:
        return 0

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
            with shown_progress() as shown:
                await run.work(workers, shown.show)
        except asyncio.CancelledError:
            return stopped or INTERRUPTED
        return 0

    return asyncio.run(work())


def shown_progress() -> ProgressBar | ProgressLines:
    """On standard error: a bar on a terminal, else a line now and then."""
    from tui.output.indexing import ProgressBar, ProgressLines

    return ProgressBar() if _is_screen() else ProgressLines(sys.stderr)


@contextmanager
def _said(words: str) -> Iterator[None]:
    """On a terminal, words that go when the work is done."""
    if _is_screen():
        sys.stderr.write(f"{words}\r")
        sys.stderr.flush()
    yield
    if _is_screen():
        sys.stderr.write("\x1b[K")
        sys.stderr.flush()


def _is_screen() -> bool:
    """True where what is written on standard error can be written over."""
    return sys.stderr.isatty() and os.environ.get("TERM") not in NO_SCREEN


@contextmanager
def alone(catalogue: Path) -> Iterator[None]:
    """Nobody else reads into the catalogue meanwhile: whoever is second waits, and says so."""
    from tui.library.turns import Turn

    turn = Turn(catalogue)
    if not turn.take():
        complain("another program is reading this library: waiting for it")
        turn.take(wait=True)
    try:
        yield
    finally:
        turn.end()


def _count(text: str) -> int:
    import argparse

    number = int(text)
    if not 1 <= number <= 64:
        raise argparse.ArgumentTypeError("a number from 1 to 64")
    return number
