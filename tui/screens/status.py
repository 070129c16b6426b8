"""The words of the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text import counted

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen


def status_text(desk: DeskScreen) -> str:
    """What the reader is at: the quote or actor of the locus, else the article."""
    if desk.reading.selection is not None:
        span = desk.reading.selected
        return f"{counted(span.length, 'character')} selected" if span else ""
    locus, article = desk.locus, desk.article
    if locus is None:
        return "" if len(desk.session.library) else "No articles"
    if article is None:
        return desk.session.library.record(locus.path).title
    quote = article.attribution(locus.attribution)
    if quote is not None:
        from tui.extraction.model import DOUBTFUL_BELOW, UNKNOWN_SPEAKER

        via = f", via {', '.join(quote.via)}" if quote.via else ""
        doubt = "?" if quote.speaker and quote.confidence < DOUBTFUL_BELOW else ""
        return f"{quote.speaker or UNKNOWN_SPEAKER}{doubt} · {quote.kind.value}{via}"
    if locus.actor and (name := desk.links.actor_name(locus.actor)):
        return name
    copies = len(desk.session.copies(article.document))
    if copies:
        others = counted(copies, "other article")
        return f"{article.document.title} · the same text as {others}, notes shared"
    return article.document.title


def place_text(desk: DeskScreen) -> str:
    """Where that is: article of articles, how far in the text, and what goes on behind."""
    parts: list[str] = []
    indexer = desk.intake.indexer
    if indexer is not None and indexer.busy:
        from tui.library.progress import progress_parts

        told = progress_parts(indexer.progress)
        parts.append(f"paused at {told[0]}" if indexer.paused else f"reading {', '.join(told)}")
    if desk.intake.is_waiting:
        parts.append("another program is reading these articles")
    if "adding" in vars(desk) and desk.adding.shown:  # it comes with the first key
        parts.append(desk.adding.shown)
    if "variants" in vars(desk) and desk.variants.shown:  # they come with the first question
        parts.append(desk.variants.shown)
    if desk.session.unsaved():
        parts.append("notes not saved")
    if "finding" in vars(desk) and desk.finding.shown:  # it comes with the first search
        parts.append(desk.finding.shown)
    if desk.article is not None:
        analysis = desk.article.analysis
        if analysis is None:
            parts.append("analysing" if indexer is None or indexer.busy else "not analysed")
        elif not analysis.speakers_resolved:
            parts.append(f"speakers are not resolved for “{desk.article.document.language}”")
        library = desk.session.library
        place = library.folding.place(library.row(desk.article.path)) + 1
        parts.append(f"{place}/{library.folding.left(len(library))}")
        percent = desk.reading.percent()
        parts.append(f"{percent} %")
        words = library.record(desk.article.path).words
        left = round(words * (100 - percent) / 100 / desk.session.settings.reading.words_per_minute)
        if left:
            parts.append(f"{left} min left")
    return " · ".join(parts)
