"""Searching a catalogue: the index answers as a look through every article would, and says where it found what."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.library.articles import FERRY, HARBOUR, write
from tests.unit.library.queries import WORD_FIELDS, trees
from tui.documents.loading import load
from tui.extraction.pipeline import extract
from tui.extraction.version import VERSION
from tui.library.catalogue import Catalogue
from tui.library.database import Database
from tui.library.protocol import Request
from tui.library.query.folding import folded, words_in
from tui.library.query.grouping import grouped
from tui.library.query.matching import Facts, fits
from tui.library.query.model import Holds, Is, Node
from tui.library.query.parsing import parse
from tui.library.schema import STEPS
from tui.library.search.facts import facts_of
from tui.library.search.searcher import Hit, Searcher, SearchError
from tui.library.search.values import article_values, searched_blocks
from tui.library.worker import examine

MADE = {
    "north": """Northern Talks Go On

By Jane Roe in Berlin February 10, 2022

“We will never close the northern harbour,” Anna Berg said. “Peter Holm knows that we will never do it.”

Peter Holm said that Anna Berg should open the café at once. The Minister of Ferries did not reply.
""",
    "south": """Southern Gate Stays Shut

By Jane Roe in Berlin March 12, 2022

“Nobody asked the islanders about the northern harbour at all,” Peter Holm said.

The red line, they say, was never drawn by Anna Berg.
""",
}


@dataclass
class Library:
    """A catalogue with its searcher, and the facts of each article by document id."""

    searcher: Searcher
    facts: dict[str, Facts]
    paths: dict[str, str]

    def found(self, query: Node) -> set[str]:
        found = self.searcher.find(query)
        return {hit.document_id for hit in self.searcher.hits(found, 0, len(found.numbers))}

    def hits(self, query: str) -> list[Hit]:
        tree = parse(query)
        assert tree is not None
        found = self.searcher.find(tree)
        return self.searcher.hits(found, 0, len(found.numbers))

    def names(self, query: str) -> list[str]:
        """The names of the files that are found, best first."""
        return list(dict.fromkeys(Path(hit.path).stem for hit in self.hits(query)))

    def looked_through(self, query: Node) -> set[str]:
        return {identifier for identifier, facts in self.facts.items() if fits(grouped(query), facts)}


def opened(folder: Path, articles: list[Path], noted: dict[str, dict[str, list[str]]]) -> Library:
    file = folder / "catalogue.sqlite"
    catalogue = Catalogue(file)
    assert catalogue.put_all([examine(Request(str(path))) for path in articles], VERSION)
    catalogue.close()
    facts, paths = {}, {}
    for path in articles:
        document = load(path)
        analysis = extract(document)
        blocks = searched_blocks(document)
        values = article_values(document.text, blocks, document.title, document.outlet, analysis)
        day = document.published.date() if document.published else None
        facts[document.id] = facts_of(values, day, analysis, noted.get(path.stem, {"is": ["unread"]}))
        paths[document.id] = str(path)

    def marked(condition: Holds | Is) -> list[str]:
        return [identifier for identifier, known in facts.items() if fits(condition, known)]

    return Library(Searcher(file, marked), facts, paths)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("made")
    articles = write(folder / "articles", harbour=HARBOUR, ferry=FERRY, **MADE)
    noted = {
        "north": {"is": ["read", "starred", "noted"], "tag": ["evidence"], "note": [folded("Zwei Übersetzungen")]},
        "south": {"is": ["unread", "starred"]},
    }
    library = opened(folder, articles, noted)
    yield library
    library.searcher.close()


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Iterator[Library]:
    """The bundled articles, a third of them with a note, half of them read."""
    articles = sorted(seeds.glob("*.txt"))
    noted: dict[str, dict[str, list[str]]] = {}
    for number, path in enumerate(articles):
        noted[path.stem] = {"is": ["read" if number % 2 else "unread"]}
        if number % 3 == 0:
            noted[path.stem] = {"is": ["unread", "noted"], "tag": ["evidence"], "note": ["a line about the talks"]}
    library = opened(tmp_path_factory.mktemp("bundled"), articles, noted)
    yield library
    library.searcher.close()


_SOME = (
    "talks moscow lavrov truss the said ukraine russia nato liz sergei british foreign secretary minister min ta mos "
    "tass guardian evidence line direct us state deaf red putin is no café zz"
)
_WORDS = st.sampled_from([word for each in _SOME.split() for word in words_in(each)])


@settings(max_examples=150)
@given(query=trees(_WORDS, WORD_FIELDS, ("unread", "read", "noted")))
def test_the_index_finds_what_a_look_through_every_article_finds(bundled: Library, query: Node) -> None:
    assert bundled.found(query) == bundled.looked_through(query)


@given(text=st.text(st.characters(categories=("L", "N", "P", "Zs", "Mn")), min_size=1, max_size=12))
@settings(max_examples=50)
def test_no_words_break_the_index(made: Library, text: str) -> None:
    words = words_in(text)
    if words:
        made.hits(f'"{" ".join(words)}" OR speaker:{words[0]} OR NOT title:{words[-1]}')


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("harbour", {"harbour", "north", "south"}),
        ("HARBOUR northern", {"north", "south"}),
        ('"northern harbour" NOT islanders', {"north"}),
        ('"harbour northern"', set()),
        ("ferr*", {"ferry", "north"}),
        ("cafe", {"north"}),
        ("“red line”", {"south"}),
        ('"shut by"', set()),
        ("title:talks", {"north"}),
        ("talks OR islanders", {"north", "south"}),
        ("(talks OR islanders) never", {"north", "south"}),
        ("NOT harbour", {"ferry"}),
        ("actor:berg", {"north", "south"}),
        ('actor:"anna berg" is:starred', {"north", "south"}),
        ("is:unread", {"south", "harbour", "ferry"}),
        ("is:read", {"north"}),
        ("is:noted", {"north"}),
        ("tag:evidence", {"north"}),
        ("note:ubersetzung*", {"north"}),
        ("NOT tag:evidence harbour", {"south", "harbour"}),
        ("date:2022-02-10", {"north"}),
        ("date:2022", {"north", "south"}),
        ("date:2022-02-11..", {"south"}),
        ("date:..2022-02-10 OR ferries", {"north", "ferry"}),
        ("NOT date:2022", {"harbour", "ferry"}),
        # Of the same quote
        ("speaker:holm", {"north", "south"}),
        ("speaker:holm kind:direct", {"south"}),
        ("speaker:holm about:berg", {"north"}),
        ("about:berg kind:direct", set()),
        ("speaker:berg about:holm kind:direct", {"north"}),
        ("speaker:holm NOT kind:direct", {"north"}),
        ("kind:direct NOT speaker:berg", {"south", "harbour", "ferry"}),
        ("(speaker:holm OR speaker:berg) kind:direct", {"north", "south"}),
        # Of the article
        ("NOT speaker:berg", {"south", "harbour", "ferry"}),
        ("NOT (speaker:holm kind:direct)", {"north", "harbour", "ferry"}),
        ("speaker:holm islanders", {"south"}),
        # Two quotes
        ("speaker:holm speaker:berg", {"north"}),
        ("speaker:holm kind:indirect speaker:berg kind:direct", {"north"}),
        ("speaker:holm kind:direct speaker:berg", set()),
    ],
)
def test_each_field_and_how_conditions_are_joined(made: Library, query: str, names: set[str]) -> None:
    assert set(made.names(query)) == names


def test_outlet_and_via_are_those_that_the_article_names(bundled: Library) -> None:
    via = bundled.hits("via:BBC")
    assert len(via) == 2
    assert all(hit.quote is not None and hit.quote.via == ("BBC",) for hit in via)
    (wire, *_) = bundled.hits('outlet:"eastern desk"')
    assert wire.outlet == "Eastern Desk Daily"
    assert bundled.names("outlet:daily outlet:desk") == [Path(wire.path).stem]


def test_a_quote_is_named_with_its_words_and_what_was_asked_for_is_marked(made: Library) -> None:
    (hit,) = made.hits("speaker:berg about:holm kind:direct")
    assert hit.quote is not None
    assert (hit.quote.speaker, hit.title) == ("Anna Berg", "Northern Talks Go On")
    assert [span.of(hit.passage.words) for span in hit.passage.hits] == ["Holm"]


def test_words_are_shown_in_the_sentence_that_has_most_of_them(made: Library) -> None:
    (hit,) = made.hits("anna cafe")
    assert hit.passage.words == "Peter Holm said that Anna Berg should open the café at once."
    assert [span.of(hit.passage.words) for span in hit.passage.hits] == ["Anna", "café"]
    text = load(Path(hit.path)).text
    assert hit.passage.span.of(text) == hit.passage.words


def test_of_the_quotes_of_an_article_those_with_the_words_come_first(made: Library) -> None:
    hits = made.hits("speaker:berg holm")
    assert hits[0].quote is not None
    assert "Peter Holm" in hits[0].passage.words
    assert {hit.quote is not None for hit in hits} == {True}
    sentence, *quotes = made.hits("speaker:berg ferries")
    assert sentence.quote is None
    assert "Minister of Ferries" in sentence.passage.words
    assert all(hit.quote is not None for hit in quotes)


def test_without_words_an_article_is_shown_by_its_beginning(made: Library) -> None:
    (hit,) = made.hits("tag:evidence")
    assert not hit.placed
    assert hit.passage.words.startswith("“We will never close")


def test_a_long_sentence_is_cut_around_its_hit(tmp_path: Path) -> None:
    words = " ".join(f"word{number}" for number in range(200))
    (path,) = write(tmp_path / "articles", long=f"A title\n\nIt begins {words} needle {words} and ends.\n")
    library = opened(tmp_path, [path], {})
    (hit,) = library.hits("needle")
    assert len(hit.passage.words) < 400
    assert hit.passage.words.startswith("… ")
    assert hit.passage.words.endswith(" …")
    assert [span.of(hit.passage.words) for span in hit.passage.hits] == ["needle"]
    library.searcher.close()


def test_words_in_the_title_weigh_more_than_many_in_the_text(tmp_path: Path) -> None:
    often = "The storm came. " * 5 + "Much else went on in the town that nobody told anyone. " * 5
    paths = write(tmp_path / "articles", a=f"Something else\n\n{often}\n", b="The storm\n\nSomething came to town.\n")
    library = opened(tmp_path, paths, {})
    assert library.names("storm") == ["b", "a"]
    assert library.hits("storm")[0].passage.words == "The storm"
    library.searcher.close()


def test_articles_that_rank_alike_come_newest_first(made: Library) -> None:
    assert made.names("date:2022") == ["south", "north"]


def test_what_was_saved_beside_an_article_is_not_searched(bundled: Library, seeds: Path) -> None:
    from tui.documents.model import BlockKind

    beside = {
        word
        for path in seeds.glob("*.txt")
        for document in [load(path)]
        for block in document.blocks
        if block.kind is BlockKind.LITTER
        for word in words_in(block.span.of(document.text))
    }
    texts = {word for facts in bundled.facts.values() for value in facts.values[""] for word in words_in(value)}
    only = beside - texts
    assert only
    for word in only:
        assert bundled.hits(word) == []


def test_an_article_that_changes_or_goes_leaves_the_index(tmp_path: Path) -> None:
    (path,) = write(tmp_path / "articles", harbour=HARBOUR)
    file = tmp_path / "catalogue.sqlite"
    catalogue = Catalogue(file)
    catalogue.put(examine(Request(str(path))), VERSION)
    searcher = Searcher(file, lambda condition: ())
    library = Library(searcher, {}, {})
    assert library.names("harbour") == ["harbour"]
    path.write_text(FERRY, encoding="utf-8")
    catalogue.put(examine(Request(str(path))), VERSION)
    assert library.names("harbour") == []
    assert {hit.title for hit in library.hits("ferries speaker:keller")} == {"Ferries To Sail From Tuesday"}
    path.unlink()
    catalogue.put(examine(Request(str(path))), VERSION)
    assert library.names("ferries") == []
    assert library.names("NOT ferries") == []
    searcher.close()
    catalogue.close()


def test_of_an_article_that_is_gone_the_indexes_keep_nothing(tmp_path: Path) -> None:
    """Also where a copy of another name, which was not indexed itself, is the last to go."""
    head = '<html><head><meta property="og:site_name" content="{}"></head>'
    page = head + "<body><article><h1>Ferries</h1><p>{}</p></article></body></html>"
    body = "“The ferries sail on Tuesday,” Anna Keller, the mayor, said in the harbour of Linden. " * 5
    first, second = tmp_path / "a.html", tmp_path / "b.html"
    first.write_text(page.format("Harbour Herald", body), encoding="utf-8")
    second.write_text(page.format("Evening Gazette", body), encoding="utf-8")
    (stays,) = write(tmp_path / "articles", stays=FERRY)
    file = tmp_path / "catalogue.sqlite"
    catalogue = Catalogue(file)
    replies = [examine(Request(str(path))) for path in (first, second, stays)]
    catalogue.put_all(replies[2:], VERSION)
    before = indexed_words(file)
    catalogue.put_all(replies[:2], VERSION)
    assert len({reply.document_id for reply in replies}) == len({reply.outlet for reply in replies}) - 1 == 2
    assert {"mayor", "outlet:Evening Gazette"} <= indexed_words(file).keys() - before.keys()
    catalogue.forget([str(first)])
    catalogue.forget([str(second)])
    assert indexed_words(file) == before
    catalogue.forget([str(stays)])
    assert indexed_words(file) == {}
    catalogue.put_all(replies, VERSION)
    searcher = Searcher(file, lambda condition: ())
    assert set(Library(searcher, {}, {}).names("speaker:keller")) == {"a", "stays"}
    searcher.close()
    catalogue.close()


def indexed_words(file: Path) -> dict[str, int]:
    """The words of both indexes, with the number of the rows that have them; all names offered."""
    connection = sqlite3.connect(file)
    found: dict[str, int] = {}
    for index in ("article_words", "quote_words"):
        connection.execute(f"CREATE VIRTUAL TABLE temp.{index}_there USING fts5vocab(main, {index}, row)")
        found.update(connection.execute(f"SELECT term, doc FROM {index}_there").fetchall())
        connection.execute(f"INSERT INTO {index}({index}) VALUES ('integrity-check')")
    found.update(connection.execute("SELECT field || ':' || name, articles FROM search_name").fetchall())
    connection.close()
    return found


def test_the_same_text_twice_is_found_once_and_as_long_as_one_of_them_is_there(tmp_path: Path) -> None:
    first, second = write(tmp_path / "articles", a=HARBOUR, b=HARBOUR)
    file = tmp_path / "catalogue.sqlite"
    catalogue = Catalogue(file)
    catalogue.put_all([examine(Request(str(path))) for path in (first, second)], VERSION)
    catalogue.put(examine(Request(str(second))), VERSION)
    searcher = Searcher(file, lambda condition: ())
    library = Library(searcher, {}, {})
    assert library.names("harbour") == ["a"]
    first.unlink()
    catalogue.put(examine(Request(str(first))), VERSION)
    assert library.names("harbour") == ["b"]
    other = Searcher(file, lambda condition: (), holds=lambda key: key == str(first))
    assert Library(other, {}, {}).names("harbour") == []
    for each in (searcher, other):
        each.close()
    catalogue.close()


def test_of_an_article_saved_twice_with_small_changes_the_best_stands_for_both(tmp_path: Path) -> None:
    long = " ".join(
        f"The council of town {number} met in hall {number * 7} about the {number}th ferry." for number in range(80)
    )
    paths = write(
        tmp_path / "articles", a=f"Ferries\n\n{long}\n", b=f"Ferries again\n\n{long} A storm came.\n", c=HARBOUR
    )
    library = opened(tmp_path, paths, {})
    (hit,) = library.hits("council")
    assert hit.copies == 2
    assert [(hit.title, hit.copies) for hit in library.hits("storm council")] == [("Ferries again", 1)]
    assert len(library.hits("council OR harbour")) == 2
    library.searcher.close()


def test_another_version_of_the_extractor_begins_the_index_anew(tmp_path: Path) -> None:
    paths = write(tmp_path / "articles", a=HARBOUR, b=FERRY)
    file = tmp_path / "catalogue.sqlite"
    catalogue = Catalogue(file)
    catalogue.put_all([examine(Request(str(path))) for path in paths], "an older one")
    catalogue.put(examine(Request(str(paths[0]))), VERSION)
    searcher = Searcher(file, lambda condition: ())
    assert Library(searcher, {}, {}).names("linden") == ["a"]
    catalogue.put(examine(Request(str(paths[1]))), VERSION)
    assert Library(searcher, {}, {}).names("linden speaker:keller") == ["a", "b"]
    searcher.close()
    catalogue.close()


def test_names_are_offered_by_the_beginning_of_any_of_their_words(made: Library) -> None:
    assert made.searcher.names("speaker", "ke") == ["Anna Keller"]
    assert made.searcher.names("actor", "anna") == ["Anna Berg", "Anna Keller"]
    assert made.searcher.names("speaker", "xyz") == []


@pytest.mark.parametrize("gone", [False, True])
def test_names_of_many_articles_wait_and_are_offered_as_if_they_did_not(tmp_path: Path, gone: bool) -> None:
    paths = write(tmp_path / "articles", a=HARBOUR, b=FERRY, c=f"{HARBOUR}\n\nAnna Keller said: “Not now, not ever.”")
    replies = [examine(Request(str(path))) for path in paths]
    offered, there = [], []
    for many in (False, True):
        file = tmp_path / f"{many}.sqlite"
        catalogue = Catalogue(file)
        if many:
            catalogue.expect_many()
        for reply in replies:
            catalogue.put(reply, VERSION)
        assert waiting(file) == many
        if gone:
            catalogue.forget([str(paths[0])])
        searcher = Searcher(file, lambda condition: ())
        offered.append({field: searcher.names(field, "") for field in ("actor", "speaker", "outlet", "via")})
        searcher.close()
        catalogue.settle()
        assert not waiting(file)
        there.append(indexed_words(file))
        catalogue.close()
    assert offered[0] == offered[1] != {}
    assert there[0] == there[1] != {}


def test_names_that_a_kill_left_waiting_go_where_they_belong_with_the_next_article(tmp_path: Path) -> None:
    paths = write(tmp_path / "articles", a=HARBOUR, b=FERRY)
    file = tmp_path / "catalogue.sqlite"
    killed = Catalogue(file)
    killed.expect_many()
    killed.put(examine(Request(str(paths[0]))), VERSION)
    killed.close()
    assert waiting(file)
    catalogue = Catalogue(file)
    catalogue.put(examine(Request(str(paths[1]))), VERSION)
    assert not waiting(file)
    searcher = Searcher(file, lambda condition: ())
    assert searcher.names("speaker", "keller") == ["Anna Keller"]
    searcher.close()
    catalogue.close()


def test_names_that_waited_in_an_earlier_version_are_where_they_belong(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite"
    earlier = Database(file, STEPS[:7])
    earlier.execute("INSERT INTO search_name VALUES ('speaker', 'Anna Keller', 'anna keller', 2)")
    for name in ("Anna Keller", "Jonas Keller", "Anna Keller"):
        earlier.execute("INSERT INTO search_name_added VALUES ('speaker', ?, ?, 1)", (name, name.lower()))
    earlier.close()
    catalogue = Catalogue(file)
    searcher = Searcher(file, lambda condition: ())
    assert (catalogue.message, searcher.names("speaker", "kel")) == ("", ["Anna Keller", "Jonas Keller"])
    assert indexed_words(file) == {"speaker:Anna Keller": 4, "speaker:Jonas Keller": 1}
    searcher.close()
    catalogue.close()


def test_an_index_with_its_columns_in_another_order_is_begun_anew(tmp_path: Path) -> None:
    """Else what is asked of a title would be weighed as words of the text are."""
    file = tmp_path / "catalogue.sqlite"
    earlier = Database(file, STEPS[:8])
    earlier.execute("INSERT INTO search_version VALUES (0, ?)", (VERSION,))
    earlier.execute("INSERT INTO searched VALUES (1, 'gone', '')")
    earlier.execute("INSERT INTO article_words (rowid, title, body) VALUES (1, 'ferries', 'linden')")
    earlier.close()
    text = "Nobody wrote about {0} but for this line on {0}, which is as long as that of the other article."
    paths = write(tmp_path / "articles", a=f"Ferries\n\n{text.format('boats')}", b=f"Boats\n\n{text.format('ferries')}")
    catalogue = Catalogue(file)
    catalogue.put_all([examine(Request(str(path))) for path in paths], VERSION)
    searcher = Searcher(file, lambda condition: ())
    assert Library(searcher, {}, {}).names("ferries") == ["a", "b"]
    assert Library(searcher, {}, {}).names("boats") == ["b", "a"]
    assert "linden" not in indexed_words(file)
    searcher.close()
    catalogue.close()


def waiting(file: Path) -> bool:
    """Whether there are names that wait to be put together with those of other articles."""
    connection = sqlite3.connect(file)
    found = connection.execute("SELECT COUNT(*) FROM search_name_waiting").fetchone()[0]
    connection.close()
    return bool(found)


def test_a_file_that_is_no_catalogue_is_told_in_one_line(tmp_path: Path) -> None:
    for name, data in (("absent", None), ("text", b"no catalogue at all " * 100)):
        file = tmp_path / name
        if data is not None:
            file.write_bytes(data)
        with pytest.raises(SearchError, match=f"^{name} cannot be searched") as caught:
            Searcher(file, lambda condition: ())
        assert "\n" not in str(caught.value)
