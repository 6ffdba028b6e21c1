"""What the tabs of Trends are made of: a view asked for, and the figures or the logos that come out.

The figures are counted off the event loop into finished texts, so that the place only has to show them, and showing
them again costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeVar

from churntui.dates import Period, Span
from churntui.sheets import Sheet
from churntui.text import fold
from churntui.ui.chartdata import ChartData
from churntui.ui.table import CellStyle, Column

PERIOD_WIDTH: Mapping[Span, int] = {"week": 10, "month": 10, "quarter": 9}
"""Cells the name of a period takes, with the mark of one that is not over."""


@dataclass(frozen=True, slots=True)
class View:
    """What the user wants to see of a tab; equal views show the same figures of a book."""

    span: Span = "quarter"
    by: str | None = None
    """The field logos are split by."""
    regrettable: bool = False
    """Only regrettable losses count."""


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
class TrendRow:
    """The figures of one period, or of one segment in it."""

    period: Period
    segment: str | None
    line: Line
    explained: str
    """What the figures mean and how they came about, as Markdown."""

    @property
    def key(self) -> tuple[str, str | None]:
        """Its identity: the same in figures counted again."""
        return self.period.name, self.segment


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything a tab shows for one view of one book."""

    headings: tuple[Heading, ...]
    rows: tuple[TrendRow, ...]
    """Oldest first."""
    charts: tuple[ChartData, ...]
    """The chart that opens, and those that `v` goes on to."""

    def having(self, words: str) -> tuple[TrendRow, ...]:
        """The rows in which all words occur."""
        wanted = fold(words).split()
        return tuple(
            row for row in self.rows if all(word in fold(" ".join(row.line.cells)) for word in wanted)
        )


@dataclass(frozen=True, slots=True)
class Member:
    """One logo behind a figure."""

    logo_id: int
    line: Line
    words: str = ""
    """What it said, whole: a cell has room for its beginning only."""


@dataclass(frozen=True, slots=True)
class Members:
    """The logos behind one figure of a row."""

    name: str
    """The figure's: `Lost`."""
    headings: tuple[Heading, ...]
    members: tuple[Member, ...]
    empty: str
    """What stands there when it is none."""


class Lined(Protocol):
    """What can be a row of these tables."""

    @property
    def line(self) -> Line:
        """Its texts."""


Row = TypeVar("Row", bound=Lined)


def columns_of(headings: Sequence[Heading]) -> list[Column[Row]]:
    """The columns of a table of lines."""

    def column(place: int, heading: Heading) -> Column[Row]:
        return Column(
            heading.title,
            heading.width,
            lambda row: row.line.cell(place),
            heading.align,
            flex=heading.flex,
            priority=heading.priority,
        )

    return [column(place, heading) for place, heading in enumerate(headings)]


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
