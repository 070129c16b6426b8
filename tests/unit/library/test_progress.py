"""Rates and times left, as a clock of the test's own goes."""

from __future__ import annotations

import pytest

from tui.cluster.running import Run
from tui.library.progress import Progress, duration_told, progress_parts, progress_told
from tui.output.cluster import run_line


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_rates_are_those_of_late_and_the_time_left_follows_them(clock: Clock) -> None:
    progress = Progress(clock)
    progress.expect(1000)
    assert progress_told(progress) == "0/1,000 articles"
    clock.now += 1
    progress.add(50, 40_000)
    assert progress.left() is None, "processes start: it is too early to tell"
    for _ in range(4):
        clock.now += 1
        progress.add(50, 40_000)
    assert progress.rates() == (50, 40_000)
    assert progress_parts(progress) == ["250/1,000", "50/s", "15 s"]
    assert progress_told(progress) == "250/1,000 articles, 50/s, 40,000 words/s, 15 s left"
    for _ in range(30):  # longer than what counts
        clock.now += 1
        progress.add(5, 40_000)
    assert progress.rates() == (5, 40_000)
    assert progress_told(progress) == "400/1,000 articles, 5.0/s, 40,000 words/s, 2 min left"


def test_of_the_last_ones_that_take_longer_than_all_before_no_time_is_told(clock: Clock) -> None:
    progress = Progress(clock)
    progress.expect(1000)
    for _ in range(9):
        clock.now += 1
        progress.add(110, 0)
    clock.now += 1
    progress.add(8, 0)
    assert progress_parts(progress) == ["998/1,000", "100/s", "the last 2"]
    progress.add(1, 0)
    assert progress_told(progress) == "999/1,000 articles, 100/s, the last one"
    progress.add(1, 0)
    assert progress_told(progress) == "1,000/1,000 articles, 100/s"


def test_a_time_left_goes_by_and_when_it_is_over_it_is_told_no_more(clock: Clock) -> None:
    progress = Progress(clock)
    progress.expect(20)
    clock.now += 10
    progress.add(10, 0)
    assert progress_parts(progress)[2] == "10 s"
    clock.now += 4
    assert progress_parts(progress)[2] == "6 s"
    clock.now += 100
    assert progress_parts(progress) == ["10/20", "1.0/s", "the last 10"]
    clock.now += 1
    progress.add(1, 0)
    assert progress.left() is not None


@pytest.mark.parametrize("second", [0.5, 0.9])
def test_of_less_than_a_second_no_time_is_told_while_there_is_something_to_do(clock: Clock, second: float) -> None:
    progress = Progress(clock)
    progress.expect(20)
    clock.now += 10
    progress.add(10, 0)
    clock.now += 10 - second
    assert progress_parts(progress) == ["10/20", "1.0/s", "the last 10"]
    run = Run(20_000_000, progress=progress)
    assert "left" not in run_line(run)
    clock.now -= 1
    assert progress_parts(progress)[2] in ("1 s", "2 s")
    assert " s left" in run_line(run)


def test_a_small_run_of_a_cluster_tells_how_far_it_is() -> None:
    run = Run(300_000)
    run.progress.expect(300_000)
    run.progress.add(100_000, 10)
    assert "0.10/0.30 MB" in run_line(run)
    assert "left" not in run_line(run)


def test_a_pause_does_not_count(clock: Clock) -> None:
    progress = Progress(clock)
    progress.expect(100)
    clock.now += 10
    progress.add(20, 0)
    clock.now += 3600
    progress.restart()
    clock.now += 10
    progress.add(20, 0)
    assert progress.rates() == (2, 0)
    assert progress.left() == 30


def test_where_all_is_done_counting_begins_anew(clock: Clock) -> None:
    progress = Progress(clock)
    progress.expect(10)
    progress.expect(5)
    progress.add(15, 900)
    progress.expect(2)
    assert (progress.done, progress.total, progress.words) == (0, 2, 0)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0.4, "0 s"), (59, "59 s"), (61, "1 min"), (59 * 60, "59 min"), (3600, "1 h 0 min"), (9000, "2 h 30 min")],
)
def test_a_time_is_told_in_its_largest_unit(seconds: float, told: str) -> None:
    assert duration_told(seconds) == told
