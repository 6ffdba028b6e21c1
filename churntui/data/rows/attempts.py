"""Attempts to keep a logo: those kept of the logo itself, and those an exit interview tells of."""

from __future__ import annotations

from datetime import date

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.model.saving import SaveAttempt, told_in

_BY_DAY = "ORDER BY coalesce(at_risk_on, planned_on, day, closed_on), day, save_attempt.id"


def every(store: Store) -> list[SaveAttempt]:
    """Every attempt, the first begun first."""
    return read(store, SaveAttempt, _BY_DAY)


def of_logo(store: Store, logo_id: int) -> tuple[SaveAttempt, ...]:
    """Those of a logo, the first begun first."""
    return tuple(read(store, SaveAttempt, f"WHERE save_attempt.logo_id = ? {_BY_DAY}", (logo_id,)))


def by_interview(store: Store) -> dict[int, tuple[SaveAttempt, ...]]:
    """Interview id to what was tried before it, the first begun first."""
    about = [
        (int(number), int(logo_id), date.fromisoformat(day) if day else None)
        for number, logo_id, day in store.rows(
            "SELECT id, logo_id, coalesce(effective_on, held_on) FROM interview ORDER BY id"
        )
    ]
    return told_in(about, every(store))
