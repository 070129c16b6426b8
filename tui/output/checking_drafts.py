"""A draft's quotations held against the articles that a command was given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tui.comparison.checked import Checked, Source, Verdict, told_differences
from tui.comparison.drafts import DraftCheck
from tui.config import Annotations
from tui.documents.loading import load, load_given
from tui.documents.model import Document
from tui.documents.naming import STDIN
from tui.extraction.model import Analysis
from tui.extraction.pipeline import extract
from tui.output.correcting import Corrections
from tui.output.reading import read_articles
from tui.output.records import Record

CHECK_COLUMNS = ("check", "quotation", "laid to", "found in", "what differs")
_BUNDLED = "the bundled sample articles, as no library was given"


def read_draft(path: str, stdin: bytes) -> DraftCheck:
    """What will check the draft at a path, or that from standard input. Raises `DocumentError`."""
    return DraftCheck.of(load_given(stdin) if path == STDIN else load(Path(path)))


def check_draft(
    check: DraftCheck, library: Sequence[str], setting: Annotations | None, problems: list[str]
) -> list[Checked] | None:
    """Every quotation of a draft, held against the articles of a library with the reader's corrections made (None:
    without). What cannot be read is added to `problems`, a line each; an article whose extraction fails too. None where
    no article could be read: nothing is told of a quotation that was held against none.
    """
    led: dict[str, str] = {}
    for given, article in read_articles(library, problems):
        led[article.path] = given
        check.take(article.path, article)
    if not led:
        return None

    def analysis_of(key: str, article: Document) -> Analysis:
        try:
            analysis = extract(article)
            if setting is not None:
                analysis = Corrections([(led[key], article)], setting, problems).made(led[key], article, analysis)
        except Exception as error:
            problems.append(f"{key}: could not be analysed ({type(error).__name__}: {error})")
            return Analysis(article.id, "", (), ())
        return analysis

    return check.told(analysis_of)


def all_exact(checked: Sequence[Checked]) -> bool:
    return all(each.verdict is Verdict.EXACT for each in checked)


def summary(checked: Sequence[Checked], library: Sequence[str]) -> str:
    """ "3 exact, 1 altered, held against articles/" in one line; without a library, the bundled articles are named."""
    counts = Counter(each.verdict for each in checked)
    told = [f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict]]
    against = " and ".join(library) if library else _BUNDLED
    return f"{', '.join(told) or 'no quotations'}, held against {against}"


def check_rows(checked: Sequence[Checked]) -> list[dict[str, str]]:
    """One row a quotation, every cell a text."""
    return [
        {
            "check": each.verdict.value,
            "quotation": each.words,
            "laid to": each.speaker,
            "found in": _where(each.sources[0]) if each.sources else "",
            "what differs": "; ".join(_remarks(each, each.sources[0])) if each.sources else "",
        }
        for each in checked
    ]


def check_records(checked: Sequence[Checked]) -> list[Record]:
    """One record a quotation; offsets of the draft are those of its text as it was read."""
    return [
        {
            "verdict": each.verdict.value,
            "text": each.words,
            "start": each.span.start,
            "end": each.span.end,
            "speaker": each.speaker or None,
            "sources": [_source_record(source, each) for source in each.sources],
        }
        for each in checked
    ]


def _source_record(source: Source, checked: Checked) -> Record:
    return {
        "verdict": source.verdict.value,
        "path": source.document.path,
        "title": source.document.title,
        "outlet": source.document.outlet,
        "start": source.span.start,
        "end": source.span.end,
        "text": source.words,
        "speaker": source.speaker or None,
        "differences": told_differences(source, checked.words),
        "note": source.note,
    }


def _where(source: Source) -> str:
    place = source.document.known_as
    return f"{place}: {source.speaker}" if source.speaker else place


def _remarks(checked: Checked, source: Source) -> list[str]:
    told = told_differences(source, checked.words)
    if source.verdict is Verdict.OTHER_SPEAKER:
        told.insert(0, source.laid_to)
    return [*told, *filter(None, [source.note])]
