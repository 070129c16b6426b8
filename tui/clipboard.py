"""Where copied text goes: what this terminal and system offer, and a file where they offer nothing.

OSC 52 (xterm's "Manipulate Selection Data") is the terminal's own clipboard, also over ssh; whether a terminal obeys
cannot be asked, so a native tool is used as well where there is one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

_WITHOUT_OSC_52 = frozenset({"linux", "dumb", "vt100", "vt220", "ansi", "cons25", ""})
_PATIENCE = 2.0
"""Seconds that a tool may take; some stay until another program takes the clipboard over."""


def terminal_obeys(environ: Mapping[str, str]) -> bool:
    """False for terminals known to have no clipboard of their own."""
    return environ.get("TERM", "") not in _WITHOUT_OSC_52


def native_command(environ: Mapping[str, str]) -> list[str] | None:
    """The command that takes text for the clipboard on its standard input; None where none is at hand.

    Inside tmux that is tmux itself, which hands the text on to the terminal around it.
    """
    candidates: list[list[str]] = []
    if environ.get("TMUX"):
        candidates.append(["tmux", "load-buffer", "-w", "-"])
    if environ.get("WAYLAND_DISPLAY"):
        candidates.append(["wl-copy"])
    if environ.get("DISPLAY"):
        candidates += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    if sys.platform == "darwin":
        candidates.append(["pbcopy"])
    if sys.platform == "win32" or environ.get("WSL_DISTRO_NAME"):
        candidates.append(["clip.exe"])
    return next((command for command in candidates if shutil.which(command[0], path=environ.get("PATH"))), None)


def copy(text: str, fallback: Path, environ: Mapping[str, str] | None = None) -> str:
    """Give `text` to the native tool, or write it to `fallback` where neither it nor the terminal will have it.

    Returns the file's path where the file was written, "" else. Raises OSError where that fails too.
    """
    environ = os.environ if environ is None else environ
    command = native_command(environ)
    if command is not None and _hand_over(command, text, environ):
        return ""
    if terminal_obeys(environ):
        return ""
    fallback.parent.mkdir(parents=True, exist_ok=True)
    fallback.write_text(text + "\n", encoding="utf-8", errors="replace")
    return str(fallback)


def _hand_over(command: list[str], text: str, environ: Mapping[str, str]) -> bool:
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(environ),
        )
    except OSError:
        return False
    try:
        process.communicate(text.encode("utf-8", "replace"), timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        return True  # it holds the clipboard until another program takes it
    return process.returncode == 0
