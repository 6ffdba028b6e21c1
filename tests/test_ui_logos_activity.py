from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ui_books import AS_OF

from churntui.book import Book
from churntui.questions.logo_file import Activity, Course
from churntui.ui.logos.activity import activity_lines

BOOK = Book(AS_OF, usage={})
WEEKS = Course(
    ("w",) * 12,
    (None,) * 4 + (10, 10, 10, 10, 5, 5, 5, 5),
    (None,) * 4 + (3,) * 8,
    (None,) * 4 + (0, 4, 4, 6, 6, 6, 6, 6),
    open_ended=False,
)
ACTIVITY = Activity(AS_OF - timedelta(days=1), WEEKS, WEEKS, 38, 61, None, 84, ())


def test_a_share_stands_beside_its_fraction_and_a_change_beside_both_counts() -> None:
    assert activity_lines(ACTIVITY, BOOK) == [
        "38/84 · 45.2 % active in 28 d, 61 before",
        "20 actions in 28 d, 40 before, −50 %",
    ]


def test_without_names_or_earlier_use_no_share_or_change_is_made_up() -> None:
    begun = replace(WEEKS, actions=(None,) * 8 + (1, 1, 1, 1))
    assert activity_lines(replace(ACTIVITY, seats=0, customers=None, weeks=begun), BOOK) == [
        "Who used it is not measured",
        "4 actions in 28 d, 0 before",
    ]


def test_figures_that_end_early_say_so() -> None:
    stale = replace(ACTIVITY, through=AS_OF - timedelta(days=30))
    assert activity_lines(stale, BOOK)[-1] == "Measured through 22 Oct only"


def test_not_measured_and_not_read_yet_are_two_things() -> None:
    assert activity_lines(None, BOOK) == ["Activity is not measured"]
    assert activity_lines(None, replace(BOOK, usage=None)) == ["Reading activity …"]


def test_a_fall_over_a_quarter_is_called_out_once_it_is_large() -> None:
    def told(before: int | None) -> str:
        return activity_lines(replace(ACTIVITY, customers_quarter_ago=before), BOOK)[1]

    assert told(51) == "51 active 13 weeks ago, −25 % !"
    assert told(40) == "40 active 13 weeks ago, −5 %"
    assert told(20) == "20 active 13 weeks ago, +90 %"
    assert told(2).startswith("20 actions"), "of two, one on holiday would be half of them"
    assert told(None).startswith("20 actions")


def test_a_share_needs_somebody_known() -> None:
    assert WEEKS.shares == (None,) * 5 + (0.75, 0.75) + (0.5,) * 5
