"""Lines without what Textual keeps with each.

A strip of Textual has seven caches for what it was cut, styled and filtered into: a kilobyte a line, where its words
take half of one. Our panes keep what they draw (`line_view`), and a window draws its lines once; what is rendered of
a strip for the terminal is kept by the strip itself, still.
"""

from __future__ import annotations

from typing import Any

import textual.strip
from textual.cache import FIFOCache


class _NothingKept(FIFOCache[Any, Any]):
    """One for all strips."""

    __slots__ = ()

    def set(self, key: Any, value: Any) -> None:
        pass

    __setitem__ = set


_nothing_kept = _NothingKept(0)


def keep_nothing_by_strips() -> None:
    """Strips that are made from now on have no caches."""
    vars(textual.strip)["FIFOCache"] = lambda _size: _nothing_kept
