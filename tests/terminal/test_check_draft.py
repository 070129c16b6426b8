"""`briefing-tui check`: what it prints of a draft, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.terminal.pty import PROGRAM
from tests.terminal.test_commands import complaint, run

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(PROGRAM is None, reason="briefing-tui is not installed"),
]

RIGHT = "“We will not close the northern harbour before nine ferries have sailed,” Anna Berg said.\n"
WRONG = "“We will close the northern harbour before nine ferries have sailed,” Peter Holm said.\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    text = f"Harbour talks\n\nThe talks began. {RIGHT}\n“Nobody asked the islanders at all,” Peter Holm said.\n"
    (folder / "talks.txt").write_text(text, encoding="utf-8")
    return folder


def draft(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "draft.md"
    file.write_text(f"# A draft\n\n{text}", encoding="utf-8")
    return file


def test_status_is_0_only_where_every_quotation_is_exact(tmp_path: Path, library: Path) -> None:
    right = run("check", draft(tmp_path, RIGHT), "--library", library)
    assert right.returncode == 0, right.stderr
    assert right.stdout.decode().endswith(f"\n1 exact, held against {library}\n")
    assert run("check", draft(tmp_path, RIGHT + "\n" + WRONG), "--library", library).returncode == 1
    assert run("check", draft(tmp_path, "Nothing was said.\n"), "--library", library).returncode == 0


def test_json_tells_verdict_place_and_differences(tmp_path: Path, library: Path) -> None:
    done = run("check", draft(tmp_path, WRONG), "--library", library, "--format", "json")
    assert done.returncode == 1
    (record,) = json.loads(done.stdout)
    assert (record["verdict"], record["speaker"]) == ("altered", "Peter Holm")
    source = record["sources"][0]
    assert Path(source["path"]) == library / "talks.txt"
    assert source["speaker"] == "Anna Berg"
    assert source["differences"] == ["“not” is left out (negation)"]
    assert source["note"] == "laid to Anna Berg there"
    text = (library / "talks.txt").read_text(encoding="utf-8")
    assert text[source["start"] : source["end"]] == source["text"]


def test_draft_comes_from_standard_input_and_the_library_from_the_settings(tmp_path: Path, library: Path) -> None:
    settings = tmp_path / "mine.yaml"
    settings.write_text(f"library: {{paths: [{json.dumps(str(library))}]}}")
    done = run("check", "-", "--config", settings, stdin=RIGHT.encode())
    assert done.returncode == 0, done.stderr


def test_block_quotations_are_checked_also_of_standard_input(tmp_path: Path, library: Path) -> None:
    text = "Anna Berg said:\n\n> We will not close the northern harbour\n> before nine ferries have sailed.\n"
    for done in (
        run("check", draft(tmp_path, text), "--library", library),
        run("check", "-", "--library", library, stdin=text.encode()),
    ):
        assert (done.returncode, b"1 exact" in done.stdout) == (0, True)


def test_draft_in_the_library_is_no_source_of_its_own(tmp_path: Path, library: Path) -> None:
    file = library / "draft.md"
    file.write_text("# Draft\n\n“The bridge will be built by Christmas,” Berg said.\n", encoding="utf-8")
    done = run("check", file, "--library", library)
    assert done.returncode == 1
    assert b"1 not found" in done.stdout


def test_what_cannot_be_read_is_told(tmp_path: Path, library: Path) -> None:
    assert "nowhere.md" in complaint(run("check", tmp_path / "nowhere.md", "--library", library), 1)
    assert "nothere" in complaint(run("check", draft(tmp_path, RIGHT), "--library", tmp_path / "nothere", library), 1)
    assert run("check").returncode == 2
    assert "no draft is given" in complaint(run("check", "--library", library), 2)
    assert run("check", draft(tmp_path, RIGHT), "--format", "xml").returncode == 2


def test_without_a_library_nothing_is_held_against_it(tmp_path: Path, library: Path) -> None:
    file = draft(tmp_path, RIGHT)
    absent = run("check", file, "--library", tmp_path / "absent")
    assert "absent: does not exist" in complaint(absent, 2)
    assert absent.stdout == b""
    (tmp_path / "empty").mkdir()
    empty = run("check", file, "--library", tmp_path / "empty", "--format", "json")
    assert "holds no articles" in complaint(empty, 2)
    assert empty.stdout == b""


def test_the_draft_may_come_last(tmp_path: Path, library: Path) -> None:
    done = run("check", "--library", library, draft(tmp_path, WRONG))
    assert done.stdout.decode().endswith(f"\n1 altered, held against {library}\n")


def test_the_library_is_named_and_that_none_was_given(tmp_path: Path, library: Path) -> None:
    file = draft(tmp_path, WRONG)
    both = run("check", file, "--library", library, library / "talks.txt").stdout.decode()
    assert both.endswith(f"\n1 altered, held against {library} and {library / 'talks.txt'}\n")
    none = run("check", file).stdout.decode()
    assert none.endswith("\n1 not found, held against the bundled sample articles, as no library was given\n")
    hostile = tmp_path / "a\x1b[2Jb"
    library.rename(hostile)
    assert b"\x1b" not in run("check", file, "--library", hostile).stdout


def test_a_hostile_draft_sends_nothing_to_the_terminal(tmp_path: Path, library: Path) -> None:
    text = "“We \x1b[2J stay [bold]here[/bold] \x9b2J,” Anna \x07Berg said.\n"
    for format in ("table", "json"):
        done = run("check", draft(tmp_path, text), "--library", library, "--format", format)
        assert done.returncode == 1
        assert not set(done.stdout) & {0x1B, 0x07, 0x9B}
