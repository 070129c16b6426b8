"""`briefing-tui keys` tells every action with the keys that it has."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.terminal.pty import PROGRAM
from tests.terminal.test_commands import complaint, run
from tui.actions import ACTIONS
from tui.config import preset_keys, presets

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(PROGRAM is None, reason="briefing-tui is not installed"),
]


def listed(*arguments: object, **environ: str) -> dict[str, list[str]]:
    done = run("keys", "--format", "json", *arguments, **environ)
    assert done.returncode == 0, done.stderr.decode()
    records = json.loads(done.stdout)
    assert [record["action"] for record in records] == [each.id for each in ACTIONS]
    assert all(list(record) == ["action", "title", "keys", "context", "group", "description"] for record in records)
    return {record["action"]: record["keys"] for record in records}


@pytest.mark.parametrize("preset", presets())
def test_preset_is_told_without_the_users_settings(preset: str) -> None:
    found = listed("--preset", preset, BRIEFING_TUI_KEYS_PRESET="less")
    assert found == {id: list(keys) for id, keys in preset_keys(preset).actions.items()}


def test_keys_are_those_of_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text('keys: {preset: arrows, actions: {annotate: ["|", "`"], quit: []}}')
    found = listed("--config", file)
    assert (found["annotate"], found["quit"], found["down"]) == (["|", "`"], [], ["Down"])


def test_table_names_every_action_and_fits_eighty_columns() -> None:
    done = run("keys", COLUMNS="80")
    lines = done.stdout.decode().splitlines()
    assert max(map(len, lines)) <= 80
    joined = re.sub(r"\s+", "", done.stdout.decode())
    assert "ggorHometop" in joined
    assert all(any(line.lstrip().startswith(group) for line in lines) for group in {each.group for each in ACTIONS})


def test_markdown_has_a_row_of_four_cells_for_each_action(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text('keys: {actions: {annotate: ["|"], highlight: ["`"]}}')
    text = run("keys", "--format", "markdown", "--config", file).stdout.decode()
    rows = [line for line in text.splitlines() if line.startswith("|") and not line.startswith(("| keys", "|---"))]
    assert len(rows) == len(ACTIONS)
    assert all(len(re.split(r"(?<!\\)\|", row)) == 6 for row in rows)
    assert r"| `\|` | `annotate` |" in text
    assert "| `` ` `` | `highlight` |" in text


def test_unknown_preset_and_clash_are_refused_in_one_line(tmp_path: Path) -> None:
    assert "command line: keys.preset: found 'emacs', expected vim or" in complaint(run("keys", "--preset", "emacs"), 2)
    file = tmp_path / "mine.yaml"
    file.write_text("keys: {actions: {quit: [j]}}")
    assert f"{file}: keys.actions." in complaint(run("keys", "--config", file), 2)
