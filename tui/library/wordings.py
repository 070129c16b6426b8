"""One statement in several articles: the variant groups of a library, made when they are first asked for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from tui.comparison.alignment import Alignment
from tui.comparison.bundles import Place
from tui.comparison.provenance import Report
from tui.documents.naming import file_name
from tui.documents.terms import terms
from tui.extraction.model import UNKNOWN_SPEAKER, Attribution
from tui.library.found import quotes_in
from tui.library.grouping.asking import GroupingProcess, Statements
from tui.library.grouping.file import SUFFIX
from tui.library.grouping.messages import Take
from tui.text import digest

if TYPE_CHECKING:
    from tui.library.library import Library

_SLICE = 0.008
"""Seconds of handing over between which keys are answered."""


class Wording(msgspec.Struct, frozen=True):
    """One report of a statement, with what a reader compares it by."""

    key: str
    attribution: Attribution
    words: str
    title: str
    outlet: str
    known_as: str
    published: datetime | None
    speaker: str
    actor: str | None

    @property
    def also_as(self) -> str:
        """What tells the article besides, where its outlet is not known: the title, else the file."""
        if self.outlet:
            return ""
        return self.title if self.title != self.known_as else file_name(self.key)

    def told(self) -> str:
        """Speaker, kind and way in words."""
        via = f", via {', '.join(self.attribution.via)}" if self.attribution.via else ""
        return f"{self.speaker or UNKNOWN_SPEAKER} · {self.attribution.kind.value}{via}"

    def report(self) -> Report:
        """The wording as the tracing of its origin wants it."""
        return Report(
            self.key, self.attribution.id, self.words, self.speaker, not self.actor, self.attribution.via,
            self.outlet, self.published, self.actor or "", self.known_as,
        )  # fmt: skip


class Wordings:
    """Finds the other wordings of a quote. A process of its own compares; articles that were analysed or corrected
    since the last question are handed to it first. Questions raise `GroupingError` where it ends.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self.process: GroupingProcess | None = None
        """Started by the first question."""
        self._given: dict[str, str] | None = None
        """Document id -> the mark of what the process has of it; None until it has told what it has from before."""
        self._asking = asyncio.Lock()
        self.on_progress: Callable[[str], None] = lambda _words: None
        """Told how far it is, in words."""

    async def of(self, key: str, attribution_id: str) -> list[Wording]:
        """The wordings of the statement that an attribution gives, the one most like all others first.

        Only that attribution where no other article has it; empty where the article is not analysed.
        """
        identifier = self._library.record(key).document_id
        places = [place for group in await self._ask((identifier, attribution_id)) for place in group]
        if (identifier, attribution_id) not in places:
            places.insert(0, (identifier, attribution_id))
        found = ((document, self._wording(document, attribution)) for document, attribution in places)
        return self._without_copies([(document, wording) for document, wording in found if wording], identifier)

    async def groups(self) -> Statements:
        """The statements that several attributions give, each the most typical first."""
        return await self._ask(None)

    async def aligned(self, texts: Sequence[str], pivot: int) -> Alignment:
        """Hold every text against one, in the process: a long one takes a while, and what compares takes memory."""
        process = self.process
        if process is None or process.has_ended:
            async with self._asking:
                process = await self._started()
        return await process.align(texts, pivot)  # it need not wait for what else is asked

    async def close(self) -> None:
        """End the process; a later question starts another."""
        if self.process is not None:
            await self.process.end()
            self.process = None

    async def _ask(self, place: Place | None) -> Statements:
        async with self._asking:
            process = await self._started()
            if self._given is None:
                self._given = await process.held()
            process.on_left = lambda number: self.on_progress(f"comparing, {number:,} statements left")
            await self._hand_over(process, self._given)
        return await process.ask(place)  # the next question may go out meanwhile: a short one is answered first

    async def _started(self) -> GroupingProcess:
        if self.process is None or self.process.has_ended:
            await self.close()
            catalogue = self._library.catalogue
            file = None if catalogue.in_memory else catalogue.path.with_suffix(SUFFIX)
            self.process = await GroupingProcess.start(file)
            self._given = None
        return self.process

    async def _hand_over(self, process: GroupingProcess, given: dict[str, str]) -> None:
        """Give the process what is new to it; `given` tells what it has."""
        library = self._library
        here: set[str] = set()
        started = time.monotonic()
        for number, key in library.walk():
            record = library.record(key)
            identifier = record.document_id
            if identifier and identifier not in here:
                here.add(identifier)
                corrected = library.corrected(key)
                findings = library.encoded(key, corrected) if corrected else b""
                mark = f"{record.published or ''}/{digest(findings) if corrected else ''}"
                if given.get(identifier) != mark:
                    findings = findings or library.encoded(key, None)
                    if findings:
                        await process.give(Take(identifier, record.published, findings, mark))
                        given[identifier] = mark
            if time.monotonic() - started > _SLICE:
                self.on_progress(f"comparing, article {number:,}/{len(library):,}")
                await asyncio.sleep(0)
                started = time.monotonic()
        for identifier in given.keys() - here:
            await process.give(Take(identifier))
            del given[identifier]

    def _without_copies(self, found: Sequence[tuple[str, Wording]], asked: str) -> list[Wording]:
        """The wordings by their documents without those that a copy of the article has in the same words: of copies
        the document that is asked for stands, else the first.
        """
        families = self._library.catalogue.families()
        standing: dict[object, str] = {}
        kept: dict[int, Wording] = {}
        for number, (document, wording) in sorted(enumerate(found), key=lambda each: each[1][0] != asked):
            told = families.get(document, document), tuple(terms(wording.words))
            if standing.setdefault(told, document) == document:
                kept[number] = wording
        return [kept[number] for number in sorted(kept)]

    def _wording(self, document_id: str, attribution_id: str) -> Wording | None:
        library = self._library
        for key in filter(library.__contains__, library.keys_of(document_id)):
            record = library.record(key)
            for quote in quotes_in(library, [record.key]):
                if quote.attribution.id == attribution_id:
                    return Wording(
                        record.key, quote.attribution, quote.words, record.title, record.outlet, record.known_as,
                        quote.attribution.published or record.published,  # of a live page its entry counts
                        quote.speaker, quote.actor,
                    )  # fmt: skip
        return None
