"""What is kept of every article for the search, beside the catalogue's own tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from tui.library.database import listed
from tui.library.search.columns import ARTICLE_COLUMNS, QUOTE_COLUMNS
from tui.library.search.names import Names

if TYPE_CHECKING:
    from tui.library.database import Database, Step
    from tui.library.protocol import Reply
    from tui.library.search.entry import Entry

QUOTES = 20
"""Bits that tell the quotes of one article apart: the row of a quote is its article's number, shifted, and its own."""

_HASHED = 64 << 20
"""Bytes of words that an index gathers before it writes them."""

# The words come folded from the indexing process; no word is looked up in what it came from, so neither is kept here.
_FOLDED = "content='', tokenize='unicode61 remove_diacritics 0'"
SCHEMA: Step = (
    "CREATE TABLE search_version (one INTEGER PRIMARY KEY CHECK (one = 0), version TEXT NOT NULL)",
    """CREATE TABLE searched (
        number INTEGER PRIMARY KEY AUTOINCREMENT, document_id TEXT NOT NULL UNIQUE, day TEXT NOT NULL
    )""",
    "CREATE INDEX searched_by_day ON searched (day)",
    "CREATE TABLE searched_text (number INTEGER PRIMARY KEY, data BLOB NOT NULL)",
    """CREATE TABLE search_name (
        field TEXT NOT NULL, name TEXT NOT NULL, sought TEXT NOT NULL, articles INTEGER NOT NULL,
        PRIMARY KEY (field, name)
    ) WITHOUT ROWID""",
    f"CREATE VIRTUAL TABLE article_words USING fts5(title, outlet, actor, body, {_FOLDED})",
    f"CREATE VIRTUAL TABLE quote_words USING fts5({', '.join(QUOTE_COLUMNS)}, {_FOLDED}, columnsize=0)",
    # Merged less often than is usual: a fifth of the time to write, a few milliseconds of that to read.
    "INSERT INTO article_words(article_words, rank) VALUES ('automerge', 8)",
    "INSERT INTO quote_words(quote_words, rank) VALUES ('automerge', 8)",
    "UPDATE article SET version = ''",  # what was read before is read again, so that it can be found
)
TOGETHER: Step = tuple(
    f"INSERT INTO {index}({index}, rank) VALUES ('hashsize', {_HASHED})" for index in ("article_words", "quote_words")
)
"""What is written in one transaction is one segment of an index: at a megabyte each, as is usual, they were merged more
often."""
BODY_FIRST: Step = (
    "DROP TABLE article_words",
    f"CREATE VIRTUAL TABLE article_words USING fts5({', '.join(ARTICLE_COLUMNS)}, {_FOLDED})",
    "INSERT INTO article_words(article_words, rank) VALUES ('automerge', 8)",
    f"INSERT INTO article_words(article_words, rank) VALUES ('hashsize', {_HASHED})",
    "DELETE FROM search_version",  # so that all that is searched is begun anew
    "UPDATE article SET version = ''",
)
"""The words of articles with the column of most of them first, which takes a quarter of the index."""
ADDED: Step = (
    """CREATE TABLE search_name_added (
        field TEXT NOT NULL, name TEXT NOT NULL, sought TEXT NOT NULL, articles INTEGER NOT NULL
    )""",
)
"""Names that were to go into `search_name`, before they waited as `names.WAITING` has them."""
_ARTICLE = f"rowid, {', '.join(ARTICLE_COLUMNS)}", "?" + ", CAST(? AS TEXT)" * len(ARTICLE_COLUMNS)
_QUOTE = f"rowid, {', '.join(QUOTE_COLUMNS)}", "?" + ", ?" * len(QUOTE_COLUMNS)
"""The columns of a row of each index, and where its values go: the words of articles come encoded."""


class SearchTables:
    """Writes the tables of `SCHEMA`; all of it is part of a transaction of the catalogue's."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._version = ""
        self._names = Names(database)
        self._many = False

    def expect_many(self) -> None:
        """Many articles are going to be put here: their names wait, at the longest until `settle` is called."""
        self._many = True

    def settle(self) -> None:
        """Put the names that wait where they belong: all those of some thousand articles at once, each once."""
        self._names.settle()

    def put(self, replies: Iterable[Reply], version: str) -> None:
        """Take in the articles that were read; one whose text is known stays as it is."""
        self._begin(version)
        new = {reply.document_id: reply for reply in replies if reply.entry is not None}
        known = self._known(list(new))
        added = [reply for identifier, reply in new.items() if identifier not in known]
        if not added:
            return
        last = self._database.execute("SELECT seq FROM sqlite_sequence WHERE name = 'searched'")
        numbers = range(last[0][0] + 1 if last else 1, 1 << 62)
        rows, texts = [], []
        entries: list[tuple[int, Entry]] = []
        for number, reply in zip(numbers, added, strict=False):
            if reply.entry is None:
                continue
            rows.append((number, reply.document_id, reply.published.date().isoformat() if reply.published else ""))
            texts.append((number, reply.entry.packed))
            entries.append((number, reply.entry))
        articles, quotes, names = _indexed(entries)
        put = self._database.execute_many
        put("INSERT INTO searched VALUES (?,?,?)", rows)
        put("INSERT INTO searched_text VALUES (?,?)", texts)
        for index, (columns, values), indexed in (
            ("article_words", _ARTICLE, articles),
            ("quote_words", _QUOTE, quotes),
        ):
            put(f"INSERT INTO {index} ({columns}) VALUES ({values})", indexed)
        self._names.put(names, wait=self._many)

    def forget(self, document_ids: Sequence[str]) -> None:
        """These documents are gone. What was found in them must be there still: the indexes are told what goes."""
        asked = listed(document_ids)
        numbers = "SELECT number FROM searched WHERE document_id IN (SELECT value FROM json_each(?))"
        known = self._database.execute(
            "SELECT number, t.data, f.data FROM searched JOIN searched_text AS t USING (number)"
            " JOIN findings AS f USING (document_id) JOIN search_version USING (version)"
            f" WHERE number IN ({numbers})",
            (asked,),
        )
        self._take_out(known)
        self._database.execute(f"DELETE FROM searched_text WHERE number IN ({numbers})", (asked,))
        self._database.execute(f"DELETE FROM searched WHERE number IN ({numbers})", (asked,))

    def _take_out(self, known: Iterable[tuple[int, bytes, bytes]]) -> None:
        """Take articles out of the indexes, by their numbers, what is kept of them and what was found in them."""
        from tui.library.protocol import decode_findings
        from tui.library.search.making import entry_again

        entries: list[tuple[int, Entry]] = []
        for number, data, findings in known:
            entry = entry_again(data, decode_findings(findings).analysis)
            if entry is not None:
                entries.append((number, entry))
        articles, quotes, names = _indexed(entries)
        for index, (columns, values), rows in (("article_words", _ARTICLE, articles), ("quote_words", _QUOTE, quotes)):
            self._database.execute_many(f"INSERT INTO {index} ({index}, {columns}) VALUES ('delete', {values})", rows)
        self._names.take_out(names)

    def _known(self, document_ids: Sequence[str]) -> set[str]:
        rows = self._database.execute(
            "SELECT document_id FROM searched WHERE document_id IN (SELECT value FROM json_each(?))",
            (listed(document_ids),),
        )
        return {row[0] for row in rows}

    def _begin(self, version: str) -> None:
        """What another version of the extractor has found is of no use beside this one's."""
        if self._version == version:
            return
        if self._database.execute("SELECT version FROM search_version") != [(version,)]:
            for table in ("searched", "searched_text", "search_name", "search_name_waiting"):
                self._database.execute(f"DELETE FROM {table}")
            for index in ("article_words", "quote_words"):
                self._database.execute(f"INSERT INTO {index}({index}) VALUES ('delete-all')")
            self._database.execute("INSERT OR REPLACE INTO search_version VALUES (0, ?)", (version,))
        self._version = version


def _indexed(
    entries: Sequence[tuple[int, Entry]],
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]], Counter[str]]:
    """The rows of both indexes for the articles of these numbers, and in how many of them each of `Entry.names` is."""
    articles, quotes = [], []
    for number, entry in entries:
        articles.append((number, *entry.words))
        first = number << QUOTES
        quotes += [(first + place, *words) for place, words in enumerate(entry.quotes[: 1 << QUOTES])]
    return articles, quotes, Counter(chain.from_iterable([entry.names for _, entry in entries]))
