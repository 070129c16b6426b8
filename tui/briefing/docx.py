"""Writes a briefing for word processors. Needs python-docx, of the extra "docx"."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from tui.briefing.formats import BriefingError
from tui.briefing.marking import TOLD
from tui.briefing.model import Briefing, Note, Report, Speaker, Statement
from tui.briefing.writing import printable
from tui.documents.addresses import web_address
from tui.text import counted

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_MISSING = 'a .docx needs python-docx: pip install "briefing-tui[docx]"'


def write_docx(briefing: Briefing) -> bytes:
    """The briefing as an Office Open XML document. Raises `BriefingError` where python-docx is not installed."""
    try:
        import docx
    except ImportError as error:
        raise BriefingError(_MISSING) from error
    document = docx.Document()
    document.core_properties.title = printable(briefing.title)
    document.core_properties.comments = TOLD
    document.add_heading(printable(briefing.title), 0)
    chosen = f", {briefing.chosen}" if briefing.chosen else ""
    document.add_paragraph(
        printable(f"{briefing.told} in {counted(len(briefing.sources), 'article')}{chosen}. Made {briefing.made}.")
    )
    document.add_heading("Who said what", 1)
    for speaker in briefing.speakers:
        _add_speaker(document, briefing, speaker)
    if len(briefing.outlets) > 1:
        _add_coverage(document, briefing)
    if briefing.timeline:
        document.add_heading("Timeline", 1)
        for event in briefing.timeline:
            _add(document, f"{event.published}: {event.words} [{event.source}]", "List Bullet")
    if briefing.notes:
        document.add_heading("Other notes", 1)
        for note in briefing.notes:
            _add(document, f"“{note.passage}” [{note.source}]: {_noted(note)}", "List Bullet")
    document.add_heading("Sources", 1)
    for source in briefing.sources:
        parts = [source.title, source.outlet, ", ".join(source.byline), source.published, web_address(source.url)]
        _add(document, f"[{source.number}] " + ". ".join(filter(None, parts)))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _add(document: Document, text: str, style: str | None = None) -> Paragraph:
    return document.add_paragraph(printable(text), style)


def _add_speaker(document: Document, briefing: Briefing, speaker: Speaker) -> None:
    document.add_heading(printable(speaker.name or "Speaker not known"), 2)
    if speaker.roles:
        _add(document, "; ".join(speaker.roles)).runs[0].italic = True
    for statement in speaker.statements:
        _add_statement(document, briefing, statement)


def _add_statement(document: Document, briefing: Briefing, statement: Statement) -> None:
    head, *rest = statement.reports
    guess = " (the speaker is a guess)" if statement.speaker and not head.sure else ""
    _add(document, f"{_said(head)} — {_where(briefing, head)}{guess}")
    for report in rest:
        words = "the same words" if report.words == head.words else _said(report)
        other = f", laid to {report.speaker or 'nobody'}" if report.speaker != statement.speaker else ""
        _add(document, f"{words} — {_where(briefing, report)}{other}", "List Bullet")
        for change in report.changes:
            _add(document, f"differs: {change}", "List Bullet 2").runs[0].bold = True
    if rest:
        sources = counted(statement.independent, "independent source")
        first = f"; first in {statement.first}" if statement.first else ""
        _add(document, f"{sources}: {'; '.join(statement.ways)}{first}", "List Bullet")
    for report in statement.reports:
        for note in report.notes:
            _add(document, f"Note on [{report.source}]: {_noted(note)}", "List Bullet")


def _add_coverage(document: Document, briefing: Briefing) -> None:
    document.add_heading("Who is in which outlet", 1)
    document.add_paragraph(f"{briefing.counted}; “1st” where it is sure who was the first to report.")
    table = document.add_table(rows=1, cols=len(briefing.outlets) + 1, style="Table Grid")
    for cell, name in zip(table.rows[0].cells, ("Speaker", *briefing.outlets), strict=True):
        cell.text = printable(name)
    for row in briefing.coverage:
        texts = [row.name]
        for outlet, (direct, told) in zip(briefing.outlets, row.cells, strict=True):
            first = " 1st" if row.first == outlet else ""
            texts.append(f"{direct} + {told}{first}" if direct or told else "–")
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = printable(text)


def _said(report: Report) -> str:
    return f"“{report.words}”" if report.kind == "direct" else report.words


def _where(briefing: Briefing, report: Report) -> str:
    via = f"via {', '.join(report.via)}" if report.via else ""
    cited = f"{briefing.source(report.source).name} [{report.source}]"
    also = [f"also under “{briefing.statement(place).words}”" for place in report.also]
    return ", ".join(filter(None, [report.kind, cited, report.published, via, *also]))


def _noted(note: Note) -> str:
    tags = "".join(f" #{tag}" for tag in note.tags)
    return f"{note.body or note.motivation}{tags}" + (f" ({note.creator})" if note.creator else "")
