"""What the desk works with: settings, keys, the library, and the reader's notes."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui import paths
from tui.config import Settings
from tui.documents.naming import file_of
from tui.keymap import Keymap
from tui.library.library import Library

if TYPE_CHECKING:
    from tui.annotations.store import Notebook, NoteStore
    from tui.documents import Document
    from tui.library.protocol import Findings
    from tui.screens.errands import Errands
    from tui.screens.key_gate import KeyGate

_OPEN_NOTEBOOKS = 64
"""Notes files kept open, each with its article's text; those with changes that could not be saved beside."""


class Session:
    """One run of the desk. `roots` are the folders and files it was opened with; `bundled` the shipped articles."""

    def __init__(
        self,
        settings: Settings,
        keymap: Keymap,
        library: Library,
        roots: Sequence[Path],
        bundled: bool = False,
        problems: Sequence[str] = (),
    ) -> None:
        self.settings = settings
        self.keymap = keymap
        self.library = library
        self.roots = roots
        self.bundled = bundled
        self.problems = problems
        self._stores: dict[Path, NoteStore] = {}
        self._notebooks: dict[str, Notebook] = {}
        self._by_file: dict[Path, Notebook] = {}
        """Notes changed without their article being opened."""
        self.gate: KeyGate
        """What keys go through; the application's."""
        self.errands: Errands
        """What waits for a pause of the keys; the application's."""
        self.is_ending = False
        """True once the system ends the program: nobody is left to be asked anything."""
        self.last_words: list[str] = []
        """What is to be told once the terminal is given back, a line each."""
        self.counted = False
        """True once the numbers of notes are known: an article without one has no corrections."""

    @property
    def creator(self) -> str:
        """The name that signs the reader's notes."""
        if self.settings.annotations.creator:
            return self.settings.annotations.creator
        try:
            return getpass.getuser()
        except (OSError, KeyError):
            return ""

    def adding_folder(self) -> Path:
        """Where articles are saved that come from the web: the first folder that the desk was opened with, else that of
        the settings, else one of the reader's own.
        """
        opened = () if self.bundled else self.roots
        configured = (Path(path).expanduser() for path in self.settings.library.paths)
        return next((place for place in (*opened, *configured) if place.is_dir()), paths.user_data() / "articles")

    def include(self, folder: Path) -> None:
        """Show the articles of a folder too, in this run."""
        if not any(folder.is_relative_to(root) for root in self.roots):
            self.roots = [*self.roots, folder]

    def store(self, article: Path) -> NoteStore:
        """The store that keeps the notes on an article."""
        from tui.annotations.store import NoteStore

        piped = str(article) in self.library.shown.given  # and so lies beside nothing
        folder = paths.user_notes() if piped else self._notes_folder(self._root(article))
        if folder not in self._stores:
            self._stores[folder] = NoteStore(folder)
        return self._stores[folder]

    def notebook(self, document: Document, *, fresh: bool = False) -> Notebook:
        """The notes on a document; kept open, so that what could not be saved is not lost by turning to another."""
        notebook = self._notebooks.pop(document.id, None)
        if notebook is None or (fresh and not notebook.unsaved):
            notebook = self._store_of(document).open(document, self.library.texts)
        self._notebooks[document.id] = notebook
        if len(self._notebooks) > _OPEN_NOTEBOOKS:
            oldest = next((each for each, notes in self._notebooks.items() if not notes.unsaved), document.id)
            if oldest != document.id:
                del self._notebooks[oldest]
        return notebook

    def _store_of(self, document: Document) -> NoteStore:
        """The store of a document: that beside it, unless the notes lie beside another article with the same text."""
        own = self.store(Path(document.path))
        if not own.holds(document.id):
            for copy in self._one_of_each_folder(self.copies(document)):
                other = self.store(copy)
                if other is not own and other.holds(document.id):
                    return other
        return own

    def copies(self, document: Document) -> list[str]:
        """The keys of the other articles with the same text: they share their notes."""
        return [key for key in self.library.keys_of(document.id) if key != document.path]

    def has_notes(self, *keys: str) -> bool:
        """True where there may be notes on one of these articles: where there are none, nothing of ours for notes is
        loaded.
        """
        folders = {self._notes_folder(self._root(article)) for article in self._one_of_each_folder(keys)}
        return any(_holds_something(folder) for folder in folders)

    @staticmethod
    def _one_of_each_folder(keys: Iterable[str]) -> list[Path]:
        """Articles for all that lie in one folder with them: their notes lie in one folder too."""
        return [Path(key) for key in {os.path.dirname(file_of(key)): key for key in keys}.values()]  # noqa: PTH120

    def opened(self, document: Document) -> Notebook | None:
        """The notes on a document where they were opened before."""
        return self._notebooks.get(document.id)

    def corrected(self, key: str, found: Findings) -> Findings:
        """What was found in an article, with the reader's corrections made."""
        if not (self.library.record(key).notes if self.counted else self.has_notes(key)):
            return found
        from tui.annotations.model import Motivation
        from tui.annotations.store import StoreError
        from tui.documents.loading import DocumentError
        from tui.library.protocol import Findings

        try:
            document = self.library.document(key)
            may_correct = self._store_of(document).may_correct(document, self.library.texts)
            if self.opened(document) is None and not may_correct:
                return found
            notebook = self.notebook(document)
        except (DocumentError, StoreError):
            return found  # told where the article is opened
        edits = [note for note in notebook.annotations if note.motivation is Motivation.EDITING]
        if not edits or document.id != found.analysis.document_id:
            return found
        from tui.annotations.corrections import apply_corrections, is_correction

        corrections = [note for note in edits if is_correction(note)]
        if not corrections:
            return found
        analysis = apply_corrections(found.analysis, document.text, corrections, notebook.anchors)
        return Findings(analysis, tuple(quote.words(document.text) for quote in analysis.attributions))

    def notebook_at(self, file: Path) -> Notebook:
        """The notes in one file: those of an article that was opened, else read from the file alone."""
        opened = next((each for each in list(self._notebooks.values()) if each.path == file), None)
        if opened is not None:
            return opened
        if file not in self._by_file:
            from tui.annotations.store import NoteStore

            self._by_file[file] = NoteStore(file.parent).open_file(file)
        return self._by_file[file]

    def let_go(self, file: Path) -> None:
        """Forget the notes of a file that were read for a change alone, once all of it is on disk."""
        if file in self._by_file and not self._by_file[file].unsaved:
            del self._by_file[file]

    def unsaved(self) -> list[Notebook]:
        """The notebooks with changes that are not on disk."""
        return [each for each in (*self._notebooks.values(), *list(self._by_file.values())) if each.unsaved]

    def note_stores(self) -> list[NoteStore]:
        """The stores of the library in which there is anything."""
        samples = [root / "article" if root.is_dir() else root for root in self.roots]
        found = {id(store): store for store in (self.store(each) for each in samples if self.has_notes(str(each)))}
        return list(found.values())

    def note_counter(self) -> Callable[[str, str], int] | None:
        """Tells how many notes there are on the article of a key and a document id; None where there are none at all.

        They are counted by document; on an article that has changed, or is not read yet, by its path, unless they are
        on another article that is here.
        """
        by_document: dict[str, int] = {}
        by_path: dict[str, tuple[str, int]] = {}
        for store in self.note_stores():
            by_document.update(store.counts())
            by_path.update(store.counts_by_path())
        if not by_document:
            return None

        def notes_on(key: str, document_id: str) -> int:
            known = by_document.get(document_id)
            if known is not None:
                return known
            noted, number = by_path.get(os.path.abspath(key), ("", 0))  # noqa: PTH100  (asked of every row)
            return 0 if document_id and noted in self.library.texts else number

        return notes_on

    def _notes_folder(self, root: Path) -> Path:
        from tui.annotations.places import notes_folder

        return notes_folder(root, self._folder_setting(), paths.user_notes())

    def _folder_setting(self) -> str:
        chosen = self.settings.annotations.folder
        return str(paths.user_notes()) if self.bundled and chosen == "beside" else chosen

    def _root(self, article: Path) -> Path:
        for root in self.roots:
            if root.is_dir() and article.is_relative_to(root):
                return root
        return Path(file_of(str(article))).parent


def _holds_something(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except OSError:
        return False
