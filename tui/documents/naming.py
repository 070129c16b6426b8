"""How articles are named: a file by its path, one of several in a file as `path!/name`."""

from __future__ import annotations

import os
import re

from tui.documents.formats import is_container
from tui.text import digest, in_a_line, slug

STDIN = "-"
"""The path of what came through standard input."""

SEPARATOR = "!/"
"""Parts the path of a file from the name of an article in it, as the addresses of Java archives do."""

_DIGITS = re.compile(r"([0-9]{1,18})")
_MADE = re.compile(r"-[0-9a-f]{8}(?:~\d+)?$")
_SITE = re.compile(r"\s*https?://(?:[^/?#@\s]*@)?(?:www\.)?([^/?#:\s]{1,253})", re.IGNORECASE)
_LONGEST_PART = 120
_LONGEST_SLUG = 60


def member_key(file: str, name: str) -> str:
    """The key of an article inside a file."""
    return f"{file}{SEPARATOR}{name}"


def parted(key: str) -> tuple[str, str]:
    """The file of an article, and its name in it: "" for one that is a file of its own."""
    at = key.find(SEPARATOR)
    while at >= 0:
        file = key[:at]
        if (is_container(file) or file == STDIN) and not os.path.isdir(f"{file}!"):  # noqa: PTH112  (asked of each row)
            return file, key[at + len(SEPARATOR) :]
        at = key.find(SEPARATOR, at + 1)
    return key, ""


def file_of(key: str) -> str:
    """The file in which an article lies."""
    return parted(key)[0] if SEPARATOR in key else key


def site_of(address: str) -> str:
    """The site that an address of the web leads to, without "www."; "" for any other address."""
    found = _SITE.match(address)
    return found[1].casefold() if found else ""


def file_name(key: str) -> str:
    """What the file of an article is called, or the article in its file."""
    return "standard input" if key == STDIN else key.rpartition("/")[2]


def folder_name(key: str) -> str:
    """What the folder of an article is called; "" where it is not told."""
    return key.rpartition("/")[0].rpartition("/")[2]


def known_as(outlet: str, site: str, title: str, key: str) -> str:
    """What an article is called as a source where nothing else tells it: by its outlet, else the site that it is from,
    else its title, and by its file where it has none.
    """
    return outlet or site or title or file_name(key)


def kept_as(outlet: str, site: str, key: str) -> str:
    """The same beside its title, which is told already: the file stands for an outlet and a site that are not known."""
    return outlet or site or file_name(key)


def made_name(words: str, identity: str) -> str:
    """The name of an article that has none: a few of its words, and what tells it from all others.

    `identity` is what stays when the article is changed (the id of a feed's item, of a message).
    """
    return f"{slug(words, _LONGEST_SLUG) or 'untitled'}-{digest(identity.encode('utf-8', 'replace'))[:8]}"


def words_of(name: str) -> str:
    """The words of a name that `made_name` made; any other name as it is."""
    return _MADE.sub("", name)


def cleaned_name(path: str) -> str:
    """The path of a file in an archive, as a name that can be shown and leads nowhere; "" where nothing is left."""
    parts = (in_a_line(part)[-_LONGEST_PART:] for part in re.split(r"[/\\]", path))
    kept = [part for part in parts if part.strip(". ")]
    return "/".join([*(part.rstrip("!") or "_" for part in kept[:-1]), *kept[-1:]])


def natural(name: str) -> list[str | int]:
    """A key that sorts names as people count: words and numbers by turns."""
    return [int(part) if place % 2 else part for place, part in enumerate(_DIGITS.split(name.casefold()))]
