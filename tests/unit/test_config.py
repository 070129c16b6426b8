"""Settings: the layers, their order, and what is said of one that cannot be used."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui import paths, resources
from tui.config import ConfigError, load_settings, sound_settings


def written(folder: Path, text: str) -> Path:
    file = folder / "config.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def refusal(file: Path | None, **more: object) -> str:
    with pytest.raises(ConfigError) as caught:
        load_settings(file, **{"environ": {}, **more})  # type: ignore[arg-type]
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_shipped_file_gives_every_option_a_value() -> None:
    found = load_settings(environ={})
    assert found.theme == "night-desk"
    assert found.reading.measure == 72
    assert (found.layout.two_columns_from, found.layout.three_columns_from) == (80, 120)
    assert found.annotations.folder == "beside"
    assert found.library.paths == ()


def test_every_option_of_the_shipped_file_is_explained_by_a_comment() -> None:
    lines = resources.default_config().read_text(encoding="utf-8").splitlines()
    before_actions = lines[: lines.index("  actions:")]
    uncommented = [
        line
        for above, line in pairwise(before_actions)
        if line.strip() and not line.strip().startswith("#") and not line.rstrip().endswith(":")
        if not above.strip().startswith("#")
    ]
    assert uncommented == ['  side_width: "30%"'], "its comment stands above articles_width and speaks of both"


def test_later_layer_goes_before_an_earlier_one(tmp_path: Path) -> None:
    file = written(tmp_path, "reading: {measure: 60, scroll_margin: 1}\ntheme: of-the-file\n")
    environ = {"BRIEFING_TUI_READING_MEASURE": "90", "BRIEFING_TUI_THEME": "of-the-environment", "HOME": "/"}
    found = load_settings(file, environ=environ, overrides={"theme": "of-the-command-line"})
    assert found.reading.scroll_margin == 1
    assert found.reading.measure == 90
    assert found.theme == "of-the-command-line"
    assert found.reading.hide_litter is False


def test_own_file_is_read_from_its_place_when_none_is_given() -> None:
    own = paths.user_config()
    own.parent.mkdir(parents=True)
    own.write_text("theme: mine\n")
    assert load_settings(environ={}).theme == "mine"


def test_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert load_settings(written(tmp_path, ""), environ={}) == load_settings(environ={})


def test_list_of_keys_replaces_that_of_its_action_only(tmp_path: Path) -> None:
    found = load_settings(written(tmp_path, "keys: {actions: {down: [J]}}"), environ={})
    assert found.keys.actions["down"] == ("J",)
    assert found.keys.actions["up"] == ("k", "Up")


def test_several_paths_come_from_one_variable() -> None:
    import os

    found = load_settings(environ={"BRIEFING_TUI_LIBRARY_PATHS": os.pathsep.join(["a", "b c"])})
    assert found.library.paths == ("a", "b c")


def test_text_in_a_variable_stays_text() -> None:
    assert load_settings(environ={"BRIEFING_TUI_ANNOTATIONS_CREATOR": "007"}).annotations.creator == "007"
    assert load_settings(environ={"BRIEFING_TUI_ANNOTATIONS_CREATOR": "no"}).annotations.creator == "no"


@pytest.mark.parametrize(
    ("text", "key", "found", "expected"),
    [
        ("reading: {measure: 300}", "reading.measure", "300", "from 40 to 160"),
        ("reading: {measure: wide}", "reading.measure", "'wide'", "a whole number from 40 to 160"),
        ("reading: {time_order: 1}", "reading.time_order", "1", "true or false"),
        ("reading: {mesure: 80}", "reading.mesure", "an unknown option", "did you mean measure?"),
        ("readin: {measure: 80}", "readin", "an unknown option", "did you mean reading?"),
        ("reading: 80", "reading", "80", "a mapping"),
        ("theme: #112233", "theme", "nothing", "a text"),
        ("layout: {side_width: 120%}", "layout.side_width", "'120%'", 'a share from "1%" to "99%"'),
        ("layout: {side_width: 5}", "layout.side_width", "5", "from 10 to 200"),
        ("library: {paths: articles}", "library.paths", "'articles'", "a list"),
        ("keys: {actions: {down: j}}", "keys.actions.down", "'j'", "a list"),
        ("keys: {actions: {pane-1: [1]}}", "keys.actions.pane-1", "[1]", "between quotes"),
        ("keys: {preset: emacs}", "keys.preset", "'emacs'", "vim"),
        ("keys: {timeout: 0}", "keys.timeout", "0", "from 0.05 to 5"),
        ("? [a]\n: b", "", "line 1", "YAML"),
        ("- theme", "", "['theme']", "a mapping"),
        (
            "reading: {measure: 80}\ntheme: x\nreading: {hide_litter: true}",
            "",
            "reading given twice in line 3",
            "once",
        ),
        ("theme: [", "", "line 2", "YAML"),
    ],
)
def test_wrong_option_is_named_with_file_key_finding_and_expectation(
    tmp_path: Path, text: str, key: str, found: str, expected: str
) -> None:
    file = written(tmp_path, text)
    message = refusal(file)
    assert message.startswith(f"{file}: {key}")
    told_found, told_expected = message.split(", expected ", 1)
    assert found in told_found
    assert expected in told_expected


def test_file_that_is_no_text_or_not_there_is_named(tmp_path: Path) -> None:
    binary = tmp_path / "binary.yaml"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff")
    assert str(binary) in refusal(binary)
    missing = tmp_path / "missing.yaml"
    assert str(missing) in refusal(missing)
    assert "no such file" in refusal(missing)
    assert str(tmp_path) in refusal(tmp_path)


def test_broken_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    tab = refusal(written(tmp_path, "theme: monochrome\nreading:\n\tmeasure: 70\n"))
    assert "config.yaml: found a tab before the words of line 3, where YAML takes spaces only, expected YAML" in tab
    unclosed = refusal(written(tmp_path, "reading: {measure: 70\n"))
    assert "config.yaml: found in line 2 what is no YAML (did not find expected" in unclosed
    assert "found a value that holds itself" in refusal(written(tmp_path, "a: &a [*a]\n"))
    assert "found 2022-01-01, expected a text" in refusal(written(tmp_path, "theme: 2022-01-01\n"))


def test_wrong_variable_and_wrong_override_name_their_origin() -> None:
    assert "BRIEFING_TUI_READING_MEASURE" in refusal(None, environ={"BRIEFING_TUI_READING_MEASURE": "wide"})
    near = refusal(None, environ={"BRIEFING_TUI_READING_MESURE": "80"})
    assert "did you mean BRIEFING_TUI_READING_MEASURE?" in near
    assert refusal(None, overrides={"theme": 3}).startswith("command line: theme: found 3")


def told(error: ConfigError) -> list[str]:
    return [each.key for each in error.faults]


def test_all_that_is_wrong_in_all_layers_is_told(tmp_path: Path) -> None:
    text = "theme: 3\nreading: {measure: wide, mesure: 3}\nlayout: 1\nkeys: {preset: emacs, actions: {down: j}}\n"
    environ = {"BRIEFING_TUI_READING_MESURE": "80", "BRIEFING_TUI_KEYS_TIMEOUT": "60"}
    with pytest.raises(ConfigError) as caught:
        load_settings(written(tmp_path, text), environ=environ, overrides={"reading.hide_litter": 3})
    assert sorted(told(caught.value)) == sorted(
        [
            "theme", "reading.measure", "reading.mesure", "layout", "keys.preset", "keys.actions.down",
            "BRIEFING_TUI_READING_MESURE", "keys.timeout", "reading.hide_litter",
        ]
    )  # fmt: skip
    assert all("\n" not in str(each) and ", expected " in str(each) for each in caught.value.faults)


def test_a_file_that_is_no_yaml_hides_nothing_that_is_wrong_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings(written(tmp_path, "theme: ["), environ={"BRIEFING_TUI_READING_MEASURE": "9"})
    assert [(each.source, each.key) for each in caught.value.faults] == [
        (str(tmp_path / "config.yaml"), ""),
        ("environment variable BRIEFING_TUI_READING_MEASURE", "reading.measure"),
    ]


def test_what_is_right_holds_beside_what_is_wrong(tmp_path: Path) -> None:
    found, faults = sound_settings(written(tmp_path, "reading: {measure: 90, hide_litter: 3}"), environ={})
    assert (found.reading.measure, found.reading.hide_litter) == (90, False)
    assert [each.key for each in faults] == ["reading.hide_litter"]


def test_wrong_value_is_laid_to_the_layer_that_gave_it(tmp_path: Path) -> None:
    file = written(tmp_path, "reading: {measure: 80}")
    message = refusal(file, environ={"BRIEFING_TUI_READING_SCROLL_MARGIN": "-1"})
    assert "BRIEFING_TUI_READING_SCROLL_MARGIN" in message
    assert str(file) not in message


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_file_is_read_or_refused_in_one_printable_line(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "config.yaml"
    file.write_bytes(data)
    message = ""
    try:
        load_settings(file, environ={})
    except ConfigError as error:
        message = str(error)
    assert message == "" or (message.isprintable() and message.startswith(str(file)))
