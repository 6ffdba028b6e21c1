"""Figures as people read them: one thing is printed one way."""

import pytest

from churntui.plain import wording


def test_wording_keeps_the_trades_rules():
    assert wording.percent(-0.444) == "−44.4 %"
    assert wording.rate(1, 4) == "1/4"
    assert wording.rate(1, 5) == "20.0 %"
    assert wording.rate(0, 0) == "–"
    assert wording.interval(None, None, 0) == wording.interval(0.1, 0.9, 4) == "–"
    assert wording.counted(1, "logo was", "logos were") == "1 logo was"
    assert wording.counted(1_200, "contract") == "1,200 contracts"


@pytest.mark.parametrize(("fraction", "said"), [(0.05, "5 %"), (0.075, "7.5 %"), (0, "0 %"), (1, "100 %")])
def test_a_limit_has_a_decimal_only_where_it_needs_one(fraction, said):
    assert wording.rounded(fraction) == said


@pytest.mark.parametrize(
    ("fraction", "said"),
    [
        (-0.44, "−44 %"),
        (0.31, "+31 %"),
        (0.004, "0 %"),
        (-0.004, "0 %"),
        (-1, "−100 %"),
        (9.99, "+999 %"),
        (49, ">999 %"),
    ],
)
def test_a_change_has_its_sign_and_no_decimals(fraction, said):
    assert wording.change(fraction) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [(12, "12 d"), (40, "1 m"), (365, "1 y"), (366, "1 y"), (821, "2 y 3 m"), (830, "2 y 3 m")],
)
def test_a_tenure_is_told_to_the_nearest_month(days, said):
    assert wording.tenure(days) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [(83, "in 83 days"), (1, "in 1 day"), (0, "today"), (-1, "1 day ago"), (-9, "9 days ago")],
)
def test_days_are_told_from_today(days, said):
    assert wording.from_now(days) == said


def test_a_number_has_no_more_digits_than_say_it():
    assert [wording.number(value) for value in (-9, 12.0, 10.5, 1204)] == ["−9", "12", "10.5", "1204"]
    assert wording.counted(-1_204.0, "day") == "−1,204 days"
    assert (wording.counted(10.5, "day"), wording.counted(1.0, "day")) == ("10.5 days", "1 day")


def test_a_share_has_as_many_decimals_as_are_asked_for():
    assert (wording.percent(0.125, 2), wording.percent(-0.5, 0), wording.roughly(0.444)) == (
        "12.50 %",
        "−50 %",
        "44 %",
    )


def test_points_apart_keep_their_sign_and_a_decimal():
    assert [wording.points(apart) for apart in (0.123, -0.04)] == ["12.3", "−4.0"]


def test_grace_is_told_in_days():
    assert (wording.grace(30), wording.grace(1)) == ("grace 30 days", "grace 1 day")
