"""An analysis with the reader's corrections made. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from tui.annotations.corrections.body import (
    Added,
    Edit,
    KindIs,
    Merged,
    Rejected,
    Renamed,
    SpanIs,
    SpeakerIs,
    Split,
    edits_of,
)
from tui.annotations.corrections.passages import Passages, overlap_with
from tui.annotations.corrections.roster import Roster
from tui.annotations.model import Annotation
from tui.extraction.model import Analysis, Attribution, Kind
from tui.text import Span

if TYPE_CHECKING:
    from tui.annotations.anchoring import Anchor

_LIKE = 0.5
"""The share of words that a quote and the passage of its correction must have in common."""
_SAME = 0.9
"""The share from which a quote that was added is one that the extractor has found by now."""


def apply_corrections(
    analysis: Analysis, text: str, annotations: Sequence[Annotation], anchors: Mapping[str, Anchor]
) -> Analysis:
    """The analysis of `text` as the notes among `annotations` that are corrections have it.

    They are made in the order in which they were created, so that of two that differ the later holds; the
    order of `annotations` does not matter. One whose passage has no certain place in `anchors` (by id),
    whose body cannot be read, or whose quote or actor is not there, changes nothing, and so does the
    second version that a conflict has made of a note that is there. What is corrected is marked
    `corrected`, quotes with confidence 1 and a `why` that tells by whom; every `speaker_id` names an actor
    of the result, and attributions stand in text order."""
    notes = {note.id: note for note in annotations}
    draft: _Draft | None = None
    for note in sorted(notes.values(), key=lambda note: (note.created, note.id)):
        anchor = anchors.get(note.id)
        if anchor is None or anchor.span is None or note.conflict_with in notes:
            continue
        for edit in edits_of(note):
            draft = draft or _Draft(analysis, text)
            draft.make(edit, anchor.span, note)
    return analysis if draft is None else draft.finished()


class _Quote(msgspec.Struct, eq=False):
    """An attribution in the making; `told` are the sentences about its corrections, by what was corrected."""

    attribution: Attribution
    told: dict[str, str] = msgspec.field(default_factory=dict)
    kind_told: bool = False

    def change(self, **fields: object) -> None:
        """Change fields of the attribution by the reader's word."""
        self.attribution = replace(self.attribution, corrected=True, confidence=1.0, **fields)

    def tell(self, what: str, how: str) -> None:
        self.told.pop(what, None)
        self.told[what] = f"{what} {how}."

    def finished(self, roster: Roster) -> Attribution:
        found = self.attribution
        if found.speaker_id is not None and found.speaker_id in roster:
            found = replace(found, speaker=roster[found.speaker_id].name)
        if self.told:
            sentences = self.told.values() if found.corrected else (found.why, *self.told.values())
            found = replace(found, why=" ".join(sentences))
        return found


class _Draft:
    """An analysis while corrections are made to it."""

    def __init__(self, analysis: Analysis, text: str) -> None:
        self._analysis = analysis
        self._passages = Passages(text)
        self._quotes = [_Quote(attribution) for attribution in analysis.attributions]
        self._roster = Roster(text, analysis.actors)

    def make(self, edit: Edit, place: Span, note: Annotation) -> None:
        by = _by(note.creator, note.created)
        match edit:
            case Added():
                self._add(edit, place, note.id, by)
            case Renamed() | Merged() | Split():
                self._change_actor(edit, place, by)
            case _:
                quote = self._quote_at(place, edit.replaces if isinstance(edit, SpanIs) else "")
                if quote is not None:
                    self._change_quote(quote, edit, place, by)

    def finished(self) -> Analysis:
        made = [quote.finished(self._roster) for quote in self._quotes]
        made.sort(key=lambda each: (each.content[0].start, each.content[0].end))
        actors = self._roster.actors(each.speaker_id for each in made if each.speaker_id is not None)
        told = overlap_with(piece for each in made if each.corrected for piece in each.content)
        marked = tuple(each for each in self._analysis.marked if not told(each.span))
        return replace(self._analysis, attributions=tuple(made), actors=actors, marked=marked)

    def _quote_at(self, place: Span, replaced: str = "", floor: float = _LIKE) -> _Quote | None:
        """The quote most like the passage that was replaced, or where that is gone, like `place`."""
        former = self._passages.nearest(replaced, place)
        for wanted in (former, place):
            if wanted is None:
                continue
            best, most = None, floor
            for quote in self._quotes:
                like = self._passages.likeness(quote.attribution.span, wanted)
                if like > most or (like == most and best is None):
                    best, most = quote, like
            if best is not None:
                return best
        return None

    def _change_quote(self, quote: _Quote, edit: SpeakerIs | KindIs | SpanIs | Rejected, place: Span, by: str) -> None:
        match edit:
            case Rejected():
                self._quotes.remove(quote)
            case KindIs(kind):
                quote.change(kind=kind)
                quote.kind_told = True
                quote.tell("Kind", f"corrected {by}")
            case SpeakerIs(name):
                self._set_speaker(quote, name)
                quote.tell("Speaker", f"corrected {by}")
            case SpanIs():
                content = self._passages.content(place, quote.attribution.content)
                if content:
                    kind = quote.attribution.kind if quote.kind_told else self._passages.kind(content)
                    quote.change(content=content, kind=kind)
                    quote.tell("Passage", f"corrected {by}")

    def _set_speaker(self, quote: _Quote, name: str | None) -> None:
        if name is None:
            quote.change(speaker=None, speaker_id=None)
            return
        identity = self._roster.speaker(name)
        if quote.attribution.source is not None:
            self._roster.give(quote.attribution.source, identity)
        quote.change(speaker=self._roster[identity].name, speaker_id=identity)

    def _add(self, edit: Added, place: Span, note: str, by: str) -> None:
        content = self._passages.content(place)
        if not content:
            return
        quote = self._quote_at(Span(content[0].start, content[-1].end), floor=_SAME)
        if quote is None:
            quote = _Quote(_added(f"added-{note}", content))
            self._quotes.append(quote)
        quote.change(kind=edit.kind or self._passages.kind(content))
        quote.kind_told = edit.kind is not None
        self._set_speaker(quote, edit.speaker)
        quote.told = {}
        quote.tell("Quote", f"added {by}")

    def _change_actor(self, edit: Renamed | Merged | Split, place: Span, by: str) -> None:
        name = edit.old if isinstance(edit, Renamed) else edit.actor
        identity = self._roster.meant(name, place)
        if identity is None:
            return
        spoken = [quote for quote in self._quotes if quote.attribution.speaker_id == identity]
        match edit:
            case Renamed(_, new):
                self._roster.rename(identity, new)
                target = identity
            case Merged(_, into):
                target = self._roster.merge(identity, into)
            case Split(_, other):
                target, moved = self._roster.split(identity, place, other)
                parted = overlap_with(moved)
                sources = [(quote, quote.attribution.source) for quote in spoken]
                spoken = [quote for quote, source in sources if source is not None and parted(source)]
        for quote in spoken:
            quote.attribution = replace(quote.attribution, speaker=self._roster[target].name, speaker_id=target)
            quote.tell("Actor", f"corrected {by}")


def _added(identity: str, content: tuple[Span, ...]) -> Attribution:
    return Attribution(
        id=identity,
        content=content,
        kind=Kind.DIRECT,
        cue=None,
        source=None,
        speaker=None,
        speaker_id=None,
        via=(),
        confidence=1.0,
        why="",
        corrected=True,
    )


def _by(creator: str, when: datetime) -> str:
    """Who made a correction and when, in words."""
    who = "".join(sign for sign in " ".join(creator.split()) if sign.isprintable())
    day = f"{when.day} {when:%B} {when.year}"
    return f"by {who} on {day}" if who else f"on {day}"
