"""The process that checks a draft: what it says, and what it makes of what it is told."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from tui.comparison.checked import Verdict
from tui.documents.loading import load, parse
from tui.extraction.pipeline import extract
from tui.library.drafts.messages import Job, Known, Looked, Message, Outcome, Wanted
from tui.library.drafts.process import check
from tui.library.pickled import frame, messages

SAID = "“The islanders were never asked about the harbour,” said Peter Holm, the mayor of Westport.\n"


def _checked(job: Job, known: Known) -> tuple[list[Message], Outcome]:
    """What is said on the way, and what comes of it, each as it goes through a pipe."""
    said: list[Message] = []

    def heard() -> Iterator[Message]:
        yield from messages(io.BytesIO(frame(known)))

    outcome = check(job, said.append, heard())
    *way, last = messages(io.BytesIO(b"".join(map(frame, (*said, outcome)))))
    assert isinstance(last, Outcome)
    return way, last


def _draft(folder: Path, speaker: str = "Peter Holm") -> Path:
    draft = folder / "draft.txt"
    draft.write_text(f"A draft\n\n“The islanders were never asked about the harbour,” {speaker} said.\n")
    return draft


def test_it_tells_which_articles_matter_and_what_became_of_the_quotations(tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(f"Harbour talks\n\n{SAID}")
    (tmp_path / "other.txt").write_text("Ferries\n\nNine ferries have sailed.\n")
    keys = [str(tmp_path / name) for name in ("talks.txt", "other.txt", "gone.txt")]
    way, outcome = _checked(Job(_draft(tmp_path), keys, {}), Known({}))
    assert way == [Looked(0), Wanted({keys[0]: load(Path(keys[0])).id})]
    assert [each.verdict for each in outcome.checked] == [Verdict.EXACT]
    assert outcome.unreadable == 1
    (source,) = outcome.checked[0].sources
    assert source.document.title == "Harbour talks"
    assert source.span.of(source.document.text) == "The islanders were never asked about the harbour"


def test_what_is_known_of_an_article_goes_before_what_it_would_find(tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(f"Harbour talks\n\n{SAID}")
    key = str(tmp_path / "talks.txt")
    found = extract(load(Path(key)))
    actors = tuple(replace(actor, name="Anna Berg", aliases=()) for actor in found.actors)
    _, outcome = _checked(Job(_draft(tmp_path), [key], {}), Known({key: replace(found, actors=actors)}))
    assert [each.verdict for each in outcome.checked] == [Verdict.OTHER_SPEAKER]


def test_an_article_without_a_file_is_looked_through(tmp_path: Path) -> None:
    given = parse(f"Harbour talks\n\n{SAID}", path="-")
    _, outcome = _checked(Job(_draft(tmp_path), ["-"], {"-": given}), Known({}))
    assert [each.verdict for each in outcome.checked] == [Verdict.EXACT]
    assert outcome.unreadable == 0


def test_a_draft_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    way, outcome = _checked(Job(tmp_path / "nowhere.md", [], {}), Known({}))
    assert way == []
    assert "nowhere.md" in outcome.fault
