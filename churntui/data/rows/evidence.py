"""What health is told from, of all logos at once: a query for each noun, no more columns than are looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from churntui.data.file.selects import read as rows_of
from churntui.data.file.store import Store
from churntui.data.rows import milestones, overrides
from churntui.model.evidence import Due, Evidence, Override, Said, Spoken
from churntui.model.living import Commitment, Goal, GoalValue
from churntui.model.rows import Person

Row = TypeVar("Row")

_SPOKEN = """SELECT logo_id, day, person_id, both_ways FROM talk WHERE day >= ?1 OR id IN (SELECT (
        SELECT t.id FROM talk t WHERE t.logo_id = logo.id AND t.both_ways ORDER BY t.day DESC LIMIT 1) FROM logo)
    UNION ALL SELECT logo_id, held_on, NULL, 1 FROM review WHERE held_on IS NOT NULL ORDER BY 2"""
"""Those of late, the last in which each logo answered, and reviews, in which it did."""

_PROMISED = "WHERE by_us AND due_on IS NOT NULL ORDER BY due_on, id"
_SEEN = "SELECT logo_id, day, score FROM sentiment WHERE day >= ? ORDER BY day, id"
_ANSWERED = """SELECT logo_id, day, score FROM survey
    WHERE day >= ? AND score IS NOT NULL AND lower(trim(kind)) = 'nps' ORDER BY day, id"""
_LIKELY = """SELECT logo_id, held_on, likelihood FROM review
    WHERE held_on >= ? AND likelihood IS NOT NULL ORDER BY held_on, id"""
_PAID = """SELECT logo_id, day, outcome <> 'paid' FROM payment
    WHERE day >= ? AND outcome NOT IN ('pending', 'refunded') ORDER BY day, id"""
_CAME_IN = "SELECT logo_id, opened_on FROM ticket WHERE opened_on >= ? ORDER BY opened_on, id"


def read(store: Store, since: date = date.min) -> Evidence:
    """All that is recorded; of what wears off, only what happened on or after a day."""
    first = store.scalar("SELECT min(opened_on) FROM ticket")
    oldest = (since.isoformat(),)
    return Evidence(
        tickets=_by_logo(store.rows(_CAME_IN, oldest), lambda row: _day(row[1])),
        talks=_by_logo(store.rows(_SPOKEN, oldest), lambda row: Spoken(_day(row[1]), row[2], bool(row[3]))),
        people=_by_logo(((person.logo_id, person) for person in rows_of(store, Person)), lambda row: row[1]),
        sentiments=_by_logo(store.rows(_SEEN, oldest), _said),
        scores=_by_logo(store.rows(_ANSWERED, oldest), _said),
        likelihoods=_by_logo(store.rows(_LIKELY, oldest), _said),
        payments=_by_logo(store.rows(_PAID, oldest), _said),
        goals=_goals(store),
        promises=_by_logo(
            ((promise.logo_id, promise) for promise in rows_of(store, Commitment, _PROMISED)),
            lambda row: row[1],
        ),
        overrides={
            held.logo_id: Override(held.score, held.reason, held.until, held.author)
            for held in overrides.every(store)
        },
        milestones=_by_logo(
            ((one.logo_id, one) for one in milestones.every(store) if one.due_on is not None),
            lambda row: Due(row[1].milestone, row[1].due_on, row[1].done_on),
        ),
        tickets_from=_day(first) if first else None,
    )


def _goals(store: Store) -> dict[int, list[tuple[Goal, list[GoalValue]]]]:
    values: dict[int, list[GoalValue]] = {}
    for value in rows_of(store, GoalValue, "ORDER BY day, id"):
        values.setdefault(value.goal_id, []).append(value)
    goals = rows_of(store, Goal, "WHERE due_on IS NOT NULL ORDER BY due_on, id")
    return _by_logo(((goal.logo_id, (goal, values.get(goal.id, []))) for goal in goals), lambda row: row[1])


def _by_logo(rows: Iterable[Sequence[Any]], made: Callable[[Sequence[Any]], Row]) -> dict[int, list[Row]]:
    """The rows of each logo, in their order; the first column says whose one is."""
    by_logo: dict[int, list[Row]] = {}
    for row in rows:
        by_logo.setdefault(row[0], []).append(made(row))
    return by_logo


def _said(row: Sequence[Any]) -> Said:
    return Said(_day(row[1]), row[2])


def _day(text: str) -> date:
    return date.fromisoformat(text)
