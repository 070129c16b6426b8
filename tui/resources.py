"""Where the packaged data lies: themes, bundled articles, the default settings, word lists.

A wheel carries `themes/`, `seeds/` and `config.yaml` in `tui/_data/`; a checkout (and an editable install) has them at
its root. This module is the only place that knows both.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_DATA = _PACKAGE / "_data"
_ROOT = _DATA if _DATA.is_dir() else _PACKAGE.parent


def default_config() -> Path:
    """The shipped `config.yaml`, which holds every option with its default."""
    return _ROOT / "config.yaml"


def themes_dir() -> Path:
    """The folder of shipped themes."""
    return _ROOT / "themes"


def presets_dir() -> Path:
    """The folder of presets: for each, the keys in which it differs from `config.yaml`."""
    return _PACKAGE / "presets"


def seeds_dir() -> Path:
    """The folder of bundled articles."""
    return _ROOT / "seeds"
