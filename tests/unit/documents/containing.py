"""Files that hold articles, made by the tests that read them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tui.documents.loading import DocumentError, load
from tui.documents.sources import find_articles

ARTICLE = "Ministers meet\n\n“Nothing came of it,” one of them said after the meeting in the old capital.\n"
MESSAGE = (
    "From: The Morning Desk <desk@example.org>\nTo: all@example.org\nSubject: Talks of day {0}\n"
    "Message-ID: <day{0}@example.org>\nDate: Thu, 10 Feb 2022 14:05:00 +0300\n\n"
    "“Nothing came of day {0},” said Mr. Ivanov.\n\n>From there nobody returned.\n"
)


def mailbox(days: int) -> bytes:
    """A mailbox with a message for each day."""
    return "".join(f"From a@b Thu Feb 10 14:05:00 2022\n{MESSAGE.format(day)}\n" for day in range(1, days + 1)).encode()


def archive(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A .zip of some files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return made.getvalue()


def rss(*items: str, title: str = "The Morning Desk") -> bytes:
    """An RSS feed of some items."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>https://example.org/</link><language>en-gb</language>{''.join(items)}</channel></rss>"
    ).encode()


def rss_item(number: int, words: str = "“Nothing came of it,” said Mr. Ivanov.") -> str:
    """An item of an RSS feed."""
    return (
        f"<item><title>Talks of day {number} &amp; after</title><guid>item-{number}</guid>"
        f"<link>https://example.org/{number}</link><pubDate>Thu, 10 Feb 2022 14:05:00 +0300</pubDate>"
        f"<author>roe@example.org (Jane Roe)</author><description>&lt;p&gt;{words}&lt;/p&gt;"
        f"&lt;p&gt;Then he left.&lt;/p&gt;</description></item>"
    )


def saved(folder: Path, data: bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refused(path: Path) -> str:
    """Why an article cannot be read."""
    with pytest.raises(DocumentError) as caught:
        load(path)
    assert "\n" not in caught.value.reason
    return caught.value.reason


def names_found(path: Path) -> list[str]:
    """The keys of the articles at a path, without the path."""
    return [str(key)[len(str(path)) :] for key in find_articles([path]).files]


def titles_found(path: Path) -> list[str]:
    return [load(key).title for key in find_articles([path]).files]
