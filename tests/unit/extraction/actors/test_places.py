"""Where an actor is meant."""

from __future__ import annotations

from tui.extraction.model import Actor, ActorKind
from tui.text import Span


def test_mentions_that_overlap_are_one_place() -> None:
    mentions = (Span(0, 19), Span(4, 7), Span(30, 33), Span(33, 40))
    actor = Actor("afp", "AFP", ActorKind.ORGANISATION, (), (), mentions)
    assert actor.places == [Span(0, 19), Span(30, 33), Span(33, 40)]
