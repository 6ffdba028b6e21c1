"""Hints on the coding: raised beyond their edge, never on a handful."""

from __future__ import annotations

from datetime import date

import pytest

from churntui.metrics import coding
from churntui.metrics.coverage import Coverage
from churntui.metrics.learning import Case
from churntui.model.rows import Interview, InterviewFacts

TODAY = date(2026, 11, 21)
ALL_COVERED = Coverage(4, 4, 0, 0, 100, 100, ())


def case(number, assessed="adoption", *, on="2026-08-01", owner=None, stated=None, also=()):
    one = Interview(
        number, f"I{number}", 1, "held", effective_on=date.fromisoformat(on), primary_reason=assessed
    )
    facts = InterviewFacts(by_account_owner=owner, stated_code=stated, secondary_reasons=also)
    return Case(one, facts, None, 0)


def hint(kind, cases, covered=ALL_COVERED):
    return next(one for one in coding.hints(cases, covered, as_of=TODAY) if one.kind == kind)


def coded(*reasons):
    return [case(number, reason) for number, reason in enumerate(reasons)]


@pytest.mark.parametrize(
    ("reasons", "raised"),
    [
        (("price", "budget", *["adoption"] * 4), True),
        (("price", "budget", "price", *["adoption"] * 7), False),
        (("price", "price", "price", "price"), False),
    ],
)
def test_price_and_budget_over_thirty_percent_of_five_or_more(reasons, raised):
    found = hint("price", coded(*reasons))
    assert found.raised is raised
    assert found.whole == len(reasons)
    assert len(found.ids) == found.part


def test_other_over_fifteen_percent():
    assert hint("other", coded("other", *["adoption"] * 4)).raised
    assert not hint("other", coded("other", *["adoption"] * 6)).raised


def test_those_nobody_assessed_are_not_in_the_share():
    found = hint("price", coded("price", None, None, None, None, "adoption"))
    assert (found.part, found.whole, found.raised) == (1, 2, False)


def test_agreement_over_seventy_percent():
    agreeing = [case(number, stated="adoption") for number in range(4)]
    assert hint("agreement", [*agreeing, case(9, stated="price")]).raised
    assert not hint("agreement", [*agreeing, case(8, stated="price"), case(9, stated="price")]).raised


def test_a_quarter_without_a_champion_who_left():
    found = hint(
        "champion",
        [
            case(1, on="2026-08-01"),
            case(2, on="2026-05-01", also=("champion_left",)),
            case(3, on="2026-02-01"),
            case(4, on="2026-02-02", assessed="champion_left"),
            case(5, on="2026-10-10"),
            case(6, on="2025-12-31"),
        ],
    )
    assert (found.part, found.whole, found.raised) == (2, 4, True)
    assert [quarter.name for quarter in found.quarters] == ["2026-Q3", "2025-Q4"]
    assert found.ids == (1, 6)


def test_the_latest_quarter_with_losses_decides_on_the_champion():
    found = hint("champion", [case(1, on="2026-08-01", assessed="champion_left"), case(2, on="2026-05-01")])
    assert (found.part, found.whole, found.raised) == (1, 2, False)
    assert hint("champion", []).raised is False


def test_a_champion_is_not_missed_on_a_handful():
    assert hint("champion", [case(number) for number in range(5)]).raised
    assert not hint("champion", [case(number) for number in range(4)]).raised


@pytest.mark.parametrize(("lost", "covered", "raised"), [(100, 49, True), (100, 50, False), (0, 0, False)])
def test_coverage_under_half_of_the_arr(lost, covered, raised):
    found = hint("coverage", [], Coverage(4, 1, 0, 0, lost, covered, ()))
    assert (found.part, found.whole, found.raised) == (covered, lost, raised)


def test_everything_coded_by_the_account_owner():
    own = [case(number, owner=True) for number in range(5)]
    assert hint("owner", [*own, case(8)]).raised
    assert not hint("owner", [*own, case(9, owner=False)]).raised
    assert not hint("owner", own[:4]).raised
