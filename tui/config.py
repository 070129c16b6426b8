"""Settings: `config.yaml` -> a preset of keys -> the user's file -> the environment -> the command line, with types.

The shipped `config.yaml` is the only place of defaults. Whatever is wrong in a layer is told in one line that
names the file, the key, what was found and what is expected.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec

from tui import paths, resources
from tui.checking import WRONG, check, closest, is_section, parse_yaml, raise_all, read_mapping, shown, sound
from tui.checking import ConfigError as ConfigError

_PREFIX = "BRIEFING_TUI_"
_Layer = tuple[str, dict[str, Any]]
"""Where options come from, as told to the user, and the options."""

Width = (
    Annotated[int, msgspec.Meta(ge=10, le=200)]
    | Annotated[str, msgspec.Meta(pattern=r"^[1-9][0-9]?%$", description='a share from "1%" to "99%"')]
)
"""Cells, or a share of the terminal ("25%")."""


Workers = (
    Annotated[int, msgspec.Meta(ge=1, le=64)] | Annotated[str, msgspec.Meta(pattern="^auto$", description='"auto"')]
)
"""Processes that read articles; "auto" is as many as the machine has cores, but for those that are needed elsewhere."""


_MOST_PROCESSES = 8
"""Each takes some hundred megabytes, and one program that writes keeps up with so many."""


class _Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping of options."""


class Reading(_Section, frozen=True):
    measure: Annotated[int, msgspec.Meta(ge=40, le=160)]
    time_order: bool
    hide_litter: bool
    words_per_minute: Annotated[int, msgspec.Meta(ge=60, le=1000)]
    scroll_margin: Annotated[int, msgspec.Meta(ge=0, le=20)]


class Layout(_Section, frozen=True):
    three_columns_from: Annotated[int, msgspec.Meta(ge=40, le=1000)]
    wordings_beside_from: Annotated[int, msgspec.Meta(ge=40, le=1000)]
    two_columns_from: Annotated[int, msgspec.Meta(ge=20, le=1000)]
    articles_width: Width
    side_width: Width


class Annotations(_Section, frozen=True):
    folder: Annotated[str, msgspec.Meta(min_length=1)]
    creator: str


class Library(_Section, frozen=True):
    paths: tuple[str, ...]
    catalogues: str
    workers: Workers

    @property
    def catalogues_folder(self) -> Path | None:
        """The folder of catalogues; None for the user's cache."""
        return Path(self.catalogues).expanduser() if self.catalogues else None

    def processes(self, *, spare: int) -> int:
        """How many processes read articles; where that is left to the machine, `spare` of its cores are left free."""
        if isinstance(self.workers, int):
            return self.workers
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return max(1, min(_MOST_PROCESSES, cores - spare))


class Fetching(_Section, frozen=True):
    timeout: Annotated[float, msgspec.Meta(ge=1, le=600)]
    largest: Annotated[int, msgspec.Meta(ge=1, le=64)]
    at_once: Annotated[int, msgspec.Meta(ge=1, le=32)]
    per_host: Annotated[int, msgspec.Meta(ge=1, le=8)]


class Keys(_Section, frozen=True):
    preset: str
    timeout: Annotated[float, msgspec.Meta(ge=0.05, le=5)]
    actions: dict[str, tuple[str, ...]]


class Settings(_Section, frozen=True):
    """Every option, checked. What each means, and its default, stands in `config.yaml`."""

    theme: Annotated[str, msgspec.Meta(min_length=1)]
    reading: Reading
    layout: Layout
    annotations: Annotations
    library: Library
    fetching: Fetching
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
    ("reading.measure"). Raises ConfigError, with all that is wrong.
    """
    settings, faults = sound_settings(user_file, environ=environ, overrides=overrides)
    raise_all(faults)
    return settings


def sound_settings(
    user_file: Path | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    overrides: Mapping[str, object] | None = None,
) -> tuple[Settings, list[ConfigError]]:
    """As `load_settings`, with what is wrong left out, and told beside them."""
    own = user_file or paths.user_config()
    layers = [_shipped()]
    faults: list[ConfigError] = []
    try:
        if user_file is not None or own.exists():
            layers.append((str(own), read_mapping(own)))
    except ConfigError as error:
        faults.append(error)
    for name, value in (os.environ if environ is None else environ).items():
        if name.startswith(_PREFIX):
            try:
                layers.append(_from_environment(name, value))
            except ConfigError as error:
                faults += error.faults
    for key, override in (overrides or {}).items():
        layers.append(("command line", _nested(key.split("."), override)))
    return _settled(layers, faults), faults


def _shipped() -> _Layer:
    file = resources.default_config()
    return str(file), read_mapping(file)


def _settled(layers: list[_Layer], faults: list[ConfigError]) -> Settings:
    """The settings of the layers, the shipped file's first, and of the preset that they name, but for what is wrong in
    them, which goes to `faults`.
    """
    known = len(faults)
    layers[1:1] = _preset(layers, faults)
    try:
        return _joined(layers)
    except (msgspec.ValidationError, TypeError) as error:
        right = [(source, sound(source, "", layer, Settings, faults)) for source, layer in layers]
        if len(faults) == known:
            faults.append(ConfigError(layers[0][0], "", str(error), "every option with a value"))
            raise_all(faults)
    return _joined([(source, layer) for source, layer in right if layer is not WRONG])


def _joined(layers: list[_Layer]) -> Settings:
    merged: dict[str, Any] = {}
    for _, layer in layers:
        merged = _merged(merged, layer)
    return msgspec.convert(merged, Settings)


def presets() -> tuple[str, ...]:
    """The names of the presets of keys, the one that `config.yaml` itself holds first."""
    own = read_mapping(resources.default_config())["keys"]["preset"]
    return (own, *sorted(file.stem for file in resources.presets_dir().glob("*.yaml")))


def preset_keys(name: str) -> Keys:
    """The keys of a preset, without anything of the user's. Raises ConfigError, laid to the command line."""
    faults: list[ConfigError] = []
    settings = _settled([_shipped(), ("command line", {"keys": {"preset": name}})], faults)
    raise_all(faults)
    return settings.keys


def _preset(layers: list[_Layer], faults: list[ConfigError]) -> list[_Layer]:
    """The layer of the preset that the last of `layers` to name one asks for; none for the first's own. A name that is
    no preset goes to `faults`, and out of its layer.
    """
    own = layers[0][1]["keys"]["preset"]
    for at, (source, layer) in reversed(list(enumerate(layers))):
        keys = layer.get("keys")
        if not isinstance(keys, dict) or "preset" not in keys:
            continue
        name = keys["preset"]
        if name == own:
            break
        known = presets()
        if name in known:
            file = resources.presets_dir() / f"{name}.yaml"
            return [(str(file), {"keys": {"actions": read_mapping(file)}})]
        faults.append(ConfigError(source, "keys.preset", shown(name), " or ".join(known) + closest(name, known)))
        layers[at] = source, {**layer, "keys": {key: value for key, value in keys.items() if key != "preset"}}
    return []


def theme_origin(environ: Mapping[str, str], file: Path) -> str:
    """The layer that named the theme, where the command line did not: a variable, or the file of settings."""
    name = f"{_PREFIX}THEME"
    return f"environment variable {name}" if name in environ else str(file)


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
    """The layer of one variable: texts are taken as they are, everything else is read as YAML."""
    options = {_PREFIX + "_".join(keys).upper(): (keys, kind) for keys, kind in _leaves(Settings)}
    if name not in options:
        expected = f"the name of an option{closest(name, options)}"
        raise ConfigError("environment", name, "an unknown option", expected)
    keys, kind = options[name]
    read: object
    if kind is not None and get_origin(kind) is tuple:
        read = [part for part in value.split(os.pathsep) if part]
    elif _is_text(kind):
        read = value
    else:
        try:
            read = parse_yaml(value)
        except ValueError:
            read = value
    layer = _nested(list(keys), read)
    check(f"environment variable {name}", "", layer, Settings)
    return f"environment variable {name}", layer


def _leaves(section: type[_Section]) -> list[tuple[tuple[str, ...], Any]]:
    """Every option under a section: its keys from the top, and its type."""
    found: list[tuple[tuple[str, ...], Any]] = []
    for name, kind in get_type_hints(section, include_extras=True).items():
        if get_origin(kind) is dict:  # a mapping has no place in a variable
            continue
        if is_section(kind):
            found += [((name, *keys), leaf) for keys, leaf in _leaves(kind)]
        else:
            found.append(((name,), kind))
    return found


def _is_text(kind: Any) -> bool:
    return kind is str or (get_origin(kind) is Annotated and get_args(kind)[0] is str)
