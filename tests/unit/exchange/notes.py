"""Articles and notes for the tests of exchange, and the way out and in again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hypothesis import strategies as st
from msgspec.structs import replace

from tests.unit.annotations.making import NOW, annotations, any_text
from tui.annotations.changes import canonical
from tui.annotations.model import Annotation, Motivation, make_target
from tui.exchange.model import AnnotatedArticle, Incoming, PlacedNote, Reference
from tui.text import Span, content_hash, normalise

TEXT = (
    "Talks in Moscow\n\n“We will not accept it,” said Ms Truss on Thursday.\n\n"
    "The minister answered that nothing had been decided, and left.\n"
)
ARTICLE = Reference(content_hash(TEXT), "Talks in Moscow", "Test Post", "https://example.org/talks", "talks.txt")

hashes = st.integers(0, 2**64 - 1).map("{:016x}".format)
addresses = st.sampled_from(["", "https://example.org/a", "http://[::1]/x?q=%20é#b", "no address", "urn:isbn:1"])
_PAIR = re.compile(r"\\ud[89ab]..\\ud[c-f]..")


def has_no_pair(value: object) -> bool:
    """False where two lone surrogates stand side by side: in JSON they are the one character that they encode."""
    return _PAIR.search(repr(value)) is None


references = st.builds(
    Reference, document=hashes, title=any_text, outlet=any_text, url=addresses, path=any_text
).filter(has_no_pair)
whole_notes = annotations.map(canonical).filter(has_no_pair)


@st.composite
def libraries(draw: st.DrawFn) -> tuple[AnnotatedArticle, ...]:
    """Articles that are not at hand, with any notes; no id stands twice."""
    made = draw(st.lists(references, max_size=3, unique_by=lambda each: each.document))
    notes = draw(st.lists(whole_notes, max_size=5, unique_by=lambda each: each.id))
    at = [draw(st.integers(0, max(0, len(made) - 1))) for _ in notes]
    return tuple(
        AnnotatedArticle(
            each, tuple(PlacedNote(note) for note, place in zip(notes, at, strict=True) if place == number)
        )
        for number, each in enumerate(made)
    )


@st.composite
def placed_articles(draw: st.DrawFn) -> AnnotatedArticle:
    """An article with its text, and notes that stand in it."""
    text = normalise(
        draw(st.lists(st.sampled_from([*"ab \n.", "“so", "é", "\U0001f600", "word "]), min_size=1).map("".join))
    )
    found = draw(st.lists(whole_notes, max_size=5, unique_by=lambda each: each.id))
    placed = []
    for note in found:
        start = draw(st.integers(0, len(text)))
        span = Span(start, draw(st.integers(start, len(text))))
        placed.append(PlacedNote(replace(note, target=make_target(text, span)), span))
    reference = Reference(content_hash(text), "A title", path="a.txt")
    return AnnotatedArticle(reference, tuple(placed), text)


def note(words: str = "nothing had been decided", **fields: object) -> Annotation:
    """A note on words of `TEXT`."""
    start = TEXT.index(words)
    made = Annotation(
        "a1", Motivation.COMMENTING, make_target(TEXT, Span(start, start + len(words))), "", (), "", NOW, NOW
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def article(*notes: Annotation, reference: Reference = ARTICLE) -> AnnotatedArticle:
    """The article `TEXT` with notes that stand where they were made."""
    placed = (PlacedNote(each, Span(each.target.position.start, each.target.position.end)) for each in notes)
    return AnnotatedArticle(reference, tuple(placed), TEXT, ("Ann Lee",), NOW, "en")


def regrouped(incoming: Incoming) -> tuple[AnnotatedArticle, ...]:
    """What came in, ready to go out again."""
    assert incoming.problems == ()
    found: dict[Reference, list[PlacedNote]] = {}
    for each in incoming.notes:
        found.setdefault(each.reference, []).append(PlacedNote(each.annotation))
    return tuple(AnnotatedArticle(reference, tuple(notes)) for reference, notes in found.items())


def with_notes(articles: Iterable[AnnotatedArticle]) -> tuple[AnnotatedArticle, ...]:
    """Those that have any."""
    return tuple(each for each in articles if each.notes)
