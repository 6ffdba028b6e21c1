"""What a triangle of cohorts shows, as plain values."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from churntui.plain.chart import Role
from churntui.questions.shown import TrendRow

MARKS: tuple[Role, ...] = ("primary", "good", "accent", "bad", "secondary", "warn")
"""The colours of the marked rows, in the order they are marked; more could not be told apart in a chart."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure."""

    text: str
    heat: float | None = None
    """Its share among those shown, 0 to 1; None for no colour."""
    running: bool = False
    """Whether it counts so far."""


@dataclass(frozen=True, slots=True)
class TriangleRow:
    """One cohort."""

    key: Hashable
    """Its identity: the same in figures counted again."""
    label: str
    size: str
    cells: tuple[Cell | None, ...]
    """By age, oldest at the right end; None is blank: not there yet, or never measured."""
    running: bool = False
    """Whether it is still joining."""

    @property
    def name(self) -> str:
        """What it is called, with the mark of one that is still joining."""
        return f"{self.label} *" if self.running else self.label


@dataclass(frozen=True, slots=True)
class TriangleData:
    """What a triangle shows."""

    told: str
    """What the figures are, and what goes across."""
    corner: str
    """The title of the rows' names."""
    counted: str
    """The title of the sizes."""
    rows: tuple[TriangleRow, ...]
    average: TriangleRow
    row_at: Callable[[int, int, tuple[int, ...]], TrendRow]
    """What stands at a row and an age, with a chart of the rows marked (the row itself where there are none)."""

    @property
    def ages(self) -> int:
        """How many columns there are."""
        return len(self.average.cells)
