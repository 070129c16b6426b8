"""The actors of five real articles: names, kinds, aliases and roles, written down from reading them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tui.comparison.actors import ActorRegistry, MergedActor
from tui.documents.loading import load
from tui.extraction import extract
from tui.extraction.model import Actor, ActorKind, Analysis

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "seeds"
PERSON, ORGANISATION, PLACE = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE
FEATURE, REWRITE, OPINION, WIRE, LIVE = "000", "001", "002", "003", "004"

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(
        not FOLDER.is_dir(), reason="the real articles lie beside the repository only where it is developed"
    ),
]


@cache
def analysis(article: str) -> Analysis:
    (path,) = FOLDER.glob(f"{article}_*")
    return extract(load(path))


@cache
def registry() -> ActorRegistry:
    found = ActorRegistry()
    for article in (FEATURE, REWRITE, OPINION, WIRE, LIVE):
        found.add(analysis(article))
    return found


def actor(article: str, name: str, kind: ActorKind) -> Actor:
    (found,) = [a for a in analysis(article).actors if a.name == name and a.kind is kind and not a.unnamed]
    return found


@pytest.mark.parametrize(
    ("article", "name", "aliases", "roles"),
    [
        (FEATURE, "Liz Truss", {"Truss"}, {"UK Foreign Secretary", "British Foreign Secretary"}),
        (FEATURE, "Sergei Lavrov", {"Lavrov"}, {"Russian Foreign Minister"}),
        (FEATURE, "Yevhen Muraev", set(), {"pro-Russian Ukrainian businessman"}),
        (FEATURE, "Deborah Bonnert", set(), {"British Ambassador to Russia"}),
        (FEATURE, "Volodymyr Zelenskiy", set(), {"Ukrainian President"}),
        (FEATURE, "Olaf Scholz", set(), {"German Chancellor"}),
        (FEATURE, "Emmanuel Macron", set(), {"French President"}),
        (REWRITE, "Liz Truss", {"Truss"}, {"Foreign Minister"}),
        (REWRITE, "Sergei Lavrov", {"Lavrov"}, set()),
        (REWRITE, "Vladimir Putin", set(), {"Russian President"}),
        (REWRITE, "Ben Wallace", set(), set()),
        (REWRITE, "Sergei Shoigu", set(), {"Russian defense minister"}),
        (REWRITE, "Boris Johnson", {"Johnson"}, set()),
        (REWRITE, "Jens Stoltenberg", set(), {"NATO Secretary General"}),
        (OPINION, "Liz Truss", {"Truss"}, {"Foreign Secretary"}),
        (OPINION, "Sergei Lavrov", {"Lavrov"}, {"Foreign Minister"}),
        (OPINION, "Boris Johnson", {"Johnson"}, set()),
        (OPINION, "Vladimir Putin", {"Putin"}, set()),
        (OPINION, "Ben Wallace", set(), {"Defence Secretary"}),
        (OPINION, "James Cleverly", set(), set()),
        (OPINION, "Andrey Kelin", set(), {"Russian ambassador to the UK"}),
        (WIRE, "Liz Truss", {"Truss"}, {"British Foreign Secretary"}),
        (WIRE, "Sergei Lavrov", set(), {"Russian Foreign Minister"}),
        (WIRE, "Ben Wallace", set(), {"Defense Secretary"}),
        (WIRE, "Sergei Shoigu", set(), {"Russian Defense Minister"}),
        (WIRE, "Vladimir Putin", set(), {"Russian President"}),
        (WIRE, "Aleksandr Litvinenko", set(), {"former Russian security officer"}),
        (WIRE, "Sergei Skripal", set(), {"former Russian military intelligence officer"}),
        (LIVE, "Liz Truss", {"Truss"}, {"UK Foreign Secretary"}),
        (LIVE, "Sergei Lavrov", {"Lavrov"}, {"Russian Foreign Minister"}),
        (LIVE, "Boris Johnson", {"Johnson"}, set()),
        (LIVE, "Mateusz Morawiecki", {"Morwiecki"}, {"Polish Prime Minister"}),
        (LIVE, "Vadym Prystaiko", {"Prystaiko"}, set()),
        (LIVE, "Kirill Mikhailov", {"Mikhailov"}, {"investigative reporter with the Conflict Intelligence Team"}),
        (LIVE, "John Major", {"Major"}, {"Conservative former prime minister"}),
        (LIVE, "Andrew Wood", {"Wood"}, {"UK ambassador to Russia"}),
        (LIVE, "Chris Bryant", set(), {"Labour MP"}),
        (LIVE, "James Cleverly", {"Cleverly"}, {"Foreign Office minister"}),
        (LIVE, "Dmytro Kuleba", set(), {"Foreign Minister"}),
        (LIVE, "Vladimir Putin", {"Putin"}, {"Russian President"}),
        (LIVE, "Jens Stoltenberg", set(), {"Nato secretary general"}),
        (LIVE, "Zelensky", set(), {"Ukrainian President"}),
        (LIVE, "Alexei Navalny", set(), {"Russian opposition politician"}),
        (LIVE, "Sergei Skripal", set(), {"former Russian spy"}),
    ],
)
def test_a_person_has_these_aliases_and_roles(article: str, name: str, aliases: set[str], roles: set[str]) -> None:
    found = actor(article, name, PERSON)
    assert set(found.aliases) == aliases
    assert set(found.roles) == roles


@pytest.mark.parametrize(
    ("article", "name", "kind"),
    [
        (FEATURE, "Moscow", PLACE),
        (FEATURE, "Kremlin", ORGANISATION),
        (FEATURE, "NATO", ORGANISATION),
        (FEATURE, "RFE/RL", ORGANISATION),
        (FEATURE, "Kommersant", ORGANISATION),
        (FEATURE, "Russian Foreign Ministry", ORGANISATION),
        (FEATURE, "British foreign ministry", ORGANISATION),
        (FEATURE, "British government", ORGANISATION),
        (FEATURE, "Rostov-on-Don", PLACE),
        (FEATURE, "Russia", PLACE),
        (REWRITE, "Times", ORGANISATION),
        (REWRITE, "NATO", ORGANISATION),
        (REWRITE, "United Kingdom", PLACE),
        (OPINION, "Guardian", ORGANISATION),
        (OPINION, "BBC", ORGANISATION),
        (OPINION, "TASS", ORGANISATION),
        (OPINION, "ITV", ORGANISATION),
        (OPINION, "Al Jazeera", ORGANISATION),
        (OPINION, "Russian Foreign Ministry", ORGANISATION),
        (WIRE, "TASS", ORGANISATION),
        (WIRE, "AFP", ORGANISATION),
        (WIRE, "Reuters", ORGANISATION),
        (WIRE, "Moscow", PLACE),
        (WIRE, "Moscow", ORGANISATION),
        (LIVE, "Conflict Intelligence Team", ORGANISATION),
        (LIVE, "BBC Radio 4", ORGANISATION),
        (LIVE, "Labour", ORGANISATION),
        (LIVE, "Foreign Office", ORGANISATION),
        (LIVE, "House of Commons", ORGANISATION),
        (LIVE, "Russian National Guard", ORGANISATION),
        (LIVE, "Kyiv", PLACE),
        (LIVE, "Chernihiv", PLACE),
        (LIVE, "Moscow", ORGANISATION),
    ],
)
def test_a_body_or_place_is_of_its_kind(article: str, name: str, kind: ActorKind) -> None:
    assert actor(article, name, kind).mentions


def merged(name: str) -> MergedActor:
    (found,) = [a for a in registry().actors() if a.name == name and a.kind is PERSON and not a.unnamed]
    return found


@pytest.mark.parametrize(
    ("name", "articles"),
    [
        ("Liz Truss", {FEATURE, REWRITE, OPINION, WIRE, LIVE}),
        ("Sergei Lavrov", {FEATURE, REWRITE, OPINION, WIRE, LIVE}),
        ("Boris Johnson", {REWRITE, OPINION, LIVE}),
        ("Ben Wallace", {REWRITE, OPINION, WIRE}),
        ("Volodymyr Zelenskiy", {FEATURE, LIVE}),
        ("Sergei Skripal", {WIRE, LIVE}),
        ("Sergei Shoigu", {REWRITE, WIRE}),
    ],
)
def test_a_person_is_one_in_all_articles(name: str, articles: set[str]) -> None:
    documents = {analysis(article).document_id for article in articles}
    assert {document for document, _ in merged(name).members} == documents


def test_the_three_sergeis_stay_apart() -> None:
    ids = {merged(name).id for name in ("Sergei Lavrov", "Sergei Shoigu", "Sergei Skripal")}
    assert len(ids) == 3
