"""How much room a triangle of cohorts takes."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len

from churntui.questions.cohorts.triangle import TriangleData
from churntui.ui.kit.safe import pad

EDGE = 2
"""Cells before a row's name: the cursor's and the mark's."""

_LABEL_MOST = 36
"""Cells a row's name takes at most."""

_WIDEST = 9
"""Cells of a column at most: what stands further apart is not read as one row."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How wide everything is, in cells."""

    label: int
    size: int
    cell: int
    """One age: what the longest figure needs, a mark and a gap included; more where there is room."""

    @classmethod
    def of(cls, triangle: TriangleData, width: int) -> Layout:
        """The widths that this triangle needs, as far as there is room for them."""
        rows = (*triangle.rows, triangle.average)
        label = max(map(cell_len, (triangle.corner, *(row.name for row in rows))))
        size = max(map(cell_len, (triangle.counted, *(row.size for row in rows))))
        label = min(label, _LABEL_MOST, max(8, width * 9 // 20))
        needed = max((cell_len(cell.text) for row in rows for cell in row.cells if cell), default=1) + 2
        even = (width - EDGE - label - size - 2) // max(1, triangle.ages)
        return cls(label, size, max(needed, min(_WIDEST, even)))

    @property
    def left(self) -> int:
        """Cells before the first age."""
        return EDGE + self.label + self.size + 2

    def names(self, label: str, size: str) -> str:
        """A cohort's name and size, as wide as all of them."""
        return f"{pad(label, self.label)} {pad(size, self.size, 'right')} "
