"""The query language: what is read, what is told of what cannot be, and that both agree."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.unit.library.queries import trees
from tui.library.query.fields import FIELDS, STATES, SYNTAX
from tui.library.query.folding import folded, pattern_of, words_in
from tui.library.query.model import And, Dated, Holds, Is, Not, Or, QueryError, Term, told
from tui.library.query.parsing import parse

WORDS = (
    st.text(st.characters(categories=("L", "N")), min_size=1, max_size=6)
    .map(words_in)
    .filter(lambda words: len(words) == 1)
    .map(lambda words: words[0])
)


def word(text: str, field: str = "") -> Holds:
    return Holds(field, Term(words_in(text)))


A, B, C = word("a"), word("b"), word("c")


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", None),
        ("   ", None),
        ("Lavrov", word("lavrov")),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OR b c", Or((A, And((B, C))))),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("a NOT b", And((A, Not(B)))),
        ("NOT NOT a", Not(Not(A))),
        ("a and or not", And((A, word("and"), word("or"), word("not")))),
        ('"red line"', Holds("", Term(("red", "line")))),
        ("“red line” „a” «b»", And((Holds("", Term(("red", "line"))), A, B))),
        ("minist*", Holds("", Term(("minist",), True))),
        ('"prime min"*', Holds("", Term(("prime", "min"), True))),
        ("Zelensky’s", Holds("", Term(("zelensky", "s")))),
        ("Müller MULLER", And((word("muller"), word("muller")))),
        ("speaker:Lavrov about:“Liz Truss”", And((word("lavrov", "speaker"), word("liz truss", "about")))),
        ("SPEAKER:lavrov", word("lavrov", "speaker")),
        ('kind:direct is:Unread kind:"mixed"', And((Is("kind", "direct"), Is("is", "unread"), Is("kind", "mixed")))),
        ("speaker:NOT", word("not", "speaker")),
        ("14:05", Holds("", Term(("14", "05")))),
        ("date:2022-02-10", Dated(date(2022, 2, 10), date(2022, 2, 10))),
        ("date:2022-02", Dated(date(2022, 2, 1), date(2022, 2, 28))),
        ("date:2024-02", Dated(date(2024, 2, 1), date(2024, 2, 29))),
        ("date:9999-12", Dated(date(9999, 12, 1), date(9999, 12, 31))),
        ("date:2024-2", Dated(date(2024, 2, 1), date(2024, 2, 29))),
        ("date:2022", Dated(date(2022, 1, 1), date(2022, 12, 31))),
        ("date:2022-02-10..2022-02-12", Dated(date(2022, 2, 10), date(2022, 2, 12))),
        ("date:2021..2022-03", Dated(date(2021, 1, 1), date(2022, 3, 31))),
        ("date:2022-02-10..", Dated(date(2022, 2, 10), None)),
        ("date:..2022", Dated(None, date(2022, 12, 31))),
    ],
)
def test_a_query_is_read_as_its_tree(query: str, tree: object) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "place", "problem"),
    [
        ("(a", "^", "this ( is never closed"),
        ("a)", " ^", "there is no ( before this )"),
        ("a ()", "   ^", "there is nothing between these parentheses"),
        ("a AND", "     ^", "something must follow AND"),
        ("a OR OR b", "     ^^", "something must follow OR"),
        ("NOT", "   ^", "something must follow NOT"),
        ("OR a", "^^", "something must stand before this"),
        ('a "red line', "  ^", "this quotation mark is never closed"),
        ("a spaker:x", "  ^^^^^^^", "there is no field spaker:; did you mean speaker?"),
        ("speaker: x", "^^^^^^^^", "speaker: must be followed by a word, or words between quotation marks"),
        ("a kind:", "  ^^^^^", "kind: must be followed by direct or mixed or indirect"),
        ("kind:foo", "     ^^^", "kind: must be direct or mixed or indirect"),
        ("is:read*", "   ^^^^^", "is: must be unread or read or starred or noted"),
        ("date:2022-00", "     ^^^^^^^", "there is no 2022-00 in the calendar"),
        ("date:2022-13", "     ^^^^^^^", "there is no 2022-13 in the calendar"),
        ("date:2022-02-30", "     ^^^^^^^^^^", "there is no 2022-02-30 in the calendar"),
        ("date:2023..2022", "     ^^^^^^^^^^", "2023 is after 2022"),
        ("date:..", "     ^^", ".. needs a day before it, behind it, or both"),
        ("date:today", "     ^^^^^", "“today” is no day; one is written 2022-02-10, a month 2022-02, a year 2022"),
        ("a & b", "  ^", "there is no word in this"),
        ("*ing", "^^^^", "a * stands only at the end of a word"),
        ("a*", "^^", "a * needs at least 2 letters before it"),
        ("日本語 spaker:x", "       ^^^^^^^", "there is no field spaker:; did you mean speaker?"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(query: str, place: str, problem: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.pointed() == f"{problem}\n{query}\n{place}"
    assert str(caught.value) == f"{problem} (at column {caught.value.start + 1})"


def test_what_no_reader_would_write_is_refused_in_words() -> None:
    with pytest.raises(QueryError, match="inside each other"):
        parse("(" * 5000 + "a" + ")" * 5000)
    with pytest.raises(QueryError, match="inside each other"):
        parse("NOT " * 5000 + "a")
    with pytest.raises(QueryError, match="more than 120 conditions"):
        parse("a " * 121)


@given(trees(WORDS))
def test_a_query_that_is_told_is_read_as_the_same(tree: object) -> None:
    assert parse(told(tree)) == tree  # type: ignore[arg-type]


_SIGNS = st.sampled_from(
    ["a", "AND", "OR", "NOT", "(", ")", '"', "“", "”", "*", ":", " ", "speaker:", "date:", "kind:", "2022", "-", ".."]
)


@given(st.lists(_SIGNS | st.text(max_size=3)).map("".join))
def test_whatever_is_typed_is_a_query_or_wrong_at_a_place_of_it(query: str) -> None:
    wrong, tree = None, None
    try:
        tree = parse(query)
    except QueryError as error:
        wrong = error
    if wrong is not None:
        assert 0 <= wrong.start < wrong.end <= len(wrong.query) + 1
        assert len(wrong.pointed().split("\n")) == 3
    elif tree is not None:
        assert parse(told(tree)) == tree


def test_every_example_of_the_help_can_be_written() -> None:
    for example, _ in SYNTAX:
        if "," not in example:
            assert parse(example) is not None


def test_every_field_is_told_in_the_readme() -> None:
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("## Searching")[1].split("\n## ")[0]
    assert [field.name for field in FIELDS if f"{field.name}:" not in section] == []
    assert [state for state in STATES if f"is:{state}" not in section] == []


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(folded(text)) == len(text)
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("cafe", "a CAFÉ here", "CAFÉ"),
        ("cafe", "a cafe\u0301 here", "cafe\u0301"),
        ("cafe", "two cafe\u0301s", None),
        ("cafe", "cafes", None),
        ("red line", "the red — line", "red — line"),
        ("red line", "a red. lined", None),
        ("o neill", "Mr. O’Neill", "O’Neill"),
        ("strasse", "Straße", None),
        ("σ", "Σ", "Σ"),
    ],
)
def test_words_are_found_whole_in_any_case_and_with_any_accents(words: str, text: str, found: str | None) -> None:
    hit = pattern_of(words_in(words), prefix=False).search(folded(text))
    assert (text[slice(*hit.span())] if hit else None) == found
