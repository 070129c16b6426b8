"""The names that completion offers, each with the number of articles that it is in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from tui.library.database import Database, Step

WAITING: Step = (
    "INSERT INTO search_name SELECT field, name, MAX(sought), SUM(articles) FROM search_name_added WHERE TRUE"
    " GROUP BY field, name ON CONFLICT DO UPDATE SET articles = articles + excluded.articles",
    "DROP TABLE search_name_added",
    "CREATE TABLE search_name_waiting (data BLOB NOT NULL)",
)
"""Names that are to go into `search_name`, encoded: put in one by one, a few thousand at a time, they took a fifth of
all; as rows of a table that wait to be put together, a tenth."""
_MOST = 50_000
"""So many may wait there."""

_decoder = msgspec.msgpack.Decoder(dict[str, int])


class Names:
    """Writes the table `search_name`, and that of `WAITING`; all of it is part of a transaction of the catalogue's.

    A name is told with its field before it and itself folded after it, parted by NULs.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting = 0

    def put(self, names: Mapping[str, int], *, wait: bool) -> None:
        """These are in so many articles more; they may `wait`, at the longest until `settle` is called."""
        data = msgspec.msgpack.encode(dict(names))
        self._database.execute("INSERT INTO search_name_waiting VALUES (?)", (data,))
        self._waiting += len(names)
        if not wait or self._waiting > _MOST:
            self.settle()

    def settle(self) -> None:
        """Put the names that wait where they belong: all those of some thousand articles at once, each once."""
        names = waiting(self._database.execute("SELECT data FROM search_name_waiting"))
        self._database.execute_many(
            "INSERT INTO search_name VALUES (?,?,?,?)"
            " ON CONFLICT DO UPDATE SET articles = articles + excluded.articles",
            [(*name.split("\0", 2), names[name]) for name in sorted(names)],
        )
        self._database.execute("DELETE FROM search_name_waiting")
        self._waiting = 0

    def take_out(self, names: Mapping[str, int]) -> None:
        """These are in so many articles less."""
        self.settle()
        self._database.execute_many(
            "UPDATE search_name SET articles = articles - ? WHERE field = ? AND name = ?",
            [(count, *name.split("\0", 2)[:2]) for name, count in names.items()],
        )
        self._database.execute("DELETE FROM search_name WHERE articles < 1")


def waiting(rows: Iterable[tuple[bytes]]) -> Counter[str]:
    """In how many articles the names are that rows of `search_name_waiting` hold."""
    names: Counter[str] = Counter()
    for (data,) in rows:
        names.update(_decoder.decode(data))
    return names
