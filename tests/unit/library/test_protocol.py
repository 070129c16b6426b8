"""What the desk and its indexing process say to each other arrives as it was said."""

from __future__ import annotations

import io
import os
from datetime import UTC, timedelta, timezone
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.library.articles import FERRY, HARBOUR, write
from tui.documents.loading import parse
from tui.extraction import extract
from tui.extraction.model import Actor, ActorKind, Analysis, Attribution, Kind, Marked, MarkedKind
from tui.library.protocol import (
    HEADER,
    Reply,
    Request,
    decode_document,
    decode_findings,
    decode_reply,
    decode_request,
    encode_document,
    encode_findings,
    encode_frame,
)
from tui.library.worker import examine, serve
from tui.text import Span

PATHS = st.one_of(st.text(max_size=20), st.binary(max_size=20).map(os.fsdecode))
TEXTS = st.text(max_size=20)
TIMES = st.one_of(
    st.none(),
    st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=3)), timezone(-timedelta(hours=5))])),
)
REPLIES = st.builds(
    Reply, PATHS, TEXTS, TEXTS, TEXTS, TEXTS, TIMES, TEXTS, st.integers(0), st.integers(0, 10**6), st.binary(),
    st.binary(), st.one_of(st.none(), st.tuples(st.integers(0, 2**62), st.integers(-1, 2**40))),
    document=st.binary(),
).filter(lambda reply: reply.words < 2**63)  # fmt: skip


def body_of(frame: bytes) -> bytes:
    """The body of a frame, whose header must give its length."""
    assert HEADER.unpack(frame[: HEADER.size])[0] == len(frame) - HEADER.size
    return frame[HEADER.size :]


@given(PATHS, st.one_of(st.none(), st.binary()), st.booleans())
def test_a_request_arrives_as_it_was_sent(path: str, data: bytes | None, whole: bool) -> None:
    request = Request(path, data, whole)
    assert decode_request(body_of(encode_frame(request))) == request


@given(REPLIES)
def test_a_reply_arrives_as_it_was_sent(reply: Reply) -> None:
    assert decode_reply(body_of(encode_frame(reply))) == reply


SPANS = st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
MAYBE = st.one_of(st.none(), SPANS)
ATTRIBUTIONS = st.builds(
    Attribution, TEXTS, st.lists(SPANS, min_size=1, max_size=3).map(tuple), st.sampled_from(Kind), MAYBE, MAYBE,
    st.one_of(st.none(), TEXTS), st.one_of(st.none(), TEXTS), st.lists(TEXTS, max_size=2).map(tuple),
    st.floats(0, 1), TEXTS, st.booleans(),
)  # fmt: skip
ACTORS = st.builds(
    Actor, TEXTS, TEXTS, st.sampled_from(ActorKind), st.lists(TEXTS, max_size=2).map(tuple),
    st.lists(TEXTS, max_size=2).map(tuple), st.lists(SPANS, max_size=3).map(tuple),
    st.lists(SPANS, max_size=3).map(tuple), st.booleans(), st.booleans(),
)  # fmt: skip
ANALYSES = st.builds(
    Analysis, TEXTS, TEXTS, st.lists(ATTRIBUTIONS, max_size=3).map(tuple), st.lists(ACTORS, max_size=3).map(tuple),
    st.lists(st.builds(Marked, SPANS, st.sampled_from(MarkedKind), st.floats(0, 1)), max_size=2).map(tuple),
    st.booleans(),
)  # fmt: skip


@given(ANALYSES)
def test_any_analysis_is_stored_and_read_back_whole(analysis: Analysis) -> None:
    text = "word " * 20
    found = decode_findings(encode_findings(analysis, text))
    assert found.analysis == analysis
    assert found.words == tuple(quote.words(text) for quote in analysis.attributions)
    assert all(isinstance(quote.span, Span) for quote in found.analysis.attributions)


@pytest.mark.parametrize("text", [HARBOUR, FERRY])
def test_a_real_analysis_is_stored_and_read_back_whole(text: str) -> None:
    document = parse(text, path="a.txt")
    analysis = extract(document)
    assert analysis.attributions
    found = decode_findings(encode_findings(analysis, document.text))
    assert found.analysis == analysis
    for words, quote in zip(found.words, analysis.attributions, strict=True):
        assert words in " ".join(document.text.split())
        assert len(quote.content) == 1


@pytest.mark.parametrize("name", ["a.txt", os.fsdecode(b"\xff.txt")])
def test_a_document_is_stored_and_read_back_whole(name: str) -> None:
    document = parse(HARBOUR, path=name)
    assert len(document.blocks) > 2
    found = decode_document(encode_document(document))
    assert found == document
    assert found.blocks[-1] == document.blocks[-1]
    assert not isinstance(found.blocks, tuple), "blocks of a long text stay encoded"
    assert encode_document(found) == encode_document(document)


@given(st.binary(max_size=60))
def test_bytes_that_are_no_findings_are_refused_in_one_way(data: bytes) -> None:
    try:
        decode_findings(data)
    except msgspec.MsgspecError:
        pass
    else:
        raise AssertionError("such short bytes hold no analysis")


def test_the_process_answers_in_turn_until_its_input_ends(tmp_path: Path) -> None:
    (ferry,) = write(tmp_path, ferry=FERRY)
    requests = [
        Request(str(tmp_path / "missing.txt")),
        Request(str(ferry)),
        Request("-", HARBOUR.encode()),
        Request("-", b"\x00\x01\x02" * 500),
        Request(str(tmp_path)),
    ]
    replies = io.BytesIO()
    serve(io.BytesIO(b"".join(map(encode_frame, requests))), replies)
    replies.seek(0)
    found: list[Reply] = []
    while header := replies.read(HEADER.size):
        found.append(decode_reply(replies.read(HEADER.unpack(header)[0])))
    assert [reply.path for reply in found] == [request.path for request in requests]
    assert found == [examine(request) for request in requests]
    assert [bool(reply.problem) for reply in found] == [True, False, False, True, True]
    assert found[1].title == "Ferries To Sail From Tuesday"
    assert (found[1].quotes, found[2].quotes) == (2, 1)
    assert "exist" in found[0].problem


def test_of_many_articles_each_mark_tells_which_of_those_without_a_reply_is_begun_with() -> None:
    """As the program that started the process counts: a mark is a place among the requests that it waits for."""
    texts = [f"The ferry sails at {hour}, the harbour master said on Monday.".encode() for hour in range(70)]
    requests = [Request(f"{number}.txt", text, together=True) for number, text in enumerate(texts)]
    replies = io.BytesIO()
    serve(io.BytesIO(b"".join(map(encode_frame, requests))), replies)
    replies.seek(0)
    told: list[str] = []
    begun: list[str] = []
    while header := replies.read(HEADER.size):
        body = replies.read(HEADER.unpack(header)[0])
        if len(body) == 1:
            begun.append(requests[len(told) + body[0]].path)
        else:
            told.append(decode_reply(body).path)
    paths = [request.path for request in requests]
    assert told == paths
    assert sorted(begun) == sorted([*paths, *paths])  # loaded, and then analysed
