"""An actor while a document is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.extraction.model import ActorKind
from tui.extraction.titles import Role
from tui.text import Span


@dataclass(slots=True, eq=False, repr=False)
class Entry:
    """An actor in the making. `others` are its mentions that are no names; `implied` the offices that the
    text gives it only by going on about it with them.
    """

    name: str
    kind: ActorKind
    gender: str = ""
    aliases: list[str] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    implied: list[Role] = field(default_factory=list)
    others: list[Span] = field(default_factory=list)
    unnamed: bool = False
    id: str = ""
