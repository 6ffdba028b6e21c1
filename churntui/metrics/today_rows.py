"""The rows of Today: what a logo needs is one row, and rows are ranked by what is at stake and how much time is left.

A row ranks by the ARR of its logo for each month that is left until something of it is due: a step or a promise now, a
renewal at its notice deadline or its end, and where nothing is due, twelve months. So a large logo whose renewal is far
off and a small one whose deadline ends this week can be told apart by one number that anyone can work out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from churntui.metrics.need import KINDS, Kind, Need
from churntui.metrics.windows import interview_window

DAYS_OF_A_MONTH = 30

MOST_MONTHS = 12
"""Months that are left where nothing is due, and at most."""

_DUE_NOW: frozenset[Kind] = frozenset(
    {"expired", "payment_failed", "step", "promise", "fix", "milestone", "goal", "commitment"}
)
_HAVE_A_DAY: frozenset[Kind] = frozenset({"notice", "ending", "talk"})


@dataclass(frozen=True, slots=True)
class Stakes:
    """What rows are ranked by."""

    as_of: date
    arr: Mapping[int, int] = field(default_factory=dict)
    """Logo id to what it pays a year."""
    due_on: Mapping[int, date] = field(default_factory=dict)
    """Logo id to the day its next renewal is decided on."""

    def arr_of(self, needs: Sequence[Need]) -> int | None:
        """What the logo pays; else the most of what its needs are about."""
        known = self.arr.get(needs[0].logo_id or 0)
        return (
            max((need.arr for need in needs if need.arr is not None), default=None)
            if known is None
            else known
        )

    def days_left(self, need: Need) -> int:
        """Days until something about it is due."""
        day = self.due_on.get(need.logo_id or 0)
        if need.kind in _DUE_NOW:
            day = self.as_of
        elif need.kind in _HAVE_A_DAY:
            day = need.day
        elif need.kind == "unheard":
            day = interview_window(need.day).last if need.in_time and need.day else None
        return MOST_MONTHS * DAYS_OF_A_MONTH if day is None else max(0, (day - self.as_of).days)

    def months_left(self, needs: Sequence[Need]) -> float:
        """Months until the first of them is due, at least one and at most twelve."""
        days = min(map(self.days_left, needs))
        return min(MOST_MONTHS, max(1.0, days / DAYS_OF_A_MONTH))


def rows(needs: Iterable[Need], stakes: Stakes) -> list[Need]:
    """A row for each logo and for each thing that is of none, alarms first, then by what is at stake a month."""
    by_logo: dict[object, list[Need]] = {}
    for nth, need in enumerate(needs):
        by_logo.setdefault(("", nth) if need.logo_id is None else need.logo_id, []).append(need)
    return sorted((_row(own, stakes) for own in by_logo.values()), key=lambda row: _rank(row, stakes))


def _row(needs: Sequence[Need], stakes: Stakes) -> Need:
    """The most pressing stands for all of them."""
    first, *others = sorted(needs, key=_pressing)
    until = min((need.until for need in needs if need.until is not None), default=None)
    return replace(first, others=tuple(others), arr=stakes.arr_of(needs), until=until)


def _pressing(need: Need) -> tuple[bool, int, date]:
    return not need.urgent, KINDS.index(need.kind), need.day or date.max


def _rank(row: Need, stakes: Stakes) -> tuple[bool, float, bool, date, str]:
    worth = (row.arr or 0) / stakes.months_left(row.parts)
    return row.kind != "alarm", -worth, not row.urgent, row.day or date.max, row.title
