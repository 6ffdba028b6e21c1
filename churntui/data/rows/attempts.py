"""Attempts to keep a logo: those kept of the logo itself, and those an exit interview tells of.

An exit interview shows what was tried before it, too. Each attempt kept of the logo is told in one interview at most:
the first about an end of service on or after the day the attempt was begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.model.saving import SaveAttempt

_BY_DAY = "ORDER BY coalesce(at_risk_on, planned_on, day, closed_on), day, save_attempt.id"

About = tuple[int, int, date | None]
"""An interview: its id, its logo, and the day it is about."""


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


def told_in(
    interviews: Iterable[About], attempts: Iterable[SaveAttempt]
) -> dict[int, tuple[SaveAttempt, ...]]:
    """Interview id to the attempts that it tells of, and those kept of its logo that were begun before it."""
    by_logo: dict[int, list[tuple[date, int]]] = {}
    for number, logo_id, day in interviews:
        if day is not None:
            by_logo.setdefault(logo_id, []).append((day, number))
    told: dict[int, list[SaveAttempt]] = {}
    for attempt in attempts:
        number_of = attempt.interview_id or _first_after(attempt, by_logo)
        if number_of is not None:
            told.setdefault(number_of, []).append(attempt)
    return {number: tuple(tried) for number, tried in told.items()}


def _first_after(attempt: SaveAttempt, by_logo: Mapping[int, Iterable[tuple[date, int]]]) -> int | None:
    """The first interview of its logo that is about a day on or after the one it was begun on."""
    begun = attempt.begun_on or date.min
    after = [about for about in by_logo.get(attempt.logo_id or 0, ()) if about[0] >= begun]
    return min(after)[1] if after else None
