"""The application: themes, the desk, and the start that shows text before it loads anything else."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self

from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.notifications import Notify, SeverityLevel
from textual.widget import Widget

from tui import memory, paths, resources
from tui.config import Settings
from tui.keymap import Keymap
from tui.library.catalogue import Catalogue, catalogue_file
from tui.library.library import Library
from tui.library.listing import Listing
from tui.library.reading_state import ReadingState
from tui.light_start import light
from tui.screens.at_once import deal_with
from tui.screens.desk import DeskScreen
from tui.screens.ending import end_when_told
from tui.screens.errands import Errands
from tui.screens.key_gate import KeyGate, Typed
from tui.screens.leaving import Leaving
from tui.screens.session import Session
from tui.screens.sure_timers import SureTimers
from tui.screens.tidying import Tidying
from tui.theming import find_theme, load_themes, made_readable, missing_theme, variables_of
from tui.widgets.bare_strips import keep_nothing_by_strips
from tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.driver import Driver

    from tui.documents.model import Document

_STYLE_SHEET = Path(__file__).parent / "screens" / "desk.tcss"
_BARE_STYLE_SHEET = _STYLE_SHEET.with_name("bare.tcss")
_AT_ONCE = 2000
"""Articles looked for on the disk before the first frame; where there are more, those of last time are shown."""
_SWITCH = 0.0005
"""Seconds that the thread which writes to the terminal waits for the one that works on; Python's own are 0.005."""
_COLLECTED_AFTER = 0.4
"""Seconds after which the garbage collector comes back."""
_DRAGGED = 0.1
"""Seconds between two sizes of the terminal within which its edge is being dragged."""
_MESSAGES = 5
"""Messages that stand at once: they lie over what is read."""
_THEMES_AFTER = 0.5
"""Seconds after which the themes that are not in use are loaded."""
_THREADS = 3
"""For what is looked up beside the keys: each keeps a heap of its own, and few ask for two things at once."""


def _theme_folders() -> tuple[Path, Path]:
    return resources.themes_dir(), paths.user_themes()


def _action_commands() -> type[Provider]:
    """The palette's entries, imported when it is first opened."""
    from tui.commands import ActionCommands

    return ActionCommands


class BriefingApp(SureTimers, App[int], inherit_bindings=False):
    """Runs one desk."""

    TITLE = "briefing-tui"
    ENABLE_COMMAND_PALETTE = False  # its key is bound by the keymap, not by Textual
    COMMANDS: ClassVar = {_action_commands}
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = []
    _resized = 0.0
    """When the terminal had another size last."""
    _has_begun = False
    """True once the theme is known; no style sheet is read before."""

    def __init__(self, session: Session) -> None:
        keep_nothing_by_strips()
        if not os.environ.get("NO_COLOR"):
            os.environ.pop("NO_COLOR", None)  # Textual takes an empty one for one that is set
        super().__init__()
        self.use_command_palette = True
        self.session = session
        session.gate = self._gate = KeyGate(self)
        session.errands = self._errands = Errands(self)
        self._all_themes_known = False
        self.tidying = Tidying(self, session.library)
        theme = find_theme(session.settings.theme, *_theme_folders())
        if theme is not None:
            self.register_theme(theme)
        elif session.settings.theme not in self.available_themes:
            raise missing_theme(session.settings.theme, *_theme_folders())
        name = session.settings.theme
        if self.no_color:
            name = self._have_no_colours()
        elif self.console.color_system == "standard":  # sixteen colours: the terminal's own, not the nearest of them
            name = "ansi-dark" if self.available_themes[name].dark else "ansi-light"
        self._begin_with(name)

    def _have_no_colours(self) -> str:
        from tui.widgets.bare import Bare, bare_theme

        self._filters = [Bare()]
        theme = bare_theme()
        self.register_theme(theme)
        return theme.name

    def _begin_with(self, theme: str) -> None:
        """Have a theme before any style sheet is read: set later, all of them are read twice."""
        self._has_begun = True
        found = self.available_themes[theme]
        if found.ansi:  # Textual then lets the terminal's colours through
            self.theme = theme
        else:
            self.set_reactive(App.theme, theme)
            for name, held in (("dark-mode", found.dark), ("light-mode", not found.dark), (f"theme-{theme}", True)):
                self.set_class(held, f"-{name}", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_driver_class(self) -> type[Driver]:
        with light():
            found = super().get_driver_class()
            if found.__name__ != "LinuxDriver":  # of another system, or one that was asked for
                return found
            from tui.driver import DeskDriver

        return DeskDriver

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variables_of(self.current_theme)

    def get_css_variables(self) -> dict[str, str]:
        if not self._has_begun:
            return {}
        self.theme_variables = made_readable(self.current_theme, super().get_css_variables())
        return self.theme_variables

    def get_default_screen(self) -> DeskScreen:
        # Textual reads the style sheets of pushed screens only; as one of the application's it would be parsed twice.
        self.stylesheet.read(_STYLE_SHEET)
        if self.no_color:
            self.stylesheet.read(_BARE_STYLE_SHEET)
        return DeskScreen(self.session)

    def refresh(self, *, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw everything, also where it stands as before: a terminal that another program had shows nothing of it."""
        super().refresh(repaint=repaint, layout=layout, recompose=recompose)
        if repaint and layout and self.screen_stack:
            self.screen.refresh()
        return self

    async def on_event(self, event: events.Event) -> None:
        """Give what is typed to the widget that has the focus, when its turn has come."""
        if isinstance(event, Typed) and not event.is_forwarded:
            if not self._gate.lets_in(event):
                return
            self.tidying.key_pressed()
            self._errands.key_pressed()
            pane = self.focused
            if isinstance(event, events.Key) and isinstance(pane, LineView) and self.app_focus:
                pane.before_key()
                if await deal_with(event, pane):
                    return
            elif isinstance(event, events.Key) and self._leaving().takes(event):
                return
        await super().on_event(event)

    def _leaving(self) -> Leaving:
        desk = self.screen_stack[0]
        assert isinstance(desk, DeskScreen)
        return desk.leaving

    def on_resize(self, event: events.Resize) -> None:
        """Textual has each wait for those that may follow it; here those wait that follow one."""
        now, before, self._resized = time.monotonic(), self._resized, time.monotonic()
        if self._size is not None and self._resize_timer is None and now - before > _DRAGGED:
            event.prevent_default()
            if event.size != self._size:
                self._size = event.size
                told = events.Resize(event.size, event.virtual_size, event.container_size, event.pixel_size)
                for screen in (self.screen, *self._background_screens):
                    screen.post_message(told)

    def on_mount(self) -> None:
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))  # fg: the terminal is empty
        self.set_timer(_COLLECTED_AFTER, memory.collect_from_now)
        self.tidying.begin()
        self._errands.add(self.know_all_themes, after=_THEMES_AFTER)
        self.set_timer(_THEMES_AFTER, self._have_few_threads)
        end_when_told(self, self.session)

    def _have_few_threads(self) -> None:
        if not self.is_running:  # the reader has left within that time
            return
        from concurrent.futures import ThreadPoolExecutor

        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS))

    def action_command_palette(self) -> None:
        from tui.screens.palette import Palette

        self.know_all_themes()  # the palette lists them
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def action_change_theme(self) -> None:
        from tui.screens.theme_chooser import ThemeChooser

        if self.no_color:
            self.notify("No theme is shown while NO_COLOR is set")
            return
        self.know_all_themes()
        self.push_screen(ThemeChooser())

    def pop_screen(self) -> AwaitComplete:
        """Close a window, and let go of what was drawn for it."""
        done = super().pop_screen()
        self.tidying.window_closed()
        return done

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """As Textual's, with the title before the message: a row of its own is one more that is covered."""
        told = f"{title}: {message}" if title else message
        super().notify(told, severity=severity, timeout=timeout, markup=markup)

    def on_notify(self, event: Notify) -> None:
        """A message that is told again takes its own place; of many the last stand, and all that tell of something that
        went wrong.
        """
        others = [each for each in self._notifications if each is not event.notification]
        again = [each for each in others if each.message == event.notification.message]
        usual = [each for each in others if each not in again and each.severity == "information"]
        gone = [*again, *usual[: -(_MESSAGES - 1)]]
        for each in gone:
            self._unnotify(each, refresh=False)
        for screen in self.screen_stack if gone else ():  # there may be none, as the program ends
            for toast in screen.query("Toast"):
                # Textual takes a message away, and would leave what holds it
                if getattr(toast, "_notification", None) in gone and isinstance(toast.parent, Widget):
                    toast.parent.remove()

    def know_all_themes(self) -> None:
        """Load the themes that are not in use, which the first frame does not need; tell which could not be loaded."""
        if self._all_themes_known:
            return
        self._all_themes_known = True
        themes, problems = load_themes(*_theme_folders())
        for theme in themes:
            if theme.name != self.theme:
                self.register_theme(theme)
        for problem in problems:
            self.notify(str(problem), title="Theme", severity="warning", markup=False, timeout=8)

    def on_unmount(self) -> None:
        self.tidying.end()
        self._errands.end()
        self.session.library.close()


def _write_in_full() -> None:
    """Give Textual's driver a buffered stream where Python runs unbuffered, as it does in many containers.

    A signal, such as that of a resize, ends a write halfway. Only a buffered stream goes on with what is left: without,
    the rest of the frame was lost and the terminal left with half a control sequence.
    """
    stream = sys.__stderr__
    if stream is not None and isinstance(stream.buffer, io.RawIOBase):
        buffered = open(stream.fileno(), "w", encoding=stream.encoding, errors=stream.errors, closefd=False)  # noqa: SIM115
        sys.__stderr__ = buffered  # type: ignore[misc]


def open_session(
    paths_given: Sequence[Path],
    settings: Settings,
    *,
    stdin: bytes | None,
    keymap: Keymap,
    articles_bundled: bool,
    catalogue: Path | None = None,
) -> Session:
    """The library of these paths (and of standard input), ready to be shown; `catalogue` is the file of its catalogue,
    where that is not to be the usual one.
    """
    from tui.documents.sources import TooManyFilesError, find_articles
    from tui.library.contents import Contents

    paths_given = paths.from_the_root(paths_given)
    opened = Catalogue(catalogue or catalogue_file(paths_given, settings.library.catalogues_folder))
    state = ReadingState(paths.user_reading())
    files: list[Path] = []
    problems: list[str] = []
    known = opened.listing()
    listed: Listing | None = known
    if len(known) <= _AT_ONCE:
        contents = Contents(paths.user_cache())
        try:
            found = find_articles(paths_given, limit=_AT_ONCE, within=contents.keys_soon)
            files += found.files
            problems += map(str, found.problems)
            listed = None
        except TooManyFilesError:
            pass
        finally:
            contents.close()
    given: list[Document] = []
    if stdin is not None:
        from tui.documents.loading import DocumentError, keys_given, load_given

        for key in keys_given(stdin):
            try:
                given.append(load_given(stdin, key))
            except DocumentError as error:
                problems.append(str(error))
        files[:0] = [Path(document.path) for document in given]
    if listed is None:
        library = Library(files, opened, state)
    else:
        library = Library((), opened, state, listed=listed.after([str(path) for path in files]))
    for document in given:
        library.shown.give(document, stdin or b"")
    return Session(settings, keymap, library, paths_given, articles_bundled, problems)


def run(
    paths_given: Sequence[Path],
    settings: Settings,
    *,
    stdin: bytes | None,
    keymap: Keymap,
    articles_bundled: bool,
    tell: Callable[[str], None],
    catalogue: Path | None = None,
) -> int:
    """Show the desk until the reader leaves; the exit status. `tell` is given the lines that the reader has to know of
    then. The garbage collector may be off: it comes back.
    """
    session = open_session(
        paths_given, settings, stdin=stdin, keymap=keymap, articles_bundled=articles_bundled, catalogue=catalogue
    )
    _write_in_full()
    sys.setswitchinterval(_SWITCH)
    app = BriefingApp(session)
    app.run()
    with contextlib.suppress(OSError):  # the terminal may be gone
        for words in session.last_words:
            tell(words)
    return app.return_code or 0
