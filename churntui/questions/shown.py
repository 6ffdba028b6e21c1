"""What the tabs of Trends are made of: the figures counted, and the logos behind them.

The figures are counted off the event loop into finished texts, so that the place only has to show them, and showing
them again costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.plain.chart import ChartData
from churntui.plain.dates import Period, Span
from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.plain.text import fold

PERIOD_WIDTH: Mapping[Span, int] = {"week": 10, "month": 10, "quarter": 9, "year": 6}
"""Cells the name of a period takes, with the mark of one that is not over."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of one of the tables here."""

    title: str
    width: int
    align: Literal["left", "right"] = "right"
    priority: int = 0
    """In a narrow table the highest goes first."""
    flex: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row of such a table: a text for each heading."""

    cells: tuple[str, ...]
    looks: Mapping[int, CellStyle] = field(default_factory=dict)
    """The look of the cells that have one, by place."""
    look: CellStyle = ""
    """The look of all others."""

    def cell(self, place: int) -> tuple[str, CellStyle]:
        """The text and the look of one cell."""
        return self.cells[place], self.looks.get(place, self.look)


@dataclass(frozen=True, slots=True)
class Member:
    """One logo, or one customer, behind a figure."""

    logo_id: int
    """Where Enter leads."""
    line: Line
    words: str = ""
    """What it said, whole: a cell has room for its beginning only."""
    customer_id: int = 0
    """0 for a logo itself."""

    @property
    def key(self) -> tuple[int, int]:
        """Its identity: the same when it is looked up again."""
        return self.logo_id, self.customer_id


@dataclass(frozen=True, slots=True)
class Members:
    """The logos (or customers) behind one figure of a row."""

    name: str
    """The figure's: `Lost`."""
    headings: tuple[Heading, ...]
    members: tuple[Member, ...]
    empty: str
    """What stands there when it is none."""


Behind = Callable[[Book], tuple[Members, ...]]
"""Finds who stands behind each figure of a row, for the book as it is then; on the metrics' thread."""

BehindInFile = Callable[[Store, Book], tuple[Members, ...]]
"""The same where the book does not hold them (customers); on the store's thread."""


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One row of a tab: the figures of a period, of a segment in it, of an action, of a cohort's cell."""

    key: Hashable
    """Its identity: the same in figures counted again."""
    line: Line
    explaining: str | Callable[[], str]
    """What the figures mean and how they came about, as Markdown; or what makes the text once it is asked for."""
    period: Period | None = None
    segment: str | None = None
    title: str = ""
    """What the page behind it is headed with; its period and segment where left out."""
    behind: Behind | None = None
    """Enter opens these; with neither this nor `behind_in_file` it opens nothing."""
    behind_in_file: BehindInFile | None = None
    """Its lists stand after those of `behind`."""
    chart: ChartData | None = None
    """Shown first while the cursor stands on the row; `c` goes on to the tab's own."""
    words: str = ""
    """A plain sentence about the row, shown under the table while the cursor stands on it."""
    logo_id: int | None = None
    """The one logo the row is about: where nothing is behind it, Enter opens its page."""

    @property
    def heading(self) -> str:
        """What the row is called: `2026 Q3 · Health`."""
        parts = (self.period.label if self.period else "", self.segment or "")
        return self.title or " · ".join(part for part in parts if part)

    @property
    def explained(self) -> str:
        """What the figures mean and how they came about, as Markdown."""
        return self.explaining if isinstance(self.explaining, str) else self.explaining()


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything a tab shows of one book."""

    headings: tuple[Heading, ...]
    rows: tuple[TrendRow, ...]
    """Periods oldest first; anything else in the order it is best read in."""
    charts: tuple[ChartData, ...] = ()
    """The chart that opens, and those that `c` goes on to; none where the rows or the body have their own."""
    told: str = ""
    """What is shown, for the line beside the tabs: `quarters · 2024 Q1 – 2026 Q4`; by what is asked where empty."""
    words: str = ""
    """A plain sentence for the whole tab, shown under the table where the row has none."""
    empty: str = "No contract has begun yet"
    """What stands there where there is no row at all."""
    opens_on: Literal["first", "last"] = "last"
    """The row the cursor is on at first: periods open on the newest."""
    body: object = None
    """What the tab's own widget shows, where it brings one."""

    def having(self, words: str) -> tuple[TrendRow, ...]:
        """The rows in which all words occur."""
        wanted = fold(words).split()
        return tuple(
            row for row in self.rows if all(word in fold(" ".join(row.line.cells)) for word in wanted)
        )


def fitted(headings: Sequence[Heading], lines: Sequence[Line]) -> tuple[Heading, ...]:
    """The headings, those of numbers as wide as the longest of them: a number is never cut off."""
    return tuple(
        replace(heading, width=max([heading.width, *(len(line.cells[place]) for line in lines)]))
        if heading.align == "right"
        else heading
        for place, heading in enumerate(headings)
    )


def sheet_of(name: str, headings: Sequence[Heading], lines: Sequence[Line]) -> Sheet:
    """The table as it is shown, to export."""
    return Sheet(
        name,
        tuple(heading.title for heading in headings),
        tuple(line.cells for line in lines),
        frozenset(at for at, heading in enumerate(headings) if heading.align == "right"),
    )


def told(headings: Sequence[Heading], line: Line) -> str:
    """A row as one line of text: `2026 Q3 · At start 44 · Lost 4`."""
    first, *others = line.cells
    titled = (f"{heading.title} {cell}" for heading, cell in zip(headings[1:], others, strict=True) if cell)
    return " · ".join([first, *titled])
