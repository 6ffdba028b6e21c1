"""What the health of a book's logos is told from: read from the file, and joined with how it is counted.

A score is made for a day. It is told of the as-of day and of two days before it, from the same rows, so that what
moved it can be named; and of the day each renewal lay ninety days ahead, for the back-test.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from churntui.data import activity
from churntui.data.file.store import Store
from churntui.data.rows import evidence, health_weeks
from churntui.metrics.usage import WINDOW_DAYS
from churntui.model.evidence import Evidence, UseOn
from churntui.model.health import Formula, Key
from churntui.model.rows import Contract, Settings
from churntui.plain import dates

if TYPE_CHECKING:
    from churntui.metrics.health import Course, Readings


KEPT_WEEKS = 12
"""How many weeks as they were kept are told of."""


@dataclass(frozen=True)
class Known:
    """What is recorded of all logos, and how much they used the product up to each of the days."""

    evidence: Evidence = field(default_factory=Evidence)
    use_on: Mapping[date, Mapping[int, UseOn]] = field(default_factory=dict)
    """By logo id, the as-of day first; a logo nothing was measured for is missing."""
    kept: Mapping[str, Sequence[tuple[date, int]]] = field(default_factory=dict)
    """The ref of a logo to its scores as they were kept in the last weeks, the oldest first."""

    def courses(self, logo_ids: Iterable[int], formula: Formula) -> Mapping[int, Course]:
        """The health of each of these logos, and how it came there."""
        from churntui.metrics import health

        return health.courses(logo_ids, self.evidence, self.use_on, formula)


def read(store: Store, as_of: date, settings: Settings, contracts: Sequence[Contract]) -> Known:
    """What there is to know on the as-of day."""
    from churntui.metrics import health

    days = [as_of - timedelta(days=back) for back in health.BACK]
    known = evidence.read(store, min(days) - timedelta(days=health.REMEMBERED_DAYS))
    kept = health_weeks.scores_since(store, as_of - timedelta(weeks=KEPT_WEEKS), as_of)
    return Known(known, _use_on(store, days, settings, contracts), kept)


def _use_on(
    store: Store, days: Sequence[date], settings: Settings, contracts: Sequence[Contract]
) -> dict[date, dict[int, UseOn]]:
    """How much was used up to each day: active customers by what is kept for Mondays, so that no event is read."""
    from churntui.metrics import health_use, leading
    from churntui.model.presence import grid_index

    ends = {day: known[1] for day in days if (known := activity.measured(store, day))}
    if not ends:
        return {day: {} for day in days}
    first, last = (
        grid_index("week", dates.from_number(end)) for end in (min(ends.values()), max(ends.values()))
    )
    crowd = activity.crowd(store, max(days), "week", first, last + 1, settings=settings, sized=True)
    weeks = leading.weekly(crowd)
    return {
        day: health_use.use_on(
            activity.standing(store, day, WINDOW_DAYS),
            health_use.active_on(weeks, ends.get(day)),
            activity.customers_on_day(store, day) | health_use.seats_on(contracts, day),
        )
        for day in days
    }


def past(
    store: Store,
    cases: Sequence[tuple[int, date]],
    keys: Sequence[Key],
    settings: Settings,
    contracts: Sequence[Contract],
) -> list[Readings]:
    """What was known of logos, each on its day, of these components: nothing that came later is looked at."""
    from churntui.metrics import health

    if not cases:
        return []
    known, used = evidence.read(store), _used_then(store, cases, settings, contracts)
    return [health.readings(known, logo_id, day, used.get((logo_id, day)), keys) for logo_id, day in cases]


def _used_then(
    store: Store, cases: Sequence[tuple[int, date]], settings: Settings, contracts: Sequence[Contract]
) -> dict[tuple[int, date], UseOn]:
    """How much each logo had used the product up to its day; those whose use was not measured then are missing."""
    from churntui.metrics import health_use, leading
    from churntui.model.presence import grid_index

    days = [day for _, day in cases]
    measured = activity.measured(store, max(days))
    if measured is None:
        return {}
    first, last = (grid_index("week", day) for day in (min(days), max(days)))
    crowd = activity.crowd(store, max(days), "week", first, last + 1, settings=settings, sized=True)
    windows = activity.windows_of(store, [(logo, dates.number(day)) for logo, day in cases], WINDOW_DAYS)
    return health_use.used_then(
        cases,
        measured=measured,
        first_days=activity.first_days(store),
        windows=windows,
        weeks=leading.weekly(crowd),
        seats=health_use.Seats.of(contracts, crowd.roster),
    )
