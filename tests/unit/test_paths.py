"""Where the program keeps what, and as platformdirs would have it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest
from platformdirs import PlatformDirs

from tui import paths


@pytest.mark.parametrize("home", ["/home/anna", "/home/anna/", "/", "here", None])
@pytest.mark.parametrize("named", [None, "", "/srv/anna", "/srv/anna/", " /srv/anna ", "srv", "~/kept", " "])
def test_places_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch, home: str | None, named: str | None) -> None:
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        value = home if variable == "HOME" else named
        if value is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, value)
    theirs = PlatformDirs("briefing-tui", appauthor=False)
    assert paths.user_config() == Path(theirs.user_config_dir, "config.yaml")
    assert paths.user_data() == Path(theirs.user_data_dir)
    assert paths.user_state() == Path(theirs.user_state_dir)
    assert paths.user_cache() == Path(theirs.user_cache_dir)


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
