"""What a cluster is given to do: sources by url, in batches that are known again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.documents.containing import ARTICLE, mailbox
from tui.cluster.batches import Batch, find_batches
from tui.cluster.places import ClusterError
from tui.documents.sources import find_articles

fsspec = pytest.importorskip("fsspec", reason="the extra cluster is not installed")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Articles, and what is none."""
    for name in ("b.txt", "a.md", "deep/c.HTML", ".hidden.txt", ".git/d.txt", "annotations/e.txt", "photo.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def urls(*sources: str) -> list[str]:
    return [file.url for batch in find_batches(sources, 10**6).batches for file in batch.files]


def parts_of(batch: Batch) -> Iterator[Batch]:
    """The smallest batches that one can be parted into."""
    halves = batch.halves()
    if not halves:
        yield batch
    for half in halves:
        yield from parts_of(half)


def test_folder_holds_the_articles_that_it_holds_on_this_machine(folder: Path) -> None:
    assert sorted(urls(str(folder))) == sorted(map(str, find_articles([folder]).files))
    assert urls(f"file://{folder}") == urls(str(folder))


def test_sources_are_files_folders_and_patterns_and_each_file_counts_once(folder: Path) -> None:
    assert urls(f"{folder}/*.txt", f"{folder}/b.txt", f"{folder}/photo.png") == [
        f"{folder}/b.txt",
        f"{folder}/photo.png",
    ]
    assert urls(f"{folder}/**/*.HTML") == [f"{folder}/deep/c.HTML"]
    (folder / "[1].txt").write_text(ARTICLE, encoding="utf-8")
    assert urls(f"{folder}/[1].txt") == [f"{folder}/[1].txt"]


def test_other_places_have_articles_too(folder: Path) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe({"/news/one.txt": ARTICLE.encode(), "/news/deep/two.txt": ARTICLE.encode()})
    assert urls("memory://news") == ["memory:///news/deep/two.txt", "memory:///news/one.txt"]
    memory.rm("/news", recursive=True)


def test_what_is_not_there_or_not_read_is_told_and_the_rest_is_done(folder: Path) -> None:
    (folder / "letters.mbox").write_bytes(mailbox(2))
    (folder / "none").mkdir()
    found = find_batches([str(folder), f"{folder}/gone.txt", f"{folder}/none", f"{folder}/*.pdf"], 10**6)
    assert len(found.batches) == 1
    assert found.problems == (
        f"{folder}/letters.mbox: holds several articles; the cluster takes them as files or JSON lines",
        f"{folder}/gone.txt: does not exist",
        f"{folder}/none: holds no articles",
        f"{folder}/*.pdf: holds no articles",
    )


def test_place_without_a_driver_is_said_in_one_line() -> None:
    fsspec.register_implementation("nowhere", "no_such_module.Places", errtxt="Install nosuch to access nowhere")
    with pytest.raises(ClusterError, match=r"^nowhere://bucket: Install nosuch to access nowhere$"):
        find_batches(["nowhere://bucket"], 1)
    with pytest.raises(ClusterError, match=r"^wrong://bucket: Protocol not known: wrong$"):
        find_batches(["wrong://bucket"], 1)


def test_batches_have_about_the_size_that_is_wanted(tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / f"{number}.txt").write_bytes(b"x" * 100)
    assert [batch.size for batch in find_batches([str(tmp_path)], 250).batches] == [300, 300, 300, 100]
    (tmp_path / "many.jsonl").write_text(
        "".join(f"{json.dumps({'text': ARTICLE})}\n" for _ in range(9)), encoding="utf-8"
    )
    size = (tmp_path / "many.jsonl").stat().st_size
    lines = find_batches([f"{tmp_path}/many.jsonl"], size // 2).batches
    assert [(batch.start, batch.end) for batch in lines] == [
        (0, size // 2), (size // 2, size // 2 * 2), *([(size - 1, size)] if size % 2 else []),
    ]  # fmt: skip


def test_batch_is_known_again_until_its_articles_change(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    os.utime(file, (1, 1))
    (before,), (again,) = (find_batches([str(tmp_path)], 10).batches for _ in range(2))
    assert before.name == again.name
    os.utime(file, (2, 2))
    assert find_batches([str(tmp_path)], 10).batches[0].name != before.name


def test_halves_of_a_batch_are_all_of_it(tmp_path: Path) -> None:
    for number in range(7):
        (tmp_path / f"{number}.txt").write_bytes(b"x")
    (tmp_path / "many.jsonl").write_bytes(b"x" * 50_000)
    files, lines = find_batches([str(tmp_path)], 10**6).batches[::-1]
    parts = list(parts_of(files))
    assert [part.files for part in parts] == [(file,) for file in files.files]
    edges = [(part.start, part.end) for part in parts_of(lines)]
    assert edges[0][0] == 0
    assert edges[-1][1] == 50_000
    assert [end for _, end in edges[:-1]] == [start for start, _ in edges[1:]]
