"""Presets: each is whole, free of clashes, and leaves no action without a key that a terminal can send."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tui import resources
from tui.actions import ACTIONS, Action, Context, action
from tui.config import ConfigError, load_settings, preset_keys, presets
from tui.keymap import Keymap

_STACKS = {
    Context.DESK: (Context.DESK,),
    Context.LIST: (Context.LIST, Context.DESK),
    Context.ARTICLES: (Context.ARTICLES, Context.LIST, Context.DESK),
    Context.READING: (Context.READING, Context.DESK),
    Context.SELECTING: (Context.SELECTING, Context.READING, Context.DESK),
    Context.QUOTES: (Context.QUOTES, Context.LIST, Context.DESK),
    Context.ACTORS: (Context.ACTORS, Context.LIST, Context.DESK),
    Context.NOTES: (Context.NOTES, Context.LIST, Context.DESK),
    Context.ALL_NOTES: (Context.ALL_NOTES, Context.LIST, Context.DESK),
    Context.COVERAGE: (Context.COVERAGE, Context.LIST, Context.DESK),
    Context.TIMELINE: (Context.TIMELINE, Context.LIST, Context.DESK),
    Context.SEARCH: (Context.SEARCH, Context.LIST, Context.DESK),
}
_PANES = tuple(stack for context, stack in _STACKS.items() if context not in (Context.DESK, Context.LIST))
_ESSENTIAL = (
    "follow", "go-back", "help", "quit", "back-or-close", "annotate", "search", "next-match", "next-pane",
    "previous-pane", "pane-1", "pane-2", "pane-3", "pane-4", "pane-5", "palette", "cancel",
)  # fmt: skip
_FILES = sorted(resources.presets_dir().glob("*.yaml"))


def keymap(preset: str) -> Keymap:
    return Keymap.from_settings(preset_keys(preset), Path(preset))


@pytest.mark.parametrize("preset", presets())
def test_each_pane_has_keys_that_begin_no_count(preset: str) -> None:
    for number in "12345":
        assert any(not each[0].isdigit() for each in keymap(preset).keys_of(f"pane-{number}"))


def refusal(file: Path | None = None, **environ: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load_settings(file, environ=environ)
    return str(caught.value)


def test_the_four_presets_are_there_and_vim_is_the_default() -> None:
    assert presets() == ("vim", "arrows", "less", "newsboat")
    assert preset_keys("vim") == load_settings(environ={}).keys


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
def test_preset_lists_known_actions_whose_keys_differ_and_no_other(file: Path) -> None:
    shipped = load_settings(environ={}).keys.actions
    listed = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert set(listed) <= set(shipped)
    assert [id for id, keys in listed.items() if set(keys) == set(shipped[id])] == []


@pytest.mark.parametrize("preset", presets())
def test_every_action_has_a_key_that_leads_to_it(preset: str) -> None:
    found = keymap(preset)
    reached = {each.id for stack in _STACKS.values() for each, _ in found.in_force(stack)}
    assert reached == {each.id for each in ACTIONS}
    for each in ACTIONS:
        assert each in dict(found.in_force(_STACKS[each.context])), each.id


@pytest.mark.parametrize("stack", _PANES, ids=lambda stack: str(stack[0]))
@pytest.mark.parametrize("preset", presets())
def test_essential_actions_are_reached_from_every_pane(preset: str, stack: tuple[Context, ...]) -> None:
    within = {each.id for each, _ in keymap(preset).in_force(stack)}
    lost = set(_ESSENTIAL) - within
    assert lost <= ({"back-or-close"} if stack[0] is Context.SELECTING else set())


@pytest.mark.parametrize(
    ("preset", "keys"),
    [
        ("less", {"f": "page-down", "b": "page-up", "d": "half-page-down", "u": "half-page-up", "g": "top",
                  "<": "top", "G": "bottom", ">": "bottom", "e": "down", "y": "up", "&": "filter",
                  "v": "open-editor", "h": "help", "Space": "page-down", "q": "back-or-close", "m": "set-mark",
                  "'": "go-to-mark", "n": "next-match", "/": "search"}),
        ("newsboat", {"n": "next-unread", "N": "toggle-read", "r": "reload", "R": "reload", "o": "open-url",
                      "q": "back-or-close", "Q": "quit", "?": "help", "/": "search", "F": "filter",
                      "D": "delete-note", "J": "next-entry", "K": "previous-entry", "Enter": "follow"}),
        ("arrows", {"Up": "up", "Down": "down", "Left": "pane-left", "Right": "pane-right", "Home": "top",
                    "End": "bottom", "PageUp": "page-up", "F1": "help", "F3": "next-match", "F5": "reload",
                    "Delete": "delete-note", "^f": "search", "^z": "undo", "Backspace": "go-back"}),
    ],
)  # fmt: skip
def test_preset_answers_the_keys_that_its_users_know(preset: str, keys: dict[str, str]) -> None:
    found = keymap(preset)
    stack = (Context.ARTICLES, Context.LIST, Context.DESK)
    answers = {key: found.lookup((key,), stack) for key in keys}
    assert {key: each.id for key, each in answers.items() if isinstance(each, Action)} == keys


def test_arrows_moves_by_no_letter() -> None:
    found = keymap("arrows")
    moving = [each.id for each in ACTIONS if each.group in ("Moving", "Panes") or each.id.startswith("extend-")]
    moving += ["follow", "go-back", "go-forward", "next-quote", "previous-quote", "next-actor", "jump"]
    keys = {key for id in moving for sequence in found.keys_of(id) for key in sequence.split()}
    assert keys
    assert not [key for key in keys if len(key) == 1 and key.isalpha()]


def test_own_keys_go_before_those_of_the_preset(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("keys: {preset: less, actions: {jump: [T], quit: []}}")
    found = load_settings(file, environ={}).keys
    assert found.actions["jump"] == ("T",)
    assert found.actions["quit"] == ()
    assert found.actions["filter"] == ("&",)
    assert found.actions["annotate"] == ("a",)


def test_preset_of_a_later_layer_goes_before_that_of_an_earlier_one(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("keys: {preset: less}")
    found = load_settings(file, environ={"BRIEFING_TUI_KEYS_PRESET": "arrows"}).keys
    assert found == preset_keys("arrows")
    assert load_settings(file, environ={"BRIEFING_TUI_KEYS_PRESET": "vim"}).keys == preset_keys("vim")


def test_own_key_that_clashes_with_the_preset_is_refused_with_file_and_key(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("keys: {preset: newsboat, actions: {annotate: [n]}}")
    with pytest.raises(ConfigError, match="clashes with"):
        Keymap.from_settings(load_settings(file, environ={}).keys, file)


@pytest.mark.parametrize("name", ["emacs", "../less", "3", "[vim]", "Less"])
def test_unknown_preset_is_refused_in_one_line_with_the_known_ones(tmp_path: Path, name: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(f"keys: {{preset: {name}}}")
    message = refusal(file)
    assert message.startswith(f"{file}: keys.preset: found ")
    assert "expected vim or arrows or less or newsboat" in message
    assert "\n" not in message
    assert "BRIEFING_TUI_KEYS_PRESET" in refusal(BRIEFING_TUI_KEYS_PRESET=name)


def test_every_key_of_a_preset_belongs_to_an_action_that_the_registry_knows() -> None:
    for file in _FILES:
        for id in yaml.safe_load(file.read_text(encoding="utf-8")):
            assert action(id).id == id
