"""Memory: what the C library keeps for itself is given back; the collector runs seldom where much is read."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Iterator

_YOUNG, _OLDER, _OLD = 20_000, 20, 50
"""Extraction makes many objects and hardly a cycle: looking for one as often as by default costs a tenth of it."""
_PASSED_ON = 1_000_000
"""The young ones where what is found is only passed on, hundreds of objects an article: it would all be looked through
several times before it is let go of.
"""

_LEFT = 2
"""Of the collector's older generations: eight thousand objects each, most of which windows and prompts have left."""

_LISTS = "tui.extraction.words", "tui.extraction.lexicon"
"""What is read into memory in some milliseconds, and takes two megabytes of it."""

_MANY = 100_000
"""Objects that the collector looks through in less time than a reader notices."""


_MMAP_THRESHOLD = -3
"""glibc's name for the size from which memory is taken from the system and given back by itself."""
_TRIM_THRESHOLD, _TOP_PAD = -1, -2
"""glibc's names for how much that is free at the end of its memory is kept, and how much more than is needed is taken
from the system at once: of the main heap, not of those that threads have.
"""
_LARGE = 128 * 1024
"""Bytes. glibc begins with as many, but raises them to what was freed last: after a text of 10 MB it would keep all."""


_HELD, _AT_ONCE = 32 << 20, 4 << 20
"""Bytes: no more are taken as a threshold; and what is little beside that."""
_SMALL = 48 << 20
"""Bytes. A process that is smaller has less to give back than what does so takes: ctypes, .7 megabytes."""

_ARENA_MAX = -8
"""glibc's name for the number of heaps, of which else each thread has one: a tenth of a megabyte for each."""
_ARENAS = 2


def give_back() -> None:
    """Have freed memory returned to the system, where its C library can (glibc); from now on what is large at once."""
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_MMAP_THRESHOLD, _LARGE)
        library.mallopt(_ARENA_MAX, _ARENAS)
        library.malloc_trim(0)


def hold_on() -> None:
    """For a process that needs as much again as soon as it has let go of some: what is freed is not returned to the
    system, which takes and gives it page by page.
    """
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_ARENA_MAX, 1)
        library.mallopt(_TOP_PAD, _AT_ONCE)
        library.mallopt(_TRIM_THRESHOLD, _HELD)
        library.mallopt(_MMAP_THRESHOLD, _HELD)


def collect_from_now() -> None:
    """The collector is back, for what is made from now on. To leave the rest until things are settled takes no time."""
    gc.freeze()
    gc.enable()


def settle() -> None:
    """What is there now stays: it is looked through once more, with all that was made `uncollected`, and not again.

    To be called while nobody waits: it takes some tenths of a microsecond an object.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.enable()
    if _resident() >= _SMALL:
        give_back()


def _resident() -> int:
    """Bytes of this process in memory; as if it were large where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb", 0) as told:  # noqa: PTH123
            return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return _SMALL


def is_due() -> bool:
    """Whether so much was made that it is worth to look for what is not needed any more."""
    return gc.isenabled() and gc.get_count()[2] >= _LEFT


def may_sweep() -> bool:
    """Not while much is made that stays."""
    return gc.isenabled()


def sweep() -> None:
    """Find what is not needed any more of what was made since things were settled: some hundredths of a second."""
    gc.collect()


def forget_answers(holder: object) -> None:
    """Empty what the functions of a class or a module remember of their answers."""
    for member in list(vars(holder).values()):
        forget = getattr(getattr(member, "__func__", member), "cache_clear", None)  # of a class method, too
        if forget is not None:
            forget()


def forget_lists() -> None:
    """Let go of word lists that were read for a sentence or a name; the next one reads them again."""
    for name in _LISTS:
        if name in sys.modules:
            forget_answers(sys.modules[name])


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """While much is made that stays: no cycles are looked for, and what is there then is not looked through before
    things are settled. The collector would hold the keys for as long as it takes to look at all of it.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > _MANY:
            gc.freeze()
        gc.enable()


def stay() -> None:
    """What is there now stays, and is not looked through again. Takes no time: nothing is looked for in it before."""
    gc.freeze()


def collect_seldom(*, passing_on: bool = False) -> None:
    """For a process that reads many articles, or passes on what others found in them: what is loaded stays, and cycles
    are looked for seldom.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_PASSED_ON if passing_on else _YOUNG, _OLDER, _OLD)
