"""The commands for those who write: the check of a draft, and the briefing."""

from __future__ import annotations

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
    complain_of_query,
    make_parser,
    parsed,
    print_records,
    print_rows,
    read_settings,
    report,
    shown,
)


def check(arguments: list[str]) -> int:
    """The quotations of a draft held against the articles."""
    from tui import usage

    parser = make_parser(
        "briefing-tui check", "Hold every quotation of a draft against the articles.", usage.CHECK_DRAFT
    )
    parser.add_argument(
        "draft", nargs="?", metavar="DRAFT", help="the draft: text, Markdown, HTML, .docx, or - for standard input"
    )
    parser.add_argument(
        "--library",
        nargs="+",
        default=[],
        metavar="PATH",
        help="articles and folders to look in (default: those of the settings, else the bundled articles)",
    )
    add_format(parser, ("table", "json"))
    parser.add_argument("--no-corrections", action="store_true", help="leave out what you have corrected in the notes")
    add_config(parser)
    options = parsed(parser, arguments)
    if options.draft is None:  # `--library ARTICLES DRAFT`: the option takes what follows it
        if len(options.library) < 2:
            report(["check: no draft is given"])
            return USAGE
        options.draft = options.library.pop()

    settings = read_settings(options.config)
    if settings is None:
        return USAGE
    from tui import resources
    from tui.documents.loading import DocumentError
    from tui.output.checking_drafts import CHECK_COLUMNS, all_exact, check_draft, check_records, check_rows, read_draft
    from tui.output.checking_drafts import summary as summed_up

    given = options.library or [str(Path(path).expanduser()) for path in settings.library.paths]
    problems: list[str] = []
    try:
        held = read_draft(options.draft, sys.stdin.buffer.read() if options.draft == "-" else b"")
    except DocumentError as error:
        return report([str(error)])
    notes = None if options.no_corrections else settings.annotations
    checked = check_draft(held, given or [str(resources.seeds_dir())], notes, problems)
    if checked is None:
        report(problems)
        return USAGE
    if options.format == "json":
        print_records(check_records(checked), "json")
    else:
        print_rows(check_rows(checked), CHECK_COLUMNS, "table")
        sys.stdout.write(shown(summed_up(checked, given)) + "\n")
    return report(problems) or (OK if all_exact(checked) else FAULT)


def brief(arguments: list[str]) -> int:
    """A briefing, as one file."""
    from tui import usage

    parser = make_parser("briefing-tui brief", "Write a briefing: who said what, where, and how.", usage.BRIEF)
    add_articles(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="the file: .md, .html, .docx or .json")
    parser.add_argument("--force", action="store_true", help="write over FILE where it is there already")
    parser.add_argument(
        "--format",
        choices=("md", "html", "docx", "json"),
        metavar="FORMAT",
        help="md, html, docx, json (default: as the file's name says, else md)",
    )
    parser.add_argument("--title", default="", help="heading of the briefing")
    parser.add_argument(
        "--query", default="", help="only statements that fit; what to write: briefing-tui search --help"
    )
    parser.add_argument("--tag", action="append", default=[], help="only statements with a note tagged so; repeatable")
    parser.add_argument("--noted", action="store_true", help="only statements that you have marked or noted")
    parser.add_argument("--marked", action="store_true", help="only statements at which you have set a mark (m)")
    parser.add_argument("--template", type=Path, metavar="FILE", help="Jinja template to use, for md and html")
    add_config(parser)
    options = parsed(parser, arguments)

    settings = read_settings(options.config)
    if settings is None:
        return USAGE
    from tui import paths
    from tui.briefing.choosing import Choice, FlaggedIn
    from tui.briefing.formats import BriefingError, format_of
    from tui.briefing.saving import is_taken, save, written
    from tui.library.query.model import QueryError
    from tui.library.query.parsing import parse
    from tui.library.reading_state import marks_in
    from tui.output.briefing import make_briefing

    problems: list[str] = []
    if options.output and is_taken(options.output) and not options.force:
        return report([f"{options.output}: is there already; --force writes over it"])
    try:
        format = options.format or (format_of(options.output) if options.output else "md")
        marks = marks_in(paths.user_reading()) if options.marked else None
        choice = Choice(parse(options.query), tuple(options.tag), options.noted, FlaggedIn(paths.user_reading()), marks)
        made = make_briefing(options.paths, options.title, choice, settings.annotations, problems)
        if problems and not made.sources:  # nothing could be read: an older briefing of that name stays
            return report(problems)
        if made.chosen and not made.speakers and not made.notes:
            return report([*problems, "no statement and no note fits: nothing is written"])
        data = written(made, format, options.template)
    except QueryError as error:
        return complain_of_query(error)
    except BriefingError as error:
        complain(str(error))
        return USAGE
    if options.output:
        try:
            save(options.output, data)
        except OSError as error:
            problems.append(f"{options.output}: {error.strerror or error}")
    else:
        sys.stdout.buffer.write(data)
    return report(problems)
