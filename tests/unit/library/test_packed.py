from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.library.packed import packed, unpacked
from tui.text import Span

_encoder = msgspec.msgpack.Encoder(enc_hook=unpacked)
_span = msgspec.msgpack.Decoder(Span)
_spans = st.lists(st.builds(Span, st.integers(0, 2**40), st.integers(0, 2**40)), max_size=20).map(tuple)


@given(_spans, st.slices(20), st.integers(-25, 25))
def test_what_is_packed_is_as_the_tuple_it_was_made_of(spans: tuple[Span, ...], piece: slice, place: int) -> None:
    kept = packed(msgspec.Raw(_encoder.encode(spans)), _span)
    assert kept == spans
    assert list(kept) == list(spans)
    assert len(kept) == len(spans)
    assert kept[piece] == spans[piece]
    assert _encoder.encode(kept) == _encoder.encode(spans)
    if -len(spans) <= place < len(spans):
        assert kept[place] == spans[place]
    else:
        with pytest.raises(IndexError):
            kept[place]


@pytest.mark.parametrize("wrong", [[Span(1, 2), "three"], [[1]], {"a": 1}])
def test_an_item_of_another_shape_is_found_when_it_is_packed(wrong: object) -> None:
    with pytest.raises(msgspec.MsgspecError):
        packed(msgspec.Raw(_encoder.encode(wrong)), _span)
