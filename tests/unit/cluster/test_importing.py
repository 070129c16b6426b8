"""What a cluster found, in the catalogue: as if it had been found here."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.unit.documents.containing import ARTICLE
from tests.unit.library.articles import FERRY, HARBOUR
from tui.cluster.batches import find_batches
from tui.cluster.importing import Imported, find_parts, import_part
from tui.cluster.places import ClusterError
from tui.cluster.work import run_batch
from tui.documents.loading import load
from tui.documents.sources import find_articles
from tui.extraction.version import VERSION
from tui.library.catalogue import Catalogue
from tui.library.protocol import Request
from tui.library.worker import examine

pytest.importorskip("pyarrow", reason="the extra cluster is not installed")
TABLES = ("article", "findings", "sketch", "searched", "searched_text", "search_name")
TEXTS = {"ferry.txt": FERRY, "harbour.txt": HARBOUR, "again.txt": f"Menu\n\n{HARBOUR}", "empty.txt": ""}


def indexed(source: Path, out: Path) -> None:
    """As a cluster leaves it."""
    for batch in find_batches([str(source)], 10**6).batches:
        run_batch(batch, str(out), VERSION)


def imported(out: Path | str, folder: Path, file: Path) -> Imported:
    told = Imported()
    catalogue = Catalogue(file)
    for part in find_parts([str(out)]):
        import_part(part, folder, catalogue, told, lambda: None)
    catalogue.close()
    return told


def tables(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """What stands in a catalogue, but for numbers that follow the order in which articles came."""
    connection = sqlite3.connect(file)
    found = {}
    for table in TABLES:
        rows = connection.execute(f"SELECT * FROM {table}").fetchall()
        columns = [each[1] for each in connection.execute(f"PRAGMA table_info({table})")]
        kept = [place for place, name in enumerate(columns) if name not in ("number", "family")]
        found[table] = sorted(tuple(row[place] for place in kept) for row in rows)
    connection.close()
    return found


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_catalogue_is_the_one_that_indexing_here_gives(source: Path, tmp_path: Path) -> None:
    indexed(source, tmp_path / "out")
    told = imported(tmp_path / "out", source, tmp_path / "imported.sqlite")
    assert (told.articles, told.there, told.unread) == (3, 0, [(str(source / "empty.txt"), "is empty")])
    here = Catalogue(tmp_path / "here.sqlite")
    replies = [examine(Request(str(path))) for path in find_articles([source]).files]
    here.put_all([reply for reply in replies if not reply.problem], VERSION)
    here.close()
    assert tables(tmp_path / "imported.sqlite") == tables(tmp_path / "here.sqlite")


def test_articles_of_elsewhere_are_files_that_open(source: Path, tmp_path: Path) -> None:
    indexed(source, tmp_path / "out")
    before = {load(source / name).id: load(source / name) for name, text in TEXTS.items() if text}
    for file in source.iterdir():
        file.unlink()
    folder, file = tmp_path / "mine", tmp_path / "imported.sqlite"
    assert imported(tmp_path / "out", folder, file).articles == 3
    keys = find_articles([folder]).files
    assert {load(key).id: load(key).text for key in keys} == {id: document.text for id, document in before.items()}
    catalogue = Catalogue(file)
    assert catalogue.stale(map(str, keys), VERSION) == []
    assert all(catalogue.findings(load(key).id, VERSION) for key in keys)
    catalogue.close()
    stamps = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    again = imported(tmp_path / "out", folder, file)
    assert (again.articles, again.there) == (0, 3)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == stamps


def test_article_that_has_changed_since_is_not_taken_for_the_one_that_was_read(source: Path, tmp_path: Path) -> None:
    indexed(source, tmp_path / "out")
    (source / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    file = tmp_path / "imported.sqlite"
    imported(tmp_path / "out", source, file)
    catalogue = Catalogue(file)
    assert [each.key for each in catalogue.stale([str(source / "ferry.txt")], VERSION)] == [str(source / "ferry.txt")]
    catalogue.close()


def test_articles_of_a_file_below_the_folder_stand_for_themselves(source: Path, tmp_path: Path) -> None:
    lines = tmp_path / "lines"
    lines.mkdir()
    (lines / "many.jsonl").write_text(
        '{"path": "a", "title": "Talks", "text": "Nobody said a word."}\n', encoding="utf-8"
    )
    indexed(lines, tmp_path / "out")
    imported(tmp_path / "out", lines, tmp_path / "imported.sqlite")
    assert [path.name for path in lines.iterdir()] == ["many.jsonl"]
    catalogue = Catalogue(tmp_path / "imported.sqlite")
    assert catalogue.stale([f"{lines}/many.jsonl!/a"], VERSION) == []
    catalogue.close()


def test_results_are_named_by_folder_file_or_pattern(source: Path, tmp_path: Path) -> None:
    indexed(source, tmp_path / "out")
    (part,) = (tmp_path / "out").iterdir()
    for url in (tmp_path / "out", part, tmp_path / "o*" / "*.parquet"):
        assert find_parts([str(url)]) == [str(part)]


def test_folder_without_results_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match=r": holds no part-\*\.parquet$"):
        find_parts([str(tmp_path)])
