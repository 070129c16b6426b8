"""Outlets through which a statement came: "(as the Guardian reported)", "as cited by RFE/RL"."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from tui.extraction.words import words
from tui.text import Span

_NAME = r"[A-Z][\w&./’'-]*(?:[ \xa0](?:of[ \xa0])?[A-Z][\w&./’'-]*){0,4}"
_OUTLET = rf"(?:[Tt]he[ \xa0])?(?:\w+[ \xa0]){{0,2}}?(?P<%s>{_NAME})(?:[ \xa0]news(?:paper|[ \xa0]agency)?)?"
_ARTICLE = re.compile(r"^[Tt]he[ \xa0]")
_POSSESSIVE = re.compile(r"[’']s$")
_CAPITALS = re.compile(rf"(?:The[ \xa0])?{_NAME}")


class Relay(NamedTuple):
    """An aside that names outlets, nearest to the speaker first; `span` covers the aside with its brackets or comma."""

    span: Span
    outlets: tuple[str, ...]


@cache
def _aside() -> re.Pattern[str]:
    relayed = "|".join(sorted(words("relayed")))
    relays = "|".join(sorted(words("relays")))
    citing = rf"(?:,?[ \xa0]citing[ \xa0]{_OUTLET % 'farther'})?"
    by = rf"(?:first[ \xa0])?(?:{relayed})[ \xa0](?:by|in|on)[ \xa0]"
    return re.compile(
        rf"\((?:as[ \xa0])?(?:{by}{_OUTLET % 'by'}|{_OUTLET % 'doing'}[ \xa0](?:{relays})|via[ \xa0]{_OUTLET % 'via'})"
        rf"{citing}[^()]{{0,20}}\)"
        rf"|,?[ \xa0]as[ \xa0]{by}{_OUTLET % 'plain'}{citing.replace('farther', 'beyond')}(?=[\s,.;:”’\"]|$)"
    )


def relays(text: str, block: Span) -> list[Relay]:
    """The asides of the block that tell through which outlet a statement came, in text order."""
    if text.find("(", *block) < 0 and text.find(" as ", *block) < 0:
        return []
    found: list[Relay] = []
    for match in _aside().finditer(text, block.start, block.end):
        groups = match.groupdict()
        nearest = [groups[name] for name in ("farther", "beyond") if groups[name]]
        outer = [groups[name] for name in ("by", "doing", "via", "plain") if groups[name]]
        found.append(Relay(Span(*match.span()), tuple(outlet_name(name) for name in (*nearest, *outer))))
    return found


def outlet_name(name: str) -> str:
    """An outlet's name without possessive and trailing stop."""
    return _POSSESSIVE.sub("", name.strip().rstrip(".,"))


def is_outlet(name: str) -> bool:
    """True for a known outlet, and for a name that ends as outlets do ("Kyiv Post", "Hromadske Radio")."""
    plain = _ARTICLE.sub("", outlet_name(name))
    if plain in words("outlets"):
        return True
    parts = plain.split()
    return len(parts) > 1 and parts[-1].lower() in words("outlet_ends")


@lru_cache(maxsize=20_000)
def outlet_in(phrase: str) -> str | None:
    """The outlet that a source phrase names ("the Russian state news agency TASS"), or None."""
    for match in _CAPITALS.finditer(phrase):
        name = outlet_name(match.group())
        if is_outlet(name):
            return name
        last = name.split()[-1]
        if last in words("outlets"):
            return last
    return None
