"""Long work in slices, between which keys are answered."""

from __future__ import annotations

import time
from collections.abc import Iterator

SLICE = 0.008
"""Seconds of work between two turns of the keys."""


def go_on(steps: Iterator[object]) -> bool:
    """Take steps for a slice; False when all are taken."""
    started = time.monotonic()
    return any(time.monotonic() - started > SLICE for _ in steps)
