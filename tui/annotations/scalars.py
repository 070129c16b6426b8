"""Strings as YAML scalars: pleasant where that is safe, quoted where it is not, correct for any string.

One line is never wrapped, real Unicode stays as it is, and a scalar is plain only where YAML 1.1 and 1.2 both
read it as that very string. What YAML's character set leaves out, and its odd line breaks, become escapes in
double quotes."""

from __future__ import annotations

import re

_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_DOUBLE = re.compile('[\x00-\x1f"\\\\\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')
_PLAIN = re.compile(r"""(?:[^\W\d_]|[^\x00-\x7f\s])(?:[^\n\t:#\[\]{}]|:(?!\s|\Z))*""")
_RESERVED = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
_NAMED = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\", "\x00": "\\0"}


def inline(value: str) -> str:
    """`value` as a scalar on one line."""
    if _is_plain(value):
        return value
    if "'" not in value and ('"' in value or "\\" in value) and not _needs_escape(value):
        return f"'{value}'"
    return f'"{_DOUBLE.sub(_escape, value)}"'


def block(value: str, indent: int) -> str:
    """`value` as a scalar to stand after `key: ` or `- `; of several lines as literal text, indented by
    `indent`.

    Ends without a line break, so that one follows whichever form was chosen.
    """
    if "\n" not in value or not value.strip() or _ESCAPED.search(value) or _tab_leads(value):
        return inline(value)
    body = value.rstrip("\n")
    ends = len(value) - len(body)
    header = "|" + ("2" if value[0] in " \n" else "") + ("-" if ends == 0 else "" if ends == 1 else "+")
    pad = " " * indent
    lines = [pad + line if line else "" for line in body.split("\n")] + [""] * (ends - 1)
    return "\n".join([header, *lines])


def _is_plain(value: str) -> bool:
    return (
        _PLAIN.fullmatch(value) is not None
        and value.strip() == value
        and value.casefold() not in _RESERVED
        and (value.isprintable() or not _ESCAPED.search(value))
    )


def _needs_escape(value: str) -> bool:
    return "\n" in value or "\t" in value or _ESCAPED.search(value) is not None


def _tab_leads(value: str) -> bool:
    return value.startswith("\t") or "\n\t" in value


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if character in _NAMED:
        return _NAMED[character]
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
