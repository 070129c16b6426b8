"""What is said to the process that checks a draft, and what it says.

It is given a `Job`, tells how far it is, and which articles matter; what is `Known` of those is given to it, and it
tells what became of the quotations. Both ends are one program, of one installation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tui.comparison.checked import Checked
from tui.documents.model import Document
from tui.extraction.model import Analysis


class Job(NamedTuple):
    """The draft, and the keys of the articles; `given` are those that have no file."""

    draft: Path
    keys: Sequence[str]
    given: Mapping[str, Document]


class Looked(NamedTuple):
    """How many articles were looked through."""

    articles: int


class Wanted(NamedTuple):
    """The articles in which something was found: the ids of their documents, by key."""

    documents: Mapping[str, str]


class Known(NamedTuple):
    """What was found in these articles, corrected, by key; those of which nothing is known are left out."""

    analyses: Mapping[str, Analysis]


class Outcome(NamedTuple):
    """What became of the quotations, or why the draft could not be read. The documents of their sources have their text
    and no blocks.
    """

    checked: Sequence[Checked] = ()
    unreadable: int = 0
    """Articles that could not be read."""
    fault: str = ""


Message = Job | Looked | Wanted | Known | Outcome
