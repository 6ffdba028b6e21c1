"""What every renewal looked like in each week: written once a week, changed by nothing, and outside undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from churntui.data.file.store import Store
from churntui.model.weeks import RenewalWeek

_COLUMNS = ", ".join(RenewalWeek._fields)


def is_kept(store: Store, day: date) -> bool:
    """Whether the week of that day, from its Monday on, is kept already."""
    monday = day - timedelta(days=day.weekday())
    between = (monday.isoformat(), (monday + timedelta(days=7)).isoformat())
    return store.one("SELECT 1 FROM renewal_week WHERE kept_on >= ? AND kept_on < ?", between) is not None


def keep(store: Store, rows: Sequence[RenewalWeek]) -> bool:
    """Keep these, all of one day, unless their week is by now; whether they were. No screen is read anew for it."""
    if not rows:
        return False
    with store.write(quiet=True):
        if is_kept(store, rows[0].kept_on):
            return False
        marks = ", ".join("?" * len(RenewalWeek._fields))
        values = [[day.isoformat() if isinstance(day, date) else day for day in row] for row in rows]
        store.many(f"INSERT INTO renewal_week({_COLUMNS}) VALUES ({marks})", values)
    return True


def days(store: Store, last: date) -> list[date]:
    """The days on which a week was kept, up to that one, oldest first."""
    kept = store.rows(
        "SELECT DISTINCT kept_on FROM renewal_week WHERE kept_on <= ? ORDER BY 1", (last.isoformat(),)
    )
    return [date.fromisoformat(day) for (day,) in kept]


def of_day(store: Store, day: date) -> list[RenewalWeek]:
    """What was kept on that day, by contract."""
    found = store.rows(
        f"SELECT {_COLUMNS} FROM renewal_week WHERE kept_on = ? ORDER BY contract", (day.isoformat(),)
    )
    return [_read(row) for row in found]


def every(store: Store, last: date) -> list[RenewalWeek]:
    """All that was kept up to a day, oldest first."""
    found = store.rows(
        f"SELECT {_COLUMNS} FROM renewal_week WHERE kept_on <= ? ORDER BY kept_on, contract",
        (last.isoformat(),),
    )
    return [_read(row) for row in found]


def _read(row: Sequence[object]) -> RenewalWeek:
    kept = RenewalWeek(*row)  # type: ignore[arg-type]
    return kept._replace(
        kept_on=date.fromisoformat(str(kept.kept_on)), ends_on=date.fromisoformat(str(kept.ends_on))
    )
