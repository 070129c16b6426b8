"""The commands as a shell runs them: what they print, where, and with which exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.terminal.pty import PROGRAM
from tui.annotations.corrections import correct_speaker, reject_quote
from tui.annotations.model import Motivation, new_annotation
from tui.annotations.store import NoteStore
from tui.documents.loading import load
from tui.documents.model import BlockKind
from tui.extraction.model import ActorKind, Kind
from tui.extraction.pipeline import extract
from tui.text import Span

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(PROGRAM is None, reason="briefing-tui is not installed"),
]

FORMATS = ("table", "json", "jsonl", "yaml", "csv")
HOSTILE = (
    "Minister \x1b[31mspeaks\x1b]0;owned\x07 at [bold]length[/bold]\n\n"
    "\x9b2JLONDON (Reuters) - “We will \x1b[2J stay,” said Jane Doe, =cmd|' /C calc'!A0 minister.\x00\x08\n\n"
    "“=1+1 is not the sum of it, whatever they say,” Doe said on Monday.\u202e\u2028\n"
)


def run(*arguments: object, stdin: bytes = b"", **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [str(PROGRAM), *map(os.fspath, map(_argument, arguments))],
        input=stdin,
        env={**os.environ, **environ},
        capture_output=True,
        check=False,
        timeout=120,
    )


def _argument(argument: object) -> Any:
    return argument if isinstance(argument, (bytes, os.PathLike)) else str(argument)


def records(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def complaint(done: subprocess.CompletedProcess[bytes], status: int) -> str:
    assert done.returncode == status, done.stderr.decode()
    message = done.stderr.decode("utf-8")
    assert message.count("\n") == 1
    assert message.startswith("briefing-tui: ")
    return message


@pytest.fixture(scope="module")
def extracted(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    from tui import resources

    return records(run("extract", "--format", "jsonl", resources.seeds_dir()))


@pytest.mark.parametrize(
    "command", [(), ("extract",), ("annotations",), ("read",), ("check",), ("brief",), ("keys",), ("doctor",)]
)
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_help_fits_the_terminal_but_for_commands_to_be_copied(command: tuple[str, ...], columns: int) -> None:
    text = run(*command, "--help", COLUMNS=str(columns)).stdout.decode()
    for line in text.splitlines():
        assert len(line) <= columns or re.match(r"  (\S.*)?(briefing-tui|curl|pandoc) ", line), line


@pytest.mark.parametrize(
    "command", [(), ("extract",), ("annotations",), ("read",), ("check",), ("brief",), ("keys",), ("doctor",)]
)
def test_help_shows_examples(command: tuple[str, ...]) -> None:
    done = run(*command, "--help")
    assert done.returncode == 0
    assert b"examples:" in done.stdout
    assert all(len(line) <= 110 for line in done.stdout.decode().splitlines())


def test_desk_without_a_terminal_is_refused_with_a_line_that_names_extract(article: Path) -> None:
    assert "briefing-tui extract" in complaint(run(article), 2)


def test_table_is_printed_where_the_locale_has_no_sign_for_its_marks(tmp_path: Path) -> None:
    file = tmp_path / "talks.txt"
    file.write_text("Talks “end”\n\n“We saw the café – and left it at once,” Anna Müller said.\n", encoding="utf-8")
    done = run("extract", file, PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr.decode()
    assert b"We saw the caf? ? and left it" in done.stdout


def test_path_without_a_letter_is_no_path(article: Path) -> None:
    assert '""' in complaint(run("extract", "", article.parent), 1)
    assert not run("extract", "").stdout


def test_wrong_setting_is_told_before_anything_else(tmp_path: Path, article: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("reading: {measure: wide}")
    message = complaint(run("--config", file, article), 2)
    assert f"{file}: reading.measure: found 'wide', expected a whole number from 40 to 160" in message
    file.write_text("keys: {actions: {quit: [j]}}")
    assert f"{file}: keys.actions." in complaint(run("--config", file, article), 2)
    file.write_text("annotations: {folder: 3}")
    assert "annotations.folder" in complaint(run("annotations", "--config", file, article), 2)
    file.write_text("keys: {actions: {qiut: [x]}}")
    assert f"{file}: keys.actions.qiut: found an unknown action" in complaint(
        run("extract", "--config", file, article), 2
    )
    assert "BRIEFING_TUI_READING_MEASURE" in complaint(run(BRIEFING_TUI_READING_MEASURE="9"), 2)


def test_all_that_is_wrong_in_the_settings_is_told_a_line_each(tmp_path: Path, article: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("theme: noon\nreading: {measure: wide, mesure: 3}\nkeys: {actions: {qiut: [x]}}\n")
    keys = ["reading.measure", "reading.mesure", "keys.actions.qiut"]
    for command, wrong in ((["extract", article], keys), ([article], [*keys, "theme"]), (["keys"], keys)):
        done = run(*command[:1], "--config", file, *command[1:])
        lines = done.stderr.decode().splitlines()
        assert (done.returncode, len(lines)) == (2, len(wrong)), lines
        for line, key in zip(lines, wrong, strict=True):
            assert line.startswith(f"briefing-tui: {file}: {key}: found ")


def test_wrong_option_is_a_usage_error() -> None:
    done = run("extract", "--format", "xml", "article.txt")
    assert done.returncode == 2
    assert b"table" in done.stderr
    assert run("extract").returncode == 2


def test_every_document_is_one_line_with_the_promised_keys(extracted: list[dict[str, Any]], seeds: Path) -> None:
    names = [Path(record["path"]).name for record in extracted]
    assert names == sorted(file.name for file in seeds.iterdir() if file.is_file())
    for record in extracted:
        assert list(record) == [
            "path", "id", "title", "outlet", "byline", "published", "language", "url", "text", "blocks", "quotes",
            "actors", "marked", "copies",
        ]  # fmt: skip
        assert record["title"]
        assert record["published"] is None or datetime.fromisoformat(record["published"])
        for block in record["blocks"]:
            assert block["kind"] in set(BlockKind)
            assert set(block) <= {"kind", "start", "end", "published"}


def test_offsets_of_quotes_lie_in_the_text_and_speakers_are_among_the_actors(
    extracted: list[dict[str, Any]],
) -> None:
    assert sum(len(record["quotes"]) for record in extracted) > len(extracted)
    for record in extracted:
        text, actors = record["text"], {actor["id"]: actor for actor in record["actors"]}
        assert len(actors) == len(record["actors"])
        for quote in record["quotes"]:
            assert list(quote) == [
                "id", "start", "end", "spans", "text", "kind", "speaker", "speaker_id", "speaker_start",
                "speaker_end", "cue_start", "cue_end", "via", "confidence", "why",
            ]  # fmt: skip
            assert quote["kind"] in set(Kind)
            assert (quote["start"], quote["end"]) == (quote["spans"][0][0], quote["spans"][-1][1])
            assert all(0 <= start < end <= len(text) for start, end in quote["spans"])
            pieces = [" ".join(text[start:end].split()) for start, end in quote["spans"]]
            assert all(piece in quote["text"] for piece in pieces)
            assert 0 <= quote["confidence"] <= 1
            assert quote["why"]
            assert (quote["speaker_start"] is None) == (quote["speaker_end"] is None)
            if quote["speaker_id"] is not None:
                assert quote["speaker"] == actors[quote["speaker_id"]]["name"]
        for actor in actors.values():
            assert list(actor) == ["id", "name", "kind", "aliases", "roles", "mentions"]
            assert actor["kind"] in set(ActorKind)
            assert actor["name"] not in actor["aliases"]
            assert all(0 <= start < end <= len(text) for start, end in actor["mentions"])


def test_published_is_a_date_where_no_time_is_told_and_has_its_zone_where_one_is(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("Talks end\n\nBy Jane Doe in London February 10, 2022\n\nNobody spoke.\n")
    (tmp_path / "2.txt").write_text(
        "Talks end\n\n1. Nobody spokepublished at 14:05 Greenwich Mean Time 10 February 2022\n\nNot a word.\n"
    )
    day, moment = records(run("extract", "--format", "jsonl", tmp_path))
    assert day["published"] == "2022-02-10"
    assert moment["published"] == "2022-02-10T14:05:00+00:00"


def test_direct_quote_is_given_without_its_marks(article: Path) -> None:
    (record,) = records(run("extract", "--format", "jsonl", article))
    quote = record["quotes"][0]
    assert quote["text"].rstrip(",") == "We need to see the troops move"
    assert record["text"][quote["start"] : quote["end"]] == quote["text"]
    assert record["text"][quote["start"] - 1] == "“"
    assert "Truss" in quote["speaker"]
    assert record["text"][quote["speaker_start"] : quote["speaker_end"]] in ("Ms. Truss", "Truss")
    assert record["text"][quote["cue_start"] : quote["cue_end"]] == "said"


def test_json_jsonl_and_yaml_tell_the_same(extracted: list[dict[str, Any]], seeds: Path) -> None:
    as_json = run("extract", "--format", "json", seeds)
    as_yaml = run("extract", "--format", "yaml", seeds)
    assert json.loads(as_json.stdout) == extracted
    assert list(yaml.safe_load_all(as_yaml.stdout.decode("utf-8"))) == extracted


def test_same_articles_give_the_same_output_in_every_run(seeds: Path) -> None:
    first, second = (run("extract", "--format", "json", seeds, PYTHONHASHSEED=seed) for seed in "12")
    assert first.stdout == second.stdout


def test_csv_has_one_row_a_quote_and_no_cell_that_runs_as_a_formula(tmp_path: Path) -> None:
    file = tmp_path / "sums.txt"
    file.write_text(HOSTILE, encoding="utf-8")
    (record,) = records(run("extract", "--format", "jsonl", file))
    done = run("extract", "--format", "csv", file)
    header, *rows = csv.reader(io.StringIO(done.stdout.decode("utf-8")))
    assert header == ["article", "outlet", "speaker", "kind", "via", "words"]
    assert len(rows) == len(record["quotes"]) > 0
    assert any(row[-1].startswith("'=1+1") for row in rows)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_explain_adds_how_sure_and_why(article: Path) -> None:
    plain = run("extract", "--format", "csv", article).stdout.decode()
    explained = run("extract", "--format", "csv", "--explain", article).stdout.decode()
    (record,) = records(run("extract", "--format", "jsonl", article))
    header, first, *_ = csv.reader(io.StringIO(explained))
    assert header[-2:] == ["confidence", "why"]
    assert first[-1] == record["quotes"][0]["why"]
    assert record["quotes"][0]["why"] not in plain
    table = " ".join(run("extract", "--explain", article).stdout.decode().split())
    assert record["quotes"][0]["why"].split()[0] in table


@pytest.mark.parametrize("explain", [(), ("--explain",)])
def test_table_fits_eighty_columns_and_names_every_speaker(
    extracted: list[dict[str, Any]], seeds: Path, explain: tuple[str, ...]
) -> None:
    lines = run("extract", *explain, seeds).stdout.decode("utf-8").splitlines()
    assert max(map(len, lines)) <= 80
    shown = " ".join(" ".join(lines).split())
    for record in extracted:
        for quote in record["quotes"]:
            assert (quote["speaker"] or "").split(" ")[0] in shown


def test_speaker_named_in_two_ways_has_one_id_across_articles(tmp_path: Path) -> None:
    for number, name in enumerate(("Zelensky", "Zelenskiy")):
        (tmp_path / f"{number}.txt").write_text(
            f"A day in Kyiv\n\nUkrainian President Volodymyr {name} spoke on Thursday.\n\n"
            f"“We do not want any part of this panic,” {name} said.\n",
            encoding="utf-8",
        )
    first, second = records(run("extract", "--format", "jsonl", tmp_path))
    assert first["quotes"][0]["speaker_id"] == second["quotes"][0]["speaker_id"] is not None
    assert first["quotes"][0]["speaker"] == second["quotes"][0]["speaker"]


def test_standard_input_is_an_article_and_stands_in_its_place(article: Path) -> None:
    first, second = records(run("extract", "--format", "jsonl", article, "-", stdin=b"Title\n\nSome text here.\n"))
    assert (first["path"], second["path"]) == (str(article), "-")
    assert second["text"].startswith("Title")


@pytest.mark.parametrize("command", ["extract", "brief", "index", "annotations"])
def test_options_stand_between_paths(command: str, article: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Other\n\n“We are not there,” said Mr. Lavrov.\n", encoding="utf-8")
    apart = run(command, article, "--format", "json", other)
    assert apart.returncode == 0, apart.stderr
    if command in ("extract", "brief"):
        together = run(command, article, other, "--format", "json")
        assert _without_minute(apart.stdout) == _without_minute(together.stdout)


def _without_minute(told: bytes) -> Any:
    """What was told, but for the minute in which a briefing was made: the next one may begin between two commands."""
    found = json.loads(told)
    if isinstance(found, dict):
        found.pop("made", None)
    return found


def test_what_stands_behind_two_dashes_is_no_option(article: Path) -> None:
    assert "--format: does not exist" in complaint(run("extract", "--format", "json", "--", "--format"), 1)


def test_documents_come_in_the_order_of_their_paths_and_once(article: Path, tmp_path: Path) -> None:
    other = tmp_path / "another.txt"
    other.write_text("Another title\n\nAnd a paragraph of text.\n")
    found = records(run("extract", "--format", "jsonl", article, other, tmp_path))
    assert [record["path"] for record in found] == [str(article), str(other)]


def test_documents_of_a_folder_come_as_programs_sort_their_paths(tmp_path: Path) -> None:
    for name in ("2.txt", "10.txt", "a/x.txt", "a-b.txt", "Z.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("A title\n\nAnd a paragraph of text.\n")
    paths = [record["path"] for record in records(run("extract", "--copies", "--format", "jsonl", tmp_path))]
    assert len(paths) == 5
    assert paths == sorted(paths)


def test_what_cannot_be_read_is_told_line_by_line_and_the_rest_goes_on(article: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "secret.txt").write_text("Nobody may read this.")
    (tmp_path / "secret.txt").chmod(0)
    done = run("extract", "--format", "jsonl", tmp_path, tmp_path / "missing.txt")
    assert done.returncode == 1
    lines = done.stderr.decode().splitlines()
    names = ("binary.txt", "empty.txt", "missing.txt") + (("secret.txt",) if os.geteuid() else ())
    assert len(lines) == len(names)
    for name in names:
        assert any(name in line for line in lines)
    read = [Path(json.loads(line)["path"]).name for line in done.stdout.splitlines()]
    assert "talks.txt" in read


@pytest.mark.parametrize("explain", [(), ("--explain",)])
@pytest.mark.parametrize("format", FORMATS)
def test_nothing_an_article_holds_reaches_the_terminal_as_a_command(
    tmp_path: Path, format: str, explain: tuple[str, ...]
) -> None:
    folder = tmp_path / "a\x1b[2Jfolder\x9b"
    folder.mkdir()
    (folder / "hostile\x07.txt").write_text(HOSTILE, encoding="utf-8")
    (folder / "page.html").write_text(
        "<html><head><title>A page &#27;[2J of \u009b its own</title></head>"
        "<body><article><h1>A page of its own</h1>"
        "<p>“It is &#27;]0;x&#7; what it is, and no more than that,” said John Smith of the ministry.</p>"
        "</article></body></html>",
        encoding="utf-8",
    )
    (folder / "empty\x1b.txt").touch()
    done = run("extract", "--format", format, *explain, folder)
    assert done.returncode == 1
    for printed in (done.stdout.decode("utf-8"), done.stderr.decode("utf-8")):
        assert printed
        assert not [each for each in printed if not each.isprintable() and each != "\n"]
    assert b"[bold]length[/bold]" in done.stdout


def test_file_name_that_is_no_text_is_told_and_read_back(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/talk\xff\x1b.txt"
    Path(os.fsdecode(name)).write_text("A title\n\nA paragraph of text.\n")
    (record,) = records(run("extract", "--format", "jsonl", name))
    assert record["path"] == os.fsdecode(name)
    for format in FORMATS:
        assert run("extract", "--format", format, name).returncode == 0


def test_reader_that_leaves_early_hears_no_complaint(seeds: Path) -> None:
    with subprocess.Popen(
        [str(PROGRAM), "extract", "--format", "json", str(seeds)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.read(1)
        program.stdout.close()
        assert program.stderr.read() == b""
        assert program.wait(timeout=60) in (0, 141)


def test_folder_with_the_name_of_a_command_is_reached_by_its_path(tmp_path: Path, article: Path) -> None:
    folder = tmp_path / "extract"
    folder.mkdir()
    done = subprocess.run([str(PROGRAM), "extract"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"PATH" in done.stderr
    done = subprocess.run([str(PROGRAM), "./extract"], cwd=tmp_path, capture_output=True, check=False)
    assert b"needs a terminal" in done.stderr


def test_notes_are_listed_with_their_passages_and_the_state_of_their_anchors(article: Path) -> None:
    document = load(article)
    notebook = NoteStore(article.parent / "annotations").open(document)
    start = document.text.index("We need")
    there = new_annotation(document.text, Span(start, start + 7), motivation=Motivation.COMMENTING,
                           body="Which \x1b[2J troops?", tags=["check", "troops"])  # fmt: skip
    gone = new_annotation("Words that never stood in this article", Span(0, 24), motivation=Motivation.HIGHLIGHTING)
    notebook.add(there)
    notebook.add(gone)

    done = run("annotations", "--format", "json", article)
    first, second = json.loads(done.stdout)
    assert done.returncode == 0
    assert (first["passage"], first["start"], first["tags"]) == ("We need", start, ["check", "troops"])
    assert first["anchor"] == "anchored"
    assert (second["anchor"], second["start"]) == ("orphan", None)
    assert list(yaml.safe_load_all(run("annotations", "--format", "yaml", article).stdout)) == [first, second]

    table = run("annotations", article.parent).stdout.decode("utf-8")
    assert max(map(len, table.splitlines())) <= 80
    assert "We need" in table
    assert "orphan" in table
    assert "\x1b" not in table


def test_corrections_among_the_notes_are_made_in_every_format_unless_they_are_left_out(article: Path) -> None:
    document = load(article)
    (found,) = records(run("extract", "--format", "jsonl", article))
    assert "Lavrov" in found["quotes"][1]["speaker"]
    assert not any("corrected" in quote for quote in found["quotes"])
    NoteStore(article.parent / "annotations").open(document).add(
        correct_speaker(document.text, extract(document).attributions[1], "Maria Quill", creator="anna")
    )

    (corrected,) = records(run("extract", "--format", "jsonl", article))
    first, second = corrected["quotes"]
    assert (second["speaker"], second["corrected"], second["confidence"]) == ("Maria Quill", True, 1.0)
    assert "corrected" not in first
    assert second["speaker_id"] in [actor["id"] for actor in corrected["actors"]]
    for format in FORMATS:
        assert b"Maria Quill" in run("extract", "--format", format, article).stdout
    explained = run("extract", "--explain", "--format", "csv", article.parent).stdout.decode("utf-8")
    assert "Speaker corrected by anna on " in explained
    assert records(run("extract", "--no-corrections", "--format", "jsonl", article)) == [found]


def test_corrections_lie_where_the_settings_say(tmp_path: Path, article: Path) -> None:
    document = load(article)
    setting = tmp_path / "mine.yaml"
    setting.write_text("annotations: {folder: " + str(tmp_path / "notes") + "}")
    NoteStore(tmp_path / "notes").open(document).add(
        reject_quote(document.text, extract(document).attributions[0], creator="anna")
    )
    (plain,) = records(run("extract", "--format", "jsonl", article))
    (corrected,) = records(run("extract", "--config", setting, "--format", "jsonl", article))
    assert corrected["quotes"] == plain["quotes"][1:]


def test_damaged_notes_are_told_and_the_other_corrections_are_made(article: Path) -> None:
    document = load(article)
    notebook = NoteStore(article.parent / "annotations").open(document)
    notebook.add(correct_speaker(document.text, extract(document).attributions[1], "Maria Quill", creator=""))
    with notebook.path.open("a", encoding="utf-8") as file:
        file.write("---\nid: [broken\n")
    done = run("extract", "--format", "jsonl", article)
    assert notebook.path.name in complaint(done, 1)
    assert json.loads(done.stdout)["quotes"][1]["speaker"] == "Maria Quill"


def test_real_documents_are_extracted_without_a_complaint(shared: Path) -> None:
    found = records(run("extract", "--format", "jsonl", shared / "seeds"))
    assert len(found) == len(list((shared / "seeds").glob("*.txt")))
    assert all(record["quotes"] for record in found)


def test_copies_of_an_article_are_one_line_that_names_them(tmp_path: Path, seeds: Path) -> None:
    text = (seeds / "london-moscow-wire.txt").read_text(encoding="utf-8")
    for name, kept in (("a.txt", f"Menu\n\n{text}"), ("b.txt", text), ("c.txt", text), ("d.txt", "Other words.\n")):
        (tmp_path / name).write_text(kept, encoding="utf-8")
    done = run("extract", "--format", "jsonl", tmp_path)
    first, other = records(done)
    assert (first["path"], first["copies"]) == (
        str(tmp_path / "a.txt"),
        [str(tmp_path / "b.txt"), str(tmp_path / "c.txt")],
    )
    assert (other["path"], other["copies"]) == (str(tmp_path / "d.txt"), [])
    assert complaint(done, 0) == "briefing-tui: 2 copies of these articles left out (all: --copies)\n"
    every = run("extract", "--copies", "--format", "jsonl", tmp_path)
    assert [record["copies"] for record in records(every)] == [[]] * 4
    assert every.stderr == b""
