from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from churntui.metrics.coverage import Coverage, SilentLoss, assign, coverage, loss_of
from churntui.model.rows import Interview

LOSSES = pd.DataFrame(
    [
        (1, date(2024, 3, 1), 100, 300, date(2024, 9, 1)),
        (2, date(2025, 1, 31), 200, 90, None),
        (3, date(2025, 6, 1), 400, 365, None),
        (4, date(2025, 6, 1), 900, 365, None),
        (1, date(2026, 9, 1), 1600, 800, None),
    ],
    columns=["logo_id", "lost_on", "arr_lost", "tenure_days", "back_on"],
    dtype=object,
)


def interview(number, logo_id, status="held", *, held_on=None, effective_on=None):
    return Interview(number, f"I{number}", logo_id, status, held_on=held_on, effective_on=effective_on)


FIRST, SECOND = date(2024, 3, 1), date(2026, 9, 1)
"""The two losses of logo 1, which was back on 1 September 2024."""


@pytest.mark.parametrize(
    ("days", "lost_on"),
    [
        ({"effective_on": FIRST}, FIRST),
        ({"effective_on": date(2024, 4, 15), "held_on": SECOND}, FIRST),
        ({"effective_on": date(2024, 9, 1)}, FIRST),
        ({"effective_on": date(2024, 9, 2)}, None),
        ({"effective_on": date(2024, 2, 1)}, None),
        ({"effective_on": date(2027, 2, 1)}, SECOND),
        ({"held_on": date(2024, 2, 29)}, None),
        ({"held_on": date(2024, 8, 31)}, FIRST),
        ({"held_on": date(2026, 8, 31)}, None),
        ({"held_on": SECOND}, SECOND),
        ({}, FIRST),
    ],
)
def test_an_interview_is_about_the_last_loss_by_the_day_it_names_or_was_known_by(days, lost_on):
    found = loss_of(LOSSES, [replace(interview(1, 1), **days)])
    assert found == ({1: (1, lost_on)} if lost_on else {})


def test_one_of_a_logo_that_was_not_lost_is_about_no_loss():
    assert loss_of(LOSSES, [interview(4, 9, held_on=SECOND)]) == {}


def test_a_held_interview_speaks_for_a_loss_and_of_those_the_latest():
    found = assign(
        LOSSES,
        [
            interview(1, 2, "declined", held_on=date(2025, 3, 1)),
            interview(2, 2, held_on=date(2025, 2, 1)),
            interview(3, 2, held_on=date(2025, 2, 9)),
        ],
    )
    assert found["interview_id"].tolist() == [None, 3, None, None, None]
    assert found["status"].tolist() == [None, "held", None, None, None]
    assert "interview_id" not in LOSSES


def test_coverage_counts_losses_and_arr_and_lists_the_silent_ones():
    interviews = [
        interview(1, 1, held_on=date(2024, 3, 9)),
        interview(2, 2, "declined", effective_on=date(2025, 2, 1)),
        interview(3, 3, "no_answer"),
        interview(4, 3, "not_asked"),
        interview(5, 4, "not_asked"),
    ]
    assert coverage(assign(LOSSES, interviews)) == Coverage(
        losses=5,
        interviewed=1,
        declined=1,
        no_answer=1,
        arr_lost=3200,
        arr_covered=100,
        silent=(
            SilentLoss(1, date(2026, 9, 1), 1600),
            SilentLoss(4, date(2025, 6, 1), 900),
            SilentLoss(3, date(2025, 6, 1), 400),
            SilentLoss(2, date(2025, 1, 31), 200),
        ),
    )


def test_those_nobody_asked_are_the_rest():
    assert coverage(assign(LOSSES, [interview(1, 2)])).not_asked == 4


def test_a_book_without_losses_is_covered_by_nothing():
    none = LOSSES.iloc[:0]
    assert coverage(assign(none, [interview(1, 1)])) == Coverage(0, 0, 0, 0, 0, 0, ())


def test_an_interview_about_a_downgrade_is_about_no_loss():
    downgrade = replace(interview(1, 2, held_on=date(2025, 2, 20)), kind="downgrade")
    assert loss_of(LOSSES, [downgrade]) == {}


def test_the_share_of_the_lost_arr_needs_a_loss():
    assert Coverage(2, 1, 0, 0, 400, 100, ()).arr_share == 0.25
    assert Coverage(0, 0, 0, 0, 0, 0, ()).arr_share is None
