"""Contracts as bars over the years, as plain text: overlaps, gaps and what lies ahead are seen at once.

The terms of one plan stand in one line, one after the other, those that are over in two shades by turns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from churntui.plain.dates import add_months
from churntui.ui.kit.safe import pad

PAST, PAST_TOO, PRESENT, AHEAD = "▒", "▓", "█", "░"
"""A contract that is over, the one over before or after it, one in force, one that has not begun."""

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


def lanes(bars: Iterable[Bar]) -> list[list[Bar]]:
    """The bars in lines: those of a name one after the other as far as they do not overlap."""
    lines: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda bar: bar.starts_on):
        for line in lines:
            ends_on = line[-1].ends_on
            if line[0].name == bar.name and ends_on is not None and ends_on <= bar.starts_on:
                line.append(bar)
                break
        else:
            lines.append([bar])
    return lines


def years(bars: Iterable[Bar], cells: int, as_of: date, most: int = 100) -> list[str]:
    """A line of years, then the lines of bars, each at most `cells` wide.

    Of more than `most` lines those that end last are drawn. Empty where there are no bars, or too little room to tell
    them apart.
    """
    columns = cells - LABEL - 1
    lines = sorted(lanes(bars), key=lambda line: line[-1].ends_on or date.max)[-most:] if most > 0 else []
    if not lines or columns < LABEL:
        return []
    lines.sort(key=lambda line: line[0].starts_on)
    drawn = [bar for line in lines for bar in line]
    first = date(min(bar.starts_on for bar in drawn).year, 1, 1)
    last = max([as_of, *(bar.ends_on or add_months(as_of, 12 * OPEN_YEARS) for bar in drawn)])
    scale = _Scale(first, date(last.year + 1, 1, 1), columns)
    return [" " * (LABEL + 1) + _names(scale), *(_line(line, scale, as_of) for line in lines)]


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


def _line(bars: Sequence[Bar], scale: _Scale, as_of: date) -> str:
    line = [" "] * scale.columns
    for nth, bar in enumerate(bars):
        start = scale.column(bar.starts_on)
        end = scale.columns if bar.ends_on is None else max(start + 1, scale.column(bar.ends_on))
        over = bar.ends_on is not None and bar.ends_on <= as_of
        past = PAST_TOO if nth % 2 else PAST
        glyph = past if over else AHEAD if bar.starts_on > as_of else PRESENT
        line[start:end] = glyph * (end - start)
    line[scale.column(as_of)] = TODAY
    return f"{pad(bars[0].name, LABEL)} {''.join(line).rstrip()}"
