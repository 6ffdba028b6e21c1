from __future__ import annotations

from datetime import date, timedelta

import pytest
from ui_books import add, contract, logo

from churntui.data import history
from churntui.data.rows import playbooks
from churntui.data.rows.health_weeks import Entered

MONDAY = date(2026, 11, 16)


@pytest.fixture
def nordwind(store):
    own = logo(store, "Nordwind", owner="Ines")
    contract(store, own, 200)
    return own


def steps(store):
    return store.rows("SELECT what, owner, due_on FROM step ORDER BY due_on, what")


def test_a_playbook_puts_its_steps_once_for_each_entering(store, nordwind):
    add(store, "playbook", band="poor", what="call the sponsor", days=3)
    add(store, "playbook", band="poor", what="look at use", owner="Ben", days=0)
    add(store, "playbook", band="fair", what="write", days=1)
    entered = [Entered("L1", "poor", MONDAY), Entered("gone", "poor", MONDAY)]
    assert playbooks.put(store, entered) == 2
    assert playbooks.put(store, entered) == 0
    assert steps(store) == [("look at use", "Ben", "2026-11-16"), ("call the sponsor", "Ines", "2026-11-19")]
    assert history.undo(store) == "Playbook: steps for 2 logos"
    assert steps(store) == []
    assert playbooks.put(store, [Entered("L1", "good", MONDAY)]) == 0


def test_put_by_hand_later_they_are_due_from_then_and_still_once(store, nordwind):
    add(store, "playbook", band="poor", what="call", days=3)
    later = Entered("L1", "poor", MONDAY + timedelta(days=21), MONDAY)
    assert playbooks.put(store, [later]) == 1
    assert steps(store) == [("call", "Ines", "2026-12-10")]
    store.rows("UPDATE step SET done_on = due_on")
    assert playbooks.put(store, [later._replace(seen_on=MONDAY + timedelta(days=40))]) == 0
    again = MONDAY + timedelta(days=70)
    assert playbooks.put(store, [Entered("L1", "poor", again)]) == 1


def test_they_are_listed_by_band_and_by_when_they_are_due(store):
    for band, what, days in (
        ("good", "thank", 1),
        ("poor", "call", 9),
        ("poor", "look", 2),
        ("fair", "write", 0),
    ):
        add(store, "playbook", band=band, what=what, days=days)
    assert [step.what for step in playbooks.every(store)] == ["look", "call", "write", "thank"]
