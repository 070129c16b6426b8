"""The base form of a verb, by its endings and a short list of irregular forms."""

from __future__ import annotations

from functools import cache, lru_cache

from tui.extraction.words import word_classes, words

_VOWELS = frozenset("aeiou")


@cache
def _irregular() -> dict[str, str]:
    return dict(pair.split("/") for pair in words("irregular"))


@lru_cache(maxsize=20_000)
def lemma(form: str) -> str:
    """The base of a verb's form in lower case ("warns", "warned", "warning": "warn"); other words as they are."""
    known = _irregular().get(form)
    if known is not None:
        return known
    for ending in ("ing", "ed", "es", "s"):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            stem = form[: -len(ending)]
            for base in _bases(stem, ending):
                if word_classes().get(base) in _BASE_CLASSES:
                    return base
    return form


_BASE_CLASSES = frozenset("bNJ")
"""Many verbs are nouns more often than verbs ("claim", "report")."""


def _bases(stem: str, ending: str) -> tuple[str, ...]:
    if stem.endswith("i"):
        return (stem[:-1] + "y",)
    if ending == "s":
        return (stem,)
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        return (stem, stem[:-1], stem + "e")
    return (stem + "e", stem)


def inflected(base: str) -> tuple[str, ...]:
    """The regular forms of a verb, itself included."""
    if base.endswith("e"):
        return base, base + "s", base + "d", base[:-1] + "ing"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    if base.endswith(("s", "sh", "ch", "x")):
        return base, base + "es", base + "ed", base + "ing"
    return base, base + "s", base + "ed", base + "ing"
