"""A large library's rows are those of a list, made when they are looked at; its survey finds what has changed."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.library.articles import FERRY, HARBOUR, write
from tui.documents.sources import TooManyFilesError, find_articles
from tui.extraction.version import VERSION
from tui.library.catalogue import Catalogue
from tui.library.library import Library
from tui.library.listing import Listing
from tui.library.placing import with_changes
from tui.library.protocol import Request
from tui.library.reading_state import ReadingState
from tui.library.records import ArticleRecord, placeholder
from tui.library.rows import LazyRows
from tui.library.survey import survey, survey_of
from tui.library.worker import examine

_TREE = (
    *(
        "2.txt",
        "10.txt",
        "B.txt",
        "b.txt",
        "a/1.txt",
        "a/z/x.txt",
        "a/z/y.md",
        "a.txt",
        "a-b/1.txt",
        "3/1.txt",
        "3/02.txt",
    ),
    *("3/2.txt", "3 d/e.txt", "z/1.txt"),
)


def made(keys: Sequence[str]) -> list[ArticleRecord]:
    return [placeholder(Path(key)) for key in keys]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 6000), st.lists(st.integers(-7000, 7000), max_size=30))
def test_every_row_is_that_of_a_list(count: int, looked_at: list[int]) -> None:
    keys = [f"{number}.txt" for number in range(count)]
    rows = LazyRows(Listing.of(keys), made)
    assert len(rows) == count
    for row in looked_at:
        if -count <= row < count:
            assert rows[row].key == keys[row]
            assert rows.row(keys[row]) == row % count
        else:
            with pytest.raises(IndexError):
                rows[row]
    assert [record.key for record in rows] == keys
    assert rows.row("elsewhere.txt") is None


@given(
    st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1), unique=True),
    st.booleans(),
    st.randoms(),
)
def test_a_listing_is_its_keys(keys: list[str], again: bool, chance: random.Random) -> None:
    keys = [f"/of articles/{key}" for key in keys]
    first = ["-"] if again else []
    listing = Listing.of(keys).after(first)
    assert [*listing] == [*first, *keys]
    assert [listing.row(key) for key in [*first, *keys]] == [*range(len(listing))]
    assert listing.row("/of articles/") is None
    for row in chance.sample(range(len(listing)), len(listing)):
        assert listing.row(listing[row]) == row
    assert listing[:1] == [*first, *keys][:1]


@given(st.integers(0, 200), st.integers(0, 3), st.slices(210))
def test_a_part_of_a_listing_is_that_of_its_keys(count: int, before: int, part: slice) -> None:
    keys = [f"{number}.txt" for number in range(count)]
    listing = Listing.of(keys).after([f"given {number}" for number in range(before)])
    every = [*listing.first, *keys]
    assert listing[part] == every[part]
    assert [*Listing.unpacked(*listing.packed())] == keys


def test_a_record_is_the_same_while_it_is_near() -> None:
    rows = LazyRows(Listing.of(["a.txt", "b.txt"]), made)
    rows[1].problem = "is empty"
    assert rows[1].problem == "is empty"
    assert [record.problem for record in rows] == ["", "is empty"]


def test_a_survey_lists_what_is_there_and_what_must_be_read(tmp_path: Path) -> None:
    paths = write(tmp_path / "articles", ferry=FERRY, harbour=HARBOUR)
    catalogue = Catalogue(tmp_path / "c.sqlite")
    first = survey(catalogue, [tmp_path / "articles"])
    assert first.listed == catalogue.listing().packed()
    assert sorted(first.missing) == [bytes(path) for path in paths]
    assert [*catalogue.listing()] == [str(path) for path in paths]
    for path in paths:
        catalogue.put(examine(Request(str(path))), VERSION)
    assert survey(catalogue, [tmp_path / "articles"]) == type(first)(2, None, [], [])
    paths[0].write_text(HARBOUR)
    changed = survey(catalogue, [tmp_path / "articles"])
    assert (changed.listed, changed.missing) == (None, [bytes(paths[0])])
    paths[1].unlink()
    assert survey(catalogue, [tmp_path / "articles"]).listed
    assert [*catalogue.listing()] == [str(paths[0])]


def test_rows_made_late_say_what_rows_made_at_once_say(tmp_path: Path) -> None:
    paths = write(tmp_path / "articles", ferry=FERRY, harbour=HARBOUR)
    catalogue, state = Catalogue(tmp_path / "c.sqlite"), ReadingState(tmp_path / "s.sqlite")
    for path in paths:
        catalogue.put(examine(Request(str(path))), VERSION)
    at_once = Library(paths, catalogue, state)
    late = Library((), catalogue, state, listed=Listing.of([str(path) for path in paths]))
    assert list(late.records) == list(at_once.records)
    assert [late.keys_of(record.document_id) for record in late.records] == [[record.key] for record in late.records]
    looked_into = [each for piece in at_once.haystacks() for each in piece]
    assert [each for piece in late.haystacks() for each in piece] == looked_into
    catalogue.gather_words(Listing.of([str(path) for path in paths]))
    assert [each for piece in late.haystacks() for each in piece] == looked_into
    late.set_flags(str(paths[1]), read=True)
    assert late.records[1].read
    assert Library(paths, catalogue, state).records[1].read


def test_a_filter_of_a_large_library_knows_what_was_read_since_its_words_were_gathered(tmp_path: Path) -> None:
    paths = write(tmp_path / "articles", ferry=FERRY, harbour=HARBOUR)
    catalogue, state = Catalogue(tmp_path / "c.sqlite"), ReadingState(tmp_path / "s.sqlite")
    survey(catalogue, [tmp_path / "articles"])
    library = Library((), catalogue, state, listed=catalogue.listing())
    before = [each for piece in library.haystacks() for each in piece]
    reply = examine(Request(str(paths[1])))
    library.take(reply)
    after = [each for piece in library.haystacks() for each in piece]
    assert reply.title.casefold() not in before[1]
    assert reply.title.casefold() in after[1]
    assert after[0] == before[0]


def test_a_walk_is_given_up_where_there_is_more_than_the_limit(tmp_path: Path) -> None:
    paths = write(tmp_path / "articles", a=FERRY, b=FERRY, c=HARBOUR)
    assert find_articles([tmp_path / "articles"], limit=3).files == tuple(paths)
    with pytest.raises(TooManyFilesError):
        find_articles([tmp_path / "articles"], limit=2)


def test_a_listing_tells_what_lies_below_a_name() -> None:
    listing = Listing.of(["/a/news/one.txt", "/a/news/two.zip!/x.txt", "/a/old/three.txt"])
    for place in ("/", "/a/", "/a/news/", "/a/news/two.zip!/", "/a/old/"):
        assert listing.holds_below(place), place
    for place in ("/b/", "/a/new/", "/a/news/one.txt/", "/a/news/two.zip/", "news/"):
        assert not listing.holds_below(place), place
    assert not Listing.of([]).holds_below("/")
    assert [*Listing.unpacked(*listing.packed())] == [*listing]


@given(
    st.lists(st.sampled_from(_TREE), unique=True, min_size=1),
    st.lists(st.sampled_from(_TREE), unique=True, min_size=1, max_size=4),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_came_and_went_stands_where_a_look_through_all_folders_would_find_it(
    tmp_path: Path, there: list[str], changed: list[str]
) -> None:
    root = tmp_path / "tree"
    shutil.rmtree(root, ignore_errors=True)
    for name in there:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(HARBOUR, encoding="utf-8")
    before = [str(path) for path in find_articles([root]).files]
    for name in changed:
        if name in there:
            (root / name).unlink()
        elif (root / name).parent.is_dir():
            (root / name).write_text(FERRY, encoding="utf-8")
    found = with_changes(before, [str(root / name) for name in changed])
    assert found is None or found == [str(path) for path in find_articles([root]).files]
    stay = set(there) - set(changed)
    if all(any(name.rpartition("/")[0] == each.rpartition("/")[0] for each in stay) for name in changed):
        assert found is not None


def test_a_survey_of_some_files_gives_what_one_of_all_would(tmp_path: Path) -> None:
    paths = write(tmp_path / "articles", a=FERRY, c=HARBOUR)
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    survey(catalogue, [tmp_path / "articles"])
    catalogue.put_all([examine(Request(str(path))) for path in paths], VERSION)
    (new,) = write(tmp_path / "articles", b=f"{FERRY}\nOnce more.\n")
    paths[0].unlink()
    found = survey_of(catalogue, [str(paths[0]), str(new)])
    assert found is not None
    assert found.listed is not None
    assert list(Listing.unpacked(*found.listed)) == list(catalogue.listing()) == [str(new), str(paths[1])]
    assert found.missing == [os.fsencode(new)]
    gathered = [words for piece in catalogue.gathered_words(catalogue.listing()) for words in piece]
    assert catalogue.words([str(paths[1])]) == [gathered[1]]
    assert survey(catalogue, [tmp_path / "articles"]).listed is None
    assert survey_of(catalogue, [str(tmp_path / "articles" / "news.zip")]) is None


def test_rows_that_are_far_apart_are_made_without_their_neighbours() -> None:
    rows = LazyRows(Listing.of([f"{number}.txt" for number in range(1000)]), made)
    held = rows[5]
    rows.make([5, 400, 999])
    assert rows.made.keys() == {*range(32), 400, 999}
    assert rows[5] is held
    assert [rows[row].key for row in (400, 999)] == ["400.txt", "999.txt"]


def test_notes_made_since_they_were_counted_are_told_where_the_rows_are_made_anew(tmp_path: Path) -> None:
    write(tmp_path / "articles", ferry=FERRY, harbour=HARBOUR)
    catalogue, state = Catalogue(tmp_path / "c.sqlite"), ReadingState(tmp_path / "s.sqlite")
    survey(catalogue, [tmp_path / "articles"])
    for key in catalogue.listing():
        catalogue.put(examine(Request(key)), VERSION)
    library = Library((), catalogue, state, listed=catalogue.listing())
    library.noted(library.records[1].key, 2)
    library.relist(catalogue.listing())
    assert [record.notes for record in library.records] == [0, 2]
    library.count_notes(lambda key, document_id: 1)
    assert [record.notes for record in library.records] == [1, 1]
