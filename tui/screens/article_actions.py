"""What can be done with one article: read mark, star, copying with its citation, browser and editor."""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tui import paths
from tui.documents.naming import file_name, parted
from tui.library.folding import TELLING
from tui.linking import Locus
from tui.text import counted, in_a_line
from tui.widgets.article_list import COPIES

if TYPE_CHECKING:
    from tui.library.records import ArticleRecord
    from tui.screens.desk import DeskScreen


class ArticleActions:
    """Acts on the article under the cursor in the list, elsewhere on the open one."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk

    def _key(self) -> str | None:
        desk = self._desk
        if desk.focused_pane() is desk.article_list and desk.article_list.index is not None:
            return desk.session.library.records[desk.article_list.index].key
        return desk.article.path if desk.article else None

    def do_next_unread(self, count: int) -> None:
        """The next one after the open article, from the first again after the last."""
        desk, library = self._desk, self._desk.session.library
        start = library.row(desk.locus.path) if desk.locus and desk.locus.path in library else -1
        total = len(library)
        for step in range(1, total + 1):
            row = (start + step) % total
            if library.folding.first(row) != row:
                continue
            copies = library.copies(row, TELLING)
            if not (copies[0].problem or all(each.read for each in copies)):
                desk.links.go(Locus(copies[0].key), visit=True)
                return
        desk.notify("Everything is read", timeout=2)

    def do_list_copies(self, count: int) -> None:
        """Choose one of the copies of an article that was saved more than once, and open it."""
        key, library = self._key(), self._desk.session.library
        copies = library.copies(library.row(key)) if key is not None else []
        if len(copies) < 2:
            self._desk.notify("This article was saved once", timeout=2)
            return
        from tui.screens.pick_screen import PickScreen

        def go(picked: int | None) -> None:
            if picked is not None:
                self._desk.links.go(Locus(copies[picked].key), visit=True)

        rows = [_copy_told(copy, is_open=self._desk.article is not None and copy.key == self._desk.article.path)
                for copy in copies]  # fmt: skip
        self._desk.app.push_screen(PickScreen(f"{COPIES}{len(copies)}, saved with small changes or none", rows), go)

    def do_toggle_read(self, count: int) -> None:
        key = self._key()
        if key is not None:
            library = self._desk.session.library
            library.set_flags(key, read=not library.record(key).read)
            self._desk.article_list.refresh()

    def do_toggle_star(self, count: int) -> None:
        key = self._key()
        if key is not None:
            library = self._desk.session.library
            library.set_flags(key, starred=not library.record(key).starred)
            self._desk.article_list.refresh()

    def do_copy(self, count: int) -> None:
        self._copy(with_citation=True)

    def do_copy_bare(self, count: int) -> None:
        self._copy(with_citation=False)

    def _copy(self, *, with_citation: bool) -> None:
        desk, article, span = self._desk, self._desk.article, self._desk.notes.passage()
        if article is None or span is None:
            desk.notify("Nothing to copy here", severity="warning", timeout=2)
            return
        from tui.extraction.model import Kind
        from tui.screens.citation import citation, quoted

        quote = desk.notes.quote()
        speaker = quote.speaker if quote and quote.span.overlaps(span) else None
        kind = quote.kind if quote and quote.span == span else Kind.DIRECT
        text = in_a_line(span.of(article.document.text))
        if with_citation:
            text = f"{quoted(article.document, span, kind)}\n— {citation(article.document, speaker)}"
        desk.app.copy_to_clipboard(text)
        desk.reading.cancel_selection()
        done = "Copied with its citation" if with_citation else "Copied"
        desk.run_worker(lambda: self._hand_over(text, done), thread=True, exclusive=False, exit_on_error=False)

    def _hand_over(self, text: str, done: str) -> None:
        """Beside the keys: a native tool may take its time."""
        from tui.clipboard import copy

        try:
            file = copy(text, paths.user_data() / "copied.txt")
        except OSError as error:
            self._desk.app.call_from_thread(
                self._desk.notify, f"Not copied: {error.strerror}", severity="error", markup=False
            )
            return
        told = f"This terminal has no clipboard: written to {file}" if file else done
        self._desk.app.call_from_thread(self._desk.notify, told, timeout=6 if file else 2, markup=False)

    def do_open_url(self, count: int) -> None:
        article = self._desk.article
        url = article.document.url if article else ""
        if not url.startswith(("http://", "https://")):
            self._desk.notify("This article gives no address", severity="warning", timeout=3)
            return
        self._desk.app.open_url(url)
        self._desk.notify(f"Opened {url}", timeout=3, markup=False)

    def do_open_editor(self, count: int) -> None:
        key = self._key()
        editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
        if key is None or not editor:
            self._desk.notify("Set EDITOR to the program that opens articles", severity="warning", timeout=4)
            return
        path = self._desk.session.library.record(key).path
        if not path.is_file():
            why = "lies in a file with others: it cannot be edited" if parted(key)[1] else "has no file"
            self._desk.notify(f"This article {why}", severity="warning", timeout=3)
            return
        failure = ""
        try:
            with self._desk.app.suspend():
                subprocess.run([*editor, str(path)], check=False)
        except OSError as error:
            failure = f"{editor[0]}: {error.strerror}"
        except SuspendNotSupported:
            failure = f"This terminal cannot be lent to {editor[0]}: open {path} in another one"
        if failure:
            self._desk.notify(failure, severity="error", markup=False)
        self._desk.flow.do_reload(1)


def _copy_told(copy: ArticleRecord, *, is_open: bool) -> str:
    """One copy in a line: what may tell it from the others, its file above all."""
    facts = [
        f"{copy.published:%-d %b %Y}" if copy.published else "",
        copy.outlet or copy.site,
        counted(copy.words, "word"),
    ]
    if copy.notes:
        facts.append(f"{copy.notes}◆")
    name = file_name(copy.key)
    return f"{'▸' if is_open else ' '} {name}  {' · '.join(filter(None, facts))}  {copy.title}"
