"""Milestones of getting started, those among them that the record answers with the day it knows.

What somebody typed stands before what the record says. A template is set on a logo as rows of its own, so that what was
agreed with it does not move when the template is changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from churntui.data import activity
from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.data.rows.kept import goal_values
from churntui.data.rows.kept import of_logo as kept_of_logo
from churntui.model.living import Goal, Milestone
from churntui.model.onboarding import (
    FIRST_GOAL,
    FIRST_USE,
    FROM_THE_RECORD,
    SIGNED,
    Expected,
    due_on,
    goal_met_on,
)
from churntui.plain import dates
from churntui.plain.text import fold

_BY_DAY = "ORDER BY due_on IS NULL, due_on, id"


def every(store: Store) -> list[Milestone]:
    """All of them, by the day they are due, those without one last."""
    return _answered(store, read(store, Milestone, _BY_DAY))


def of_logo(store: Store, logo_id: int) -> tuple[Milestone, ...]:
    """Those of a logo, in the same order."""
    return tuple(_answered(store, read(store, Milestone, f"WHERE logo_id = ? {_BY_DAY}", (logo_id,))))


def late(store: Store, as_of: date) -> list[Milestone]:
    """Those whose day has passed, and that neither somebody nor the record says were reached by the as-of day."""
    overdue = read(
        store,
        Milestone,
        f"WHERE due_on < ?1 AND (done_on IS NULL OR done_on > ?1) {_BY_DAY}",
        (as_of.isoformat(),),
    )
    return [one for one in _answered(store, overdue) if one.done_on is None or one.done_on > as_of]


def _answered(store: Store, milestones: Sequence[Milestone]) -> list[Milestone]:
    """The same, with the days that the record knows where nobody typed one."""
    asked = [one for one in milestones if one.done_on is None and fold(one.milestone) in FROM_THE_RECORD]
    known: dict[tuple[int, str], date | None] = {}
    for logo_id, own in groupby(sorted(asked, key=lambda one: one.logo_id), key=lambda one: one.logo_id):
        for one in own:
            known[logo_id, fold(one.milestone)] = _of_record(store, logo_id, fold(one.milestone))
    return [
        replace(one, done_on=known.get((one.logo_id, fold(one.milestone)), one.done_on))
        if one.done_on is None
        else one
        for one in milestones
    ]


def _of_record(store: Store, logo_id: int, name: str) -> date | None:
    if name == SIGNED:
        return started_on(store, logo_id)
    if name == FIRST_USE:
        day = activity.first_done(store, [logo_id]).get(logo_id)
        return None if day is None else dates.from_number(day)
    if name == FIRST_GOAL:
        values = goal_values(store, logo_id)
        met = (goal_met_on(goal, values.get(goal.id, ())) for goal in kept_of_logo(store, Goal, logo_id))
        return min((day for day in met if day is not None), default=None)
    return None


def started_on(store: Store, logo_id: int) -> date | None:
    """The first day of a logo's first paid contract."""
    day = store.scalar(
        "SELECT min(starts_on) FROM contract WHERE logo_id = ? AND amount_minor > 0", (logo_id,)
    )
    return None if day is None else date.fromisoformat(day)


def missing(store: Store, logo_id: int, expected: Sequence[Expected]) -> list[Expected]:
    """Those of a template that the logo does not have."""
    names = {
        fold(name) for (name,) in store.rows("SELECT milestone FROM milestone WHERE logo_id = ?", (logo_id,))
    }
    return [one for one in expected if fold(one.name) not in names]


def plan(store: Store, logo_id: int, expected: Sequence[Expected], label: str) -> list[int]:
    """Set those of a template that the logo does not have, each due so many days after its start. One edit."""
    start = started_on(store, logo_id)
    with store.edit(label):
        return [
            store.insert(
                "INSERT INTO milestone(logo_id, milestone, due_on) VALUES (?, ?, ?)",
                (logo_id, one.name, day.isoformat() if (day := due_on(one, start)) else None),
            )
            for one in missing(store, logo_id, expected)
        ]


def done(store: Store, milestone_id: int, on: date, label: str) -> None:
    """Say on which day one was reached; one that is gone is passed over. One edit."""
    with store.edit(label):
        store.rows("UPDATE milestone SET done_on = ? WHERE id = ?", (on.isoformat(), milestone_id))
