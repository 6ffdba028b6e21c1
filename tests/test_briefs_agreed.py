from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from brief_facts import AS_OF, EN, ago, facts, goal, points, promise, proof, review, said, texts

from churntui.briefs.agreed import goals, is_judged, promises, proofs, upcoming
from churntui.briefs.facts import Figure
from churntui.metrics.proofs import Difference, Group

JUNE, AUGUST, NOVEMBER = date(2026, 6, 1), date(2026, 8, 2), date(2026, 11, 1)


@pytest.mark.parametrize(
    ("measured", "so_far", "follows"),
    [
        (4.0, "the target of 5 min is reached", "What follows from it for you, and what comes next?"),
        (8.0, "towards 5 min by 1 Mar 2027: on plan", "If nothing else changes it will be reached in time."),
        (
            16.5,
            "towards 5 min by 1 Mar 2027: behind plan",
            "We name what holds it up, and what each of us does about it.",
        ),
        (
            24.0,
            "towards 5 min by 1 Mar 2027: behind plan",
            "We name what holds it up, and what each of us does about it.",
        ),
    ],
)
def test_a_goal_where_less_is_better(measured, so_far, follows):
    (point,) = points(goals, goals=(goal((NOVEMBER, measured)),))
    separator = "; " if "reached" in so_far else ", "
    assert point.text == f"Handover: {EN.number(measured)} min on 1 Nov 2026, from 20 min{separator}{so_far}"
    assert (point.so_what, point.source, point.as_of) == (follows, "agreed goals", NOVEMBER)


def test_a_goal_where_more_is_better_with_its_figure():
    audits = goal((NOVEMBER, 300), goal="Audits", unit="", start_value=100, target_value=250)
    (point,) = points(goals, goals=(audits,))
    assert point.text == "Audits: 300 on 1 Nov 2026, from 100; the target of 250 is reached"
    shown = ("100", "300", "250")
    assert point.figure == Figure("progress", ("start", "now", "target"), (100, 300, 250), shown)


def test_a_goal_is_held_against_the_plan_on_the_day_it_was_measured():
    half = goal((date(2026, 8, 30), 12.5), start_value=20)  # 182 of 365 days, half of the way
    late = goal((date(2026, 8, 30), 12.6), start_value=20)
    assert (half.state, late.state) == ("on_plan", "behind")


def test_a_goal_that_is_past_its_day_is_behind():
    past = goal((NOVEMBER, 6.0), due_on=date(2026, 11, 10))
    assert texts(goals, goals=(past,)) == [
        "Handover: 6 min on 1 Nov 2026, from 20 min, towards 5 min by 10 Nov 2026: behind plan"
    ]


def test_what_was_measured_a_quarter_and_a_year_before():
    values = ((date(2025, 11, 3), 19.0), (JUNE, 17.0), (AUGUST, 14.0), (NOVEMBER, 7.5))
    (text,) = texts(goals, goals=(goal(*values),))
    assert text.endswith("on plan; a quarter before 14 min; a year before 19 min")
    (text,) = texts(goals, goals=(goal((date(2026, 10, 20), 9.0), (NOVEMBER, 7.5)),))
    assert text.endswith("on plan")


def test_a_goal_nobody_measured():
    assert said(goals, goals=(goal(),)) == [
        (
            "Handover: not measured yet; the target is 5 min by 1 Mar 2027",
            "Let us agree who measures it, and when.",
        )
    ]
    assert texts(goals, goals=(goal(target_value=None),)) == ["Handover: not measured yet"]
    assert texts(goals, goals=(goal(due_on=None),)) == ["Handover: not measured yet"]


def test_a_goal_without_a_target_is_under_way():
    assert said(goals, goals=(goal((NOVEMBER, 7.5), target_value=None),)) == [
        ("Handover: 7.5 min on 1 Nov 2026", "What follows from it for you, and what comes next?")
    ]


@pytest.mark.parametrize("value", [7.5, 18.0])
def test_of_a_measurement_of_long_ago_nothing_is_said_about_the_plan(value):
    old = goal((JUNE, value))
    assert said(goals, goals=(old,)) == [
        (
            f"Handover: {EN.number(value)} min on 1 Jun 2026",
            "It was last measured on 1 Jun 2026; let us measure it anew before we judge.",
        )
    ]
    assert not is_judged(old, facts())


def test_what_was_reached_long_ago_is_still_reached():
    (text,) = texts(goals, goals=(goal((JUNE, 4.0)),))
    assert text.endswith("the target of 5 min is reached")


@pytest.mark.parametrize(("days", "is_told"), [(100, True), (101, False)])
def test_a_measurement_is_old_after_a_quarter_and_what_it_takes_to_measure(days, is_told):
    assert is_judged(goal((ago(days), 8.0)), facts()) is is_told


def test_why_they_bought_is_said_once_before_the_first_goal_it_is_of():
    why = {"why": "The auditor stopped a shift"}
    two = (goal((NOVEMBER, 8.0), **why), goal(goal="Audits", ref="G2", **why))
    found = points(goals, goals=two)
    assert [point.key for point in found] == ["why:G1", "goal:G1", "goal:G2"]
    assert found[0].text == "Why you bought: The auditor stopped a shift"
    assert found[0].rank > found[1].rank


def test_a_promise_of_each_side_and_what_came_of_it():
    due = {"due_on": date(2026, 10, 1)}
    kept = (
        promise("Train team two", state="done", owner="Ines", **due),
        promise("Send the list", state="partly", by_us=False, **due),
        promise("Name a lead", state="missed", by_us=False, owner="Bo", **due),
        promise("Fix the export", **due),
        promise("Open the test system", state="done"),
        promise("Clean the roles", state="partly"),
        promise("Invite the board", state="missed", by_us=False),
    )
    assert texts(promises, promises=kept) == [
        "Done: Train team two (we, Ines, promised for 1 Oct 2026)",
        "Partly done: Send the list (you, promised for 1 Oct 2026)",
        "Missed: Name a lead (you, Bo, promised for 1 Oct 2026)",
        "Still open: Fix the export (we, promised for 1 Oct 2026)",
        "Done: Open the test system (we)",
        "Partly done: Clean the roles (we)",
        "Missed: Invite the board (you)",
    ]


def test_a_promise_that_is_ahead_is_for_the_next_quarter():
    ahead = (
        promise("Move the data", due_on=AS_OF, owner="Ines"),
        promise("Try it in Gdańsk", by_us=False, ref="P2"),
    )
    assert not texts(promises, promises=ahead)
    assert texts(upcoming, promises=ahead) == [
        "Move the data (we, Ines, by 21 Nov 2026)",
        "Try it in Gdańsk (you, no day yet)",
    ]


@pytest.mark.parametrize(("days", "is_told"), [(365, True), (366, False)])
def test_what_is_done_is_told_of_for_a_year_and_what_was_missed_for_good(days, is_told):
    due = {"due_on": ago(days)}
    assert bool(texts(promises, promises=(promise(state="done", **due),))) is is_told
    for state in ("open", "partly", "missed"):
        assert len(texts(promises, promises=(promise(state=state, **due),))) == 1


def test_what_was_missed_ranks_above_what_was_done():
    ranks = {
        state: points(promises, promises=(promise(state=state, due_on=ago(9)),))[0].rank
        for state in ("missed", "open", "partly", "done")
    }
    assert sorted(ranks, key=ranks.__getitem__) == ["done", "partly", "open", "missed"]


def test_what_was_agreed_last_is_told_with_its_day():
    held = (review("Report by audit", NOVEMBER, "R2"), review("Older", JUNE))
    (point,) = points(promises, agreed=held)
    assert point.text == "On 1 Nov 2026 we agreed: Report by audit"
    assert (point.key, point.source, point.as_of) == ("agreed:R2", "business review", NOVEMBER)


def test_nothing_agreed_is_said_so_but_not_to_one_that_goes():
    assert said(upcoming) == [
        (
            "Nothing is agreed for the next quarter yet",
            "One thing from you and one from us, each with a name and a day.",
        )
    ]
    assert not texts(upcoming, leaving="ending")
    assert len(texts(upcoming, leaving="ending", promises=(promise(),))) == 1


THREE_MORE = Difference(2.5, 1.0, 4.0)


@pytest.mark.parametrize(
    ("verdict", "begins", "follows"),
    [
        ("improved", "Training: improved. ", "Who else should have it?"),
        (
            "no_difference",
            "Training: no difference shown. ",
            "As it is; let us decide whether to go on with it or to try another way.",
        ),
        ("worse", "Training: worse. ", "As it is; we stop it or change it, and say which."),
    ],
)
def test_a_proof_is_told_as_it_is(verdict, begins, follows):
    (point,) = points(proofs, proofs=(proof(verdict, THREE_MORE),))
    assert point.text.startswith(begins)
    for figure in ("+3 a week", "+0.5 a week", "+2.5 a week", "+1 a week", "+4 a week"):
        assert figure in point.text
    assert (point.so_what, point.as_of) == (follows, date(2026, 9, 28))


def test_a_proof_by_hand_is_in_its_unit():
    by_hand = proof(
        "improved", Difference(-2.5, -4.0, -1.0), measure="by_hand", unit="hours", less_is_better=True
    )
    (point,) = points(proofs, proofs=(by_hand,))
    assert "−2.5 hours" in point.text
    assert "a week" not in point.text


def test_a_proof_of_too_few_people_says_so():
    few = replace(proof("too_few"), target=Group(3, 1.0, 2.0), control=Group(6, 1.0, 1.0))
    (text,) = texts(proofs, proofs=(few,))
    assert text.startswith("Training: too few people to tell (3 with it, 6 without)")


def test_a_proof_that_is_not_over_says_when_it_is_and_one_that_was_never_measured_to_its_end_nothing():
    running = proof("not_over", starts_on=date(2026, 11, 10))
    assert texts(proofs, proofs=(running,)) == [
        "Training: not over yet; what came of it we know on 8 Dec 2026"
    ]
    assert not texts(proofs, proofs=(proof("not_over"),))
    assert not texts(proofs, proofs=(proof("unmeasured"),))
