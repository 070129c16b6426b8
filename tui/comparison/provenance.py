"""From whom a statement came, through whom, to which outlet; and how many of its reports are independent.

Two reports go back to one origin where the same agency stands in their chains, where one came through the outlet of
the other, where one outlet made both, or where both hold the same `SAME_TEXT` words in a row.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tui.comparison.wording import folded, tokens

SAME_TEXT = 12
"""So many of the same words in a row come from one desk."""
UNKNOWN = ""
"""The name of a speaker or an outlet that is not known."""
_ARTICLES = frozenset({"the"})


@dataclass(frozen=True, slots=True)
class Report:
    """One attribution as it was reported. `words` is what it says, `via` the chain of outlets, nearest to the speaker
    first; `outlet` and `speaker` are empty where not known; `unnamed` marks a speaker known only by description.
    """

    document_id: str
    attribution_id: str
    words: str
    speaker: str = UNKNOWN
    unnamed: bool = False
    via: tuple[str, ...] = ()
    outlet: str = UNKNOWN
    when: datetime | None = None


class Station(StrEnum):
    """What a node of the tree is."""

    SPEAKER = "speaker"
    AGENCY = "agency"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class Node:
    """A station on the way. `reports` are those that end here; `children` came through here."""

    station: Station
    name: str
    unnamed: bool
    reports: tuple[Report, ...]
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """`speakers` are the roots. `origins` are the reports put together by where they come from, the first to report
    first in each; `independent` is their number.
    """

    speakers: tuple[Node, ...]
    origins: tuple[tuple[Report, ...], ...]

    @property
    def independent(self) -> int:
        return len(self.origins)


def provenance(reports: Iterable[Report]) -> Provenance:
    """The tree and the origins of the reports of one statement (those of a variant group), in any order."""
    ordered = sorted(reports, key=_by_time)
    return Provenance(_speakers(ordered), _origins(ordered))


def _by_time(report: Report) -> tuple[bool, float, str, str]:
    when = report.when
    return when is None, when.timestamp() if when else 0.0, report.document_id, report.attribution_id


def _speakers(reports: Sequence[Report]) -> tuple[Node, ...]:
    """Unnamed sources are never one with each other across articles."""
    paths = []
    for report in reports:
        lone = report.document_id if report.unnamed or not report.speaker else ""
        stations = [(Station.SPEAKER, report.speaker, lone)]
        stations += [(Station.AGENCY, agency, "") for agency in report.via]
        stations.append((Station.OUTLET, report.outlet, "" if report.outlet else report.document_id))
        paths.append((stations, report))
    return _nodes(paths)


def _nodes(paths: Sequence[tuple[list[tuple[Station, str, str]], Report]]) -> tuple[Node, ...]:
    branches: dict[Hashable, list[tuple[list[tuple[Station, str, str]], Report]]] = {}
    for stations, report in paths:
        station, name, lone = stations[0]
        branches.setdefault((station, _key(name), lone), []).append((stations, report))
    nodes = []
    for branch in branches.values():
        (station, name, _), first = branch[0][0][0], branch[0][1]
        ending = tuple(report for stations, report in branch if len(stations) == 1)
        onward = [(stations[1:], report) for stations, report in branch if len(stations) > 1]
        nodes.append(Node(station, name, station is Station.SPEAKER and first.unnamed, ending, _nodes(onward)))
    return tuple(nodes)


def _origins(reports: Sequence[Report]) -> tuple[tuple[Report, ...], ...]:
    """Each sign of an origin is seen first in one report; whoever shows it again is put with that one."""
    parent = list(range(len(reports)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    seen: dict[Hashable, int] = {}
    for at, report in enumerate(reports):
        for sign in _signs(report):
            first, second = sorted((root(seen.setdefault(sign, at)), root(at)))
            parent[second] = first
    origins: dict[int, list[Report]] = {}
    for at, report in enumerate(reports):
        origins.setdefault(root(at), []).append(report)
    return tuple(tuple(origin) for origin in origins.values())


def _signs(report: Report) -> Iterable[Hashable]:
    yield "article", report.document_id
    yield from (("outlet", _key(name)) for name in (*report.via, report.outlet) if name)
    words = [folded(word) for word, _, _ in tokens(report.words)]
    for at in range(len(words) - SAME_TEXT + 1):
        yield tuple(words[at : at + SAME_TEXT])


def _key(name: str) -> str:
    """An outlet's name for comparison ("The Guardian" is "Guardian", "TASS" is "Tass")."""
    return " ".join(word for word, _, _ in tokens(name.casefold()) if word not in _ARTICLES)
