"""Following links: from any pane to any other, with back and forward."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.widget import Widget

from tui.library.found import ActorRow
from tui.library.reading_state import Mark
from tui.linking import Locus, PlaceIndex
from tui.text import Span

if TYPE_CHECKING:
    from tui.annotations.overview import NotesPlace
    from tui.screens.desk import DeskScreen
    from tui.widgets.reading_view import ReadingView


class LinkActions:
    """Goes to loci, and finds the next quote, mention, note or entry."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk

    def go(self, locus: Locus, *, visit: bool, origin: Widget | None = None) -> None:
        """Show a locus in all panes. A visit makes history, marks the article read and focuses the text."""
        desk = self._desk
        if locus.path not in desk.session.library:  # deleted since
            desk.notify(f"{Path(locus.path).name} is no longer here", severity="warning", markup=False, timeout=4)
            return
        before = desk.locus
        if desk.article is None or desk.article.path != locus.path:
            desk.flow.open(locus.path)
        if desk.article is not None and (visit or locus.attribution):
            locus = desk.article.completed(locus)
        desk.locus = locus
        if visit:
            if desk.navigator.current is None and before is not None:
                desk.navigator.visit(before)  # what was shown at the start can be gone back to
            desk.navigator.visit(locus)
            desk.session.library.set_flags(locus.path, read=True)
            if origin is not desk.reading:
                if locus.span is not None:
                    desk.reading.show_offset(locus.span.start)
                desk.panes.focus("reading")
        elif origin is desk.reading:
            self._read_on(locus)
        if not desk.side.is_awaited:
            desk.update_status()

    def _read_on(self, locus: Locus) -> None:
        """The caret moved: `back` will return there. Reading in an article that was only previewed visits it."""
        desk = self._desk
        current = desk.navigator.current
        if current is not None and current.path == locus.path:
            desk.navigator.moved(locus)
        else:
            desk.navigator.visit(locus)
            desk.session.library.set_flags(locus.path, read=True)
            desk.article_list.refresh()

    def cancel(self) -> bool:
        """Show all quotes again where only those by one actor are shown."""
        if self._desk.quotes.speaker is None:
            return False
        self._desk.quotes.speaker = None
        self._desk.side.show()
        return True

    def actor_name(self, identifier: str) -> str:
        """The name of a library-wide actor; "" where no article has it any more."""
        actor = self._desk.session.library.registry.known(identifier)
        return actor.name if actor is not None else ""

    def point_at_actor(self, row: ActorRow, *, visit: bool) -> None:
        """Mark an actor's mentions; a visit shows the quotes by it, or its first mention where it says nothing."""
        desk = self._desk
        path = desk.locus.path if desk.locus else ""
        if not visit:
            desk.locus = Locus(path, actor=row.id)
            desk.update_status()
        elif row.quotes:
            desk.locus = Locus(path, actor=row.id)
            desk.navigator.visit(desk.locus)
            desk.quotes.speaker = (row.id, row.name)
            desk.side.show()
            desk.panes.focus("quotes")
            desk.notify(f"Quotes by {row.name} (Esc shows all)", timeout=3, markup=False)
        else:
            self._to_mention(row.id, 1, first=True)

    def go_to_note(self, place: NotesPlace, identifier: str) -> None:
        """Open the article of a notes file at the passage of one of its notes; where that is gone, at the note."""
        from tui.screens.note_places import article_of

        desk = self._desk
        key = article_of(desk.session, place)
        if key is None:
            desk.notify(f"The article of this note is not open here: {place.article}", severity="warning", markup=False)
            return
        if desk.article is None or desk.article.path != key:
            desk.flow.open(key)
        locus = desk.article.note_locus(identifier) if desk.article else Locus(key, annotation=identifier)
        self.go(locus, visit=True)
        if locus.span is None:
            desk.panes.focus("notes")

    def do_follow(self, count: int) -> None:
        """In the text: to the quote, actor or note under the caret, whichever is shortest."""
        desk = self._desk
        article = desk.article
        if article is None:
            return
        caret = desk.reading.caret
        under = {
            "actors": article.mentions.at(caret),
            "quotes": article.quotes.at(caret),
            "notes": article.notes.at(caret),
        }
        # A mention inside a quote goes before it; of a quote and a note on just its words the quote does, since the
        # note has its own keys.
        found = [(place[0].length, rank, pane) for rank, (pane, place) in enumerate(under.items()) if place is not None]
        if not found:
            desk.notify("No link under the cursor", timeout=2)
            return
        pane = min(found)[2]
        desk.locus = article.locus_at(caret)
        desk.navigator.visit(desk.locus)
        quote = article.attribution(desk.locus.attribution)
        if pane == "quotes" and desk.quotes.speaker and desk.locus.actor != desk.quotes.speaker[0] and quote:
            self.cancel()
        desk.panes.focus(pane)

    def do_go_back(self, count: int) -> None:
        self._travel(self._desk.navigator.back, count, "Nothing to go back to")

    def do_go_forward(self, count: int) -> None:
        self._travel(self._desk.navigator.forward, count, "Nothing to go forward to")

    def _travel(self, step: Callable[[], Locus | None], count: int, otherwise: str) -> None:
        locus = None
        for _ in range(count):
            locus = step() or locus
        if locus is None:
            self._desk.notify(otherwise, timeout=2)
            return
        self.go(locus, visit=False)
        if locus.span is not None:
            self._desk.reading.show_offset(locus.span.start)

    def do_to_speaker(self, count: int) -> None:
        """From a quote to who said it."""
        desk = self._desk
        if desk.locus is None or desk.locus.attribution is None or desk.locus.actor is None:
            desk.notify("No quote with a known speaker here", timeout=2)
            return
        desk.navigator.visit(desk.locus)
        desk.panes.focus("actors")

    def do_reason(self, count: int) -> None:
        """Tell why the quote under the caret was laid to its speaker."""
        desk = self._desk
        quote = desk.article.attribution(desk.locus.attribution) if desk.article and desk.locus else None
        if quote is None:
            desk.notify("No quote under the cursor", timeout=2)
        else:
            desk.notify(f"{quote.confidence:.0%} sure: {quote.why}", title=quote.speaker or "", markup=False, timeout=8)

    def do_next_quote(self, count: int) -> None:
        self._to_quote(count, 1)

    def do_previous_quote(self, count: int) -> None:
        self._to_quote(count, -1)

    def _to_quote(self, count: int, step: int) -> None:
        article = self._desk.article
        if article is None or article.analysis is None:
            self._desk.notify("The quotes of this article are not known yet", timeout=2)
            return
        starts = PlaceIndex((quote.span, quote.id) for quote in article.analysis.attributions)
        found = self._beyond(starts, count, step, "quote")
        quote = article.attribution(found[1]) if found else None
        if quote is not None:
            self._jump(article.quote_locus(quote))

    def do_next_actor(self, count: int) -> None:
        self._to_actor(count, 1)

    def do_previous_actor(self, count: int) -> None:
        self._to_actor(count, -1)

    def _to_actor(self, count: int, step: int) -> None:
        """The next mention of any actor; in the pane of actors, of the one under the cursor there."""
        desk = self._desk
        article = desk.article
        if article is None:
            return
        if desk.focused_pane().id == "actors" and desk.actors.index is not None:
            self._to_mention(desk.actors.rows[desk.actors.index].id, count * step)
            return
        found = self._beyond(article.mentions, count, step, "actor")
        if found:
            self._jump(Locus(article.path, found[0], actor=found[1]))

    def _to_mention(self, actor: str, by: int, *, first: bool = False) -> None:
        """The next mention of one actor: here, then, where all articles are listed, in those that follow."""
        desk = self._desk
        article = desk.article
        if article is not None:
            own = PlaceIndex((span, identifier) for span, identifier in article.mentions if identifier == actor)
            caret = -1 if first else desk.reading.caret
            found = own.after(caret, by) if by > 0 else own.before(caret, -by)
            if found:
                self._jump(Locus(article.path, found[0], actor=actor))
                return
        place = self._elsewhere(actor, 1 if by > 0 else -1)
        if place is None:
            desk.notify("No further mention", timeout=2)
            return
        self._jump(place)

    def _elsewhere(self, actor: str, step: int) -> Locus | None:
        """The first (last) mention of an actor in the nearest article after (before) the open one that has any."""
        desk, library = self._desk, self._desk.session.library
        if desk.article is None or not desk.side.everywhere:
            return None
        row = library.row(desk.article.path) + step
        while 0 <= row < len(library):
            key = library.records[row].key
            analysis = library.analysis(key)
            canonical = library.canonical(analysis) if analysis else {}
            for found in analysis.actors if analysis else ():
                if found.mentions and canonical[found.id] == actor:
                    return Locus(key, found.mentions[0 if step > 0 else -1], actor=actor)
            row += step
        return None

    def do_next_annotation(self, count: int) -> None:
        self._to_note(count, 1)

    def do_previous_annotation(self, count: int) -> None:
        self._to_note(count, -1)

    def _to_note(self, count: int, step: int) -> None:
        article = self._desk.article
        found = self._beyond(article.notes, count, step, "note") if article else None
        if article and found:
            self._jump(article.note_locus(found[1]))

    def do_next_entry(self, count: int) -> None:
        self._to_entry(count, 1)

    def do_previous_entry(self, count: int) -> None:
        self._to_entry(count, -1)

    def _to_entry(self, count: int, step: int) -> None:
        article = self._desk.article
        if article is not None:
            found = self._beyond(article.entries, count, step, "entry")
            if found:
                self._jump(article.locus_at(found[0].start).at(found[0]))

    def _beyond(self, places: PlaceIndex, count: int, step: int, what: str) -> tuple[Span, str] | None:
        reading = self._desk.reading
        if reading.shows_other_order:
            found = _beyond_as_shown(places, reading, count, step)
        else:
            caret = reading.caret
            found = places.after(caret, count) if step > 0 else places.before(caret, count)
        if found is None:
            self._desk.notify(f"No {'further' if step > 0 else 'earlier'} {what}", timeout=2)
        return found

    def _jump(self, locus: Locus) -> None:
        """Within reading: shown, and gone back from, but the focus stays where it is."""
        desk = self._desk
        self.go(locus, visit=False)
        desk.navigator.visit(desk.locus or locus)
        desk.session.library.set_flags(locus.path, read=True)
        desk.article_list.refresh()
        if locus.span is not None:
            desk.reading.show_offset(locus.span.start)
        desk.update_status()

    def do_set_mark(self, letter: str) -> None:
        desk = self._desk
        if desk.article is not None:
            article = desk.article
            desk.session.library.state.set_mark(letter, Mark(article.document.id, article.path, desk.reading.caret))
            desk.notify(f"Mark {letter} set", timeout=2, markup=False)

    def do_go_to_mark(self, letter: str) -> None:
        desk, library = self._desk, self._desk.session.library
        mark = library.state.mark(letter)
        if mark is None:
            desk.notify(f"No mark {letter}", severity="warning", timeout=2, markup=False)
            return
        key = mark.path if mark.path in library else library.key_of(mark.document_id)
        if key is None:
            desk.notify(f"The article of mark {letter} is not open here", severity="warning", markup=False)
            return
        self._jump(Locus(key, Span(mark.place, mark.place)))


def _beyond_as_shown(places: PlaceIndex, reading: ReadingView, count: int, step: int) -> tuple[Span, str] | None:
    """The `count`-th place after (before) the caret in the order of the rows, where that is not the text's."""
    shown = [(reading.row_of(place[0].start), place[0].start, number, place) for number, place in enumerate(places)]
    here = (reading.row_of(reading.caret), reading.caret)
    beyond = [each for each in sorted(shown) if (each[:2] > here if step > 0 else each[:2] < here)]
    return (beyond if step > 0 else beyond[::-1])[min(count, len(beyond)) - 1][3] if beyond else None
