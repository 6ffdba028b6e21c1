"""Scores worked out by hand, and what always holds of them."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from churntui.metrics.health import Reading, change, health, overdue, readings, whole_parts
from churntui.model.evidence import Due, Evidence, Said, Spoken, UseOn
from churntui.model.health import KEYS, USUAL, Formula, Rule
from churntui.model.living import Commitment, Goal, GoalValue
from churntui.model.rows import Person

DAY = date(2026, 11, 30)


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


EVIDENCE = Evidence(
    tickets={1: [ago(100), ago(40), ago(3), ago(0)], 2: [ago(d) for d in (80, 60, 50, 40, 30, 20)]},
    talks={1: [Spoken(ago(20), 11, True)], 2: [Spoken(ago(5), 21, False)]},
    people={
        1: [
            Person(10, "P1", 1, "Ada", champion=True),
            Person(11, "P2", 1, "Bo", role="Economic buyer"),
        ],
        2: [
            Person(20, "P3", 2, "Cy", champion=True, left_on=ago(10)),
            Person(21, "P4", 2, "Di", role="buyer"),
        ],
    },
    sentiments={1: [Said(ago(60), 5), Said(ago(9), 4)], 2: [Said(ago(3), 2)]},
    tickets_from=ago(700),
)
MONDAY = date(2026, 11, 30)
USE = {1: UseOn(13, 20, MONDAY, 90, 100), 2: UseOn(6, 20, MONDAY, 50, 100)}


def told(logo_id: int, day: date = DAY, use: UseOn | None = None) -> dict[str, tuple[float, str]]:
    known = readings(EVIDENCE, logo_id, day, use or USE.get(logo_id))
    return {key: (reading.value, reading.said) for key, reading in known.items()}


def test_three_logos_worked_out_by_hand():
    # 1: seats 65 % lies half way from 50 to 80: 15 of 30. A fall of 10 % of at most 40: 15 of 20.
    #    Sentiment 4 is three of four steps: 15 of 20. Champion and buyer: 15. Three tickets, two of four steps: 7.5.
    first = health(readings(EVIDENCE, 1, DAY, USE[1]), Formula())
    assert first is not None
    assert (first.score, first.band, first.coverage) == (68, "fair", "5 of 5")  # 67.5 is rounded up
    assert [(part.key, part.points, part.of) for part in first.parts] == [
        ("active", 15, 30), ("trend", 15, 20), ("sentiment", 15, 20), ("people", 15, 15), ("support", 8, 15),
    ]  # fmt: skip
    assert first.worst is not None
    assert first.worst.said == "13 of 20 seats active on 30 Nov"

    # 2: 30 % of the seats and half of the use gone: nothing. Sentiment 2: 5 of 20. Nobody there: nothing. Six tickets.
    second = health(readings(EVIDENCE, 2, DAY, USE[2]), Formula())
    assert second is not None
    assert (second.score, second.band) == (5, "poor")
    assert [part.lost for part in second.parts] == [30, 20, 15, 15, 15]

    # 3: nothing is known but that no ticket came in: of 15 all.
    third = health(readings(EVIDENCE, 3, DAY, None), Formula())
    assert third is not None
    assert (third.score, third.band, third.coverage, third.worst) == (100, "good", "1 of 5", None)


def test_what_is_said_of_each():
    assert told(2) == {
        "active": (30.0, "6 of 20 seats active on 30 Nov"),
        "trend": (-50.0, "use fell 50 %"),
        "sentiment": (2, "sentiment 2 of 5"),
        "people": (0.0, "champion left, buyer not reached"),
        "support": (6, "6 tickets in 90 days"),
    }
    assert told(1)["talk"] == (20, "talked 20 days ago")


def test_nothing_later_than_the_day_is_looked_at():
    assert told(2, ago(11))["people"] == (50.0, "champion there, buyer not reached")
    assert "sentiment" not in told(2, ago(4))
    assert told(1, ago(10))["sentiment"] == (5, "sentiment 5 of 5")
    assert told(1, ago(11))["support"] == (2, "2 tickets in 90 days")
    assert "talk" not in told(1, ago(21))
    assert "support" not in told(1, ago(701))


def test_never_measured_is_not_silent():
    assert "trend" not in told(1, use=UseOn(None, 0, None, 4, 0))
    assert told(1, use=UseOn(0, 5, None, 0, 0))["trend"] == (-100.0, "no use for 56 days")
    assert "active" not in told(1, use=UseOn(None, 5, None, 4, 4))


def test_a_change_names_what_moved_it():
    then = {
        "active": Reading(80, "16 of 20"),
        "trend": Reading(0, "steady"),
        "support": Reading(0, "no ticket"),
    }
    now = {**then, "trend": Reading(-44, "use fell 44 %")}
    moved = change(then, now, Formula())
    assert moved is not None
    assert (moved.points, moved.cause, moved.text) == (
        -31,
        "trend",
        "course of use: use fell 44 %, was steady",
    )
    seen = change(then, {**then, "sentiment": Reading(1, "sentiment 1 of 5")}, Formula())
    assert seen is not None
    assert (seen.points, seen.cause, seen.was) == (-24, "sentiment", "")
    assert change({}, now, Formula()) is None


def test_milestones_are_overdue_until_they_are_reached():
    known = [
        Due("kicked off", ago(20), ago(10)),
        Due("first goal", ago(5), None),
        Due("later", ago(-5), None),
    ]
    assert [due.name for due in overdue(known, DAY)] == ["first goal"]
    assert [due.name for due in overdue(known, ago(15))] == ["kicked off"]


def test_what_weighs_nothing_until_it_is_set_is_read_on_its_day_too():
    goal = Goal(1, "G1", 1, "fewer days", target_value=4.0, start_value=10.0, due_on=ago(30))
    evidence = Evidence(
        talks={1: [Spoken(ago(200), None, True), Spoken(ago(40), None, False)]},
        scores={1: [Said(ago(10), 3)]},
        likelihoods={1: [Said(ago(181), 9), Said(ago(20), 6)]},
        payments={1: [Said(ago(60), 0), Said(ago(9), 1), Said(ago(3), 1)]},
        milestones={1: [Due("kicked off", ago(40), ago(35))]},
        goals={1: [(goal, [GoalValue(1, 1, ago(50), 8.0), GoalValue(2, 1, ago(5), 4.0)])]},
        promises={1: [Commitment(1, "M1", 1, None, "send prices", due_on=ago(2))]},
    )
    now = {key: reading.said for key, reading in readings(evidence, 1, DAY, None).items()}
    assert now == {
        "talk": "talked 200 days ago",
        "survey": "NPS answer 3",
        "likelihood": "likelihood to renew 6 of 10",
        "payment": "2 payments failed",
        "milestones": "milestones in time",
        "goals": "goals in time",
        "promises": "1 promise of ours not kept",
    }
    then = {key: reading.said for key, reading in readings(evidence, 1, ago(6), None).items()}
    assert (then["goals"], then["payment"], then["promises"]) == (
        "1 goal overdue", "1 payment failed", "promises kept",
    )  # fmt: skip
    assert readings(evidence, 1, ago(39), None)["milestones"].said == "1 milestone overdue"
    weighed = Formula((Rule("talk", 10, 90, 30), Rule("survey", 10, 6, 9), Rule("goals", 20, 1, 0)))
    made = health(readings(evidence, 1, DAY, None), weighed)
    assert made is not None
    assert (made.score, made.coverage) == (50, "3 of 3")


VALUES = st.floats(-200, 200, allow_nan=False)


@given(
    st.dictionaries(st.sampled_from(KEYS), VALUES.map(lambda value: Reading(value, "")), min_size=1),
    st.lists(st.integers(0, 50), min_size=len(KEYS), max_size=len(KEYS)),
)
@settings(max_examples=50)
def test_points_always_add_up(known, weights):
    rules = tuple(
        Rule(old.key, weight, old.poor, old.good) for old, weight in zip(USUAL, weights, strict=True)
    )
    made = health(known, Formula(rules))
    counted = [rule for rule in rules if rule.weight and rule.key in known]
    assert (made is None) == (not counted)
    if made is None:
        return
    assert sum(part.points for part in made.parts) == made.score
    assert sum(part.lost for part in made.parts) == 100 - made.score
    assert all(part.points >= 0 <= part.lost for part in made.parts)
    assert all(
        (part.share < 1 or not part.lost) and (part.share > 0 or not part.points) for part in made.parts
    )
    earned = math.fsum(rule.weight * rule.share(known[rule.key].value) for rule in counted)
    assert abs(made.score - 100 * earned / sum(rule.weight for rule in counted)) <= 0.5 + 1e-6


@pytest.mark.parametrize(
    ("parts", "total", "whole"),
    [([33.3, 33.3, 33.4], 100, [33, 33, 34]), ([0.0, 0.6, 0.4], 1, [0, 1, 0]), ([2.5, 2.5], 5, [3, 2])],
)
def test_whole_parts_keep_their_sum(parts, total, whole):
    assert whole_parts(parts, total) == whole
