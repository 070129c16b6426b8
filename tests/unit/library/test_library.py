"""The library: rows, findings, quotes and actors over all articles, and the reader's marks on them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.unit.library.articles import FERRY, HARBOUR, write
from tui.documents.loading import DocumentError, load_given
from tui.library.catalogue import Catalogue
from tui.library.found import actors_by_steps, actors_in, quotes_in
from tui.library.library import Library
from tui.library.listing import Listing
from tui.library.protocol import Findings, Reply, Request
from tui.library.reading_state import ReadingState
from tui.library.reports import Reports
from tui.library.wordings import Wording, Wordings
from tui.library.worker import examine

Open = Callable[..., Library]


@pytest.fixture
def open_library(tmp_path: Path) -> Iterator[Open]:
    """Opens a library over these files as a start of the program does; analysed or as the last run left it."""
    opened: list[Library] = []

    def start(paths: list[Path], *, analysed: bool = True) -> Library:
        library = Library(paths, Catalogue(tmp_path / "c.sqlite"), ReadingState(tmp_path / "s.sqlite"))
        opened.append(library)
        if analysed:
            for key in library.missing:
                library.take(examine(Request(key)))
        return library

    yield start
    for library in opened:
        library.close()


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    return write(tmp_path / "articles", copy=HARBOUR, ferry=FERRY, harbour=HARBOUR)


def keys_of(paths: list[Path]) -> list[str]:
    return [str(path) for path in paths]


def test_actors_are_listed_by_steps_though_another_article_tells_more_of_one_between_two(
    tmp_path: Path, open_library: Open
) -> None:
    by_surname = "The ferry waits\n\n“It is late,” Mr. Keller said on Monday in the harbour.\n"
    paths = write(tmp_path / "articles", ferry=by_surname, harbour=HARBOUR)
    library = open_library(paths)
    full = library.analysis(str(paths[1]))
    assert full is not None
    for stop in range(1000):
        library.registry.discard(full.document_id)
        steps = actors_by_steps(library, [str(paths[0])])
        if len(list(islice(steps, stop))) < stop:
            break
        library.registry.add(full)  # Keller is Anna Keller now
        for _ in steps:
            pass
    assert stop > 2


def test_before_anything_is_read_the_rows_stand_under_the_names_of_their_files(
    paths: list[Path], open_library: Open
) -> None:
    library = open_library(paths, analysed=False)
    assert [record.title for record in library.records] == ["copy", "ferry", "harbour"]
    assert sorted(library.missing) == keys_of(paths)
    assert [record.quotes for record in library.records] == [None, None, None]
    assert library.findings(str(paths[0])) is None
    assert list(quotes_in(library, keys_of(paths))) == []
    assert actors_in(library, keys_of(paths)) == []


def test_a_reply_completes_its_row_and_says_which_one(paths: list[Path], open_library: Open) -> None:
    library = open_library(paths, analysed=False)
    key = str(paths[1])
    assert library.take(examine(Request(key))) == 1
    record = library.record(key)
    assert (record.title, record.quotes, record.problem) == ("Ferries To Sail From Tuesday", 2, "")
    assert record.words > 30
    assert library.keys_of(record.document_id) == [record.key]
    assert library.take(examine(Request(str(paths[1].with_name("elsewhere.txt"))))) is None


def test_what_was_found_is_the_same_however_little_of_it_is_held(
    paths: list[Path], open_library: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = [(row.key, row.words, row.speaker) for row in quotes_in(open_library(paths), keys_of(paths))]
    monkeypatch.setattr("tui.library.held.HELD", 1)
    library = open_library(paths)
    for _ in range(2):
        assert [(row.key, row.words, row.speaker) for row in quotes_in(library, keys_of(paths))] == wanted
    assert len({row[0] for row in wanted}) > 1


def test_a_problem_stands_in_its_row_and_goes_when_the_article_can_be_read(
    paths: list[Path], open_library: Open
) -> None:
    library = open_library(paths, analysed=False)
    key = str(paths[1])
    library.take(Reply(key, problem="is a folder"))
    assert library.record(key).problem == "is a folder"
    library.take(examine(Request(key)))
    assert library.record(key).problem == ""


def test_the_next_start_asks_for_nothing_that_is_unchanged(paths: list[Path], open_library: Open) -> None:
    first = open_library(paths)
    paths[1].write_text(FERRY + "\nThe harbour master agreed.\n", encoding="utf-8")
    again = open_library(paths, analysed=False)
    assert again.missing == [str(paths[1])]
    assert again.record(str(paths[2])).title == first.record(str(paths[2])).title
    assert again.findings(str(paths[2])) == first.findings(str(paths[2]))


def test_the_newest_articles_are_asked_for_first_and_large_ones_last(tmp_path: Path, open_library: Open) -> None:
    paths = write(tmp_path / "articles", a="word " * 300_000, b=HARBOUR, c=FERRY)
    for path, when in zip(paths, (1_600_000_300, 1_600_000_100, 1_600_000_200), strict=True):
        os.utime(path, (when, when))
    library = open_library(paths, analysed=False)
    assert library.missing == [str(paths[2]), str(paths[1]), str(paths[0])]
    assert library.is_slow(str(paths[0]))
    assert not library.is_slow(str(paths[1]))


def test_quotes_come_article_by_article_with_their_words_and_speakers(paths: list[Path], open_library: Open) -> None:
    library = open_library(paths)
    harbour, ferry = str(paths[2]), str(paths[1])
    rows = list(quotes_in(library, [harbour, ferry]))
    assert [row.key for row in rows] == [harbour, ferry, ferry]
    assert [row.words.rstrip(",") for row in rows] == [
        "The harbour is open again for every ship",
        "We have waited for this day all winter long",
        "The first boat will leave early in the morning",
    ]
    assert [row.speaker for row in rows] == ["Anna Keller", "Tom Brandt", "Anna Keller"]
    assert rows[0].actor == rows[2].actor != rows[1].actor
    for row in rows:
        text = library.document(row.key).text
        assert row.words in " ".join(row.attribution.span.of(text).split())


def test_an_actor_of_two_articles_is_one_with_all_its_quotes(paths: list[Path], open_library: Open) -> None:
    library = open_library(paths)
    both = [str(paths[1]), str(paths[2])]
    actors = {row.name: row for row in actors_in(library, both)}
    keller, brandt = actors["Anna Keller"], actors["Tom Brandt"]
    assert (keller.articles, keller.quotes, keller.kind) == (2, 2, "person")
    assert (brandt.articles, brandt.quotes) == (1, 1)
    assert actors_in(library, both)[0].name == "Anna Keller"
    assert {row.actor for row in quotes_in(library, both)} == {keller.id, brandt.id}
    alone = {row.name: row for row in actors_in(library, [str(paths[2])])}
    assert (alone["Anna Keller"].id, alone["Anna Keller"].quotes) == (keller.id, 1)
    assert "Tom Brandt" not in alone
    for key in both:
        analysis = library.analysis(key)
        assert analysis is not None
        assert keller.id in library.canonical(analysis).values()


def test_copies_of_one_text_share_what_the_reader_did(paths: list[Path], open_library: Open) -> None:
    library = open_library(paths)
    copy, ferry, harbour = library.records
    library.set_flags(copy.key, read=True)
    library.set_flags(harbour.key, starred=True)
    assert [(each.read, each.starred) for each in (copy, ferry, harbour)] == [
        (True, True), (False, False), (True, True),
    ]  # fmt: skip
    again = open_library(paths, analysed=False)
    assert [(each.read, each.starred) for each in again.records] == [(True, True), (False, False), (True, True)]
    again.set_flags(copy.key, read=False)
    assert [each.read for each in again.records] == [False, False, False]


def test_an_article_that_was_moved_keeps_what_the_reader_did(paths: list[Path], open_library: Open) -> None:
    library = open_library(paths)
    library.set_flags(str(paths[1]), read=True)
    moved = paths[1].with_name("moved.txt")
    paths[1].rename(moved)
    again = open_library([moved])
    assert again.records[0].read


def test_a_copy_that_was_edited_goes_its_own_way(paths: list[Path], open_library: Open) -> None:
    library = open_library(paths)
    copy, harbour = str(paths[0]), str(paths[2])
    paths[0].write_text(HARBOUR + "\nA correction was made.\n", encoding="utf-8")
    assert library.document(copy, fresh=True).id != library.document(harbour).id
    library.set_flags(harbour, starred=True)
    assert library.record(harbour).starred
    assert not library.record(copy).starred
    library.set_flags(copy, read=True)
    assert not library.record(harbour).read


def test_an_article_that_has_changed_keeps_its_star_and_is_unread_again(paths: list[Path], open_library: Open) -> None:
    library = open_library(paths)
    ferry = str(paths[1])
    library.set_flags(ferry, read=True, starred=True)
    paths[1].write_text(FERRY + "\nThe harbour master agreed.\n", encoding="utf-8")
    library.document(ferry, fresh=True)
    later = open_library(paths)
    for record in (library.record(ferry), later.record(ferry)):
        assert (record.read, record.starred) == (False, True)


def test_a_text_is_read_once_and_anew_when_it_is_asked_for(paths: list[Path], open_library: Open) -> None:
    library = open_library(paths)
    ferry = str(paths[1])
    first = library.document(ferry)
    paths[1].write_text(HARBOUR + "\nAnother text.\n", encoding="utf-8")
    assert library.document(ferry) is first
    fresh = library.document(ferry, fresh=True)
    assert fresh.text != first.text
    assert library.record(ferry).document_id == fresh.id
    assert library.findings(ferry) is None


def test_an_article_that_is_gone_is_an_error_of_its_own(paths: list[Path], open_library: Open) -> None:
    library = open_library(paths)
    paths[1].unlink()
    with pytest.raises(DocumentError, match="does not exist"):
        library.document(str(paths[1]))


def test_what_came_through_standard_input_is_read_analysed_and_not_kept(tmp_path: Path, open_library: Open) -> None:
    document = load_given(HARBOUR.encode())
    library = open_library([Path("-")], analysed=False)
    library.shown.give(document, HARBOUR.encode())
    assert library.shown.given == {"-": HARBOUR.encode()}
    library.take(examine(Request("-", library.shown.given["-"])))
    assert library.document("-") is document
    assert [row.speaker for row in quotes_in(library, ["-"])] == ["Anna Keller"]
    assert open_library([Path("-")], analysed=False).missing == ["-"]


def test_corrections_are_made_wherever_findings_are_shown(paths: list[Path], open_library: Open) -> None:
    library = open_library(paths, analysed=False)
    refused: set[str] = set()

    def corrector(key: str, found: Findings) -> Findings:
        return Findings(replace(found.analysis, attributions=()), ()) if key in refused else found

    library.held.corrector = corrector
    for key in library.missing:
        library.take(examine(Request(key)))
    ferry = str(paths[1])
    assert len(list(quotes_in(library, [ferry]))) == 2
    refused.add(ferry)
    library.recorrect(ferry)
    assert list(quotes_in(library, [ferry])) == []
    assert library.record(ferry).quotes == 0
    refused.clear()
    library.recorrect(ferry)
    assert len(list(quotes_in(library, [ferry]))) == library.record(ferry).quotes == 2


def test_copies_of_an_article_are_one_source(tmp_path: Path, open_library: Open) -> None:
    more = "The ferries will sail again this week, and the harbour of Linden is to be open to every ship from Tuesday."
    told = f"{HARBOUR}\n{more}\n"
    paths = write(tmp_path / "news", a=told, b=f"Menu\n\n{told}", c=told, d=f"Another Report\n\n{FERRY}{HARBOUR}")
    library = open_library(paths)
    is_new = library.once()
    assert [is_new(record.document_id) for record in library.records] == [True, False, False, True]
    reports = Reports(library)
    assert max(reports.read()) == len(paths)
    assert [Path(each.key).stem for each in reports.told if "harbour is open" in each.words] == ["a", "d"]
    for asked in ("b", "d"):
        key = str(tmp_path / "news" / f"{asked}.txt")
        (quote,) = (row for row in quotes_in(library, [key]) if "harbour is open" in row.words)
        found = asyncio.run(wordings_of(library, key, quote.attribution.id))
        assert len(found) == 2
        assert key in {wording.key for wording in found}


async def wordings_of(library: Library, key: str, attribution: str) -> list[Wording]:
    wordings = Wordings(library)
    try:
        return await wordings.of(key, attribution)
    finally:
        await wordings.close()


@pytest.mark.parametrize("after", [1, 4])
def test_an_article_that_leaves_while_all_are_read_is_not_told_of(
    paths: list[Path], open_library: Open, after: int
) -> None:
    library = open_library([paths[1], paths[2]])
    reports = Reports(library)
    steps = reports.read()
    for _ in range(after):
        next(steps)
    library.relist(Listing.of([str(paths[2])]))
    for _ in steps:
        pass
    assert {told.key for told in reports.told} == {str(paths[2])}
    assert library.findings(str(paths[1])) is None


def test_who_walks_over_all_articles_passes_over_one_that_has_left(paths: list[Path], open_library: Open) -> None:
    library = open_library(paths)
    steps = library.walk()
    assert next(steps) == (1, str(paths[0]))
    library.relist(Listing.of([str(paths[0]), str(paths[2])]))
    assert list(steps) == [(3, str(paths[2]))]
