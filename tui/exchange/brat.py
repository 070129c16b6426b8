"""brat standoff: the article's text in one file, what is marked in it in another.

Source: "brat standoff format", brat.nlplab.org/standoff.html. A note is a text-bound annotation (a T line) of the type
of its motivation, offsets in code points; a passage over several lines has a fragment for each. The note's words are an
AnnotatorNotes line, all else lines of the same form with other types, in which line breaks stand as escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from tui.annotations.codec import moment_text
from tui.annotations.model import Annotation, Motivation, make_target
from tui.exchange.model import (
    AnnotatedArticle,
    ExchangeError,
    Incoming,
    IncomingNote,
    PlacedNote,
    Reference,
    Written,
    made_id,
    plain_motivation,
)
from tui.exchange.times import both
from tui.text import Span, content_hash, counted, normalise

_NOTE, _ID, _TAG, _LINK = "AnnotatorNotes", "Id", "Tag", "Link"
_CREATOR, _CREATED, _MODIFIED, _CONFLICT = "Creator", "Created", "Modified", "ConflictWith"
_TEXT_BOUND = re.compile(r"(T[^\t]+)\t(\S+) (\d{1,12} \d{1,12}(?:;\d{1,12} \d{1,12})*)(?:\t.*)?")
_REMARK = re.compile(r"#[^\t]*\t(\S+) (\S+)\t(.*)", re.DOTALL)
_LINE = re.compile(r"[^\n]+")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNESCAPES = {escape: character for character, escape in _ESCAPES.items()}
_LONE = re.compile("[\ud800-\udfff]")


def write(articles: Sequence[AnnotatedArticle], name: str) -> Written:
    """A pair of files for each article, named after it; after `name` where that is given, for a single one."""
    files: list[tuple[str, str]] = []
    left_out = lost = 0
    taken: set[str] = set()
    for article in articles:
        placed = [(fragments, each.annotation) for each in article.notes if (fragments := _fragments(article, each))]
        left_out += len(article.notes) - len(placed)
        if article.text is None or not placed:
            continue
        base = PurePath(name).stem or _free(article.reference, taken)
        lines, number = [], 0
        for at, (fragments, note) in enumerate(sorted(placed, key=lambda each: (each[0], each[1].id)), 1):
            words = " ".join(span.of(article.text) for span in fragments)
            places = ";".join(f"{span.start} {span.end}" for span in fragments)
            lines.append(f"T{at}\t{note.motivation.value.capitalize()} {places}\t{words}")
            for kind, value in _remarks(note):
                number += 1
                lines.append(f"#{number}\t{kind} T{at}\t{_escaped(value)}")
        standoff, surrogates = _LONE.subn("\ufffd", "".join(f"{line}\n" for line in lines))
        lost += surrogates
        files += [(f"{base}.txt", article.text), (f"{base}.ann", standoff)]
    losses = [f"{counted(left_out, 'note')} without words in a text at hand"] if left_out else []
    losses += ["characters that are no Unicode text"] if lost else []
    return Written(tuple(files), tuple([*losses, "titles, outlets and addresses"] if files else losses))


def read(standoff: str, text: str, name: str) -> Incoming:
    """The notes of a pair of files on the article `text`; `name` is the file's. Raises ExchangeError."""
    text = normalise(text)
    spans: dict[str, tuple[str, Span]] = {}
    remarks: dict[str, dict[str, list[str]]] = {}
    problems: list[str] = []
    for number, line in enumerate(standoff.removeprefix("\ufeff").split("\n"), 1):
        line = line.removesuffix("\r")
        bound, remark = _TEXT_BOUND.fullmatch(line), _REMARK.fullmatch(line)
        if bound is not None:
            offsets = [int(each) for each in re.findall(r"\d+", bound[3])]
            span = Span(min(offsets), max(offsets))
            if span.end > len(text) or not span.length:
                problems.append(f"line {number}: it is not in the text of {len(text)} code points")
            else:
                spans[bound[1]] = (bound[2], span)
        elif remark is not None:
            remarks.setdefault(remark[2], {}).setdefault(remark[1], []).append(remark[3])
        elif line.startswith("T"):
            problems.append(f"line {number}: it is no text-bound annotation")
    if not spans and standoff.strip() and not problems:
        raise ExchangeError("holds no text-bound annotation of brat")
    reference = Reference(document=content_hash(text), path=name)
    notes: list[IncomingNote] = []
    for key, (kind, span) in spans.items():
        try:
            note = _note(kind, span, remarks.get(key, {}), text)
        except ValueError as error:
            problems.append(f"{key}: {error}")
        else:
            notes.append(IncomingNote(note, reference))
    return Incoming(tuple(notes), tuple(problems))


def _fragments(article: AnnotatedArticle, placed: PlacedNote) -> tuple[Span, ...]:
    """The parts of a passage that stand in one line each."""
    if article.text is None or placed.span is None:
        return ()
    lines = _LINE.finditer(article.text, placed.span.start, placed.span.end)
    return tuple(Span(*line.span()) for line in lines)


def _remarks(note: Annotation) -> Iterator[tuple[str, str]]:
    if note.body:
        yield _NOTE, note.body
    yield from ((_TAG, tag) for tag in note.tags)
    yield from ((_LINK, link) for link in note.links)
    yield _ID, note.id
    if note.creator:
        yield _CREATOR, note.creator
    yield _CREATED, moment_text(note.created)
    yield _MODIFIED, moment_text(note.modified)
    if note.conflict_with:
        yield _CONFLICT, note.conflict_with


def _note(kind: str, span: Span, remarks: dict[str, list[str]], text: str) -> Annotation:
    """The note of a T line; without an id it was made in brat, where a backslash is a backslash."""
    is_own = _ID in remarks

    def told(name: str) -> list[str]:
        values = remarks.get(name, [])
        return [_unescaped(value) for value in values] if is_own else values

    def first(name: str) -> str:
        return next(iter(told(name)), "")

    body, tags = "\n\n".join(told(_NOTE)), list(told(_TAG))
    if kind.lower() in Motivation._value2member_map_:
        motivation = Motivation(kind.lower())
    else:
        tags.insert(0, kind)
        motivation = plain_motivation(body, tags)
    created, modified = both(first(_CREATED), first(_MODIFIED))
    return Annotation(
        id=first(_ID) or made_id((content_hash(text), kind, str(span.start), str(span.end))),
        motivation=motivation,
        target=make_target(text, span),
        body=body,
        tags=tuple(dict.fromkeys(tags)),
        creator=first(_CREATOR),
        created=created,
        modified=modified,
        links=tuple(dict.fromkeys(told(_LINK))),
        conflict_with=first(_CONFLICT),
    )


def _escaped(value: str) -> str:
    return "".join(_ESCAPES.get(character, character) for character in value)


def _unescaped(value: str) -> str:
    return re.sub(r"\\[\\nrt]", lambda found: _UNESCAPES[found[0]], value)


def _free(reference: Reference, taken: set[str]) -> str:
    """A file name without suffix that no other article of this export has."""
    base = PurePath(reference.path).stem or reference.document
    if base in taken:
        base = f"{base}-{reference.document}"
    taken.add(base)
    return base
