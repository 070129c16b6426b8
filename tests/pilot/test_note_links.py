"""What notes are for and what they are linked to, as a reader sets and follows it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.pilot.conftest import Desk, OpenDesk
from tui.annotations.links import LinkKind, understood
from tui.annotations.model import Annotation, Motivation
from tui.library.found import quotes_in
from tui.screens.link_chooser import LinkChooser


def notes_of(desk: Desk) -> tuple[Annotation, ...]:
    article = desk.screen.article
    assert article is not None
    return article.annotations


def links(desk: Desk, body: str) -> list[tuple[LinkKind, str]]:
    (note,) = (note for note in notes_of(desk) if note.body == body)
    return [(link.kind, link.name) for link in map(understood, note.links)]


async def write(desk: Desk, body: str) -> None:
    await desk.press("a")
    await desk.type(body)
    await desk.press("ctrl+s")


async def link(desk: Desk, words: str) -> None:
    await desk.press("K")
    assert isinstance(desk.app.screen, LinkChooser)
    await desk.type(words)
    await desk.press("enter")


async def test_a_note_gets_a_motivation(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l", "j")
        await write(desk, "why")
        for letter, expected in (
            ("q", Motivation.QUESTIONING), ("t", Motivation.TAGGING), ("l", Motivation.LINKING),
            ("b", Motivation.BOOKMARKING), ("h", Motivation.HIGHLIGHTING), ("c", Motivation.COMMENTING),
        ):  # fmt: skip
            await desk.press("M")
            assert desk.shows("What the note is for")
            await desk.press(letter)
            assert [note.motivation for note in notes_of(desk)] == [expected]
        await desk.press("M", "q", "5")
        await desk.until(lambda: desk.shows("questioning"), "the motivation in the list")


async def test_a_place_is_bookmarked_by_one_key(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l", "j", "B")
        assert [note.motivation for note in notes_of(desk)] == [Motivation.BOOKMARKING]


async def test_a_note_is_linked_to_a_quote_and_followed_there_also_in_another_article(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.analysed()
        await desk.press("l", "j")
        await write(desk, "compare")
        library = desk.screen.session.library
        here = desk.screen.article.path  # type: ignore[union-attr]
        there = next(record.key for record in library.records if record.key != here and record.quotes)
        row = next(iter(quotes_in(library, [there])))
        await link(desk, row.words[:30].replace("‘", "").replace("’", "").replace("“", "").split("'")[0])
        kinds = links(desk, "compare")
        assert [kind for kind, _ in kinds] == [LinkKind.QUOTE]
        target = kinds[0][1]
        await desk.press("g", "k")
        await desk.until(lambda: desk.screen.article.document.id == target, "the article of the quote")  # type: ignore[union-attr]
        assert desk.screen.locus is not None
        assert desk.screen.locus.attribution is not None
        await desk.press("H")
        assert desk.screen.locus.path == here


async def test_a_note_is_linked_to_an_actor_another_note_and_an_address(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.analysed()
        opened: list[str] = []
        desk.app.open_url = lambda url, **_: opened.append(url)  # type: ignore[method-assign, assignment]
        await desk.press("l", "j")
        await write(desk, "first")
        await desk.press("right_curly_bracket", "right_curly_bracket")
        await write(desk, "second")
        await link(desk, "note first")
        await link(desk, "actor Lavrov")
        await desk.press("K", *("colon" if c == ":" else "slash" if c == "/" else c for c in "https://example.org/x"))
        await desk.press("enter")
        assert [kind for kind, _ in links(desk, "second")] == [LinkKind.NOTE, LinkKind.ACTOR, LinkKind.WEB]
        await desk.press("g", "k")
        assert desk.shows("→ note first")
        await desk.press("enter")
        first = next(note for note in notes_of(desk) if note.body == "first")
        assert desk.screen.locus is not None
        assert desk.screen.locus.annotation == first.id
        await desk.press("g", "k")  # the only link is the one that leads here
        second = next(note for note in notes_of(desk) if note.body == "second")
        assert desk.screen.locus.annotation == second.id
        await desk.press("g", "k", "down", "enter")
        await desk.until(lambda: desk.screen.quotes.speaker is not None, "the actor")
        assert "Lavrov" in desk.screen.quotes.speaker[1]  # type: ignore[index]
        await desk.press("H", "5", "g", "k", "down", "down", "enter")
        assert opened == ["https://example.org/x"]


async def test_a_link_is_taken_away_and_that_is_undone(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.analysed()
        await desk.press("l", "j")
        await write(desk, "one")
        await link(desk, "actor Lavrov")
        await link(desk, "take away")
        assert links(desk, "one") == []
        await desk.press("g", "k")
        assert desk.told("No links")
        await desk.press("u")
        assert len(links(desk, "one")) == 1


async def test_a_link_to_a_quote_holds_when_its_article_has_changed(open_desk: OpenDesk, own_articles: Path) -> None:
    async with open_desk([own_articles]) as desk:
        await desk.analysed()
        await desk.press("l", "right_square_bracket", "q", "right_square_bracket", "q")
        await write(desk, "see there")
        row = list(quotes_in(desk.screen.session.library, [desk.screen.article.path]))[-1]  # type: ignore[union-attr]
        words = row.words
        await desk.press("K")
        chooser = desk.app.screen
        assert isinstance(chooser, LinkChooser)
        goal = next(goal for goal in chooser.goals if goal.kind == "quote" and words in goal.words)
        chooser.dismiss(goal)
        await desk.until(lambda: len(links(desk, "see there")) == 1, "the link")
        path = Path(desk.screen.article.path)  # type: ignore[union-attr]
    path.write_text("Corrected today.\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    async with open_desk([own_articles]) as desk:
        await desk.analysed()
        await desk.press("5")
        await desk.press("g", "k")
        article, locus = desk.screen.article, desk.screen.locus
        assert article is not None
        assert locus is not None
        assert locus.span is not None
        assert words[:40] in locus.span.of(article.document.text)


async def test_creators_are_told_apart_by_name_where_there_are_several(open_desk: OpenDesk, notes: Path) -> None:
    async with open_desk(annotations__creator="anna") as desk:
        await desk.press("l", "j")
        await write(desk, "by one")
        await desk.press("5")
        assert not desk.shows("@anna")
    async with open_desk(annotations__creator="ben") as desk:
        await desk.press("l", "right_curly_bracket", "right_curly_bracket")
        await write(desk, "by another")
        await desk.press("5")
        await desk.until(lambda: desk.shows("@anna") and desk.shows("@ben"), "both names")


async def to_the_other(desk: Desk) -> None:
    """From the first copy of an article to the second."""
    await desk.until(lambda: desk.shows("×2"), "the row of both")
    await desk.press("h", "g", "x", "j", "enter")
    await desk.until(
        lambda: desk.screen.article is not None and Path(desk.screen.article.path).name == "two.txt", "the other"
    )


async def test_two_articles_with_one_text_share_their_notes_and_say_so(
    open_desk: OpenDesk, tmp_path: Path, seeds: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        shutil.copy(seeds / "london-moscow-wire.txt", tmp_path / name / f"{name}.txt")
    roots = [tmp_path / "one", tmp_path / "two"]
    async with open_desk(roots, annotations__folder="beside", size=(160, 36)) as desk:
        await desk.analysed()
        await desk.press("l", "j")
        await write(desk, "shared")
        await to_the_other(desk)
        assert [note.body for note in notes_of(desk)] == ["shared"]
    assert not (tmp_path / "two" / "annotations").exists()
    async with open_desk(roots, annotations__folder="beside", size=(160, 36)) as desk:
        await desk.analysed()
        await to_the_other(desk)
        await desk.until(lambda: bool(notes_of(desk)), "the notes that lie beside the other")
        await desk.until(lambda: desk.shows("the same text as 1 other article"), "the word about it")


async def test_enter_on_what_is_no_link_says_what_one_is(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l", "right_square_bracket", "q", "A")
        await desk.until(lambda: desk.told("Saved in"), "the note")
        await desk.press("K", *"qqxzy.example", "enter")
        await desk.until(lambda: desk.told("an address begins with https://"), "what is wanted")
        assert isinstance(desk.app.screen, LinkChooser)
