"""Health is kept once a week; whoever enters a band gets the steps of its playbook, once, and undo takes them back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from ui_books import AS_OF, add, contract, logo, use

from churntui.book import Book
from churntui.data.rows import health_weeks
from churntui.data.rows.health_weeks import Entered
from churntui.model.weeks import HealthWeek
from churntui.questions import weekly

MONDAY = date(2026, 11, 16)


def week(day: date, band: str | None, logo_ref: str = "L1", score: int = 50) -> HealthWeek:
    return HealthWeek(day, logo_ref, score, band, 3, 5, "active", None)


@pytest.fixture
def nordwind(store):
    own = logo(store, "Nordwind", owner="Ines")
    contract(store, own, 200)
    return own


def steps(store):
    return store.rows("SELECT what, owner, due_on FROM step ORDER BY due_on, what")


def test_a_week_is_kept_once_and_tells_who_entered_a_band(store):
    assert health_weeks.keep(store, [week(MONDAY, "poor")]) == []  # nobody knows since when
    assert health_weeks.keep(store, [week(MONDAY + timedelta(days=6), "good")]) == []
    assert [row.band for row in health_weeks.every(store, date.max)] == ["poor"]
    later = MONDAY + timedelta(days=7)
    assert health_weeks.keep(store, [week(later, "fair"), week(later, "poor", "L2")]) == [
        Entered("L1", "fair", later)
    ]
    assert (
        health_weeks.keep(
            store, [week(later + timedelta(days=7), None), week(later + timedelta(days=7), "poor", "L2")]
        )
        == []
    )
    again = later + timedelta(days=14)
    assert health_weeks.keep(store, [week(again, "fair")]) == []
    assert health_weeks.entered_on(store, "L1", "fair") == later
    assert health_weeks.entered_on(store, "L1", "good") is None
    assert health_weeks.scores_since(store, later, date.max)["L1"] == [
        (later, 50),
        (later + timedelta(days=7), 50),
        (again, 50),
    ]


def test_a_fall_into_a_band_puts_its_steps_when_the_week_is_kept(store, nordwind):
    add(store, "playbook", band="poor", what="call the sponsor", days=3)
    use(
        store, nordwind, [10] * 7 + [100] + [10] * 4
    )  # the busy week is in the later window, then in the one before
    weekly.keep_anew(store, AS_OF - timedelta(days=7))
    assert [row.band for row in health_weeks.every(store, date.max)] == ["good"]
    assert steps(store) == []
    weekly.keep_anew(store, AS_OF)
    assert [(row.kept_on, row.band) for row in health_weeks.every(store, date.max)][1:] == [(AS_OF, "poor")]
    assert steps(store) == [("call the sponsor", "Ines", (AS_OF + timedelta(days=3)).isoformat())]
    weekly.keep_anew(store, AS_OF)
    assert len(steps(store)) == 1


def test_an_override_counts_until_its_day_and_leaves_the_computed_score(store, nordwind):
    use(store, nordwind, [10] * 12)
    add(store, "health_override", logo_id=nordwind, score=20, reason="they told us", until=AS_OF.isoformat())
    course = Book.load(store, AS_OF).read_health(store).health[nordwind]
    assert (course.score, course.now.score) == (20, 100)
    later = Book.load(store, AS_OF + timedelta(days=1)).read_health(store).health[nordwind]
    assert (later.score, later.override) == (100, None)
    (row,) = weekly.of_book(Book.load(store, AS_OF).read_health(store)).health
    assert (row.score, row.band, row.override) == (100, "poor", 20)
