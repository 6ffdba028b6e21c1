"""What they expected and reached, what worked and what fell short, each by its rule."""

from __future__ import annotations

from datetime import date

import pytest
from stores import add, add_contract, add_logo

from churntui.book import Book
from churntui.briefs.talk import sheet

AS_OF = date(2026, 11, 21)


@pytest.fixture
def says(store):
    """The sections by heading, each the texts of its points with what follows; urgent ones begin with `!`."""

    def made():
        told = sheet.of(store, Book.load(store, AS_OF).with_usage(store), 1)
        return {
            section.heading: [
                f"{'! ' if point.urgent else ''}{point.text}{f' → {point.so_what}' if point.so_what else ''}"
                for point in section.points
            ]
            for section in told.sections
        }

    return made


@pytest.fixture
def acme(store):
    logo_id = add_logo(store, "Acme")
    add_contract(store, "K1", logo_id, "2026-02-12", "2027-02-12")
    return logo_id


def test_of_a_logo_nothing_is_known_of_it_says_what_to_ask(says, acme):
    told = says()
    assert told["Use, now and before"] == ["The book holds no use: ask them what they do with it"]
    assert told["Expected and reached"] == [
        "No goal is written down: ask what they expected for their money, and what they got"
    ]
    assert told["What they asked for"] == ["They have named no theme in any note"]
    assert told["Logos like it that stayed"] == ["No other logo of its industry or size was renewed so far"]
    assert "What worked" not in told
    assert "What fell short" not in told
    assert "Seats" not in told


def test_goals_are_expected_reached_and_sorted_into_what_worked_and_what_did_not(store, says, acme):
    for ref, goal, target, due in (
        ("G1", "Onboard faster", 4.0, "2027-02-01"),
        ("G2", "Fewer errors", 0.0, "2026-10-01"),
        ("G3", "Happier guests", 9.0, None),
    ):
        add(
            store, "goal", ref=ref, logo_id=acme, goal=goal, unit="days", start_value=10.0, target_value=target,
            due_on=due, why="New depots",
        )  # fmt: skip
    add(store, "goal_value", goal_id=1, day="2026-11-01", value=4.0)
    add(store, "goal_value", goal_id=2, day="2026-09-30", value=8.0)
    told = says()
    assert told["Expected and reached"] == [
        (
            "! Fewer errors: expected 10 → 0 days by 1 Oct · reached 8 days on 30 Sep · behind · 20 %, planned 100 %"
            " → New depots"
        ),
        "Onboard faster: expected 10 → 4 days by 1 Feb · reached 4 days on 1 Nov · reached · 100 % → New depots",
        "Happier guests: expected 10 → 9 days · never measured → New depots",
    ]
    assert told["What worked"] == ["1 goal is reached or on plan: Onboard faster"]
    assert told["What fell short"] == ["1 goal is behind: Fewer errors"]


def test_promises_answers_and_tickets_say_what_worked_and_what_did_not(store, says, acme):
    for ref, what, by_us, state, due in (
        ("C1", "train the admins", 1, "done", "2026-06-01"),
        ("C2", "mend the export", 1, "open", "2026-10-01"),
        ("C3", "a new dashboard", 1, "missed", "2026-03-01"),
        ("C4", "name a sponsor", 0, "missed", "2026-03-01"),
        ("C5", "a visit", 1, "open", "2026-12-01"),
    ):
        add(store, "commitment", ref=ref, logo_id=acme, what=what, by_us=by_us, state=state, due_on=due)
    for ref, day, score, comment in (
        ("S1", "2026-10-01", 3, "Too slow"),
        ("S2", "2026-05-01", 10, "Love it"),
        ("S3", "2025-05-01", 1, "Long ago"),
        ("S4", "2026-05-02", 8, "Fine"),
    ):
        add(store, "survey", ref=ref, logo_id=acme, day=day, kind="nps", score=score, comment=comment)
    for nth in range(5):
        closed = "2026-11-02" if nth else None
        add(
            store, "ticket", ref=f"X{nth}", logo_id=acme, opened_on="2026-11-01", closed_on=closed, priority="high",
            subject=f"slow {nth}",
        )  # fmt: skip
    told = says()
    assert told["What worked"] == [
        "We kept 1 promise, such as: train the admins",
        "«Love it» · NPS 10, 1 May",
    ]
    assert sorted(told["What fell short"]) == [
        "! We promised, and did not keep: mend the export",
        "5 tickets in 90 days",
        "We promised, and did not keep: a new dashboard",
        "«Too slow» · NPS 3, 1 Oct",
    ]
    assert told["Open tickets"] == ["! slow 0 · high · open 20 days, since 1 Nov"]
