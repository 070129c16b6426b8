"""Reading records in the form this program writes, without a YAML parser: thirty times as fast.

Only what YAML cannot read in any other way is taken: keys in our order, and scalars whose value is what stands between
their marks. A record with anything else in it is for the YAML parser. That both read the same is a law under test."""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import lru_cache

from tui.annotations import codec
from tui.annotations.model import Annotation, Motivation, Target, TextPositionSelector, TextQuoteSelector

# A scalar on one line that every YAML reads alike, for which see `scalar_value`.
_PLAIN = r"[^\W\d_][^\n:#\[\]{}]*+(?::(?=[^\s:#])[^\n:#\[\]{}]*+)*+"
SCALAR = rf"""("[^"\\\n]*+(?:\\["\\nrt][^"\\\n]*+)*+"|'[^'\n]*+'|{_PLAIN})"""
_TIME = r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)"


def _text(indent: int) -> str:
    """A scalar, or literal lines indented by `indent`; lines of spaces alone are not taken."""
    pad = " " * indent
    return rf"(?:{SCALAR}\n|\|(2?[-+]?)\n((?:{pad}(?! *\n).*\n|\n)+))"


_ITEM = (
    rf"- type: TextualBody\n  purpose: (commenting|tagging)\n  value: {_text(4)}"
    rf"|- type: SpecificResource\n  purpose: linking\n  source: {SCALAR}\n"
)
_RECORD = re.compile(
    rf"---\nid: {SCALAR}\ntype: Annotation\nmotivation: ({'|'.join(Motivation)})\n"
    rf"created: {_TIME}\nmodified: {_TIME}\n(?:creator: {SCALAR}\n)?"
    rf"target:\n  source: {SCALAR}\n  selector:\n  - type: TextQuoteSelector\n"
    rf"    exact: {_text(6)}    prefix: {SCALAR}\n    suffix: {SCALAR}\n"
    r"  - type: TextPositionSelector\n    start: (\d{1,12})\n    end: (\d{1,12})\n(?:body:\n((?:(?!---).*\n)+))?"
)
_BODY = re.compile(_ITEM)
_SOURCE = re.compile(r"\ntarget:\n  source: (.*)\n")
_ODD = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML refuses or takes for a line break, and tabs."""
_RESERVED = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_MOTIVATIONS = {str(each): each for each in Motivation}


def quick_decode(text: str) -> Annotation | None:
    """The annotation of a record in the form that `codec.encode` gives it; None for most others."""
    found = _RECORD.fullmatch(text)
    if found is None or (not text.replace("\n", "").isprintable() and _ODD.search(text)):
        return None
    try:
        return _annotation(*found.groups())
    except ValueError:
        return None


def quick_rewrite(record: str, new: Annotation) -> str | None:
    """The record of `new` in the place of one that is exactly as `codec.encode` writes it, where nothing else can be in
    it; None for any other record."""
    old, found = quick_decode(record), _SOURCE.search(record)
    if old is None or found is None:
        return None
    source = scalar_value(found[1])
    if codec.encode(old, source) != record:
        return None
    text = codec.encode(new, source)
    return text if quick_decode(text) == new else None


def _annotation(
    identity: str, motivation: str, created: str, modified: str, creator: str | None, source: str,
    exact: str | None, header: str | None, lines: str | None, prefix: str, suffix: str, start: str, end: str,
    bodies: str | None,
) -> Annotation:  # fmt: skip
    scalar_value(source)
    note = ""
    tags: list[str] = []
    links: list[str] = []
    done = 0
    for found in _BODY.finditer(bodies) if bodies else ():
        if found.start() != done:
            raise ValueError("something between the bodies")
        done = found.end()
        purpose, value, mark, literal, link = found.groups()
        if purpose == "tagging":
            tags.append(_value(value, mark, literal, 4))
        elif purpose is None:
            links.append(scalar_value(link))
        elif note:
            raise ValueError("a second note")
        else:
            note = _value(value, mark, literal, 4)
    if bodies is not None and done != len(bodies):
        raise ValueError("something behind the bodies")
    return Annotation(
        scalar_value(identity),
        _MOTIVATIONS[motivation],
        Target(
            TextQuoteSelector(
                _value(exact, header, lines, 6), scalar_value(prefix, empty=True), scalar_value(suffix, empty=True)
            ),
            TextPositionSelector(int(start), int(end)),
        ),
        note,
        tuple(dict.fromkeys(tags)),
        scalar_value(creator) if creator is not None else "",
        _moment(created),
        _moment(modified),
        tuple(dict.fromkeys(links)),
    )


@lru_cache(maxsize=1024)
def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _value(scalar: str | None, header: str | None, lines: str | None, indent: int) -> str:
    if scalar is not None:
        return scalar_value(scalar, empty=True)
    assert header is not None
    assert lines is not None
    if header[:1] != "2" and lines[: indent + 1].isspace():
        raise ValueError("lines whose indent is not told")
    if header[-1:] != "+" and (lines.endswith("\n\n") or lines == "\n"):
        raise ValueError("blank lines at the end")
    text = "\n".join([line[indent:] for line in lines.split("\n")])
    return text[:-1] if header[-1:] == "-" else text


def scalar_value(text: str, *, empty: bool = False) -> str:
    """The value of a scalar on one line. Raises ValueError for a plain one that YAML takes for something else."""
    first = text[0]
    if first == '"':
        value = text[1:-1] if "\\" not in text else str(json.loads(text))
    elif first == "'":
        value = text[1:-1]
    elif text[-1] == " " or text.casefold() in _RESERVED:
        raise ValueError("not a text in every YAML")
    else:
        return text
    if not value and not empty:
        raise ValueError("empty")
    return value
