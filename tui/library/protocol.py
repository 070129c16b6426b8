"""What the desk and its indexing process say to each other: length-prefixed msgpack frames.

A request is an article to read; the reply is its list row and the findings, still encoded, so that the desk can store
the bytes in the catalogue as they are and decode them only when they are shown.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from tui.documents.model import Block, Document
from tui.extraction.model import Actor, Analysis, Attribution, Marked
from tui.library.packed import packed, unpacked
from tui.library.search.entry import Entry

HEADER = struct.Struct("!I")
"""Frame header: number of bytes that follow."""


class Request(msgspec.Struct, frozen=True):
    """Read and analyse this file; or these bytes, for what has no file here. `whole` asks for the document, in place of
    what the catalogue keeps beside the findings. What came of it may be told `together` with what comes of those that
    wait behind it.
    """

    path: str
    data: bytes | None = None
    whole: bool = False
    together: bool = False


class Reply(msgspec.Struct, frozen=True):
    """What came of a request. `problem` is set and the rest empty where the file could not be read."""

    path: str
    problem: str = ""
    document_id: str = ""
    title: str = ""
    outlet: str = ""
    published: datetime | None = None
    language: str = ""
    words: int = 0
    quotes: int = 0
    findings: bytes = b""
    sketch: bytes = b""
    """By which copies are told (`tui.documents.sketch`)."""
    stamp: tuple[int, int] | None = None
    """`records.stamp_of` the file before it was read."""
    entry: Entry | None = None
    """What the search keeps of the article."""
    document: bytes = b""
    """The document, encoded, where it was asked for."""
    passing: bool = False
    """True where the problem may be gone another time though the file is the same."""
    site: str = ""
    """The site that its address leads to."""


class Findings(msgspec.Struct, frozen=True, array_like=True):
    """An analysis together with the words of each of its attributions, so that lists need not open the article."""

    analysis: Analysis
    words: Sequence[str]


class _Analysis(msgspec.Struct, array_like=True):
    """An `Analysis` whose parts are still encoded."""

    document_id: str
    version: str
    attributions: msgspec.Raw
    actors: msgspec.Raw
    marked: msgspec.Raw
    speakers_resolved: bool


class _Findings(msgspec.Struct, array_like=True):
    analysis: _Analysis
    words: msgspec.Raw


# A path need not be text, so it goes beside the message, as the bytes that the system knows it by.
_encoder = msgspec.msgpack.Encoder(enc_hook=unpacked)
_requests = msgspec.msgpack.Decoder(tuple[bytes, Request])
_replies = msgspec.msgpack.Decoder(tuple[bytes, Reply])
_findings = msgspec.msgpack.Decoder(_Findings)
_attribution = msgspec.msgpack.Decoder(Attribution)
_actor = msgspec.msgpack.Decoder(Actor)
_marked = msgspec.msgpack.Decoder(Marked)
_words = msgspec.msgpack.Decoder(str)
_block = msgspec.msgpack.Decoder(Block)
# Beside a document without its blocks are those, which stay encoded: of 5 MB they would be many times their bytes.
_documents = msgspec.msgpack.Decoder(tuple[bytes, Document, msgspec.Raw])


def encode_frame(message: Request | Reply) -> bytes:
    body = _encoder.encode((os.fsencode(message.path), msgspec.structs.replace(message, path="")))
    return HEADER.pack(len(body)) + body


def mark_frame(place: int) -> bytes:
    """Tells that the process is now at this one of the requests that it has not answered: no reply is a byte long."""
    return HEADER.pack(1) + bytes([place])


def decode_request(body: bytes) -> Request:
    path, request = _requests.decode(body)
    return msgspec.structs.replace(request, path=os.fsdecode(path))


def decode_reply(body: bytes) -> Reply:
    path, reply = _replies.decode(body)
    return msgspec.structs.replace(reply, path=os.fsdecode(path))


def encode_findings(analysis: Analysis, text: str) -> bytes:
    return findings_encoded(Findings(analysis, tuple([quote.words(text) for quote in analysis.attributions])))


def findings_encoded(found: Findings) -> bytes:
    return _encoder.encode(found)


def decode_findings(data: bytes) -> Findings:
    """Raises `msgspec.MsgspecError` where the bytes are not findings of this shape. Their parts stay encoded."""
    found = _findings.decode(data)
    known = found.analysis
    analysis = Analysis(
        known.document_id,
        known.version,
        packed(known.attributions, _attribution),
        packed(known.actors, _actor),
        packed(known.marked, _marked),
        known.speakers_resolved,
    )
    return Findings(analysis, packed(found.words, _words))


def encode_document(document: Document) -> bytes:
    return _encoder.encode((os.fsencode(document.path), replace(document, path="", blocks=()), document.blocks))


def decode_document(data: bytes) -> Document:
    """Raises `msgspec.MsgspecError` where the bytes are not a document of this shape. Its blocks stay encoded."""
    path, document, blocks = _documents.decode(data)
    # A copy: what is left of the message, the text too, need not stay with them.
    return replace(document, path=os.fsdecode(path), blocks=packed(blocks.copy(), _block))
