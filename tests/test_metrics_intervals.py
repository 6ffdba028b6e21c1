from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.metrics.intervals import newcombe, wilson
from churntui.plain.wording import rate_text


@pytest.mark.parametrize(
    ("hits", "cases", "low", "high"),
    [
        (81, 263, 0.255289, 0.366216),  # Newcombe 1998, table I, method 3: 0.2553, 0.3662
        (15, 148, 0.062386, 0.160518),  # 0.0624, 0.1605
        (0, 20, 0.0, 0.161125),  # 0.0000, 0.1611
        (1, 29, 0.006113, 0.171755),  # 0.0061, 0.1718
    ],
)
def test_published_values_come_out(hits, cases, low, high):
    assert wilson(hits, cases) == pytest.approx((low, high), abs=5e-5)


def test_the_ends_are_exact():
    assert wilson(0, 7)[0] == 0.0
    assert wilson(7, 7)[1] == 1.0


@pytest.mark.parametrize(("hits", "cases"), [(0, 0), (3, 2), (-1, 2)])
def test_what_is_no_share_is_refused(hits, cases):
    with pytest.raises(ValueError, match="no share"):
        wilson(hits, cases)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_mirrors_its_complement(case):
    hits, cases = case
    low, high = wilson(hits, cases)
    assert 0 <= low <= hits / cases <= high <= 1
    assert wilson(cases - hits, cases) == pytest.approx((1 - high, 1 - low))


@pytest.mark.parametrize(
    ("counts", "difference", "low", "high"),
    [
        ((56, 70, 48, 80), 0.2, 0.0524, 0.3339),  # Newcombe 1998 (difference), table II, method 10
        ((9, 10, 3, 10), 0.6, 0.1705, 0.8090),
        ((10, 10, 0, 10), 1.0, 0.6075, 1.0),
    ],
)
def test_published_differences_come_out(counts, difference, low, high):
    assert newcombe(*counts) == pytest.approx((difference, low, high), abs=5e-5)


def test_a_difference_turned_round_is_its_mirror():
    difference, low, high = newcombe(3, 41, 9, 40)
    assert newcombe(9, 40, 3, 41) == pytest.approx((-difference, -high, -low))


@pytest.mark.parametrize(
    ("hits", "cases", "text"),
    [(3, 41, "3/41 · 7.3 %"), (1, 4, "1/4"), (1, 5, "1/5 · 20.0 %"), (0, 0, "–")],
)
def test_a_rate_is_shown_with_its_counts(hits, cases, text):
    assert rate_text(hits, cases) == text
