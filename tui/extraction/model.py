"""What the extractor finds: attributions and actors, in the terms of quotation research (PARC, PolNeAR)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from sys import intern

import msgspec

from tui.extraction.beside import marked_words
from tui.text import Span

DOUBTFUL_BELOW = 0.6
"""Below this confidence a speaker is told as a guess, never as certain."""

UNKNOWN_SPEAKER = "speaker not known"
"""Stands where the name of a speaker would."""


class Kind(StrEnum):
    """How a statement is given: every word between marks, some, or none."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


_MIXED = Kind.MIXED
"""Looked up in the class, it takes longer than to take the words."""


class ActorKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


class MarkedKind(StrEnum):
    """Words between marks that are no statement laid to anyone."""

    SCARE = "scare"
    TITLE = "title"


def _in_a_line(words: str) -> str:
    """The words parted by one space each; most stand so already, which is sooner told than made: of white space,
    nothing but the space is printable.
    """
    is_so = words.isprintable() and "  " not in words and words[:1] != " " != words[-1:]
    return words if is_so else " ".join(words.split())


class Attribution(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A statement laid to someone.

    `content` are its pieces without the quotation marks, in text order (several where it is interrupted). `cue` is the
    word of saying, `source` the mention beside it. `speaker` is the actor's canonical name, the words of an unnamed
    source ("senior U.K. defense source"), or None; `speaker_id` the actor's id in this analysis, or None. `via` is the
    chain of outlets through which it came, nearest to the speaker first. `confidence` is in [0, 1]; `why` says in a
    sentence which rule decided.
    """

    id: str
    content: tuple[Span, ...]
    kind: Kind
    cue: Span | None
    source: Span | None
    speaker: str | None
    speaker_id: str | None
    via: tuple[str, ...]
    confidence: float
    why: str
    corrected: bool = False
    """True where the reader has put something right."""
    headline: bool = False
    """True where it stands in a title, a summary, a caption or an entry's headline: the text below tells it too."""

    denied: bool = False
    """True where the word of saying says that the content is not so ("denied plans to invade")."""

    published: datetime | None = None
    """When the entry of a live page that it stands in was published; None elsewhere, and where that is not told."""

    def words(self, text: str) -> str:
        """The words on one line, the pieces joined by an ellipsis; `text` is that of the document.

        Of words that are quoted in part the marks tell which part: those right beside a piece are told too.
        """
        content = self.content
        if self.kind is _MIXED:
            return " … ".join([_in_a_line(marked_words(piece, text)) for piece in content])
        if len(content) == 1:  # as most are
            start, end = content[0]
            return _in_a_line(text[start:end])
        return " … ".join([_in_a_line(text[start:end]) for start, end in content])

    @property
    def span(self) -> Span:
        """From the first piece's start to the last piece's end."""
        return Span(self.content[0].start, self.content[-1].end)

    def brief(self) -> Attribution:
        """The same without what only who reads it asks for, and without its speaker, in a quarter of the memory: for
        lists of very many, which know speakers by their ids in the library.
        """
        return Attribution(
            intern(self.id), (self.span,), self.kind, None, None, None, None, (), self.confidence, "",
            self.corrected, self.headline, self.denied, self.published,
        )  # fmt: skip


class Marked(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Words between quotation marks that are not a statement: scare quotes, titles of works."""

    span: Span
    kind: MarkedKind
    confidence: float


class Actor(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A person, organisation or place behind mentions.

    `id` is stable for the same name ("sergei-lavrov"). `aliases` are other names used for it, `roles` its titles and
    offices as the text gives them, `mentions` every place in the text that means it (names, nominals and pronouns), in
    text order. `unnamed` marks a source known only by description; those are never merged.
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    mentions: tuple[Span, ...]
    names: tuple[Span, ...] = ()
    """Those of `mentions` that are names (neither pronoun nor common noun)."""
    unnamed: bool = False
    corrected: bool = False
    """True where the reader has put something right."""

    @property
    def places(self) -> list[Span]:
        """Where it is meant, in text order; of mentions that overlap ("the AFP news agency", "AFP") the first."""
        found: list[Span] = []
        for span in self.mentions:
            if not found or span.start >= found[-1].end:
                found.append(span)
        return found


class Analysis(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """All that was found in one document; attributions in text order."""

    document_id: str
    version: str
    attributions: Sequence[Attribution]
    actors: Sequence[Actor]
    marked: Sequence[Marked] = ()
    speakers_resolved: bool = True
    """False for languages in which only quotation marks are paired."""


def number_told(identifier: str) -> int:
    """The place among the attributions of an analysis that an id tells, as long as none is added or taken away; -1 for
    an id that tells none.
    """
    return int(identifier[1:]) - 1 if identifier[:1] == "q" and identifier[1:].isdecimal() else -1
