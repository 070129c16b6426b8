"""Every pair of panes is linked both ways, with back and forward."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot.conftest import Desk, OpenDesk
from tui.documents import formats
from tui.library.found import quotes_in
from tui.linking import Locus


def caret_word(desk: Desk) -> str:
    article, reading = desk.screen.article, desk.screen.reading
    assert article is not None
    return article.document.text[reading.caret : reading.caret + 12]


async def test_moving_in_the_articles_previews_without_history(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        first = desk.screen.article
        await desk.press("j")
        assert desk.screen.article is not first
        assert desk.screen.reading.article is desk.screen.article
        await desk.press("H")
        assert desk.screen.article is not first  # nothing to go back to


async def test_enter_on_an_article_opens_its_text_and_marks_it_read(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("j", "enter")
        library = desk.screen.session.library
        assert desk.screen.focused_pane() is desk.screen.reading
        assert library.records[1].read
        assert not library.records[0].read


async def test_a_link_into_an_article_that_takes_long_to_read_leads_to_its_passage(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "_at_hand", {".txt"})
    async with open_desk() as desk:
        library = desk.screen.session.library
        key = next(record.key for record in library.records if record.key.endswith(".html"))
        assert library.is_slow(key)
        quote = list(quotes_in(library, [key]))[-1].attribution
        desk.screen.links.go(Locus(key, quote.span, attribution=quote.id), visit=True)
        assert desk.screen.article is None
        await desk.until(lambda: desk.screen.article is not None, "the text")
        assert desk.screen.locus == Locus(key, quote.span, attribution=quote.id)
        assert desk.screen.reading.caret == quote.span.start > 0
        await desk.press("H")
        assert desk.screen.locus is not None
        assert desk.screen.locus.path != key


async def test_a_quote_leads_to_its_passage_and_speaker(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l", "l", "j", "j", "enter")
        row = desk.screen.quotes.rows[2]
        assert desk.screen.focused_pane() is desk.screen.reading
        assert desk.screen.reading.caret == row.attribution.span.start
        assert desk.screen.locus is not None
        assert desk.screen.locus.actor == row.actor


async def test_the_caret_in_a_quote_moves_the_list_of_quotes(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l", "right_square_bracket", "q", "right_square_bracket", "q")
        locus = desk.screen.locus
        assert locus is not None
        assert locus.attribution is not None
        index = desk.screen.quotes.index
        assert index is not None
        assert desk.screen.quotes.rows[index].attribution.id == locus.attribution


async def test_enter_in_the_text_follows_to_the_pane_of_what_is_under_the_caret(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l", "right_square_bracket", "a", "enter")
        assert desk.screen.focused_pane() is desk.screen.actors
        index = desk.screen.actors.index
        assert index is not None
        assert desk.screen.locus is not None
        assert desk.screen.actors.rows[index].id == desk.screen.locus.actor


async def test_an_actor_leads_to_the_quotes_by_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("tab", "tab", "tab")
        actor = desk.screen.actors.rows[0]
        assert actor.quotes > 0
        await desk.press("enter")
        assert desk.screen.focused_pane() is desk.screen.quotes
        assert {row.actor for row in desk.screen.quotes.rows} == {actor.id}
        await desk.press("escape")
        assert len({row.actor for row in desk.screen.quotes.rows}) > 1


async def test_the_mentions_of_one_actor_are_gone_through_from_its_pane(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("tab", "tab", "tab")
        index = desk.screen.actors.index
        assert index is not None
        actor = desk.screen.actors.rows[index].id
        carets = []
        for _ in range(3):
            await desk.press("right_square_bracket", "a")
            carets.append(desk.screen.reading.caret)
        article = desk.screen.article
        assert article is not None
        assert carets == sorted(set(carets))
        assert all(actor in [found for _, found in article.mentions.overlapping(c, c + 1)] for c in carets)


async def test_quotes_of_all_articles_lead_into_other_articles(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        here = desk.screen.article
        assert here is not None
        await desk.press("g", "a")
        rows = desk.screen.quotes.rows
        assert len({row.key for row in rows}) == len(desk.screen.session.library)
        other = next(index for index, row in enumerate(rows) if row.key != here.path)
        desk.screen.quotes.focus()
        desk.screen.quotes.move_to(other)
        await desk.press("enter")
        assert desk.screen.article is not None
        assert desk.screen.article.path == rows[other].key
        assert desk.screen.reading.caret == rows[other].attribution.span.start


async def test_back_and_forward_return_to_article_and_place(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("enter")
        first = desk.screen.article
        await desk.press("j", "j", "j", "j")
        place = desk.screen.reading.caret
        await desk.press("h", "j", "j", "enter")
        second = desk.screen.article
        assert first is not None
        assert second is not None
        assert first.path != second.path
        await desk.press("H")
        assert desk.screen.article is not None
        assert desk.screen.article.path == first.path
        assert desk.screen.reading.caret == place
        await desk.press("L")
        assert desk.screen.article.path == second.path


async def test_quotes_can_be_sorted_by_speaker(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l", "l", "g", "s")
        speakers = [row.speaker for row in desk.screen.quotes.rows]
        assert speakers == sorted(speakers)
        await desk.press("g", "s")
        starts = [row.attribution.span.start for row in desk.screen.quotes.rows]
        assert starts == sorted(starts)


async def test_the_reason_for_a_speaker_is_shown_on_demand(open_desk: OpenDesk) -> None:
    async with open_desk(size=(200, 50)) as desk:
        await desk.press("l", "l")
        assert not desk.shows("% sure")
        await desk.press("i")
        assert desk.shows("↳")


async def test_live_entries_are_gone_through_and_read_in_time_order(open_desk: OpenDesk, articles: object) -> None:
    async with open_desk() as desk:
        library = desk.screen.session.library
        live = next(row for row, record in enumerate(library.records) if library.document(record.key).entries)
        desk.screen.article_list.move_to(live)
        await desk.press("enter", "right_square_bracket", "e")
        article, reading = desk.screen.article, desk.screen.reading
        assert article is not None
        assert reading.caret == article.document.entries[0].headline.start
        await desk.press("g", "t")
        layout = reading.text_layout
        assert layout is not None
        times = [
            article.document.entries[layout.heads[layout.blocks[row]]].published
            for row in range(len(layout))
            if layout.is_first_of_block(row) and layout.blocks[row] in layout.heads
        ]
        assert len(times) == len(article.document.entries)
        assert times == sorted(times)  # type: ignore[type-var]


async def test_marks_are_kept_for_the_next_start(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("j", "enter", "j", "j", "j", "m", "x")
        place, path = desk.screen.reading.caret, desk.screen.article.path  # type: ignore[union-attr]
    async with open_desk() as desk:
        await desk.press("apostrophe", "x")
        assert desk.screen.article is not None
        assert desk.screen.article.path == path
        assert desk.screen.reading.caret == place


async def test_an_article_is_resumed_where_it_was_left(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("enter", "space", "space")
        place = desk.screen.reading.caret
        assert place > 0
    async with open_desk() as desk:
        assert desk.screen.reading.caret == place


async def test_read_and_star_marks_are_kept_for_the_next_start(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("s", "j", "r")
    async with open_desk() as desk:
        records = desk.screen.session.library.records
        assert records[0].starred
        assert records[1].read


async def test_going_from_quote_to_quote_in_a_previewed_article_reads_it(
    open_desk: OpenDesk, own_articles: Path
) -> None:
    async with open_desk([own_articles]) as desk:
        await desk.press("j", "l", "right_square_bracket", "q")
        read = [record.read for record in desk.screen.session.library.records]
        assert read == [False, True]


async def test_place_and_mark_are_found_again_when_the_file_has_moved(open_desk: OpenDesk, own_articles: Path) -> None:
    async with open_desk([own_articles]) as desk:
        await desk.press("enter", "space", "m", "x", "j")
        place, marked = desk.screen.reading.caret, desk.screen.session.library.state.mark("x")
        article = desk.screen.article
        assert article is not None
        assert marked is not None
    moved = own_articles / "elsewhere" / "renamed.txt"
    moved.parent.mkdir()
    Path(article.path).rename(moved)
    async with open_desk([own_articles]) as desk:
        library = desk.screen.session.library
        desk.screen.article_list.move_to(library.row(str(moved)))
        await desk.press("enter")
        assert desk.screen.reading.caret == place
        await desk.press("h", "k", "enter", "apostrophe", "x")
        assert desk.screen.article is not None
        assert desk.screen.article.path == str(moved)
        assert desk.screen.reading.caret == marked.place


async def test_a_quote_leads_to_the_note_on_it_and_the_note_to_quote_and_speaker(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("enter", "]", "q", "A")
        quote = desk.screen.locus
        assert quote is not None
        await desk.press("]", "q")
        assert desk.screen.locus is not None
        assert desk.screen.locus.annotation is None
        await desk.press("[", "q")
        assert desk.screen.locus is not None
        assert (desk.screen.locus.attribution, desk.screen.locus.annotation) == (quote.attribution, quote.annotation)
        await desk.press("G", "5", "enter")
        assert desk.screen.locus == quote
        assert desk.screen.focused_pane() is desk.screen.reading
        await desk.press("S")
        index = desk.screen.actors.index
        assert index is not None
        assert desk.screen.actors.rows[index].id == quote.actor


async def test_the_order_of_an_article_that_is_no_live_page_stays(open_desk: OpenDesk, own_articles: Path) -> None:
    async with open_desk([own_articles]) as desk:
        await desk.press("g", "t")
        assert desk.told("No live page")
        assert not desk.screen.reading.time_order
