"""Strips without caches are cut, styled and lengthened as those with them, and keep nothing of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import textual.strip
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.cache import FIFOCache
from textual.strip import Strip

from tests.unit.widgets.texts import RAW
from tui.widgets.bare_strips import keep_nothing_by_strips

SEGMENTS = st.lists(st.tuples(RAW, st.sampled_from([Style(), Style(bold=True)])), max_size=4)
ENDS = st.lists(st.integers(0, 30), max_size=3)


@pytest.fixture
def without_caches() -> Iterator[None]:
    keep_nothing_by_strips()
    yield
    vars(textual.strip)["FIFOCache"] = FIFOCache


def made(segments: list[tuple[str, Style]]) -> Strip:
    return Strip([Segment(text, style) for text, style in segments])


def worked_on(strip: Strip, ends: list[int]) -> list[Strip]:
    first, last = min(ends, default=0), max(ends, default=9)
    cuts = sorted({*ends, strip.cell_length})
    twice = [strip.crop(first, last), strip.adjust_cell_length(last), strip.apply_style(Style(italic=True))] * 2
    return [*twice, strip.crop_extend(first, last, Style()), *strip.divide(cuts), *strip.divide(cuts)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SEGMENTS, ENDS)
def test_what_is_made_of_a_strip_is_the_same(
    without_caches: None, segments: list[tuple[str, Style]], ends: list[int]
) -> None:
    bare = worked_on(made(segments), ends)
    vars(textual.strip)["FIFOCache"] = FIFOCache
    usual = worked_on(made(segments), ends)
    keep_nothing_by_strips()
    assert bare == usual


def test_nothing_is_kept(without_caches: None) -> None:
    strip = made([("some words", Style())])
    assert strip.crop(1, 4) is not strip.crop(1, 4)
    assert not any(getattr(strip, name) for name in Strip.__slots__ if isinstance(getattr(strip, name), FIFOCache))
