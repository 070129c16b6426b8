"""Queries saved under a name: one YAML file, a query a line, for the reader to change too."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from tui.checking import ConfigError, parse_yaml, read_mapping, shown
from tui.locks import FileLock

_HEADING = "# Queries for the search, by name.\n"


class SavedQueries:
    """The queries in a file, which need not exist. Raises ConfigError where it is not names with queries."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def all(self) -> dict[str, str]:
        """Name -> query, in the order of the file."""
        if not self.file.exists():
            return {}
        found = read_mapping(self.file)
        for name, query in found.items():
            if not isinstance(name, str):
                raise ConfigError(str(self.file), "", shown(name), "names between quotes, where they are no words")
            if not isinstance(query, str):
                raise ConfigError(str(self.file), name, shown(query), "a query between quotes")
        return found

    def save(self, name: str, query: str) -> None:
        """Keep a query under a name, in place of what had it. Raises OSError too."""
        self._change(name, query)

    def forget(self, name: str) -> bool:
        """Take a query away; False where there is none of that name."""
        there = name in self.all()
        if there:
            self._change(name, None)
        return there

    def _change(self, name: str, query: str | None) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self.file.with_name(f".{self.file.name}.lock")):
            wanted = {each: known for each, known in self.all().items() if each != name}
            text = self.file.read_text(encoding="utf-8") if self.file.exists() else _HEADING
            lines = [line for line in text.splitlines() if _name_in(line) != name]
            if query is not None:
                wanted[name] = query
                lines.append(_line(name, query))
            written = "\n".join(lines) + "\n"
            if not _is(written, wanted):  # written over several lines, by hand
                written = _HEADING + "".join(f"{_line(*each)}\n" for each in wanted.items())
            unfinished = self.file.with_name(f".{self.file.name}.{os.getpid()}")
            unfinished.write_text(written, encoding="utf-8")
            unfinished.replace(self.file)


def _line(name: str, query: str) -> str:
    return f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(query, ensure_ascii=False)}"


def _name_in(line: str) -> str | None:
    """The name that a line alone gives a query to."""
    try:
        found = parse_yaml(line)
    except ValueError:
        return None
    return next(iter(found), None) if isinstance(found, dict) else None


def _is(text: str, wanted: Mapping[str, str]) -> bool:
    try:
        return (parse_yaml(text) or {}) == wanted
    except ValueError:
        return False
