"""What a briefing holds. All texts are plain and on one line; what writes them down escapes them."""

from __future__ import annotations

import msgspec

from tui.documents.naming import known_as, site_of
from tui.text import counted


class Source(msgspec.Struct, frozen=True):
    """One article that is cited. `published` is for people ("10 Feb 2022 14:05 UTC"), `moment` ISO 8601; both are ""
    where the article does not say.
    """

    number: int
    title: str
    outlet: str
    byline: tuple[str, ...]
    published: str
    moment: str
    url: str
    path: str
    statements: tuple[tuple[int, int], ...]
    """What it is cited for: (speaker's number, statement's number)."""

    @property
    def name(self) -> str:
        """How the article is called in short."""
        return known_as(self.outlet, site_of(self.url), self.title, self.path)


class Note(msgspec.Struct, frozen=True):
    """A note of the reader's: the passage, what is written on it, and for what."""

    source: int
    passage: str
    body: str
    tags: tuple[str, ...]
    creator: str
    motivation: str


class Report(msgspec.Struct, frozen=True):
    """One wording of a statement in one article (`source` is its number). `context` is the paragraph it stands in;
    `changes` tell what it does to the meaning of the statement's words; `sure` is False where the speaker is a guess.
    `also` are the other statements that these words hold: (speaker's number, statement's number); the notes on them
    stand with the first.
    """

    source: int
    words: str
    kind: str
    speaker: str
    sure: bool
    via: tuple[str, ...]
    published: str
    context: str
    changes: tuple[str, ...]
    notes: tuple[Note, ...]
    also: tuple[tuple[int, int], ...]


class Statement(msgspec.Struct, frozen=True):
    """What somebody said, in all its wordings; the first report is the one whose words stand for it. `independent` is
    the number of sources that do not go back to one another, `ways` are the ways the words came ("Lavrov < Tass").
    """

    number: int
    speaker: str
    reports: tuple[Report, ...]
    independent: int
    ways: tuple[str, ...]
    first: str
    """The name of the outlet that was surely first; "" where that is not sure."""

    @property
    def words(self) -> str:
        return self.reports[0].words

    @property
    def kind(self) -> str:
        return self.reports[0].kind


class Speaker(msgspec.Struct, frozen=True):
    """One actor with what it said. Speakers that are not known are one, without a name."""

    number: int
    name: str
    kind: str
    roles: tuple[str, ...]
    aliases: tuple[str, ...]
    statements: tuple[Statement, ...]


class Event(msgspec.Struct, frozen=True):
    """Something on the timeline: an article, an entry of a live page, or a day that a text speaks of (`kind` "article",
    "entry", "text"). `published` is the moment in words.
    """

    published: str
    moment: str
    words: str
    source: int
    kind: str


class CoverageRow(msgspec.Struct, frozen=True):
    """A speaker with what each of the coverage's outlets has: (direct, paraphrased)."""

    name: str
    speaker: int
    cells: tuple[tuple[int, int], ...]
    first: str


class Briefing(msgspec.Struct, frozen=True):
    """`chosen` says how the statements were chosen, "" for all. `notes` are those on no statement."""

    title: str
    made: str
    chosen: str
    speakers: tuple[Speaker, ...]
    outlets: tuple[str, ...]
    coverage: tuple[CoverageRow, ...]
    timeline: tuple[Event, ...]
    notes: tuple[Note, ...]
    sources: tuple[Source, ...]

    def source(self, number: int) -> Source:
        """The source of that number; they are numbered from 1."""
        return self.sources[number - 1]

    @property
    def counted(self) -> str:
        """What the figures of the coverage are."""
        return "Quotes, each counted once: direct ones (also those quoted in part) + paraphrases"

    def statement(self, place: tuple[int, int]) -> Statement:
        """The statement of (speaker's number, statement's number)."""
        speaker, number = place
        return self.speakers[speaker - 1].statements[number - 1]

    @property
    def told(self) -> str:
        """How many said how much: "5 statements by 2 speakers and 1 whose speaker is not known"."""
        known = [speaker for speaker in self.speakers if speaker.name]
        by_known = sum(len(speaker.statements) for speaker in known)
        nobody = self.statements - by_known
        parts = [f"{counted(by_known, 'statement')} by {counted(len(known), 'speaker')}"] if known else []
        if nobody:
            parts.append(f"{nobody if known else counted(nobody, 'statement')} whose speaker is not known")
        return " and ".join(parts)

    @property
    def statements(self) -> int:
        return sum(len(speaker.statements) for speaker in self.speakers)
