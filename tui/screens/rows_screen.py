"""A screen that is one list over the whole terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ScreenResultType
from textual.widget import Widget

from tui.actions import Context, action
from tui.keymap import KeyReader
from tui.screens.dispatch import Dispatcher
from tui.screens.room import TOO_SMALL, is_too_small, small_sign
from tui.screens.window import Window
from tui.widgets.key_footer import KeyFooter
from tui.widgets.prompt import Prompt
from tui.widgets.row_list import RowList
from tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen
    from tui.screens.jump_mode import JumpMode

_FILTER = "filter"


class RowsScreen(Window[ScreenResultType]):
    """Gives back what a row leads to, None for nothing. A subclass makes the list.

    `FOOTER` are the ids of the actions told at the foot, in their order; `MEANINGS` describe those actions, by id, that
    mean something else here than on the desk; `FILTER` names the line that filters the list, and hints at what to type.
    """

    CSS_PATH = "rows_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = []
    CONTEXTS: ClassVar[tuple[Context, ...]] = (Context.LIST, Context.DESK)
    MEANINGS: ClassVar[Mapping[str, str]] = {
        "search": action(_FILTER).description,
        "go-back": "Go back to the desk.",
        "cancel": "Drop the filter; without one, go back to the desk.",
    }
    FOOTER: ClassVar[tuple[str, ...]] = ("follow", "filter", "help", "back-or-close")
    FILTER: ClassVar[tuple[str, str]] = ("Filter", "words that a row must hold")

    def __init__(self, desk: DeskScreen, rows: RowList) -> None:
        super().__init__()
        self.desk = desk
        self.rows = rows
        self.session = desk.session
        self._before = ""
        self._typing: Widget | None = None
        """What is focused again when a terminal that was too small has grown."""
        self._jump: JumpMode | None = None
        self._status = StatusLine(id="status")
        self._footer = KeyFooter(id="footer")
        self.dispatcher = Dispatcher(
            self,
            KeyReader(desk.session.keymap),
            timeout=desk.session.settings.keys.timeout,
            contexts=self.contexts,
            handlers=lambda: (self.rows, self),
            shown=self.update_status,
        )

    def compose(self) -> ComposeResult:
        self.rows.add_class("listed")
        yield from self.above()
        yield self.rows
        yield self._status
        yield self._footer
        yield small_sign()

    def on_mount(self) -> None:
        self.begins_at().focus()
        self.rows.update_title()
        self.update_status()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(is_too_small(event.size), TOO_SMALL)
        if is_too_small(event.size):
            self._typing = self.focused or self._typing
        elif self.focused is None and self._typing is not None and self._typing.is_attached:
            self.set_focus(self._typing, from_app_focus=True)  # else what is typed would be selected

    def begins_at(self) -> Widget:
        """What has the focus first."""
        return self.rows

    def above(self) -> Iterable[Widget]:
        """What stands above the list."""
        return ()

    def status(self) -> tuple[str, str]:
        """What the status line tells, left and right."""
        return "", ""

    def contexts(self) -> Sequence[Context]:
        """Where keys are meant, the innermost first."""
        return self.CONTEXTS

    def update_status(self) -> None:
        """Show the status line and the footer as things stand."""
        if not self.is_mounted:
            return
        self._status.show(*self.status(), self.dispatcher.pending)
        if self.query(Prompt):
            self._footer.show((("", "Enter", "Accept"), ("cancel", "Esc", "Cancel")))
            return
        keys = self.session.keymap
        hints = [(each.id, keys.keys_of(each.id)[:1], each.title) for each in map(action, self.FOOTER)]
        self._footer.show([(identifier, key[0], title) for identifier, key, title in hints if key])

    def on_key(self, event: events.Key) -> None:
        self.session.gate.through(event)
        if self._jump is not None and self._jump.active:
            self._jump.key(event)
        elif self.focused is self.rows or self.focused is None:
            self.dispatcher.key(event)
            self.update_status()

    def on_key_footer_pressed(self, event: KeyFooter.Pressed) -> None:
        self.dispatcher.run(action(event.action_id))

    def do_help(self, count: int) -> None:
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.session.keymap, self.contexts(), self.dispatcher.does, self.MEANINGS))

    def do_jump(self, count: int) -> None:
        from tui.screens.jump_mode import JumpMode

        self._jump = self._jump or JumpMode(self, lambda: [self.rows])
        self._jump.start()

    def do_palette(self, count: int) -> None:
        self.app.action_command_palette()

    def do_suspend(self, count: int) -> None:
        self.desk.leaving.do_suspend(count)

    def do_quit(self, count: int) -> None:
        self.desk.leaving.do_quit(count)

    def do_back_or_close(self, count: int) -> None:
        self.dismiss(None)

    def do_go_back(self, count: int) -> None:
        self.dismiss(None)

    def do_cancel(self, count: int) -> None:
        """Drop the filter, then close."""
        if self.rows.filter_text:
            self.rows.set_filter("")
        else:
            self.dismiss(None)

    def do_search(self, count: int) -> None:
        self.do_filter(count)

    def do_filter(self, count: int) -> None:
        self._before = self.rows.filter_text
        label, hint = self.FILTER
        self.ask(Prompt(_FILTER, label, text=self._before, hint=hint))

    def ask(self, prompt: Prompt) -> None:
        """Open a line to type into, unless one is open; `answered` gets what is typed, but for that of the filter."""
        if self.query(Prompt):
            return
        prompt.open_on(self)
        self.session.gate.hold_for(prompt)
        self.call_after_refresh(self.update_status)

    def answered(self, purpose: str, text: str) -> None:
        """What was typed into the line of this purpose, and accepted."""

    def filter_told(self) -> str:
        """How much the filter leaves."""
        return self.rows.progress or f"{len(self.rows.shown)}/{self.rows.row_count()}"

    def on_prompt_typed(self, event: Prompt.Typed) -> None:
        if event.purpose != _FILTER:
            return
        self.rows.set_filter(event.text)
        self.on_filtered()

    def on_filtered(self) -> None:
        """Tell how much the filter leaves, once more where that took a while."""
        for prompt in self.query(Prompt):
            if prompt.purpose == _FILTER:
                prompt.tell(self.filter_told())
        self.update_status()

    async def on_prompt_ended(self, event: Prompt.Ended) -> None:
        self.set_focus(self.rows, scroll_visible=False)  # before the field goes: Textual would choose who has it next
        for prompt in self.query(Prompt):
            await prompt.close()
        if event.purpose == _FILTER:
            if not event.accepted:
                self.rows.set_filter(self._before)
        elif event.accepted:
            self.answered(event.purpose, event.text)
        self.update_status()
