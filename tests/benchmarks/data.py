"""Articles made for measuring: sentences of our own, put together by a generator that always gives the same ones."""

from __future__ import annotations

import os
import random
from pathlib import Path

from msgspec.structs import replace

from tui.extraction.version import VERSION
from tui.library.catalogue import Catalogue, catalogue_file
from tui.library.listing import Listing
from tui.library.protocol import Reply, Request, decode_findings, encode_findings
from tui.library.records import stamp_of
from tui.library.worker import examine
from tui.text import content_hash, normalise

_NOUNS = (
    *("minister", "envoy", "council", "harbour", "border", "statement", "capital", "region", "budget", "inquiry"),
    *("report", "coalition", "hearing", "treaty", "summit", "railway", "strike", "court", "ferry", "bridge"),
)
_BODIES = 200
_TOGETHER = 500
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
_PEOPLE = ("Anna Keller", "Tom Brandt", "Vera Lindqvist", "Jonas Okafor")


def title(number: int) -> str:
    """The title of an article; no two are the same, and none begins another."""
    chance = random.Random(number)
    return f"Report {number:06d}: the {chance.choice(_NOUNS)} and the {chance.choice(_NOUNS)}"


def text(number: int, size: int) -> str:
    """An article of about `size` characters, a tenth of which is quoted; its body is one of a few hundred."""
    chance = random.Random(-(number % _BODIES) - 1)
    parts = [title(number)]
    length = 0
    while length < size:
        plain = " ".join(
            f"The {chance.choice(_NOUNS)} met the {chance.choice(_NOUNS)} about the {chance.choice(_NOUNS)} "
            f"on {chance.choice(_DAYS)}."
            for _ in range(8)
        )
        said = f"“The {chance.choice(_NOUNS)} will not wait,” {chance.choice(_PEOPLE)} said."
        parts.append(f"{plain} {said}")
        length += len(parts[-1]) + 2
    return "\n\n".join(parts) + "\n"


def make_folder(folder: Path, count: int, size: int = 600) -> Path:
    """A folder of `count` articles; one that was made before is taken as it is."""
    done = folder / ".made"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(count):
            (folder / f"{number:06d}.txt").write_text(text(number, size), encoding="utf-8")
        done.touch()
    return folder


def make_catalogue(folder: Path, cache: Path) -> None:
    """A catalogue in which every article of a folder is known with what was found in it, as after a run in which all
    were analysed. Articles with one body and titles of one length are analysed once: they differ by their titles only.
    """
    catalogue = Catalogue(catalogue_file([folder], cache / "libraries"))
    examined: dict[tuple[int, int], Reply] = {}
    paths = sorted(folder.glob("*.txt"))
    if not catalogue.stale([os.fspath(paths[-1])], VERSION):
        return
    for start in range(0, len(paths), _TOGETHER):
        replies = []
        for path in paths[start : start + _TOGETHER]:
            number = int(path.stem)
            kind = (number % _BODIES, len(title(number)))
            if kind not in examined:
                examined[kind] = examine(Request(str(path)))
            replies.append(_of(path, examined[kind]))
        catalogue.put_all(replies, VERSION)
    listing = Listing.of([os.fspath(path) for path in paths])
    catalogue.set_listing(listing)
    catalogue.gather_words(listing)
    catalogue.close()


def _of(path: Path, like: Reply) -> Reply:
    """What examining an article would give, made from that of another one with the same body."""
    words = path.read_text(encoding="utf-8")
    identifier = content_hash(normalise(words))
    found = decode_findings(like.findings)
    analysis = replace(found.analysis, document_id=identifier)
    return replace(
        like,
        path=str(path),
        document_id=identifier,
        title=title(int(path.stem)),
        sketch=b"",  # else all with one body were copies of one article
        findings=encode_findings(analysis, words),
        stamp=stamp_of(path),
    )
