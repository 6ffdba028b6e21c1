"""The health of every paying logo in each week: written once a week, changed by nothing, and outside undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from churntui.data.file.store import Store
from churntui.model.health import Band
from churntui.model.weeks import HealthWeek

_COLUMNS = ", ".join(HealthWeek._fields)


class Entered(NamedTuple):
    """A logo that has entered a band."""

    logo: str
    """Its ref."""
    band: Band
    seen_on: date
    """The day from which its steps are counted."""
    since: date | None = None
    """The day it was first kept in the band; None where that is the day it was seen."""


def is_kept(store: Store, day: date) -> bool:
    """Whether the week of that day, from its Monday on, is kept already."""
    monday = day - timedelta(days=day.weekday())
    between = (monday.isoformat(), (monday + timedelta(days=7)).isoformat())
    return store.one("SELECT 1 FROM health_week WHERE kept_on >= ? AND kept_on < ?", between) is not None


def keep(store: Store, rows: Sequence[HealthWeek]) -> list[Entered]:
    """Keep these, all of one day, unless their week is by now; which of them have entered their band since the last.

    A logo of which no band is known from before has entered none: what stood so before anybody looked is no news.
    No screen is read anew for it.
    """
    if not rows:
        return []
    with store.write(quiet=True):
        if is_kept(store, rows[0].kept_on):
            return []
        before = _last_bands(store)
        marks = ", ".join("?" * len(HealthWeek._fields))
        values = [[day.isoformat() if isinstance(day, date) else day for day in row] for row in rows]
        store.many(f"INSERT INTO health_week({_COLUMNS}) VALUES ({marks})", values)
    return [
        Entered(row.logo, row.band, row.kept_on)
        for row in rows
        if row.band is not None and before.get(row.logo, row.band) != row.band
    ]


def _last_bands(store: Store) -> dict[str, Band]:
    """The band each logo was known to be in last."""
    rows = store.rows("SELECT logo, band, max(kept_on) FROM health_week WHERE band IS NOT NULL GROUP BY logo")
    return {logo: band for logo, band, _ in rows}


def every(store: Store, last: date) -> list[HealthWeek]:
    """All that was kept up to a day, oldest first."""
    rows = store.rows(
        f"SELECT {_COLUMNS} FROM health_week WHERE kept_on <= ? ORDER BY kept_on, logo", (last.isoformat(),)
    )
    return [HealthWeek(date.fromisoformat(day), *rest) for day, *rest in rows]


def scores_since(store: Store, first: date, last: date) -> dict[str, list[tuple[date, int]]]:
    """The ref of a logo to the days on which its score was kept, from one day to another, with the score."""
    rows = store.rows(
        """SELECT logo, kept_on, score FROM health_week
        WHERE kept_on >= ? AND kept_on <= ? AND score IS NOT NULL ORDER BY kept_on""",
        (first.isoformat(), last.isoformat()),
    )
    kept: dict[str, list[tuple[date, int]]] = {}
    for logo, day, score in rows:
        kept.setdefault(logo, []).append((date.fromisoformat(day), score))
    return kept


def entered_on(store: Store, logo: str, band: Band) -> date | None:
    """The day a logo was first kept in the band it is in, since it was in another one; None where it never was."""
    day = store.scalar(
        """SELECT min(kept_on) FROM health_week WHERE logo = ?1 AND band = ?2 AND kept_on > coalesce(
        (SELECT max(kept_on) FROM health_week WHERE logo = ?1 AND band <> ?2), '')""",
        (logo, band),
    )
    return date.fromisoformat(day) if day else None
