"""Comparing a large library with the disk, in a process of its own: the desk shows what was there last time meanwhile.

Started as `python -m tui.library.survey CATALOGUE ROOT...`, or with `--of FILE...` in place of the roots; writes a
`Survey`, or nil, to standard output.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tui import paths
from tui.documents.sources import find_articles
from tui.extraction.version import VERSION
from tui.library import child
from tui.library.catalogue import Catalogue
from tui.library.contents import Contents
from tui.library.listing import Listing
from tui.library.placing import with_changes


class Survey(msgspec.Struct, frozen=True):
    """What there is. Names are bytes, as the system has them."""

    articles: int
    listed: tuple[bytes, bytes, bytes] | None
    """The list of articles as `Listing.packed`, where it is not that of last time; the catalogue holds it too."""
    missing: list[bytes]
    """The articles to be read and analysed, the newest first."""
    problems: list[str]


def survey(catalogue: Catalogue, roots: Sequence[Path]) -> Survey:
    """Compare the catalogue's list of articles with the disk, and put it right."""
    contents = Contents(paths.user_cache())
    found = find_articles(roots, within=contents.keys)
    contents.close()
    keys = [str(path) for path in found.files]
    listing, before = Listing.of(keys), catalogue.listing()
    changed = (listing.prefix, listing.names) != (before.prefix, before.names)
    if changed:
        catalogue.set_listing(listing)
    if not found.problems:  # else a disk may be away, and come back
        catalogue.retain(keys)
    catalogue.gather_words(listing)
    catalogue.gather_copies(listing)
    missing = [os.fsencode(each.key) for each in catalogue.stale(keys, VERSION)]
    return Survey(
        len(keys), listing.packed() if changed else None, missing, [str(problem) for problem in found.problems]
    )


def survey_of(catalogue: Catalogue, names: Sequence[str]) -> Survey | None:
    """The same where only these files came or went since the last one; None where all must be looked through."""
    before = catalogue.listing()
    keys = with_changes(before, names)
    if keys is None:
        return None
    listing = Listing.of(keys)
    changed = (listing.prefix, listing.names) != (before.prefix, before.names)
    there = set(keys)
    if changed:
        catalogue.set_listing(listing)
        catalogue.forget([name for name in names if name not in there])
        catalogue.gather_words(listing)
        catalogue.gather_copies(listing)
    missing = [os.fsencode(each.key) for each in catalogue.unread([name for name in names if name in there], VERSION)]
    return Survey(len(keys), listing.packed() if changed else None, missing, [])


async def start_survey(catalogue_path: Path, roots: Sequence[Path], names: Sequence[str] = ()) -> Survey | None:
    """Have the comparison made in another process, with `names` that of `survey_of`; None where that fails."""
    process = await asyncio.create_subprocess_exec(
        *child.command("tui.library.survey", str(catalogue_path), *(["--of", *names] if names else map(str, roots))),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        output, _ = await process.communicate()
    except asyncio.CancelledError:
        if process.returncode is None:
            process.kill()
            await process.wait()
        raise
    try:
        return msgspec.msgpack.decode(output, type=Survey | None)
    except msgspec.MsgspecError:
        return None


if __name__ == "__main__":
    connection = Catalogue(Path(sys.argv[1]))
    if sys.argv[2] == "--of":
        result = survey_of(connection, sys.argv[3:])
    else:
        result = survey(connection, [Path(each) for each in sys.argv[2:]])
    sys.stdout.buffer.write(msgspec.msgpack.encode(result))
    connection.close()
