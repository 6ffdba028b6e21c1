"""Difference in differences: by hand, by law, by simulation, and what is left unsaid where it is not measured."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from statistics import NormalDist

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from churntui.metrics.proofs import Change, Difference, by_chance, compared, result
from churntui.model.proofs import Member, Proof, ProofMember, Trial
from churntui.model.rows import Customer

BEGAN = date(2026, 10, 1)
BEFORE, AFTER = BEGAN - timedelta(days=28), BEGAN + timedelta(days=28)


def proof(**fields):
    return Proof(1, "F1", 1, "Training", BEGAN, **fields)


def by_hand(target, control, **fields):
    """A proof whose members were measured at these pairs of values."""
    placed = [*((pair, "target") for pair in target), *((pair, "control") for pair in control)]
    members = tuple(
        Member(ProofMember(nth, 1, nth, side, *pair), Customer(nth, f"C{nth}", 1), None, 0, 0)
        for nth, (pair, side) in enumerate(placed, 1)
    )
    return Trial(proof(measure="by_hand", unit="hours", **fields), members, "", None, is_named=True)


def active(target, control, *, measured=(BEFORE, AFTER), is_named=True, **fields):
    """A proof whose members did so much before and after, each there since a day."""
    placed = [*((one, "target") for one in target), *((one, "control") for one in control)]
    members = tuple(
        Member(ProofMember(nth, 1, nth, side), Customer(nth, f"C{nth}", 1), since, before, after)
        for nth, ((before, after, since), side) in enumerate(placed, 1)
    )
    return Trial(proof(**fields), members, "", measured, is_named)


TARGET = [(10, 6), (12, 9), (9, 4), (11, 7), (13, 9)]
CONTROL = [(10, 10), (11, 10), (12, 13), (9, 9), (13, 12)]
"""Changes −4 −3 −5 −4 −4 (mean −4, s² 0.5) and 0 −1 1 0 −1 (mean −0.2, s² 0.7)."""


def test_a_case_worked_out_by_hand():
    # −4 − −0.2 = −3.8; √(0.1 + 0.14) = 0.4899; Satterthwaite: 0.24² / (0.1²/4 + 0.14²/4) = 7.784; t = 2.317
    found = result(by_hand(TARGET, CONTROL, less_is_better=True))
    assert found.difference.value == pytest.approx(-3.8)
    assert (found.difference.low, found.difference.high) == pytest.approx((-4.935, -2.665), abs=1e-3)
    assert (found.target.n, found.target.before, found.target.after) == (5, 11, 7)
    assert (found.control.n, found.control.before, found.control.after) == (5, 11, pytest.approx(10.8))
    assert (found.target.change, found.control.change) == pytest.approx((-4, -0.2))
    assert (found.verdict, found.through, found.is_claimed) == ("improved", None, True)


def test_a_fall_is_worse_where_more_is_better():
    assert result(by_hand(TARGET, CONTROL)).verdict == "worse"
    assert result(by_hand(CONTROL, TARGET)).verdict == "improved"


def test_what_befell_both_is_no_difference():
    both = [(10, 14), (12, 15), (9, 14), (11, 15), (13, 18)]
    found = result(by_hand(both, [(b, a + 0.5) for b, a in both]))
    assert found.verdict == "no_difference"
    assert found.difference.low < -0.5 < found.difference.high


def test_few_are_told_with_their_numbers_and_nothing_is_claimed():
    found = result(by_hand(TARGET[:4], CONTROL))
    assert (found.verdict, found.is_claimed) == ("too_few", False)
    assert found.difference is not None
    alone = result(by_hand(TARGET[:1], CONTROL))
    assert (alone.verdict, alone.difference, alone.target.before) == ("too_few", None, 10)
    nobody = result(by_hand([], []))
    assert (nobody.verdict, nobody.target.n, nobody.target.before, nobody.control.change) == (
        "too_few",
        0,
        None,
        None,
    )


def test_who_has_no_value_is_left_out_and_named():
    found = result(by_hand([*TARGET, (5, None), (None, 5)], CONTROL))
    assert found.target.n == 5
    assert [(member.customer.ref, why) for member, why in found.left_out] == [
        ("C6", "no_value"),
        ("C7", "no_value"),
    ]


def test_a_change_alike_in_all_is_told_apart_from_none():
    same = result(by_hand([(0.1, 0.4)] * 5, [(0.3, 0.6)] * 5))
    assert same.verdict == "no_difference"
    assert result(by_hand([(0.1, 0.4)] * 5, [(0.3, 0.5)] * 5)).verdict == "improved"


LONG = date(2020, 1, 1)


def test_activity_is_counted_by_the_week():
    found = result(active([(8, 16, LONG)] * 6, [(4, 4, None)] * 5))
    assert (found.target.before, found.target.after, found.control.after) == (2, 4, 1)
    assert (found.verdict, found.through) == ("improved", AFTER - timedelta(days=1))


def test_who_joined_after_the_days_before_had_begun_is_left_out():
    late, in_time = (0, 9, BEFORE + timedelta(days=1)), (8, 8, BEFORE)
    found = result(active([in_time] * 5 + [late], [in_time] * 5))
    assert (found.target.n, found.verdict) == (5, "no_difference")
    assert [(member.customer.ref, why) for member, why in found.left_out] == [("C6", "came_late")]


@pytest.mark.parametrize(
    ("measured", "verdict", "through"),
    [
        ((BEFORE, AFTER - timedelta(days=1)), "not_over", AFTER - timedelta(days=2)),
        ((BEFORE, BEGAN - timedelta(days=9)), "not_over", BEGAN - timedelta(days=10)),
        ((BEFORE + timedelta(days=1), AFTER), "unmeasured", AFTER - timedelta(days=1)),
        (None, "unmeasured", None),
    ],
)
def test_nothing_is_claimed_where_activity_does_not_reach(measured, verdict, through):
    found = result(active([(8, 16, LONG)] * 6, [(4, 4, LONG)] * 6, measured=measured))
    assert (found.verdict, found.through, found.difference, found.is_claimed) == (
        verdict,
        through,
        None,
        False,
    )
    assert (found.target.n, found.target.before, found.target.change) == (6, None, None)


def test_nothing_is_claimed_of_what_was_done_under_nobodys_name():
    assert result(active([(0, 0, LONG)] * 6, [(0, 0, LONG)] * 6, is_named=False)).verdict == "unmeasured"


values = st.floats(-1000, 1000).map(lambda value: round(value, 3))
groups = st.lists(st.builds(Change, values, values), min_size=2, max_size=12)


def changed(group, by):
    return [Change(by(change.before), by(change.after)) for change in group]


def near(one, other):
    return (one.value, one.low, one.high) == pytest.approx(
        (other.value, other.low, other.high), rel=1e-6, abs=1e-6
    )


@given(groups, groups)
def test_groups_put_the_other_way_round_say_the_opposite(one, other):
    there, back = compared(one, other), compared(other, one)
    assert near(there, Difference(-back.value, -back.high, -back.low))
    assert there.low <= there.value <= there.high


@given(groups, groups, values, values)
def test_what_is_added_to_all_alike_changes_nothing(one, other, always, after):
    def later(group):
        return [Change(change.before + always, change.after + always + after) for change in group]

    assert near(compared(later(one), later(other)), compared(one, other))


@given(groups, groups, st.floats(-20, 20).map(lambda value: round(value, 2)))
def test_another_unit_is_another_scale(one, other, times):
    assume(times)
    found, scaled = (
        compared(*each)
        for each in ((one, other), (changed(one, lambda v: v * times), changed(other, lambda v: v * times)))
    )
    ends = sorted((found.low * times, found.high * times))
    assert near(scaled, Difference(found.value * times, *ends))


@given(groups, groups)
def test_the_verdict_follows_from_the_interval_and_from_chance(one, other):
    pairs = [[(change.before, change.after) for change in group] for group in (one, other)]
    up, down = (result(by_hand(*pairs, less_is_better=is_less)) for is_less in (False, True))
    assert up.by_chance == down.by_chance
    if min(map(len, pairs)) < 5:
        assert {up.verdict, down.verdict} == {"too_few"}
    elif up.by_chance is None:
        assert {up.verdict, down.verdict} == {"no_difference"}
        assert up.difference.low < 1e-5
        assert up.difference.high > -1e-5
    elif up.by_chance > 0.05:
        assert {up.verdict, down.verdict} == {"too_few"}
    else:
        assert {up.verdict, down.verdict} == {"improved", "worse"}
        assert up.verdict == ("improved" if up.difference.value > 0 else "worse")


@given(groups, groups)
def test_chance_is_the_same_from_either_side_and_never_none_at_all(one, other):
    assume(len(one) != len(other))
    assert by_chance(one, other) == by_chance(one, other)
    assert 0 < by_chance(one, other) <= 1


def steps(*changes):
    return [Change(0, by) for by in changes]


def test_chance_is_counted_by_hand():
    # of the 10 ways to choose 2 of 5, only the one itself, and none on the other side, is as far apart
    found = by_chance(steps(1, 2), steps(3, 4, 5))
    assert found == pytest.approx(2 / 10, abs=0.03)
    assert by_chance(steps(1, 1), steps(1, 1, 1)) == 1


def test_a_claim_that_hangs_on_chance_is_too_few_to_tell():
    one_who_leaps = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40]
    found = result(by_hand([(0, 0)] * 5, [(0, by) for by in one_who_leaps * 4]))
    assert found.difference.high < 0
    assert found.by_chance > 0.05
    assert (found.verdict, found.is_claimed) == ("too_few", False)


def person(rng, pace, rise):
    """How often somebody did something in four weeks, and in four weeks after they were to do so much more."""
    usual = pace * rng.uniform(0.4, 1.6)
    return tuple(sum(rng.random() < each / 60 for _ in range(60)) for each in (usual, usual * rise))


def simulated(seed, runs, sizes, rise):
    """The two groups of so many proofs, in which the target group really does `rise` times as much."""
    rng = Random(seed)
    for _ in range(runs):
        target, control = (
            [person(rng, 12, by) for _ in range(n)] for n, by in zip(sizes, (rise, 1), strict=True)
        )
        yield target, control


RUNS = 1200
ERROR = NormalDist().inv_cdf(0.9995) * (0.05 * 0.95 / RUNS) ** 0.5
"""How far a share of 5 % may stray in so many runs, once in a thousand."""


@pytest.mark.parametrize("sizes", [(5, 5), (6, 24), (20, 20)])
def test_noise_is_claimed_to_be_an_effect_one_time_in_twenty_at_most(sizes):
    found = (result(by_hand(*groups)).verdict for groups in simulated(7, RUNS, sizes, 1.0))
    claims = sum(verdict in {"improved", "worse"} for verdict in found)
    assert claims / RUNS <= 0.05 + ERROR


@pytest.mark.parametrize("sizes", [(5, 40), (40, 5), (12, 12)])
def test_nor_is_noise_in_which_few_do_nearly_all(sizes):
    rng = Random(13)
    claims = 0
    for _ in range(RUNS):
        target, control = ([(0, rng.lognormvariate(0, 1)) for _ in range(n)] for n in sizes)
        claims += result(by_hand(target, control)).verdict in {"improved", "worse"}
    assert claims / RUNS <= 0.05 + ERROR


@pytest.mark.parametrize("sizes", [(8, 8), (12, 30)])
def test_the_interval_holds_the_true_difference_19_times_in_20(sizes):
    pairs = (
        [[Change(*each) for each in group] for group in both] for both in simulated(11, RUNS, sizes, 1.5)
    )
    held = sum(found.low <= 6 <= found.high for found in (compared(*both) for both in pairs))
    assert held / RUNS == pytest.approx(0.95, abs=ERROR + 0.01)


def test_a_real_effect_is_seen_in_two_dozen_people():
    seen = [result(by_hand(*groups)).verdict for groups in simulated(3, 60, (24, 24), 1.5)]
    assert seen.count("improved") > 55
    assert "worse" not in seen
