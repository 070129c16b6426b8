"""The real desk over copies of the bundled articles, driven by keys without a terminal."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.message import Message
from textual.notifications import Notify
from textual.pilot import Pilot

from tui import resources
from tui.app import BriefingApp, open_session
from tui.config import load_settings
from tui.keymap import Keymap
from tui.screens.desk import DeskScreen


class Desk:
    """A running desk with its pilot."""

    def __init__(self, app: BriefingApp, pilot: Pilot[int], messages: Sequence[str]) -> None:
        self.app = app
        self.pilot = pilot
        self.messages = messages

    @property
    def screen(self) -> DeskScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, DeskScreen)
        return screen

    async def press(self, *keys: str) -> None:
        """Press keys by Textual's names and let everything settle."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.press(*("space" if character == " " else character for character in text))

    async def until(self, holds: Callable[[], bool], what: str, seconds: float = 20) -> None:
        """Wait until something holds."""
        for _ in range(int(seconds / 0.02)):
            if holds():
                await self.pilot.pause()
                return
            await self.pilot.pause(0.02)
        raise AssertionError(f"{what} did not come about")

    async def analysed(self) -> None:
        """Wait until the background has read every article."""
        await self.until(
            lambda: (
                self.screen.intake.indexer is not None
                and not self.screen.intake.indexer.busy
                and (self.screen.article is None or self.screen.article.analysis is not None)
            ),
            "the analysis of all articles",
        )

    def lines(self) -> list[str]:
        """What the screen shows, line by line, without styles."""
        return ["".join(segment.text for segment in strip) for strip in self.app.screen._compositor.render_strips()]

    def told(self, text: str) -> bool:
        """Whether a message held this, in sight or over already: a busy machine may not look while it is shown."""
        return any(text in message for message in self.messages)

    def shows(self, text: str) -> bool:
        return any(text in line for line in self.lines())


OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """The bundled articles, which no test may change: their catalogue serves all of them."""
    folder = tmp_path_factory.mktemp("library") / "articles"
    shutil.copytree(seeds, folder, ignore=shutil.ignore_patterns("annotations"))
    return folder


@pytest.fixture
def own_articles(tmp_path: Path, seeds: Path) -> Path:
    """Two articles that a test may change."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("london-moscow-wire.txt", "moscow-talks-feature.txt"):
        shutil.copy(seeds / name, folder)
    return folder


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """The folder that a test's notes go to."""
    return tmp_path / "notes"


@pytest.fixture(autouse=True)
def shared_cache(user_places: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """One cache for all tests of a process: an article is analysed once."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def open_desk(articles: Path, notes: Path) -> OpenDesk:
    """Opens a desk; each one is closed at the end of its `async with`."""

    @asynccontextmanager
    async def opened(
        paths: Sequence[Path] | None = None,
        size: tuple[int, int] = (120, 36),
        *,
        analysed: bool = True,
        stdin: bytes | None = None,
        **overrides: object,
    ) -> AsyncIterator[Desk]:
        chosen = {"annotations.folder": str(notes)}
        chosen |= {key.replace("__", "."): value for key, value in overrides.items()}
        settings = load_settings(environ={}, overrides=chosen)
        keymap = Keymap.from_settings(settings.keys, resources.default_config())
        wanted = [articles] if paths is None else list(paths)
        session = open_session(wanted, settings, stdin=stdin, keymap=keymap, articles_bundled=False)
        app = BriefingApp(session)
        messages: list[str] = []

        def listen(message: Message) -> None:
            if isinstance(message, Notify):
                messages.append(f"{message.notification.title} {message.notification.message}")

        async with app.run_test(size=size, notifications=True, message_hook=listen) as pilot:
            await pilot.pause()
            desk = Desk(app, pilot, messages)
            await desk.until(lambda: desk.screen.intake.indexer is not None, "the start")
            if analysed:
                await desk.analysed()
            yield desk
        await asyncio.sleep(0)

    return opened
