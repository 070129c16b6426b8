"""Answers queries from a catalogue, through a connection that reads beside whoever writes."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tui.extraction.model import Attribution
from tui.extraction.version import VERSION
from tui.library.protocol import Findings, decode_findings
from tui.library.query.folding import name
from tui.library.query.grouping import grouped, quotes_wanted, words_wanted
from tui.library.query.model import WORDS, Node
from tui.library.search.entry import unpacked
from tui.library.search.passages import Passage, best_passage, first_passage, passage
from tui.library.search.selecting import Marked, in_quotes, select
from tui.library.search.tables import QUOTES
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


@dataclass(frozen=True, slots=True)
class Hit:
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


@dataclass(frozen=True, slots=True)
class Found:
    """The numbers of the articles that fit a query, the best first, for `Searcher.hits`."""

    query: Node
    numbers: Sequence[int]


class _Article(NamedTuple):
    """What the catalogue has of one article that was found."""

    number: int
    document_id: str
    path: str
    title: str
    outlet: str
    published: datetime | None
    text: str
    blocks: Sequence[Span]


class Searcher:
    """Reads one catalogue. One question at a time; `interrupt` may be called from any thread.

    `marked` tells what the reader did with documents. `holds` leaves out articles that are not (any more) in the
    library; without it none is left out. Raises `SearchError`.
    """

    def __init__(self, path: Path, marked: Marked, *, holds: Callable[[str], bool] | None = None) -> None:
        self._marked = marked
        self._holds = holds
        self._lock = threading.Lock()
        try:
            self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
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

    def count(self) -> int:
        """How many documents can be found."""
        return int(self._rows("SELECT count(*) FROM searched")[0][0])

    def find(self, query: Node) -> Found:
        """The articles that fit, ranked by the words asked for, or the newest first where there are none."""
        node = grouped(query)
        selection = select(node, self._marked)
        if selection.words and self._is_rare(selection.words):
            rows = self._rows(selection.ranked, selection.ranked_parameters)
        else:
            rows = self._rows(selection.statement, selection.parameters)
        return Found(node, [row[0] for row in rows])

    def _is_rare(self, words: str) -> bool:
        counted = "SELECT count(*) FROM (SELECT 1 FROM article_words WHERE article_words MATCH ? LIMIT ?)"
        return int(self._rows(counted, (words, _RANKED))[0][0]) < _RANKED

    def hits(self, found: Found, start: int, end: int) -> list[Hit]:
        """What was found in the articles of these places in the ranking; those that are gone are left out."""
        numbers = found.numbers[start:end]
        rows = self._rows(
            "SELECT s.number, s.document_id, t.data, a.path, a.title, a.outlet, a.published"
            " FROM searched AS s JOIN searched_text AS t USING (number) JOIN article AS a USING (document_id)"
            " WHERE s.number IN (SELECT value FROM json_each(?)) ORDER BY a.path",
            (json.dumps(numbers),),
        )
        articles: dict[int, _Article] = {}
        for article in map(_article, rows):
            if article.number not in articles and (self._holds is None or self._holds(article.path)):
                articles[article.number] = article
        return [hit for number in numbers if number in articles for hit in self._in(articles[number], found.query)]

    def names(self, field: str, beginning: str) -> list[str]:
        """What begins so, or has a word that does, among the values of a field; the most frequent first."""
        start = name(beginning).replace("%", "").replace("_", "")
        rows = self._rows(
            "SELECT name FROM search_name WHERE field = ? AND (sought LIKE ? OR sought LIKE ?)"
            " ORDER BY articles DESC, name LIMIT ?",
            (field, f"{start}%", f"% {start}%", _OFFERED),
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
        first, end = article.number << QUOTES, (article.number + 1) << QUOTES
        places: set[int] = set()
        for part in quotes_wanted(query):
            rows = self._rows(
                "SELECT rowid FROM quote_words WHERE quote_words MATCH ? AND rowid >= ? AND rowid < ?",
                (in_quotes(part), first, end),
            )
            places.update(row[0] - first for row in rows)
        findings = self._findings(article.document_id) if places else None
        quotes = zip(findings.analysis.attributions, findings.words, strict=True) if findings else ()
        return [quote for place, quote in enumerate(quotes) if place in places]

    def _findings(self, document_id: str) -> Findings | None:
        rows = self._rows("SELECT data FROM findings WHERE document_id = ? AND version = ?", (document_id, VERSION))
        try:
            return decode_findings(rows[0][0]) if rows else None
        except msgspec.MsgspecError:
            return None

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
    number, document_id, data, path, title, outlet, published = row
    text, blocks = unpacked(data)
    when = datetime.fromisoformat(published) if published else None
    return _Article(number, document_id, os.fsdecode(path), title, outlet, when, text, blocks)


def _hit(article: _Article, words: Passage, quote: Attribution | None = None, *, placed: bool = True) -> Hit:
    return Hit(
        article.path, article.document_id, article.title, article.outlet, article.published, words, quote, placed
    )
