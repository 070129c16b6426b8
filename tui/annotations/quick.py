"""Reading records in the very form this program writes, without a YAML parser: ten times as fast.

What is read here is written again and held against the record; where the two differ in one byte, the record
is for the YAML parser. So this reader may be simple: it cannot be wrong."""

from __future__ import annotations

import json
import re
from datetime import datetime

from tui.annotations import codec
from tui.annotations.model import Annotation, Motivation, Target, TextPositionSelector, TextQuoteSelector

_RECORD = re.compile(
    r"---\nid: (.*)\ntype: Annotation\nmotivation: (.*)\ncreated: (.*)\nmodified: (.*)\n"
    r"(?:creator: (.*)\n)?(?:conflictWith: (.*)\n)?"
    r"target:\n  source: (.*)\n  selector:\n  - type: TextQuoteSelector\n"
    r"    exact: (.*)\n((?:      .*\n|\n)*)    prefix: (.*)\n    suffix: (.*)\n"
    r"  - type: TextPositionSelector\n    start: (\d+)\n    end: (\d+)\n(?:body:\n((?:.*\n)*))?"
)
_BODY = re.compile(r"- type: .*\n  purpose: (.*)\n  (?:value|source): (.*)\n((?:    .*\n|\n)*)")


def quick_decode(text: str) -> Annotation | None:
    """The annotation of a record that is exactly as `codec.encode` writes it; None for any other."""
    found = _RECORD.fullmatch(text)
    if found is None:
        return None
    try:
        annotation = _annotation(found)
        return annotation if codec.encode(annotation, _scalar(found[7])) == text else None
    except (ValueError, OverflowError):
        return None


def _annotation(found: re.Match[str]) -> Annotation:
    note, tags, links = "", [], []
    for purpose, value, lines in _BODY.findall(found[14] or ""):
        if purpose == "tagging":
            tags.append(_scalar(value))
        elif purpose == "linking":
            links.append(_scalar(value))
        else:
            note = _block(value, lines, 4)
    return Annotation(
        id=_scalar(found[1]),
        motivation=Motivation(found[2]),
        target=Target(
            TextQuoteSelector(_block(found[8], found[9], 6), _scalar(found[10]), _scalar(found[11])),
            TextPositionSelector(int(found[12]), int(found[13])),
        ),
        body=note,
        tags=tuple(tags),
        creator=_scalar(found[5] or ""),
        created=datetime.fromisoformat(found[3]),
        modified=datetime.fromisoformat(found[4]),
        links=tuple(links),
        conflict_with=_scalar(found[6] or ""),
    )


def _scalar(text: str) -> str:
    if text.startswith('"'):
        if "\\" not in text:
            return text[1:-1]
        value = json.loads(text, strict=False)
        return value if isinstance(value, str) else ""
    return text[1:-1] if text.startswith("'") else text


def _block(header: str, lines: str, indent: int) -> str:
    if not header.startswith("|"):
        return _scalar(header)
    text = "\n".join(line[indent:] for line in lines.split("\n")[:-1])
    return text if header.endswith("-") else text + "\n"
