"""Reads what is watched of logos (`model.watched`): a few queries over small tables, and the roll-ups of use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol, TypeVar

from churntui.data import activity
from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.data.rows import milestones
from churntui.model.living import Goal, GoalValue, Payment, Review, Sentiment
from churntui.model.rows import Person, Settings, Survey, Ticket
from churntui.model.watched import Watched
from churntui.plain import dates


class _OfLogo(Protocol):
    """A row that says which logo it is of."""

    @property
    def logo_id(self) -> int: ...


Row = TypeVar("Row", bound=_OfLogo)


def look(store: Store, as_of: date, settings: Settings, through: date | None) -> Watched:
    """Everything that is watched.

    Args:
        store: The book.
        as_of: The day.
        settings: How far back things are looked for.
        through: The last measured day; None where nothing is measured.
    """
    end = None if through is None else dates.number(through) + 1
    people = read(store, Person, "WHERE left_on IS NULL OR left_on > ?", (as_of.isoformat(),))
    contacts = _contacts(store, as_of)
    done = {} if end is None else activity.last_done(store, end)
    return Watched(
        contacts=contacts,
        talked_by_hand=_by_hand(store, as_of),
        champions=frozenset(person.logo_id for person in people if person.champion),
        buyers=_buyers(store, people, as_of),
        tickets=_tickets(store, as_of, settings),
        answers=_answers(store, as_of),
        reviews=_last(
            read(
                store,
                Review,
                "WHERE held_on <= ? AND likelihood IS NOT NULL ORDER BY held_on, id",
                _to(as_of),
            )
        ),
        goals=_goals(store, as_of),
        milestones=_grouped(milestones.late(store, as_of)),
        payments=_last(read(store, Payment, _NEWEST_PAYMENT, _to(as_of))),
        sentiments=_last(read(store, Sentiment, "WHERE day <= ? ORDER BY day, id", _to(as_of))),
        last_done=_days(done),
        last_other=_days(_others(store, done, end, settings)),
        measured_from=_days(activity.first_days(store)),
    )


_NEWEST_PAYMENT = """WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER (
    PARTITION BY logo_id ORDER BY day DESC, id DESC) AS nth FROM payment
    WHERE day <= ? AND outcome NOT IN ('pending', 'refunded')) WHERE nth = 1)"""
"""One that is on its way, or went back, says nothing of whether they pay: a failed one is not mended by it."""


def _to(as_of: date) -> tuple[str]:
    return (as_of.isoformat(),)


def _grouped(rows: Iterable[Row]) -> dict[int, list[Row]]:
    """The rows of each logo, in their order."""
    by_logo: dict[int, list[Row]] = {}
    for row in rows:
        by_logo.setdefault(row.logo_id, []).append(row)
    return by_logo


def _last(rows: Iterable[Row]) -> dict[int, Row]:
    return {logo_id: own[-1] for logo_id, own in _grouped(rows).items()}


def _contacts(store: Store, as_of: date) -> dict[int, date]:
    """What is kept of a person says a day, too, and nothing of a day to come."""
    rows = store.rows(
        """SELECT logo_id, max(day) FROM (
        SELECT logo_id, day FROM talk WHERE both_ways AND day <= ?1
        UNION ALL SELECT logo_id, held_on FROM review WHERE held_on <= ?1
        UNION ALL SELECT logo_id, last_contact_on FROM person WHERE last_contact_on <= ?1) GROUP BY logo_id""",
        _to(as_of),
    )
    return {int(logo_id): date.fromisoformat(day) for logo_id, day in rows}


def _by_hand(store: Store, as_of: date) -> dict[int, date]:
    """An import keeps no line of the history, so that what has one was typed."""
    rows = store.rows(
        """SELECT t.logo_id, max(t.day) FROM change c JOIN talk t ON t.id = c.row_id
        WHERE c.table_name = 'talk' AND c.before IS NULL AND t.day <= ? GROUP BY t.logo_id""",
        _to(as_of),
    )
    return {int(logo_id): date.fromisoformat(day) for logo_id, day in rows}


def _buyers(store: Store, people: Sequence[Person], as_of: date) -> dict[int, tuple[Person, ...]]:
    answered = {
        person_id: date.fromisoformat(day)
        for person_id, day in store.rows(
            "SELECT person_id, max(day) FROM talk WHERE both_ways AND day <= ? GROUP BY person_id", _to(as_of)
        )
    }
    found: dict[int, tuple[Person, ...]] = {}
    for person in people:
        days = [day for day in (person.last_contact_on, answered.get(person.id)) if day and day <= as_of]
        if person.buys and days:
            known = replace(person, last_contact_on=max(days))
            found[person.logo_id] = (*found.get(person.logo_id, ()), known)
    return found


def _tickets(store: Store, as_of: date, settings: Settings) -> dict[int, list[Ticket]]:
    since = as_of - timedelta(days=settings.tickets_days)
    which = """WHERE opened_on <= ?1 AND (opened_on > ?2 OR closed_on IS NULL OR closed_on > ?1)
        ORDER BY opened_on, id"""
    return _grouped(read(store, Ticket, which, (as_of.isoformat(), since.isoformat())))


def _answers(store: Store, as_of: date) -> dict[int, list[Survey]]:
    which = "WHERE day <= ? AND score IS NOT NULL AND lower(trim(kind)) = 'nps' ORDER BY day DESC, id DESC"
    return _grouped(read(store, Survey, which, _to(as_of)))


def _goals(store: Store, as_of: date) -> dict[int, list[tuple[Goal, list[GoalValue]]]]:
    late = read(store, Goal, "WHERE due_on < ? ORDER BY due_on, id", _to(as_of))
    values: dict[int, list[GoalValue]] = {}
    if late:
        for value in read(store, GoalValue, "WHERE day <= ? ORDER BY day", _to(as_of)):
            values.setdefault(value.goal_id, []).append(value)
    by_logo: dict[int, list[tuple[Goal, list[GoalValue]]]] = {}
    for goal in late:
        by_logo.setdefault(goal.logo_id, []).append((goal, values.get(goal.id, [])))
    return by_logo


def _others(store: Store, done: Mapping[int, int], end: int | None, settings: Settings) -> dict[int, int]:
    """Only where nothing that qualifies was done for as long as makes a silence: the others are not asked."""
    if end is None:
        return {}
    first = end - settings.silent_days
    quiet = [logo_id for logo_id in activity.first_days(store) if done.get(logo_id, first - 1) < first]
    return activity.last_used(store, quiet, end)


def _days(numbers: Mapping[int, int]) -> dict[int, date]:
    return {logo_id: dates.from_number(number) for logo_id, number in numbers.items()}
