"""The command that searches articles, and keeps queries under names."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui.command_line import (
    FAULT,
    OK,
    USAGE,
    add_config,
    add_format,
    complain,
    complain_of_query,
    make_parser,
    parsed,
    print_records,
    print_rows,
    read_settings,
    report,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from tui.config import Settings
    from tui.library.listing import Listing
    from tui.library.query.model import Node
    from tui.searching.saved import SavedQueries


def search(arguments: list[str]) -> int:
    """What fits a query, the best first."""
    from tui import usage

    parser = make_parser("briefing-tui search", "Search articles, their quotes and your notes.", usage.search())
    parser.add_argument("words", nargs="*", metavar="QUERY [PATH...]", help="what to look for, then where: articles "
                        "and folders (default: those of the settings, else the bundled articles)")  # fmt: skip
    parser.add_argument(
        "--library", type=Path, metavar="FILE", help="catalogue (default: one in your cache); without PATH as it is"
    )
    parser.add_argument("--limit", type=_number, default=50, metavar="N", help="passages at most (default: 50)")
    parser.add_argument("--saved", metavar="NAME", help="search for what was saved under this name")
    parser.add_argument("--save", metavar="NAME", help="keep the query under this name")
    parser.add_argument("--forget", metavar="NAME", help="take a saved query away")
    parser.add_argument("--list", action="store_true", help="print the saved queries")
    add_format(parser, ("table", "json", "jsonl", "yaml", "csv"))
    add_config(parser)
    options = parsed(parser, arguments)

    from tui.checking import ConfigError
    from tui.library.query.model import QueryError

    try:
        if options.list:
            return _list(options.format)
        if options.forget is not None:
            return _forget(options.forget)
        return _search(options)
    except QueryError as error:
        return complain_of_query(error)
    except (ConfigError, OSError) as error:
        complain(str(error))
        return USAGE


def _search(options: argparse.Namespace) -> int:
    from tui.library.query.parsing import parse

    given: list[str] = list(options.words)
    if options.saved is not None:
        text = _saved().get(options.saved)
        if text is None:
            return _unknown(options.saved)
    elif given:
        text = given.pop(0)
    else:
        complain("there is nothing to search for; give a query, or --saved NAME")
        return USAGE
    query = parse(text)
    if query is None:
        complain("the query is empty")
        return USAGE
    settings = read_settings(options.config)
    if settings is None:
        return USAGE
    if options.save is not None:
        _queries().save(options.save, text)
    known = [str(Path(path).expanduser()) for path in settings.library.paths]
    if given or options.library is None:
        return _in_articles(query, given or known, settings, options)
    return _printed(query, list(map(Path, known)), options.library, settings, options, None, [])


def _in_articles(query: Node, given: Sequence[str], settings: Settings, options: argparse.Namespace) -> int:
    """Search articles, of which those that are new or have changed are read first."""
    from tui import paths, resources
    from tui.library_commands import brought_up_to_date, opened_catalogue

    roots = paths.from_the_root(given or [resources.seeds_dir()])
    catalogue = opened_catalogue(roots, options.library, settings)
    if catalogue is None:
        return FAULT
    try:
        run, stopped = brought_up_to_date(catalogue, roots, settings)
        listing = catalogue.listing()
    finally:
        catalogue.close()
    if stopped:
        return stopped
    problems = [*run.outcome.problems, *(f"{path}: {problem}" for path, problem in run.outcome.unreadable)]
    return _printed(query, roots, catalogue.path, settings, options, listing, problems)


def _printed(
    query: Node,
    roots: Sequence[Path],
    file: Path,
    settings: Settings,
    options: argparse.Namespace,
    listing: Listing | None,
    problems: Sequence[str],
) -> int:
    from tui.library.search.searcher import SearchError
    from tui.output import searching

    try:
        hits = searching.search(query, roots, file, options.limit, settings, listing)
    except SearchError as error:
        return report([*problems, str(error)])
    if options.format in ("table", "csv"):
        print_rows(searching.hit_rows(hits), searching.HIT_COLUMNS, options.format, searching.HEADING)
    else:
        print_records(searching.hit_records(hits), options.format)
    if not hits and not problems and options.format == "table":
        complain("nothing is found")
    return report(problems) or (OK if hits else FAULT)


def _list(format: str) -> int:
    saved = [{"name": name, "query": query} for name, query in _saved().items()]
    if format in ("table", "csv"):
        print_rows(saved, ("name", "query"), format)
    else:
        print_records(list(saved), format)
    if not saved and format == "table":
        complain("no query is saved")
    sys.stdout.flush()
    return OK if saved else FAULT


def _forget(name: str) -> int:
    return OK if _queries().forget(name) else _unknown(name)


def _unknown(name: str) -> int:
    from tui.checking import closest

    complain(f"no query is saved as “{name}”{closest(name, _saved())}")
    return USAGE


def _saved() -> dict[str, str]:
    return _queries().all()


def _queries() -> SavedQueries:
    from tui import paths
    from tui.searching.saved import SavedQueries

    return SavedQueries(paths.user_queries())


def _number(text: str) -> int:
    import argparse

    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("a number from 1 on")
    return number
