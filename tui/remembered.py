"""YAML mappings read before, so that a start need not load the parser, which takes longer than all of our settings.

One JSON file in the user's cache for each YAML file. It holds the source, character by character, so that what is
remembered can never be that of another state of the file; whatever is wrong with it only means that YAML is parsed.
"""

from __future__ import annotations

import os
import zlib
from pathlib import Path
from typing import Any

import msgspec

from tui import paths


class _Memory(msgspec.Struct, frozen=True):
    source: str
    mapping: dict[str, Any]


def recall(file: Path, source: bytes) -> dict[str, Any] | None:
    """The mapping that `source`, the contents of `file`, was parsed to before; None where that is not known."""
    try:
        memory = msgspec.json.decode(_place(file).read_bytes(), type=_Memory)
    except (OSError, ValueError, msgspec.MsgspecError):
        return None
    return memory.mapping if memory.source.encode() == source else None


def remember(file: Path, source: bytes, mapping: dict[Any, Any]) -> None:
    """Keep what `source` was parsed to, where it is made of what JSON gives back unchanged."""
    place = _place(file)
    try:
        memory = msgspec.json.encode(_Memory(source.decode(), mapping))
        if msgspec.json.decode(memory, type=_Memory).mapping != mapping:
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        unfinished = place.with_name(f"{place.name}.{os.getpid()}")
        unfinished.write_bytes(memory)
        unfinished.replace(place)
    except (OSError, ValueError, TypeError, msgspec.MsgspecError):  # nothing is lost but time
        return


def _place(file: Path) -> Path:
    return paths.user_cache() / "yaml" / f"{zlib.crc32(os.fsencode(file.absolute())):08x}.json"
