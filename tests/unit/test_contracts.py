"""What may know what: the domain runs without a screen, and the commands load only what they need."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
DOMAIN = next(each for each in CONTRACTS if each["type"] == "forbidden")


def loaded_by(statements: str) -> set[str]:
    """The modules that a fresh interpreter holds after these statements."""
    code = f"{statements}\nimport json, sys\nprint(json.dumps(list(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(json.loads(done.stdout.splitlines()[-1]))


def modules_of(package: str) -> list[str]:
    """A package's modules, itself included, by the files that hold them."""
    spec = find_spec(package)
    assert spec is not None, f"{package} is named in pyproject.toml and does not exist"
    if not spec.submodule_search_locations:
        return [package]
    folder = Path(spec.submodule_search_locations[0])
    inner = (file.relative_to(folder).with_suffix("").parts for file in sorted(folder.rglob("*.py")))
    return [
        package,
        *(".".join((package, *parts)) for parts in inner if parts[-1] not in ("__init__", "__main__")),
    ]


@pytest.mark.parametrize("package", DOMAIN["source_modules"])
def test_domain_package_runs_without_the_screen(package: str) -> None:
    loaded = loaded_by("\n".join(f"import {name}" for name in modules_of(package)))
    assert package in loaded
    assert {name for name in DOMAIN["forbidden_modules"] if name in loaded} == set()


def test_arrows_between_packages_run_one_way() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_command_line_loads_nothing_before_it_knows_the_command() -> None:
    loaded = loaded_by("import tui.cli")
    heavy = {"argparse", "textual", "rich", "yaml", "msgspec", "asyncio", "sqlite3", "tui.config", "tui.output"}
    assert heavy & loaded == set()


def test_screen_loads_neither_the_extractor_nor_the_formats_nor_the_readers_of_pages() -> None:
    loaded = loaded_by("import tui.app")
    late = {
        "argparse",
        "textual.widgets._text_area",
        "tui.extraction.pipeline",
        "tui.output",
        "trafilatura",
        "lxml",
        "markdown_it",
        "charset_normalizer",
    }
    assert late & loaded == set()
