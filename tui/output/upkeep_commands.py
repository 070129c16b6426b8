"""The commands that look after notes and carry them to other programs: their options, and what they run."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from tui import usage
from tui.config import Annotations
from tui.exchange.formats import IN, OUT
from tui.output import upkeep, upkeep_exchange
from tui.output.upkeep import Outcome

_ARTICLES = "the articles: a folder, or one file"


class Command(msgspec.Struct, frozen=True):
    """What --help says, the options, and what is done with them."""

    description: str
    examples: str
    add_options: Callable[[ArgumentParser], None]
    run: Callable[[Namespace, Annotations], Outcome]


def _path(parser: ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="PATH", help=_ARTICLES)


def _repair(parser: ArgumentParser) -> None:
    _path(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")


def _merge(parser: ArgumentParser) -> None:
    parser.add_argument("mine", type=Path, metavar="A", help="the folder that gets the notes")
    parser.add_argument("theirs", type=Path, metavar="B", help="the folder they come from, which stays as it is")


def _history(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help='the note, as "annotations --format json" names it')
    _path(parser)


def _export(parser: ArgumentParser) -> None:
    _path(parser)
    parser.add_argument("--format", choices=OUT, required=True, metavar="FORMAT", help=", ".join(OUT))
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="where to write; markdown and brat: a folder (default: print)"
    )


def _import(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the notes; of brat also a folder of .ann and .txt")
    parser.add_argument("path", type=Path, nargs="?", default=Path(), metavar="PATH", help=f"{_ARTICLES} (default: .)")
    parser.add_argument("--format", choices=IN, default="", metavar="FORMAT", help=f"{', '.join(IN)} (default: told)")


COMMANDS: Mapping[str, Command] = {
    "annotations check": Command(
        "Find what is wrong in notes.", usage.CHECK, _path, lambda given, setting: upkeep.checked(given.path, setting)
    ),
    "annotations repair": Command(
        "Mend what is safe to mend in notes.",
        usage.REPAIR,
        _repair,
        lambda given, setting: upkeep.repaired(given.path, setting, dry_run=given.dry_run),
    ),
    "annotations merge": Command(
        "Bring the notes of one folder into another.",
        usage.MERGE,
        _merge,
        lambda given, _: upkeep.merged_folders(given.mine, given.theirs),
    ),
    "annotations history": Command(
        "Print the versions of a note.",
        usage.HISTORY,
        _history,
        lambda given, setting: upkeep.told_history(given.id, given.path, setting),
    ),
    "export": Command(
        "Write notes for other programs.",
        usage.EXPORT,
        _export,
        lambda given, setting: upkeep_exchange.exported(given.path, setting, given.format, given.output),
    ),
    "import": Command(
        "Take in notes of other programs.",
        usage.IMPORT,
        _import,
        lambda given, setting: upkeep_exchange.imported(given.file, given.path, setting, given.format),
    ),
}
