"""The caret's way through words and sentences."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.widgets.texts import NORMAL
from tui.documents.loading import parse
from tui.text import normalise
from tui.widgets.text_motion import sentence_at, word_end, word_start

TEXT = "He didn’t say “no”,  but\nwell-known men did."


def stops(text: str, move: object) -> list[int]:
    """All the places a motion leads to, one after another, until it stands still."""
    places = [0]
    while (following := move(text, places[-1])) != places[-1]:  # type: ignore[operator]
        places.append(following)
    return places


def test_forward_by_word_stops_at_words_and_at_runs_of_signs() -> None:
    starts = [TEXT[place:].split()[0] for place in stops(TEXT, word_start)[:-1]]
    assert starts == [
        "He", "didn’t", "say", "“no”,", "no”,", "”,", "but", "well-known", "-known", "known", "men", "did.",
    ]  # fmt: skip
    assert stops(TEXT, word_start)[-1] == len(TEXT) - 1


def test_the_end_of_a_word_is_its_last_character() -> None:
    assert [TEXT[place] for place in stops(TEXT, word_end)[1:7]] == ["e", "t", "y", "“", "o", ","]
    assert word_end(TEXT, TEXT.index("didn’t")) == TEXT.index("didn’t") + 5
    assert word_end(TEXT, TEXT.index("didn’t") + 5) == TEXT.index("say") + 2


def test_counts_repeat_the_motion() -> None:
    for move in (word_start, word_end):
        places = stops(TEXT, move)
        assert [move(TEXT, 0, count) for count in range(1, len(places))] == places[1:]


@given(NORMAL, st.data())
def test_motions_go_forward_and_stay_inside(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, max(len(text) - 1, 0)))
    count = data.draw(st.integers(1, 5))
    for move in (word_start, word_end):
        reached = move(text, place, count)
        assert place <= reached <= max(len(text) - 1, 0)


def test_a_word_of_a_million_letters_does_not_hold_the_caret_for_ever() -> None:
    text = "a" * 1_000_000
    place = 0
    for _ in range(100):
        following = word_start(text, place)
        assert following > place
        place = following


SENTENCES = (
    "The first sentence is here.",
    "The second one follows!",
    "Is there a third?",
    "Another paragraph.",
)
ARTICLE = f"Two Men In A Boat\n\n{' '.join(SENTENCES[:3])}\n\n{SENTENCES[3]}"


def test_the_sentence_around_an_offset_stays_inside_its_paragraph() -> None:
    document = parse(ARTICLE, path="a.txt")
    for sentence in (
        "The first sentence is here.",
        "The second one follows!",
        "Is there a third?",
        "Another paragraph.",
    ):
        start = document.text.index(sentence)
        for offset in (start, start + 5, start + len(sentence) - 1):
            found = sentence_at(document, offset)
            assert found is not None
            assert found.of(document.text).strip() == sentence


@given(NORMAL.map(normalise).filter(str.strip), st.data())
def test_any_offset_of_a_block_has_a_sentence_and_none_between_blocks(text: str, data: st.DataObject) -> None:
    document = parse(text, path="a.txt")
    offset = data.draw(st.integers(0, len(document.text)))
    block = next((block for block in document.blocks if block.span.holds(offset)), None)
    found = sentence_at(document, offset)
    if block is None:
        assert found is None
    else:
        assert found is not None
        assert block.span.contains(found)
        assert found.length > 0
