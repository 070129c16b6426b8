"""What the work of a cluster prints: how far it is, and what has come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.library.progress import duration_told
from tui.text import counted

if TYPE_CHECKING:
    from tui.cluster.importing import Imported
    from tui.cluster.running import Run
    from tui.library.progress import Progress
    from tui.output.records import Record

_MANY = 10_000_000
"""Bytes from which megabytes are told without their parts."""


def run_line(run: Run) -> str:
    """One line, while it works."""
    _, words_a_second = run.progress.rates()
    left = run.progress.left()
    places = 0 if run.size >= _MANY else 2  # else a small run would be at "0/0 MB" to its end
    parts = [
        f"{run.articles:,} articles",
        f"{(run.skipped + run.progress.done) / 1e6:,.{places}f}/{run.size / 1e6:,.{places}f} MB",
        f"{words_a_second:,.0f} words/s" if words_a_second else "",
        f"{duration_told(left)} left" if left is not None else "",
        counted(run.workers, "worker"),
    ]
    return " · ".join(filter(None, parts))


def run_summary(run: Run, out: str, seconds: float) -> str:
    """One line, at the end."""
    parts = [f"{counted(run.articles, 'article')}, {run.words:,} words in {duration_told(seconds)}, written to {out}"]
    if run.skipped:
        parts.append(f"{run.skipped / 1e6:,.1f} MB were done before")
    if run.problems:
        parts.append(f"{len(run.problems):,} could not be read")
    return "; ".join(parts)


def run_record(run: Run, out: str, seconds: float, problems: list[str]) -> Record:
    """The same for programs."""
    return {
        "out": out,
        "articles": run.articles,
        "words": run.words,
        "bytes": run.progress.done,
        "bytes_done_before": run.skipped,
        "seconds": round(seconds, 1),
        "unreadable": [{"path": path, "problem": problem} for path, problem in run.problems],
        "problems": problems,
    }


def import_line(imported: Imported, progress: Progress) -> str:
    """One line, while it works; `progress` counts the files of results."""
    files = f"{progress.done:,}/{counted(progress.total, 'file')}"
    return " · ".join((files, f"{imported.articles + imported.there:,} articles"))


def import_summary(imported: Imported) -> str:
    """One line."""
    parts = [f"{counted(imported.articles, 'article')} taken in"]
    if imported.there:
        parts.append(f"{imported.there:,} known")
    if imported.unread:
        parts.append(f"{len(imported.unread):,} that the cluster could not read")
    return ", ".join(parts)
