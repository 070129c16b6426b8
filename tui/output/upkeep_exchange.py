"""Notes in the formats of other programs, out to files and in from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tui.annotations.changes import StoreError
from tui.annotations.files import Files, write_whole
from tui.config import Annotations
from tui.exchange import markdown
from tui.exchange.formats import BRAT, MARKDOWN, read_file, write
from tui.exchange.gathering import gather
from tui.exchange.joining import join
from tui.exchange.model import AnnotatedArticle, ExchangeError, Incoming, Written
from tui.output.upkeep import Outcome, documents_at, folder_of
from tui.text import counted


def exported(path: Path, setting: Annotations, format: str, target: Path | None) -> Outcome:
    """The notes on the articles at `path`, printed or written to `target`.

    Where a format has several files, `target` is a folder; a single article may have a file of its own name."""
    problems: list[str] = []
    try:
        if not path.exists():
            raise ExchangeError(f"{path}: no such file or folder")
        articles, damaged = gather(folder_of(path, setting), documents_at(path, problems), everything=path.is_dir())
        problems += damaged
        if format == BRAT and target is None:
            raise ExchangeError("brat has two files an article: name one, or a folder, with -o")
        single = target is not None and _is_single(format, target, articles)
        earlier = _earlier(target, articles, single=single) if format == MARKDOWN and target is not None else {}
        made = write(format, articles, target.name if target is not None and single else "", earlier)
        if target is None:
            printed = "\n".join(text for _, text in made.files)
        else:
            printed = _put(made, target, format, single=single)
    except (ExchangeError, StoreError) as error:
        return Outcome(problems=(*problems, str(error)), failed=True)
    except OSError as error:
        told = f"{error.filename or target}: {error.strerror or error}"
        return Outcome(problems=(*problems, told), failed=True)
    notices = (f"{format} cannot hold: {'; '.join(made.losses)}",) if made.losses else ()
    return Outcome(printed, notices, tuple(problems), failed=bool(problems))


def imported(file: Path, path: Path, setting: Annotations, format: str) -> Outcome:
    """The notes in a file, kept with the articles at `path`."""
    problems: list[str] = []
    try:
        if not path.exists():
            raise ExchangeError(f"{path}: no such file or folder")
        incoming: Incoming = read_file(file, format)
        documents = documents_at(path, [])  # a folder without articles may take in notes for those to come
        joined = join(folder_of(path, setting), documents, incoming.notes)
    except (ExchangeError, StoreError) as error:
        return Outcome(problems=(str(error),), failed=True)
    problems += [f"{file.name}: {each}" for each in incoming.problems]
    problems += joined.problems
    told = joined.told or ("no notes",)
    return Outcome("".join(f"{each}\n" for each in told), problems=tuple(problems), failed=bool(problems))


def _is_single(format: str, target: Path, articles: Sequence[AnnotatedArticle]) -> bool:
    """True where `target` is a file, or brat's pair of files, and no folder. Raises ExchangeError."""
    if format not in (BRAT, MARKDOWN):
        return True
    if target.is_dir() or not target.suffix:
        return False
    if len([article for article in articles if article.notes]) > 1:
        raise ExchangeError(f"{target}: {format} has a file for each article: name a folder with -o")
    return True


def _earlier(target: Path, articles: Sequence[AnnotatedArticle], *, single: bool) -> Mapping[str, str]:
    """The texts of an earlier export, by document id."""
    if single:
        text = _text_of(target) if target.exists() else ""
        return {article.reference.document: text for article in articles}
    return {document: _text_of(path) for document, path in _exports_in(target).items()}


def _exports_in(folder: Path) -> dict[str, Path]:
    """The Markdown files of a folder that tell of which document they are, whatever their names."""
    files = sorted(folder.glob("*.md")) if folder.is_dir() else []
    found = {markdown.document_in(path.read_text(encoding="utf-8", errors="replace")): path for path in files}
    return {document: path for document, path in found.items() if document}


def _text_of(path: Path) -> str:
    """Raises ExchangeError for what is no UTF-8, which would be lost if it were written again."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ExchangeError(f"{path}: is not UTF-8, and is left as it is") from error


def _put(made: Written, target: Path, format: str, *, single: bool) -> str:
    """Write the files; returns what was written, a line each."""
    there = _exports_in(target) if format == MARKDOWN and not single else {}
    pairs: list[tuple[Path, bytes]] = []
    for name, text in made.files:
        if single:
            path = target.with_suffix(Path(name).suffix) if format == BRAT else target
        else:
            path = there.get(markdown.document_in(text), target / name)
        data = text.encode("utf-8", "replace")
        if format == BRAT and path.suffix == ".txt" and path.exists() and path.read_bytes() != data:
            raise ExchangeError(f"{path}: is there with another text; name another place with -o")
        pairs.append((path, data))
    if not single:
        target.mkdir(parents=True, exist_ok=True)
    for path, data in pairs:
        write_whole(Files(), path.resolve(), data)
    return "".join(f"{path}\n" for path, _ in pairs) or f"{counted(0, 'note')}\n"
