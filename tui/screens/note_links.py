"""Links of notes: to a quote, an actor, another note, an address of the web; made, followed and taken away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.library.found import actors_in, quotes_in
from tui.linking import Locus
from tui.screens.link_chooser import REMOVE, Goal, LinkChooser
from tui.screens.places import FEW, quote_told
from tui.text import Span

if TYPE_CHECKING:
    from tui.annotations.links import Link
    from tui.annotations.model import Annotation
    from tui.annotations.overview import Kept, NotesPlace
    from tui.library.found import ActorRow
    from tui.screens.desk import DeskScreen


class NoteLinks:
    """Acts on the note the reader is at."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk

    def do_link_note(self, count: int) -> None:
        """Ask what the note is to be linked to."""
        note, article = self._desk.notes.needed(), self._desk.article
        if note is None:
            return
        goals = [Goal(REMOVE, self._told(address), address) for address in note.links]
        goals += [goal for goal in self._goals(note) if goal.address not in note.links]

        def take(goal: Goal | None) -> None:
            if goal is None:
                return
            links = [each for each in note.links if each != goal.address]
            if goal.kind != REMOVE:
                links.append(self._exact(goal.address))
            changed = replace(note, links=tuple(dict.fromkeys(links)), modified=datetime.now(UTC))
            if self._desk.notes.change(lambda notebook: notebook.replace(changed), note.id, article):
                self._desk.notify("Link taken away" if goal.kind == REMOVE else "Linked", timeout=2)

        self._desk.app.push_screen(LinkChooser(goals), take)

    def do_note_links(self, count: int) -> None:
        """Follow a link of the note, or one that leads to it."""
        note = self._desk.notes.needed()
        if note is None:
            return
        from tui.annotations.links import to_note
        from tui.screens.pick_screen import PickScreen

        back = [each for each in self._notes() if to_note(note.id) in each.links]
        rows = [f"→ {self._told(address)}" for address in note.links]
        rows += [f"← {_heading(each)}" for each in back]
        if not rows:
            keys = self._desk.session.keymap.keys_of("link-note")
            self._desk.notify(f"No links{f' ({keys[0]} makes one)' if keys else ''}", timeout=3, markup=False)
            return

        def take(picked: int | None) -> None:
            if picked is not None:
                address = note.links[picked] if picked < len(note.links) else to_note(back[picked - len(note.links)].id)
                self.follow(address, note)

        if len(rows) == 1:
            take(0)
        else:
            self._desk.app.push_screen(PickScreen("Links of this note", rows), take)

    def follow(self, address: str, note: Annotation) -> None:
        """Go where a link of a note leads."""
        from tui.annotations.links import LinkKind, understood

        link = understood(address)
        {
            LinkKind.QUOTE: self._to_passage,
            LinkKind.ACTOR: self._to_actor,
            LinkKind.NOTE: self._to_note,
            LinkKind.WEB: self._to_web,
        }[link.kind](link)

    def _exact(self, address: str) -> str:
        """The address with the words as they stand in the text: by them a quote is found in a text that has changed."""
        from tui.annotations.links import LinkKind, to_quote, understood
        from tui.documents.loading import DocumentError

        link = understood(address)
        key = self._article(link.name) if link.kind is LinkKind.QUOTE else None
        if key is None or link.span is None:
            return address
        try:
            text = self._desk.session.library.document(key).text
        except DocumentError:
            return address
        return to_quote(link.name, link.span, link.span.of(text))

    # Where links lead

    def _to_passage(self, link: Link) -> None:
        from tui.annotations.anchoring import anchor
        from tui.annotations.model import Target, TextPositionSelector, TextQuoteSelector

        desk, library = self._desk, self._desk.session.library
        key = self._article(link.name)
        if key is None:
            desk.notify("The article of this quote is not open here", severity="warning", timeout=4)
            return
        if desk.article is None or desk.article.path != key:
            desk.flow.open(key)
        article = desk.article
        if article is None:  # a large one, still being read
            desk.links.go(Locus(key, link.span), visit=True)
            return
        span = link.span
        if library.record(key).document_id != link.name and span is not None:
            quote, position = TextQuoteSelector(link.words, "", ""), TextPositionSelector(span.start, span.end)
            found = anchor(article.document.text, Target(quote, position)).span
            span = Span(found.start, max(found.end, found.start + span.length)) if found is not None else None
        if span is None:
            desk.links.go(Locus(key), visit=True)
            desk.notify("The article has changed, and these words are gone", severity="warning", timeout=4)
            return
        quotes = article.quotes.overlapping(*span)
        attribution = article.attribution(quotes[0][1]) if quotes else None
        desk.links.go(article.quote_locus(attribution) if attribution else Locus(key, span), visit=True)

    def _article(self, document_id: str) -> str | None:
        """The article with this text, or that had it before it was changed and noted on."""
        from tui.annotations.overview import NotesPlace
        from tui.screens.note_places import article_of

        session = self._desk.session
        key = session.library.key_of(document_id)
        if key is not None:
            return key
        found = [NotesPlace(*each) for store in session.note_stores() for each in store.files_about(document_id)]
        return next(filter(None, (article_of(session, place) for place in found)), None)

    def _to_actor(self, link: Link) -> None:
        wanted = link.name.casefold()
        for row in self._actors():
            if wanted in (name.casefold() for name in (row.name, *row.aliases)):
                self._desk.links.point_at_actor(row, visit=True)
                return
        self._desk.notify(f"{link.name} is not named in the articles here", severity="warning", markup=False)

    def _to_note(self, link: Link) -> None:
        desk = self._desk
        if desk.article is not None and desk.article.annotation(link.name) is not None:
            desk.links.go(desk.article.note_locus(link.name), visit=True)
            return
        place = self._place_of(link.name)
        if place is None:
            desk.notify("This note is not here any more", severity="warning", timeout=4)
        else:
            desk.links.go_to_note(place, link.name)

    def _place_of(self, identity: str) -> NotesPlace | None:
        """The file in which a note stands; only files that hold its id at all are read."""
        from tui.annotations.overview import find_note

        for store in self._desk.session.note_stores():
            found = find_note(store.folder, identity)
            if found is not None:
                return found
        return None

    def _to_web(self, link: Link) -> None:
        address = link.name
        if address.casefold().startswith("doi:"):
            address = f"https://doi.org/{address[4:]}"
        if address.casefold().startswith(("http://", "https://", "mailto:")):
            self._desk.app.open_url(address)
            self._desk.notify(f"Opened {address}", timeout=3, markup=False)
        else:
            self._desk.app.copy_to_clipboard(address)
            self._desk.notify(f"Copied: {address}", timeout=4, markup=False)

    # What can be linked to

    def _goals(self, note: Annotation) -> Iterator[Goal]:
        from tui.annotations.links import to_actor, to_note, to_quote

        library = self._desk.session.library
        for row in quotes_in(library, self._keys()):
            address = to_quote(library.record(row.key).document_id, row.attribution.span, row.words)
            yield Goal("quote", quote_told(self._desk, row), address)
        for actor in self._actors():
            yield Goal("actor", ", ".join((actor.name, *actor.roles[:2])), to_actor(actor.name))
        for each in self._notes():
            if each.id != note.id:
                yield Goal("note", _heading(each), to_note(each.id))

    def _keys(self) -> list[str]:
        """The articles whose quotes and actors are offered, the open one first."""
        desk, library = self._desk, self._desk.session.library
        here = [desk.article.path] if desk.article else []
        if len(library) > FEW:
            return here
        return here + [record.key for record in library.records if record.key not in here]

    def _actors(self) -> list[ActorRow]:
        return actors_in(self._desk.session.library, self._keys())

    def _notes(self) -> Iterator[Annotation]:
        """The notes of the open article, then those of all others that the list of all notes has read."""
        article = self._desk.article
        seen: set[str] = set()
        if article is not None:
            seen.update(note.id for note in article.annotations)
            yield from article.annotations
        kept: Kept
        for kept in self._desk.all_notes.overview.notes:
            if kept.note.id not in seen:
                yield kept.note

    def _told(self, address: str) -> str:
        """A link in words."""
        from tui.annotations.links import LinkKind, understood

        link = understood(address)
        if link.kind is LinkKind.QUOTE:
            library, article = self._desk.session.library, self._desk.article
            key = library.key_of(link.name)
            where = "" if key is None or (article and article.path == key) else f", {library.record(key).known_as}"
            return f"quote{where} “{' '.join(link.words.split())}”"
        if link.kind is LinkKind.NOTE:
            note = next((each for each in self._notes() if each.id == link.name), None)
            return f"note {_heading(note) if note else link.name}"
        return f"{link.kind} {link.name}"


def _heading(note: Annotation) -> str:
    return " ".join(note.body.split())[:200] or f"{note.motivation} “{' '.join(note.target.quote.exact.split())[:120]}”"
