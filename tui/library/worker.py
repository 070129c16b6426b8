"""The indexing process: reads articles named on standard input, answers with rows and analyses.

Extraction runs here and not in the desk's process, so that a key press never waits for it. Started as
`python -m tui.library.worker`; ends when its input does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from io import BufferedIOBase
from typing import BinaryIO, NamedTuple, cast

from tui.documents.loading import DocumentError, loaded, loaded_given
from tui.documents.model import Document
from tui.documents.naming import site_of
from tui.documents.sketch import sketch_and_size
from tui.documents.terms import Plain
from tui.extraction.pipeline import extract
from tui.library.protocol import (
    HEADER,
    Reply,
    Request,
    decode_request,
    encode_document,
    encode_findings,
    encode_frame,
    mark_frame,
)
from tui.library.records import stamp_in, status_of
from tui.library.search.making import entry_of
from tui.memory import collect_seldom

_TOGETHER = 32
"""Articles that are all loaded before the first is analysed: a tenth of the time beside the extractor, as what a step
needs stays near the processor. What was found in one is encoded at once, for the same reason. Four times as many are
no better."""
_READ = 64 * 1024


class _Loaded(NamedTuple):
    request: Request
    stamp: tuple[int, int] | None
    document: Document
    plain: Plain
    sketch: bytes
    words: int


def examine(request: Request) -> Reply:
    """Read, recognise and analyse one article. Never raises: what went wrong is in the reply."""
    return examine_all([request])[0]


def examine_all(requests: Sequence[Request], at: Callable[[int], object] = lambda _place: None) -> list[Reply]:
    """The same for several, whose replies come in their order; `at` is told which of them is begun with."""
    articles: list[_Loaded | Reply] = []
    for place, request in enumerate(requests):
        at(place)
        articles.append(_loaded(request))
    replies: list[Reply] = []
    for place, each in enumerate(articles):
        at(place)
        replies.append(each if isinstance(each, Reply) else _analysed(each))
    return replies


def _loaded(request: Request) -> _Loaded | Reply:
    status = status_of(request.path) if request.data is None else None
    stamp = stamp_in(status) if request.data is None else None
    try:
        found = loaded(request.path, status=status) if stamp else loaded_given(request.data or b"", request.path)
    except DocumentError as error:
        return Reply(request.path, problem=error.reason, passing=error.passing, stamp=stamp)
    return _Loaded(request, stamp, *found, *sketch_and_size(*found))


def _analysed(article: _Loaded) -> Reply:
    request, document = article.request, article.document
    try:
        analysis = extract(document)
    except Exception as error:  # one poisoned article must not stop the others
        problem = f"could not be analysed ({type(error).__name__}: {error})"
        return Reply(request.path, problem=problem, stamp=article.stamp)
    return Reply(
        path=request.path,
        document_id=document.id,
        title=document.title,
        outlet=document.outlet,
        site=site_of(document.url),
        published=document.published,
        language=document.language,
        words=article.words,
        quotes=len(analysis.attributions),
        findings=encode_findings(analysis, document.text),
        stamp=article.stamp,
        sketch=b"" if request.whole else article.sketch,
        entry=None if request.whole else entry_of(document, analysis, article.plain),
        document=encode_document(document) if request.whole else b"",
    )


def serve(requests: BufferedIOBase, replies: BinaryIO) -> None:
    """Answer requests in turn until the input ends."""

    def tell(frame: bytes) -> None:
        replies.write(frame)
        replies.flush()

    collect_seldom()
    for asked in _at_hand(requests):
        many = len(asked) > 1
        found = examine_all(asked, (lambda place: tell(mark_frame(place))) if many else lambda _place: None)
        tell(b"".join(map(encode_frame, found)))


def _at_hand(requests: BufferedIOBase) -> Iterator[list[Request]]:
    """The requests that have come: those that may be told together, up to a number, and any other by itself."""
    data, asked = bytearray(), list[Request]()
    while more := requests.read1(_READ):  # as much as there is, not more
        data += more
        while len(data) >= HEADER.size and len(data) >= (end := HEADER.size + HEADER.unpack_from(data)[0]):
            request = decode_request(bytes(data[HEADER.size : end]))
            del data[:end]
            if asked and (len(asked) == _TOGETHER or not request.together):
                yield asked
                asked = []
            asked.append(request)
            if not request.together:
                yield asked
                asked = []
        if asked:
            yield asked
            asked = []


if __name__ == "__main__":
    serve(cast(BufferedIOBase, sys.stdin.buffer), sys.stdout.buffer)
