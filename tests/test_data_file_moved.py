"""Books from before talks and steps had tables of their own: nothing is lost, and it can still be taken back."""

import json
import re
from datetime import date

import pytest
import schemas
from stores import add, add_logo

from churntui.data import history, stories
from churntui.data.opening import open_book
from churntui.data.rows import contracts, steps, talks

DRAWN = re.compile("-[0-9A-F]{10}$")

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


@pytest.fixture
def with_imported(tmp_path):
    """A closed book in the schema before, whose steps and talks were imported: their numbers and refs are taken."""
    path = tmp_path / "imported.db"
    with schemas.old_book(path, "m013_kept_by_hand") as store:
        add_logo(store, "L1")
        for nth in (1, 2):
            add(
                store, "contract", ref=f"K{nth}", logo_id=1, starts_on="2026-01-01", ends_on="2027-01-01",
                amount_minor=10_000, currency="EUR", per="year", arr_minor=10_000,
            )  # fmt: skip
        add(store, "renewal", contract_id=2, next_step="sign", talked_on="2026-11-02")
        add(store, "step", ref="K1:next", logo_id=1, contract_id=1, what="call", due_on="2026-12-01")
        add(store, "step", ref="K2:next", logo_id=1, what="another")
        add(store, "talk", ref="K1:talk:2026-11-20", logo_id=1, day="2026-11-20", how="other")
        add(store, "talk", ref="K2:talk:2026-11-02", logo_id=1, day="2026-11-05")
        say(store, "talk of old", talked_on="2026-11-10")
        say(store, "talk", talked_on="2026-11-20")
        say(store, "plan", next_step="visit")
        say(store, "plan anew", next_step="call", next_step_on="2026-12-01")
    return path


def test_what_was_imported_stays_and_what_is_there_already_is_not_there_twice(with_imported):
    with open_book(with_imported) as store:
        told = [
            (step.id, DRAWN.sub("-drawn", step.ref), step.what, step.contract_id)
            for step in steps.every(store)
        ]
        assert sorted(told) == [
            (1, "K1:next", "call", 1),
            (2, "K2:next", "another", None),
            (4, "K2:next-drawn", "sign", 2),
        ]
        noted = [(talk.id, DRAWN.sub("-drawn", talk.ref), talk.day.day) for talk in talks.every(store)]
        assert sorted(noted) == [
            (1, "K1:talk:2026-11-20", 20),
            (2, "K2:talk:2026-11-02", 5),
            (4, "K2:talk:2026-11-02-drawn", 2),
        ]
        assert store.rows("PRAGMA foreign_key_check") == []


def test_beside_imported_rows_it_can_still_be_taken_back_and_done_again(with_imported):
    labels = ["plan anew", "plan", "talk", "talk of old"]
    with open_book(with_imported) as store:
        rows = {"step": 3, "talk": 3}
        whole = {table: store.rows(f"SELECT * FROM {table} ORDER BY id") for table in rows}
        assert {table: len(there) for table, there in whole.items()} == rows
        assert [history.undo(store) for _ in labels] == labels
        left = {table: store.rows(f"SELECT id FROM {table} ORDER BY id") for table in rows}
        assert left == {"step": [(2,), (4,)], "talk": [(2,), (4,)]}
        assert [history.redo(store) for _ in labels] == labels[::-1]
        assert {table: store.rows(f"SELECT * FROM {table} ORDER BY id") for table in rows} == whole
