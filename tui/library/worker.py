"""The indexing process: reads articles named on standard input, answers with rows and analyses.

Extraction runs here and not in the desk's process, so that a key press never waits for it. Started as
`python -m tui.library.worker`; ends when its input does.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from tui.library.protocol import HEADER, Reply, Request, decode_request, encode_document, encode_findings, encode_frame
from tui.library.records import stamp_of
from tui.memory import collect_seldom


def examine(request: Request) -> Reply:
    """Read, recognise and analyse one article. Never raises: what went wrong is in the reply."""
    from tui.documents.loading import DocumentError, load, load_given
    from tui.documents.sketch import sketch_and_size
    from tui.documents.terms import parted
    from tui.extraction.pipeline import extract
    from tui.library.search.making import entry_of

    stamp = stamp_of(Path(request.path)) if request.data is None else None
    try:
        document = load(Path(request.path)) if request.data is None else load_given(request.data, request.path)
    except DocumentError as error:
        return Reply(request.path, problem=error.reason, passing=error.passing, stamp=stamp)
    try:
        analysis = extract(document)
    except Exception as error:  # one poisoned article must not stop the others
        problem = f"could not be analysed ({type(error).__name__}: {error})"
        return Reply(request.path, problem=problem, stamp=stamp)
    text = parted(document.text)
    sketched, size = sketch_and_size(document, text)
    return Reply(
        path=request.path,
        document_id=document.id,
        title=document.title,
        outlet=document.outlet,
        published=document.published,
        language=document.language,
        words=size,
        quotes=len(analysis.attributions),
        findings=encode_findings(analysis, document.text),
        stamp=stamp,
        sketch=b"" if request.whole else sketched,
        entry=None if request.whole else entry_of(document, analysis, text),
        document=encode_document(document) if request.whole else b"",
    )


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer requests in turn until the input ends."""
    collect_seldom()
    while header := requests.read(HEADER.size):
        body = requests.read(HEADER.unpack(header)[0])
        reply = examine(decode_request(body))
        replies.write(encode_frame(reply))
        replies.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
