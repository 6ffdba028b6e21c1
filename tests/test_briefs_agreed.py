from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from brief_facts import AS_OF, EN, ago, facts, goal, points, promise, proof, review, said, texts

from churntui.briefs.agreed import goals, is_judged, promises, proofs, upcoming
from churntui.briefs.facts import Figure
from churntui.metrics.proofs import Difference, Group


def handover(message: str, now: str, day: str = "1 Nov 2026", due: str = "1 Mar 2027") -> str:
    return EN(message, goal="Handover", now=now, day=day, start="20 min", target="5 min", due=due)


JUNE, AUGUST, NOVEMBER = date(2026, 6, 1), date(2026, 8, 2), date(2026, 11, 1)


@pytest.mark.parametrize(
    ("measured", "stands"),
    [
        (4.0, "goal-reached"),
        (5.0, "goal-reached"),
        (8.0, "goal-on-plan"),
        (16.5, "goal-behind"),
        (24.0, "goal-behind"),
    ],
)
def test_a_goal_where_less_is_better(measured, stands):
    (point,) = points(goals, goals=(goal((NOVEMBER, measured)),))
    assert point.text == handover(stands, f"{EN.number(measured)} min")
    assert (point.so_what, point.source, point.as_of) == (EN(f"{stands}-so"), "agreed goals", NOVEMBER)


def test_a_goal_where_more_is_better_with_its_figure():
    audits = goal((NOVEMBER, 300), goal="Audits", unit="", start_value=100, target_value=250)
    (point,) = points(goals, goals=(audits,))
    values = {"now": "300", "day": "1 Nov 2026", "start": "100", "target": "250"}
    assert point.text == EN("goal-reached", goal="Audits", **values, due="1 Mar 2027")
    shown = ("100", "300", "250")
    assert point.figure == Figure("progress", ("start", "now", "target"), (100, 300, 250), shown)


def test_a_goal_is_held_against_the_plan_on_the_day_it_was_measured():
    half = goal((date(2026, 8, 30), 12.5), start_value=20)  # 182 of 365 days, half of the way
    late = goal((date(2026, 8, 30), 12.6), start_value=20)
    assert (half.state, late.state) == ("on_plan", "behind")


def test_a_goal_that_is_past_its_day_is_behind():
    past = goal((NOVEMBER, 6.0), due_on=date(2026, 11, 10))
    assert texts(goals, goals=(past,)) == [handover("goal-behind", "6 min", due="10 Nov 2026")]


def test_what_was_measured_a_quarter_and_a_year_before():
    values = ((date(2025, 11, 3), 19.0), (JUNE, 17.0), (AUGUST, 14.0), (NOVEMBER, 7.5))
    (text,) = texts(goals, goals=(goal(*values),))
    before = EN("goal-quarter-ago", value="14 min"), EN("goal-year-ago", value="19 min")
    assert text == EN.joined((handover("goal-on-plan", "7.5 min"), *before))
    (text,) = texts(goals, goals=(goal((date(2026, 10, 20), 9.0), (NOVEMBER, 7.5)),))
    assert text == handover("goal-on-plan", "7.5 min")


def test_a_goal_nobody_measured():
    aimed = EN("goal-unmeasured-target", goal="Handover", target="5 min", due="1 Mar 2027")
    assert said(goals, goals=(goal(),)) == [(aimed, EN("goal-unmeasured-so"))]
    for missing in ("target_value", "due_on"):
        assert texts(goals, goals=(goal(**{missing: None}),)) == [EN("goal-unmeasured", goal="Handover")]


def test_a_goal_without_a_target_is_under_way():
    assert said(goals, goals=(goal((NOVEMBER, 7.5), target_value=None),)) == [
        (handover("goal-under-way", "7.5 min"), EN("goal-reached-so"))
    ]


@pytest.mark.parametrize("value", [7.5, 18.0])
def test_of_a_measurement_of_long_ago_nothing_is_said_about_the_plan(value):
    old = goal((JUNE, value))
    now = handover("goal-under-way", f"{EN.number(value)} min", "1 Jun 2026")
    assert said(goals, goals=(old,)) == [(now, EN("goal-old-so", day="1 Jun 2026"))]
    assert not is_judged(old, facts())


def test_what_was_reached_long_ago_is_still_reached():
    assert texts(goals, goals=(goal((JUNE, 4.0)),)) == [handover("goal-reached", "4 min", "1 Jun 2026")]


@pytest.mark.parametrize(("days", "is_told"), [(100, True), (101, False)])
def test_a_measurement_is_old_after_a_quarter_and_what_it_takes_to_measure(days, is_told):
    assert is_judged(goal((ago(days), 8.0)), facts()) is is_told


def test_why_they_bought_is_said_once_before_the_first_goal_it_is_of():
    why = {"why": "The auditor stopped a shift"}
    two = (goal((NOVEMBER, 8.0), **why), goal(goal="Audits", ref="G2", **why))
    found = points(goals, goals=two)
    assert [point.key for point in found] == ["why:G1", "goal:G1", "goal:G2"]
    assert found[0].text == EN("goal-why", why="The auditor stopped a shift")
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
    ours, yours = EN("by-us"), EN("by-you")
    dated = [
        ("promise-done", "Train team two", EN("by-us-owner", owner="Ines")),
        ("promise-partly", "Send the list", yours),
        ("promise-missed", "Name a lead", EN("by-you-owner", owner="Bo")),
        ("promise-overdue", "Fix the export", ours),
    ]
    undated = [
        ("promise-done-undated", "Open the test system", ours),
        ("promise-partly-undated", "Clean the roles", ours),
        ("promise-missed-undated", "Invite the board", yours),
    ]
    assert texts(promises, promises=kept) == [
        *(EN(message, what=what, who=who, due="1 Oct 2026") for message, what, who in dated),
        *(EN(message, what=what, who=who) for message, what, who in undated),
    ]


def test_a_promise_that_is_ahead_is_for_the_next_quarter():
    ahead = (
        promise("Move the data", due_on=AS_OF, owner="Ines"),
        promise("Try it in Gdańsk", by_us=False, ref="P2"),
    )
    assert not texts(promises, promises=ahead)
    assert texts(upcoming, promises=ahead) == [
        EN("next-promise", what="Move the data", who=EN("by-us-owner", owner="Ines"), due="21 Nov 2026"),
        EN("next-promise-undated", what="Try it in Gdańsk", who=EN("by-you")),
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
    assert point.text == EN("promise-agreed", day="1 Nov 2026", agreed="Report by audit")
    assert (point.key, point.source, point.as_of) == ("agreed:R2", "business review", NOVEMBER)


def test_nothing_agreed_is_said_so_but_not_to_one_that_goes():
    assert said(upcoming) == [(EN("next-none"), EN("next-none-so"))]
    assert not texts(upcoming, leaving="ending")
    assert len(texts(upcoming, leaving="ending", promises=(promise(),))) == 1


THREE_MORE = Difference(2.5, 1.0, 4.0)


@pytest.mark.parametrize("verdict", ["improved", "no_difference", "worse"])
def test_a_proof_is_told_as_it_is(verdict):
    (point,) = points(proofs, proofs=(proof(verdict, THREE_MORE),))
    message = f"proof-{verdict.replace('_', '-')}"
    a_week = {
        name: EN("proof-per-week", value=value)
        for name, value in (("target", "+3.00"), ("difference", "+2.50"))
    }
    without_unit = {"control": "+0.50", "low": "+1.00", "high": "+4.00"}
    assert point.text == EN(message, name="Training", **a_week, **without_unit)
    assert (point.so_what, point.as_of) == (EN(f"{message}-so"), date(2026, 9, 28))


def test_a_proof_by_hand_is_in_its_unit():
    by_hand = proof(
        "improved", Difference(-2.5, -4.0, -1.0), measure="by_hand", unit="hours", less_is_better=True
    )
    (point,) = points(proofs, proofs=(by_hand,))
    assert "−2.50 hours" in point.text
    assert "interval −4.00 to −1.00)" in point.text
    assert EN("proof-per-week", value="−2.50") not in point.text


def test_a_change_that_rounds_to_nothing_has_no_sign():
    nothing = Difference(-0.001, -0.004, 0.002)
    (point,) = points(proofs, proofs=(proof("no_difference", nothing, measure="by_hand", unit="hours"),))
    assert "a difference of 0.00 hours (95 % interval 0.00 to 0.00)" in point.text


def test_a_proof_of_too_few_people_says_so():
    few = replace(proof("too_few"), target=Group(3, 1.0, 2.0), control=Group(6, 1.0, 1.0))
    told = EN("proof-few", name="Training", **{"with": 3, "without": 6})
    assert said(proofs, proofs=(few,)) == [(told, EN("proof-few-so"))]


def test_a_proof_that_is_not_over_says_when_it_is_and_one_that_was_never_measured_to_its_end_nothing():
    running = proof("not_over", starts_on=date(2026, 11, 10))
    assert texts(proofs, proofs=(running,)) == [EN("proof-not-over", name="Training", day="8 Dec 2026")]
    assert not texts(proofs, proofs=(proof("not_over"),))
    assert not texts(proofs, proofs=(proof("unmeasured"),))
