"""What the program runs in: terminal, colours, clipboard, encoding, and the parts it is made of."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping

from tui.clipboard import native_command, terminal_obeys
from tui.documents.formats import EXTRA
from tui.output.doctor.findings import Finding, fault, ok, warning

_SIGNS = "┃┇┊◆▸○□△●★×…“”"
_DISTRIBUTION = "briefing-tui"


def terminal(environ: Mapping[str, str]) -> Iterator[Finding]:
    """The kind of terminal and its size."""
    kind = environ.get("TERM", "")
    on_terminal = sys.stdout.isatty()
    if kind in ("", "dumb", "unknown"):
        what = f'TERM is "{kind}"' if kind else "TERM is not set"
        advice = "the desk needs a terminal that moves its cursor: set TERM to the name of yours (xterm-256color)"
        yield fault(what, advice) if on_terminal else warning(what, advice)
    else:
        yield ok(f"TERM is {kind}{', inside tmux' if environ.get('TMUX') else ''}")
    if not on_terminal:
        yield warning(
            "standard output is no terminal, so its size is not known",
            "run this in the terminal that you want to know of",
        )
        return
    from tui.screens.room import SMALLEST

    columns, lines = shutil.get_terminal_size()
    if columns < SMALLEST.width or lines < SMALLEST.height:
        least = f"{SMALLEST.width} x {SMALLEST.height}"
        yield fault(f"{columns} x {lines} cells", f"make the window at least {least}, or the letters smaller")
    else:
        yield ok(f"{columns} x {lines} cells")


def colours(environ: Mapping[str, str]) -> Iterator[Finding]:
    """How many colours will be used, and why."""
    if environ.get("NO_COLOR"):
        yield ok("none, since NO_COLOR is set: signs and styles tell things apart")
        return
    from rich.console import Console

    system = Console(force_terminal=True).color_system
    told = f"COLORTERM is {environ.get('COLORTERM') or 'not set'}"
    known = _terminfo_colours(environ.get("TERM", ""))
    if known is not None:
        told += f", terminfo knows {known} colours"
    if system == "truecolor":
        yield ok(f"16 million ({told})")
    elif system == "256":
        yield ok(f"256 ({told}); if your terminal has more: export COLORTERM=truecolor")
    elif system is None:
        yield warning(f"none ({told})", "if your terminal has colours, set TERM to its name (xterm-256color)")
    else:
        yield warning(
            f"16, the terminal's own in place of the theme's ({told})",
            "if your terminal has more: export COLORTERM=truecolor",
        )


def _terminfo_colours(term: str) -> int | None:
    """The number of colours that the system's terminal database tells; None where it tells nothing."""
    try:
        import curses

        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 (a device, not a path)
            curses.setupterm(term, nowhere.fileno())
        found = curses.tigetnum("colors")
    except Exception:  # no such module, no such terminal, a damaged entry: curses.error is not there to be named
        return None
    return found if found > 0 else None


def clipboard(environ: Mapping[str, str]) -> Iterator[Finding]:
    """By which ways copied text leaves."""
    command = native_command(environ)
    obeys = terminal_obeys(environ)
    if command is not None:
        yield ok(f"copied text goes through {command[0]}")
    if obeys:
        yield ok("copied text goes to the terminal too (OSC 52); most obey, some must be told to in their settings")
    if environ.get("TMUX"):
        yield ok('inside tmux the terminal gets it where tmux has "set -g set-clipboard on"')
    if command is None and not obeys:
        yield warning(
            "neither this terminal nor a tool takes copied text: it is written to a file that is named",
            "install wl-clipboard (Wayland), or xclip or xsel (X11)",
        )


def encoding(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Whether the signs and the letters of articles can be shown."""
    name = sys.stdout.encoding or "unknown"
    locale = next((environ[each] for each in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(each)), "not set")
    advice = "use a locale of UTF-8: export LANG=C.UTF-8"
    try:
        _SIGNS.encode(name)
    except (UnicodeEncodeError, LookupError):
        yield fault(f"output is {name} (locale {locale}), which lacks the signs of the desk", advice)
    else:
        yield ok(f"output is {name} (locale {locale})")
    files = sys.getfilesystemencoding()
    if files.lower() not in ("utf-8", "utf8"):
        yield warning(f"names of files are {files}: some may be shown wrongly", advice)


def parts(environ: Mapping[str, str]) -> Iterator[Finding]:
    """The packages that the program stands on, and the programs that it calls."""
    advice = f"install it again: pipx reinstall {_DISTRIBUTION} (or pip install --force-reinstall {_DISTRIBUTION})"
    python = ".".join(map(str, sys.version_info[:3]))
    try:
        version = importlib.metadata.version(_DISTRIBUTION)
        needed = importlib.metadata.requires(_DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        yield warning("the program runs without having been installed: its parts are not known", advice)
        return
    yield ok(f"{_DISTRIBUTION} {version}, Python {python}, SQLite {sqlite3.sqlite_version}")
    names = [_name(each) for each in needed if "extra ==" not in each]
    missing = [name for name in names if not _is_installed(name)]
    for name in missing:
        yield fault(f"the package {name} is missing", advice)
    if not missing:
        yield ok(f"all {len(names)} packages are there")
    more = [_name(each) for each in needed if re.search(r"extra == .formats\b", each)]
    lacking = ", ".join(name for name in more if not _is_installed(name))
    if lacking:
        what = (
            f"feeds, .pdf, .docx, web archives and what `add` fetches cannot all be read ({lacking} is not installed)"
        )
        yield warning(what, f"pip install '{EXTRA}'")
    else:
        yield ok("every format can be read")
    editor = (environ.get("VISUAL") or environ.get("EDITOR") or "").split(" ")[0]
    programs = {
        "git": "the history of a note cannot be shown: install git",
        editor: "an article cannot be opened in it: set EDITOR to an editor that is installed",
    }
    for program, consequence in programs.items():
        if program and shutil.which(program, path=environ.get("PATH")) is None:
            yield warning(f"{program} is not found", consequence)
    if not editor:
        yield warning("EDITOR is not set", "export EDITOR=nano, or another, to open articles in it")


def _name(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0]


def _is_installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True
