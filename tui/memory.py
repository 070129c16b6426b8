"""Giving memory back: what the C library keeps for itself after much was freed is of no use to anyone."""

from __future__ import annotations

import contextlib


def trim() -> None:
    """Have freed memory returned to the system, where its C library can (glibc)."""
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
