"""Three-way merge of one note: what we last saw, what we want, what is on disk."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from tui.annotations.model import Annotation


class Merged(msgspec.Struct, frozen=True):
    """`kept` takes the note's id (None where it is deleted); `copy` is our version, where both cannot be one
    note."""

    kept: Annotation | None
    copy: Annotation | None = None


def merged(base: Annotation | None, ours: Annotation | None, theirs: Annotation | None) -> Merged:
    """One note out of two changes to it. All three have the same id.

    A change beats a deletion, whoever made it. Different fields changed become one note, tags and links are
    merged as sets; the same field changed in two ways makes `copy`."""
    if theirs == base or ours == theirs:
        return Merged(ours)
    if ours == base:
        return Merged(theirs)
    if ours is None or theirs is None:
        return Merged(theirs if ours is None else ours)
    if base is None:
        return Merged(theirs, ours)
    chosen = {}
    for name in ("motivation", "target", "body", "creator", "created", "conflict_with"):
        before, mine, other = getattr(base, name), getattr(ours, name), getattr(theirs, name)
        if before not in (mine, other) and mine != other:
            return Merged(theirs, ours)
        chosen[name] = mine if other == before else other
    return Merged(
        replace(
            theirs,
            **chosen,
            tags=_union(base.tags, ours.tags, theirs.tags),
            links=_union(base.links, ours.links, theirs.links),
            modified=max(ours.modified, theirs.modified),
        )
    )


def _union(base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """Their order, with what we added, without what either took away."""
    gone = (set(base) - set(ours)) | (set(base) - set(theirs))
    return tuple(each for each in dict.fromkeys((*theirs, *ours)) if each not in gone)
