"""All checks, one after another; one that fails is itself a finding."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from tui import paths
from tui.config import Settings
from tui.output.doctor import places, surroundings
from tui.output.doctor.findings import Finding, Level, fault
from tui.output.doctor.settings import SettingsCheck
from tui.output.formats import one_line
from tui.output.linear import wrapped
from tui.output.records import Record

_READ_AGAIN = "articles are read again, nothing is lost"
"""What a damaged catalogue costs."""


def examine(given: Sequence[str], config: Path | None, environ: Mapping[str, str]) -> list[tuple[str, Finding]]:
    """(area, finding) of everything. Never raises: what a check stumbles over is a fault of its area.

    Changes nothing of the user's. `given` are the articles to look at, those of the settings where it is empty."""
    check = SettingsCheck(config, environ)
    checks: list[tuple[str, Callable[[], Iterable[Finding]]]] = [
        ("terminal", lambda: surroundings.terminal(environ)),
        ("colours", lambda: surroundings.colours(environ)),
        ("clipboard", lambda: surroundings.clipboard(environ)),
        ("encoding", lambda: surroundings.encoding(environ)),
        ("settings", check.files),
        ("keys", check.keys),
        ("themes", check.themes),
        ("articles", lambda: places.library(given, _known(check))),
        ("notes", lambda: places.notes(given, _known(check))),
        ("cache", lambda: places.kept("the cache", paths.user_cache(), _READ_AGAIN)),
        ("cache", lambda: _catalogues(_known(check))),
        ("state", lambda: places.kept("the state", paths.user_state(), "read marks, stars and places are lost")),
        ("parts", lambda: surroundings.parts(environ)),
    ]
    found: list[tuple[str, Finding]] = []
    for area, run in checks:
        try:
            found.extend((area, finding) for finding in run())  # keeps what came before a failure
        except Exception as error:
            what = f"this could not be looked at ({type(error).__name__}: {error})"
            found.append((area, fault(what, "correct what is told above; if nothing is, please report this")))
    return found


def finding_records(found: Iterable[tuple[str, Finding]]) -> list[Record]:
    return [{"area": area, "level": each.level.value, "what": each.what, "advice": each.advice} for area, each in found]


def write_findings(found: Iterable[tuple[str, Finding]], out: TextIO) -> None:
    """Each after its sign; below it what to do. On a terminal both go on below their own beginning, and a word too long
    for a line (a path) stays whole, to be copied; anywhere else each is one line.
    """
    width = shutil.get_terminal_size().columns if out.isatty() else 0
    last = ""
    for area, each in found:
        if area != last:
            out.write(f"{area}\n")
            last = area
        _write(out, f"  {each.level.value:<8} ", each.what, width)
        if each.advice:
            _write(out, "           -> ", each.advice, width)


def _write(out: TextIO, sign: str, text: str, width: int) -> None:
    """The text behind a sign, in lines of `width` cells; 0 for one line."""
    lines = wrapped(one_line(text), max(width - len(sign), 1) if width else 0)
    out.write(sign + f"\n{' ' * len(sign)}".join(lines) + "\n")


def has_fault(found: Iterable[tuple[str, Finding]]) -> bool:
    return any(each.level is Level.FAULT for _, each in found)


def _catalogues(settings: Settings) -> Iterable[Finding]:
    """The folder of catalogues, where that is not in the cache."""
    folder = settings.library.catalogues_folder
    return places.kept("the folder of catalogues", folder, _READ_AGAIN) if folder else ()


def _known(check: SettingsCheck) -> Settings:
    if check.settings is None:
        raise RuntimeError("the settings are not known")
    return check.settings
