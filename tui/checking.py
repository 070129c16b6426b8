"""Files of settings, read and checked; what is wrong is told in one line: file, key, what was found, what is
expected.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from tui.remembered import recall, remember

SETTINGS = "settings"
"""Where a wrong value comes from, as long as it is not known which file, variable or option gave it."""

WRONG = object()
"""What `sound` leaves of a value that is wrong."""


class ConfigError(Exception):
    """A setting that cannot be used. As text, one line: file, key, what was found, what is expected."""

    def __init__(self, source: str, key: str, found: str, expected: str) -> None:
        self.source, self.key, self.found, self.expected = source, key, found, expected
        self.others: tuple[ConfigError, ...] = ()
        """What else is wrong in the same settings."""
        place = f"{source}: {key}" if key else source
        super().__init__(_one_line(f"{place}: found {found}, expected {expected}"))

    @property
    def faults(self) -> tuple[ConfigError, ...]:
        """All that is wrong, one by one."""
        return (self, *self.others)


def raise_all(faults: Sequence[ConfigError]) -> None:
    """Raises the first fault, with the others; nothing where there are none."""
    if faults:
        faults[0].others = tuple(faults[1:])
        raise faults[0]


def read_mapping(file: Path) -> dict[str, Any]:
    """One YAML file as a mapping; an empty one is an empty mapping. Raises ConfigError."""
    try:
        source = file.read_bytes()
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
        raise ConfigError(str(file), "", problem, "a file that can be read") from error
    known = recall(file, source)
    if known is not None:
        return known
    try:
        data = parse_yaml(source)
        if data is None:
            return {}
        if isinstance(data, dict):
            remember(file, source, data)
            return data
    except ValueError as error:
        raise ConfigError(str(file), "", _told(error, source), "YAML, each key once") from error
    except RecursionError as error:
        raise ConfigError(str(file), "", "a value that holds itself", "plain values") from error
    raise ConfigError(str(file), "", shown(data), "a mapping of options")


def _told(error: ValueError, source: bytes) -> str:
    """What the YAML parser met, and where."""
    mark = getattr(error.__cause__, "problem_mark", None)
    if mark is None:
        return "bytes that are not text"
    lines = source.splitlines()
    if mark.line < len(lines) and b"\t" in lines[mark.line][: len(lines[mark.line]) - len(lines[mark.line].lstrip())]:
        return f"a tab before the words of line {mark.line + 1}, where YAML takes spaces only"
    problem = getattr(error.__cause__, "problem", None) or "broken YAML"
    if problem.endswith("given twice"):
        return f"{problem} in line {mark.line + 1}"
    return f"in line {mark.line + 1} what is no YAML ({problem})"


def parse_yaml(data: bytes | str) -> Any:
    """Plain YAML values; ValueError where there are none, caused by the parser's own error."""
    from tui.plain_yaml import parse

    return parse(data)


def check(source: str, key: str, value: object, kind: Any) -> None:
    """Raises ConfigError for all things under `value` that are not of the type `kind`, as `sound`."""
    faults: list[ConfigError] = []
    sound(source, key, value, kind, faults)
    raise_all(faults)


def sound(source: str, key: str, value: object, kind: Any, faults: list[ConfigError]) -> Any:
    """`value` without what is not of the type `kind`, which goes to `faults`; WRONG where nothing of it is right.

    `kind` is a msgspec structure or a dataclass (a mapping of known options), a dict, or a plain type with
    its bounds. Nothing (null) is never accepted: in YAML a colour without quotes is a comment.
    """
    if is_section(kind) or get_origin(kind) is dict:
        if not isinstance(value, dict):
            faults.append(ConfigError(source, key, shown(value), "a mapping"))
            return WRONG
        types = get_type_hints(kind, include_extras=True) if is_section(kind) else None
        right: dict[Any, Any] = {}
        for name, each in value.items():
            inner = f"{key}.{name}" if key else str(name)
            if types is not None and name not in types:
                expected = f"one of {', '.join(types)}{closest(name, types)}"
                faults.append(ConfigError(source, inner, "an unknown option", expected))
                continue
            found = sound(source, inner, each, get_args(kind)[1] if types is None else types[name], faults)
            if found is not WRONG:
                right[name] = found
        return right
    try:
        if value is None:
            raise msgspec.ValidationError
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        faults.append(ConfigError(source, key, shown(value), _expected(kind)))
        return WRONG
    return value


def closest(word: object, known: Iterable[str]) -> str:
    """ "; did you mean X?" where a known name is much like this one, else nothing."""
    import difflib

    near = difflib.get_close_matches(str(word), list(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]}?" if near else ""


def is_section(kind: Any) -> bool:
    """True for types that are mappings of known options."""
    return isinstance(kind, type) and (issubclass(kind, msgspec.Struct) or dataclasses.is_dataclass(kind))


def shown(value: object) -> str:
    """A value as a user wrote it, short."""
    if value is None:
        return "nothing (what begins with # stands between quotes)"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a mapping"
    text = value.isoformat() if isinstance(value, datetime.date) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _expected(kind: Any) -> str:
    """A type in words, with its bounds."""
    limits = ""
    if get_origin(kind) is Annotated:
        kind, meta = get_args(kind)
        if meta.ge is not None:
            limits = f" from {meta.ge} to {meta.le}"
        elif meta.description is not None:
            return str(meta.description)
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return " or ".join(_expected(each) for each in get_args(kind) if each is not NoneType)
    if origin is Literal:
        return " or ".join(map(str, get_args(kind)))
    if origin is tuple:
        return "a list of texts (signs and digits between quotes)"
    return {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}[kind] + limits


def _one_line(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
