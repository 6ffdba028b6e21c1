from __future__ import annotations

from datetime import date

import pytest
from stores import add_interview, add_logo

from churntui.data import history
from churntui.data.opening import open_book
from churntui.data.rows import winbacks
from churntui.data.rows.winbacks import Hint
from churntui.model.rows import WinBackCall
from churntui.plain.errors import NotFoundError

DAY = date(2026, 11, 21)


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        add_logo(store, "L1")
        add_logo(store, "L2")
        yield store


def test_what_came_of_asking_is_kept_once_for_a_logo_and_undone(store):
    winbacks.record(store, WinBackCall(2, DAY), "Called")
    winbacks.record(store, WinBackCall(2, DAY, "talking", " wants\x07 a demo "), "Talking")
    assert winbacks.calls(store) == [WinBackCall(2, DAY, "talking", "wants a demo")]
    assert history.undo(store) == "Talking"
    assert winbacks.calls(store) == [WinBackCall(2, DAY)]
    assert history.undo(store) == "Called"
    assert winbacks.calls(store) == []


def test_a_record_that_says_nothing_goes(store):
    winbacks.record(store, WinBackCall(1, note="x"), "Note")
    winbacks.record(store, WinBackCall(1), "Nothing")
    assert winbacks.calls(store) == []
    assert history.undo(store) == "Nothing"
    assert winbacks.calls(store) == [WinBackCall(1, note="x")]


def test_a_logo_that_is_gone_is_told(store):
    with pytest.raises(NotFoundError):
        winbacks.record(store, WinBackCall(77, DAY), "Called")


def test_hints_are_of_interviews_that_say_something(store):
    add_interview(store, "I1", 1)
    add_interview(store, "I2", 1, win_back="likely")
    add_interview(store, "I3", 1, win_back_trigger="when SSO ships", win_back_on="2027-02-01")
    assert winbacks.hints(store) == {2: Hint("likely"), 3: Hint(None, "when SSO ships", date(2027, 2, 1))}
