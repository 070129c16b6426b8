"""Places that stand for those who govern there: "Moscow denies", "warned the Kremlin"."""

from __future__ import annotations

from tui.extraction.lexicon import lexicon
from tui.text import Span

_REACH = 48


def can_govern(name: str) -> bool:
    """True for the names of countries, capitals and seats of government."""
    lists = lexicon()
    return name in lists.country_of or name in lists.country_of_capital or name in lists.governments


def acts(text: str, span: Span) -> bool:
    """True where the place at `span` does what only a government does: it is the subject of a verb of saying
    or of taking a stand, or is spoken to.
    """
    lists = lexicon()
    before = text[max(0, span.start - 24) : span.start].rsplit("\n", 1)[-1]
    words = before.split()
    while words and words[-1].lower() == "the":
        words.pop()
    marker = words[-1].lower() if words else ""
    if marker in lists.addressing:
        return True
    if marker in lists.prepositions:
        return False
    after = text[span.end : span.end + _REACH].split("\n", 1)[0]
    if not after.startswith(" "):
        return False
    for word in after.split():
        lower = word.lower().rstrip(",.")
        if lower in lists.sayings:
            return True
        if lower not in lists.auxiliaries:
            return False
    return False
