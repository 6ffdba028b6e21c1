"""Attempts to keep a logo: whose they are, in which interview they are told, and what an older book had of them."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from imports import imported
from schemas import old_book
from stores import add, add_contract, add_logo

from churntui.data import export, history, stories
from churntui.data.keeping import rows
from churntui.data.opening import open_book
from churntui.data.rows import attempts, interview_facts, interviews
from churntui.data.rows.interviews import Words
from churntui.model.rows import InterviewFacts
from churntui.model.saving import SaveAttempt

OFFER = SaveAttempt(date(2026, 7, 2), "Ana", "a call", "no", stage="lost")


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as opened:
        add_logo(opened, "L1")
        add_logo(opened, "L2")
        yield opened


def tried(store, **values):
    return rows.add(store, "save_attempts", {"logo_id": 1, "stage": "at_risk"} | values, "Begun")


def left(store, day, *, facts=None, interview_id=None):
    words = Words(1, "held", effective_on=day, facts=facts)
    return interviews.save(store, words, label="Saved", interview_id=interview_id)


def told(store, interview_id):
    return [attempt.id for attempt in interview_facts.one(store, interview_id).save_attempts]


def test_an_interview_tells_what_was_tried_before_its_loss_and_no_other_does(store):
    early, late = left(store, date(2025, 6, 1)), left(store, date(2026, 6, 1))
    first = tried(store, at_risk_on=date(2025, 5, 1))
    second = tried(store, at_risk_on=date(2025, 6, 2), day=date(2025, 7, 1), stage="saving")
    after = tried(store, at_risk_on=date(2026, 6, 2))
    other = rows.add(store, "save_attempts", {"logo_id": 2, "at_risk_on": date(2025, 5, 1)}, "Begun")
    assert (told(store, early), told(store, late)) == ([first], [second])
    assert {attempt.id for attempt in attempts.of_logo(store, 1)} == {first, second, after}
    assert [attempt.id for attempt in attempts.of_logo(store, 2)] == [other]


def test_saving_an_interview_leaves_what_is_kept_of_the_logo_as_it_is(store):
    kept = tried(store, at_risk_on=date(2026, 5, 1), offer="20 %")
    number = left(store, date(2026, 8, 1), facts=InterviewFacts(save_attempts=(OFFER,)))
    facts = interview_facts.one(store, number)
    assert [attempt.offer for attempt in facts.save_attempts] == ["20 %", "a call"]
    left(store, date(2026, 8, 1), facts=InterviewFacts(), interview_id=number)
    assert told(store, number) == [kept]
    interviews.remove(store, number, "Deleted")
    assert [attempt.id for attempt in attempts.every(store)] == [kept]


def test_what_an_interview_tells_goes_and_comes_back_with_it_and_moves_to_its_logo(store):
    number = left(store, date(2026, 8, 1), facts=InterviewFacts(save_attempts=(OFFER,)))
    assert attempts.of_logo(store, 1) == (OFFER,)
    interviews.save(store, Words(2, "held"), label="Moved", interview_id=number)
    assert attempts.of_logo(store, 2) == (OFFER,)
    interviews.remove(store, number, "Deleted")
    assert attempts.every(store) == []
    history.undo(store)
    assert attempts.of_logo(store, 2) == (OFFER,)


def test_the_stages_have_their_order_and_only_what_is_over_is_closed(store):
    with pytest.raises(rows.FieldError, match="when an earlier stage began"):
        tried(store, at_risk_on=date(2026, 5, 1), planned_on=date(2026, 4, 1))
    with pytest.raises(rows.FieldError, match="is for one that is over"):
        tried(store, closed_on=date(2026, 5, 1))
    tried(store, closed_on=date(2026, 5, 1), stage="recovered")


def test_it_stands_in_the_history_of_its_logo_and_is_undone(store):
    number = tried(store, at_risk_on=date(2026, 5, 1), offer="20 %")
    rows.change(store, "save_attempts", number, {"stage": "saving", "day": date(2026, 5, 9)}, "Saving")
    labels = [line.label for line in stories.of(store, "logo", 1)]
    assert labels[:3] == ["Saving", "Saving", "Begun"]
    history.undo(store)
    assert attempts.of_logo(store, 1)[0].stands == "at_risk"
    history.undo(store)
    assert attempts.every(store) == []


def test_a_file_says_the_logo_or_the_interview_and_both_only_where_they_agree(store, tmp_path):
    add(store, "interview", ref="I1", logo_id=1, status="held", updated_at="", effective_on="2026-06-01")
    add_contract(store, "C1", 2, "2026-01-01", "2027-01-01")
    header = "interview_id,day,owner,offer,response,outcome,logo_id,contract_id,stage,offer_kind,at_risk_on"
    path = tmp_path / "save_attempts.csv"
    path.write_text(
        f"{header}\nI1,2026-05-01,Ana,a call,,lost,,,,,\n,,Bo,,,,L2,C1,plan in place,executive call,2026-10-01\n"
        "I1,,,x,,,L2,,,,\n,,,y,,,,,,,\n",
        encoding="utf-8",
    )
    (found,) = imported(store, [path]).files
    assert (found.added, found.rejected) == (2, 2)
    kept = attempts.every(store)
    assert {(one.logo_id, one.stands, one.offer_kind) for one in kept} == {
        (1, "lost", None), (2, "plan_in_place", "executive_call"),
    }  # fmt: skip
    assert (imported(store, [path]).files[0].unchanged, attempts.every(store)) == (2, kept)
    export.write(store, tmp_path / "out")
    with (tmp_path / "out" / "save_attempts.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 2


def test_attempts_of_an_older_book_are_their_logos_also_those_that_were_taken_away(tmp_path):
    with old_book(tmp_path / "book.db", "m023_mappings") as old:
        add_logo(old, "L1")
        add(old, "interview", ref="I1", logo_id=1, status="held", updated_at="")
        add(old, "save_attempt", interview_id=1, day="2026-05-01", offer="a call", outcome="lost")
        add(old, "save_attempt", interview_id=1, offer="20 %", label="Told")
        with old.edit("Deleted"):
            old.rows("DELETE FROM save_attempt WHERE offer = '20 %'")
    with open_book(tmp_path / "book.db") as store:
        assert [(one.logo_id, one.stands) for one in attempts.every(store)] == [(1, "lost")]
        history.undo(store)
        assert [(one.logo_id, one.offer) for one in attempts.of_logo(store, 1)] == [
            (1, "20 %"),
            (1, "a call"),
        ]
