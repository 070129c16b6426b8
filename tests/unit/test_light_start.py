"""What the desk is loaded without: it stays away until it is asked for, and is all there then."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

_DESK = (
    "import sys\n"
    "there = set(sys.modules)\n"
    "from tui.light_start import imported_lightly, light, without, later\n"
    "imported_lightly('tui.desk_command')\n"
    "with light():\n"
    "    from tui.keymap import checked\n"
    "imported_lightly('tui.app')\n"
)

_USED = (
    "pathlib.Path('/a b').as_uri()",
    "urllib.parse.urlsplit('https://[::1]:80/a').port",
    "inspect.getsource(textual.geometry.Offset).splitlines()[0]",
    "str(inspect.signature(textual.app.App.notify))",
    "linecache.getline(textual.app.__file__, 1)",
    "sorted(name for name, _ in shutil.get_archive_formats())",
    "subprocess.run(['echo', 'said'], stdout=subprocess.PIPE, text=True).stdout",
    "asyncio.sslproto.SSLProtocol.__name__",
    "textual.app.mimetypes.guess_type('a.svg')",
    "textual.suggestions.get_suggestion('colr', ['color', 'width'])",
    "textual.actions.parse('app.go(1, [2])')",
    "textual.style.Style.from_meta({'a': [1]}).meta",
    "rich.style.Style(meta={'a': [1]}).meta",
    "str(rich.markup.render('[@click=app.go(1)]here[/]').spans)",
    "textual.design.Table('a').columns[0].header",
    "help_of('width: wide;')",
    "msgspec.inspect.type_info(list[int])",
    "msgspec.json.schema(list[int])",
    "str(textual.app.CommandPalette.BINDINGS[0])",
    "textual.app.user_downloads_path()",
    "uuid.platform.system() + str(bool(uuid.platform.machine()))",
    "uuid.uuid4().version",
)
"""Questions to what was loaded with stand-ins."""

_ASKING = """
import asyncio, inspect, io, linecache, pathlib, shutil, subprocess, urllib, uuid
import msgspec, rich.console, rich.markup, rich.style
import textual.actions, textual.app, textual.css.stylesheet, textual.design, textual.geometry, textual.style
import textual.suggestions

def help_of(line):
    sheet, console = textual.css.stylesheet.Stylesheet(), rich.console.Console(file=io.StringIO(), width=100)
    sheet.add_source("Screen { " + line + " }")
    try:
        sheet.parse()
    except textual.css.stylesheet.StylesheetParseError as error:
        console.print(error.errors)
    return console.file.getvalue().partition("Invalid")[2]
"""


def run(code: str, *arguments: str, cwd: Path | None = None) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, cwd=cwd
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_desk_is_loaded_without_what_hardly_anyone_needs() -> None:
    seldom = (
        "ast bz2 ctypes difflib ipaddress locale logging lzma mimetypes msgspec.inspect pickle platformdirs "
        "random rich.table tempfile textual.command textual.css._help_text tokenize typing_extensions urllib.parse"
    )
    if sys.platform == "linux":
        seldom += " platform"
    loaded = run(_DESK + "print(*set(sys.modules) - there)").split()
    assert "textual.app" in loaded
    assert set(seldom.split()) & set(loaded) == set()


def test_what_was_loaded_without_them_says_what_it_says_with_them() -> None:
    ask = _ASKING + "".join(f"print(ascii({question}))\n" for question in _USED)
    answers = run(_DESK + ask).splitlines()
    assert len(answers) == len(_USED)
    assert answers == run("import urllib.parse" + ask).splitlines()


@pytest.fixture
def loaded_lightly(tmp_path: Path) -> Callable[[str, str], list[str]]:
    """What a program prints that uses the module `own`, with this source, imported as the desk is."""

    def printed(source: str, program: str) -> list[str]:
        (tmp_path / "own.py").write_text(source)
        code = "import sys\nfrom tui.light_start import imported_lightly\nown = imported_lightly('own')\n" + program
        return run(code, cwd=tmp_path).splitlines()

    return printed


def test_a_class_made_of_one_that_is_not_loaded_does_what_it_should(
    loaded_lightly: Callable[[str, str], list[str]],
) -> None:
    source = """
        import ast
        import tempfile

        class Names(ast.NodeVisitor):
            def __init__(self):
                self.found = []
            def visit_Name(self, node):
                self.found.append(node.id)

        class Folder(tempfile.TemporaryDirectory):
            pass
    """
    program = """
        print('ast' in sys.modules)
        import ast
        names = own.Names()
        names.visit(ast.parse('a + b'))
        print(names.found)
        with own.Folder() as folder:
            print(bool(folder))
    """
    assert loaded_lightly(dedent(source), dedent(program)) == ["False", "['a', 'b']", "True"]


def test_what_takes_more_than_names_is_imported_as_it_is(loaded_lightly: Callable[[str, str], list[str]]) -> None:
    source = "from ast import PyCF_ONLY_AST\nNEXT = PyCF_ONLY_AST + 1\n"
    assert loaded_lightly(source, "print(own.NEXT)") == [str(ast.PyCF_ONLY_AST + 1)]
    source = "from typing_extensions import Doc, Self\nTOLD = Doc('told')\n"
    assert loaded_lightly(source, "import typing\nprint(own.Self is typing.Self, own.TOLD.documentation)") == [
        "True told"
    ]
    with pytest.raises(AssertionError, match="No module named 'nowhere'"):
        loaded_lightly("import nowhere\n", "")


def test_what_is_there_before_stays_and_what_is_imported_after_is_the_module(
    loaded_lightly: Callable[[str, str], list[str]],
) -> None:
    program = """
        import difflib, json, random
        from logging import Handler
        print(own.json is json, own.difflib is difflib)
        print(own.difflib.get_close_matches is difflib.get_close_matches, own.Handler, Handler)
    """
    before = "import json\nimport difflib\nfrom logging import Handler\n"
    printed = loaded_lightly(before, dedent(program))
    assert printed[0] == "True False"
    assert printed[1].startswith("True <tui.light_start.")
    assert printed[1].endswith("<class 'logging.Handler'>")


def test_a_logger_tells_what_it_should_and_loads_logging_for_that_alone(
    loaded_lightly: Callable[[str, str], list[str]],
) -> None:
    source = "import logging\nlogger = logging.getLogger('own')\nSTEP = logging.DEBUG - 1\n"
    program = """
        own.logger.debug('not this')
        own.logger.info('nor this')
        print(own.STEP, own.logger.isEnabledFor(own.logging.INFO), own.logger.isEnabledFor(own.logging.WARNING))
        print('logging' in sys.modules)
        sys.stderr = sys.stdout
        own.logger.warning('a warning')
        print('logging' in sys.modules)
        import logging
        logging.basicConfig(level=logging.DEBUG, stream=sys.stdout)
        own.logger.debug('now this')
    """
    assert loaded_lightly(source, dedent(program)) == [
        "9 False True", "False", "a warning", "True", "DEBUG:own:now this",
    ]  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not tell what is in memory")
def test_memory_is_given_back_where_there_is_much_to_give() -> None:
    code = (
        "import sys\n"
        "from tui import memory\n"
        "memory.settle()\n"
        "print('ctypes' in sys.modules)\n"
        "much = bytearray(64 << 20)\n"
        "memory.settle()\n"
        "print('ctypes' in sys.modules)\n"
    )
    assert run(code).split() == ["False", "True"]
