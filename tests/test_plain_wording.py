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
