"""Formats that programs read: JSON, JSON lines, YAML, CSV. Control characters pass through none of them."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

import yaml

from tui.output.records import Record

if TYPE_CHECKING:
    from yaml import SafeDumper
else:  # the C emitter takes a quarter of the time, where it was built
    SafeDumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

# JSON escapes C0 controls itself; these reach a terminal as commands, or part lines in some readers.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@")


def write_json(records: Sequence[Record], out: TextIO) -> None:
    """One JSON array, a record a line."""
    out.write("[\n" + ",\n".join(map(_json, records)) + "\n]\n" if records else "[]\n")


def write_jsonl(records: Iterable[Record], out: TextIO) -> None:
    """One JSON object a line."""
    for record in records:
        out.write(_json(record) + "\n")


def write_yaml(records: Iterable[Record], out: TextIO) -> None:
    """A stream of YAML documents, one a record."""
    yaml.dump_all(records, out, Dumper=_Dumper, explicit_start=True, allow_unicode=True, sort_keys=False, width=110)


def write_csv(rows: Iterable[dict[str, str]], columns: Sequence[str], out: TextIO) -> None:
    """A header and one line a row. A cell that a spreadsheet would take for a formula begins with "'"."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = (one_line(row[column]) for column in columns)
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])


def one_line(text: str) -> str:
    """The text on one line, without anything that a terminal could take for a command."""
    words = " ".join(text.split())
    return "".join(each if each.isprintable() else "\ufffd" for each in words)


def _json(record: Record) -> str:
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(record, ensure_ascii=False))


class _Dumper(SafeDumper):
    """Texts of several lines stand as blocks, offsets as pairs on one line."""


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    value = value.encode("utf-8", "backslashreplace").decode("utf-8")  # a file name may hold what is no text
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


def _list(dumper: _Dumper, value: list[object]) -> yaml.SequenceNode:
    pairs = all(isinstance(each, (int, list)) for each in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=pairs)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)
