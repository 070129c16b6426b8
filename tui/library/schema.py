"""All that the schema of a catalogue went through, from the first version of the program on."""

from __future__ import annotations

from collections.abc import Sequence

from tui.library import copies
from tui.library.database import Step
from tui.library.search import names, tables

STEPS: Sequence[Step] = (
    (
        """CREATE TABLE article (
            path BLOB PRIMARY KEY, modified INTEGER NOT NULL, size INTEGER NOT NULL, document_id TEXT NOT NULL,
            title TEXT NOT NULL, outlet TEXT NOT NULL, published TEXT, language TEXT NOT NULL, words INTEGER NOT NULL,
            quotes INTEGER NOT NULL, version TEXT NOT NULL, problem TEXT NOT NULL
        ) WITHOUT ROWID""",
        "CREATE INDEX article_of_document ON article (document_id)",
        """CREATE TABLE findings (
            document_id TEXT NOT NULL, version TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (document_id, version)
        ) WITHOUT ROWID""",
    ),
    (  # files of version 1 may have some of these
        """CREATE TABLE IF NOT EXISTS kept (
            path BLOB PRIMARY KEY, modified INTEGER NOT NULL, size INTEGER NOT NULL, version TEXT NOT NULL,
            data BLOB NOT NULL
        ) WITHOUT ROWID""",
        """CREATE TABLE IF NOT EXISTS sought (
            one INTEGER PRIMARY KEY CHECK (one = 0), listing INTEGER NOT NULL, words BLOB NOT NULL
        )""",
        """CREATE TABLE IF NOT EXISTS listed (
            one INTEGER PRIMARY KEY CHECK (one = 0), prefix BLOB NOT NULL, names BLOB NOT NULL, starts BLOB NOT NULL
        )""",
    ),
    copies.SCHEMA,
    tables.SCHEMA,
    (
        """CREATE TABLE folded (
            one INTEGER PRIMARY KEY CHECK (one = 0), listing INTEGER NOT NULL, data BLOB NOT NULL
        )""",
    ),
    (  # large values are written in a third of the time where they lie in the order in which they came
        "DROP TABLE findings",
        """CREATE TABLE findings (
            document_id TEXT NOT NULL, version TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (document_id, version)
        )""",
        "UPDATE article SET version = ''",
        *tables.TOGETHER,
    ),
    tables.ADDED,
    names.WAITING,
    tables.BODY_FIRST,
    (  # a text file tells no address: those need not be read again for it
        "ALTER TABLE article ADD COLUMN site TEXT NOT NULL DEFAULT ''",
        "UPDATE article SET version = '' WHERE outlet = '' AND CAST(path AS TEXT) NOT LIKE '%.txt'",
    ),
)
"""A step is never changed once it is on somebody's disk: what is new is a step more."""
