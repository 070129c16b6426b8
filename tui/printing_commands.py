"""The commands that print what is in articles and notes, and those that look after notes."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from tui.command_line import (
    FAULT,
    OK,
    USAGE,
    add_articles,
    add_config,
    add_format,
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

_UPKEEP = ("check", "repair", "merge", "history")
"""The commands for notes whose names follow `annotations`."""


def extract(arguments: list[str]) -> int:
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


def print_notes(arguments: list[str]) -> int:
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


def read(arguments: list[str]) -> int:
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


def keys(arguments: list[str]) -> int:
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


def doctor(arguments: list[str]) -> int:
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


def export_notes(arguments: list[str]) -> int:
    """Notes for other programs."""
    return _notes_command("export", arguments)


def import_notes(arguments: list[str]) -> int:
    """Notes of other programs."""
    return _notes_command("import", arguments)


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
