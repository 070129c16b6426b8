"""What the commands share: their options, the settings, and how they print."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from tui.checking import ConfigError
    from tui.config import Settings
    from tui.library.query.model import QueryError
    from tui.output.records import Record

OK, FAULT, USAGE = 0, 1, 2
"""Exit status: done; something is wrong with what was given, or could not be read; a wrong option or setting."""
INTERRUPTED, CLOSED_PIPE = 130, 141
"""Exit status as a shell reports a program ended by SIGINT, by SIGPIPE."""

NO_SCREEN = ("dumb", "unknown")
"""Kinds of terminal that cannot place what they show."""


_WIDEST = 100
"""Cells of a line of help at most."""
_LEAST, _DEEP = 24, " " * 6
"""Cells that are enough beside a term; what stands before a meaning under it."""


def make_parser(name: str, description: str, epilog: str) -> argparse.ArgumentParser:
    import argparse

    return argparse.ArgumentParser(
        prog=name,
        description=description,
        epilog=_fitted(epilog),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _fitted(text: str) -> str:
    """The text in lines that fit the terminal: paragraphs, and what stands beside a term, below its own beginning.
    Lines of commands stay whole, to be copied.
    """
    import itertools
    import shutil
    import textwrap

    width = min(shutil.get_terminal_size().columns, _WIDEST)
    lines: list[str] = []
    for is_prose, group in itertools.groupby(text.splitlines(), lambda line: line[:1] not in ("", " ")):
        if is_prose:
            lines += textwrap.wrap(" ".join(group), width)
            continue
        for line in group:
            term, gap, meaning = line.rpartition("   ")
            column = len(term + gap)
            if len(line) <= width or not term.strip():
                lines.append(line)
            elif width - column < _LEAST:
                lines += [term.rstrip(), *textwrap.wrap(meaning, width, initial_indent=_DEEP, subsequent_indent=_DEEP)]
            else:
                lines += textwrap.wrap(meaning, width, initial_indent=term + gap, subsequent_indent=" " * column)
    return "\n".join(lines)


def parsed(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    """The options, which may stand between the paths too; with "--", behind which nothing is an option, before them."""
    return parser.parse_args(arguments) if "--" in arguments else parser.parse_intermixed_args(arguments)


def add_articles(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="articles, folders of articles, or - for standard input"
    )


def add_config(parser: argparse.ArgumentParser) -> None:
    from pathlib import Path

    parser.add_argument("--config", type=Path, metavar="FILE", help="settings to use instead of your own file")


def add_library(parser: argparse.ArgumentParser) -> None:
    from pathlib import Path

    parser.add_argument(
        "--library", type=Path, metavar="FILE", help="catalogue that keeps what is found (default: one in your cache)"
    )


def add_format(parser: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    names = ", ".join(formats)
    parser.add_argument(
        "--format",
        choices=formats,
        default=formats[0],
        metavar="FORMAT",
        help=f"{names} (default: {formats[0]})",
    )


def read_settings(file: Path | None) -> Settings | None:
    """The settings; None where they are wrong, which is told. The keys are checked too, though only the desk uses them:
    a file is right or wrong whatever command reads it.
    """
    from tui.checking import ConfigError
    from tui.keymap import checked

    try:
        return checked(file)[0]
    except ConfigError as error:
        complain_of_settings(error)
        return None


def print_rows(
    rows: list[dict[str, str]], columns: Sequence[str], format: str, headed_by: Sequence[str] = ("article", "outlet")
) -> None:
    if format == "csv":
        from tui.output.formats import write_csv

        write_utf8()
        write_csv(rows, columns, sys.stdout)
    else:
        from tui.output.tables import write_table

        write_table(rows, columns, sys.stdout, headed_by)


def print_records(records: list[Record], format: str) -> None:
    from tui.output import formats

    write = {"json": formats.write_json, "jsonl": formats.write_jsonl, "yaml": formats.write_yaml}[format]
    write_utf8()
    write(records, sys.stdout)


def write_utf8() -> None:
    """What programs read is UTF-8 wherever it is written; a file name that is no text becomes an escape."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def report(problems: Sequence[str]) -> int:
    """One line on standard error for each; the exit status."""
    sys.stdout.flush()
    for problem in problems:
        complain(problem)
    return FAULT if problems else OK


def complain(message: str) -> None:
    print(f"briefing-tui: {shown(message)}", file=sys.stderr)


def complain_of_settings(error: ConfigError) -> int:
    """Tell all that is wrong in the settings, a line each; the exit status."""
    for fault in error.faults:
        complain(str(fault))
    return USAGE


def complain_of_query(error: QueryError) -> int:
    """Tell what is wrong with a query, and where; the exit status."""
    for line in error.pointed().split("\n"):
        complain(line)
    return USAGE


def shown(line: str) -> str:
    return "".join(each if each.isprintable() else "\ufffd" for each in line)
