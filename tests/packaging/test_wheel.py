"""The wheel, installed by itself, is the whole program: code, word lists, themes, articles and settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tui import __version__

pytestmark = pytest.mark.packaging


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints; it sees nothing of this checkout."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=environ, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel built from it: what the sdist lacks, the wheel lacks."""
    folder = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new virtual environment with the wheel; dependencies are those of the tests' environment."""
    folder = tmp_path_factory.mktemp("installed")
    environment = folder / "environment"
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=folder)
    python = environment / "bin" / "python"
    (wheel,) = built.glob("*.whl")
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        wheel,
        cwd=folder,
    )
    places = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    borrowed = "\n".join({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    (Path(places.strip()) / "borrowed.pth").write_text(borrowed + "\n", encoding="utf-8")
    return environment


def test_wheel_carries_data_and_no_tests(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {
        f"tui/_data/{file.relative_to(ROOT).as_posix()}"
        for folder in ("themes", "seeds")
        for file in (ROOT / folder).glob("*.*")
    }
    presets = {f"tui/presets/{file.name}" for file in (ROOT / "tui" / "presets").glob("*.yaml")}
    assert presets
    assert shipped | presets | {"tui/_data/config.yaml", "tui/py.typed"} <= names
    assert not [name for name in names if name.startswith("tests") or "__pycache__" in name]


def test_source_archive_carries_what_a_checkout_has(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    assert {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "config.yaml", ".ci/run"} <= names
    assert any(name.startswith("tests/unit/") for name in names)
    assert not [name for name in names if name.startswith("tui/_data")]


def test_installed_program_tells_its_version(installed: Path, tmp_path: Path) -> None:
    program = installed / "bin" / "briefing-tui"
    assert run(program, "--version", cwd=tmp_path).strip() == f"briefing-tui {__version__}"


def test_installed_program_finds_its_own_data(installed: Path, tmp_path: Path) -> None:
    places = "r.default_config(), r.themes_dir(), r.seeds_dir()"
    code = f"from tui import resources as r; print(*({places}), sep='\\n')"
    for place in run(installed / "bin" / "python", "-c", code, cwd=tmp_path).splitlines():
        assert Path(place).is_relative_to(installed)
        assert Path(place).exists()


def test_installed_program_has_its_presets_of_keys(installed: Path, tmp_path: Path) -> None:
    printed = run(installed / "bin" / "briefing-tui", "keys", "--preset", "less", "--format", "json", cwd=tmp_path)
    assert {record["action"]: record["keys"] for record in json.loads(printed)}["filter"] == ["&"]


def test_installed_program_extracts_quotes_from_a_bundled_article(installed: Path, tmp_path: Path) -> None:
    code = "from tui import resources; print(resources.seeds_dir())"
    seeds = Path(run(installed / "bin" / "python", "-c", code, cwd=tmp_path).strip())
    article = next(iter(sorted(seeds.glob("*.txt"))))
    printed = run(installed / "bin" / "briefing-tui", "extract", "--format", "jsonl", article, cwd=tmp_path)
    record = json.loads(printed)
    assert record["path"] == str(article)
    assert record["quotes"]
    assert any(quote["speaker"] for quote in record["quotes"])
