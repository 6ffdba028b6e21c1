"""What the losses of each quarter took away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from survival_books import TODAY, book, cells, figures, shown


def test_a_quarter_tells_what_its_losses_took_away():
    found = shown("quarters")
    assert cells(found, 0, "Quarter", "Losses", "ARR lost") == ("2025 Q4", "12", "€14.4k")
    assert cells(found, 1, "Quarter", "Losses", "ARR lost", "Expected, 5 y") == ("2026 Q1 *", "0", "–", "–")
    (lost,) = found.rows[0].behind(book())
    assert len(lost.members) == 12
    split = shown("quarters", ("industry",))
    assert [(row.period.name, row.segment) for row in split.rows] == [
        ("2025-Q4", "Food"),
        ("2025-Q4", "Retail"),
    ]
    assert [one.values[0] for one in split.charts[1].series] == [720_000, 720_000]


def test_a_loss_on_the_first_of_a_quarter_belongs_to_the_one_before():
    (row,) = [
        row
        for row in figures(
            replace(book([("", 365, True)]), as_of=TODAY + timedelta(days=900)), "quarters"
        ).rows
        if row.line.cells[1] != "0"
    ]
    assert row.period.name == "2025-Q4"  # it ended on 30 Nov
    first = book([("", 365, True)])
    moved = [agreed._replace(ends_on=date(2025, 10, 1)) for agreed in first.contracts]
    found = figures(replace(first, contracts=moved), "quarters")
    assert found.rows[0].period.name == "2025-Q3"
