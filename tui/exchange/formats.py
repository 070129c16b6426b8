"""The formats by name, and the files of notes that come in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tui.documents.decoding import BinaryFileError, decode
from tui.exchange import brat, csl, hypothesis, markdown, plain, table, webannotation
from tui.exchange.jsontext import read_json
from tui.exchange.model import AnnotatedArticle, ExchangeError, Incoming, Written

_WRITERS: Mapping[str, Callable[[Sequence[AnnotatedArticle], str], Written]] = {
    "webannotation": webannotation.write,
    "hypothesis": hypothesis.write,
    "csv": table.write,
    "brat": brat.write,
    "csl": csl.write,
    "text": plain.write,
}
_READERS: Mapping[str, Callable[[str], Incoming]] = {
    "webannotation": webannotation.read,
    "hypothesis": hypothesis.read,
    "csv": table.read,
}
MARKDOWN, BRAT = "markdown", "brat"
OUT = (*_WRITERS, MARKDOWN)
IN = (*_READERS, BRAT)
_STANDOFF, _TEXT = ".ann", ".txt"


def write(format: str, articles: Sequence[AnnotatedArticle], name: str, earlier: Mapping[str, str]) -> Written:
    """The notes in a format of `OUT`, in a file called `name` where it is one, "" where each article has its own.

    `earlier` has the Markdown files that an earlier export has left, by document id."""
    return markdown.write(articles, earlier) if format == MARKDOWN else _WRITERS[format](articles, name)


def read_file(path: Path, format: str = "") -> Incoming:
    """The notes in a file, or in a folder of brat's files; the format of `IN` is told by suffix and content where it
    is not given. Raises ExchangeError."""
    try:
        if path.is_dir():
            return _read_folder(path)
        suffix = path.suffix.lower()
        if format == BRAT or (not format and (suffix == _STANDOFF or path.with_suffix(_STANDOFF).is_file())):
            return _read_pair(path)
        content = _text_of(path)
        return _READERS[format or ("csv" if suffix == ".csv" else _kind_of_json(read_json(content)))](content)
    except OSError as error:
        raise ExchangeError(f"{error.filename or path}: {error.strerror or error}") from error
    except BinaryFileError as error:
        raise ExchangeError(f"{path}: is no text") from error
    except ExchangeError as error:
        raise ExchangeError(f"{path}: {error}") from error


def _read_folder(folder: Path) -> Incoming:
    found = sorted(path for path in folder.iterdir() if path.suffix == _STANDOFF)
    if not found:
        raise ExchangeError("holds no standoff files (.ann)")
    parts = [(path.name, _read_pair(path)) for path in found]
    notes = tuple(note for _, part in parts for note in part.notes)
    return Incoming(notes, tuple(f"{name}: {each}" for name, part in parts for each in part.problems))


def _read_pair(path: Path) -> Incoming:
    """brat's two files, either of which is named."""
    text = path.with_suffix(_TEXT)
    return brat.read(_text_of(path.with_suffix(_STANDOFF)), _text_of(text), text.name)


def _kind_of_json(value: Any) -> str:
    """Rows of Hypothesis have an `uri` each; a Web Annotation has none."""
    rows = value.get("rows") if isinstance(value, dict) else value
    first = rows[0] if isinstance(rows, list) and rows else value
    is_row = isinstance(first, dict) and ("uri" in first or "rows" in first)
    return "hypothesis" if is_row else "webannotation"


def _text_of(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data)[0]
