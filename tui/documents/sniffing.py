"""Which format bytes are of that came without a name: what they begin like."""

from __future__ import annotations

import re
import zlib

_HEAD = 4096
_POSTMARK = rb"From \S+ .*\d:\d\d.*\r?\n[\w-]+:"
"""What parts the messages of a mailbox, and the first header below it."""
_HEADERS = (
    rb"(?i)(?=(?:.*\n)*?(?:From|Subject):)(?:(?:Return-Path|Received|Delivered-To|From|To|Date|Message-ID|MIME-Version"
    rb"|Subject|DKIM-Signature|Snapshot-Content-Location|X-[\w-]+): .*\n(?:[ \t].*\n)*){3}"
)
"""Three headers of a message, one of which tells who or what: a text that speaks of messages seldom begins so."""


def sniffed(data: bytes) -> str:
    """The suffix of the format that bytes begin like; "" for plain text."""
    head = data[:_HEAD]
    if head.startswith(b"%PDF-"):
        return ".pdf"
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    if head.startswith(b"WARC/"):
        return ".warc"
    if head.startswith(b"\x1f\x8b"):
        return ".warc.gz" if _unzipped(head).startswith(b"WARC/") else ""
    if re.match(_POSTMARK, head):
        return ".mbox"
    words = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if words.startswith((b"<!doctype html", b"<html")):
        return ".html"
    if words.startswith((b"<", b"{")) or b"<\0" in head[:8] or b"\0<" in head[:8]:
        from tui.documents.feeds import looks_like_feed

        if looks_like_feed(data):
            return ".xml"
        return ".jsonl" if words.startswith(b'{"') and b'"text":' in head else ""
    if re.match(_HEADERS, head.replace(b"\r\n", b"\n")):
        return ".mhtml" if b"snapshot-content-location" in words else ".eml"
    return ""


def _kind_of_zip(data: bytes) -> str:
    """What an archive is, by the files that its directory at the end names."""
    if b"mimetypeapplication/epub+zip" in data[:100]:
        return ".epub"
    return ".docx" if b"word/document.xml" in data[-64 * 1024 :] else ".zip"


def _unzipped(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 16)
    except zlib.error:
        return b""
