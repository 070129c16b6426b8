"""`briefing-tui library`, and `index --dask` where it cannot begin."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.terminal.pty import PROGRAM
from tests.terminal.test_commands import complaint, run
from tests.unit.library.articles import FERRY, write
from tui.cli import main

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(PROGRAM is None, reason="briefing-tui is not installed"),
]


def test_copies_are_listed_with_what_tells_them_apart(tmp_path: Path, seeds: Path) -> None:
    text = (seeds / "london-moscow-wire.txt").read_text(encoding="utf-8")
    first, _, third = write(tmp_path / "news", a=text, b=FERRY, c=f"Menu\n\n{text}")
    done = run("library", "duplicates", tmp_path / "news", "--format", "json")
    (group,) = json.loads(done.stdout)
    assert [copy["path"] for copy in group["copies"]] == [str(first), str(third)]
    assert group["copies"][0]["title"].startswith("Britain, Russia End Rare Talks")
    shown = run("library", "duplicates", tmp_path / "news").stdout.decode()
    assert "×2" in shown
    assert "b.txt" not in shown


def test_wrong_use_is_said_in_one_line(tmp_path: Path) -> None:
    assert "go together" in complaint(run("index", "--dask", "tcp://127.0.0.1:1", tmp_path), 2)
    (tmp_path / "part-1.parquet").write_text("no results", encoding="utf-8")
    done = run("library", "import", tmp_path, "--articles", tmp_path)
    assert done.returncode == 1
    assert "part-1.parquet: is damaged, or no Parquet file (" in done.stderr.decode()


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in ("fsspec", "fsspec.core", "distributed", "pyarrow"):
        monkeypatch.setitem(sys.modules, module, None)
    for arguments in (
        ["index", "--dask", "tcp://127.0.0.1:1", str(tmp_path), "--out", str(tmp_path)],
        ["library", "import", str(tmp_path), "--articles", str(tmp_path)],
    ):
        assert main(arguments) == 1
        told = capsys.readouterr().err
        assert told == "briefing-tui: work on a cluster needs pip install 'briefing-tui[cluster]'\n"
