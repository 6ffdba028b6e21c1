"""How much the logos used the product up to a day, as the first screens show it: read from what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from churntui.data import activity
from churntui.data.file.store import Store
from churntui.metrics.usage import WEEKS, WINDOW_DAYS, Usage
from churntui.model.onboarding import FirstUse
from churntui.plain import dates


@dataclass(frozen=True, slots=True)
class Used:
    """What was measured."""

    by_logo: Mapping[int, Usage] = field(default_factory=dict)
    """By id; a logo nothing was ever measured for is missing."""
    through: date | None = None
    """The last day with any activity."""
    last_days: Mapping[int, date] = field(default_factory=dict)
    """Logo id to the last day anything was done in it, where that is no later than `through`."""
    first: FirstUse = field(default_factory=FirstUse)
    """When each logo first did something that qualifies."""


def read(store: Store, as_of: date) -> Used:
    """As it stood at the opening of a day."""
    through = activity.through(store, dates.number(as_of))
    if through is None:
        return Used()
    end = through + 1
    last = activity.logo_sums(store, end - WINDOW_DAYS, end)
    before = activity.logo_sums(store, end - 2 * WINDOW_DAYS, end - WINDOW_DAYS)
    weeks = activity.logo_weeks(store, end, WEEKS)
    none = (0,) * WEEKS
    measured = {
        logo_id: Usage(last.get(logo_id, 0), before.get(logo_id, 0), weeks.get(logo_id, none))
        for logo_id in _measured_by(store, through)
    }
    last_days = {
        logo_id: dates.from_number(day)
        for logo_id, day in activity.last_days(store).items()
        if day <= through
    }
    return Used(measured, dates.from_number(through), last_days, _first(store, as_of, through))


def _measured_by(store: Store, through: int) -> set[int]:
    """The logos anything was measured of by then: of the others that is not known yet."""
    return {logo_id for logo_id, day in activity.first_days(store).items() if day <= through}


def _first(store: Store, as_of: date, through: int) -> FirstUse:
    measured, known = activity.measured(store, as_of), _measured_by(store, through)
    days = {
        logo_id: None if day is None else dates.from_number(day)
        for logo_id, day in activity.first_done(store).items()
        if logo_id in known
    }
    return FirstUse(None if measured is None else dates.from_number(measured[0]), days)
