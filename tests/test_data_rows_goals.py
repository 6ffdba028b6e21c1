"""What a goal was measured at, one value a day."""

from datetime import date

import pytest
from stores import add, add_logo

from churntui.data import history
from churntui.data.opening import open_book
from churntui.data.rows import goals
from churntui.plain.errors import NotFoundError

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "own.db") as opened:
        yield opened


@pytest.fixture
def goal_id(store):
    return add(store, "goal", ref="G1", logo_id=add_logo(store, "acme"), goal="onboard a branch")


def days(store, goal_id):
    return [(value.day, value.value) for value in goals.values(store, goal_id)]


def test_a_second_value_of_a_day_corrects_the_first(store, goal_id):
    goals.measure(store, goal_id, JULY, 8.0, "measured")
    goals.measure(store, goal_id, JUNE, 10.0, "measured")
    goals.measure(store, goal_id, JULY, 7.5, "measured")
    assert days(store, goal_id) == [(JUNE, 10.0), (JULY, 7.5)]


def test_a_goal_that_is_gone_is_not_measured(store):
    with pytest.raises(NotFoundError):
        goals.measure(store, 7, JUNE, 1.0, "measured")


@pytest.mark.parametrize(("day", "kept"), [(JUNE, [(JUNE, 9.0), (JULY, 8.0)]), (JULY, [(JULY, 9.0)])])
def test_what_was_measured_is_corrected_as_one_edit(store, goal_id, day, kept):
    goals.measure(store, goal_id, JUNE, 10.0, "measured")
    goals.measure(store, goal_id, JULY, 8.0, "measured")
    before = days(store, goal_id)
    goals.measure_anew(store, goals.values(store, goal_id)[0], day, 9.0, "corrected")
    assert days(store, goal_id) == kept
    assert history.undo(store) == "corrected"
    assert days(store, goal_id) == before
