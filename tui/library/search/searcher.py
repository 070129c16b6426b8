"""Answers queries from a catalogue, through a connection that reads beside whoever writes."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeGuard

import msgspec
from msgspec.structs import replace

from tui.documents.naming import kept_as
from tui.extraction.model import Analysis, Attribution
from tui.extraction.version import VERSION
from tui.library.database import open_to_read
from tui.library.protocol import Findings, decode_findings
from tui.library.query.folding import name
from tui.library.query.grouping import conditions, grouped, quotes_wanted, words_wanted
from tui.library.query.matching import Facts, fits
from tui.library.query.model import WORDS, Holds, Is, Node
from tui.library.search.columns import ARTICLE_COLUMNS, QUOTE_COLUMNS
from tui.library.search.entry import unpacked
from tui.library.search.facts import facts_of, quote_facts
from tui.library.search.names import waiting
from tui.library.search.passages import Passage, best_passage, first_passage, passage
from tui.library.search.selecting import Marked, in_quotes, select
from tui.library.search.tables import QUOTES
from tui.library.search.values import article_values
from tui.text import Span

_RANKED = 20_000
"""Articles from which on words rank nothing: those with most of them are not those that are meant, and the newest
come first."""
_SEEN = (WORDS, "title", "actor", "about")
"""Fields whose words stand in the passage."""
_OFFERED = 12
_CACHE = "-32000"
"""Of pages, in kibibytes."""


class SearchError(Exception):
    """A library that cannot be searched, in words."""


class Interrupted(Exception):  # noqa: N818  (nothing went wrong)
    """The question was taken back."""


class Hit(msgspec.Struct, frozen=True):
    """One passage that was found: a quote, or the sentence of an article with most of what was asked for."""

    path: str
    document_id: str
    title: str
    outlet: str
    published: datetime | None
    passage: Passage
    quote: Attribution | None = None
    placed: bool = True
    """False where the query is not about words: the passage is the article's beginning."""
    copies: int = 1
    """Of how many articles that are one, saved with small changes, this is the best; itself too."""
    site: str = ""
    """The site that the article is from."""

    @property
    def kept_as(self) -> str:
        """What the article is called as a source, beside its title."""
        return kept_as(self.outlet, self.site, self.path)


class Found(msgspec.Struct, frozen=True):
    """The numbers of the articles that fit a query, the best first, for `Searcher.hits`."""

    query: Node
    numbers: Sequence[int]
    copies: Mapping[int, int]
    """Of how many that are one article a number is the best; 1 where it is not told."""


class _Article(NamedTuple):
    """What the catalogue has of one article that was found."""

    number: int
    document_id: str
    path: str
    title: str
    outlet: str
    site: str
    published: datetime | None
    text: str
    blocks: Sequence[Span]


class Revisions(Protocol):
    """What the reader has corrected in documents."""

    def documents(self) -> Collection[str]:
        """The ids of those in which something was corrected."""

    def made(self, document_id: str, text: str, found: Findings) -> Findings:
        """What was found in one of these, with the corrections made."""


class Searcher:
    """Reads one catalogue. One question at a time; `interrupt` may be called from any thread.

    `marked` tells what the reader did with documents. `holds` leaves out articles that are not (any more) in the
    library; without it none is left out. In documents that the reader has corrected it is not the index that is asked.
    Raises `SearchError`.
    """

    def __init__(
        self,
        path: Path,
        marked: Marked,
        *,
        holds: Callable[[str], bool] | None = None,
        revisions: Revisions | None = None,
    ) -> None:
        self._marked = marked
        self._holds = holds
        self._revisions = revisions
        self._lock = threading.Lock()
        try:
            self._connection = open_to_read(path, check_same_thread=False)
            self._connection.execute(f"PRAGMA cache_size={_CACHE}")
            self._connection.execute("SELECT 1 FROM searched LIMIT 1")
        except sqlite3.Error as error:
            raise SearchError(f"{path.name} cannot be searched ({error})") from error

    def close(self) -> None:
        self._connection.interrupt()
        with self._lock:
            self._connection.close()

    def interrupt(self) -> None:
        """End the question that is being answered: it raises `Interrupted`."""
        self._connection.interrupt()

    def find(self, query: Node) -> Found:
        """The articles that fit, ranked by the words asked for, or the newest first where there are none."""
        node = grouped(query)
        selection = select(node, self._marked)
        if selection.words and self._is_rare(selection.words):
            rows = self._rows(selection.ranked, selection.ranked_parameters)
        else:
            rows = self._rows(selection.statement, selection.parameters)
        numbers = [row[0] for row in rows]
        if self._revisions is not None and any(_is_of_findings(each) for each in conditions(node)):
            numbers = self._revised(node, numbers, self._revisions.documents())
        return self._without_copies(node, numbers)

    def _without_copies(self, node: Node, numbers: Sequence[int]) -> Found:
        """Of articles that are one, saved with small changes, the best alone."""
        families = dict(
            self._rows(
                "SELECT s.number, k.family FROM sketch AS k JOIN searched AS s USING (document_id)"
                " WHERE k.family IS NOT NULL"
            )
        )
        best: dict[int, int] = {}
        copies: Counter[int] = Counter()
        for number in numbers if families else ():
            if number in families:
                copies[best.setdefault(families[number], number)] += 1
        if copies:
            numbers = [number for number in numbers if number not in families or number in copies]
        return Found(node, numbers, copies)

    def _revised(self, node: Node, numbers: Sequence[int], document_ids: Collection[str]) -> list[int]:
        """The articles that fit with what was corrected in some of them; those that fit because of it come first."""
        if not document_ids:
            return list(numbers)
        revised = self._articles("s.document_id", sorted(document_ids))
        given = [each for each in conditions(node) if _is_of_the_reader(each)]
        holding = {each: set(self._marked(each)) for each in given}
        fitting = {
            number
            for number, article in revised.items()
            if fits(node, self._facts(article, [each for each in given if article.document_id in holding[each]]))
        }
        there = set(numbers)
        return [
            *(number for number in fitting if number not in there),
            *(number for number in numbers if number not in revised or number in fitting),
        ]

    def _facts(self, article: _Article, given: Collection[Node]) -> Facts:
        findings = self._findings(article)
        analysis = findings.analysis if findings else Analysis(article.document_id, VERSION, (), ())
        values = article_values(article.text, article.blocks, article.title, article.outlet, analysis)
        return facts_of(values, article.published.date() if article.published else None, analysis, given=given)

    def _is_rare(self, words: str) -> bool:
        counted = "SELECT count(*) FROM (SELECT 1 FROM article_words WHERE article_words MATCH ? LIMIT ?)"
        return int(self._rows(counted, (words, _RANKED))[0][0]) < _RANKED

    def hits(self, found: Found, start: int, end: int) -> list[Hit]:
        """What was found in the articles of these places in the ranking; those that are gone are left out."""
        numbers = found.numbers[start:end]
        articles = self._articles("s.number", numbers)
        return [
            replace(hit, copies=found.copies.get(number, 1))
            for number in numbers
            if number in articles
            for hit in self._in(articles[number], found.query)
        ]

    def _articles(self, column: str, wanted: Sequence[object]) -> dict[int, _Article]:
        """The articles of which the column has one of these values, by their numbers."""
        rows = self._rows(
            "SELECT s.number, s.document_id, t.data, a.path, a.title, a.outlet, a.site, a.published"
            " FROM searched AS s JOIN searched_text AS t USING (number) JOIN article AS a USING (document_id)"
            f" WHERE {column} IN (SELECT value FROM json_each(?)) ORDER BY a.path",
            (json.dumps(wanted),),
        )
        articles: dict[int, _Article] = {}
        for row in rows:
            if row[0] not in articles and (self._holds is None or self._holds(os.fsdecode(row[3]))):
                articles[row[0]] = _article(row)
        return articles

    def names(self, field: str, beginning: str) -> list[str]:
        """What begins so, or has a word that does, among the values of a field; the most frequent first."""
        start = name(beginning).replace("%", "").replace("_", "")
        added = waiting(self._rows("SELECT data FROM search_name_waiting", ()))
        told = [(*each.split("\0", 2), count) for each, count in added.items() if each.startswith(f"{field}\0")]
        like = [(each, count) for _, each, sought, count in told if f" {start}" in f" {sought}"]
        rows = self._rows(
            "SELECT name FROM (SELECT name, articles FROM search_name"
            " WHERE field = ? AND (sought LIKE ? OR sought LIKE ?)"
            " UNION ALL SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))"
            " GROUP BY name ORDER BY SUM(articles) DESC, name LIMIT ?",
            (field, f"{start}%", f"% {start}%", json.dumps(like), _OFFERED),
        )
        return [row[0] for row in rows]

    def _in(self, article: _Article, query: Node) -> list[Hit]:
        wanted = words_wanted(query)
        terms = [each.term for each in wanted if each.field in _SEEN]
        found = self._quotes(query, article)
        quotes = [_hit(article, passage(quote.span, said, terms), quote) for quote, said in found]
        words = best_passage(article.text, article.title, article.blocks, wanted)
        if quotes and not any(each.field in (WORDS, "title") for each in wanted):
            return quotes
        if quotes:  # those with the words that are wanted of the article first
            quotes.sort(key=lambda each: not each.passage.hits)
            return quotes if quotes[0].passage.hits or words is None else [_hit(article, words), *quotes]
        if words is not None:
            return [_hit(article, words)]
        return [_hit(article, first_passage(article.text, article.title, article.blocks), placed=False)]

    def _quotes(self, query: Node, article: _Article) -> list[tuple[Attribution, str]]:
        """The quotes of one article that fit any of the query's conditions on quotes, with their words."""
        parts = quotes_wanted(query)
        if not parts:
            return []
        if self._revisions is not None and article.document_id in self._revisions.documents():
            findings = self._findings(article)
            values = quote_facts(findings.analysis) if findings else ()
            places = {place for place, facts in enumerate(values) if any(fits(part, facts) for part in parts)}
        else:
            places = self._places(parts, article.number)
            findings = self._findings(article) if places else None
        quotes = zip(findings.analysis.attributions, findings.words, strict=True) if findings else ()
        return [quote for place, quote in enumerate(quotes) if place in places]

    def _places(self, parts: Sequence[Node], number: int) -> set[int]:
        """Which of the quotes of an article the index has under any of these conditions."""
        first, end = number << QUOTES, (number + 1) << QUOTES
        asked = "SELECT rowid FROM quote_words WHERE quote_words MATCH ? AND rowid >= ? AND rowid < ?"
        return {row[0] - first for part in parts for row in self._rows(asked, (in_quotes(part), first, end))}

    def _findings(self, article: _Article) -> Findings | None:
        rows = self._rows(
            "SELECT data FROM findings WHERE document_id = ? AND version = ?", (article.document_id, VERSION)
        )
        try:
            found = decode_findings(rows[0][0]) if rows else None
        except msgspec.MsgspecError:
            return None
        if found is not None and self._revisions is not None and article.document_id in self._revisions.documents():
            return self._revisions.made(article.document_id, article.text, found)
        return found

    def _rows(self, statement: str, parameters: Sequence[object] = ()) -> list[Any]:
        try:
            with self._lock, closing(self._connection.execute(statement, parameters)) as rows:
                return rows.fetchall()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise Interrupted from error
            raise SearchError(f"the library cannot be searched ({error})") from error
        except sqlite3.Error as error:
            raise SearchError(f"the library cannot be searched ({error})") from error


def _article(row: tuple[Any, ...]) -> _Article:
    number, document_id, data, path, title, outlet, site, published = row
    text, blocks, *_ = unpacked(data)
    when = datetime.fromisoformat(published) if published else None
    return _Article(number, document_id, os.fsdecode(path), title, outlet, site, when, text, blocks)


def _hit(article: _Article, words: Passage, quote: Attribution | None = None, *, placed: bool = True) -> Hit:
    return Hit(
        article.path, article.document_id, article.title, article.outlet, article.published, words, quote, placed,
        site=article.site,
    )  # fmt: skip


def _is_of_findings(condition: Node) -> bool:
    """True for what the extractor has found, and a reader can correct."""
    return isinstance(condition, Holds | Is) and (condition.field in QUOTE_COLUMNS or condition.field == "actor")


def _is_of_the_reader(condition: Node) -> TypeGuard[Holds | Is]:
    """True for what the reader did with an article."""
    indexed = (WORDS, *ARTICLE_COLUMNS, *QUOTE_COLUMNS)
    return isinstance(condition, Holds | Is) and condition.field not in indexed
