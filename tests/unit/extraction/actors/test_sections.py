"""Entries of a live page: no pronoun looks back across the beginning of one."""

from __future__ import annotations

from tests.unit.extraction.actors.reading import regions
from tui.extraction.actors import ActorBook
from tui.extraction.mentions import find_mentions
from tui.text import Span

PAGE = (
    "Ministers answer\nJames Cleverly spoke in parliament. Cleverly defended the plan.\n"
    "Embassy staff\nThere is more now from Sergei Lavrov, who met Liz Truss.\nHe says staff may leave.\n"
    "Weather\nHe has nothing to add.\n"
)


def meant(words: str, sections: list[int], speakers: tuple[str, ...] = ()) -> str | None:
    where = regions(PAGE)
    book = ActorBook.build(PAGE, where, find_mentions(PAGE, where), sections)
    before = []
    for name in speakers:
        index = book.resolve(Span(PAGE.index(name), PAGE.index(name) + len(name)))
        assert index is not None
        before.append(index)
    start = PAGE.index(words)
    index = book.resolve(Span(start, start + 2), speakers_before=before)
    return None if index is None else book.name(index)


def starts(*headlines: str) -> list[int]:
    return [PAGE.index(headline) for headline in headlines]


def test_a_speaker_of_the_entry_before_is_not_meant() -> None:
    sections = starts("Ministers", "Embassy", "Weather")
    assert meant("He says", sections, ("James Cleverly",)) == "Sergei Lavrov"


def test_in_one_article_the_speaker_before_is_meant() -> None:
    assert meant("He says", [], ("James Cleverly",)) == "James Cleverly"


def test_a_pronoun_in_an_entry_that_names_nobody_means_nobody() -> None:
    assert meant("He has", starts("Ministers", "Embassy", "Weather")) is None


def test_without_sections_the_same_pronoun_means_somebody() -> None:
    assert meant("He has", []) is not None
