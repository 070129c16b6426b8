"""From whom, through whom, and how many independent sources."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tui.comparison.provenance import Node, Report, Station, provenance

LONG = "one two three four five six seven eight nine ten eleven twelve"


def report(number: int, words: str = "", **given: object) -> Report:
    return Report(f"d{number}", "q0", words or f"words {number}", **given)  # type: ignore[arg-type]


def drawn(nodes: tuple[Node, ...]) -> list[object]:
    return [(node.name, drawn(node.children)) for node in nodes]


def test_the_chain_runs_from_the_speaker_through_agency_and_outlet() -> None:
    one = report(1, speaker="Sergei Lavrov", via=("Tass", "Guardian"), outlet="Blog")
    (root,) = provenance([one]).speakers
    assert drawn((root,)) == [("Sergei Lavrov", [("Tass", [("Guardian", [("Blog", [])])])])]
    assert root.station is Station.SPEAKER


def test_stations_of_one_name_are_one_node() -> None:
    tree = provenance(
        [
            report(1, speaker="Lavrov", via=("TASS",), outlet="The Times"),
            report(2, speaker="Lavrov", via=("Tass",), outlet="Mail"),
        ]
    ).speakers
    assert drawn(tree) == [("Lavrov", [("TASS", [("The Times", []), ("Mail", [])])])]


def test_reports_through_one_agency_count_once() -> None:
    reports = [report(1, via=("TASS",), outlet="A"), report(2, via=("Tass",), outlet="B"), report(3, outlet="C")]
    assert provenance(reports).independent == 2


def test_a_report_through_an_outlet_goes_back_to_what_that_outlet_reported() -> None:
    assert provenance([report(1, outlet="BBC"), report(2, via=("the BBC",), outlet="Blog")]).independent == 1


def test_twelve_same_words_in_two_outlets_are_one_origin_and_eleven_are_not() -> None:
    short = LONG.rsplit(" ", 1)[0]
    assert provenance([report(1, LONG, outlet="A"), report(2, f"He said {LONG}", outlet="B")]).independent == 1
    assert provenance([report(1, f"{short} x", outlet="A"), report(2, f"{short} y", outlet="B")]).independent == 2


def test_the_first_to_report_stands_first() -> None:
    early, late = datetime(2022, 2, 9, tzinfo=UTC), datetime(2022, 2, 10, tzinfo=UTC)
    origins = provenance([report(1, via=("X",), when=late), report(2, via=("X",), when=early), report(3)]).origins
    assert [[one.document_id for one in origin] for origin in origins] == [["d2", "d1"], ["d3"]]


def test_unnamed_sources_of_two_articles_are_not_one() -> None:
    found = provenance([report(1, speaker="an official", unnamed=True), report(2, speaker="an official", unnamed=True)])
    assert [node.unnamed for node in found.speakers] == [True, True]
    assert found.independent == 2


def told(nodes: tuple[Node, ...]) -> list[object]:
    return [(node.told, told(node.children)) for node in nodes]


def test_sources_of_one_name_are_told_apart() -> None:
    found = provenance(
        [
            report(1, speaker="Georgia", actor="place/georgia", outlet="A"),
            report(2, speaker="Georgia", actor="person/georgia", outlet="B"),
            report(3, speaker="official", unnamed=True, outlet="A"),
            report(4, speaker="official", unnamed=True, outlet="B"),
            report(5, outlet="A"),
            report(6, outlet="B"),
            report(7, speaker="Lavrov", actor="person/lavrov", outlet="A"),
        ]
    )
    assert told(found.speakers) == [
        ("Georgia (place)", [("A", [])]),
        ("Georgia (person)", [("B", [])]),
        ("official (unnamed, no. 1)", [("A", [])]),
        ("official (unnamed, no. 2)", [("B", [])]),
        ("not known (no. 1)", [("A", [])]),
        ("not known (no. 2)", [("B", [])]),
        ("Lavrov", [("A", [])]),
    ]


def test_articles_of_no_outlet_and_one_name_are_two_sources_told_apart_by_their_days() -> None:
    days = [datetime(2022, 2, day, tzinfo=UTC) for day in (9, 10)]
    live = [report(at, speaker="Lavrov", known_as="Live", when=day) for at, day in enumerate(days)]
    found = provenance(live)
    assert found.independent == 2
    assert told(found.speakers) == [("Lavrov", [("Live (9 Feb 2022)", []), ("Live (10 Feb 2022)", [])])]
    again = provenance([report(3, speaker="Lavrov", known_as="Live"), report(4, speaker="Lavrov", known_as="Live")])
    assert told(again.speakers) == [("Lavrov", [("Live (no. 1)", []), ("Live (no. 2)", [])])]


NAMES = st.sampled_from(["", "A", "the a", "B", "C"])
REPORTS = st.lists(st.tuples(NAMES, st.lists(NAMES, max_size=2), NAMES, st.sampled_from(["", LONG])), max_size=8)


@given(REPORTS)
def test_every_report_has_one_origin_and_one_place_in_the_tree(
    made: list[tuple[str, list[str], str, str]],
) -> None:
    reports = [
        report(at, words, speaker=speaker, via=tuple(via), outlet=outlet)
        for at, (speaker, via, outlet, words) in enumerate(made)
    ]
    found = provenance(reports)

    def ending(nodes: tuple[Node, ...]) -> list[str]:
        return [one for node in nodes for one in (*(r.document_id for r in node.reports), *ending(node.children))]

    names = sorted(one.document_id for one in reports)
    assert sorted(ending(found.speakers)) == names
    assert sorted(one.document_id for origin in found.origins for one in origin) == names
