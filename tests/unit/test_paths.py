"""Where the program keeps what."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

from tui import paths


@pytest.mark.skipif(sys.platform == "win32", reason="rights are of another kind there")
def test_notes_that_cannot_be_saved_go_where_temporary_files_go(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("TEMP", "TMP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(tempfile, "tempdir", None)  # which remembers what it has found
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert paths.unsaved_notes()[1].parent == tmp_path == Path(tempfile.gettempdir())
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "gone"))
    assert paths.unsaved_notes()[1].parent == Path(tempfile.gettempdir())
