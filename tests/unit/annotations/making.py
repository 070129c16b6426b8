"""Documents, notes and strings for the tests of notes."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from tui.annotations.model import Annotation, Motivation, Target, TextPositionSelector, TextQuoteSelector
from tui.documents.model import Document
from tui.text import content_hash

TEXT = (
    "Talks in Moscow\n\n“We will not accept it,” said Ms Truss on Thursday.\n\n"
    "The minister answered that nothing had been decided, and left.\n"
)
NOW = datetime(2022, 2, 10, 14, 5, tzinfo=UTC)

_TRAPS = [
    *(
        "no",
        "yes",
        "~",
        "null",
        "1e3",
        "0x1f",
        "12:30:45",
        "2022-02-10",
        "1_000",
        ".5",
        ".inf",
        "=",
        "<<",
        "---",
    ),
    *(
        "...",
        "--- a",
        "- a",
        "? a",
        "a: b",
        ": ",
        "#",
        " #",
        "a #b",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
        "`a",
        "|",
        ">",
    ),
    *(
        "'",
        '"',
        "\\",
        "{}",
        "[",
        ",",
        "\t",
        " ",
        "\n",
        "\r",
        "\r\n",
        "\x85",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\x00",
    ),
    *("\x1b", "\x7f", "\x9f", "\ud800", "\udc00", "\ufffe", "\U0001f600", "\u200d", "é", "e\u0301", "\u202e"),
    *("שלום", "\xa0", "\u3000", "<<<<<<< HEAD", "=======", ">>>>>>> b", "x" * 200),
]

any_text = st.lists(
    st.one_of(st.sampled_from(_TRAPS), st.text(st.characters(), max_size=12), st.sampled_from([" ", "\n", "a", "."])),
    max_size=8,
).map("".join)

one_word = any_text.filter(bool)

moments = st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2999, 1, 1), timezones=st.just(UTC))

targets = st.builds(
    Target,
    st.builds(TextQuoteSelector, any_text, any_text, any_text),
    st.builds(TextPositionSelector, st.integers(0, 10**9), st.integers(0, 10**9)),
)

annotations = st.builds(
    Annotation,
    id=one_word,
    motivation=st.sampled_from(Motivation),
    target=targets,
    body=any_text,
    tags=st.lists(any_text, max_size=4, unique=True).map(tuple),
    creator=any_text,
    created=moments,
    modified=moments,
    links=st.lists(one_word, max_size=3, unique=True).map(tuple),
    conflict_with=any_text,
)


def document(text: str = TEXT, *, title: str = "Talks in Moscow", path: str = "", url: str = "") -> Document:
    return Document(content_hash(text), path, text, title, "Test Post", (), None, "en", url, ())
