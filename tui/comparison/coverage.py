"""Who, or what, is in which outlet: speakers or statements by outlets or articles, or by those they speak of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from tui.comparison.moments import bounds
from tui.extraction.model import DOUBTFUL_BELOW, Attribution, Kind

UNKNOWN_SPEAKER = "speaker not known"
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


@dataclass(frozen=True, slots=True)
class Told:
    """One attribution in one article. `actor` is the speaker's id in the library, None for one that is not known or has
    no name; `outlet` is "" where the article does not say; `when` is when this was published.
    """

    key: str
    attribution: Attribution
    words: str
    speaker: str
    actor: str | None
    title: str
    outlet: str
    when: datetime | None
    spoken_of: tuple[tuple[str, str], ...] = ()
    """(id, name) of the other actors that the words name."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column has of one row, in the order in which it was told: a direct quote (or a mixed one), or a
    paraphrase.
    """

    told: tuple[Told, ...]

    @property
    def direct(self) -> int:
        return sum(each.attribution.kind is not Kind.INDIRECT for each in self.told)

    @property
    def paraphrased(self) -> int:
        return len(self.told) - self.direct

    @property
    def guessed(self) -> int:
        """How many of them were laid to this speaker without certainty."""
        return sum(each.attribution.confidence < DOUBTFUL_BELOW for each in self.told)


@dataclass(frozen=True, slots=True)
class Row:
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


@dataclass(frozen=True, slots=True)
class Matrix:
    """`columns` are (id, name) pairs in order; every cell's column is among them."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]

    def missing(self, row: Row) -> list[str]:
        """The names of the columns that have nothing of a row."""
        return [name for column, name in self.columns if column not in row.cells]


def speakers(told: Iterable[Told]) -> list[tuple[str, str, list[Told]]]:
    """(name, "", what they said) of every speaker. Sources without a name are never one across articles."""
    found: dict[object, list[Told]] = defaultdict(list)
    for each in told:
        found[each.actor or ((each.key, each.speaker) if each.speaker else None)].append(each)
    return [(group[0].speaker or UNKNOWN_SPEAKER, "", group) for group in found.values()]


def statements(groups: Iterable[Sequence[Told]]) -> list[tuple[str, str, list[Told]]]:
    """(words, speaker, its reports) of every statement; `groups` are those that are one, the most typical first."""
    found = []
    for group in groups:
        speaker = next((each.speaker for each in group if each.speaker), UNKNOWN_SPEAKER)
        words = next((each.words for each in group if each.attribution.kind is Kind.DIRECT), group[0].words)
        found.append((words, speaker, list(group)))
    return found


def matrix(sources: Iterable[tuple[str, str, Sequence[Told]]], across: Across, columns: Iterable[Told] = ()) -> Matrix:
    """The matrix of speakers or statements; those with nothing in any column have no row. `columns` are reports whose
    outlets or articles have a column though nothing of theirs is in a row.
    """
    names: dict[str, str] = {}
    for each in columns:
        names.update(_columns(each, across))
    rows = []
    for label, about, told in sources:
        cells: dict[str, list[Told]] = defaultdict(list)
        for each in told:
            for column, name in _columns(each, across):
                names.setdefault(column, name)
                cells[column].append(each)
        if not cells:
            continue
        first, when = _first(cells)
        if across is Across.SPOKEN_OF:
            first = None
        ordered = {column: Cell(tuple(sorted(cell, key=_time))) for column, cell in cells.items()}
        rows.append(Row(label, about, ordered, first, when))
    often = Counter(column for row in rows for column, cell in row.cells.items() for _ in cell.told)

    def rank(column: tuple[str, str]) -> tuple[int, str, str]:
        """By name; those spoken of by how often, as there may be very many."""
        return -often[column[0]] if across is Across.SPOKEN_OF else 0, column[1].casefold(), column[0]

    return Matrix(tuple(sorted(names.items(), key=rank)), tuple(rows))


def listed(whole: Matrix, order: Order, only: Only) -> list[Row]:
    """The rows to list, in order."""
    wanted = {Only.ALONE: 1, Only.ALL_BUT_ONE: len(whole.columns) - 1}.get(only)
    rows = [row for row in whole.rows if wanted is None or len(row.cells) == wanted]

    def rank(row: Row) -> tuple[object, ...]:
        name = row.label.casefold()
        if order is Order.REPORTS:
            return -row.reports, -len(row.cells), name
        if order is Order.COLUMNS:
            return -len(row.cells), -row.reports, name
        if order is Order.FIRST:
            return bounds(row.when)[0] if row.when else _NEVER, name
        return (name,)

    return sorted(rows, key=rank)


def _columns(told: Told, across: Across) -> Iterable[tuple[str, str]]:
    """(id, name) of each. An article of which no outlet is known is a column of its own."""
    if across is Across.SPOKEN_OF:
        return told.spoken_of
    if across is Across.OUTLETS and told.outlet:
        return ((f"outlet/{told.outlet.casefold()}", told.outlet),)
    return ((f"article/{told.key}", told.title),)


def _time(told: Told) -> tuple[datetime, int]:
    return bounds(told.when)[0] if told.when else _NEVER, told.attribution.span.start


def _first(cells: Mapping[str, Sequence[Told]]) -> tuple[str | None, datetime | None]:
    """The column that was surely first (two on one day, of which no time is told, cannot be put in order), and when the
    row was reported for the first time.
    """
    moments = {
        column: min(known, key=bounds)
        for column, told in cells.items()
        if (known := [each.when for each in told if each.when])
    }
    if not moments:
        return None, None
    column = min(moments, key=lambda each: bounds(moments[each]))
    latest = bounds(moments[column])[1]
    others = [bounds(moment)[0] for other, moment in moments.items() if other != column]
    sure = bool(others) and len(moments) == len(cells) and all(latest <= other for other in others)
    same = any(bounds(moments[column]) == bounds(moments[other]) for other in moments if other != column)
    return column if sure and not same else None, moments[column]
