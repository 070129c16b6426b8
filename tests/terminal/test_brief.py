"""`briefing-tui brief`: the files it writes, read back, and in a browser where there is one."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html as lxml_html

from tests.terminal.pty import PROGRAM
from tests.terminal.test_commands import complaint, run
from tests.unit.briefing.making import COURIER, GAZETTE, HOSTILE
from tui.annotations.model import Motivation, new_annotation
from tui.annotations.store import NoteStore
from tui.documents.loading import load
from tui.text import Span

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(PROGRAM is None, reason="briefing-tui is not installed"),
]
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
in_browser = pytest.mark.skipif(BROWSER is None, reason="no headless Chromium is installed")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "harbour"
    folder.mkdir()
    for name, text in (("courier", COURIER), ("gazette", GAZETTE), ("hostile", HOSTILE)):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def test_every_format_is_written_as_the_name_says(tmp_path: Path, library: Path) -> None:
    pytest.importorskip("docx")
    beginnings = {"md": b"# Briefing: harbour\n", "html": b"", "json": b"{\n", "docx": b"PK"}
    for suffix, beginning in beginnings.items():
        file = tmp_path / f"out.{suffix}"
        done = run("brief", library, "-o", file)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        assert file.read_bytes().lstrip().startswith(beginning)
    page = lxml_html.parse(str(tmp_path / "out.html")).getroot()
    assert page.findtext(".//title") == "Briefing: harbour"
    assert [each["name"] for each in json.loads((tmp_path / "out.json").read_bytes())["speakers"]] == [
        "Anna Berg", "Jane Doe", "Peter Holm",
    ]  # fmt: skip


def test_articles_that_are_not_there_write_over_nothing(tmp_path: Path) -> None:
    file = tmp_path / "out.md"
    file.write_text("of yesterday", encoding="utf-8")
    done = run("brief", tmp_path / "nowhere", "-o", file, "--force")
    assert done.returncode == 1
    assert b"does not exist" in done.stderr
    assert file.read_text(encoding="utf-8") == "of yesterday"


def test_a_file_that_is_there_is_written_over_only_where_that_is_said(tmp_path: Path, library: Path) -> None:
    file = tmp_path / "essay.md"
    file.write_text("my own essay", encoding="utf-8")
    message = complaint(run("brief", library, "-o", file), 1)
    assert str(file) in message
    assert "--force" in message
    assert file.read_text(encoding="utf-8") == "my own essay"
    done = run("brief", library, "-o", file, "--force")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert file.read_text(encoding="utf-8").startswith("# Briefing: harbour")
    assert run("brief", library, "-o", "/dev/null", "--format", "md").returncode == 0, "nothing is lost there"


@pytest.mark.parametrize("suffix", ["md", "html", "json", "docx"])
def test_a_briefing_beside_the_articles_is_no_source_of_the_next_one(library: Path, suffix: str) -> None:
    if suffix == "docx":
        pytest.importorskip("docx")
    file = library / f"briefing.{suffix}"
    before = json.loads(run("brief", library, "--format", "json").stdout)
    assert run("brief", library, "-o", file).returncode == 0
    done = run("brief", library, "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    after = json.loads(done.stdout)
    assert after["sources"] == before["sources"]
    assert after["coverage"] == before["coverage"]


def test_a_briefing_that_is_named_is_read(library: Path) -> None:
    file = library / "briefing.md"
    run("brief", library, "-o", file)
    assert len(json.loads(run("brief", file, "--format", "json").stdout)["sources"]) == 1


def test_markdown_goes_to_standard_output_and_statements_are_chosen(library: Path) -> None:
    done = run("brief", library, "--query", "islanders", "--title", "What Holm said")
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode()
    assert text.startswith("# What Holm said\n\n1 statement by 1 speaker in 1 article, with “islanders”.")
    assert "Anna Berg" not in text


def test_notes_and_tags_are_those_beside_the_articles(library: Path) -> None:
    document = load(library / "courier.md")
    start = document.text.index("islanders")
    span = Span(start, start + 9)
    book = NoteStore(library / "annotations").open(document)
    book.add(
        new_annotation(document.text, span, motivation=Motivation.COMMENTING, body="Who?", tags=["ask"], creator="ann")
    )
    text = run("brief", library, "--tag", "ask").stdout.decode()
    assert "Peter Holm" in text
    assert "**Note** on [1]: Who? *#ask* (ann)" in re.sub(" +", " ", text)
    assert "nothing is written" in complaint(run("brief", library, "--tag", "other"), 1)


def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, library: Path) -> None:
    assert "out.pdf" in complaint(run("brief", library, "-o", tmp_path / "out.pdf"), 2)
    template = tmp_path / "mine.html"
    template.write_text("{% for %}")
    message = complaint(run("brief", library, "-o", tmp_path / "out.html", "--template", template), 2)
    assert f"{template}, line 1" in message
    absent = tmp_path / "absent.html"
    assert f"{absent}: does not exist" in complaint(run("brief", library, "--format", "html", "--template", absent), 2)
    nothing = run("brief", library, "-o", tmp_path / "out.html", "--query", "speaker:nobody")
    assert "nothing is written" in complaint(nothing, 1)
    assert not (tmp_path / "out.html").exists()
    assert not (tmp_path / "out.html").exists()
    assert "nowhere" in complaint(run("brief", library, "-o", tmp_path / "nowhere" / "out.md"), 1)
    assert "missing.md" in complaint(run("brief", tmp_path / "missing.md"), 1)
    assert run("brief").returncode == 2


def loaded(page: str, folder: Path, *, size: str = "1000,800") -> lxml_html.HtmlElement:
    """The page as it stands in the browser once it is loaded and its scripts have run."""
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    done = subprocess.run(
        [
            str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=4000", f"--window-size={size}",
            "--dump-dom", file.as_uri(),
        ],
        capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return lxml_html.document_fromstring(done.stdout.decode("utf-8"))


@pytest.fixture
def page(library: Path, tmp_path: Path) -> str:
    file = tmp_path / "out.html"
    assert run("brief", library, "-o", file).returncode == 0
    return file.read_text(encoding="utf-8")


@in_browser
def test_no_script_of_an_article_runs_even_without_the_pages_own_policy(page: str, tmp_path: Path) -> None:
    bare = re.sub("<meta http-equiv=[^>]*>", "", page)
    assert bare != page
    shown = loaded(bare, tmp_path)
    assert shown.findtext(".//title") == "Briefing: harbour"
    assert not list(shown.iter("script", "img"))
    assert "document.title='owned'" in shown.text_content()


@in_browser
@pytest.mark.parametrize("width", [320, 390, 1200])
def test_page_fits_its_window_and_shows_its_words(page: str, tmp_path: Path, width: int) -> None:
    bare = re.sub("<meta http-equiv=[^>]*>", "", page)
    frame = (
        f'<iframe style="border:0;width:{width}px;height:800px" srcdoc="{html.escape(bare)}"></iframe><script>'
        "onload = () => { const d = document.querySelector('iframe').contentDocument, e = d.documentElement;"
        "const small = [...d.querySelectorAll('p, li, blockquote')].filter(x => x.getClientRects().length &&"
        " parseFloat(getComputedStyle(x).fontSize) < 12).length;"
        "document.title = JSON.stringify([e.scrollWidth, e.clientWidth, small,"
        " getComputedStyle(d.querySelector('blockquote')).display]); }</script>"
    )
    scroll, client, small, display = json.loads(loaded(frame, tmp_path, size="1300,900").findtext(".//title") or "[]")
    assert width - 20 <= client <= width  # a scroll bar may take some
    assert scroll <= client
    assert small == 0
    assert display == "block"


@in_browser
def test_page_prints(page: str, tmp_path: Path) -> None:
    file, pdf = tmp_path / "page.html", tmp_path / "page.pdf"
    file.write_text(page, encoding="utf-8")
    subprocess.run(
        [
            str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
            f"--print-to-pdf={pdf}", file.as_uri(),
        ],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    assert pdf.read_bytes().startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())) >= 1
