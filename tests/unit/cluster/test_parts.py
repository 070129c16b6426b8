"""The results of a batch: written whole or not at all, and refused where they are not ours."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from tests.unit.documents.containing import ARTICLE
from tui.cluster.batches import Article, Batch, find_batches
from tui.cluster.parts import finished, part_name, read_part, write_part
from tui.cluster.places import ClusterError
from tui.cluster.work import VersionError, run_batch
from tui.extraction.version import VERSION

fsspec = pytest.importorskip("fsspec", reason="the extra cluster is not installed")
parquet = pytest.importorskip("pyarrow.parquet", reason="the extra cluster is not installed")


def done(source: Path | str, out: Path | str, **options: Any) -> list[dict[str, Any]]:
    """The rows of the one batch of a source."""
    (batch,) = find_batches([str(source)], 10**6).batches
    run_batch(batch, str(out), VERSION, **options)
    return list(read_part(f"{out}/{part_name(batch.name)}"))


def refused(part: Path) -> str:
    with pytest.raises(ClusterError) as caught:
        list(read_part(str(part)))
    return str(caught.value).removeprefix(f"{part}: ")


def test_other_programs_read_who_said_what(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(
        json.dumps({"path": "a", "title": "Talks end", "published": "2022-02-10T14:05:00+03:00", "url": "https://a.org/",
                    "text": "“Nothing came of it,” said Sergei Lavrov, the Russian foreign minister."}),
        encoding="utf-8",
    )  # fmt: skip
    done(tmp_path / "in.jsonl", tmp_path / "out")
    (row,) = parquet.read_table(tmp_path / "out").to_pylist()
    assert (row["path"], row["title"], row["url"]) == (f"{tmp_path}/in.jsonl!/a", "Talks end", "https://a.org/")
    assert row["published"] == "2022-02-10T11:05:00+00:00"
    (quote,) = row["quotes"]
    assert (quote["speaker"], quote["kind"]) == ("Sergei Lavrov", "direct")
    assert row["text"][quote["start"] : quote["end"]] == quote["words"]


def test_sources_and_results_are_in_any_place(tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe({"/news/one.html": f"<h1>Talks</h1><p>{ARTICLE}</p>".encode()})
    (row,) = done("memory://news", "memory://results")
    assert row["path"] == "memory:///news/one.html"
    assert "<p>" not in row["text"]
    assert len(finished("memory://results")) == 1
    memory.rm("/news", recursive=True)
    memory.rm("/results", recursive=True)


def test_lines_of_a_store_of_objects_are_read_in_parts_each_once() -> None:
    from tests.unit.cluster.ranged import PROTOCOL

    memory = fsspec.filesystem("memory")
    lines = [json.dumps({"path": f"a{number}", "text": f"{number}. {ARTICLE}"}) for number in range(9)]
    memory.pipe({"/store/in.jsonl": "\n".join(lines).encode()})
    batches = find_batches([f"{PROTOCOL}://store/in.jsonl"], len(lines[0]) * 3).batches
    assert len(batches) > 2
    paths = []
    for batch in batches:
        run_batch(batch, "memory://found", VERSION)
        paths += [row["path"] for row in read_part(f"memory://found/{part_name(batch.name)}")]
    assert sorted(path.rpartition("/")[2] for path in paths) == [f"a{number}" for number in range(9)]
    memory.rm("/store", recursive=True)
    memory.rm("/found", recursive=True)


def test_what_a_driver_says_is_told_in_one_line(tmp_path: Path) -> None:
    from tests.unit.cluster.ranged import REFUSING

    place, said = f"{REFUSING}://store/in", "cannot be read (Unable to locate credentials)"
    for source in (place, f"{place}/*.jsonl"):
        assert find_batches([source], 10**6).problems == (f"{source}: {said}",)
    with pytest.raises(ClusterError, match=re.escape(f"{place}: {said}")):
        finished(place)
    with pytest.raises(ClusterError, match="Unable to locate credentials"):
        list(read_part(f"{place}/part-a.parquet"))
    with pytest.raises(OSError, match="Unable to locate credentials"):
        write_part(place, "some", [])
    outcome = run_batch(Batch((Article(f"{place}/a.txt", 5, ""),)), str(tmp_path), VERSION)
    assert outcome.problems == ((f"{place}/a.txt", said),)


def test_article_that_takes_too_long_is_a_problem_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "slow.txt").write_text("x", encoding="utf-8")  # a byte's time is over before a process has started
    (row,) = done(tmp_path / "slow.txt", tmp_path / "out", limit=0.0)
    assert row["problem"] == "took too long to analyse"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_article_that_may_not_be_read_is_a_problem_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert [row["problem"] for row in done(tmp_path, tmp_path / "out")] == ["", "cannot be read (Permission denied)"]


def test_file_that_is_gone_since_it_was_listed_is_a_problem_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(ARTICLE, encoding="utf-8")
    (batch,) = find_batches([str(tmp_path)], 10**6).batches
    (tmp_path / "a.txt").unlink()
    outcome = run_batch(batch, str(tmp_path / "out"), VERSION)
    assert outcome.articles == 2
    assert outcome.problems == ((str(tmp_path / "a.txt"), "cannot be read (No such file or directory)"),)


def test_worker_of_another_version_does_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (batch,) = find_batches([str(tmp_path)], 10**6).batches
    with pytest.raises(VersionError):
        run_batch(batch, str(tmp_path / "out"), "0")
    assert finished(str(tmp_path / "out")) == set()


def test_part_that_was_not_written_to_its_end_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from fsspec.implementations.local import LocalFileSystem

    def failing(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(LocalFileSystem, "mv", failing)
    with pytest.raises(OSError, match="No space left"):
        write_part(str(tmp_path / "out"), "some", [])
    assert finished(str(tmp_path / "out")) == set()


def test_what_is_no_part_is_refused_in_one_line(tmp_path: Path) -> None:
    import pyarrow

    assert refused(tmp_path / "gone.parquet") == "does not exist"
    damaged = tmp_path / "damaged.parquet"
    damaged.write_bytes(b"PAR1 and then nothing of the kind")
    assert refused(damaged).startswith("is damaged, or no Parquet file (")
    assert "\n" not in refused(damaged)
    foreign = tmp_path / "foreign.parquet"
    parquet.write_table(pyarrow.table({"path": ["a"]}), foreign)
    assert refused(foreign) == "was not written by briefing-tui"
    for told, reason in (
        ({"schema": 99, "extractor": VERSION}, "has schema 99, not 1: another version of briefing-tui wrote it"),
        ({"schema": 1, "extractor": "0"}, f"is by extractor 0, not {VERSION}: index the articles anew"),
    ):
        schema = pyarrow.schema([("path", pyarrow.string())], metadata={"briefing-tui": json.dumps(told)})
        parquet.write_table(schema.empty_table(), foreign)
        assert refused(foreign) == reason
