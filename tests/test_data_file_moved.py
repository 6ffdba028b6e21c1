"""Books from before talks and steps had tables of their own: nothing is lost, and it can still be taken back."""

import json
from datetime import date

import pytest
import schemas
from stores import add, add_logo

from churntui.data import history, stories
from churntui.data.opening import open_book
from churntui.data.rows import contracts, steps, talks

pytestmark = pytest.mark.usefixtures("made_anew")


def say(store, label, **columns):
    """An edit of a contract's renewal, as the versions before made it."""
    with store.edit(label):
        store.rows("INSERT OR IGNORE INTO renewal(contract_id) VALUES (1)")
        assigned = ", ".join(f"{name} = ?" for name in columns)
        store.rows(f"UPDATE renewal SET {assigned} WHERE contract_id = 1", tuple(columns.values()))


@pytest.fixture
def old(tmp_path):
    """A closed book in the schema before, with renewals that were noted, called and noted again."""
    path = tmp_path / "old.db"
    with schemas.old_book(path, "m013_kept_by_hand") as store:
        add_logo(store, "L1", name="Łódź")
        for nth in (1, 2, 3):
            add(
                store, "contract", ref=f"K{nth}", logo_id=1, starts_on="2026-01-01", ends_on="2027-01-01",
                amount_minor=10_000, currency="EUR", per="year", arr_minor=10_000,
            )  # fmt: skip
        add(store, "renewal", contract_id=2, next_step_on="2026-12-24")
        add(store, "renewal", contract_id=3, stage="verbal")
        say(store, "plan", next_step="call", next_step_on="2026-12-01")
        say(store, "call it", stage="at_risk")
        say(store, "talk", talked_on="2026-11-20")
        say(store, "plan anew", next_step="visit")
    return path


def test_what_renewals_held_becomes_rows(old):
    with open_book(old) as store:
        assert [(step.ref, step.what, step.due_on, step.contract_id) for step in steps.every(store)] == [
            ("K1:next", "visit", date(2026, 12, 1), 1),
            ("K2:next", "next step", date(2026, 12, 24), 2),
        ]
        assert [(talk.ref, talk.day) for talk in talks.every(store)] == [
            ("K1:talk:2026-11-20", date(2026, 11, 20))
        ]
        assert [contract.stage for contract in contracts.every(store)] == ["at_risk", "open", "verbal"]
        assert store.rows("PRAGMA foreign_key_check") == []


def test_what_was_noted_before_can_be_taken_back_and_done_again(old):
    with open_book(old) as store:
        assert history.undo(store) == "plan anew"
        assert steps.every(store)[0].what == "call"
        assert history.undo(store) == "talk"
        assert talks.every(store) == []
        assert history.undo(store) == "call it"
        assert history.undo(store) == "plan"
        assert [step.ref for step in steps.every(store)] == ["K2:next"]
        assert [history.redo(store) for _ in range(4)] == ["plan", "call it", "talk", "plan anew"]
        assert (steps.every(store)[0].what, talks.every(store)[0].day) == ("visit", date(2026, 11, 20))


def test_the_story_tells_it_as_it_was(old):
    with open_book(old) as store:
        told = [
            (line.label, line.table, line.column, line.before, line.after)
            for line in stories.of(store, "logo", 1)
        ]
        assert told[:4] == [
            ("plan anew", "step", "what", "call", "visit"),
            ("talk", "talk", "", "", "2026-11-20"),
            ("call it", "renewal", "stage", "open", "at_risk"),
            ("plan", "step", "", "", "call"),
        ]
        images = [
            json.loads(text)
            for (text,) in store.rows("SELECT after FROM change WHERE table_name = 'renewal'")
        ]
        assert all(set(image) == {"contract_id", "stage"} for image in images)
