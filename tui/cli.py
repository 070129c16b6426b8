"""The commands. Nothing is loaded before it is known which of them runs."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Callable, Sequence

from tui.command_line import CLOSED_PIPE, INTERRUPTED, USAGE

_COMMANDS = {
    "extract": ("tui.printing_commands", "extract"),
    "annotations": ("tui.printing_commands", "print_notes"),
    "export": ("tui.printing_commands", "export_notes"),
    "import": ("tui.printing_commands", "import_notes"),
    "read": ("tui.printing_commands", "read"),
    "check": ("tui.writing_commands", "check"),
    "search": ("tui.search_command", "search"),
    "brief": ("tui.writing_commands", "brief"),
    "add": ("tui.fetching_commands", "add"),
    "refresh": ("tui.fetching_commands", "refresh"),
    "index": ("tui.library_commands", "index"),
    "library": ("tui.library_commands", "library"),
    "keys": ("tui.printing_commands", "keys"),
    "doctor": ("tui.printing_commands", "doctor"),
}
"""Where each command is."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        status = _command(arguments)
        sys.stdout.flush()
    except SystemExit as end:  # the argument parser's way to say that it has answered
        return end.code if isinstance(end.code, int) else USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that the flush at exit is quiet too
        return CLOSED_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def _command(arguments: list[str]) -> int:
    """What the first argument names, with the others; else the desk."""
    if arguments and arguments[0] in _COMMANDS:
        module, name = _COMMANDS[arguments.pop(0)]
        command: Callable[[list[str]], int] = getattr(importlib.import_module(module), name)
    else:
        from tui.light_start import imported_lightly

        gc.disable()  # until the first frame is shown: the collector would walk through modules that all stay
        command = imported_lightly("tui.desk_command").desk
    return command(arguments)
