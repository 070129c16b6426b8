"""The actions and their keys, as records, rows of a table, and Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TextIO

from tui.actions import ACTIONS
from tui.keymap import Keymap
from tui.output.records import Record

KEY_HEADING = ("group",)
KEY_COLUMNS = ("keys", "action", "context", "description")


def key_records(keymap: Keymap) -> list[Record]:
    """One record an action, those without a key too, in the order of the registry."""
    return [
        {
            "action": each.id,
            "title": each.title,
            "keys": list(keymap.keys_of(each.id)),
            "context": each.context.value,
            "group": each.group,
            "description": each.description,
        }
        for each in ACTIONS
    ]


def key_rows(records: Iterable[Record]) -> list[dict[str, str]]:
    """One row an action, every cell a text; the actions of a group stand together."""
    groups = dict.fromkeys(each.group for each in ACTIONS)
    ordered = sorted(records, key=lambda record: list(groups).index(record["group"]))
    return [
        {**{name: record[name] for name in ("group", *KEY_COLUMNS)}, "keys": " or ".join(record["keys"])}
        for record in ordered
    ]


def write_markdown(records: Sequence[Record], out: TextIO) -> None:
    """A heading and a table for each group."""
    rows = key_rows(records)
    keys = {record["action"]: record["keys"] for record in records}
    for group, members in groupby(rows, key=itemgetter("group")):
        out.write(f"## {group}\n\n| keys | action | context | description |\n|---|---|---|---|\n")
        for row in members:
            shown = " ".join(_code(key) for key in keys[row["action"]])
            cells = (shown, f"`{row['action']}`", row["context"], row["description"])
            out.write(f"| {' | '.join(cells)} |\n")
        out.write("\n")


def _code(key: str) -> str:
    """A key as code: one with the mark of code itself between two of them, and the mark of columns made harmless."""
    shown = f"`` {key} ``" if "`" in key else f"`{key}`"
    return shown.replace("|", "\\|")
