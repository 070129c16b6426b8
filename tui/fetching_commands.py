"""The commands that fetch from the web."""

from __future__ import annotations

import sys
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.command_line import (
    FAULT,
    OK,
    USAGE,
    add_config,
    complain,
    make_parser,
    parsed,
    read_settings,
    report,
    shown,
)

if TYPE_CHECKING:
    from tui.config import Settings
    from tui.fetching.adding import Tell
    from tui.fetching.model import Outcome

_CLEAR = "\r\x1b[K"


def add(arguments: list[str]) -> int:
    """Articles and feeds fetched and saved."""
    from tui import usage

    parser = make_parser("briefing-tui add", "Fetch articles and feeds, and save them as files.", usage.ADD)
    parser.add_argument(
        "given", nargs="+", metavar="URL", help="addresses, files of addresses (text, .opml, .url, .webloc), or -"
    )
    parser.add_argument(
        "--to", type=Path, metavar="FOLDER", help="where to save (default: the first folder of the settings, else here)"
    )
    parser.add_argument("--pages", action="store_true", help="of a new feed, fetch the page of each article too")
    add_config(parser)
    options = parsed(parser, arguments)
    settings = read_settings(options.config)
    if settings is None:
        return USAGE

    from tui.fetching.adding import add as fetched
    from tui.fetching.given import wanted_in, wanted_of
    from tui.fetching.model import FetchError, Limits

    wanted, problems = [], []
    for word in options.given:
        try:
            wanted += wanted_of(sys.stdin.buffer.read()) if word == "-" else wanted_in(word)
        except FetchError as error:
            problems.append(f"{word}: {error}")
    folder = options.to or _folder(settings)
    limits = Limits.of(settings.fetching)
    status = OK
    if wanted:
        status = _run(folder, partial(fetched, wanted, folder, limits, pages=options.pages))
    return report(problems) or status


def refresh(arguments: list[str]) -> int:
    """What is new in the feeds that are followed."""
    from tui import usage

    parser = make_parser("briefing-tui refresh", "Fetch what is new in the feeds that were added.", usage.REFRESH)
    parser.add_argument(
        "folders", nargs="*", type=Path, metavar="FOLDER", help="default: the first folder of the settings, else here"
    )
    add_config(parser)
    options = parsed(parser, arguments)
    settings = read_settings(options.config)
    if settings is None:
        return USAGE

    from tui.fetching.adding import refresh as refreshed
    from tui.fetching.model import Limits

    limits = Limits.of(settings.fetching)
    status = OK
    for folder in options.folders or [_folder(settings)]:
        status = max(status, _run(folder, partial(refreshed, folder, limits)))
    return status


def _folder(settings: Settings) -> Path:
    """Where articles are saved that the reader gives no place for."""
    places = (Path(path).expanduser() for path in settings.library.paths)
    return next((place for place in places if place.is_dir()), Path())


def _run(folder: Path, fetch: Callable[[Tell], Coroutine[Any, Any, list[Outcome]]]) -> int:
    """Fetch, tell how far it is, print what was saved; the exit status."""
    import asyncio

    from tui.fetching.model import FetchError, summary

    on_screen = sys.stderr.isatty()

    def tell(done: int, total: int, address: str) -> None:
        if on_screen:
            sys.stderr.write(f"{_CLEAR}{done}/{total} {shown(address)[:60]}")
            sys.stderr.flush()

    try:
        outcomes = asyncio.run(fetch(tell))
    except (FetchError, OSError) as error:
        complain(f"{folder}: {error.strerror or error if isinstance(error, OSError) else error}")
        return FAULT
    finally:
        if on_screen:
            sys.stderr.write(_CLEAR)
    for outcome in outcomes:
        for file in outcome.saved:
            sys.stdout.write(f"{shown(str(file))}\n")
    sys.stdout.flush()
    sys.stderr.write(f"{summary(outcomes)}\n")
    return report([f"{outcome.address}: {outcome.problem}" for outcome in outcomes if outcome.problem])
