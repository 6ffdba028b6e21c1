"""What older files of renewals say of steps and talks becomes rows of theirs, the same each time."""

from datetime import date

import pytest
from stores import add, add_contract, add_logo, asked

from churntui.data import export, history, importing
from churntui.data.keeping import rows
from churntui.data.rows import steps, talks
from churntui.model.planned import Planned
from churntui.model.tables import TABLES

HEADER = TABLES["renewals"].header


@pytest.fixture
def store(store):
    add_contract(store, "K1", add_logo(store, "L1"), "2026-01-01", "2027-01-01")
    return store


def take(store, *rows):
    """Import rows of renewals; how many were added, changed and left."""
    (told,) = importing.load_tables(store, {"renewals": (HEADER, rows)}).files
    return told.added, told.changed, told.unchanged


def test_the_header_is_the_old_one():
    assert HEADER == ("contract_id", "stage", "next_step", "next_step_on", "talked_on")


def test_they_become_rows_the_same_each_time(store):
    row = ("K1", "at_risk", "call sponsor", "2026-12-01", "2026-11-20")
    assert take(store, row) == (1, 0, 0)
    assert take(store, row) == (0, 0, 1)
    (step,), (talk,) = steps.every(store), talks.every(store)
    assert (step.ref, step.what, step.due_on, step.contract_id) == (
        "K1:next",
        "call sponsor",
        date(2026, 12, 1),
        1,
    )
    assert (talk.ref, talk.day, talk.both_ways, talk.how) == (
        "K1:talk:2026-11-20",
        date(2026, 11, 20),
        True,
        "other",
    )


def test_another_text_is_to_be_done_again_and_the_same_stays_done(store):
    take(store, ("K1", "open", "call", "2026-12-01", ""))
    steps.done(store, 1, date(2026, 11, 30), "done")
    assert take(store, ("K1", "open", "call", "2026-12-01", "")) == (0, 0, 1)
    assert steps.every(store)[0].done_on == date(2026, 11, 30)
    assert take(store, ("K1", "open", "call again", "", "")) == (0, 1, 0)
    (step,) = steps.every(store)
    assert (step.what, step.due_on, step.done_on) == ("call again", date(2026, 12, 1), None)


def test_the_same_file_again_leaves_what_a_person_did_in_between(store):
    row = ("K1", "open", "call", "2026-10-01", "2026-09-20")
    take(store, row)
    steps.change(store, 1, Planned("call the CFO", due_on=date(2026, 11, 1)), "planned")
    steps.done(store, 1, date(2026, 11, 2), "done")
    rows.change(store, "talks", 1, {"day": date(2026, 9, 21)}, "dated")
    assert take(store, row) == (0, 0, 1)
    (step,), (talk,) = steps.every(store), talks.every(store)
    assert (step.what, step.due_on, step.done_on) == ("call the CFO", date(2026, 11, 1), date(2026, 11, 2))
    assert talk.day == date(2026, 9, 21)
    assert take(store, ("K1", "open", "call", "2026-12-01", "2026-09-20")) == (0, 1, 0)
    (step,) = steps.every(store)
    assert (step.what, step.due_on, step.done_on) == ("call the CFO", date(2026, 12, 1), None)


def test_what_a_person_removed_does_not_come_back_with_the_same_file(store):
    row = ("K1", "open", "call", "2026-10-01", "2026-09-20")
    take(store, row)
    steps.remove(store, 1, "not needed")
    rows.remove(store, "talks", 1, "not held")
    assert take(store, row) == (0, 0, 1)
    assert steps.every(store) == talks.every(store) == []


def test_what_files_have_said_comes_back_with_a_logo_that_was_deleted(store):
    row = ("K1", "open", "call", "2026-10-01", "2026-09-20")
    take(store, row)
    rows.remove(store, "talks", 1, "not held")
    rows.remove(store, "logos", 1, "deleted")
    history.undo(store)
    assert take(store, row) == (0, 0, 1)
    assert talks.every(store) == []
    assert take(store, ("K1", "open", "mail", "2026-10-01", "2026-09-20")) == (0, 1, 0)
    assert [step.what for step in steps.every(store)] == ["mail"]


def test_a_contract_that_files_told_of_is_deleted_again(store):
    take(store, ("K1", "open", "call", "2026-10-01", "2026-09-20"))
    before = store.rows("SELECT * FROM renewal_said")
    rows.remove(store, "contracts", 1, "deleted")
    for _ in range(2):
        history.undo(store)
        assert store.rows("SELECT * FROM renewal_said") == before
        history.redo(store)
        assert store.rows("SELECT * FROM renewal_said") == []


@pytest.mark.parametrize("what", ["done", "changed"])
def test_where_nothing_is_remembered_what_a_person_touched_is_left(store, what):
    """As in a book that an older version has imported into."""
    row = ("K1", "open", "call", "2026-10-01", "")
    take(store, row)
    with store.write():
        store.rows("DELETE FROM renewal_said")
    if what == "done":
        with store.write():
            store.rows("UPDATE step SET done_on = '2026-09-30', what = 'visit' WHERE id = 1")
    else:
        steps.change(store, 1, Planned("visit", due_on=date(2026, 11, 1)), "planned")
    assert take(store, row) == (0, 0, 1)
    assert steps.every(store)[0].what == "visit"
    assert take(store, ("K1", "open", "mail", "", "")) == (0, 1, 0)
    assert "mail" in {step.what for step in steps.every(store)}


def test_a_talk_moved_to_another_day_keeps_its_id(store):
    take(store, ("K1", "", "", "", "2026-11-01"))
    rows.change(store, "talks", 1, {"day": date(2026, 11, 2)}, "dated")
    take(store, ("K1", "", "", "", "2026-11-15"))
    assert take(store, ("K1", "", "", "", "2026-11-01")) == (0, 0, 1)
    assert [talk.day.day for talk in talks.every(store)] == [15, 2]


def test_a_step_or_talk_of_another_that_has_the_id_is_left_alone(store):
    other = add_logo(store, "L2")
    add(store, "step", ref="K1:next", logo_id=other, what="theirs")
    add(store, "talk", ref="K1:talk:2026-11-01", logo_id=other, day="2026-11-05", how="call")
    assert take(store, ("K1", "", "call", "2026-12-01", "2026-11-01")) == (1, 0, 0)
    assert take(store, ("K1", "", "mail", "2026-12-01", "2026-11-01")) == (0, 1, 0)
    assert {(step.ref, step.logo_id, step.what) for step in steps.every(store)} == {
        ("K1:next", other, "theirs"),
        ("K1:next:2", 1, "mail"),
    }
    assert {(talk.ref, talk.logo_id) for talk in talks.every(store)} == {
        ("K1:talk:2026-11-01", other),
        ("K1:talk:2026-11-01:2", 1),
    }


def test_the_step_of_another_contract_of_the_logo_is_left_alone(store):
    take(store, ("K1", "", "call", "", ""))
    rows.change(store, "contracts", 1, {"ref": "K9"}, "renamed")
    add_contract(store, "K1", 1, "2027-01-01", "2028-01-01")
    take(store, ("K1", "", "visit", "", ""))
    assert {(step.contract_id, step.what) for step in steps.every(store)} == {(1, "call"), (2, "visit")}


def test_talks_add_up_and_a_day_alone_is_a_step(store):
    assert take(store, ("K1", "", "", "2026-12-01", "2026-11-01")) == (1, 0, 0)
    assert take(store, ("K1", "", "", "", "2026-11-15")) == (0, 1, 0)
    assert steps.every(store)[0].what == "next step"
    assert [talk.day.day for talk in talks.every(store)] == [15, 1]


def test_a_day_on_which_a_talk_was_noted_says_nothing_new(store):
    add_contract(store, "K2", 1, "2026-01-01", "2027-01-01")
    row = ("A1", "L1", "", "2026-11-20", "call", "yes", "Ines", "", "Wants SSO")
    importing.load_tables(store, {"talks": (TABLES["talks"].header, [row])})
    take(store, ("K1", "", "", "", "2026-11-20"), ("K2", "", "", "", "2026-11-20"))
    assert [talk.ref for talk in talks.every(store)] == ["A1"]


def test_a_blank_says_nothing(store):
    take(store, ("K1", "open", "call", "2026-12-01", "2026-11-01"))
    assert take(store, ("K1", "open", "", "", "")) == (0, 0, 1)
    assert len(steps.every(store)) == len(talks.every(store)) == 1


def test_of_a_row_that_says_nothing_of_them_nothing_is_asked(store):
    add_contract(store, "K2", 1, "2026-01-01", "2027-01-01")
    with asked(store) as one:
        take(store, ("K1", "open", "", "", ""))
    with asked(store) as two:
        take(store, ("K1", "open", "", "", ""), ("K2", "open", "", "", ""))
    assert len(one) == len(two)


def test_the_export_has_them_in_their_own_tables(store):
    take(store, ("K1", "verbal", "call", "2026-12-01", "2026-11-01"))
    assert list(export.rows(store, TABLES["renewals"])) == [("K1", "verbal", "", "", "")]
    assert list(export.rows(store, TABLES["steps"])) == [
        ("K1:next", "L1", "K1", "call", "", "2026-12-01", "")
    ]
    assert list(export.rows(store, TABLES["talks"])) == [
        ("K1:talk:2026-11-01", "L1", "", "2026-11-01", "other", "yes", "", "", "", "")
    ]
