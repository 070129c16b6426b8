"""Addresses of quotes, actors and notes: made and understood again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from making import any_text, one_word

from tui.annotations.links import Link, LinkKind, is_address, to_actor, to_note, to_quote, understood
from tui.text import Span


@given(st.integers(0, 10**9), st.integers(0, 400), any_text)
def test_a_quote_is_told_by_its_place_and_its_first_words(start: int, length: int, words: str) -> None:
    words = words.encode("utf-8", "replace").decode("utf-8")
    span = Span(start, start + length)
    address = to_quote("7ec7d0b9a1c2f3d4", span, words)
    assert address.isascii()
    assert not set(address) & set(" \n\t")
    assert understood(address) == Link(LinkKind.QUOTE, "7ec7d0b9a1c2f3d4", span, words[:80])


@given(one_word)
def test_actors_and_notes_are_told_by_name(name: str) -> None:
    name = name.encode("utf-8", "replace").decode("utf-8")
    assert understood(to_actor(name)) == Link(LinkKind.ACTOR, name)
    assert understood(to_note(name)) == Link(LinkKind.NOTE, name)
    assert to_note(name).isascii()


def test_anything_else_is_an_address_of_the_web() -> None:
    assert understood("https://example.org/x") == Link(LinkKind.WEB, "https://example.org/x")
    assert understood("urn:briefing-tui:document:x") == Link(LinkKind.WEB, "urn:briefing-tui:document:x")


def test_what_is_typed_is_taken_for_an_address_by_its_scheme_only() -> None:
    for text in ("https://example.org/a?b=c#d", "HTTP://x", "mailto:a@b.org", "doi:10.1000/182"):
        assert is_address(text)
    for text in ("", "talks", "who said: this", "javascript:alert(1)", "file:///etc/passwd", "https://a b"):
        assert not is_address(text)
