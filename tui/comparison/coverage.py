"""Who, or what, is in which outlet: speakers or statements by outlets or articles, or by those they speak of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from itertools import takewhile

import msgspec
from msgspec.structs import replace

from tui.comparison.apart import day_of, told_apart
from tui.comparison.moments import bounds
from tui.comparison.sorting import put_in_order
from tui.documents.naming import file_name, folder_name
from tui.extraction.model import DOUBTFUL_BELOW, UNKNOWN_SPEAKER, ActorKind, Attribution, Kind

_SOME = 1_000
"""Reports that are laid into cells at once: a millisecond's work."""
_CELL = 4
"""A cell takes as long to be made as this many reports take to be put in order in it."""
_NEVER = datetime.max.replace(tzinfo=UTC)


class Across(StrEnum):
    """What the columns are."""

    OUTLETS = "outlets"
    ARTICLES = "articles"
    SPOKEN_OF = "those spoken of"


class Order(StrEnum):
    """How rows are sorted; ties by name."""

    REPORTS = "most reports first"
    COLUMNS = "widest covered first"
    NAME = "by name"
    FIRST = "earliest first"


class Only(StrEnum):
    """Which rows are listed."""

    ALL = "all"
    ALONE = "what one alone has"
    ALL_BUT_ONE = "what all but one have"


class Told(msgspec.Struct, frozen=True):
    """One attribution in one article. `actor` is the speaker's id in the library, None for one that is not known or has
    no name; `outlet` is "" where the article does not say, `known_as` what it is called as a source all the same;
    `when` is when this was published.
    """

    key: str
    attribution: Attribution
    words: str
    speaker: str
    actor: str | None
    title: str
    outlet: str
    known_as: str
    when: datetime | None
    spoken_of: tuple[tuple[str, str], ...] = ()
    """(id, name) of the other actors that the words name."""
    document_id: str = ""
    """Where statements are asked for, which are of documents and not of their places."""


class Cell(msgspec.Struct, frozen=True):
    """What one column has of one row, in the order in which it was told: `direct` quotes (or mixed ones) and
    paraphrases, `guessed` of which were laid to this speaker without certainty.
    """

    told: tuple[Told, ...]
    direct: int
    guessed: int

    @classmethod
    def of(cls, told: Iterable[Told]) -> Cell:
        """The cell of some reports."""
        ordered = tuple(sorted(told, key=_time))
        return cls(
            ordered,
            sum(each.attribution.kind is not Kind.INDIRECT for each in ordered),
            sum(each.attribution.confidence < DOUBTFUL_BELOW for each in ordered),
        )

    @property
    def paraphrased(self) -> int:
        return len(self.told) - self.direct


class Row(msgspec.Struct, frozen=True):
    """One speaker, or one statement with its speaker in `about`. `cells` hold no column that has nothing. `first` is
    the column that reported it first, None where that cannot be told or there is but one.
    """

    label: str
    about: str
    cells: Mapping[str, Cell]
    first: str | None
    when: datetime | None

    @property
    def reports(self) -> int:
        return sum(len(cell.told) for cell in self.cells.values())

    @property
    def is_nobody(self) -> bool:
        """True for what is laid to no speaker that is known: a row, and the last one, but no speaker."""
        return self.label == UNKNOWN_SPEAKER and not self.about


class Matrix(msgspec.Struct, frozen=True):
    """`columns` are (id, name) pairs in order; every cell's column is among them. No two have one name: `apart` tells
    what the names of those that would end in, by their ids.
    """

    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    apart: Mapping[str, str] = msgspec.field(default_factory=dict)

    def missing(self, row: Row) -> list[str]:
        """The ids of the columns that have nothing of a row."""
        return [column for column, _ in self.columns if column not in row.cells]


Source = tuple[str, str, Sequence[Told]]
"""What a row is of: its label, what is told about it, and its reports."""


class BySpeaker:
    """Puts reports together by their speakers, one by one. Sources without a name are never one across articles."""

    def __init__(self) -> None:
        self._found: dict[object, list[Told]] = {}
        self._kinds: dict[str, set[str]] = defaultdict(set)
        """Name -> what those are who bear it."""

    def take(self, each: Told) -> None:
        """Take a report."""
        key = each.actor or ((each.key, each.speaker) if each.speaker else None)
        group = self._found.get(key)
        if group is None:
            group = self._found[key] = []
            self._kinds[each.speaker].add(_kind(each.actor))
        group.append(each)

    def sources(self) -> Iterator[Source]:
        """(name, "", what they said) of every speaker; of several with one name, with what they are."""
        for group in self._found.values():
            name, kind = group[0].speaker, _kind(group[0].actor)
            told = f"{name}, {kind}" if kind and len(self._kinds[name]) > 1 else name
            yield told or UNKNOWN_SPEAKER, "", group


def _kind(actor: str | None) -> str:
    """What an actor is, by its id in the library; "" for one that is not known or has no name."""
    kind = (actor or "").partition("/")[0]
    return kind if kind in set(ActorKind) else ""


def speakers(told: Iterable[Told]) -> list[Source]:
    """(name, "", what they said) of every speaker."""
    by_speaker = BySpeaker()
    for each in told:
        by_speaker.take(each)
    return list(by_speaker.sources())


def source_of(group: Sequence[Told], taken: set[str] | None = None) -> Source:
    """(words, speaker, its reports) of a statement; `group` are its reports, the most typical first. Of the words those
    of a direct quote, and such as are not `taken` by another statement, come first; then they are.
    """
    speaker = next((each.speaker for each in group if each.speaker), UNKNOWN_SPEAKER)
    wordings = [each.words for each in group if each.attribution.kind is Kind.DIRECT]
    wordings += [each.words for each in group if each.attribution.kind is not Kind.DIRECT]
    free = (words for words in wordings if taken is None or words not in taken)
    words = next(free, wordings[0])
    if taken is not None:
        taken.add(words)
    return words, speaker, group


class MatrixMaker:
    """Makes a matrix row by row, so that a large one can be made beside other work."""

    def __init__(self, across: Across) -> None:
        self._across = across
        self._names: dict[str, str] = {}
        self._hints: dict[str, tuple[str, ...]] = {}
        """What tells the columns apart from others of their names."""
        self._often: Counter[str] = Counter()
        self._rows: list[Row] = []
        self.matrix = Matrix((), ())
        """The matrix of what was taken, once that is finished."""

    def know(self, told: Told) -> None:
        """The report's outlet or article has a column, though it may be in no row."""
        for column, name in _columns(told, self._across):
            self._know(column, name, told)

    def _know(self, column: str, name: str, told: Told) -> None:
        if column not in self._names:
            self._names[column] = name
            spoken_of = self._across is Across.SPOKEN_OF
            self._hints[column] = (
                (_kind(column),)
                if spoken_of
                else (told.outlet or file_name(told.key), day_of(told.when), folder_name(told.key))
            )

    def take(self, source: Source) -> Iterator[None]:
        """Take a speaker or a statement, a little at a time; one with nothing in any column has no row."""
        label, about, told = source
        cells: dict[str, list[Told]] = defaultdict(list)
        for number, each in enumerate(told, 1):
            for column, name in _columns(each, self._across):
                self._know(column, name, each)
                cells[column].append(each)
            if number % _SOME == 0:
                yield
        if not cells:
            return
        ordered: dict[str, Cell] = {}
        moments: dict[str, datetime] = {}
        laid = 0
        for column, found in cells.items():
            ordered[column] = cell = Cell.of(found)
            self._often[column] += len(found)
            if (moment := _earliest(cell)) is not None:
                moments[column] = moment
            laid += len(found) + _CELL
            if laid > _SOME:
                laid = 0
                yield
        yield
        first, when = _first(moments, len(ordered))
        yield
        row = Row(label, about, ordered, first, when)
        if self._across is Across.SPOKEN_OF or row.is_nobody:
            row = replace(row, first=None)
        self._rows.append(row)

    def finish(self) -> Iterator[int]:
        """Put the columns in order, a little at a time: then `matrix` is there."""
        namesakes: dict[str, list[str]] = {}
        for number, (identifier, name) in enumerate(self._names.items()):
            namesakes.setdefault(name, []).append(identifier)
            yield number
        apart: dict[str, str] = {}
        for alike in namesakes.values():
            if len(alike) > 1:
                apart.update(zip(alike, self._apart(alike), strict=True))
            yield len(apart)
        names: list[tuple[str, str]] = []
        for identifier, name in self._names.items():
            names.append((identifier, name + apart.get(identifier, "")))
            yield len(names)
        columns: list[tuple[str, str]] = []
        yield from put_in_order(names, self._rank, columns)
        self.matrix = Matrix(tuple(columns), tuple(self._rows), apart)

    def _apart(self, alike: Sequence[str]) -> list[str]:
        """What the names of some columns end in, which would have one name."""
        told = told_apart([self._hints[identifier] for identifier in alike])
        return [f", {each}" if self._across is Across.SPOKEN_OF else f" ({each})" for each in told]

    def _rank(self, column: tuple[str, str]) -> tuple[int, str, str]:
        """By name; those spoken of by how often, as there may be very many."""
        often = -self._often[column[0]] if self._across is Across.SPOKEN_OF else 0
        return often, column[1].casefold(), column[0]


def matrix(sources: Iterable[Source], across: Across, columns: Iterable[Told] = ()) -> Matrix:
    """The matrix of speakers or statements. `columns` are reports whose outlets or articles have a column though
    nothing of theirs is in a row.
    """
    maker = MatrixMaker(across)
    for each in columns:
        maker.know(each)
    for source in sources:
        _do(maker.take(source))
    _do(maker.finish())
    return maker.matrix


def _do(steps: Iterator[object]) -> None:
    for _ in steps:
        pass


def listed(whole: Matrix, order: Order, only: Only) -> list[Row]:
    """The rows to list, in order."""
    rows: list[Row] = []
    _do(list_rows(whole, order, only, rows))
    return rows


def list_rows(whole: Matrix, order: Order, only: Only, rows: list[Row]) -> Iterator[int]:
    """As `listed`, a little at a time: puts them into `rows`, and gives how much is done after each little."""
    wanted = {Only.ALONE: 1, Only.ALL_BUT_ONE: len(whole.columns) - 1}.get(only)
    fitting: list[Row] = []
    for start in range(0, len(whole.rows), _SOME):
        some = whole.rows[start : start + _SOME]
        fitting += some if wanted is None else [row for row in some if len(row.cells) == wanted and not row.is_nobody]
        yield start
    yield from put_in_order(fitting, lambda row: (row.is_nobody, _rank(row, order)), rows)


def _rank(row: Row, order: Order) -> tuple[object, ...]:
    name = row.label.casefold()
    if order is Order.REPORTS:
        return -row.reports, -len(row.cells), name
    if order is Order.COLUMNS:
        return -len(row.cells), -row.reports, name
    if order is Order.FIRST:
        return bounds(row.when)[0] if row.when else _NEVER, name
    return (name,)


def _columns(told: Told, across: Across) -> Iterable[tuple[str, str]]:
    """(id, name) of each. An article of which no outlet is known is a column of its own."""
    if across is Across.SPOKEN_OF:
        return told.spoken_of
    if across is Across.OUTLETS and told.outlet:
        return ((f"outlet/{told.outlet.casefold()}", told.outlet),)
    return ((f"article/{told.key}", told.known_as if across is Across.OUTLETS else told.title),)


def _time(told: Told) -> tuple[datetime, int]:
    return bounds(told.when)[0] if told.when else _NEVER, told.attribution.span.start


def _first(moments: Mapping[str, datetime], columns: int) -> tuple[str | None, datetime | None]:
    """The column that was surely first (two on one day, of which no time is told, cannot be put in order), and when the
    row was reported for the first time. `moments` are those at which the columns had it, where that is known.
    """
    if not moments:
        return None, None
    spans = {column: bounds(moment) for column, moment in moments.items()}
    column = min(spans, key=spans.__getitem__)
    opening, latest = spans.pop(column)
    sure = bool(spans) and len(moments) == columns and all(latest <= other for other, _ in spans.values())
    same = (opening, latest) in spans.values()
    return column if sure and not same else None, moments[column]


def _earliest(cell: Cell) -> datetime | None:
    """When a cell was told first; of a day and a moment at its beginning, the moment."""
    opening = cell.told[0].when
    if opening is None:
        return None
    alike = takewhile(lambda when: when is not None and bounds(when)[0] == bounds(opening)[0], _moments(cell))
    return min((when for when in alike if when is not None), key=bounds)


def _moments(cell: Cell) -> Iterator[datetime | None]:
    return (each.when for each in cell.told)
