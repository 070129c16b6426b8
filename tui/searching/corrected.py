"""What was found in documents as the reader has corrected it: the index has it as the extractor does."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from tui.annotations.anchoring import anchor_all
from tui.annotations.files import Files, Stamp
from tui.annotations.model import Annotation, Motivation
from tui.annotations.notesfile import read_notes
from tui.annotations.store import notes_files
from tui.library.protocol import Findings
from tui.library.search.owners import Owner, documents_now
from tui.searching.owning import owner_of

_SIGN = str(Motivation.EDITING).encode("ascii")
"""Stands in every file that has a correction."""
_FRESH = 1.0
"""Seconds for which the files are not looked at again: each query asks."""


class _Read(NamedTuple):
    """A notes file: its state, whose notes it holds (None where that is not told), and the corrections in it."""

    stamp: Stamp
    owner: Owner | None
    notes: tuple[Annotation, ...]


class CorrectedFindings:
    """The corrections in some folders of notes. Files without any are not parsed, and none again before it changes.
    The file of a library's catalogue tells what an article has become since its notes were written.
    """

    def __init__(self, folders: Iterable[Path], catalogue: Path) -> None:
        self._folders = list(folders)
        self._catalogue = catalogue
        self._files = Files()
        self._known: dict[Path, _Read] = {}
        self._looked = -_FRESH
        self._by_document: dict[str, tuple[Annotation, ...]] = {}
        self._made: dict[str, tuple[tuple[Annotation, ...], Findings]] = {}

    def documents(self) -> Collection[str]:
        """The ids of the documents in which something was corrected."""
        if time.monotonic() - self._looked >= _FRESH:
            self._look()
            self._looked = time.monotonic()
        return self._by_document.keys()

    def made(self, document_id: str, text: str, found: Findings) -> Findings:
        """What was found in a document of `documents`, with the corrections made."""
        notes = self._by_document.get(document_id, ())
        known = self._made.get(document_id)
        if known is None or known[0] != notes:
            from tui.annotations.corrections import apply_corrections  # most readers correct nothing

            analysis = apply_corrections(found.analysis, text, notes, anchor_all(text, notes))
            words = tuple(quote.words(text) for quote in analysis.attributions)
            known = self._made[document_id] = notes, Findings(analysis, words)
        return known[1]

    def _look(self) -> None:
        there: dict[Path, _Read] = {}
        for folder in self._folders:
            try:
                for path in notes_files(folder):
                    self._look_at(path, there)
            except OSError:  # told where notes are read to be shown
                continue
        self._known = there
        owned = {read.owner: read.notes for read in there.values() if read.notes and read.owner is not None}
        named = documents_now(self._catalogue, list(owned))
        self._by_document = {name: notes for names, notes in zip(named, owned.values(), strict=True) for name in names}

    def _look_at(self, path: Path, there: dict[Path, _Read]) -> None:
        stamp, known = self._files.stamp(path), self._known.get(path)
        if stamp is None:
            return
        if known is not None and known.stamp == stamp:
            there[path] = known
            return
        data = self._files.read(path) or b""
        owner: Owner | None = None
        notes: tuple[Annotation, ...] = ()
        if _SIGN in data:
            from tui.annotations.corrections import is_correction

            file = read_notes(data)
            owner = owner_of(path, file.header) if file.header else None
            notes = tuple(each.annotation for each in file.records.values() if is_correction(each.annotation))
        there[path] = _Read(stamp, owner, notes)
