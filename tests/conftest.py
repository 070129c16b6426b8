"""What every test stands on: per-user places in a temporary folder, real documents where there are any."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("steady", deadline=None)  # no test fails because the machine is busy
settings.load_profile("steady")

ROOT = Path(__file__).resolve().parent.parent


def pytest_make_parametrize_id(val: object) -> str | None:
    """Bytes do not name a test: those of an archive hold the time, and every process must collect the same names."""
    return "bytes" if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def user_places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for each test; no test reads or writes what belongs to the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        through_others = name.lower().endswith("_proxy") or name in ("SSL_CERT_FILE", "SSL_CERT_DIR")
        if name.startswith("BRIEFING_TUI_") or through_others:
            monkeypatch.delenv(name)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)  # each program started would compile the whole of it
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    for name in ("APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home / name.lower()))
    return home


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the checkout; tests that need it are skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the real documents are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of bundled articles."""
    from tui import resources

    return resources.seeds_dir()
