"""Addresses that articles give, which may be anything."""

from __future__ import annotations

import re
from urllib.parse import urlsplit


def web_address(text: str) -> str:
    """The address where it is one of the web and can stand in a link; "" for any other ("javascript:")."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return ""
    safe = parts.scheme in ("http", "https") and parts.netloc and not re.search(r"[\s<>\"'`\\]", text.strip())
    return text.strip() if safe and text.strip().isprintable() else ""
