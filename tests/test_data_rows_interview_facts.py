from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from stores import add_interview, add_logo

from churntui.data import history
from churntui.data.file.store import Store
from churntui.data.opening import open_book
from churntui.data.rows import interview_facts
from churntui.model.rows import InterviewFacts
from churntui.model.saving import SaveAttempt
from churntui.plain.errors import NotFoundError

FULL = InterviewFacts(
    kind="downgrade",
    notice_on=date(2026, 8, 1),
    decided_on=date(2026, 7, 20),
    decision_basis="a usage report",
    interviewer="Ana",
    by_account_owner=True,
    respondent="Li Wei",
    respondent_role="economic_buyer",
    channel="call",
    stated_code="price",
    secondary_reasons=("roi_value", "adoption"),
    confidence="high",
    began_in="onboarding",
    surfaced_in="renewal",
    preventable="possibly",
    preventable_why="had we called",
    replaced_by="named",
    competitor="Vantage",
    competitor_confirmed=False,
    champion_left=True,
    champion_left_on=date(2026, 5, 4),
    successor_engaged=False,
    first_signal="use fell",
    first_signal_on=date(2026, 6, 1),
    flagged_on=date(2026, 6, 9),
    acted_on=date(2026, 7, 2),
    save_attempts=(
        SaveAttempt(None, "Ana", "a call", "none", ""),
        SaveAttempt(date(2026, 7, 2), "Ana", "20 % off", "not about price", "lost"),
    ),
    change_mind="a date for SSO",
    do_differently="call in June",
    fix="alert on a fall of use",
    fix_owner="Bo",
    fix_due_on=date(2026, 12, 1),
    win_back="possible",
    win_back_trigger="when SSO ships",
    win_back_on=date(2027, 3, 1),
    fix_done_on=date(2026, 11, 30),
    story="ours",
)


@pytest.fixture
def store(tmp_path):
    """Two interviews nobody has filled in."""
    with open_book(tmp_path / "book.db") as store:
        add_logo(store, "L1")
        add_interview(store, "I1", 1)
        add_interview(store, "I2", 1)
        yield store


def write(store: Store, facts: InterviewFacts) -> None:
    with store.edit("Facts"):
        interview_facts.write(store, 1, facts)


def test_everything_is_read_back_and_others_are_left_alone(store):
    assert not [f.name for f in fields(FULL) if getattr(FULL, f.name) == getattr(InterviewFacts(), f.name)]
    write(store, FULL)
    assert interview_facts.every(store) == {1: FULL, 2: InterviewFacts()}
    assert interview_facts.one(store, 1) == FULL


def test_each_change_is_one_undo_and_tells_only_itself(store):
    write(store, FULL)
    write(
        store,
        replace(FULL, secondary_reasons=("adoption", "price"), save_attempts=FULL.save_attempts[1:], fix=""),
    )
    changes = store.rows("SELECT table_name FROM change WHERE edit_id = 2 ORDER BY 1")
    assert changes == [
        ("interview",), ("interview_reason",), ("interview_reason",), ("interview_reason",), ("save_attempt",),
    ]  # fmt: skip
    history.undo(store)
    assert interview_facts.one(store, 1) == FULL
    history.redo(store)
    assert interview_facts.one(store, 1).secondary_reasons == ("adoption", "price")


def test_what_is_saved_as_it_was_leaves_no_trace(store):
    write(store, FULL)
    write(store, FULL)
    assert store.scalar("SELECT count(*) FROM edit") == 1


def test_text_is_cleaned(store):
    write(
        store,
        InterviewFacts(
            interviewer=" Ana\x1b  B ", change_mind="a\r\nb", save_attempts=(SaveAttempt(offer="x\x07"),)
        ),
    )
    facts = interview_facts.one(store, 1)
    assert (facts.interviewer, facts.change_mind, facts.save_attempts[0].offer) == ("Ana B", "a\nb", "x")


def test_an_interview_that_is_gone_is_told(store):
    with pytest.raises(NotFoundError):
        interview_facts.one(store, 9)


def test_competitors_are_those_that_were_named(store):
    assert interview_facts.competitors(store) == ()
    write(store, InterviewFacts(competitor="Vantage"))
    assert interview_facts.competitors(store) == ("Vantage",)
