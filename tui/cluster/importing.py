"""Results of a cluster are taken into the catalogue of a folder, without reading or analysing the articles again."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from tui.cluster.parts import PATTERN, read_part
from tui.cluster.places import ClusterError, as_files, is_pattern, opened, reason, shown, url_of
from tui.documents.containers.jsonlines import SUFFIX, line_of, name_of
from tui.documents.containers.model import Names
from tui.documents.loading import DocumentError, load
from tui.documents.model import Document
from tui.documents.naming import member_key, parted, site_of
from tui.documents.sketch import sketch
from tui.extraction.version import VERSION
from tui.library.catalogue import Catalogue
from tui.library.protocol import Reply, decode_document, decode_findings
from tui.library.records import placeholder, stamp_of
from tui.library.search.making import entry_of
from tui.text import digest

_TOGETHER = 250
"""Articles that are kept in one transaction."""
_TRIES = 30
"""Seconds that another program's writing is waited for."""


class Imported(msgspec.Struct):
    """What came of an import: articles taken in, those that were there, and those that the cluster could not read."""

    articles: int = 0
    there: int = 0
    unread: list[tuple[str, str]] = msgspec.field(default_factory=list)


def find_parts(urls: Sequence[str]) -> list[str]:
    """The parts that are named, or lie in folders that are. Raises ClusterError where there is none."""
    found: dict[str, None] = {}
    for url in urls:
        system, path = opened(url)
        try:
            with as_files():
                within = f"{path.rstrip('/')}/{PATTERN}" if system.isdir(path) else path
                places = sorted(system.glob(within)) if is_pattern(system, within) else [path]
        except OSError as error:
            raise ClusterError(f"{shown(url)}: cannot be read ({reason(error)})") from None
        if not places:
            raise ClusterError(f"{shown(url)}: {'holds' if within != path else 'means'} no {PATTERN}")
        found.update(dict.fromkeys(url_of(system, place) for place in places))
    return list(found)


def import_part(url: str, folder: Path, catalogue: Catalogue, imported: Imported, tell: Callable[[], None]) -> None:
    """Take a part into the catalogue of a folder; adds to `imported`, and calls `tell` now and then.

    An article that is a file below the folder, with the bytes that the cluster read, stands for itself; all others are
    written there, into one file of JSON lines for the part. Raises ClusterError where the part is not one, the folder
    cannot be written, or another program does not let the catalogue be written.
    """
    rows = list(read_part(url))
    imported.unread += [(row["path"], row["problem"]) for row in rows if row["problem"]]
    rows = [row for row in rows if not row["problem"]]
    folder = folder.absolute()
    try:
        keys = _placed(rows, folder, folder / f"{url.rpartition('/')[2].partition('.')[0]}{SUFFIX}")
    except OSError as error:
        raise ClusterError(f"{shown(str(folder))}: cannot be written ({reason(error)})") from None
    for start in range(0, len(rows), _TOGETHER):
        some = list(zip(keys[start : start + _TOGETHER], rows[start : start + _TOGETHER], strict=True))
        unread = catalogue.fill_some([placeholder(Path(key)) for key, _ in some], VERSION)
        missing = {each.key for each in unread}
        imported.there += len(some) - len(missing)
        _keep(catalogue, [_reply(key, row) for key, row in some if key in missing], imported)
        tell()


def _placed(rows: Sequence[dict[str, Any]], folder: Path, file: Path) -> list[str]:
    """The key of each article; those that are not below the folder are written into the file."""
    names = Names()
    lines: list[bytes] = []
    keys: list[str] = []
    for row in rows:
        if _is_here(row, folder):
            keys.append(row["path"])
            continue
        line = line_of(_document(row))
        lines.append(line)
        keys.append(member_key(str(file), names.free(name_of(line))))
    data = b"".join(lines)
    if data and not (file.is_file() and file.read_bytes() == data):  # else it keeps its time, by which it is known
        folder.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f".{file.name}")
        beside.write_bytes(data)
        beside.replace(file)
    return keys


def _is_here(row: dict[str, Any], folder: Path) -> bool:
    """True for an article below the folder that is what the cluster has read."""
    file, member = parted(row["path"])
    path = Path(file)
    try:
        if not (path.is_relative_to(folder) and path.is_file()):
            return False
        if member:
            return load(Path(row["path"])).id == str(row["document_id"])
        return digest(path.read_bytes()) == str(row["digest"])
    except (OSError, ValueError, DocumentError):
        return False


def _document(row: dict[str, Any]) -> Document:
    return replace(decode_document(row["document"]), path=row["path"], text=row["text"])


def _reply(key: str, row: dict[str, Any]) -> Reply:
    document, analysis = _document(row), decode_findings(row["findings"]).analysis
    return Reply(
        path=key,
        document_id=document.id,
        title=document.title,
        outlet=document.outlet,
        site=site_of(document.url),
        published=document.published,
        language=document.language,
        words=row["words"],
        quotes=len(analysis.attributions),
        findings=row["findings"],
        sketch=sketch(document),
        stamp=stamp_of(key),
        entry=entry_of(document, analysis),
    )


def _keep(catalogue: Catalogue, replies: Sequence[Reply], imported: Imported) -> None:
    for _ in range(_TRIES):
        if not replies or catalogue.put_all(replies, VERSION):
            imported.articles += len(replies)
            return
        time.sleep(1)
    raise ClusterError(f"{catalogue.path}: is being written by another program; the same command goes on")
