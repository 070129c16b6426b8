"""The process that checks a draft: looks through all articles, and tells what became of its quotations.

Started as `python -m tui.library.drafts.process`; ends when it has answered. All articles go through it, and what
analyses a draft, with its word lists, is its own: megabytes that the desk would keep.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import structs
from msgspec.structs import replace

from tui.comparison.checked import Checked
from tui.comparison.drafts import DraftCheck
from tui.documents.loading import DocumentError, load
from tui.documents.model import Document
from tui.extraction.model import Analysis
from tui.extraction.pipeline import extract
from tui.library.drafts.messages import Job, Known, Looked, Message, Outcome, Wanted
from tui.library.pickled import frame, messages

_TELL = 50
"""Articles between two words on how far it is."""


def check(job: Job, say: Callable[[Message], object], heard: Iterator[Message]) -> Outcome:
    """Do what is to be done; `heard` gives what is known of the articles that are said to matter."""
    try:
        draft = DraftCheck.of(load(job.draft))
    except DocumentError as error:
        return Outcome(fault=str(error))
    unreadable = 0
    for number, key in enumerate(job.keys):
        if number % _TELL == 0:
            say(Looked(number))
        try:
            draft.take(key, job.given.get(key) or load(Path(key)))
        except DocumentError:
            unreadable += 1
    articles = draft.articles
    say(Wanted({key: article.id for key, article in articles.items()}))
    known = next(heard)
    assert isinstance(known, Known)

    def analysis_of(key: str, article: Document) -> Analysis:
        return known.analyses.get(key) or extract(article)

    return Outcome(_light(draft.told(analysis_of), articles), unreadable)


def _light(checked: Sequence[Checked], articles: Mapping[str, Document]) -> list[Checked]:
    """The same with nothing of the articles but what is told of them."""
    light = {key: structs.replace(article, blocks=(), entries=()) for key, article in articles.items()}
    return [
        replace(each, sources=tuple(replace(source, document=light[source.key]) for source in each.sources))
        for each in checked
    ]


def main() -> None:
    def say(message: Message) -> None:
        sys.stdout.buffer.write(frame(message))
        sys.stdout.buffer.flush()

    heard = messages(sys.stdin.buffer)
    for job in heard:
        assert isinstance(job, Job)
        say(check(job, say, heard))


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main()
