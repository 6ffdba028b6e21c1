"""Contracts as bars over the years, as plain text: overlaps, gaps and what lies ahead are seen at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from churntui.plain.dates import add_months
from churntui.ui.kit.safe import pad

PAST, PRESENT, AHEAD = "▒", "█", "░"
"""A contract that is over, one in force, one that has not begun."""

TODAY = "│"
"""The as-of day, over bars and blanks."""

LABEL = 12
"""Cells the names before the bars take."""

OPEN_YEARS = 1
"""How far a contract without end is drawn beyond the last day there is."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One contract."""

    name: str
    starts_on: date
    ends_on: date | None
    """The first day not covered; None for no end."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """From days to columns."""

    first: date
    end: date
    columns: int

    def column(self, day: date) -> int:
        """The column that holds the day, within the scale."""
        share = (day - self.first).days / (self.end - self.first).days
        return min(self.columns - 1, max(0, int(share * self.columns)))


def years(bars: Iterable[Bar], cells: int, as_of: date) -> list[str]:
    """A line of years, then one for each bar, in their order, each at most `cells` wide.

    Empty where there are no bars, or too little room to tell them apart.
    """
    drawn = list(bars)
    columns = cells - LABEL - 1
    if not drawn or columns < LABEL:
        return []
    first = date(min(bar.starts_on for bar in drawn).year, 1, 1)
    last = max([as_of, *(bar.ends_on or add_months(as_of, 12 * OPEN_YEARS) for bar in drawn)])
    scale = _Scale(first, date(last.year + 1, 1, 1), columns)
    return [" " * (LABEL + 1) + _names(scale), *(_line(bar, scale, as_of) for bar in drawn)]


def _names(scale: _Scale) -> str:
    """The years at their first columns; every second or third one where they would touch."""
    count = scale.end.year - scale.first.year
    every = 1
    while scale.columns * every // count < len("2026 "):
        every += 1
    line = [" "] * scale.columns
    for year in range(scale.first.year, scale.end.year, every):
        at = scale.column(date(year, 1, 1))
        if at + 4 <= scale.columns:
            line[at : at + 4] = str(year)
    return "".join(line).rstrip()


def _line(bar: Bar, scale: _Scale, as_of: date) -> str:
    line = [" "] * scale.columns
    start = scale.column(bar.starts_on)
    end = scale.columns if bar.ends_on is None else max(start + 1, scale.column(bar.ends_on))
    over = bar.ends_on is not None and bar.ends_on <= as_of
    glyph = PAST if over else AHEAD if bar.starts_on > as_of else PRESENT
    line[start:end] = glyph * (end - start)
    line[scale.column(as_of)] = TODAY
    return f"{pad(bar.name, LABEL)} {''.join(line).rstrip()}"
