"""Comparing a large library with the disk, in a process of its own: the desk shows what was there last time meanwhile.

Started as `python -m tui.library.survey CATALOGUE ROOT...`; writes a `Survey` to standard output.
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
from tui.library.catalogue import Catalogue
from tui.library.contents import Contents
from tui.library.listing import Listing


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


async def start_survey(catalogue_path: Path, roots: Sequence[Path]) -> Survey | None:
    """Have the comparison made in another process; None where that fails."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tui.library.survey",
        str(catalogue_path),
        *map(str, roots),
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
        return msgspec.msgpack.decode(output, type=Survey)
    except msgspec.MsgspecError:
        return None


if __name__ == "__main__":
    connection = Catalogue(Path(sys.argv[1]))
    sys.stdout.buffer.write(msgspec.msgpack.encode(survey(connection, [Path(each) for each in sys.argv[2:]])))
    connection.close()
