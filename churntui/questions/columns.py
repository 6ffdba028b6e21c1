"""A column that people read, declared once: at a terminal, and in a tab of Trends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.questions.shown import Heading, Line

Row = TypeVar("Row")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column that people read."""

    title: str
    text: Callable[[Row], str]
    """What stands in it."""
    width: int = 0
    """In the tab."""
    where: Literal["both", "report", "tab"] = "both"
    short: str = ""
    """What the tab calls it, where its title is too long there."""
    align: Literal["left", "right"] = "right"
    priority: int = 0
    """In a narrow table the highest goes first."""
    flex: bool = False
    in_tab: Callable[[Row], str] | None = None
    """What stands in it in the tab, where that is another text."""
    look: Callable[[Row], CellStyle] | None = None
    """The look of a cell in the tab, where it may have one of its own."""

    @property
    def heading(self) -> Heading:
        """What stands over it in the tab."""
        return Heading(self.short or self.title, self.width, self.align, self.priority, self.flex)


def of_report(columns: Sequence[Column[Row]]) -> list[Column[Row]]:
    """Those of a report."""
    return [column for column in columns if column.where != "tab"]


def of_tab(columns: Sequence[Column[Row]]) -> list[Column[Row]]:
    """Those of a tab."""
    return [column for column in columns if column.where != "report"]


def headings(columns: Sequence[Column[Row]]) -> tuple[Heading, ...]:
    """What stands over those of a tab."""
    return tuple(column.heading for column in of_tab(columns))


def line(names: Sequence[str], columns: Sequence[Column[Row]], row: Row, look: CellStyle = "") -> Line:
    """A row in the tab: its names, then a cell for each of the tab's columns."""
    shown = of_tab(columns)
    looks = {
        place: own
        for place, column in enumerate(shown, len(names))
        if column.look and (own := column.look(row))
    }
    return Line((*names, *((column.in_tab or column.text)(row) for column in shown)), looks, look)


def table(name: str, columns: Sequence[Column[Row]], rows: Iterable[Row]) -> Sheet:
    """Rows in a report."""
    shown = of_report(columns)
    return Sheet(
        name,
        tuple(column.title for column in shown),
        tuple(tuple(column.text(row) for column in shown) for row in rows),
        frozenset(place for place, column in enumerate(shown) if column.align == "right"),
    )
