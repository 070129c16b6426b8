"""The terminal that other tests stand on does what a terminal does."""

from __future__ import annotations

import sys

import pytest

from tests.terminal.pty import Terminal

pytestmark = pytest.mark.terminal

# Full screen, echoes each key's bytes, leaves on "q"; asks for size, cursor and mode 2026 first.
PROGRAM = r"""
import os, shutil, signal, sys, tty
tty.setraw(0)
def say(text): os.write(1, text.encode())
def ask(question):
    say(question)
    return os.read(0, 100)
say("\x1b[?1049h\x1b[>1u\x1b[2 q\x1bP+q544e\x1b\\\x1b]0;title\x07")
say("\x1b[5;3H")
answers = [ask("\x1b[6n"), ask("\x1b[?2026$p"), ask("\x1b[c"), ask("\x1b]11;?\x1b\\")]
say("\x1b[1;1Hanswers " + repr(answers))
def sized(*_): say("\x1b[8;1Hsize %dx%d" % shutil.get_terminal_size())
signal.signal(signal.SIGWINCH, sized)
sized()
line = 10
while True:
    data = os.read(0, 100)
    if data == b"q": break
    say("\x1b[%d;1H\x1b[1;31mgot\x1b[0m %r" % (line, data))
    line += 1
say("\x1b[?1049l")
print("gone")
raise SystemExit(3)
"""


def test_questions_are_answered_and_only_text_is_on_the_screen() -> None:
    with Terminal(sys.executable, "-c", PROGRAM, size=(120, 30)) as terminal:
        terminal.wait_for("size 120x30")
        shown = terminal.text.splitlines()[0]
        assert r"\x1b[5;3R" in shown
        assert r"\x1b[?2026;2$y" in shown
        assert r"\x1b[?62;22c" in shown
        assert r"\x1b]11;rgb:1010/1010/1010" in shown
        assert "title" not in terminal.text
        assert "544e" not in terminal.text
        assert terminal.full_screen


def test_keys_resizing_and_the_end_of_a_program() -> None:
    with Terminal(sys.executable, "-c", PROGRAM, size=(100, 24)) as terminal:
        terminal.wait_for("size 100x24")
        terminal.press("PageDown")
        terminal.wait_for(r"got b'\x1b[6~'")
        terminal.press("^d")
        terminal.wait_for(r"got b'\x04'")
        assert terminal.screen.buffer[9][0].bold
        assert terminal.screen.buffer[9][0].fg == "red"
        terminal.resize(140, 50)
        terminal.wait_for("size 140x50")
        terminal.press("q")
        assert terminal.wait() == 3
        assert not terminal.full_screen
        assert "gone" in terminal.text
        assert b"\x1b[?1049l" in terminal.raw


def test_text_that_never_comes_fails_with_the_screen() -> None:
    program = Terminal(sys.executable, "-c", "print('here')")
    with program as terminal, pytest.raises(AssertionError, match="here"):
        terminal.wait_for("there", timeout=5)


def test_piped_input_leaves_the_terminal_as_keyboard() -> None:
    program = "import sys; print(sys.stdin.read().upper(), open('/dev/tty').readline())"
    with Terminal(sys.executable, "-c", program, piped=b"from the pipe") as terminal:
        terminal.wait_for("")
        terminal.type("from the keyboard\r")
        terminal.wait_for("FROM THE PIPE")
        terminal.wait_for("from the keyboard")


def test_program_that_goes_on_ends_with_the_terminal() -> None:
    with Terminal(sys.executable, "-c", "print('up', flush=True)\nwhile True: input()") as terminal:
        terminal.wait_for("up")
    assert terminal.wait() != 0


def test_second_half_of_a_sign_that_was_written_over_is_a_blank() -> None:
    code = r"print('\U0001f600b\x1b[1;1Hx\x1b[1;6Hdone', flush=True); input()"
    with Terminal(sys.executable, "-c", code, size=(20, 4)) as terminal:
        terminal.wait_for("done")
        assert terminal.text.splitlines()[0] == "x b  done"
