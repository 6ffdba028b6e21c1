"""What the figures of Survival mean, with their own numbers."""

from __future__ import annotations

from survival_books import shown
from ui_books import HOSTILE


def test_a_segment_names_its_curve_and_how_it_compares():
    text = shown(by=("industry",)).rows[0].explained
    assert text.startswith(
        "## Survival of Food\n\n12 logos began to pay; 6 of them were lost at least once, 6 never"
    )
    assert "| 1 year | 366 | 50.0 % |" in text
    assert "with one degree of freedom" in text
    assert "Settings: grace 0 days · amounts in EUR." in text


def test_a_year_is_worked_out_from_the_shares_around_it():
    text = shown().rows[2].explained
    assert "17 logos were seen to enter it, 6 of them lost in it" in text
    assert "1 − 47.8 % ÷ 73.9 % = **35.3 %**" in text


def test_a_quarter_without_losses_says_so():
    assert shown("quarters").rows[1].explained == (
        "## Taken away in 2026 Q1\n\nNo logo was lost so far (the quarter is not over)."
    )


def test_a_name_stays_as_it_was_written():
    lives = [(HOSTILE[0], 365, True)] * 3 + [("Food", 400, False)] * 3
    for part in ("tenure", "time points", "quarters"):
        assert HOSTILE[0] not in shown(part, ("industry",), lives).rows[0].explained
