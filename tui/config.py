"""Settings: `config.yaml` -> the user's file -> the environment -> the command line, as typed values.

The shipped `config.yaml` is the only place of defaults. Whatever is wrong in a layer is told in one line that
names the file, the key, what was found and what is expected.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import yaml

from tui import paths, resources

_PREFIX = "BRIEFING_TUI_"
_Loader = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # the C parser takes a tenth of the time, where it was built

Width = Annotated[int, msgspec.Meta(ge=10, le=200)] | Annotated[str, msgspec.Meta(pattern=r"^[1-9][0-9]?%$")]
"""Cells, or a share of the terminal ("25%")."""


class ConfigError(Exception):
    """A setting that cannot be used. As text, one line: file, key, what was found, what is expected."""

    def __init__(self, source: str, key: str, found: str, expected: str) -> None:
        self.source, self.key, self.found, self.expected = source, key, found, expected
        place = f"{source}: {key}" if key else source
        super().__init__(_one_line(f"{place}: found {found}, expected {expected}"))


class _Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping of options."""


class Reading(_Section, frozen=True):
    measure: Annotated[int, msgspec.Meta(ge=40, le=160)]
    time_order: bool
    hide_litter: bool
    scroll_margin: Annotated[int, msgspec.Meta(ge=0, le=20)]


class Layout(_Section, frozen=True):
    three_columns_from: Annotated[int, msgspec.Meta(ge=40, le=1000)]
    two_columns_from: Annotated[int, msgspec.Meta(ge=20, le=1000)]
    articles_width: Width
    side_width: Width


class Annotations(_Section, frozen=True):
    folder: Annotated[str, msgspec.Meta(min_length=1)]
    creator: str


class Library(_Section, frozen=True):
    paths: tuple[str, ...]
    workers: Annotated[int, msgspec.Meta(ge=1, le=16)]


class Keys(_Section, frozen=True):
    preset: Literal["vim"]
    timeout: Annotated[float, msgspec.Meta(ge=0.05, le=5)]
    actions: dict[str, tuple[str, ...]]


class Settings(_Section, frozen=True):
    """Every option, checked. What each means, and its default, stands in `config.yaml`."""

    theme: Annotated[str, msgspec.Meta(min_length=1)]
    reading: Reading
    layout: Layout
    annotations: Annotations
    library: Library
    keys: Keys


def load_settings(
    user_file: Path | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    overrides: Mapping[str, object] | None = None,
) -> Settings:
    """The settings from all layers, a later one going before an earlier.

    Without `user_file` the user's own `config.yaml` is read where it exists; a file that is given must exist.
    `environ` defaults to the process's environment. `overrides` are from the command line, by dotted key
    ("reading.measure"). Raises ConfigError.
    """
    own = user_file or paths.user_config()
    layers: list[tuple[str, dict[str, Any]]] = [
        (str(resources.default_config()), _read(resources.default_config())),
    ]
    if user_file is not None or own.exists():
        layers.append((str(own), _read(own)))
    for name, value in (os.environ if environ is None else environ).items():
        if name.startswith(_PREFIX):
            layers.append(_from_environment(name, value))
    for key, override in (overrides or {}).items():
        layers.append(("command line", _nested(key.split("."), override)))

    merged: dict[str, Any] = {}
    try:
        for _, layer in layers:
            merged = _merged(merged, layer)
        return msgspec.convert(merged, Settings)
    except (msgspec.ValidationError, TypeError) as error:
        for source, layer in layers:
            _explain(source, "", layer, Settings)
        raise ConfigError(layers[0][0], "", str(error), "every option with a value") from error


def closest(word: str, known: list[str]) -> str:
    """ "a known option; did you mean X?", for a name that is not among `known`."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; did you mean {near[0]}?" if near else ""


def _read(file: Path) -> dict[str, Any]:
    """One YAML file as a mapping; an empty one is an empty mapping."""
    try:
        data = yaml.load(file.read_bytes(), Loader=_Loader)
    except OSError as error:
        raise ConfigError(
            str(file), "", (error.strerror or str(error)).lower(), "a file that can be read"
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "bytes that are not text"
        raise ConfigError(str(file), "", f"{problem}{where}", "YAML") from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise ConfigError(str(file), "", _shown(data), "a mapping of options")
    return data


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Mappings are joined key by key; anything else of the upper layer takes the lower one's place."""
    result = dict(below)
    for key, value in above.items():
        lower = result.get(key)
        result[key] = _merged(lower, value) if isinstance(lower, dict) and isinstance(value, dict) else value
    return result


def _nested(keys: list[str], value: object) -> dict[str, Any]:
    for key in reversed(keys):
        value = {key: value}
    assert isinstance(value, dict)
    return value


def _from_environment(name: str, value: str) -> tuple[str, dict[str, Any]]:
    """The layer of one variable; words for text options are taken as they are, everything else is read as
    YAML.
    """
    options = {
        _PREFIX + "_".join(keys).upper(): (keys, kind)
        for keys, kind in _leaves(Settings)
        if keys[-1] != "actions"
    }
    if name not in options:
        raise ConfigError(
            "environment", name, "an unknown option", f"one of the options{closest(name, list(options))}"
        )
    keys, kind = options[name]
    read: object
    if kind is not None and get_origin(kind) is tuple:
        read = [part for part in value.split(os.pathsep) if part]
    elif _is_text(kind):
        read = value
    else:
        try:
            read = yaml.load(value, Loader=_Loader)
        except yaml.YAMLError:
            read = value
    layer = _nested(list(keys), read)
    _explain(f"environment variable {name}", "", layer, Settings)
    return f"environment variable {name}", layer


def _leaves(section: type[_Section]) -> list[tuple[tuple[str, ...], Any]]:
    """Every option under a section: its keys from the top, and its type."""
    found: list[tuple[tuple[str, ...], Any]] = []
    for name, kind in get_type_hints(section, include_extras=True).items():
        if _is_section(kind):
            found += [((name, *keys), leaf) for keys, leaf in _leaves(kind)]
        else:
            found.append(((name,), kind))
    return found


def _explain(source: str, key: str, value: object, kind: Any) -> None:
    """Raises ConfigError for the first thing under `value` that is not of the type `kind`."""
    if _is_section(kind) or get_origin(kind) is dict:
        if not isinstance(value, dict):
            raise ConfigError(source, key, _shown(value), "a mapping")
        types = get_type_hints(kind, include_extras=True) if _is_section(kind) else None
        for name, each in value.items():
            inner = f"{key}.{name}" if key else str(name)
            if types is None:
                _explain(source, inner, each, get_args(kind)[1])
            elif name not in types:
                near = closest(str(name), list(types))
                raise ConfigError(source, inner, "an unknown option", f"one of {', '.join(types)}{near}")
            else:
                _explain(source, inner, each, types[name])
        return
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise ConfigError(source, key, _shown(value), _expected(kind)) from error


def _expected(kind: Any) -> str:
    """A type in words, with its bounds."""
    limits = ""
    if get_origin(kind) is Annotated:
        kind, meta = get_args(kind)
        if meta.ge is not None:
            limits = f" from {meta.ge} to {meta.le}"
        elif meta.pattern is not None:
            limits = ' that is a share from "1%" to "99%"'
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return " or ".join(_expected(each) for each in get_args(kind))
    if origin is Literal:
        return " or ".join(map(str, get_args(kind)))
    if origin is tuple:
        return "a list of texts (signs and digits between quotes)"
    return {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}[kind] + limits


def _shown(value: object) -> str:
    """A value as a user wrote it, short; what YAML reads as nothing is named, since "#112233" is a comment
    there.
    """
    if value is None:
        return "nothing (a text that begins with # stands between quotes)"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a mapping"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _one_line(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def _is_section(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, _Section)


def _is_text(kind: Any) -> bool:
    return kind is str or (get_origin(kind) is Annotated and get_args(kind)[0] is str)
