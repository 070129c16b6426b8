"""Markdown with front matter and call-outs, as Obsidian shows them; written again over an earlier export in place.

Each note is a call-out, followed by a block id made of the note's id. What stands between the call-outs, and keys of
the front matter that are not ours, are the reader's and stay; a call-out is written anew, and goes with its note.
Source: Obsidian Help, "Callouts", "Properties" and "Link to a block"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from tui.annotations.model import Annotation, Motivation
from tui.annotations.places import notes_file_name
from tui.annotations.scalars import inline
from tui.exchange.model import AnnotatedArticle, Reference, Written, made_id

_KINDS = {
    Motivation.HIGHLIGHTING: "quote",
    Motivation.COMMENTING: "note",
    Motivation.QUESTIONING: "question",
    Motivation.TAGGING: "tip",
    Motivation.LINKING: "info",
    Motivation.EDITING: "warning",
    Motivation.BOOKMARKING: "abstract",
}
_BLOCK = re.compile(r"(?:^>[^\n]*\n)+(?:[ \t]*\n)*^\^(?P<id>note-[A-Za-z0-9-]+)[ \t]*(?:\n|\Z)", re.MULTILINE)
_FRONT = re.compile(r"\A---[ \t]*\n(?P<inner>(?:.*\n)*?)---[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"^(?P<key>[^\s#:][^:\n]*):(?:[ \t][^\n]*)?\n(?:(?:[ \t]+|- )[^\n]*\n)*", re.MULTILINE)
_SPECIAL = re.compile(r"[\\`*_\[\]<>~|$^#]|==|%%|^[-+=]")
_NUMBERED = re.compile(r"^(\d+)([.)])")
_NOT_IN_TAGS = re.compile(r"[^\w/-]+")
_SAFE_ID = re.compile(r"[A-Za-z0-9-]+")
DOCUMENT_KEY = "document"


def write_article(article: AnnotatedArticle, earlier: str = "") -> str:
    """The file of one article. `earlier` is what stands in it, from an earlier export and from the reader."""
    earlier = earlier.removeprefix("\ufeff").replace("\r\n", "\n")
    front = _FRONT.match(earlier)
    rest = earlier[front.end() :] if front is not None else earlier
    blocks = {_block_id(placed.annotation.id): _block(placed.annotation) for placed in article.notes}
    if not earlier.strip():
        rest = f"# {_literal(_line(article.reference.title or article.reference.path))}\n"
    return _front(article, front["inner"] if front is not None else "") + _updated(rest, blocks)


def document_in(text: str) -> str:
    """The id of the document that a file is about; "" where it tells none."""
    front = _FRONT.match(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    found = re.search(rf"^{DOCUMENT_KEY}:[ \t]*[\"']?([0-9A-Za-z]+)", front["inner"], re.MULTILINE) if front else None
    return found[1] if found is not None else ""


def write(articles: Sequence[AnnotatedArticle], earlier: Mapping[str, str]) -> Written:
    """A file for each article with notes. `earlier` has the text of those that are there, by document id."""
    files = [
        (_name_of(article.reference), write_article(article, earlier.get(article.reference.document, "")))
        for article in articles
        if article.notes
    ]
    return Written(tuple(files), ("where in the text each note stands",) if files else ())


def _name_of(reference: Reference) -> str:
    return notes_file_name(reference.title, reference.document).removesuffix(".yaml") + ".md"


def _front(article: AnnotatedArticle, inner: str) -> str:
    reference = article.reference
    values = {
        "title": reference.title,
        "outlet": reference.outlet,
        "author": ", ".join(article.byline),
        "published": article.published.isoformat() if article.published else "",
        "url": reference.url,
        DOCUMENT_KEY: reference.document,
    }
    ours = {key: f"{key}: {inline(_line(value))}\n" for key, value in values.items() if value}
    kept = _KEY.sub(lambda found: ours.pop(found["key"], found[0]), inner)
    return f"---\n{kept}{''.join(ours.values())}---\n"


class _Piece(msgspec.Struct, frozen=True):
    """A stretch of the file: a call-out under its id, or the reader's own words (id "")."""

    id: str
    text: str


def _updated(text: str, blocks: Mapping[str, str]) -> str:
    """The text with each block in its place: the old one where it stands, a new one behind the one before it."""
    pieces: list[_Piece] = []
    there: set[str] = set()
    place = 0
    for found in _BLOCK.finditer(text):
        pieces.append(_Piece("", text[place : found.start()]))
        identity, place = found["id"], found.end()
        if identity in blocks and identity not in there:
            there.add(identity)
            pieces.append(_Piece(identity, blocks[identity]))
    pieces.append(_Piece("", text[place:]))
    return _joined(pieces, _new_behind(there, blocks))


def _new_behind(there: set[str], blocks: Mapping[str, str]) -> dict[str, list[str]]:
    """The new blocks by the old one that comes before them among the notes; "" where none does."""
    found: dict[str, list[str]] = {}
    behind = ""
    for identity, block in blocks.items():
        if identity in there:
            behind = identity
        else:
            found.setdefault(behind, []).append(block)
    return found


def _joined(pieces: Sequence[_Piece], new: dict[str, list[str]]) -> str:
    """The pieces with the new blocks behind theirs, those behind none before the first; a blank line before each."""
    parts: list[str] = []
    tail = ""

    def add(text: str) -> None:
        nonlocal tail
        parts.append(text)
        tail = (tail + text)[-2:]

    def add_block(block: str) -> None:
        add("" if tail in ("", "\n\n") else "\n" if tail.endswith("\n") else "\n\n")
        add(block)

    is_new = False
    for piece in pieces:
        if not piece.id:
            add("\n" if is_new and piece.text and not piece.text.startswith("\n") else "")
            add(piece.text)
            continue
        for block in (*new.pop("", ()), piece.text):
            add_block(block)
        is_new = piece.id in new
        for block in new.pop(piece.id, ()):
            add_block(block)
    for block in new.pop("", ()):
        add_block(block)
    return "".join(parts)


def _block(note: Annotation) -> str:
    lines = [f"[!{_KINDS[note.motivation]}]"]
    lines += [_literal(_clean(line)) for line in note.target.quote.exact.splitlines()]
    if note.body:
        lines += ["", *(_clean(line) for line in note.body.splitlines())]
    last = [f"#{slug}" for tag in note.tags if (slug := _NOT_IN_TAGS.sub("-", tag).strip("-"))]
    last += [f"<{each}>" if each.isprintable() and ":" in each else _literal(_line(each)) for each in note.links]
    if last:
        lines += ["", " ".join(last)]
    quoted = "".join(f"> {line}\n" if line else ">\n" for line in lines)
    return f"{quoted}\n^{_block_id(note.id)}\n"


def _block_id(identity: str) -> str:
    """Obsidian takes letters of ASCII, figures and dashes."""
    return f"note-{identity if _SAFE_ID.fullmatch(identity) else made_id([identity])}"


def _literal(text: str) -> str:
    """Words that are shown as they are, whatever they would mean in Markdown."""
    escaped = _SPECIAL.sub(lambda found: "".join(f"\\{each}" for each in found[0]), text.strip())
    return _NUMBERED.sub(r"\1\\\2", escaped)


def _line(text: str) -> str:
    return _clean(" ".join(text.split()))


def _clean(text: str) -> str:
    return "".join(each if each.isprintable() else " " if each == "\t" else "\ufffd" for each in text)
