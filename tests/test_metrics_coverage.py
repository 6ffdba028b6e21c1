from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from churntui.metrics.coverage import Coverage, SilentLoss, assign, coverage, loss_of
from churntui.model.rows import Interview

TODAY = date(2026, 11, 21)

LOSSES = pd.DataFrame(
    [
        (1, date(2024, 3, 1), 100, 300),
        (2, date(2025, 1, 31), 200, 90),
        (3, date(2025, 6, 1), 400, 365),
        (4, date(2025, 6, 1), 900, 365),
        (1, date(2026, 9, 1), 1600, 800),
    ],
    columns=["logo_id", "lost_on", "arr_lost", "tenure_days"],
    dtype=object,
)


def interview(number, logo_id, status="held", *, held_on=None, effective_on=None):
    return Interview(number, f"I{number}", logo_id, status, held_on=held_on, effective_on=effective_on)


def test_an_interview_belongs_to_the_nearest_loss_of_its_logo():
    found = loss_of(
        LOSSES,
        [
            interview(1, 1, effective_on=date(2024, 4, 15), held_on=date(2026, 9, 1)),
            interview(2, 1, held_on=date(2026, 1, 1)),
            interview(3, 1),
            interview(4, 9, held_on=TODAY),
            interview(5, 2, effective_on=date(2026, 12, 1)),
        ],
        as_of=TODAY,
    )
    assert found == {1: (1, date(2024, 3, 1)), 2: (1, date(2026, 9, 1)), 3: (1, date(2026, 9, 1))}


def test_an_end_of_service_on_the_day_itself_has_come():
    assert loss_of(LOSSES, [interview(1, 2, effective_on=TODAY)], as_of=TODAY) == {1: (2, date(2025, 1, 31))}


def test_between_two_losses_as_near_the_later_counts():
    losses = pd.DataFrame(
        [(1, date(2026, 1, 1), 5), (1, date(2026, 1, 11), 7)], columns=["logo_id", "lost_on", "arr_lost"]
    )
    assert loss_of(losses, [interview(1, 1, held_on=date(2026, 1, 6))], as_of=TODAY) == {
        1: (1, date(2026, 1, 11))
    }


def test_a_held_interview_speaks_for_a_loss_and_of_those_the_latest():
    found = assign(
        LOSSES,
        [
            interview(1, 2, "declined", held_on=date(2025, 3, 1)),
            interview(2, 2, held_on=date(2025, 2, 1)),
            interview(3, 2, held_on=date(2025, 2, 9)),
        ],
        as_of=TODAY,
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
    assert coverage(assign(LOSSES, interviews, as_of=TODAY)) == Coverage(
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
    assert coverage(assign(LOSSES, [interview(1, 2)], as_of=TODAY)).not_asked == 4


def test_a_book_without_losses_is_covered_by_nothing():
    none = LOSSES.iloc[:0]
    assert coverage(assign(none, [interview(1, 1)], as_of=TODAY)) == Coverage(0, 0, 0, 0, 0, 0, ())


def test_an_interview_about_a_downgrade_is_about_no_loss():
    downgrade = replace(interview(1, 2, held_on=date(2025, 1, 20)), kind="downgrade")
    assert loss_of(LOSSES, [downgrade], as_of=TODAY) == {}


def test_the_share_of_the_lost_arr_needs_a_loss():
    assert Coverage(2, 1, 0, 0, 400, 100, ()).arr_share == 0.25
    assert Coverage(0, 0, 0, 0, 0, 0, ()).arr_share is None
