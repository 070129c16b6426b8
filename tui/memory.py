"""Memory: what the C library keeps for itself is given back; the collector runs seldom where much is read."""

from __future__ import annotations

import contextlib
import gc

_YOUNG, _OLDER, _OLD = 20_000, 20, 50
"""Extraction makes many objects and hardly a cycle: looking for one as often as by default costs a tenth of it."""


def trim() -> None:
    """Have freed memory returned to the system, where its C library can (glibc)."""
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def collect_seldom() -> None:
    """For a process that reads many articles: what is loaded stays, and cycles are looked for seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _OLDER, _OLD)
