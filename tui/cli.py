"""The commands. Nothing is loaded before it is known which of them runs."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui import __version__, fetching_commands, library_commands, search_command, writing_commands
from tui.command_line import (
    CLOSED_PIPE,
    FAULT,
    INTERRUPTED,
    NO_SCREEN,
    OK,
    USAGE,
    add_articles,
    add_config,
    add_format,
    add_library,
    complain,
    complain_of_settings,
    make_parser,
    parsed,
    print_records,
    print_rows,
    read_settings,
    report,
    shown,
    write_utf8,
)

if TYPE_CHECKING:
    from tui.checking import ConfigError

_FRAMES = "480"
"""Textual paints at most as often in a second; at its own 60 what follows a key waits for a sixtieth of one."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    command = _COMMANDS.get(arguments[0]) if arguments else None
    try:
        status = command(arguments[1:]) if command else _desk(arguments)
        sys.stdout.flush()
    except SystemExit as end:  # the argument parser's way to say that it has answered
        return end.code if isinstance(end.code, int) else USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that the flush at exit is quiet too
        return CLOSED_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def _desk(arguments: list[str]) -> int:
    """The screen."""
    gc.disable()  # until the first frame is shown: the collector would walk through modules that all stay
    options = _desk_options(arguments)

    from tui import resources
    from tui.checking import ConfigError
    from tui.documents.naming import file_of
    from tui.keymap import checked
    from tui.light_start import light

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
    with light():
        from tui.app import run

    roots = [Path(path) for path in given if path != "-"] or ([] if given else [resources.seeds_dir()])
    try:
        return run(
            roots, settings, stdin=stdin, keymap=keymap, articles_bundled=not given, tell=complain,
            catalogue=options.library,
        )  # fmt: skip
    except ConfigError as error:  # a theme that there is none of, or its file: known once it is looked for
        return complain_of_settings(_laid_to_its_origin(error, options))


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


def _extract(arguments: list[str]) -> int:
    """Who said what, without the screen."""
    from tui import usage

    parser = make_parser("briefing-tui extract", "Print who said what in articles.", usage.EXTRACT)
    add_articles(parser)
    add_format(parser, ("table", "json", "jsonl", "yaml", "csv"))
    parser.add_argument(
        "--explain", action="store_true", help="table and csv: say how sure it is of each speaker, and why"
    )
    parser.add_argument(
        "--copies", action="store_true", help="print each copy of an article that was saved more than once"
    )
    parser.add_argument("--no-corrections", action="store_true", help="leave out what you have corrected in the notes")
    add_config(parser)
    options = parsed(parser, arguments)

    from tui.output.findings import read_findings

    settings = read_settings(options.config)
    if settings is None:
        return USAGE
    notes = None if options.no_corrections else settings.annotations
    records, problems = read_findings(options.paths, notes, each_copy=options.copies)
    if options.format in ("table", "csv"):
        from tui.output.tables import EXPLAINED, QUOTE_COLUMNS, quote_rows

        columns = QUOTE_COLUMNS + (EXPLAINED if options.explain else ())
        print_rows(quote_rows(records), columns, options.format)
    else:
        print_records(records, options.format)
    status = report(problems)
    copies = sum(len(record["copies"]) for record in records)
    if copies:
        complain(f"{copies:,} {'copy' if copies == 1 else 'copies'} of these articles left out (all: --copies)")
    return status


def _annotations(arguments: list[str]) -> int:
    """The notes, without the screen."""
    if arguments and arguments[0] in _UPKEEP:
        return _notes_command(f"annotations {arguments[0]}", arguments[1:])
    from tui import usage

    parser = make_parser("briefing-tui annotations", "Print the notes on articles.", usage.ANNOTATIONS)
    parser.add_argument("paths", nargs="+", metavar="PATH", help="articles, or folders of articles")
    add_format(parser, ("table", "json", "yaml"))
    add_config(parser)
    options = parsed(parser, arguments)

    from tui.output.notes import read_notes

    settings = read_settings(options.config)
    if settings is None:
        return USAGE
    records, problems = read_notes(options.paths, settings.annotations)
    if options.format == "table":
        from tui.output.tables import NOTE_COLUMNS, note_rows

        print_rows(note_rows(records), NOTE_COLUMNS, "table")
    else:
        print_records(records, options.format)
    return report(problems)


def _read(arguments: list[str]) -> int:
    """Articles as plain text with their quotes and notes told in words."""
    from tui import usage

    parser = make_parser("briefing-tui read", "Read articles as plain text, one paragraph after another.", usage.READ)
    add_articles(parser)
    parser.add_argument(
        "--width",
        type=_width,
        metavar="N",
        help="cells in a line, 0 for a paragraph a line (default: the settings' measure, at most the terminal's)",
    )
    parser.add_argument("--litter", action="store_true", help="keep what was saved beside the article")
    parser.add_argument("--no-corrections", action="store_true", help="leave out what you have corrected in the notes")
    add_config(parser)
    options = parsed(parser, arguments)

    from tui.output.aloud import read_out
    from tui.output.linear import wrapped
    from tui.output.paging import columns, paged

    settings = read_settings(options.config)
    if settings is None:
        return USAGE
    width = options.width
    if width is None:
        width = min(settings.reading.measure, columns(sys.stdout))
    if not sys.stdout.isatty():
        write_utf8()
    problems: list[str] = []
    told = read_out(
        options.paths,
        settings.annotations,
        problems,
        litter=options.litter,
        corrected=not options.no_corrections,
    )
    with paged(os.environ) as out:
        for paragraph in told:
            for line in wrapped(paragraph, width):
                out.write(line + "\n")
            out.write("\n")
    return report(problems)


def _keys(arguments: list[str]) -> int:
    """Every action with its keys."""
    from tui import usage

    parser = make_parser("briefing-tui keys", "Print every action with its keys.", usage.KEYS)
    parser.add_argument("--preset", metavar="NAME", help="the keys of a preset, without your own settings")
    add_format(parser, ("table", "json", "markdown"))
    add_config(parser)
    options = parsed(parser, arguments)

    from tui.checking import ConfigError
    from tui.config import preset_keys
    from tui.keymap import Keymap, checked
    from tui.output.keys import KEY_COLUMNS, KEY_HEADING, key_records, key_rows, write_markdown

    try:
        if options.preset:
            keymap = Keymap.from_settings(preset_keys(options.preset), Path(options.preset))
        else:
            keymap = checked(options.config)[1]
        records = key_records(keymap)
    except ConfigError as error:
        return complain_of_settings(error)
    if options.format == "table":
        from tui.output.tables import write_table

        write_table(key_rows(records), KEY_COLUMNS, sys.stdout, KEY_HEADING)
    elif options.format == "markdown":
        write_utf8()
        write_markdown(records, sys.stdout)
    else:
        print_records(records, "json")
    return OK


def _doctor(arguments: list[str]) -> int:
    """What works here and what does not."""
    from tui import usage

    parser = make_parser("briefing-tui doctor", "Tell what works here and what does not.", usage.DOCTOR)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="articles to look at (default: those of the settings)")
    add_format(parser, ("text", "json"))
    add_config(parser)
    options = parsed(parser, arguments)

    from tui.output.doctor.examination import examine, finding_records, has_fault, write_findings

    found = examine(options.paths, options.config, os.environ)
    if options.format == "json":
        print_records(finding_records(found), "json")
    else:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        write_findings(found, sys.stdout)
    return FAULT if has_fault(found) else OK


def _notes_command(name: str, arguments: list[str]) -> int:
    """One of the commands that look after notes, or carry them to and from other programs."""
    from tui.output.upkeep_commands import COMMANDS

    command = COMMANDS[name]
    parser = make_parser(f"briefing-tui {name}", command.description, command.examples)
    command.add_options(parser)
    add_config(parser)
    options = parsed(parser, arguments)
    settings = read_settings(options.config)
    if settings is None:
        return USAGE
    outcome = command.run(options, settings.annotations)
    if sys.stdout.isatty():
        lines = outcome.printed.splitlines()
        sys.stdout.writelines(f"{shown(line)}\n" for line in lines)
    else:
        write_utf8()
        sys.stdout.write(outcome.printed)
    report([*outcome.notices, *outcome.problems])
    return FAULT if outcome.failed or outcome.problems else OK


def _width(text: str) -> int:
    import argparse

    number = int(text)
    if number and not 20 <= number <= 1000:
        raise argparse.ArgumentTypeError("0, or a number from 20 to 1000")
    return number


_UPKEEP = ("check", "repair", "merge", "history")
_COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "extract": _extract,
    "annotations": _annotations,
    "export": partial(_notes_command, "export"),
    "import": partial(_notes_command, "import"),
    "read": _read,
    "check": writing_commands.check,
    "search": search_command.search,
    "brief": writing_commands.brief,
    "add": fetching_commands.add,
    "refresh": fetching_commands.refresh,
    "index": library_commands.index,
    "library": library_commands.library,
    "keys": _keys,
    "doctor": _doctor,
}
