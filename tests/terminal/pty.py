"""A terminal for tests: runs a program in a pseudo terminal, answers what it asks, and keeps its screen.

The screen is pyte's. What pyte would misread (private sequences, device strings) is taken out before, and the
questions that a program asks of its terminal (attributes, cursor, modes, colours) get a modern one's answers.
"""

from __future__ import annotations

import codecs
import ctypes
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte
from wcwidth import wcwidth

PROGRAM = shutil.which("briefing-tui", path=str(Path(sys.executable).parent)) or shutil.which("briefing-tui")
"""The installed program; None where it is not installed."""

KEYS = {
    "Enter": b"\r",
    "Tab": b"\t",
    "Shift+Tab": b"\x1b[Z",
    "Esc": b"\x1b",
    "Space": b" ",
    "Backspace": b"\x7f",
    "Delete": b"\x1b[3~",
    "Up": b"\x1b[A",
    "Down": b"\x1b[B",
    "Right": b"\x1b[C",
    "Left": b"\x1b[D",
    "Home": b"\x1b[H",
    "End": b"\x1b[F",
    "PageUp": b"\x1b[5~",
    "PageDown": b"\x1b[6~",
}

# One control sequence, device string or other escape; ECMA-48, sections 5.3 to 5.6.
_ESCAPE = re.compile(
    rb"\x1b(?:\[(?P<private>[<=>?]?)(?P<numbers>[0-9;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    rb"|\](?P<command>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    rb"|(?P<string>[P_^X].*?\x1b\\)"
    rb"|[ -/]*[0-OQ-WYZ\\`-~])",
    re.DOTALL,
)
# The same with another byte in it than may stand there: what a terminal makes of the rest is anybody's guess.
_BROKEN = re.compile(rb"\x1b\[[<=>?]?[0-9;:]*[ -/]*[^ -~]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SYNCHRONISED = b"2026"
_ALTERNATE = b"1049"


def _as_from_a_shell() -> None:
    """The terminal is the program's own, which is told when that is closed, also where the tests run under nohup."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    fcntl.ioctl(1, termios.TIOCSCTTY, 0)


class _Screen(pyte.Screen):
    """pyte's, which leaves off drawing at a character that takes no cell and is no combining one by its class (a vowel
    sign, a joiner, a mark of direction). Terminals lay it over the cell before."""

    def draw(self, data: str) -> None:
        super().draw("".join(each for each in data if wcwidth(each) > 0 or unicodedata.combining(each)))


class Terminal:
    """A program in a terminal of `size` (columns, rows). A context manager: leaving it ends the program.

    `raw` is every byte the program wrote. `piped` goes to its standard input, which then is not the terminal.
    """

    def __init__(
        self,
        *command: str,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        piped: bytes | None = None,
    ) -> None:
        self.size = size
        self.raw = b""
        self._unread = b""
        self._alternate = False
        self._drawing = False
        """A frame has begun and is not whole yet."""
        self._screens = {each: _Screen(*size) for each in (False, True)}
        self._streams = {each: pyte.Stream(screen) for each, screen in self._screens.items()}
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._master, slave = pty.openpty()
        self._tell_size()
        environ = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        for name in ("COLUMNS", "LINES"):
            environ.pop(name, None)
        self._program = subprocess.Popen(
            command,
            stdin=slave if piped is None else subprocess.PIPE,
            stdout=slave,
            stderr=slave,
            env=environ,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=_as_from_a_shell,
        )
        os.close(slave)
        if piped is not None:
            assert self._program.stdin is not None
            self._program.stdin.write(piped)
            self._program.stdin.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.close()

    @property
    def screen(self) -> pyte.Screen:
        """The screen in use: the alternate one while a full-screen program runs."""
        return self._screens[self._alternate]

    @property
    def text(self) -> str:
        """The screen's lines, without the blanks at their ends."""
        return "\n".join(self._line(row).rstrip() for row in range(self.screen.lines))

    def _line(self, row: int) -> str:
        """A line as a terminal shows it. Of a wide sign whose first half was written over pyte keeps the second, an
        empty cell that its own `display` does not expect.
        """
        cells, shown, wide = self.screen.buffer[row], "", False
        signs = [cells[column].data for column in range(self.screen.columns)]
        if all(signs):  # none of two cells: most lines, and told in a tenth of the time
            return "".join(signs)
        for column in range(self.screen.columns):
            sign = "" if wide else cells[column].data or " "
            wide = not wide and wcwidth(sign[:1]) == 2
            shown += sign
        return shown

    @property
    def full_screen(self) -> bool:
        """True while the program uses the alternate screen."""
        return self._alternate

    def press(self, *keys: str) -> None:
        """Sends keys: characters, names ("Enter", "PageDown") and "^d" for Ctrl+d."""
        self.send(b"".join(map(_bytes, keys)))

    def type(self, text: str) -> None:
        """Sends characters as they are."""
        self.send(text.encode())

    def send(self, data: bytes) -> None:
        while data:
            select.select([], [self._master], [], 5)
            data = data[os.write(self._master, data) :]

    def wait_for(self, wanted: str | Callable[[str], bool], timeout: float = 30) -> str:
        """Reads until the screen holds `wanted` (or a predicate holds of it) in a whole frame, and gives it.

        AssertionError with the screen when `timeout` seconds pass or the program ends before.
        """
        holds = wanted if callable(wanted) else lambda text: wanted in text
        deadline = time.monotonic() + timeout
        while self._drawing or not holds(self.text):
            if time.monotonic() > deadline:
                raise AssertionError(f"not seen in {timeout} seconds: {wanted!r}\n{self.text}")
            if not self._read(0.1) and self._program.poll() is not None and not self._read(0):
                if holds(self.text):
                    break
                raise AssertionError(f"the program ended before this was seen: {wanted!r}\n{self.text}")
        return self.text

    def settle(self, quiet: float = 0.3, timeout: float = 30) -> str:
        """Reads until nothing was written for `quiet` seconds in which the program was not at work either, and gives
        the screen. On a busy machine a program that is not heard of may only be waiting for its turn.
        """
        deadline = time.monotonic() + timeout
        since = time.monotonic()
        while (now := time.monotonic()) < min(since + quiet, deadline):
            if self._read(min(since + quiet - now, 0.03)) or self._at_work():
                since = time.monotonic()
        return self.text

    def _at_work(self) -> bool:
        """True where a thread of the program, or of what it started, runs or is ready to; told by Linux alone."""
        return any(
            _state(thread) in ("R", "D")
            for pid in _tree(self._program.pid)
            for thread in Path(f"/proc/{pid}/task").glob("*")
        )

    def resize(self, columns: int, rows: int) -> None:
        """Gives the terminal another size and tells the program."""
        self.size = (columns, rows)
        for screen in self._screens.values():
            screen.resize(rows, columns)
        self._tell_size()
        os.killpg(self._program.pid, signal.SIGWINCH)

    def kill(self, number: signal.Signals) -> None:
        """Sends the program a signal."""
        self._program.send_signal(number)

    def hang_up(self) -> None:
        """Closes the terminal, as when its window is closed or the line to it breaks."""
        os.close(self._master)
        self._master = -1

    def interrupt(self) -> None:
        """Tells every thread of the program of the size, and so interrupts what each is doing.

        On a busy machine the system picks any thread of a program for its signals.
        """
        threads = Path(f"/proc/{self._program.pid}/task")
        if not threads.is_dir():  # not Linux: the main thread has been told by `resize`
            return
        for thread in threads.iterdir():
            ctypes.CDLL(None).tgkill(self._program.pid, int(thread.name), signal.SIGWINCH)

    def take_a_little(self) -> None:
        """Reads one piece of what the program wrote and leaves the rest waiting, as a slow terminal does."""
        self._read(0.02)

    def wait(self, timeout: float = 30) -> int:
        """Reads until the program has ended, and gives its exit status; AssertionError when it goes on."""
        deadline = time.monotonic() + timeout
        while self._program.poll() is None:
            if time.monotonic() > deadline:
                raise AssertionError(f"the program did not end in {timeout} seconds\n{self.text}")
            self._read(0.05)
        while self._read(0):
            pass
        return self._program.returncode

    def close(self) -> None:
        """Ends the program, if it still runs, and all it started."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self._program.poll() is None:
                os.killpg(self._program.pid, number)
                deadline = time.monotonic() + 3
                while self._program.poll() is None and time.monotonic() < deadline:
                    self._read(0.05)
        self._program.wait()
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def _tell_size(self) -> None:
        columns, rows = self.size
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _read(self, wait: float) -> bool:
        """Takes in what the program wrote within `wait` seconds; False when that was nothing."""
        if self._master < 0:
            time.sleep(min(wait, 0.02))
            return False
        if not select.select([self._master], [], [], wait)[0]:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:  # the other end is closed
            time.sleep(min(wait, 0.02))
            return False
        self.raw += data
        self._take(self._unread + data)
        return bool(data)

    def _take(self, data: bytes) -> None:
        """Draws text and known sequences, answers questions, drops the rest; keeps a sequence that is cut."""
        place = 0
        while (start := data.find(b"\x1b", place)) >= 0:
            self._write(data[place:start])
            found = _ESCAPE.match(data, start)
            if found is None:
                broken = _BROKEN.match(data, start)
                assert broken is None, f"a control sequence was cut: {data[start : start + 80]!r}"
                self._unread = data[start:]
                return
            self._obey(found)
            place = found.end()
        self._write(data[place:])
        self._unread = b""

    def _write(self, data: bytes) -> None:
        """Text, and control characters without Escape. pyte looks at each by itself, which most need not be."""
        text = self._decoder.decode(data)
        if _CONTROL.search(text):
            self._streams[self._alternate].feed(text)
        elif text:
            self.screen.draw(text)

    def _obey(self, found: re.Match[bytes]) -> None:
        private, numbers, between, final = found.group("private", "numbers", "between", "final")
        answer = self._answer(private, numbers, between, final, found["command"])
        if answer:
            self.send(answer)
        elif private == b"?" and numbers == _SYNCHRONISED and final in b"hl":
            self._drawing = final == b"h"
        elif private == b"?" and numbers == _ALTERNATE and final in b"hl":
            self._alternate = final == b"h"
            if self._alternate:
                self.screen.reset()
        elif final and (private in (b"<", b"=", b">") or between or (private and final not in b"hlJK")):
            pass
        elif final in (b"m", b"H") and b":" not in numbers:  # nearly all of them, and told sooner than by pyte
            values = [min(int(each or 0), 9999) for each in numbers.split(b";")]
            (self.screen.select_graphic_rendition if final == b"m" else self.screen.cursor_position)(*values)
        elif found["command"] is None and found["string"] is None:
            self._streams[self._alternate].feed(found[0].decode("latin-1"))

    def _answer(self, private: bytes, numbers: bytes, between: bytes, final: bytes, command: bytes) -> bytes:
        """What a terminal says to a question; nothing where the sequence asks nothing."""
        if final == b"c" and private in (b"", b"?"):
            return b"\x1b[?62;22c"
        if final == b"n" and numbers == b"5":
            return b"\x1b[0n"
        if final == b"n" and numbers == b"6":
            return b"\x1b[%d;%dR" % (self.screen.cursor.y + 1, self.screen.cursor.x + 1)
        if final == b"p" and between == b"$":
            return b"\x1b[?%s;%d$y" % (numbers, 2 if numbers == _SYNCHRONISED else 0)
        if command in (b"10;?", b"11;?"):
            colour = b"e0e0/e0e0/e0e0" if command == b"10;?" else b"1010/1010/1010"
            return b"\x1b]%s;rgb:%s\x1b\\" % (command[:2], colour)
        return b""


def _tree(pid: int) -> Iterator[int]:
    """A process and all that it has started."""
    yield pid
    for thread in Path(f"/proc/{pid}/task").glob("*"):
        with suppress(OSError):
            for child in (thread / "children").read_text().split():
                yield from _tree(int(child))


def _state(thread: Path) -> str:
    """The letter for what a thread does (proc_pid_stat(5)); "" where it has ended."""
    with suppress(OSError):
        return (thread / "stat").read_text().rpartition(") ")[2][:1]
    return ""


def _bytes(key: str) -> bytes:
    if key in KEYS:
        return KEYS[key]
    if len(key) == 2 and key[0] == "^":
        return bytes([ord(key[1].upper()) & 0x1F])
    return key.encode()
