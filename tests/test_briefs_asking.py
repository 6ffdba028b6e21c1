from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from brief_facts import (
    AS_OF,
    EN,
    ago,
    compared,
    goal,
    initiative,
    keys,
    points,
    promise,
    reach,
    said,
    texts,
    ticket,
    use,
)

from churntui.briefs.asking import HANDOVER_DAYS, TERM_DAYS, decisions, question
from churntui.model.rows import Person

NOVEMBER = date(2026, 11, 1)
ON_PLAN, BEHIND = goal((NOVEMBER, 8.0)), goal((NOVEMBER, 18.0))


def ahead(days: int) -> date:
    return AS_OF + timedelta(days=days)


def test_where_all_is_well_the_next_thing_to_take_on_is_asked_for():
    assert said(decisions, goals=(ON_PLAN,), use=use()) == [(EN("decide-next"), EN("decide-next-why"))]


@pytest.mark.parametrize(
    ("days", "is_asked"), [(0, False), (1, True), (TERM_DAYS, True), (TERM_DAYS + 1, False)]
)
def test_the_next_term_is_settled_before_the_agreement_ends(days, is_asked):
    by = ahead(days - 1)
    found = points(decisions, goals=(ON_PLAN,), use=use(), ends_on=ahead(days), settle_by=by)
    assert ([point.key for point in found] == ["decide.term"]) is is_asked
    if is_asked:
        assert found[0].text == EN("decide-term", ends=EN.day(ahead(days)), by=EN.day(by))
        assert (found[0].source, found[0].as_of) == ("contract", AS_OF)


def test_a_term_that_is_settled_by_its_end_says_the_day_once():
    found = points(decisions, goals=(ON_PLAN,), use=use(), ends_on=ahead(9), settle_by=ahead(9))
    assert found[0].text == "Your agreement runs until 30 Nov 2026. Shall we settle the next term by then?"


@pytest.mark.parametrize(
    "given",
    [
        {"goals": (goal(),)},
        {"goals": (ON_PLAN, goal((date(2026, 6, 1), 8.0)))},
        {"goals": (ON_PLAN,), "promises": (promise(due_on=ago(1)),)},
        {"goals": (ON_PLAN,), "promises": (promise(state="missed"),)},
    ],
)
def test_it_is_not_said_that_all_is_on_its_way_where_it_is_not(given):
    assert said(decisions, use=use(), **given) == [(EN("decide-next"), "")]


def test_an_agreement_without_an_end_asks_for_no_term():
    assert "decide.term" not in keys(decisions)


def test_of_their_promises_those_that_are_overdue_wait_for_their_word():
    rows = (
        promise("Name a lead", ref="P1", by_us=False, due_on=ago(1)),
        promise("Ours", ref="P2", due_on=ago(1)),
        promise("Today", ref="P3", by_us=False, due_on=AS_OF),
        promise("Undated", ref="P4", by_us=False),
        promise("Done", ref="P5", by_us=False, due_on=ago(1), state="done"),
    )
    (point,) = points(decisions, goals=(ON_PLAN,), use=use(), promises=rows)
    assert (point.key, point.text) == ("decide.promise:P1", EN("decide-promise", what="Name a lead"))
    assert point.so_what == EN("decide-promise-why", due="20 Nov 2026")


def test_the_goal_that_is_furthest_behind_is_asked_about():
    worse = goal((NOVEMBER, 24.0), goal="Audits", ref="G2")
    (point,) = points(decisions, goals=(BEHIND, worse, ON_PLAN), use=use())
    assert (point.key, point.text) == ("decide.goal:G2", EN("decide-goal", goal="Audits"))
    assert point.so_what == EN("decide-goal-why")


def test_a_goal_that_was_measured_long_ago_is_not_called_behind():
    old = goal((date(2026, 6, 1), 18.0))
    assert old.state == "behind"
    assert keys(decisions, goals=(old,), use=use()) == ["decide.next"]


def test_without_a_goal_one_is_asked_for():
    assert said(decisions, use=use()) == [(EN("decide-first-goal"), EN("decide-first-goal-why"))]


@pytest.mark.parametrize(("active", "is_asked"), [(4, True), (5, False)])
def test_where_less_than_half_use_it_the_next_team_is_asked_for(active, is_asked):
    found = points(decisions, goals=(ON_PLAN,), use=use(reach=reach(active)))
    assert ([point.key for point in found] == ["decide.reach"]) is is_asked
    if is_asked:
        assert found[0].so_what == EN("decide-reach-why", idle=6, seats=10)


def test_where_use_is_not_measured_who_can_connect_it_is_asked():
    assert keys(decisions, goals=(ON_PLAN,)) == ["decide.measure"]
    stale = use(through=ago(60), reach=reach(1))
    assert keys(decisions, goals=(ON_PLAN,), use=stale) == ["decide.next"]
    assert keys(decisions, goals=(ON_PLAN,), is_use_kept=False) == ["decide.next"]


@pytest.mark.parametrize(
    ("given", "asked_for", "is_asked"),
    [
        ({"status": "in_progress", "due_on": ahead(60)}, {1}, True),
        ({"status": "in_progress", "due_on": AS_OF}, {1}, True),
        ({"status": "in_progress", "due_on": ahead(60)}, set(), False),
        ({"status": "planned", "due_on": ahead(60)}, {1}, False),
        ({"status": "in_progress", "due_on": ahead(183)}, {1}, False),
        ({"status": "in_progress", "due_on": ago(1)}, {1}, False),
        ({"status": "in_progress"}, {1}, False),
    ],
)
def test_what_they_asked_for_and_ships_soon_can_be_tried(given, asked_for, is_asked):
    rows = {"roadmap": (initiative(**given),), "asked_for": frozenset(asked_for)}
    found = points(decisions, goals=(ON_PLAN,), use=use(), **rows)
    assert ([point.key for point in found] == ["decide.pilot:N1"]) is is_asked
    if is_asked:
        day = EN.day(given["due_on"])
        assert (found[0].text, found[0].so_what) == (
            EN("decide-pilot", name="Sign-on", due=day),
            EN("decide-pilot-why"),
        )


def test_the_most_pressing_ranks_first():
    late = promise(by_us=False, due_on=ago(1))
    soon = initiative("in_progress", due_on=ahead(9))
    found = points(
        decisions, ends_on=ahead(60), settle_by=ahead(30), promises=(late,), goals=(BEHIND,), use=use(reach=reach(2)),
        roadmap=(soon,), asked_for=frozenset({1}),
    )  # fmt: skip
    kinds = [point.key.partition(":")[0] for point in sorted(found, key=lambda point: -point.rank)]
    assert kinds == ["decide.term", "decide.promise", "decide.goal", "decide.reach", "decide.pilot"]


def test_one_that_goes_is_asked_for_what_is_open_and_for_nothing_else():
    rows = {"leaving": "ending", "ends_on": ahead(20), "goals": (BEHIND,), "use": use(reach=reach(1))}
    assert said(decisions, **rows) == [(EN("decide-leaving", ends="11 Dec 2026"), EN("decide-leaving-why"))]


@pytest.mark.parametrize(("days", "is_asked"), [(0, True), (HANDOVER_DAYS, True), (HANDOVER_DAYS + 1, False)])
def test_of_one_that_left_long_ago_nothing_is_still_to_be_handed_over(days, is_asked):
    rows = {"leaving": "left", "ends_on": ago(days), "goals": (BEHIND,)}
    left = EN("decide-left", ended=EN.day(ago(days)))
    asked = (f"{left}. {EN('decide-hand-over')}", EN("decide-hand-over-why"))
    assert said(decisions, **rows) == [asked if is_asked else (left, "")]
    assert texts(question, **rows) == [EN("ask-left")]


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("leaving", {"leaving": "ending", "use": use()}),
        ("left", {"leaving": "left", "use": use()}),
        ("unmeasured", {}),
        ("unmeasured", {"use": use(through=ago(60))}),
        ("fell", {"use": use(quarter=compared(80, 100), reach=reach(2))}),
        ("few", {"use": use(quarter=compared(200, 100), reach=reach(4))}),
        (
            "waiting",
            {"use": use(quarter=compared(200, 100)), "tickets": (ticket(ago(15)),), "tickets_to": ago(3)},
        ),
        (
            "rose",
            {"use": use(quarter=compared(120, 100)), "tickets": (ticket(ago(14)),), "tickets_to": ago(3)},
        ),
        (
            "rose",
            {"use": use(quarter=compared(120, 100)), "tickets": (ticket(ago(90)),), "tickets_to": ago(40)},
        ),
        ("steady", {"use": use()}),
        ("steady", {"use": use(quarter=compared(9), reach=None)}),
    ],
)
def test_the_question_goes_by_the_strongest_fact(asked, given):
    assert texts(question, **given) == [EN(f"ask-{asked}")]


def test_the_question_is_for_the_sponsor():
    ana = Person(1, "P1", 1, "Ana")
    (point,) = points(question, sponsor=ana, use=use())
    assert point.text == EN("question-for", name="Ana", question=EN("ask-steady"))
    assert point.key == "question"
    assert texts(question, sponsor=replace(ana, name="Bo\nCy"))[0].startswith("Bo Cy: ")
