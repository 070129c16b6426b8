"""Locks between programs, on files.

filelock takes its random names from `secrets`, which loads OpenSSL for digests that nobody here asks for: three
megabytes, and a hundredth of a second after the first frame. Python's own digests serve as well.
"""

from __future__ import annotations

from tui.light_start import later, without

with without("_hashlib"), later("logging"):
    from filelock import BaseFileLock, FileLock, Timeout

__all__ = ["BaseFileLock", "FileLock", "Timeout"]
