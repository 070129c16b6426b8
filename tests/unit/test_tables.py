"""Tables fit the terminal, and part no word that has room."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.output.checking_drafts import CHECK_COLUMNS
from tui.output.copies import COPY_COLUMNS, COPY_HEADING
from tui.output.keys import KEY_COLUMNS, KEY_HEADING
from tui.output.searching import HEADING, HIT_COLUMNS
from tui.output.tables import EXPLAINED, NOTE_COLUMNS, QUOTE_COLUMNS, SOURCE, column_widths, write_table

TABLES = [
    (QUOTE_COLUMNS, ("article", "outlet")),
    ((*QUOTE_COLUMNS, *EXPLAINED), ("article", "outlet")),
    (NOTE_COLUMNS, ("article", "outlet")),
    (CHECK_COLUMNS, ("article", "outlet")),
    (COPY_COLUMNS, COPY_HEADING),
    (KEY_COLUMNS, KEY_HEADING),
    (HIT_COLUMNS, HEADING),
]
SAMPLES = {
    "check": "other speaker",
    "kind": "indirect",
    "anchor": "ambiguous",
    "context": "selecting",
    "keys": "Space or PageDown",
    "speaker": "Vyacheslav Krashennikov-Whittingham",
    "laid to": "Vyacheslav Krashennikov",
    "confidence": "0.98",
}
SENTENCE = "The representatives acknowledged extraordinary responsibilities internationally, and left at once."


def written(columns: tuple[str, ...], headed_by: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, width: int) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    row = {column: SAMPLES.get(column, SENTENCE) for column in (*columns, *headed_by)}
    out = io.StringIO()
    write_table([row, row], columns, out, headed_by)
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize(("columns", "headed_by"), TABLES)
def test_every_table_fits_and_has_whole_words(
    columns: tuple[str, ...], headed_by: tuple[str, ...], width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = written(columns, headed_by, monkeypatch, width)
    assert max(map(cell_len, text.splitlines())) <= width
    for column in columns:
        if column not in headed_by:
            whole = (
                [SAMPLES[column]] if column in ("check", "kind", "anchor", "keys") else SAMPLES.get(column, SENTENCE)
            )
            for word in whole if isinstance(whole, list) else whole.split():
                assert word in text or cell_len(word) > 14


def test_check_at_80_columns_stands_in_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = written(CHECK_COLUMNS, (), monkeypatch, 80).splitlines()
    assert lines[0].split("  ")[0].strip() == "check"
    assert lines[1].startswith(" other speaker  ")


def test_articles_of_one_heading_are_told_apart_by_their_files() -> None:
    def row(path: str, article: str, words: str) -> dict[str, str]:
        return {SOURCE: path, "article": article, "outlet": "", "words": words}

    out = io.StringIO()
    rows = [row("n/a.txt", "Talks", "one"), row("n/a.txt", "Talks", "two"), row("n/b.txt", "Talks", "three")]
    write_table([*rows, row("n/c.txt", "Other", "four")], ("article", "outlet", "words"), out, ("article", "outlet"))
    told = [line.strip() for line in out.getvalue().splitlines() if line.strip() not in ("", "words")]
    assert told == ["Talks (a.txt)", "one", "two", "Talks (b.txt)", "three", "Other", "four"]


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=30)
ROWS = st.lists(st.lists(st.lists(WORDS, max_size=6).map(" ".join), min_size=3, max_size=3), max_size=5)


@given(ROWS, st.integers(10, 200))
def test_columns_never_take_more_than_there_is(rows: list[list[str]], width: int) -> None:
    columns = ("kind", "words", "note")
    found = column_widths(columns, rows, width)
    if found is not None:
        assert sum(found) + 2 * len(columns) <= width
        assert all(each >= cell_len(name) for each, name in zip(found, columns, strict=True))
