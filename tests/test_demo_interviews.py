"""The exit interviews as rows: who was asked, what was recorded, what was marked."""

import dataclasses
from collections import Counter

import pytest
from sample_tables import ORDINARY, active, book, on_any_day, refs

from churntui.data import checks
from churntui.data.opening import open_book
from churntui.demo import build
from churntui.demo import interviews as sample_interviews
from churntui.demo.logos import accounts
from churntui.demo.notes import Passage, told
from churntui.demo.reading import TextError
from churntui.model.choices import REASONS
from churntui.plain.dates import parse_day


@on_any_day
def test_losses_are_interviewed_refused_or_silent(as_of):
    interviews = book(as_of)["interviews"]
    assert Counter(i["status"] for i in interviews) == {"held": 26, "declined": 1, "no_answer": 1}
    assert Counter(d["kind"] for d in book(as_of)["interview_details"]) == {
        "full": 24,
        "downgrade": 1,
        "product_dropped": 1,
    }
    told = {i["logo_id"] for i in interviews}
    gone = {c["logo_id"] for c in book(as_of)["contracts"]} - active(as_of, as_of) - {refs(as_of)["tidewick"]}
    assert len(gone - told) == 3
    for row in interviews:
        ends = {c["ends_on"] for c in book(as_of)["contracts"] if c["logo_id"] == row["logo_id"]}
        assert row["effective_on"] in ends
        assert not row["held_on"] or parse_day(row["held_on"]) <= as_of


def interviews(as_of):
    """Each held interview with its details, by id."""
    told = {i["interview_id"]: i for i in book(as_of)["interviews"] if i["status"] == "held"}
    return {d["interview_id"]: told[d["interview_id"]] | d for d in book(as_of)["interview_details"]}


@on_any_day
def test_a_highlight_is_the_words_at_its_place_and_its_themes_are_known(as_of):
    notes = {i["interview_id"]: i["notes"] for i in book(as_of)["interviews"]}
    notes |= {review["review_id"]: review["notes"] for review in book(as_of)["reviews"]}
    themes = {t["theme"] for t in book(as_of)["themes"] if t["archived"] == "no"}
    for row in book(as_of)["highlights"]:
        place = slice(int(row["starts_at"]), int(row["ends_at"]))
        assert notes[row["interview_id"] or row["note_id"]][place] == row["quote"]
        assert set(row["themes"].split(";")) <= {*themes, ""}


def test_the_book_keeps_every_passage_on_its_words_and_knows_its_themes(tmp_path):
    build.build(tmp_path / "demo.db", ORDINARY)
    with open_book(tmp_path / "demo.db") as store:
        moved = """SELECT h.quote FROM highlight h JOIN interview i ON i.id = h.interview_id
            WHERE substr(i.notes, h.starts_at + 1, h.ends_at - h.starts_at) <> h.quote"""
        assert store.rows(moved) == []
        assert store.scalar("SELECT count(*) FROM highlight") > 70
        assert store.scalar("SELECT count(*) FROM theme") == len(book(ORDINARY)["themes"])
        assert checks.run(store) == []


@on_any_day
def test_stated_and_assessed_reason_agree_in_a_third_and_money_is_said_more_than_it_is_meant(as_of):
    told = interviews(as_of).values()
    agreeing = sum(one["stated_code"] == one["primary_reason"] for one in told)
    assert 0.3 <= agreeing / len(told) <= 0.4
    stated, assessed = (
        sum(one[column] in {"price", "budget"} for one in told)
        for column in ("stated_code", "primary_reason")
    )
    assert stated > 3 * assessed > 0


@on_any_day
def test_codes_are_known_and_second_reasons_are_others(as_of):
    for one in interviews(as_of).values():
        second = list(filter(None, one["secondary_reasons"].split(";")))
        assert {one["stated_code"], one["primary_reason"], *second} <= set(REASONS)
        assert len({one["primary_reason"], *second}) == len(second) + 1


@on_any_day
def test_warnings_come_in_order_within_service_and_late(as_of):
    joined = {logo["logo_id"]: logo["joined_on"] for logo in book(as_of)["logos"]}
    lags = []
    for one in interviews(as_of).values():
        days = [one[column] for column in ("first_signal_on", "flagged_on", "acted_on") if one[column]]
        assert days == sorted(days)
        assert days
        assert joined[one["logo_id"]] <= days[0]
        assert days[-1] <= one["effective_on"]
        assert one["decided_on"] <= (one["notice_on"] or one["effective_on"]) <= one["effective_on"]
        if one["acted_on"]:
            lags.append((parse_day(one["acted_on"]) - parse_day(one["first_signal_on"])).days)
    assert sorted(lags)[len(lags) // 2] > 28
    assert all(one["fix_due_on"] > one["held_on"] for one in interviews(as_of).values())


@on_any_day
def test_what_hangs_together_does(as_of):
    owners = {logo["logo_id"]: logo["owner"] for logo in book(as_of)["logos"]}
    for one in interviews(as_of).values():
        assert (one["by_account_owner"] == "yes") == (one["interviewer"] == owners[one["logo_id"]])
        assert bool(one["competitor"]) == (one["replaced_by"] == "named") == bool(one["competitor_confirmed"])
        assert (
            bool(one["champion_left_on"]) == (one["champion_left"] == "yes") == bool(one["successor_engaged"])
        )
        if one["primary_reason"] == "champion_left":
            assert one["champion_left"] == "yes"
    owned = Counter(one["by_account_owner"] for one in interviews(as_of).values())
    assert owned["no"] >= 5


@on_any_day
def test_some_were_fought_for_and_two_were_kept(as_of):
    told = interviews(as_of)
    attempts = [one for one in book(as_of)["save_attempts"] if one["interview_id"]]
    per = Counter(attempt["interview_id"] for attempt in attempts)
    assert 10 <= len(per) < len(told)
    assert set(per.values()) == {1, 2}
    saved = [a["interview_id"] for a in attempts if a["outcome"] == "saved"]
    assert [told[ref]["kind"] for ref in saved] == ["downgrade", "product_dropped"]
    for attempt in attempts:
        assert attempt["day"] <= told[attempt["interview_id"]]["held_on"]


@on_any_day
def test_every_file_of_an_interview_is_about_a_logo_that_left_or_lost_a_part(as_of):
    assert {refs(as_of)[key] for key in told()} == {i["logo_id"] for i in book(as_of)["interviews"]}
    assert len(told()) == len(book(as_of)["interviews"])


@pytest.mark.parametrize("quote", ["words of nobody", "audit"])
def test_a_passage_that_does_not_stand_once_in_its_note_is_refused_with_its_file(monkeypatch, quote):
    note = told()["harrowvale"]
    mended = dataclasses.replace(note, passages=(Passage(quote, ("slow onboarding",)),))
    monkeypatch.setattr(sample_interviews, "told", lambda: {**told(), "harrowvale": mended})
    wanted = rf"interviews/harrowvale\.md: .*{quote}.* stands in the note {note.notes.count(quote)} times"
    with pytest.raises(TextError, match=wanted):
        sample_interviews.interview_tables(accounts(ORDINARY))
