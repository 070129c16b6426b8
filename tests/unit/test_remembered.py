"""A YAML mapping that is remembered is the one that would be parsed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui import paths
from tui.checking import ConfigError, read_mapping
from tui.remembered import recall, remember

LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(), st.dates())
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.one_of(st.text(), st.integers()), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.one_of(st.text(), st.integers()), VALUES, max_size=4))
def test_what_is_recalled_is_what_was_remembered_or_nothing(mapping: dict[object, object]) -> None:
    file, source = Path("settings.yaml"), repr(mapping).encode()
    remember(file, source, mapping)
    assert recall(file, source) in (mapping, None)
    assert recall(file, source + b"#") is None
    assert recall(Path("other.yaml"), source) is None


def test_a_file_is_parsed_once_and_again_when_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "settings.yaml"
    file.write_text("theme: noon\n")
    assert read_mapping(file) == read_mapping(file) == {"theme": "noon"}
    assert recall(file, file.read_bytes()) == {"theme": "noon"}
    file.write_text("theme: dusk\n")
    assert read_mapping(file) == {"theme": "dusk"}
    file.write_text("theme: dusk\ntheme: noon\n")
    with pytest.raises(ConfigError, match="given twice in line 2"):
        read_mapping(file)


def test_a_damaged_memory_is_as_good_as_none(tmp_path: Path) -> None:
    file = tmp_path / "settings.yaml"
    file.write_text("theme: noon\n")
    read_mapping(file)
    for each in (paths.user_cache() / "yaml").iterdir():
        each.write_bytes(b'{"source": "theme: noon\\n", "mapping": [')
    assert read_mapping(file) == {"theme": "noon"}


def test_where_nothing_can_be_written_the_file_is_parsed_each_time(tmp_path: Path) -> None:
    paths.user_cache().parent.mkdir(parents=True, exist_ok=True)
    paths.user_cache().write_text("in the way of a folder")
    file = tmp_path / "settings.yaml"
    file.write_text("theme: noon\n")
    assert read_mapping(file) == read_mapping(file) == {"theme": "noon"}
