"""What a triangle of cohorts shows, and how much room it takes: plain values, without a screen."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from rich.cells import cell_len

from churntui.ui.safe import pad
from churntui.ui.trends.parts import TrendRow

EDGE = 2
"""Cells before a row's name: the cursor's and the mark's."""

_LABEL_MOST = 36
"""Cells a row's name takes at most."""

_WIDEST = 9
"""Cells of a column at most: what stands further apart is not read as one row."""


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


@dataclass(frozen=True, slots=True)
class Layout:
    """How wide everything is, in cells."""

    label: int
    size: int
    cell: int
    """One age: what the longest figure needs, a mark and a gap included; more where there is room."""

    @classmethod
    def of(cls, data: TriangleData, width: int) -> Layout:
        """What the data needs, as far as there is room for it."""
        rows = (*data.rows, data.average)
        label = max(map(cell_len, (data.corner, *(row.name for row in rows))))
        size = max(map(cell_len, (data.counted, *(row.size for row in rows))))
        label = min(label, _LABEL_MOST, max(8, width * 9 // 20))
        needed = max((cell_len(cell.text) for row in rows for cell in row.cells if cell), default=1) + 2
        even = (width - EDGE - label - size - 2) // max(1, data.ages)
        return cls(label, size, max(needed, min(_WIDEST, even)))

    @property
    def left(self) -> int:
        """Cells before the first age."""
        return EDGE + self.label + self.size + 2

    def names(self, label: str, size: str) -> str:
        """A cohort's name and size, as wide as all of them."""
        return f"{pad(label, self.label)} {pad(size, self.size, 'right')} "
