"""One pattern for a list of words, in which words that begin alike share their beginning."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def alternatives(words: Iterable[str]) -> str:
    """A pattern that fits any of `words` as written or with a capital first letter; the longest where it can."""
    tree: dict[str, Any] = {}
    for word in words:
        branch = tree
        for sign in word:
            branch = branch.setdefault(sign, {})
        branch[""] = {}
    return _pattern(tree, first=True)


def _pattern(tree: dict[str, Any], *, first: bool = False) -> str:
    found = []
    for sign, branch in sorted(tree.items()):
        if sign:
            opening = f"[{sign}{sign.upper()}]" if first and sign.islower() else re.escape(sign)
            found.append(opening + _pattern(branch))
    if not found:
        return ""
    if len(found) == 1 and "" not in tree:
        return found[0]
    return f"(?:{'|'.join(found)}){'?' if '' in tree else ''}"
