"""Five real articles, read by hand: every passage of three words or more between marks, who spoke it, and via whom.

Each line: the first words of the passage (at most four), which of several such places it is, the speaker's surname or
the head of the unnamed source, and the outlets. The list was made before the extractor's output was looked at.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tui.documents.loading import load
from tui.documents.model import Document
from tui.extraction import extract
from tui.extraction.model import Analysis, Attribution

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "seeds"
pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(
        not FOLDER.is_dir(), reason="the real articles lie beside the repository only where it is developed"
    ),
]


class Expected(NamedTuple):
    words: str
    speaker: str
    via: tuple[str, ...] = ()
    place: int = 0


EXPECTED: dict[str, list[Expected]] = {
    "000_": [
        Expected("I'm honestly disappointed that", "Lavrov"),
        Expected("They say Russia is", "Lavrov"),
        Expected("As for the ultimatums", "Lavrov"),
        Expected("some of our western", "Lavrov"),
        Expected("I felt our colleagues", "Lavrov"),
        Expected("was a conversation between", "Lavrov"),
        Expected("We need to see", "Truss"),
        Expected("The information being released", "Truss"),
        Expected("As the UK and", "Truss", ("RFE/RL",)),
        Expected("The British government will", "Truss", ("Kommersant",)),
    ],
    "001_": [
        Expected("toughen and extend", "government"),
        Expected("The UK provided defensive", "Johnson"),
        Expected("Ukraine is not part", "Johnson"),
        Expected("much better to start", "Johnson"),
        Expected("We will look at", "Johnson"),
        Expected("The Ukrainians are well", "Johnson"),
        Expected("It’s possible, I don’t", "Johnson"),
        Expected("But I want to", "Johnson"),
        Expected("deaf and dumb conversation", "Lavrov"),
        Expected("I was not mute", "Truss"),
        Expected("There is still time", "Truss"),
        Expected("But NATO is very", "Truss"),
        Expected("There is no doubt", "Truss"),
        Expected("cyberattacks and other attempts", "Truss"),
        Expected("If Russia is serious", "Truss"),
        Expected("ideological approaches, ultimatums and", "Lavrov"),
        Expected("The demands for the", "Lavrov"),
        Expected("the West will likely", "Lavrov"),
    ],
    "002_": [
        Expected("without a clear change", "Foreign Ministry", ("Guardian",)),
        Expected("many Russian Mothers’ sons", "Johnson"),
        Expected("It’s like we’re listening", "Lavrov", ("BBC",)),
        Expected("no one should strengthen", "Putin", ("Guardian",)),
        Expected("If they’re coming to", "Kelin", ("Tass",)),
        Expected("In this case, the", "Kelin", ("Tass",)),
        Expected("We certainly believe there", "Chizhov", ("BBC",)),
        Expected("to simulate an attack", "Al Jazeera"),
        Expected("It’s possible, I don’t", "Johnson", ("Guardian",)),
        Expected("troops, planes, and ships", "Johnson", ("ITV",)),
    ],
    "003_": [
        Expected("the British foreign minister", "source", ("TASS",)),
        Expected("Given the last defense", "source", ("AFP",)),
        Expected("desist and step back", "Truss"),
        Expected("only lead to a", "Truss"),
    ],
    "004_": [
        Expected("much to be desired", "Lavrov"),
        Expected("Cold War rhetoric", "Truss"),
        Expected("most dangerous moment", "Johnson"),
        Expected("Poland is threatened, we", "Johnson", place=1),
        Expected("shoulder to shoulder", "Johnson"),
        Expected("We need to work", "Johnson"),
        Expected("we are doing this", "Johnson"),
        Expected("We won't accept a", "Johnson"),
        Expected("We stood side by", "Johnson"),
        Expected("defuse the situation", "Prystaiko"),
        Expected("According to our observations", "Mikhailov"),
        Expected("not as strong as", "Major", place=1),
        Expected("five-hour meeting across", "Major"),
        Expected("He has a choice", "Wood"),
        Expected("The discussion so far", "Wood"),
        Expected("toughen and expand", "*"),
        Expected("It's completely autocratic", "Bryant"),
        Expected("We're Johnny-come-latelies when", "Bryant"),
        Expected("in all stages calibrated", "Cleverly"),
        Expected("Anglo-Saxons may be preparing", "Lavrov"),
        Expected("rapid unfolding of events", "UK"),
        Expected("all this sobbing and", "Lavrov"),
        Expected("citizens of Anglo-Saxon countries", "Lavrov"),
        Expected("We are already wondering", "Lavrov"),
        Expected("We have looked at", "Lavrov"),
        Expected("very painful subject", "Kuleba"),
        Expected("That is just not", "Truss"),
        Expected("relitigate the past", "Truss"),
        Expected("one sided dialogue", "Lavrov"),
        Expected("Russia has been cheated", "Lavrov"),
        Expected("the most dangerous moment", "Johnson"),
        Expected("Cold War rhetoric", "Truss", place=1),
        Expected("a lot of hysteria", "Lavrov"),
        Expected("toughen and expand", "Cleverly", place=1),
        Expected("significantly broaden the range", "Cleverly"),
        Expected("Cold War rhetoric", "Truss", place=2),
        Expected("abandon Cold War rhetoric", "Truss"),
        Expected("vitally important that the", "Truss"),
        Expected("strengthen support across Nato", "Truss"),
        Expected("work with Russia", "Truss"),
        Expected("remove Russian troops from", "Lavrov"),
        Expected("They use Ukraine to", "Lavrov"),
        Expected("You ignore all of", "Lavrov"),
        Expected("It seems that Russia", "Lavrov"),
        Expected("improve their ratings", "Lavrov"),
    ],
}
ALL = [(name, expected) for name, expectations in EXPECTED.items() for expected in expectations]


@cache
def read(prefix: str) -> tuple[Document, Analysis]:
    (path,) = FOLDER.glob(prefix + "*.txt")
    document = load(path)
    return document, extract(document)


def attributions_at(name: str, expected: Expected) -> list[Attribution]:
    """The attributions whose content covers the beginning of the passage."""
    document, analysis = read(name)
    at = -1
    for _ in range(expected.place + 1):
        at = document.text.index(expected.words, at + 1)
    last = at + len(expected.words)
    return [
        attribution
        for attribution in analysis.attributions
        if any(piece.start <= at and last <= piece.end for piece in attribution.content)
    ]


def right_speaker(name: str, expected: Expected) -> bool:
    """Whether the speaker's name, or another name the article gives that actor, holds the expected one."""
    if expected.speaker == "*":
        return True
    _, analysis = read(name)
    names = {actor.id: " / ".join((actor.name, *actor.aliases)) for actor in analysis.actors}
    return any(
        expected.speaker.lower() in names.get(attribution.speaker_id or "", "").lower()
        for attribution in attributions_at(name, expected)
    )


@pytest.mark.parametrize(("name", "expected"), ALL, ids=lambda value: getattr(value, "words", value))
def test_every_quoted_passage_is_found(name: str, expected: Expected) -> None:
    assert attributions_at(name, expected)


def test_nine_in_ten_carry_the_right_speaker() -> None:
    wrong = [(name, expected.words) for name, expected in ALL if not right_speaker(name, expected)]
    assert len(wrong) <= len(ALL) // 10, wrong


@pytest.mark.parametrize(
    ("name", "expected"),
    [pair for pair in ALL if pair[1].via],
    ids=lambda value: getattr(value, "words", value),
)
def test_the_outlets_a_statement_came_through_are_told(name: str, expected: Expected) -> None:
    chains = [attribution.via for attribution in attributions_at(name, expected)]
    assert any(
        len(chain) == len(expected.via)
        and all(wanted in outlet for outlet, wanted in zip(chain, expected.via, strict=True))
        for chain in chains
    ), chains


def test_statements_that_came_through_nobody_have_no_chain() -> None:
    wrong = [
        (expected.words, attribution.via)
        for name, expected in ALL
        if not expected.via and expected.speaker not in ("*", "Al Jazeera")
        for attribution in attributions_at(name, expected)
        if attribution.via
    ]
    assert not wrong
