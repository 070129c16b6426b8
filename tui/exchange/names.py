"""Names of notes, links and articles as IRIs, and back without loss."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from tui.annotations.header import SCHEMA, Header
from tui.exchange.model import Reference

# An absolute IRI (RFC 3987), as far as it matters here: a scheme, and nothing that an IRI must escape.
_IRI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x20<>"{}|\\^`\x7f-\x9f\ud800-\udfff]+""")
OWN = "urn:briefing-tui:"
NOTE, LINK, COLLECTION = (f"{OWN}{kind}:" for kind in ("annotation", "link", "collection"))
_DOCUMENT = Header(SCHEMA, "").source


def iri(name: str, prefix: str) -> str:
    """The name itself where it is an IRI, else one made of it."""
    if _IRI.fullmatch(name) and not name.startswith(OWN):
        return name
    return prefix + quote(name, safe="", errors="surrogatepass")


def name_of(address: str, prefix: str) -> str:
    """The name that `iri` made this of."""
    if not address.startswith(prefix):
        return address
    return unquote(address.removeprefix(prefix), errors="surrogatepass")


def source_of(reference: Reference) -> str:
    """The IRI of an article: its address on the web, else one made of its id."""
    if _IRI.fullmatch(reference.url):
        return reference.url
    return _DOCUMENT + quote(reference.document, safe="", errors="surrogatepass")


def document_of(source: str) -> str:
    """The document's id in the IRI of an article; "" where it has none."""
    return name_of(source, _DOCUMENT) if source.startswith(_DOCUMENT) else ""
