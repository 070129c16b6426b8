"""From whom a statement came, through whom, to which outlet; and how many of its reports are independent.

Two reports go back to one origin where the same agency stands in their chains, where one came through the outlet of
the other, where one outlet made both, or where both hold the same `SAME_TEXT` words in a row.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from tui.comparison.apart import day_of, told_apart
from tui.comparison.wording import folded, tokens

SAME_TEXT = 12
"""So many of the same words in a row come from one desk."""
UNKNOWN = ""
"""The name of a speaker or an outlet that is not known."""
_ARTICLES = frozenset({"the"})


class Report(msgspec.Struct, frozen=True):
    """One attribution as it was reported. `words` is what it says, `via` the chain of outlets, nearest to the speaker
    first; `outlet` and `speaker` are empty where not known; `unnamed` marks a speaker known only by description, of
    others `actor` is the id in the library. `known_as` is what the article is called, which stands for an
    outlet not known.
    """

    document_id: str
    attribution_id: str
    words: str
    speaker: str = UNKNOWN
    unnamed: bool = False
    via: tuple[str, ...] = ()
    outlet: str = UNKNOWN
    when: datetime | None = None
    actor: str = ""
    known_as: str = ""


class Station(StrEnum):
    """What a node of the tree is."""

    SPEAKER = "speaker"
    AGENCY = "agency"
    OUTLET = "outlet"


class Node(msgspec.Struct, frozen=True):
    """A station on the way. `reports` are those that end here; `children` came through here. `apart` tells it from
    others of its name.
    """

    station: Station
    name: str
    unnamed: bool
    apart: str
    reports: tuple[Report, ...]
    children: tuple[Node, ...]

    @property
    def told(self) -> str:
        """The name with what is to be known beside it: "official (unnamed, no. 2)"."""
        beside = ", ".join(filter(None, ["unnamed" if self.unnamed and self.name else "", self.apart]))
        return (self.name or "not known") + (f" ({beside})" if beside else "")


class Provenance(msgspec.Struct, frozen=True):
    """`speakers` are the roots. `origins` are the reports put together by where they come from, the first to report
    first in each; `independent` is their number.
    """

    speakers: tuple[Node, ...]
    origins: tuple[tuple[Report, ...], ...]

    @property
    def independent(self) -> int:
        return len(self.origins)

    def apart(self) -> dict[Report, str]:
        """What tells the outlet or article of each report from others of its name; "" where there are none."""
        found: dict[Report, str] = {}
        nodes = list(self.speakers)
        while nodes:
            node = nodes.pop()
            found.update(dict.fromkeys(node.reports, node.apart))
            nodes += node.children
        return found


class _Stop(msgspec.Struct, frozen=True):
    """A station on the way of one report. Stops of one name are one node where `identity` is the same, too; `hint` says
    what it is.
    """

    station: Station
    name: str
    identity: str = ""
    hint: str = ""

    @property
    def key(self) -> Hashable:
        return self.station, _key(self.name), self.identity


def provenance(reports: Iterable[Report]) -> Provenance:
    """The tree and the origins of the reports of one statement (those of a variant group), in any order."""
    ordered = sorted(reports, key=_by_time)
    return Provenance(_speakers(ordered), _origins(ordered))


def _by_time(report: Report) -> tuple[bool, float, str, str]:
    when = report.when
    return when is None, when.timestamp() if when else 0.0, report.document_id, report.attribution_id


def _speakers(reports: Sequence[Report]) -> tuple[Node, ...]:
    paths = [(_stops(report), report) for report in reports]
    return _nodes(paths, _apart(stop for stops, _ in paths for stop in stops))


def _stops(report: Report) -> list[_Stop]:
    """The stations that a report came through. Unnamed sources are never one with each other across articles, nor are
    articles of which no outlet is known.
    """
    name = report.speaker
    kind = report.actor.partition("/")[0]
    lone = report.unnamed or not name
    here = f"in {report.document_id}"
    stops = [_Stop(Station.SPEAKER, name, here) if lone else _Stop(Station.SPEAKER, name, report.actor, kind)]
    stops += [_Stop(Station.AGENCY, agency) for agency in report.via]
    if report.outlet:
        return [*stops, _Stop(Station.OUTLET, report.outlet)]
    return [*stops, _Stop(Station.OUTLET, report.known_as, here, day_of(report.when))]


def _apart(stops: Iterable[_Stop]) -> dict[Hashable, str]:
    """What tells stops of one name apart: what each is, else its number."""
    named: dict[Hashable, dict[Hashable, str]] = {}
    for stop in stops:
        named.setdefault((stop.station, _key(stop.name)), {}).setdefault(stop.key, stop.hint)
    apart: dict[Hashable, str] = {}
    for alike in named.values():
        if len(alike) > 1:
            apart.update(zip(alike, told_apart([(hint,) for hint in alike.values()]), strict=True))
    return apart


def _nodes(paths: Sequence[tuple[Sequence[_Stop], Report]], apart: Mapping[Hashable, str]) -> tuple[Node, ...]:
    branches: dict[Hashable, list[tuple[Sequence[_Stop], Report]]] = {}
    for stops, report in paths:
        branches.setdefault(stops[0].key, []).append((stops, report))
    nodes = []
    for key, branch in branches.items():
        (stop, *_), first = branch[0]
        ending = tuple(report for stops, report in branch if len(stops) == 1)
        onward = [(stops[1:], report) for stops, report in branch if len(stops) > 1]
        unnamed = stop.station is Station.SPEAKER and first.unnamed
        nodes.append(Node(stop.station, stop.name, unnamed, apart.get(key, ""), ending, _nodes(onward, apart)))
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
