"""Pictures of the screens. Look at them before you accept new ones with `pytest tests/snapshot --snapshot-update`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tui import resources
from tui.app import BriefingApp, open_session
from tui.config import load_settings
from tui.keymap import Keymap
from tui.screens.desk import DeskScreen
from tui.theming import load_themes

ARTICLES = Path(__file__).parent / "articles"
THEMES = sorted(theme.name for theme in load_themes(resources.themes_dir())[0])
Snap = Callable[..., bool]


@pytest.fixture(autouse=True)
def same_everywhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the person's terminal asks for is not in the picture; an article is analysed once for all of them."""
    for name in ("NO_COLOR", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_ANIMATIONS", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def app(tmp_path: Path) -> Callable[[str], BriefingApp]:
    def made(theme: str) -> BriefingApp:
        chosen = {"theme": theme, "annotations.folder": str(tmp_path / "notes"), "annotations.creator": "Reader"}
        settings = load_settings(environ={}, overrides=chosen)
        keymap = Keymap.from_settings(settings.keys, resources.default_config())
        session = open_session([ARTICLES], settings, stdin=None, keymap=keymap, articles_bundled=False)
        return BriefingApp(session)

    return made


def after(*keys: str) -> Callable[[Pilot[int]], Awaitable[None]]:
    """Waits until every article is analysed, then presses keys; nothing in the picture blinks."""

    async def run(pilot: Pilot[int]) -> None:
        desk = pilot.app.screen_stack[0]
        assert isinstance(desk, DeskScreen)
        for _ in range(1000):
            indexer, article = desk.intake.indexer, desk.article
            if indexer is not None and not indexer.busy and article is not None and article.analysis is not None:
                break
            await pilot.pause(0.02)
        else:
            raise AssertionError("the articles were not analysed")
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        for _ in range(1000):
            if not (desk.variants.busy or any(not worker.is_finished for worker in pilot.app.workers)):
                break
            await pilot.pause(0.02)
        await pilot.pause()
        pilot.app.clear_notifications()  # they hold the path of a temporary folder
        for field in pilot.app.screen.query(TextArea):
            field.cursor_blink = False
        for line in pilot.app.screen.query(Input):
            line.cursor_blink = False
        await pilot.pause()

    return run


NARROW, WIDE = (80, 24), (120, 36)
QUOTE = ("l", "right_square_bracket", "q")
SCREENS = {
    "desk": (WIDE, ("l", "right_curly_bracket", "A", "right_square_bracket", "q")),  # a quote, and a passage marked
    "help": (NARROW, ("l", "question_mark")),
    "editor": (NARROW, (*QUOTE, "v", "q", "a", *"Nine", "space", *"days", "tab", *"storm")),
    "compare": (NARROW, (*QUOTE, "c")),
    "compare-beside": (WIDE, (*QUOTE, "c")),
    "coverage": (NARROW, ("C",)),
    "timeline": (NARROW, ("T",)),
    "go-to": (NARROW, ("p", *"harbour")),
    "themes": (NARROW, ("g", "c")),
}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("screen", SCREENS)
def test_screen(screen: str, theme: str, app: Callable[[str], BriefingApp], snap_compare: Snap) -> None:
    """Each screen in each theme that comes along."""
    size, keys = SCREENS[screen]
    assert snap_compare(app(theme), terminal_size=size, run_before=after(*keys))


def test_the_desk_at_80_columns(app: Callable[[str], BriefingApp], snap_compare: Snap) -> None:
    assert snap_compare(app("night-desk"), terminal_size=NARROW, run_before=after())
