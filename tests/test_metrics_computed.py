"""The computed view: the rate of the book, drawn towards 70 %, and what each ground does to the odds."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from forecast_books import book_of, deal

from churntui.metrics.computed import BaseRate, Ground, computed, grounds_of, signs_of
from churntui.metrics.health import Health, Part
from churntui.model.living import Payment, Review
from churntui.model.watched import Watched


@pytest.mark.parametrize(
    ("renewed", "lost", "percent"),
    [
        (0, 0, 70),  # (0 + 7) / (0 + 10)
        (1, 0, 73),  # 8/11
        (90, 0, 97),
        (0, 90, 7),
        (63, 23, 73),  # 70/96
    ],
)
def test_the_rate_of_the_book_is_drawn_towards_the_usual_one(renewed, lost, percent):
    assert computed(BaseRate(renewed, lost), ()).percent == percent


def test_grounds_multiply_the_odds():
    even = BaseRate(3, 5)  # 10/18: odds 5/4
    assert computed(even, [Ground("less", Fraction(1, 3))]).percent == 29  # 5/12: 5/17
    assert computed(even, [Ground("more", Fraction(2))]).percent == 71  # 10/4: 10/14
    assert computed(even, [Ground("hardly any", Fraction(1, 10**6))]).percent == 1


def test_signals_count_where_health_does_not_weigh_them():
    review = Review(1, "R1", 1, held_on=date(2026, 5, 1), likelihood=4)
    watched = Watched(reviews={1: review}, payments={1: Payment(1, "P1", 1, date(2026, 5, 2), "failed")})

    def named(health=None, low=5, logo_id=1):
        return [ground.name for ground in signs_of(watched, logo_id, low, health)]

    assert named() == ["likely to renew 4/10 in the last review", "the last payment failed"]
    assert named(low=3) == ["the last payment failed"]
    assert named(logo_id=2) == []
    weighed = Health(50, "fair", (Part("likelihood", 10, 4, "likely 4/10", 0.5, 5, 5),), 1)
    assert named(weighed) == ["the last payment failed"]


def test_what_is_known_of_a_renewal():
    def named(change=None, *, fresh=True, **options):
        (renewal,) = book_of(deal(1, 40, **options), change={1: change}).renewals
        return [ground.name for ground in grounds_of(renewal, 0.4, use_is_fresh=fresh)]

    assert named() == []  # never measured is no ground
    assert named(-0.44) == ["use fell 44 %"]
    assert named(-0.39) == []
    assert named(0.3) == ["use held"]
    assert named(-0.44, fresh=False) == []
    late = "it renews itself, and the notice deadline has passed"
    assert named(auto_renew=True, notice_days=60) == [late]
    assert named(auto_renew=True, notice_days=30) == []
