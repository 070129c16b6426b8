"""Jump mode, go to anything, layout of panes, themes."""

from __future__ import annotations

import pytest

from tests.pilot.conftest import OpenDesk
from tui.screens.go_anywhere import GoAnywhere
from tui.screens.jump_mode import labels


def test_no_label_begins_another() -> None:
    for count in (1, 26, 27, 300):
        made = labels(count)
        assert len(set(made)) == count
        assert not any(a != b and b.startswith(a) for a in made for b in made)


async def test_an_actor_is_gone_to_whose_pane_was_never_open(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("p")
        await desk.type("sergei lavrov")
        window = desk.app.screen
        assert isinstance(window, GoAnywhere)
        at = next(number for number, hit in enumerate(window.hits) if hit.kind == "actor")
        await desk.press(*["down"] * at, "enter")
        await desk.until(lambda: desk.screen.has_pane("actors"), "the pane")
        await desk.until(lambda: desk.screen.focused_pane().id == "actors", "the focus")
        assert desk.screen.actors.locus == desk.screen.locus


@pytest.mark.parametrize("pane", ["actors", "notes"])
async def test_a_command_leads_to_a_pane_that_was_never_open(open_desk: OpenDesk, pane: str) -> None:
    async with open_desk() as desk:
        await desk.press("p")
        await desk.type(f"go to the {pane}")
        window = desk.app.screen
        assert isinstance(window, GoAnywhere)
        at = next(number for number, hit in enumerate(window.hits) if f"Go to the {pane}." in hit.words)
        await desk.press(*["down"] * at, "enter")
        await desk.until(lambda: desk.screen.has_pane(pane) and desk.screen.focused_pane().id == pane, "the pane")


async def test_a_letter_goes_to_what_it_lies_on(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("f")
        jump = desk.screen.jump
        assert jump.active
        label, target = next(
            (label, target) for label, target in jump._targets.items() if target.pane is desk.screen.quotes
        )
        await desk.press(*label)
        assert not jump.active
        assert desk.screen.locus is not None
        wanted = desk.screen.quotes.rows[target.place].attribution
        assert desk.screen.locus.attribution == wanted.id
        assert desk.screen.reading.caret == wanted.span.start


async def test_jumping_in_the_text_can_be_gone_back_from(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("enter", "j", "j")
        place = desk.screen.reading.caret
        await desk.press("f")
        label, target = next(
            (label, target)
            for label, target in desk.screen.jump._targets.items()
            if target.pane is desk.screen.reading and target.place > place
        )
        await desk.press(*label)
        assert desk.screen.reading.caret == target.place
        await desk.press("H")
        assert desk.screen.reading.caret == place


async def test_another_key_ends_jump_mode_and_nothing_moves(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        locus = desk.screen.locus
        await desk.press("f", "escape")
        assert not desk.screen.jump.active
        assert desk.screen.locus == locus


async def test_go_to_anything_finds_articles_actors_quotes_and_commands(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        library = desk.screen.session.library
        await desk.press("p")
        assert isinstance(desk.app.screen, GoAnywhere)
        await desk.type(library.records[3].title[:12].lower())
        await desk.press("enter")
        await desk.until(
            lambda: desk.screen.article is not None and desk.screen.article.path == library.records[3].key,
            "the article",
        )
        await desk.press("p")
        await desk.type("sergei lavrov")
        assert any(hit.kind == "actor" for hit in desk.app.screen.hits)  # type: ignore[attr-defined]
        await desk.press("escape", "p")
        await desk.type("zen")
        await desk.press("enter")
        await desk.until(lambda: desk.screen.panes.zen, "the command")


async def test_the_next_unread_article_is_opened(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("enter", "U")
        records = desk.screen.session.library.records
        assert [record.read for record in records[:3]] == [True, True, False]


async def test_widths_and_hidden_panes_are_remembered(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = desk.screen.article_list.outer_size.width
        await desk.press("greater_than_sign")
        assert desk.screen.article_list.outer_size.width == before + 2
        await desk.press("tab", "tab", "backslash")
        assert not desk.screen.quotes.display
    async with open_desk() as desk:
        assert desk.screen.article_list.outer_size.width == before + 2
        assert not desk.screen.quotes.display
        await desk.press("l", "backslash")
        assert desk.screen.quotes.display


async def test_a_theme_is_seen_while_it_is_chosen_and_escape_takes_it_back(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = desk.app.theme
        await desk.press("g", "c", "down")
        assert desk.app.theme != before
        await desk.press("escape")
        assert desk.app.theme == before
        await desk.press("g", "c", "down", "enter")
        assert desk.app.theme != before


async def test_paragraph_focus_dims_the_others(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("enter", "right_curly_bracket", "right_curly_bracket", "g", "p")
        reading = desk.screen.reading
        layout = reading.text_layout
        assert layout is not None
        here = layout.row_of(reading.caret)
        dimmed = reading.style_of("dimmed").color
        other = next(row for row in range(len(layout)) if layout.blocks[row] not in (-1, layout.blocks[here]))
        colours = [
            {segment.style.color for segment in reading._draw(layout, row, 80, caret=False) if segment.text.strip()}
            for row in (here, other)
        ]
        assert dimmed in colours[1]
        assert dimmed not in colours[0]


async def test_places_that_are_gathered_between_the_keys_are_offered_when_they_are_here(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.slices.SLICE", 0.0)  # a turn after each
    async with open_desk() as desk:
        await desk.press("p")
        window = desk.app.screen
        assert isinstance(window, GoAnywhere)
        await desk.type("sergei lavrov")
        await desk.until(lambda: {hit.kind for hit in window.hits} >= {"actor", "quote", "search"}, "what was found")
        await desk.press("ctrl+u")
        await desk.type("zen")
        await desk.until(lambda: any(hit.kind == "command" for hit in window.hits), "the commands")
