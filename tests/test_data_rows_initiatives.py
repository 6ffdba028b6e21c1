from __future__ import annotations

from datetime import date

import pytest
from stores import add, add_logo, whole

from churntui.data import history
from churntui.data.opening import open_book
from churntui.data.rows import initiatives
from churntui.data.rows.initiatives import Plan
from churntui.plain.errors import BadInputError, NotFoundError

TODAY = date(2026, 11, 21)


@pytest.fixture
def store(tmp_path):
    """Three themes, no initiative."""
    with open_book(tmp_path / "book.db") as store:
        add_logo(store, "L1")
        for name in ("product gaps", "missing SSO", "price"):
            add(store, "theme", name=name)
        yield store


def only(store):
    (one,) = initiatives.every(store)
    return one


def test_one_is_added_with_what_it_answers_and_undone_at_once(store):
    plan = Plan(" SSO ", owner="Ana", due_on=date(2027, 2, 4), note=" by Q1\x07 ")
    initiatives.add(store, plan, [2, 1], label="New", as_of=TODAY)
    one = only(store)
    assert (one.name, one.status, one.owner, one.note) == ("SSO", "planned", "Ana", "by Q1")
    assert (one.due_on, one.shipped_on, one.themes) == (
        date(2027, 2, 4),
        None,
        ("missing SSO", "product gaps"),
    )
    assert history.undo(store) == "New"
    assert initiatives.every(store) == []


@pytest.mark.parametrize(
    ("status", "shipped_on", "kept"),
    [
        ("shipped", None, TODAY),
        ("shipped", date(2026, 1, 2), date(2026, 1, 2)),
        ("in_progress", date(2026, 1, 2), None),
    ],
)
def test_only_what_has_shipped_has_a_day_of_that(store, status, shipped_on, kept):
    at = initiatives.add(store, Plan("SSO"), [1], label="New", as_of=TODAY)
    initiatives.change(store, at, Plan("SSO", status, shipped_on=shipped_on), label="Change", as_of=TODAY)
    assert (only(store).status, only(store).shipped_on, only(store).themes) == (
        status,
        kept,
        ("product gaps",),
    )


def test_the_day_it_shipped_stays_while_it_is_shipped(store):
    at = initiatives.add(store, Plan("SSO"), [], label="New", as_of=TODAY)
    initiatives.set_status(store, at, "shipped", "Ship", as_of=TODAY)
    initiatives.set_status(store, at, "shipped", "Ship", as_of=date(2027, 1, 1))
    assert only(store).shipped_on == TODAY
    initiatives.set_status(store, at, "in_progress", "Not yet", as_of=TODAY)
    assert only(store).shipped_on is None
    assert [history.undo(store) for _ in range(2)] == ["Not yet", "Ship"]
    assert only(store).status == "planned"


def test_what_it_answers_is_replaced(store):
    at = initiatives.add(store, Plan("SSO"), [1, 2], label="New", as_of=TODAY)
    initiatives.answer(store, at, [2, 3], "Answer")
    assert only(store).themes == ("missing SSO", "price")
    assert history.undo(store) == "Answer"
    assert only(store).themes == ("missing SSO", "product gaps")


def test_removing_it_is_undone_with_its_themes(store):
    at = initiatives.add(store, Plan("SSO"), [1, 2], label="New", as_of=TODAY)
    before = whole(store, ("initiative", "initiative_theme"))
    initiatives.remove(store, [at], "Delete")
    assert whole(store, ("initiative", "initiative_theme")) == {"initiative": [], "initiative_theme": []}
    assert history.undo(store) == "Delete"
    assert whole(store, ("initiative", "initiative_theme")) == before


def test_it_needs_a_name_and_to_be_there(store):
    with pytest.raises(BadInputError):
        initiatives.add(store, Plan(" \x00"), [], label="New", as_of=TODAY)
    for missing in (
        lambda: initiatives.change(store, 7, Plan("x"), label="", as_of=TODAY),
        lambda: initiatives.set_status(store, 7, "shipped", "", as_of=TODAY),
        lambda: initiatives.answer(store, 7, [1], ""),
    ):
        with pytest.raises(NotFoundError):
            missing()


def test_they_stand_by_due_day(store):
    for name, due_on in (("c", None), ("b", "2027-01-01"), ("a", "2026-01-01")):
        add(store, "initiative", ref=name, name=name, status="planned", due_on=due_on)
    assert [one.name for one in initiatives.every(store)] == ["c", "a", "b"]
