"""The commands that work on a Dask cluster, and with what one has found."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tui.command_line import (
    FAULT,
    INTERRUPTED,
    USAGE,
    add_config,
    add_library,
    complain,
    make_parser,
    parsed,
    print_records,
    read_settings,
    report,
)

_STOPPED = "stopped: what is complete is kept; the same command goes on with it"


def index(scheduler: str, sources: Sequence[str], out: str, size: int, format: str) -> int:
    """Has articles read by the workers of a scheduler, `size` megabytes at once; the exit status."""
    from tui.cluster.batches import find_batches
    from tui.cluster.places import ClusterError
    from tui.cluster.running import run
    from tui.library_commands import shown_progress
    from tui.output.cluster import run_line, run_record, run_summary

    begun = time.monotonic()
    try:
        found = find_batches(sources, size * 1_000_000)
        with shown_progress() as shown:
            made = run(scheduler, found.batches, out, lambda run: shown.show(run.progress, run_line(run)))
    except ClusterError as error:
        return report([str(error)])
    except KeyboardInterrupt:
        complain(_STOPPED)
        return INTERRUPTED
    seconds = time.monotonic() - begun
    if format == "json":
        print_records([run_record(made, out, seconds, list(found.problems))], "json")
    else:
        sys.stdout.write(run_summary(made, out, seconds) + "\n")
    return report([*found.problems, *(f"{path}: {problem}" for path, problem in made.problems)])


def import_results(arguments: list[str]) -> int:
    """Takes what a cluster has found into the catalogue of a folder."""
    from tui import usage

    parser = make_parser("briefing-tui library import", "Take in what a cluster has found.", usage.LIBRARY_IMPORT)
    parser.add_argument("urls", nargs="+", metavar="URL", help="results: folders of part-*.parquet, or such files")
    parser.add_argument(
        "--articles", type=Path, required=True, metavar="FOLDER",
        help="folder of the library; articles that do not lie there already are written into it",
    )  # fmt: skip
    add_library(parser)
    add_config(parser)
    options = parsed(parser, arguments)

    settings = read_settings(options.config)
    if settings is None:
        return USAGE
    from tui.cluster.importing import Imported, find_parts, import_part
    from tui.cluster.places import ClusterError
    from tui.library.progress import Progress
    from tui.library.survey import survey
    from tui.library_commands import alone, opened_catalogue, shown_progress
    from tui.output.cluster import import_line, import_summary

    roots = [options.articles]
    catalogue = opened_catalogue(roots, options.library, settings)
    if catalogue is None:
        return FAULT
    imported, progress, refused = Imported(), Progress(), []
    try:
        parts = find_parts(options.urls)
        progress.expect(len(parts))
        with alone(catalogue.path), shown_progress() as shown:
            for part in parts:
                try:
                    import_part(
                        part, options.articles, catalogue, imported,
                        lambda: shown.show(progress, import_line(imported, progress)),
                    )  # fmt: skip
                except ClusterError as error:
                    refused.append(str(error))
                progress.add(1, 0)
            survey(catalogue, roots)
    except ClusterError as error:
        return report([str(error)])
    except KeyboardInterrupt:
        complain(_STOPPED)
        return INTERRUPTED
    finally:
        catalogue.close()
    sys.stdout.write(import_summary(imported) + "\n")
    return report([*refused, *(f"{path}: {problem}" for path, problem in imported.unread)])
