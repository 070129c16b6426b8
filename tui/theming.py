"""Themes: `themes/*.yaml` -> Textual themes, with colours of our own.

A file gives the fields of a Textual theme, and under `variables` our colours and any of Textual's. Every
colour is tried while a file is loaded, since Textual itself meets a bad one only when it draws.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import msgspec
from textual.color import Color, ColorParseError
from textual.css.constants import VALID_STYLE_FLAGS
from textual.theme import BUILTIN_THEMES, Theme

from tui.checking import SETTINGS, ConfigError, closest, raise_all, read_mapping, sound
from tui.readable import readable

_STAND_INS = {
    "quote-direct": "text-accent",
    "quote-mixed": "text-warning",
    "quote-indirect": "text-secondary",
    "actor-person": "text-primary",
    "actor-organisation": "text-secondary",
    "actor-place": "text-success",
    "annotation": "text-error",
    "search-hit": "text-warning",
    "cursor-line": "surface-lighten-1",
}
VARIABLES = tuple(_STAND_INS)
"""Our own colours. All are of text but `cursor-line`, which lies behind it; `search-hit` is shown reversed."""

_COLOUR = 'a colour such as "#d9dce1" or "darkblue", between quotes'
_STYLE = "styles such as bold, italic, underline, reverse, or none"
_FORM = re.compile(r"(?P<colour>.*?)(?:\s+[0-9]{1,3}(?:\.[0-9]+)?%)?")
_WORDS = frozenset({"auto", "initial", "transparent"})
_NAME = re.compile(r"[a-z][a-z0-9-]*")


class ThemeProblem(msgspec.Struct, frozen=True):
    """A theme that could not be loaded. As text, one line: file, key, what was found, what is expected."""

    file: Path
    key: str
    message: str

    def __str__(self) -> str:
        return self.message


def load_themes(*folders: Path) -> tuple[list[Theme], list[ThemeProblem]]:
    """The themes of the folders' .yaml files, and what was wrong with the others.

    Sorted by name; of two with one name the later folder's stands. A folder that does not exist holds none.
    """
    themes: dict[str, Theme] = {}
    problems: list[ThemeProblem] = []
    for folder in folders:
        for file in sorted(folder.glob("*.yaml")):
            try:
                theme = load_theme(file)
            except ConfigError as error:
                problems += (ThemeProblem(file, fault.key, str(fault)) for fault in error.faults)
            else:
                themes[theme.name] = theme
    return [themes[name] for name in sorted(themes)], problems


def find_theme(name: str, *folders: Path) -> Theme | None:
    """The theme that `load_themes` would give this name, with no other one loaded; None where there is none.

    Raises ConfigError where only files that are wrong bear the name, within or on the outside.
    """
    wrong: ConfigError | None = None
    for folder in reversed(folders):
        for file in sorted(folder.glob("*.yaml"), reverse=True):
            bears = file.stem == name
            try:
                bears = read_mapping(file).get("name", file.stem) == name
                if bears:
                    return load_theme(file)
            except ConfigError as error:  # those of other themes are told when all are loaded
                wrong = error if bears and wrong is None else wrong
    if wrong is not None:
        raise wrong
    return None


def theme_fault(name: str, *folders: Path) -> ConfigError | None:
    """What is wrong with a name that the settings give a theme, Textual's among them; None where nothing is."""
    try:
        if name in BUILTIN_THEMES or find_theme(name, *folders) is not None:
            return None
    except ConfigError as error:
        return error
    return missing_theme(name, *folders)


def missing_theme(name: str, *folders: Path) -> ConfigError:
    """There is no theme of this name."""
    names = ", ".join(each.name for each in load_themes(*folders)[0])
    return ConfigError(SETTINGS, "theme", f'"{name}"', f"the name of a theme: {names}")


def load_theme(file: Path) -> Theme:
    """One theme, complete with our variables; ConfigError, naming the keys, where anything in the file is
    wrong.
    """
    data = read_mapping(file)
    source = str(file)
    faults: list[ConfigError] = []
    right = sound(source, "", data, Theme, faults)
    needed = {"name": "a name", "primary": _COLOUR}
    faults += (ConfigError(source, key, "nothing", expected) for key, expected in needed.items() if key not in data)
    if "name" in right and not _NAME.fullmatch(right["name"]):
        faults.append(ConfigError(source, "name", repr(data["name"]), "small letters, digits and hyphens"))
    colours = sorted(_colour_fields() & right.keys())
    faults += (ConfigError(source, key, repr(right[key]), _COLOUR) for key in colours if not _is_colour(right[key]))
    variables = right.get("variables", {})
    if faults:  # the variables are checked beside any colours: which there are does not depend on those
        generated = Theme("any", primary="red").to_color_system().generate()
        raise_all([*faults, *_variable_faults(source, variables, {*generated, *VARIABLES})])
    theme = msgspec.convert(right, Theme)
    generated = theme.to_color_system().generate()
    raise_all(list(_variable_faults(source, variables, {*generated, *VARIABLES})))
    given = {*data, *theme.variables}
    theme.variables = {**_stand_ins(generated), **theme.variables}
    theme.variables |= readable({**generated, **theme.variables}, given, dark=theme.dark)
    return theme


def made_readable(theme: Theme, variables: dict[str, str]) -> dict[str, str]:
    """The variables of the theme in use; those of Textual's own themes changed so that text stands out."""
    return {**variables, **readable(variables, dark=theme.dark)} if theme.name in BUILTIN_THEMES else variables


def variables_of(theme: Theme) -> dict[str, str]:
    """Our own variables for any theme, Textual's too: what it gives, else what stands in."""
    if theme.variables.keys() >= _STAND_INS.keys():
        return {name: theme.variables[name] for name in VARIABLES}
    found = {**_stand_ins(theme.to_color_system().generate()), **theme.variables}
    return {name: found[name] for name in VARIABLES}


def _stand_ins(generated: dict[str, str]) -> dict[str, str]:
    """Our variables for a theme that has none of them: those of Textual's colours that serve."""
    return {name: generated[other] for name, other in _STAND_INS.items()}


def _colour_fields() -> set[str]:
    """The fields of a Textual theme that hold a colour: those that are texts, but the name."""
    return {each.name for each in fields(Theme) if str(each.type).startswith("str") and each.name != "name"}


def _variable_faults(source: str, variables: dict[str, str], known: Collection[str]) -> Iterator[ConfigError]:
    for name, value in variables.items():
        key = f"variables.{name}"
        if name not in known:
            yield ConfigError(source, key, "an unknown variable", f"one of Textual's or ours{closest(name, known)}")
        elif name.endswith("-style") or "-style-" in name:
            if not all(word in VALID_STYLE_FLAGS for word in value.split()) or not value.split():
                yield ConfigError(source, key, repr(value), _STYLE)
        elif not _is_colour_value(value) or (name in VARIABLES and not _is_colour(value)):
            yield ConfigError(source, key, repr(value), _COLOUR)


def _is_colour_value(value: str) -> bool:
    """True for what Textual takes as a colour variable: a colour or a word, and perhaps a share."""
    match = _FORM.fullmatch(value)
    return match is not None and (match["colour"] in _WORDS or _is_colour(match["colour"]))


def _is_colour(value: Any) -> bool:
    try:
        Color.parse(value)
    except ColorParseError:
        return False
    return True
