"""The desk: articles, text, and quotes, actors or notes, side by side, all showing one locus."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import reactive
from textual.widget import Widget

from tui.actions import Context
from tui.keymap import KeyReader
from tui.linking import ArticleLinks, Locus, Navigator
from tui.messages import LocusRequested, PaneWanted, StatusChanged
from tui.screens.article_flow import ArticleFlow
from tui.screens.at_once import show
from tui.screens.dispatch import Dispatcher
from tui.screens.footer_hints import FooterHints
from tui.screens.intake import Intake
from tui.screens.leaving import Leaving
from tui.screens.pane_layout import PaneLayout, Panes
from tui.screens.partial_frames import PartialFrames
from tui.screens.session import Session
from tui.screens.side_lists import SideLists
from tui.screens.status import place_text, status_text
from tui.screens.windows import Windows
from tui.widgets.article_list import ArticleList
from tui.widgets.key_footer import KeyFooter
from tui.widgets.pane_title import PaneTitle
from tui.widgets.quote_list import QuoteList
from tui.widgets.reading_view import ReadingView
from tui.widgets.row_list import RowList
from tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from tui.screens.adding import Adding
    from tui.screens.all_notes import AllNotes
    from tui.screens.article_actions import ArticleActions
    from tui.screens.correction_actions import CorrectionActions
    from tui.screens.finding import Finding
    from tui.screens.jump_mode import JumpMode
    from tui.screens.library_search import LibrarySearch
    from tui.screens.link_actions import LinkActions
    from tui.screens.note_actions import NoteActions
    from tui.screens.outlet_actions import OutletActions
    from tui.screens.refolding import Refolding
    from tui.screens.text_view_actions import TextViewActions
    from tui.screens.variant_actions import VariantActions
    from tui.widgets.actor_list import ActorList
    from tui.widgets.note_list import NoteList
    from tui.widgets.prompt import Prompt

PANES = ("articles", "reading", "quotes", "actors", "notes")
_JUMPED = ("reading", "articles", "quotes", "actors", "notes")
"""The panes in the order in which jump mode gives them its letters."""
_SIDE_TABS = (("quotes", "3", "Quotes"), ("actors", "4", "Actors"), ("notes", "5", "Notes"))
_CONTEXTS: dict[str, tuple[Context, ...]] = {
    "articles": (Context.ARTICLES, Context.LIST, Context.DESK),
    "reading": (Context.READING, Context.DESK),
    "quotes": (Context.QUOTES, Context.LIST, Context.DESK),
    "actors": (Context.ACTORS, Context.LIST, Context.DESK),
    "notes": (Context.NOTES, Context.LIST, Context.DESK),
}


class DeskScreen(PartialFrames):
    """Mediates between the panes: they ask for a locus, it sets `locus`, they show it.

    What goes on lies with its helpers: opening and indexing (`flow`), links and history (`links`), notes (`notes`),
    search and filter (`finding`), the single article (`articles`).
    """

    BINDINGS: ClassVar[list[BindingType]] = []
    BLANK = True  # what is on it covers it
    AUTO_FOCUS = "#articles"

    locus: reactive[Locus | None] = reactive(None, repaint=False)
    article: reactive[ArticleLinks | None] = reactive(None, repaint=False)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._hints = FooterHints(session.keymap)
        self.navigator = Navigator()
        reading = session.settings.reading
        self.article_list = ArticleList(
            session.library, id="articles", title=PaneTitle("articles", [("articles", "1", "Articles")])
        )
        self.reading = ReadingView(
            id="reading",
            title=PaneTitle("reading", [("reading", "2", "Text")]),
            measure=reading.measure,
            scroll_margin=reading.scroll_margin,
        )
        self.reading.time_order, self.reading.hide_litter = reading.time_order, reading.hide_litter
        self.quotes = QuoteList(id="quotes", title=PaneTitle("quotes", _SIDE_TABS))
        self.status = StatusLine(id="status")
        self.footer = KeyFooter(id="footer")
        self.flow = ArticleFlow(self)
        self.side = SideLists(self)
        self.intake = Intake(self)
        self.windows = Windows(self)
        self.leaving = Leaving(self)
        self.panes = PaneLayout(self, session.settings.layout, session.library.state.widths())
        self.dispatcher = Dispatcher(
            self,
            KeyReader(session.keymap),
            timeout=session.settings.keys.timeout,
            contexts=self.contexts,
            handlers=self.handlers,
            shown=self.update_status,
            place=self.panes.place,
        )

    # The helpers that the first frame does not need

    @cached_property
    def library_search(self) -> LibrarySearch:
        from tui.screens.library_search import LibrarySearch

        return LibrarySearch(self)

    @cached_property
    def links(self) -> LinkActions:
        from tui.screens.link_actions import LinkActions

        return LinkActions(self)

    @cached_property
    def variants(self) -> VariantActions:
        from tui.screens.variant_actions import VariantActions

        return VariantActions(self)

    @cached_property
    def refolding(self) -> Refolding:
        from tui.screens.refolding import Refolding

        return Refolding(self)

    @cached_property
    def outlets(self) -> OutletActions:
        from tui.screens.outlet_actions import OutletActions

        return OutletActions(self)

    @cached_property
    def notes(self) -> NoteActions:
        from tui.screens.note_actions import NoteActions

        return NoteActions(self)

    @cached_property
    def all_notes(self) -> AllNotes:
        from tui.screens.all_notes import AllNotes

        return AllNotes(self)

    @cached_property
    def corrections(self) -> CorrectionActions:
        from tui.screens.correction_actions import CorrectionActions

        return CorrectionActions(self)

    @cached_property
    def finding(self) -> Finding:
        from tui.screens.finding import Finding

        return Finding(self)

    @cached_property
    def jump(self) -> JumpMode:
        from tui.screens.jump_mode import JumpMode

        return JumpMode(self, self._panes_made)

    @cached_property
    def text_view(self) -> TextViewActions:
        from tui.screens.text_view_actions import TextViewActions

        return TextViewActions(self)

    @cached_property
    def articles(self) -> ArticleActions:
        from tui.screens.article_actions import ArticleActions

        return ArticleActions(self)

    @cached_property
    def adding(self) -> Adding:
        from tui.screens.adding import Adding

        return Adding(self)

    # The panes that are not in front at the start

    @cached_property
    def actors(self) -> ActorList:
        from tui.widgets.actor_list import ActorList

        actors = ActorList(id="actors", title=PaneTitle("actors", _SIDE_TABS))
        self._add_pane(actors)
        self.side.show_actors(actors)
        return actors

    @cached_property
    def note_list(self) -> NoteList:
        from tui.widgets.note_list import NoteList

        notes = NoteList(id="notes", title=PaneTitle("notes", _SIDE_TABS))
        self._add_pane(notes)
        self.side.show_notes(notes)
        return notes

    def _add_pane(self, pane: ActorList | NoteList) -> None:
        pane.display = False
        with self._context():  # what a window leads to comes about in its own, where there is no locus to bind
            self.query_one("#panes").mount(pane.data_bind(DeskScreen.locus))

    def _panes_made(self) -> Sequence[ReadingView | RowList]:
        return [self.pane(name) for name in _JUMPED if self.has_pane(name)]

    def has_pane(self, name: str) -> bool:
        """True where a pane was wanted so far: the others are made when they are."""
        return {"actors": "actors", "notes": "note_list"}.get(name, "flow") in vars(self)

    # Building

    def compose(self) -> ComposeResult:
        with Panes(id="panes"):
            yield self.article_list.data_bind(DeskScreen.locus)
            yield self.reading.data_bind(DeskScreen.locus, DeskScreen.article)
            yield self.quotes.data_bind(DeskScreen.locus)
        yield self.status
        yield self.footer

    def on_mount(self) -> None:
        self._hide_messages()  # empty, Textual hides them after the first frame, and draws it anew
        self.panes.apply()
        for pane in (self.article_list, self.reading, self.quotes):
            pane.update_title()
        self.flow.start()

    def _hide_messages(self) -> None:
        for messages in self.query("ToastRack"):
            messages.display = False

    async def on_unmount(self) -> None:
        if "variants" in vars(self):  # they come with the first question
            await self.variants.close()
        await self.flow.close()

    def on_resize(self, event: events.Resize) -> None:
        self.panes.apply(event.size)

    def before_resized_frame(self) -> None:
        self.update_status()

    # Keys

    def pane(self, name: str) -> RowList | ReadingView:
        """The pane of that name."""
        if name == "actors":
            return self.actors
        if name == "notes":
            return self.note_list
        panes: dict[str, RowList | ReadingView] = {
            "articles": self.article_list,
            "reading": self.reading,
            "quotes": self.quotes,
        }
        return panes[name]

    def here(self) -> Locus | None:
        """What a key is about: where the reader is, or the row under the cursor of a list just entered."""
        pane = self.focused_pane()
        if pane is self.quotes and self.quotes.index is not None:
            row = self.quotes.rows[self.quotes.index]
            return Locus(row.key, row.attribution.span, attribution=row.attribution.id, actor=row.actor)
        locus = self.locus
        if pane.id == "actors" and self.actors.index is not None and locus is not None and locus.actor is None:
            return replace(locus, actor=self.actors.rows[self.actors.index].id)
        return locus

    def focused_pane(self) -> Widget:
        """The pane that has the focus; the text, where none has."""
        return self.focused if self.focused is not None and self.focused.id in PANES else self.reading

    def contexts(self) -> Sequence[Context]:
        """Where keys are meant, the innermost first."""
        found = _CONTEXTS[self.focused_pane().id or "reading"]
        if self.focused_pane() is self.reading and self.reading.selection is not None:
            return (Context.SELECTING, *found)
        return found

    def handlers(self) -> Sequence[object]:
        return (
            self.focused_pane(),
            self.panes,
            self.links,
            self.notes,
            self.corrections,
            self.finding,
            self.articles,
            self.outlets,
            self.adding,
            self.text_view,
            self.flow,
            self.side,
            self.intake,
            self.windows,
            self.leaving,
            self,
        )

    def on_key(self, event: events.Key) -> None:
        self.session.gate.through(event)
        if self.leaving.underway:  # nothing is opened any more
            event.stop()
            return
        if "jump" in vars(self) and self.jump.active:  # it comes with the first jump
            self.jump.key(event)
        elif self.focused is None or self.focused.id in PANES:
            self.dispatcher.key(event)

    def on_key_footer_pressed(self, event: KeyFooter.Pressed) -> None:
        from tui.actions import action

        self.dispatcher.run(action(event.action_id))

    # The locus

    def on_locus_requested(self, event: LocusRequested) -> None:
        event.stop()
        if not event.visit and isinstance(event.origin, RowList) and event.row != event.origin.index:
            return  # of a row that the cursor has left since: shown, it would bring the cursor back
        lost = event.visit and event.locus.annotation is not None and event.locus.span is None
        if not (lost and self.notes.offer_place(event.locus.annotation or "")):
            self.links.go(event.locus, visit=event.visit, origin=event.origin)
            if not event.visit:  # else the focus moves, and what is styled with it
                self.call_next(show, self)

    @on(PaneWanted)
    def show_pane(self, event: PaneWanted) -> None:
        self.panes.focus(event.pane)

    def on_actor_list_pointed(self, event: ActorList.Pointed) -> None:
        if event.visit or event.row.id == self.actors.pointed:
            self.links.point_at_actor(event.row, visit=event.visit)

    @on(QuoteList.Reordered)
    def reorder_quotes(self) -> None:
        self.side.show()

    async def on_prompt_typed(self, event: Prompt.Typed) -> None:
        await self.finding.typed(event.purpose, event.text)

    async def on_prompt_ended(self, event: Prompt.Ended) -> None:
        await self.finding.ended(event.purpose, event.text, accepted=event.accepted)

    def on_screen_suspend(self) -> None:
        self.footer.show(())
        self._hide_messages()  # the window in front shows them

    def on_screen_resume(self) -> None:
        self.update_status()

    def on_descendant_focus(self) -> None:
        self.panes.apply()
        self.update_status()

    @on(StatusChanged)
    def update_status(self) -> None:
        """Show the status line and the footer as things stand."""
        self.status.show(status_text(self), place_text(self), self.dispatcher.pending)
        self.footer.show(self._hints.shown_on(self))

    # Program

    def do_compare(self, count: int) -> None:
        self.variants.compare()

    def do_next_variant(self, count: int) -> None:
        self.variants.step(count)

    def do_previous_variant(self, count: int) -> None:
        self.variants.step(-count)

    def do_jump(self, count: int) -> None:
        self.jump.start()

    def do_cancel(self, count: int) -> None:
        comparing = "variants" in vars(self) and self.variants.cancel()
        if comparing or self.reading.cancel_selection() or self.finding.cancel() or self.links.cancel():
            self.update_status()
