"""Themes load or are reported with file and key; the shipped ones can be read by everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from tui import resources
from tui.checking import ConfigError
from tui.theming import VARIABLES, find_theme, load_theme, load_themes, made_readable, variables_of

SHIPPED = {theme.name: theme for theme in load_themes(resources.themes_dir())[0]}
GROUNDS = ("background", "surface", "panel", "cursor-line")
TEXTS = (
    *(name for name in VARIABLES if name != "cursor-line"),
    "foreground", "foreground-muted", "text-muted", "primary", "secondary", "accent", "warning", "error",
    "success", "text-primary", "text-secondary", "text-accent", "text-warning", "text-error", "text-success",
)  # fmt: skip
PAIRS = (
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("footer-foreground", "footer-background"),
    ("footer-key-foreground", "footer-background"),
    ("footer-description-foreground", "footer-background"),
    ("foreground", "input-selection-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("button-color-foreground", "primary"),
)


def luminance(colour: Color) -> float:
    """Relative luminance, WCAG 2.1."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)


def contrast(one: str, other: str) -> float:
    colours = Color.parse(one), Color.parse(other)
    assert all(colour.a == 1 for colour in colours), "a colour that shines through has no contrast of its own"
    darker, lighter = sorted(map(luminance, colours))
    return (lighter + 0.05) / (darker + 0.05)


def colours_of(theme: Theme) -> dict[str, str]:
    return {**theme.to_color_system().generate(), **theme.variables}


def written(folder: Path, text: str, name: str = "mine") -> Path:
    file = folder / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_four_themes_are_shipped_without_a_problem() -> None:
    themes, problems = load_themes(resources.themes_dir())
    assert problems == []
    assert {theme.name: theme.dark for theme in themes} == {
        "high-contrast": True,
        "monochrome": True,
        "morning-edition": False,
        "night-desk": True,
    }


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_text_of_a_shipped_theme_stands_out_by_four_and_a_half_to_one(name: str) -> None:
    colours = colours_of(SHIPPED[name])
    floor = 7.0 if name == "high-contrast" else 4.5
    faint = {pair: contrast(*(colours[each] for each in pair)) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < floor} == {}


@pytest.mark.parametrize("name", sorted(name for name, theme in BUILTIN_THEMES.items() if not theme.ansi))
def test_text_stands_out_in_every_theme_that_the_framework_brings(name: str) -> None:
    theme = BUILTIN_THEMES[name]
    colours = made_readable(theme, {**variables_of(theme), **colours_of(theme)})
    texts = [*TEXTS[: TEXTS.index("primary")], "accent", "warning", "error", *TEXTS[TEXTS.index("success") :]]
    pairs = [*((text, ground) for text in texts for ground in GROUNDS), ("accent", "background"), *PAIRS[-8:-7]]
    faint = {pair: contrast(*(colours[each] for each in pair)) for pair in pairs}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", sorted(name for name, theme in BUILTIN_THEMES.items() if theme.ansi))
def test_faint_colours_of_the_terminal_are_not_used_for_text(name: str) -> None:
    theme = BUILTIN_THEMES[name]
    colours = made_readable(theme, {**variables_of(theme), **colours_of(theme)})
    used = {colours[each] for each in (*VARIABLES, "accent", "foreground", "error")} - {colours["cursor-line"]}
    assert not used & ({"ansi_blue", "ansi_black"} if theme.dark else {"ansi_green", "ansi_cyan", "ansi_yellow"})


def test_what_a_theme_leaves_open_stands_out_and_what_it_gives_stays(tmp_path: Path) -> None:
    text = 'name: faint\nprimary: "#222233"\nbackground: "#101010"\nvariables: {quote-mixed: "#222222"}'
    theme = load_theme(written(tmp_path, text))
    colours = colours_of(theme)
    assert colours["quote-mixed"] == "#222222"
    assert contrast(colours["actor-person"], colours["background"]) >= 4.5
    assert contrast(colours["foreground-muted"], colours["panel"]) >= 4.5


def test_monochrome_theme_is_without_any_hue() -> None:
    for name in (*TEXTS, *GROUNDS):
        colour = Color.parse(colours_of(SHIPPED["monochrome"])[name])
        assert colour.r == colour.g == colour.b, name


def test_theme_without_our_colours_gets_some_of_its_own(tmp_path: Path) -> None:
    theme = load_theme(written(tmp_path, 'name: plain\nprimary: "#ff8800"\n'))
    assert set(VARIABLES) <= set(theme.variables)
    assert all(Color.parse(theme.variables[name]) for name in VARIABLES)


@pytest.mark.parametrize("name", sorted(set(BUILTIN_THEMES)))
def test_our_colours_stand_in_for_every_theme_that_the_framework_brings(name: str) -> None:
    variables = variables_of(BUILTIN_THEMES[name])
    assert set(variables) == set(VARIABLES)


@pytest.mark.parametrize(
    ("text", "key", "found"),
    [
        ('name: x\nprimary: "#12345g"', "primary", "#12345g"),
        ("name: x\nprimary: #112233", "primary", "nothing"),
        ("name: x\nprimary: red\naccent: #112233", "accent", "nothing"),
        ("name: x\nprimary: 112233", "primary", "112233"),
        ("name: x", "primary", "nothing"),
        ("primary: red", "name", "nothing"),
        ('name: "My Theme"\nprimary: red', "name", "My Theme"),
        ("name: x\nprimary: red\ndark: maybe", "dark", "'maybe'"),
        ("name: x\nprimary: red\nprimry: red", "primry", "unknown"),
        ("name: x\nprimary: red\nvariables: {quote-direct: nocolour}", "variables.quote-direct", "nocolour"),
        ("name: x\nprimary: red\nvariables: {quote-direct: auto 50%}", "variables.quote-direct", "auto 50%"),
        ("name: x\nprimary: red\nvariables: {quote-driect: red}", "variables.quote-driect", "unknown"),
        ("name: x\nprimary: red\nvariables: {link-style: bald}", "variables.link-style", "bald"),
        ("name: x\nprimary: red\nvariables: {border: 3}", "variables.border", "3"),
        ("name: x\nprimary: red\nvariables: [red]", "variables", "['red']"),
        ("name: [", "", "line 2"),
        ("- red", "", "red"),
    ],
)
def test_wrong_theme_is_reported_with_file_and_key_and_the_others_load(
    tmp_path: Path, text: str, key: str, found: str
) -> None:
    wrong = written(tmp_path, text, "wrong")
    written(tmp_path, "name: right\nprimary: red", "right")
    themes, problems = load_themes(tmp_path)
    assert [theme.name for theme in themes] == ["right"]
    assert [problem.key for problem in problems] == [key]
    message = str(problems[0])
    assert message.startswith(f"{wrong}: {key}" if key else str(wrong))
    assert found in message
    assert "\n" not in message


def test_words_that_the_framework_takes_as_colours_are_taken(tmp_path: Path) -> None:
    variables = "{text: auto 87%, border: red 50%, link-style: bold not underline}"
    text = f"name: x\nprimary: ansi_blue\nvariables: {variables}"
    assert load_theme(written(tmp_path, text)).variables["text"] == "auto 87%"


def test_later_folder_goes_before_an_earlier_one_and_a_missing_one_holds_none(tmp_path: Path) -> None:
    written(tmp_path, "name: night-desk\nprimary: red")
    themes, problems = load_themes(resources.themes_dir(), tmp_path, tmp_path / "missing")
    assert problems == []
    assert [theme.primary for theme in themes if theme.name == "night-desk"] == ["red"]


def test_theme_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "binary.yaml"
    file.write_bytes(b"\x00\xff\xfe")
    with pytest.raises(ConfigError):
        load_theme(file)


def test_theme_in_use_that_is_wrong_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "dusk.yaml").write_text('name: dusk\nprimary: "#12345"\n')
    (tmp_path / "dawn.yaml").write_text("name: [dawn\n")
    for name, key in (("dusk", "primary"), ("dawn", "")):
        with pytest.raises(ConfigError) as caught:
            find_theme(name, tmp_path)
        assert (caught.value.source, caught.value.key) == (str(tmp_path / f"{name}.yaml"), key)
    assert find_theme("noon", tmp_path) is None


def test_all_that_is_wrong_in_a_theme_is_reported(tmp_path: Path) -> None:
    written(tmp_path, "name: X\nprimary: no-colour\naccent: 3\nvariables: {quote-driect: red, border: bald}", "wrong")
    _, problems = load_themes(tmp_path)
    assert [problem.key for problem in problems] == [
        "accent",
        "name",
        "primary",
        "variables.quote-driect",
        "variables.border",
    ]
