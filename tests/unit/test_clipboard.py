"""Where copied text goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.clipboard import copy, native_command, terminal_obeys


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder with an `xclip` that keeps what it is given."""
    tool = tmp_path / "bin" / "xclip"
    tool.parent.mkdir()
    tool.write_text(f"#!/bin/sh\n/bin/cat > {tmp_path}/clipboard\n")
    tool.chmod(0o755)
    return tool.parent


def test_the_tool_of_the_display_gets_the_text(tools: Path, tmp_path: Path) -> None:
    environ = {"DISPLAY": ":0", "PATH": str(tools), "TERM": "linux"}
    assert native_command(environ) == ["xclip", "-selection", "clipboard"]
    assert copy("“words” 😀", tmp_path / "file", environ) == ""
    assert (tmp_path / "clipboard").read_text(encoding="utf-8") == "“words” 😀"
    assert not (tmp_path / "file").exists()


@pytest.mark.parametrize(
    ("tool", "environ", "arguments"),
    [
        ("wl-copy", {"WAYLAND_DISPLAY": "wayland-0"}, ""),
        ("xsel", {"DISPLAY": ":0"}, "--clipboard --input"),
        ("tmux", {"TMUX": "/tmp/tmux-0/default,1,0", "WAYLAND_DISPLAY": "wayland-0"}, "load-buffer -w -"),
        ("clip.exe", {"WSL_DISTRO_NAME": "Debian"}, ""),
    ],
)
def test_each_tool_is_called_as_it_wants_to_be(
    tmp_path: Path, tool: str, environ: dict[str, str], arguments: str
) -> None:
    (tmp_path / tool).write_text(f'#!/bin/sh\necho "$@" >{tmp_path}/arguments\nexec /bin/cat >{tmp_path}/clipboard\n')
    (tmp_path / tool).chmod(0o755)
    assert copy("“words” 😀", tmp_path / "file", {**environ, "PATH": str(tmp_path), "TERM": "linux"}) == ""
    assert (tmp_path / "clipboard").read_text(encoding="utf-8") == "“words” 😀"
    assert (tmp_path / "arguments").read_text().strip() == arguments
    assert not (tmp_path / "file").exists()


def test_a_mac_has_a_tool_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    (tmp_path / "pbcopy").write_text("")
    (tmp_path / "pbcopy").chmod(0o755)
    assert native_command({"PATH": str(tmp_path)}) == ["pbcopy"]


def test_without_tool_and_clipboard_a_file_is_written_and_named(tmp_path: Path) -> None:
    environ = {"TERM": "linux", "PATH": str(tmp_path)}
    file = tmp_path / "deep" / "copied.txt"
    assert copy("words", file, environ) == str(file)
    assert file.read_text(encoding="utf-8") == "words\n"


def test_a_terminal_with_a_clipboard_needs_no_file(tmp_path: Path) -> None:
    environ = {"TERM": "xterm-256color", "PATH": str(tmp_path)}
    assert terminal_obeys(environ)
    assert copy("words", tmp_path / "file", environ) == ""
    assert not (tmp_path / "file").exists()


def test_a_tool_that_fails_leaves_it_to_the_file(tools: Path, tmp_path: Path) -> None:
    (tools / "xclip").write_text("#!/bin/sh\nexit 1\n")
    environ = {"DISPLAY": ":0", "PATH": str(tools), "TERM": "dumb"}
    assert copy("words", tmp_path / "file", environ) == str(tmp_path / "file")


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(OSError):  # noqa: PT011  (which one differs between systems)
        copy("words", tmp_path / "taken" / "file", {"TERM": "dumb", "PATH": ""})
