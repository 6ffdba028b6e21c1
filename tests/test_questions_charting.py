"""From rows of figures to what a chart shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from churntui.model.marks import Mark
from churntui.plain.dates import Period
from churntui.questions.charting import ROLES, blank, marks_within, series

QUARTERS = [Period.of(date(2026, month, 1), "quarter") for month in (1, 4)]
MARKS = [
    Mark(1, "M1", date(2026, 3, 31), "price_change", "Prices up"),
    Mark(2, "M2", date(2026, 4, 1), "release", "Moved"),
]


@dataclass(frozen=True)
class Row:
    period: str
    segment: str | None
    complete: bool
    value: float


def rows(*values, segment=None):
    return [Row(period.name, segment, True, value) for period, value in zip(QUARTERS, values, strict=False)]


def test_an_event_lies_in_the_period_that_holds_its_day():
    assert [[mark.name for mark in marks_within(period, MARKS)] for period in QUARTERS] == [
        ["Prices up"],
        ["Moved"],
    ]
    assert blank(QUARTERS, [], "", MARKS).marks == ((0, "Prices up"), (1, "Moved"))


def test_what_is_not_over_is_drawn_faint():
    open_ = [*rows(1), Row(QUARTERS[1].name, None, False, 2)]
    assert [blank(QUARTERS, found, "").dim_last for found in ([], rows(1, 2), open_)] == [False, False, True]


def test_one_line_or_one_for_each_of_the_largest_segments():
    (alone,) = series(QUARTERS, rows(1, 2), lambda row: row.value, name="lost", role="bad")
    assert (alone.name, alone.values, alone.role) == ("lost", (1, 2), "bad")
    split = [row for size in range(9) for row in rows(size, segment=f"s{size}")]
    drawn = series(QUARTERS, split, lambda row: row.value, size=lambda row: row.value)
    assert [one.name for one in drawn] == ["s8", "s7", "s6", "s5", "s4", "s3"]
    assert [one.role for one in drawn] == list(ROLES)
    assert drawn[0].values == (8, None)  # nobody of the segment in the second quarter
