"""Articles made for measuring: sentences of our own, put together by a generator that always gives the same ones."""

from __future__ import annotations

import os
import random
from pathlib import Path

from tui.extraction.version import VERSION
from tui.library.catalogue import Catalogue, catalogue_file
from tui.library.protocol import Reply

_NOUNS = (
    *("minister", "envoy", "council", "harbour", "border", "statement", "capital", "region", "budget", "inquiry"),
    *("report", "coalition", "hearing", "treaty", "summit", "railway", "strike", "court", "ferry", "bridge"),
)
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
_PEOPLE = ("Anna Keller", "Tom Brandt", "Vera Lindqvist", "Jonas Okafor")


def title(number: int) -> str:
    """The title of an article; no two are the same, and none begins another."""
    chance = random.Random(number)
    return f"Report {number:06d}: the {chance.choice(_NOUNS)} and the {chance.choice(_NOUNS)}"


def text(number: int, size: int) -> str:
    """An article of about `size` characters, a tenth of which is quoted."""
    chance = random.Random(-number - 1)
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
    """A catalogue in which every article of a folder is known, as after a run in which all were analysed."""
    file = catalogue_file(cache, [folder])
    if file.exists():
        return
    catalogue = Catalogue(file)
    paths = sorted(folder.glob("*.txt"))
    for path in paths:
        number = int(path.stem)
        catalogue.put(
            Reply(str(path), document_id=f"made-{number}", title=title(number), outlet="The Linden Post"), VERSION
        )
    catalogue.set_listing([os.fspath(path) for path in paths])
    catalogue.close()
