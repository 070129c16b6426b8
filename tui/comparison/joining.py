"""From pairs that are alike to groups: an edge clique cover, so that no chain joins what is unlike.

Every two members of a group are at least loosely alike, and every pair that is alike is in some group. A long
statement of which two outlets took different halves is therefore in two groups, and the halves in none together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

LOOSELY = 0.35
"""The least score between any two members of a group."""
_LOOKED_AT = 8
"""A newcomer is compared with so many members of a large group."""


def cover(
    nodes: Iterable[int], edges: Mapping[int, Mapping[int, float]], score: Callable[[int, int], float]
) -> list[tuple[int, ...]]:
    """Groups of two or more nodes that hold every edge among them, the strongest edges first.

    `edges[a][b]` is the score of an edge, held both ways; `score` compares two nodes that have none.
    """
    pairs = sorted((-strength, a, b) for a in nodes for b, strength in edges.get(a, {}).items() if a < b)
    covered: set[tuple[int, int]] = set()
    groups = []
    for _, a, b in pairs:
        if (a, b) in covered:
            continue
        members = _grown(a, b, edges, score)
        inside = set(members)
        for one in members:
            covered.update((one, other) for other in edges[one] if one < other and other in inside)
        groups.append(tuple(members))
    return groups


def _grown(a: int, b: int, edges: Mapping[int, Mapping[int, float]], score: Callable[[int, int], float]) -> list[int]:
    members = [a, b]
    seen = {a, b}
    waiting = _neighbours(members, edges, seen)
    while waiting:
        found = []
        for node in waiting:
            seen.add(node)
            if _fits(node, members, edges[node], score):
                members.append(node)
                found.append(node)
        waiting = _neighbours(found, edges, seen)
    return members


def _neighbours(nodes: Iterable[int], edges: Mapping[int, Mapping[int, float]], seen: set[int]) -> list[int]:
    """Those not seen, in the order of how much they have in common with the nodes."""
    worth: dict[int, float] = {}
    for node in nodes:
        for other, strength in edges[node].items():
            if other not in seen:
                worth[other] = worth.get(other, 0.0) + strength
    return sorted(worth, key=lambda node: (-worth[node], node))


def _fits(node: int, members: list[int], near: Mapping[int, float], score: Callable[[int, int], float]) -> bool:
    step = max(1, len(members) // _LOOKED_AT)
    return all(member in near or score(node, member) >= LOOSELY for member in members[::step])
