"""An actor while a document is read."""

from __future__ import annotations

import msgspec

from tui.extraction.model import ActorKind
from tui.extraction.titles import Role
from tui.text import Span


class Entry(msgspec.Struct, eq=False):
    """An actor in the making. `others` are its mentions that are no names; `implied` the offices that the
    text gives it only by going on about it with them.
    """

    name: str
    kind: ActorKind
    gender: str = ""
    aliases: list[str] = msgspec.field(default_factory=list)
    roles: list[Role] = msgspec.field(default_factory=list)
    implied: list[Role] = msgspec.field(default_factory=list)
    others: list[Span] = msgspec.field(default_factory=list)
    unnamed: bool = False
    id: str = ""
