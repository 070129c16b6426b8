"""Articles read out as plain text: the words complete and in order, everything else between brackets."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.terminal.pty import PROGRAM, Terminal
from tests.terminal.test_commands import HOSTILE, complaint, run
from tui.annotations.corrections import correct_speaker
from tui.annotations.model import Motivation, new_annotation
from tui.annotations.store import NoteStore
from tui.documents.loading import load
from tui.documents.model import BlockKind
from tui.extraction.pipeline import extract
from tui.text import Span

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(PROGRAM is None, reason="briefing-tui is not installed"),
]
_BEFORE = re.compile(r"\[quote \d+[^\]]*\] ")
_AFTER = re.compile(r" \[(?:end of|break in) quote \d+\]")
_LABEL = re.compile(r"^\[[^\]]*\] ?", re.MULTILINE)


def read(*arguments: object, **environ: str) -> str:
    done = run("read", *arguments, **environ)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode("utf-8")


@cache
def whole(file: Path) -> str:
    """All there is to be read of a bundled article, each paragraph in a line."""
    return read("--width", 0, "--litter", file)


def own_words(printed: str) -> list[str]:
    """What is left when all that stands between our brackets is taken out."""
    return _LABEL.sub("", _AFTER.sub("", _BEFORE.sub("", printed))).split()


def test_words_of_the_article_are_complete_and_in_order(seeds: Path) -> None:
    for file in sorted(each for each in seeds.iterdir() if each.is_file()):
        document = load(file)
        title = next((each for each in document.blocks if each.kind is BlockKind.TITLE), None)
        shown = [block.span.of(document.text) for block in document.blocks if block is not title]
        expected = " ".join([document.title, *shown])
        stamps = {entry.stamp.of(document.text) for entry in document.entries if entry.stamp}
        for stamp in stamps:  # glued to its headline in the text, apart when it is read
            expected = expected.replace(stamp, f" {stamp}")
        assert own_words(whole(file)) == expected.split()


def test_litter_is_left_out_unless_it_is_asked_for(seeds: Path) -> None:
    file = next(each for each in sorted(seeds.iterdir()) if each.name.startswith("london-moscow"))
    document = load(file)
    litter = [block.span.of(document.text) for block in document.blocks if block.kind is BlockKind.LITTER]
    plain, printed = read("--width", 0, file), whole(file)
    assert litter
    assert all(f"[beside the article] {' '.join(each.split())}\n" in printed for each in litter)
    assert "[beside the article]" not in plain
    assert len(own_words(printed)) - len(own_words(plain)) == sum(len(each.split()) for each in litter)


def test_every_quote_is_told_with_speaker_kind_and_end(seeds: Path) -> None:
    for file in sorted(each for each in seeds.iterdir() if each.is_file()):
        document = load(file)
        printed = whole(file)
        title = next((each for each in document.blocks if each.kind is BlockKind.TITLE), None)
        for number, quote in enumerate(extract(document).attributions, 1):
            if title is not None and title.span.overlaps(quote.span):
                continue
            opening = re.search(rf"\[quote {number}, ([^\]]*)\] ", printed)
            assert opening is not None
            assert (quote.speaker or "speaker not told") in opening[1]
            assert f", {quote.kind}" in opening[1]
            assert all(outlet in opening[1] for outlet in quote.via)
            assert printed.count(f"[end of quote {number}]") == 1


def test_quote_is_marked_around_its_words_and_marks(article: Path) -> None:
    printed = read("--width", 0, article)
    assert re.search(
        r"^\[quote 1, [^\]]*Truss, direct\] “We need to see the troops move,” \[end of quote 1\] Ms\. Truss said",
        printed,
        re.MULTILINE,
    )
    assert printed.startswith("Talks end in Moscow\n\n[by Jane Doe; 2 quotes; no notes]\n\n")


def test_entries_of_a_live_page_are_told_with_their_times(seeds: Path) -> None:
    file = next(each for each in sorted(seeds.iterdir()) if "live" in each.name)
    document = load(file)
    printed = read("--width", 0, file)
    for place, entry in enumerate(document.entries, 1):
        assert f"\n\n[entry {place} of {len(document.entries)}]\n\n" in printed
        assert entry.stamp is None or f"\n\n{entry.stamp.of(document.text)}\n\n" in printed


def test_notes_are_told_after_their_passage_and_corrections_are_made(article: Path) -> None:
    document = load(article)
    notebook = NoteStore(article.parent / "annotations").open(document)
    start = document.text.index("We need")
    notebook.add(
        new_annotation(document.text, Span(start, start + 7), motivation=Motivation.COMMENTING,
                       body="Which \x1b[2J ] troops?", tags=["check"])
    )  # fmt: skip
    notebook.add(new_annotation("Gone for good", Span(0, 4), motivation=Motivation.HIGHLIGHTING))
    quote = extract(document).attributions[1]
    notebook.add(correct_speaker(document.text, quote, "Maria Zakharova", creator=""))
    paragraphs = read("--width", 0, article).strip().split("\n\n")
    place = next(place for place, each in enumerate(paragraphs) if "We need" in each)
    assert paragraphs[place + 1].startswith("[note 1 on “We need”: Which ")
    assert paragraphs[place + 1].endswith("; tags: check]")
    assert paragraphs[-1].startswith("[note 2, whose place in the text is not known, on “Gone”: highlighting]")
    assert "[quote 2, Maria Zakharova, direct]" in paragraphs[place + 2]
    assert "Zakharova" not in read("--no-corrections", article)


@pytest.mark.parametrize("width", [20, 40, 72])
def test_lines_keep_to_the_width(seeds: Path, width: int) -> None:
    lines = read("--width", width, seeds).splitlines()
    assert not [line for line in lines if len(line) > width and " " in line]
    assert max(map(len, lines)) > width - 10


def test_nothing_of_an_article_reaches_the_terminal_as_a_command(tmp_path: Path) -> None:
    (tmp_path / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    (tmp_path / "empty\x1b.txt").touch()
    done = run("read", tmp_path)
    assert done.returncode == 1
    for printed in (done.stdout.decode("utf-8"), done.stderr.decode("utf-8")):
        assert printed
        assert not [each for each in printed if not each.isprintable() and each != "\n"]


def test_standard_input_and_several_articles_are_told_apart(article: Path) -> None:
    printed = run("read", article, "-", stdin=b"Title\n\nSome text here.\n").stdout.decode()
    assert printed.index("[article 1 of 2]") < printed.index("Talks end") < printed.index("[article 2 of 2]")
    assert printed.endswith("Some text here.\n\n")


def test_encoding_that_lacks_a_character_gets_the_rest(article: Path) -> None:
    assert "troops move" in read(article, PYTHONIOENCODING="ascii", LC_ALL="C")


def test_wrong_width_and_wrong_setting_are_refused(tmp_path: Path, article: Path) -> None:
    assert run("read", "--width", "7", article).returncode == 2
    assert run("read", "--width", "wide", article).returncode == 2
    file = tmp_path / "mine.yaml"
    file.write_text("theme: 3")
    assert "theme: found 3" in complaint(run("read", "--config", file, article), 2)


def test_terminal_gets_the_text_through_the_pager_and_no_other_screen(
    terminal: Callable[..., Terminal], article: Path, tmp_path: Path
) -> None:
    pager = tmp_path / "page"
    pager.write_text('#!/bin/sh\necho "paged: $1"\ncat\n')
    pager.chmod(pager.stat().st_mode | stat.S_IXUSR)
    desk = terminal("read", article, size=(50, 30), env={"PAGER": f"'{pager}' first"})
    assert desk.wait() == 0
    assert "paged: first" in desk.text
    assert "“We need to see the troops move,”" in " ".join(desk.text.split())
    assert b"\x1b[?1049h" not in desk.raw
    assert b"\x1b" not in desk.raw


@pytest.mark.parametrize("pager", ["", "no-such-pager", "'unclosed", "true", "false"])
def test_pager_that_is_not_there_or_leaves_early_is_no_fault(
    terminal: Callable[..., Terminal], article: Path, pager: str
) -> None:
    desk = terminal("read", article, size=(80, 30), env={"PAGER": pager, "PATH": os.environ["PATH"]})
    assert desk.wait() == 0
    assert ("troops move" in desk.text) == (pager not in ("true", "false"))
    assert "Traceback" not in desk.text
