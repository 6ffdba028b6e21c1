"""Coverage in words: the same in the report and on the screens."""

from __future__ import annotations

from report_books import book

from churntui.metrics.coverage import Coverage
from churntui.questions import coverage
from churntui.questions import registry as questions
from churntui.questions.asked import Asked

SOME = Coverage(
    losses=26, interviewed=21, declined=2, no_answer=1, arr_lost=320_000_00, arr_covered=301_000_00, silent=()
)
NONE = Coverage(losses=0, interviewed=0, declined=0, no_answer=0, arr_lost=0, arr_covered=0, silent=())


def test_it_is_told_at_three_lengths_with_the_same_figures():
    of_arr = "€301.0k of €320.0k · 94.1 %"
    assert coverage.in_short(SOME) == (
        "Losses with an interview 21/26 · 94.1 % of the ARR lost · 21 of 24 asked took part"
    )
    assert coverage.in_full(book(), SOME) == (
        f"Losses with an interview 21/26 · 80.8 %; of the ARR lost {of_arr}; took part 21/24 · 87.5 %"
    )
    told = coverage.explained(book(), SOME)
    assert "26. With an interview that was held: 21; declined: 2; no answer: 1; not asked: 2." in told
    assert "grace 10 days" in told
    assert "held ÷ asked, which is held, declined and no answer: 21/24 · 87.5 %." in told


def test_who_was_not_asked_is_not_in_the_participation():
    assert (SOME.asked, SOME.participation) == (24, 21 / 24)
    assert (NONE.asked, NONE.participation) == (0, None)
    made = questions.run(book(), "coverage")
    assert '"participation"' in made.json()
    assert made.csv().splitlines()[0].endswith("silent,asked,participation")


def test_nothing_lost_has_no_share():
    assert coverage.in_short(NONE) == "No losses up to this day"
    assert coverage.of_arr(book(), 0, 0) == "€0 of €0"


def test_people_see_the_silent_losses_or_with_a_split_the_segments():
    made = questions.run(book(), "coverage")
    assert (made.sheet.header, made.sheet.rows) == (
        ("Silent loss", "Left on", "ARR lost"),
        (("=Cy", "5 Mar 2026", "€120"),),
    )
    split = questions.run(book(), "coverage", Asked(by=("fit",)))
    assert split.sheet.header[:2] == ("Segment", "Interviewed")
    assert sum(row["losses"] for row in split.rows) == made.rows[0]["losses"]
    assert split.columns == (*coverage.KEYS, "segment")
