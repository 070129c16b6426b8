"""What is written between the beginning and the end of a frame reaches the terminal in one piece."""

from __future__ import annotations

import io

from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.drivers._writer_thread import WriterThread

from tui.driver import DeskDriver


class Pieces(io.StringIO):
    """A file that remembers in which pieces it was written."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def write(self, text: str) -> int:
        self.pieces.append(text)
        return super().write(text)


def written(*given: str, stopped: bool = False) -> list[str]:
    """The pieces that reach the file of the real thread that writes."""
    file = Pieces()
    driver = DeskDriver.__new__(DeskDriver)  # its `__init__` wants a terminal
    driver._writer_thread = WriterThread(file)
    driver._writer_thread.start()
    for each in given:
        driver.write(each)
    if stopped:
        driver._write_frame()
    driver._writer_thread.stop()
    return file.pieces


def test_a_frame_is_one_piece() -> None:
    assert written("a", SYNC_START, "b", "c", SYNC_END, "d") == ["a", f"{SYNC_START}bc{SYNC_END}", "d"]


def test_a_terminal_without_frames_gets_all_at_once() -> None:
    assert written("a", SYNC_END, "b") == ["a", SYNC_END, "b"]


def test_a_frame_that_is_begun_anew_loses_nothing() -> None:
    assert written(SYNC_START, "a", SYNC_START, "b", SYNC_END) == [f"{SYNC_START}a{SYNC_START}b{SYNC_END}"]


def test_what_a_frame_has_when_the_program_ends_is_written() -> None:
    assert written(SYNC_START, "a", stopped=True) == [f"{SYNC_START}a"]
