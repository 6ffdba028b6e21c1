"""The lives of a book's logos in segments, and what is said of their curves."""

from __future__ import annotations

from datetime import date

import pytest
import report_books

from churntui.book import Book
from churntui.metrics.survival import kaplan_meier
from churntui.model.rows import Logo
from churntui.questions.survival.lives import compared, labels, median_words

AS_OF = date(2026, 1, 1)


def contract(number, logo_id, starts, ends, plan="Team", arr=1_000):
    return report_books.contract(number, logo_id, starts, ends, arr, plan=plan)


def test_of_many_segments_the_two_largest_are_compared_and_small_ones_not_at_all():
    few = {"a": kaplan_meier([5] * 4, [True] * 4), "b": kaplan_meier([9] * 9, [True] * 9)}
    assert compared(few).words == "b and a cannot be compared: too few logos, or nobody lost"
    alike = kaplan_meier([3, 5, 9, 9, 12], [True] * 5)
    more = few | {"c": alike, "d": alike, "(not set)": kaplan_meier([9] * 99, [True] * 99)}
    assert (compared(more).larger, compared(more).smaller) == ("b", "c")
    assert compared({"c": alike, "d": alike}).words == "c and d: no difference shown (log-rank, p = 1.000)"
    assert compared({None: alike}) is None


def test_the_plan_is_the_one_a_logo_began_on():
    moved = Book(
        as_of=AS_OF,
        logos={1: Logo(1, "L1", "Ada"), 2: Logo(2, "L2", "Bo")},
        contracts=[
            contract(1, 1, "2024-03-01", "2025-03-01", "Team"),
            contract(2, 1, "2025-03-01", None, "Business", 9_000),
            contract(3, 2, "2023-01-01", "2024-01-01", "Trial", 0),
            contract(4, 2, "2024-01-01", None, "Business"),
        ],
    )
    assert labels(moved, ("plan",)).to_dict() == {1: "Team", 2: "Business"}
    assert labels(moved, ("plan", "industry")).to_dict() == {1: "Team · (not set)", 2: "Business · (not set)"}


@pytest.mark.parametrize(
    ("lives", "words"),
    [
        ([30] * 4, "too few for a median"),
        ([30] * 5, "median 1 m (day 30)"),
        ([30, None, None, None, None], "median not reached: 80.0 % left after 1 y"),
    ],
)
def test_the_median_in_words(lives, words):
    days = [365 if day is None else day for day in lives]
    assert median_words(kaplan_meier(days, [day is not None for day in lives])) == words
