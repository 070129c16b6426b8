"""JSON as the exchange formats write and read it."""

from __future__ import annotations

import json
from typing import Any

from tui.exchange.model import ExchangeError

Json = dict[str, Any]


def write_json(value: Any) -> str:
    """Two spaces a level, one line break at the end; what is not printable stands as an escape.

    Lone surrogates are kept, but two that make a pair are read back as the one character that they encode."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    lines = (line if line.isprintable() else _escaped(line) for line in text.split("\n"))
    return "\n".join(lines) + "\n"


def read_json(text: str) -> Any:
    """The value in a text. Raises ExchangeError."""
    try:
        return json.loads(text)
    except ValueError as error:
        where = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise ExchangeError(f"is not JSON{where}") from error
    except RecursionError as error:
        raise ExchangeError("is nested too deeply") from error


def texts(value: Any) -> list[str]:
    """The texts in a value that may stand alone or in a list."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


def text_at(value: Any, key: str) -> str:
    """The text under a key, the first of several; "" where there is none."""
    return next(iter(texts(value.get(key))), "") if isinstance(value, dict) else ""


def _escaped(line: str) -> str:
    return "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in line)
