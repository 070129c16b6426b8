"""Bodies known by a description, not a name: "the British foreign ministry", "the Clinton campaign"."""

from __future__ import annotations

import re

from tui.extraction.lexicon import lexicon

_LONGEST_COUNTRY = 3
_POSSESSIVE = re.compile(r"[’']s$")


def owned_name(name: str, word_before: str) -> str:
    """The name of a state's body with its country, by the word before: "Russian Foreign Ministry"."""
    lists = lexicon()
    if name.rpartition(" ")[2].lower() not in lists.state_bodies:
        return name
    bare = _POSSESSIVE.sub("", word_before)
    country = lists.country_of_demonym.get(bare) or lists.country_of.get(bare)
    return name if country is None else f"{lists.demonym_of.get(country, bare)} {name}"


def body_name(phrase: str, has_name: bool) -> str | None:
    """The usual name of the body that a nominal means, or None where it tells of no certain one.

    A country's own bodies ("Russia's defence ministry" -> "Russian defence ministry") and those of somebody
    named (`has_name`: "the Clinton campaign") are certain; "the committee" is not.
    """
    lists = lexicon()
    words = phrase.split()
    if not words or words[0].lower() in ("a", "an", "another", "any", "some"):
        return None
    if words[0].lower() in lists.determiners:
        words.pop(0)
    if not words:
        return None
    noun = words[-1].lower()
    if noun in lists.state_bodies:
        for i in range(len(words) - 1):
            for end in range(min(i + _LONGEST_COUNTRY, len(words) - 1), i, -1):
                bare = _POSSESSIVE.sub("", " ".join(words[i:end]))
                country = lists.country_of_demonym.get(bare) or lists.country_of.get(bare)
                if country is not None:
                    return " ".join([lists.demonym_of.get(country, bare), *words[end:]])
    if has_name and noun in lists.group_nouns and words[0][0].isupper():
        return " ".join(_POSSESSIVE.sub("", word) for word in words)
    return None
