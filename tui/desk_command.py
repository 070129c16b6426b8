"""The start of the desk: what it is given, and what it needs, before the screen is loaded."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui import __version__
from tui.command_line import (
    FAULT,
    NO_SCREEN,
    USAGE,
    add_config,
    add_library,
    complain,
    complain_of_settings,
    make_parser,
    parsed,
)
from tui.light_start import imported_lightly, light

if TYPE_CHECKING:
    from tui.checking import ConfigError

_FRAMES = "480"
"""Textual paints at most as often in a second; at its own 60 what follows a key waits for a sixtieth of one."""


def desk(arguments: list[str]) -> int:
    """The screen."""
    options = _desk_options(arguments)

    with light():
        from tui import resources
        from tui.checking import ConfigError
        from tui.documents.naming import file_of
        from tui.keymap import checked

    try:
        settings, keymap = checked(options.config, overrides=_overrides(options))
    except ConfigError as error:
        return _complain_of_settings_and_theme(error, options)
    given = options.paths or [str(Path(path).expanduser()) for path in settings.library.paths]
    missing = [path for path in given if path != "-" and not os.path.lexists(file_of(path))]
    if given and len(missing) == len(given) and not (sys.stdout.isatty() and sys.stdin.isatty()):
        for path in missing:
            complain(f"{path}: no such file or folder")
        return FAULT
    if not sys.stdout.isatty() or not (sys.stdin.isatty() or "-" in given):
        complain("the desk needs a terminal; without one, use: briefing-tui extract PATH...")
        return USAGE
    if os.environ.get("TERM") in NO_SCREEN:
        kind = os.environ["TERM"]
        complain(f'TERM is "{kind}", on which there is no screen; use: briefing-tui extract PATH...')
        return USAGE
    stdin = None
    if "-" in given:
        stdin = _piped()
        if stdin is None:
            complain("after standard input is read, the keyboard is /dev/tty, which cannot be opened")
            return USAGE

    os.environ.setdefault("TEXTUAL_FPS", _FRAMES)
    run = imported_lightly("tui.app").run
    roots = [Path(path) for path in given if path != "-"] or ([] if given else [resources.seeds_dir()])
    try:
        status: int = run(
            roots, settings, stdin=stdin, keymap=keymap, articles_bundled=not given, tell=complain,
            catalogue=options.library,
        )  # fmt: skip
    except ConfigError as error:  # a theme that there is none of, or its file: known once it is looked for
        return complain_of_settings(_laid_to_its_origin(error, options))
    return status


def _complain_of_settings_and_theme(error: ConfigError, options: _DeskOptions) -> int:
    """Tell all that is wrong in the settings, and with the theme that they name, which else is told later."""
    from tui import paths, resources
    from tui.config import sound_settings
    from tui.theming import theme_fault

    status = complain_of_settings(error)
    settings, _ = sound_settings(options.config, overrides=_overrides(options))
    fault = theme_fault(settings.theme, resources.themes_dir(), paths.user_themes())
    return status if fault is None else complain_of_settings(_laid_to_its_origin(fault, options))


def _laid_to_its_origin(error: ConfigError, options: _DeskOptions) -> ConfigError:
    """What is wrong with a theme's name, told of what gave it."""
    from tui import paths, resources
    from tui.checking import SETTINGS, ConfigError
    from tui.config import theme_origin

    if error.source != SETTINGS:
        return error
    own = options.config or paths.user_config()
    file = own if own.exists() else resources.default_config()
    origin = "command line" if options.theme else theme_origin(os.environ, file)
    return ConfigError(origin, error.key, error.found, error.expected)


def _overrides(options: _DeskOptions) -> dict[str, object]:
    """What the command line sets."""
    return {"theme": options.theme} if options.theme else {}


class _DeskOptions(NamedTuple):
    paths: list[str]
    config: Path | None = None
    theme: str | None = None
    library: Path | None = None


def _desk_options(arguments: list[str]) -> _DeskOptions:
    """Most starts have no options, and need not load what reads them."""
    if not any(each.startswith("-") and each != "-" for each in arguments):
        return _DeskOptions(arguments)
    from tui import usage

    parser = make_parser("briefing-tui", "A reading desk for news: who said what, in which article.", usage.DESK)
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="articles, folders of articles, or - for standard input"
    )
    add_config(parser)
    add_library(parser)
    parser.add_argument("--theme", metavar="NAME", help="theme to use, over the settings")
    parser.add_argument("--version", action="version", version=f"briefing-tui {__version__}")
    options = parsed(parser, arguments)
    return _DeskOptions(options.paths, options.config, options.theme, options.library)


def _piped() -> bytes | None:
    """All of standard input, which from then on is the keyboard; None when there is no keyboard."""
    data = sys.stdin.buffer.read()
    try:
        keyboard = os.open("/dev/tty", os.O_RDONLY)
    except OSError:
        return None
    os.dup2(keyboard, sys.stdin.fileno())
    os.close(keyboard)
    return data
