"""Articles that lie in a file with others: opened, noted and found again like any other."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.pilot.conftest import OpenDesk
from tests.pilot.test_intake import seen
from tests.unit.documents.containing import archive, mailbox


async def test_notes_on_articles_of_a_file_lie_beside_it(open_desk: OpenDesk, tmp_path: Path, seeds: Path) -> None:
    folder = tmp_path / "years"
    folder.mkdir()
    wire = (seeds / "london-moscow-wire.txt").read_text(encoding="utf-8")
    (folder / "news.zip").write_bytes(archive({"wire.txt": wire, "letters.mbox": mailbox(2)}))
    async with open_desk([folder], annotations__folder="beside") as desk:
        keys = list(desk.screen.session.library.keys)
        assert [key.partition("!/")[2].partition("!/")[0] for key in keys] == [
            "letters.mbox",
            "letters.mbox",
            "wire.txt",
        ]
        assert desk.shows("Talks of day 2")
        await desk.press("G", "enter", "l", "j", "a")
        await desk.type("kept")
        await desk.press("ctrl+s")
    (file,) = (folder / "annotations").glob("*.yaml")
    assert next(iter(yaml.safe_load_all(file.read_text(encoding="utf-8"))))["path"] == "news.zip!/wire.txt"
    (folder / "news.zip").rename(folder / "moved.zip")
    async with open_desk([folder / "moved.zip!" / "wire.txt"], annotations__folder="beside") as desk:
        await desk.press("enter")
        article = desk.screen.article
        assert article is not None
        assert article.path.endswith("moved.zip!/wire.txt")
        assert [note.body for note in article.annotations] == ["kept"]


async def test_message_that_comes_into_a_mailbox_comes_into_the_list(open_desk: OpenDesk, tmp_path: Path) -> None:
    path = tmp_path / "letters.mbox"
    path.write_bytes(mailbox(1))
    async with open_desk([tmp_path]) as desk:
        library = desk.screen.session.library
        await seen(desk, lambda: path.write_bytes(mailbox(2)), lambda: len(library) == 2, "the message")
        assert [(record.title, record.quotes) for record in library.records] == [
            ("Talks of day 1", 1),
            ("Talks of day 2", 1),
        ]


async def test_mailbox_from_standard_input_is_a_list_of_articles(open_desk: OpenDesk) -> None:
    async with open_desk([], stdin=mailbox(2)) as desk:
        assert [record.title for record in desk.screen.session.library.records] == ["Talks of day 1", "Talks of day 2"]
        await desk.press("j", "enter")
        assert desk.screen.article is not None
        assert "“Nothing came of day 2,”" in desk.screen.article.document.text


async def test_what_is_wrong_with_one_article_of_a_file_is_told_in_its_row(open_desk: OpenDesk, tmp_path: Path) -> None:
    (tmp_path / "news.zip").write_bytes(archive({"a.txt": "Talks\n\nNobody said a word.", "broken.zip": b"PK"}))
    async with open_desk([tmp_path / "news.zip"]) as desk:
        assert desk.shows("Talks")
        assert desk.shows("is damaged (no archive)")
