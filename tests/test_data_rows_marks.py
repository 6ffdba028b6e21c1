"""Marks: dated events that a person adds, and every change of which can be taken back."""

from __future__ import annotations

from datetime import date

import pytest

from churntui.data import history
from churntui.data.rows import marks
from churntui.data.rows.marks import Happened
from churntui.plain.errors import BadInputError, NotFoundError

PRICES = Happened(date(2026, 1, 7), "Prices up", "price_change", "  by 9 %\n")


def told(store):
    return [(mark.ref[:2], mark.day, mark.kind, mark.name, mark.note) for mark in marks.every(store)]


def test_marks_come_in_time_order_with_ids_of_their_own(store):
    marks.add(store, PRICES, "one")
    marks.add(store, Happened(date(2025, 3, 1), " An\x07 outage "), "two")
    assert told(store) == [
        ("V-", date(2025, 3, 1), "other", "An outage", ""),
        ("V-", date(2026, 1, 7), "price_change", "Prices up", "by 9 %"),
    ]


def test_adding_changing_and_removing_are_one_edit_each(store):
    mark_id = marks.add(store, PRICES, "Marked")
    added = told(store)
    marks.change(store, mark_id, Happened(date(2026, 2, 7), "Prices up", "price_change"), "Moved")
    moved = told(store)
    marks.remove(store, [mark_id], "Taken off")
    assert told(store) == []
    assert history.undo(store) == "Taken off"
    assert told(store) == moved
    assert history.undo(store) == "Moved"
    assert told(store) == added
    assert history.undo(store) == "Marked"
    assert told(store) == []
    assert history.redo(store) == "Marked"
    assert told(store) == added


def test_an_event_needs_a_name_and_must_be_there(store):
    with pytest.raises(BadInputError, match="needs a name"):
        marks.add(store, Happened(date(2026, 1, 1), " \x1b "), "none")
    with pytest.raises(NotFoundError):
        marks.change(store, 7, PRICES, "nothing")
    assert told(store) == []
