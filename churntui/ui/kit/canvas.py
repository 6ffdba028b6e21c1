"""What a chart is made of below plotext: cells, scales, and bars of eighth blocks.

Bars are painted here because plotext's are not sharp enough for a terminal's few rows: it draws them in quadrants,
one colour per cell, of uneven width, in 28 ms at 40 columns and 130 ms at 110. Here a bar ends on an eighth of a
row, two stacked colours share a cell, and a whole chart takes a millisecond or two.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from churntui.plain.spark import STEPS

EIGHTHS = 8
"""Steps a row is divided into."""

TINY = 1e-9
"""A difference that is none: far below a hundredth of a percent, or a cent."""


class Cell(NamedTuple):
    """One terminal cell; `ink` and `ground` are roles of the chart's palette, empty for the surface's own."""

    glyph: str = " "
    ink: str = ""
    ground: str = ""
    faint: bool = False
    hanging: bool = False


BLANK = Cell()

Canvas = list[list[Cell]]
"""Rows of cells, the top one first."""


def blank(width: int, height: int) -> Canvas:
    """A canvas of `height` rows of `width` blank cells."""
    return [[BLANK] * width for _ in range(height)]


def underlay(canvas: Canvas, row: int, column: int, cell: Cell) -> None:
    """Put a cell where nothing is drawn yet; outside of the canvas nothing happens."""
    if 0 <= row < len(canvas) and 0 <= column < len(canvas[row]) and canvas[row][column].glyph == " ":
        canvas[row][column] = cell


@dataclass(frozen=True, slots=True)
class Scale:
    """The value axis: from `low` to `high`, with labels at the multiples of `step` between them."""

    low: float
    high: float
    step: float

    @classmethod
    def over(cls, values: Sequence[float], ticks: int, *, whole: bool = False) -> Scale:
        """The range of `values` (finite) in steps of 1, 2, 2.5 or 5 times a power of ten, about `ticks` of them.

        With `whole` a step is a whole number. Where all values are one, the scale runs from it to zero, or to 1.
        """
        low, high = min(values), max(values)
        if math.isclose(low, high, rel_tol=1e-9, abs_tol=TINY):
            low, high = min(0.0, low), max(0.0, high) if abs(low) > TINY else 1.0
        step = _nice((high - low) / max(1, ticks), (1, 2, 5) if whole else (1, 2, 2.5, 5))
        return cls(low, high, max(1.0, step) if whole else step)

    @property
    def ticks(self) -> list[float]:
        """The values that get a label, rising."""
        first, last = math.ceil(self.low / self.step - 1e-9), math.floor(self.high / self.step + 1e-9)
        return [place * self.step for place in range(first, last + 1)]

    def share(self, value: float) -> float:
        """Where the value lies: 0 at the bottom, 1 at the top."""
        return (value - self.low) / (self.high - self.low)


def _nice(rough: float, steps: Sequence[float]) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next((power * nice for nice in steps if power * nice >= rough * 0.999), power * 10)


def zero_row(scale: Scale, height: int) -> int:
    """How many rows lie below zero. Bars start on a row's edge, so that both directions end on clean blocks."""
    if scale.low >= 0:
        return 0
    if scale.high <= 0:
        return height
    return min(height - 1, max(1, round(scale.share(0.0) * height)))


def bar_level(scale: Scale, height: int, value: float) -> int:
    """The value as eighths of a row above the canvas's lower edge; proportional to the value from zero."""
    base = zero_row(scale, height)
    per_unit = min(
        (height - base) / scale.high if scale.high > 0 else math.inf,
        base / -scale.low if scale.low < 0 else math.inf,
    )
    return round((base + value * per_unit) * EIGHTHS)


class Part(NamedTuple):
    """One part of a bar: how much, in which role."""

    value: float
    ink: str


def paint_bar(
    canvas: Canvas, scale: Scale, columns: range, parts: Sequence[Part], *, faint: bool = False
) -> None:
    """Stack the parts from zero, the gains upwards and the losses downwards, over these columns."""
    height = len(canvas)
    levels: list[str] = [""] * (height * EIGHTHS)
    for losses in (False, True):
        total = 0.0
        for value, ink in parts:
            if (value < 0) is losses:
                edges = sorted((bar_level(scale, height, total), bar_level(scale, height, total + value)))
                total += value
                first, end = (min(max(edge, 0), len(levels)) for edge in edges)
                levels[first:end] = [ink] * (end - first)
    for row in range(height):
        from_bottom = (height - 1 - row) * EIGHTHS
        cell = _block(levels[from_bottom : from_bottom + EIGHTHS], faint=faint)
        if cell.glyph != " ":
            for column in columns:
                canvas[row][column] = cell


def paint_whisker(canvas: Canvas, scale: Scale, column: int, ends: tuple[float, float]) -> None:
    """A line from one value to another over what stands in the column, with a bar across each of its ends."""
    height = len(canvas)
    low, high = (bar_level(scale, height, end) for end in sorted(ends))
    top = height - 1 - max(0, high - 1) // EIGHTHS
    bottom = height - 1 - min(low, max(0, high - 1)) // EIGHTHS
    for row in range(max(0, top), min(height - 1, bottom) + 1):
        glyph = "┼" if top == bottom else {top: "┬", bottom: "┴"}.get(row, "│")
        under = canvas[row][column]
        canvas[row][column] = Cell(glyph, "", under.ink if under.glyph == "█" else "", under.faint)


def _block(eighths: Sequence[str], *, faint: bool) -> Cell:
    """The cell that shows these eighths, lowest first: one role below, at most one other above it."""
    lower = eighths[0]
    filled = next((place for place, ink in enumerate(eighths) if ink != lower), EIGHTHS)
    if filled == EIGHTHS:
        return Cell("█", lower, faint=faint) if lower else BLANK
    upper = max(eighths[filled:], key=eighths[filled:].count)
    glyph = STEPS[filled - 1]
    if not lower:
        return Cell(glyph, upper, faint=faint, hanging=True)
    return Cell(glyph, lower, upper, faint=faint)
