"""Whom a pronoun means."""

from __future__ import annotations

from tests.unit.extraction.actors.reading import actor, book, meant
from tui.text import Span


def test_gender_of_a_given_name_decides() -> None:
    text = "Liz Truss met Sergei Lavrov in Moscow. He called it deaf. She did not agree."
    assert meant(text, "He") == "Sergei Lavrov"
    assert meant(text, "She") == "Liz Truss"


def test_gender_of_an_honorific_decides() -> None:
    text = "Ms Ito met Mr Okafor in Geneva. He smiled and she frowned."
    assert meant(text, "He") == "Okafor"
    assert meant(text, "she") == "Ito"


def test_gender_of_a_role_decides() -> None:
    text = "Spokeswoman Saga Lindqvist answered Tor Moen. Later she left."
    assert meant(text, "she") == "Saga Lindqvist"


def test_the_subject_is_preferred_to_a_nearer_object() -> None:
    text = "Boris Johnson rang Emmanuel Macron on Sunday. He offered help."
    assert meant(text, "He") == "Boris Johnson"


def test_the_nearest_subject_is_preferred() -> None:
    text = "Boris Johnson spoke first. Jens Stoltenberg spoke next. He thanked everyone."
    assert meant(text, "He") == "Jens Stoltenberg"


def test_the_speaker_before_is_preferred() -> None:
    text = "Later Ben Wallace and Boris Johnson met Mark Rutte there, and he spoke."
    who = book(text)
    place = text.index("he spoke")
    boris = who.resolve(Span(text.index("Boris"), text.index("Boris") + 13))
    assert boris is not None
    assert who.resolve(Span(place, place + 2), speakers_before=[boris]) == boris


def test_a_pronoun_without_anybody_before_it_means_nobody() -> None:
    assert meant("She arrived at noon. Liz Truss was late.", "She") is None


def test_a_woman_is_never_he() -> None:
    assert meant("Liz Truss arrived. He waited.", "He") is None


def test_pronouns_and_nominals_count_among_the_mentions_but_not_among_the_names() -> None:
    text = "Foreign Secretary Liz Truss arrived. She said the Foreign Secretary was busy."
    found = actor(text, "Liz Truss")
    assert [span.of(text) for span in found.names] == ["Liz Truss"]
    assert [span.of(text) for span in found.mentions] == ["Liz Truss", "She", "the Foreign Secretary"]
