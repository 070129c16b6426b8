"""Why an attribution was made, as a sentence a journalist understands."""

from __future__ import annotations

from collections.abc import Sequence

from tui.extraction.frame import Frame, Rule
from tui.extraction.model import Kind
from tui.text import Span

_LONGEST = 60
"""Words of the article are quoted up to so many signs."""

_PLACES = {
    Rule.AFTER_CUE: "comes before",
    Rule.BEFORE_CUE: "follows",
    Rule.AROUND_CUE: "interrupts",
}
_WITHOUT_CUE = {
    Rule.SAME_BLOCK: "No word of saying stands with this quotation; it goes on from {who} in the same paragraph",
    Rule.NEXT_CUE: "No word of saying stands with this quotation; {who} speaks next in the same paragraph",
    Rule.BLOCK_BEFORE: "This quotation goes on from {who} in the paragraph before",
    Rule.CONTINUED: "The paragraph before leaves its quotation open, and this one opens it anew: {who} goes on",
    Rule.PHRASE: "No word of saying stands with this quotation; {who} is named beside it",
    Rule.SENTENCE_BEFORE: "No word of saying stands with this quotation; {who} is named in the sentence before",
    Rule.HEADLINE: "The headline names {who} after these words",
    Rule.NOBODY: "The words stand between quotation marks, but the text does not tell who spoke them",
}


def why(text: str, frame: Frame, kind: Kind, speaker: str | None) -> str:
    """The sentence; it quotes the source and the cue as the article writes them."""
    source = "" if frame.source is None else _short(frame.source.of(text))
    if frame.cue is None:
        reason = _WITHOUT_CUE[frame.rule].format(who=f"“{source}”")
    else:
        cue = frame.cue.of(text)
        place = f"{_PLACES[frame.rule]} {_what(kind)}"
        if frame.source is None:
            reason = f"“{cue}” {place}, but the sentence does not tell who spoke"
        else:
            reason = f"“{_unit(text, frame.cue, frame.source, frame.content)}” {place} in the same sentence"
    if speaker is not None and source and speaker.lower() not in source.lower():
        reason += f"; “{source}” is taken to be {speaker}"
    if frame.via:
        reason += f"; it came through {' and then '.join(frame.via)}"
    return reason + "."


def _what(kind: Kind) -> str:
    return "the reported words" if kind is Kind.INDIRECT else "the quotation"


def _unit(text: str, cue: Span, source: Span, content: Sequence[Span]) -> str:
    """Source and cue as they stand in the text, where they stand together; else the two side by side."""
    both = Span(min(cue.start, source.start), max(cue.end, source.end))
    if both.length <= _LONGEST and not any(piece.overlaps(both) for piece in content):
        return " ".join(both.of(text).split())
    first, last = sorted((source, cue))
    return f"{_short(first.of(text))} … {_short(last.of(text))}"


def _short(words: str) -> str:
    if "\n" in words or "  " in words or "\xa0" in words:
        words = " ".join(words.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 3].rsplit(" ", 1)[0] + " …"
