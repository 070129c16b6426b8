"""Extraction by a real scheduler and two worker processes: the results of local extraction, whatever happens."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.terminal.pty import PROGRAM
from tests.terminal.test_commands import run as run_program
from tui.cluster.batches import find_batches
from tui.cluster.parts import finished, part_name, read_part
from tui.cluster.places import ClusterError
from tui.cluster.running import Run, run
from tui.documents.sources import find_articles
from tui.library.protocol import Reply, Request
from tui.library.worker import examine

distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")
pytest.importorskip("pyarrow", reason="the extra cluster is not installed")

SMALL = 4_000
"""Bytes of a batch, so that there are several."""
_LOST = 20.0
"""Seconds without any worker."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A scheduler and two workers, each a process, on loopback. One that is killed is started again."""
    from tests.unit.cluster import deadly

    preload = ["--preload", deadly.__name__]
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, preload=[deadly.__name__]
    ) as made:
        over = threading.Event()
        keeping = threading.Thread(target=keep_workers, args=(made.scheduler, preload, over))
        keeping.start()
        yield made
        over.set()
        keeping.join()


def keep_workers(scheduler: Any, options: list[str], over: threading.Event) -> None:
    """Start a worker where all are gone for long, as who runs a cluster does: Dask gives up one that dies as it starts,
    which happens to those of this machine when it is busy.
    """
    started: list[subprocess.Popen[bytes]] = []
    seen = time.monotonic()
    while not over.wait(0.5):
        now = time.monotonic()
        if scheduler.workers:
            seen = now
        elif now - seen > _LOST:
            command = [sys.executable, "-m", "distributed.cli.dask_worker", scheduler.address, "--no-nanny"]
            started.append(subprocess.Popen([*command, "--nthreads", "1", "--no-dashboard", *options], cwd=ROOT))
            seen = now
    for each in started:
        each.kill()
        each.wait()


@pytest.fixture
def articles(tmp_path: Path, seeds: Path) -> Path:
    """A folder of articles, and of a file of many."""
    folder = tmp_path / "articles"
    (folder / "deeper").mkdir(parents=True)
    texts = []
    for file in sorted((file for file in seeds.iterdir() if file.is_file()), key=lambda file: file.stat().st_size)[:4]:
        (folder / file.name).write_bytes(file.read_bytes())
        texts.append(file.read_text(encoding="utf-8"))
    (folder / "deeper" / "empty.txt").write_text(" \n", encoding="utf-8")
    lines = [{"path": f"line {number}", "text": text} for number, text in enumerate(texts)]
    (folder / "many.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return folder


def quiet(_: Run) -> None:
    """Nothing is told."""


def rows(out: Path) -> dict[str, dict[str, Any]]:
    """All results, by article; each must be there once."""
    found = [row for name in finished(str(out)) for row in read_part(str(out / part_name(name)))]
    assert len({row["path"] for row in found}) == len(found)
    return {row["path"]: row for row in found}


def local(folder: Path) -> dict[str, Reply]:
    """What extraction on this machine finds in the same articles."""
    return {str(path): examine(Request(str(path))) for path in find_articles([folder]).files}


def assert_as_local(found: dict[str, dict[str, Any]], folder: Path) -> None:
    expected = local(folder)
    assert found.keys() == expected.keys()
    for path, reply in expected.items():
        row = found[path]
        assert row["problem"] == reply.problem
        if not reply.problem:
            told = (row["document_id"], row["title"], row["outlet"], row["language"], row["words"], row["findings"])
            wanted = (reply.document_id, reply.title, reply.outlet, reply.language, reply.words, reply.findings)
            assert told == wanted, path
            assert len(row["quotes"]) == reply.quotes


def test_worker_that_is_killed_on_the_way_costs_nothing(cluster: Any, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with distributed.Client(cluster, set_as_default=False) as client:
        client.wait_for_workers(2)
        victim = next(iter(client.run(os.getpid).values()))
    killed = []

    def kill(made: Run) -> None:
        if made.articles and not killed:
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

    found = find_batches([str(articles)], SMALL)
    assert found.problems == ()
    assert len(found.batches) > 4
    made = run(cluster.scheduler_address, found.batches, str(out), kill)
    assert killed
    assert_as_local(rows(out), articles)
    assert made.progress.done == made.size
    assert made.problems == [(str(articles / "deeper" / "empty.txt"), "is empty")]


def test_run_that_was_stopped_is_gone_on_with(cluster: Any, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batches = find_batches([str(articles)], SMALL).batches

    def stop(made: Run) -> None:
        if made.articles:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(cluster.scheduler_address, batches, str(out), stop)
    before = {name: (out / part_name(name)).stat().st_mtime_ns for name in finished(str(out))}
    assert before
    made = run(cluster.scheduler_address, batches, str(out), quiet)
    assert made.skipped > 0
    assert made.skipped + made.progress.done == made.size
    assert {name: (out / part_name(name)).stat().st_mtime_ns for name in before} == before
    assert_as_local(rows(out), articles)
    again = run("tcp://127.0.0.1:1", batches, str(out), quiet)  # nothing is left that needs a scheduler
    assert again.skipped == again.size


def test_article_on_which_workers_die_is_found_and_the_others_are_done(
    cluster: Any, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster.scheduler, "allowed_failures", 0)  # each death counts, so that the test is short
    out = tmp_path / "out"
    for spare in ("many.jsonl", "moscow-talks-feature.txt", "room-for-diplomacy-opinion.txt"):
        (articles / spare).unlink()
    (articles / "deadly.txt").write_text("Nobody reads this.", encoding="utf-8")
    found = find_batches([f"deadly://{articles}"], 1_000_000)
    assert len(found.batches) == 1
    made = run(cluster.scheduler_address, found.batches, str(out), quiet)
    told = rows(out)
    poisoned = f"deadly://{articles}/deadly.txt"
    assert told.pop(poisoned)["problem"] == "the workers that were given it died"
    assert (poisoned, "the workers that were given it died") in made.problems
    (articles / "deadly.txt").unlink()
    assert_as_local({path.removeprefix("deadly://"): row for path, row in told.items()}, articles)
    assert run("tcp://127.0.0.1:1", found.batches, str(out), quiet).articles == 0


def test_file_of_many_articles_that_is_gone_is_told_and_tried_again_by_the_next_run(
    cluster: Any, articles: Path, tmp_path: Path
) -> None:
    file, out = articles / "many.jsonl", tmp_path / "out"
    batches = find_batches([str(file)], 1_000_000).batches
    file.rename(tmp_path / "away")
    made = run(cluster.scheduler_address, batches, str(out), quiet)
    assert made.problems == [(batches[0].label, "cannot be read (No such file or directory)")]
    (tmp_path / "away").rename(file)
    made = run(cluster.scheduler_address, batches, str(out), quiet)
    assert (made.problems, made.articles) == ([], 4)


def test_scheduler_that_is_not_there_is_said_in_one_line(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.cluster.running._CONNECT", 0.5)
    batches = find_batches([str(articles)], SMALL).batches
    with pytest.raises(ClusterError, match=r"^tcp://127\.0\.0\.1:1: cannot be reached \(.*\)$"):
        run("tcp://127.0.0.1:1", list(islice(batches, 1)), str(tmp_path / "out"), quiet)


def test_worker_of_another_version_is_refused(
    cluster: Any, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.cluster.running.VERSION", "0")
    with pytest.raises(ClusterError, match=r"^the extractor's version is 0 here and \d+ on tcp://\S+( and \d more)?: "):
        run(cluster.scheduler_address, find_batches([str(articles)], SMALL).batches, str(tmp_path / "out"), quiet)
    assert not (tmp_path / "out").exists()


@pytest.mark.terminal
@pytest.mark.skipif(PROGRAM is None, reason="briefing-tui is not installed")
def test_commands_have_a_cluster_read_and_take_in_what_it_found(cluster: Any, articles: Path, tmp_path: Path) -> None:
    out, library = tmp_path / "out", tmp_path / "library"
    done = run_program("index", "--dask", cluster.scheduler_address, articles, "--out", out, "--format", "json")
    assert done.returncode == 1, done.stderr.decode()
    (told,) = json.loads(done.stdout)
    assert told["articles"] == len(find_articles([articles]).files)
    assert told["unreadable"] == [{"path": str(articles / "deeper" / "empty.txt"), "problem": "is empty"}]
    assert f"briefing-tui: {articles}/deeper/empty.txt: is empty\n" in done.stderr.decode()
    done = run_program("library", "import", out, "--articles", library)
    assert done.returncode == 1, done.stderr.decode()
    assert done.stdout.decode() == "8 articles taken in, 1 that the cluster could not read\n"
    done = run_program("index", library)
    assert (done.returncode, done.stdout.decode()) == (0, "8 articles, 8 known\n"), done.stderr.decode()
