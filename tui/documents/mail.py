"""A message (.eml, RFC 5322), such as a newsletter: its subject and what it says. Attachments are left alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from msgspec.structs import replace

from tui.documents.addresses import web_address
from tui.documents.draft import Draft, Facts, titled
from tui.documents.formats import FormatError
from tui.text import in_a_line

_NAMED = re.compile(rb"^(Subject|Message-ID|From|Date):((?:.*)(?:\r?\n[ \t].*)*)", re.IGNORECASE | re.MULTILINE)
_TOLD_BY = ("From", "Subject", "Date", "Message-ID")
_BROKEN = (MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError)
"""What the standard library's parser raises on damaged messages, beside what it notes as defects."""


def read(data: bytes) -> Draft:
    """A draft of a message. Raises FormatError where the bytes are none, or hold no text."""
    message = _message(data)
    if not any(name in message for name in _TOLD_BY):
        raise FormatError("is damaged (no message)")
    facts = _facts(message)
    part = _body(message, ("html", "plain"))
    if part is None:
        raise FormatError("holds no text")
    words = _words(part)
    if part.get_content_subtype() == "html":
        from tui.documents import html

        return html.read_whole([words], facts)  # a letter laid out in tables would confuse a search for the article
    return titled(words, facts)


def read_page(data: bytes) -> Draft:
    """A draft of a page that a browser saved whole (.mhtml, RFC 2557). Raises FormatError where there is no page."""
    message = _message(data)
    part = _body(message, ("html",))
    if part is None:
        raise FormatError("holds no page")
    from tui.documents import html

    draft = html.read(_words(part))
    place = _header(message, "Snapshot-Content-Location") or _header(part, "Content-Location")
    return replace(draft, facts=replace(draft.facts, url=draft.facts.url or web_address(place)))


def known_by(head: bytes) -> tuple[str, str]:
    """The subject of a message, and what tells it from all others; of its head, which is not parsed in full: a mailbox
    may hold a hundred thousand.
    """
    head = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    told = {match[1].lower(): b" ".join(match[2].split()) for match in reversed(list(_NAMED.finditer(head)))}
    subject, sender, date = (told.get(name, b"") for name in (b"subject", b"from", b"date"))
    identity = told.get(b"message-id", b"") or b" ".join((sender, date, subject)).strip() or head
    return _decoded(subject), identity.decode("latin-1")


def _decoded(header: bytes) -> str:
    """A header whose words may be encoded (RFC 2047)."""
    text = header.decode("utf-8", "replace")
    if "=?" not in text:
        return text
    try:
        return str(make_header(decode_header(text)))
    except _BROKEN:
        return text


def _message(data: bytes) -> EmailMessage:
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
    except _BROKEN:
        raise FormatError("is damaged (no message)") from None
    assert isinstance(message, EmailMessage)
    return message


def _facts(message: EmailMessage) -> Facts:
    name, address = parseaddr(_header(message, "From"))
    return Facts(
        title=_header(message, "Subject"),
        outlet=name or address.rpartition("@")[2],
        published=_when(_header(message, "Date")),
        url=web_address(_header(message, "Archived-At").strip("<> ")),  # RFC 5064
    )


def _header(message: EmailMessage, name: str) -> str:
    """A header's words on one line; "" where it is missing or damaged."""
    try:
        return in_a_line(str(message[name] or ""))
    except _BROKEN:
        return ""


def _when(told: str) -> datetime | None:
    try:
        when = parsedate_to_datetime(told)
    except (ValueError, TypeError, IndexError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _body(message: EmailMessage, kinds: tuple[str, ...]) -> EmailMessage | None:
    """The part that holds the words, the preferred kind first; no attachment."""
    try:
        part = message.get_body(kinds)
    except _BROKEN:
        return None
    return part if isinstance(part, EmailMessage) else None


def _words(part: EmailMessage) -> str:
    """The text of a part, in the encoding that it names where that fits. Raises FormatError where it is no text."""
    from tui.documents.decoding import BinaryFileError, decode

    try:
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes) or not data.strip():
            raise FormatError("holds no text")
        charset = part.get_content_charset()
        if charset:
            try:
                return data.decode(charset)
            except (LookupError, ValueError):
                pass
        return decode(data)[0]
    except BinaryFileError as error:
        raise FormatError(f"is {error}") from None
    except _BROKEN:
        raise FormatError("is damaged (no message)") from None
