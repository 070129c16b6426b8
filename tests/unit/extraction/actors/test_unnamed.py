"""Sources known only by description, and words that are no source at all."""

from __future__ import annotations

import pytest

from tests.unit.extraction.actors.reading import actor, book, meant
from tui.documents.loading import parse
from tui.extraction.descriptions import read_description
from tui.extraction.model import ActorKind
from tui.extraction.pipeline import extract
from tui.text import Span


@pytest.mark.parametrize(
    "words",
    [
        "It",
        "it",
        "expression",
        "its accusations",
        "the meantime",
        "reports",
        "some",
        "The talks",
        "coup",
        "we",
        "",
        "“”",
    ],
)
def test_what_cannot_say_anything_is_no_actor(words: str) -> None:
    text = f"{words} said so."
    who = book(text)
    assert who.add_unnamed(Span(0, len(words))) is None
    assert who.actors() == ()


@pytest.mark.parametrize(
    ("words", "told", "kind"),
    [
        ("a senior official", "senior official", ActorKind.PERSON),
        ("“senior U.K. defense source", "senior U.K. defense source", ActorKind.PERSON),
        ("Analysts", "Analysts", ActorKind.PERSON),
        ("officials briefed on the plan", "officials briefed on the plan", ActorKind.PERSON),
        ("many of the voters", "many of the voters", ActorKind.PERSON),
        ("many Americans", "many Americans", ActorKind.PERSON),
        ("an independent opinion poll", "independent opinion poll", ActorKind.ORGANISATION),
        ("the government", "government", ActorKind.ORGANISATION),
    ],
)
def test_a_description_is_told_without_article_and_marks(words: str, told: str, kind: ActorKind) -> None:
    assert read_description(words) == (told, kind)


def test_a_surname_misspelt_is_the_one_person_it_fits() -> None:
    assert meant("Liz Truss met Sergei Lavrov. Trussed answered at once.", "Trussed") == "Liz Truss"


def test_a_surname_misspelt_that_fits_two_people_is_nobody() -> None:
    text = "Anna Hansen met Berit Hanson in Oslo. Hansan answered at once."
    who = book(text)
    at = text.index("Hansan")
    index = who.resolve(Span(at, at + 6))
    assert index is None or who.name(index) == "Hansan"


def test_who_is_asked_for_stands_among_the_actors() -> None:
    text = "The British foreign ministry was closed. A day later the ministry of Britain answered."
    who = book(text)
    index = who.resolve(Span(0, len("The British foreign ministry")))
    assert index is not None
    assert who.id(index) in {actor.id for actor in who.actors()}


def test_one_place_asked_for_twice_is_one_actor() -> None:
    who = book("An official said yes.")
    assert who.add_unnamed(Span(0, 11)) == who.add_unnamed(Span(0, 11))
    assert len(who.actors()) == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("She said that Sanders represents the nearby state.", {"Sanders"}),
        ("A group ran ads on the Fox network. The agency answered.", {"Fox", "Fox network"}),
        ("They argue that Anna Ito owns the party.", {"Anna Ito"}),
    ],
)
def test_words_between_a_conjunction_and_a_noun_are_no_body(text: str, names: set[str]) -> None:
    assert {found.name for found in book(text).actors()} == names


def test_a_pronoun_after_two_straight_marks_is_found() -> None:
    found = actor("Bernard Oyelaran sat down. ''He never rests,'' his wife said.", "Bernard Oyelaran")
    assert len(found.mentions) == 3


def test_the_source_is_the_unnamed_one_before_and_counts_among_its_mentions() -> None:
    text = "A senior defence source said they would come. “We will be there,” the source said."
    found = extract(parse(text, path="x.txt"))
    (source,) = [actor for actor in found.actors if actor.unnamed]
    assert [span.of(text) for span in source.mentions] == ["A senior defence source", "the source"]
    assert {quote.speaker_id for quote in found.attributions} == {source.id}
