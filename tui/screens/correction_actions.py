"""Correcting what the extractor found: records among the reader's notes, undone like any note."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.extraction.model import Kind
from tui.library.found import actors_in
from tui.screens.choice import Choice, Chosen, told_passage

if TYPE_CHECKING:
    from tui.annotations.model import Annotation
    from tui.extraction.model import Actor, Attribution
    from tui.linking import ArticleLinks
    from tui.screens.desk import DeskScreen

_KINDS = {"d": Kind.DIRECT, "m": Kind.MIXED, "i": Kind.INDIRECT}


class CorrectionActions:
    """One key, `correct`, on whatever the reader is at: a selection, a quote, an actor."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk

    def do_correct(self, count: int) -> None:
        desk, article = self._desk, self._desk.article
        if article is None or article.analysis is None:
            desk.notify("This article is not analysed yet", severity="warning", timeout=2)
            return
        here = desk.here()
        quote = article.attribution(here.attribution) if here and here.path == article.path else None
        listed = desk.focused_pane().id == "actors"
        if listed or (quote is None and desk.reading.selected is None and here is not None):
            actor = self._actor(article, self._listed() if listed else here.actor if here else None)
            if actor is not None:
                self._ask_about_actor(article, actor)
                return
        if quote is None and desk.reading.selected is None:
            desk.notify("Select a passage, or go to a quote or an actor", severity="warning", timeout=3)
            return
        self._ask_about_quote(article, quote)

    def _ask_about_quote(self, article: ArticleLinks, quote: Attribution | None) -> None:
        desk = self._desk
        selected = desk.reading.selected
        choices: list[Choice] = []
        if quote is not None:
            choices += [
                Choice("s", f"speaker: now {quote.speaker or 'not known'}", "who said it"),
                Choice("n", "nobody known said it"),
                *(Choice(letter, f"kind: {kind.value}") for letter, kind in _KINDS.items() if kind is not quote.kind),
                Choice("r", "reject: this is no quote"),
            ]
            if selected is not None:
                choices.append(Choice("p", "passage: the selected words are the quote"))
        if selected is not None:
            choices.append(Choice("a", "add the selected words as a quote by …", "who said it"))
        span = quote.span if quote is not None else selected
        if span is None:
            return
        heading = "Correct a quote" if quote else "Add a quote"
        self._ask(
            heading,
            span.of(article.document.text),
            choices,
            lambda chosen: self._correct_quote(article, quote, chosen),
        )

    def _correct_quote(self, article: ArticleLinks, quote: Attribution | None, chosen: Chosen) -> None:
        from tui.annotations import corrections as make

        text, creator, selected = (
            article.document.text,
            self._desk.session.creator,
            self._desk.reading.selected,
        )
        note: Annotation | None = None
        if chosen.letter == "a" and selected is not None:
            note = make.add_quote(text, selected, chosen.text, None, creator=creator)
        elif quote is None:
            return
        elif chosen.letter == "s":
            note = make.correct_speaker(text, quote, chosen.text, creator=creator)
        elif chosen.letter == "n":
            note = make.correct_speaker(text, quote, None, creator=creator)
        elif chosen.letter in _KINDS:
            note = make.correct_kind(text, quote, _KINDS[chosen.letter], creator=creator)
        elif chosen.letter == "r":
            note = make.reject_quote(text, quote, creator=creator)
        elif chosen.letter == "p" and selected is not None:
            note = make.correct_span(text, quote, selected, creator=creator)
        if note is not None:
            self._keep(note)

    def _ask_about_actor(self, article: ArticleLinks, actor: Actor) -> None:
        choices = [
            Choice("r", "rename to …", "the right name"),
            Choice("m", "merge into another actor …", "the other actor's name"),
        ]
        caret = self._desk.reading.caret
        mention = next((span for span in actor.mentions if span.start <= caret < span.end), None)
        if mention is not None:
            words = mention.of(article.document.text)
            choices.append(Choice("s", f"split: “{words}” is somebody else …", "who it is"))

        def correct(chosen: Chosen) -> None:
            from tui.annotations import corrections as make

            text, creator = article.document.text, self._desk.session.creator
            if chosen.letter == "r":
                self._keep(make.rename_actor(text, actor, chosen.text, creator=creator))
            elif chosen.letter == "m":
                self._keep(make.merge_actors(text, actor, chosen.text, creator=creator))
            elif mention is not None:
                self._keep(make.split_actor(text, actor, mention, chosen.text, creator=creator))

        self._ask("Correct an actor", actor.name, choices, correct)

    def _ask(self, heading: str, passage: str, choices: list[Choice], then: Callable[[Chosen], None]) -> None:
        side, article = self._desk.side, self._desk.article
        rows = actors_in(self._desk.session.library, side.articles()) if side.everywhere else self._desk.actors.rows
        names = [row.name for row in rows]
        from tui.screens.choice_screen import ChoiceScreen

        def take(chosen: Chosen | None) -> None:
            if chosen is None or article is None:
                return
            if self._desk.article is None or self._desk.article.document.id != article.document.id:
                self._desk.notify("The article is gone: nothing was corrected", severity="warning", timeout=4)
                return
            try:
                then(chosen)
            except ValueError as error:
                self._desk.notify(str(error), severity="warning", markup=False, timeout=4)

        self._desk.app.push_screen(ChoiceScreen(heading, told_passage(passage), choices, names), take)

    def _keep(self, note: Annotation) -> None:
        desk = self._desk
        if desk.notes.change(lambda notebook: notebook.add(note), None):
            undo = desk.session.keymap.keys_of("undo")
            desk.notify(f"Corrected ({undo[0]} takes it back)" if undo else "Corrected", timeout=3, markup=False)
        desk.reading.cancel_selection()

    def _listed(self) -> str | None:
        """The actor under the cursor of the list."""
        index = self._desk.actors.index
        return None if index is None else self._desk.actors.rows[index].id

    def _actor(self, article: ArticleLinks, wanted: str | None) -> Actor | None:
        """An actor as the open article knows it."""
        actors = article.analysis.actors if article.analysis and wanted else ()
        return next((actor for actor in actors if article.canonical.get(actor.id, actor.id) == wanted), None)
