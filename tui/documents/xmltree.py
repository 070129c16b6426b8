"""XML that was made elsewhere, read by lxml."""

from __future__ import annotations

from typing import Any


def parsed(data: bytes) -> Any:
    """The tree in some bytes. Nothing but these is read, and entities are no way into memory: libxml2 has a limit.

    Raises ValueError where the XML is damaged.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None
