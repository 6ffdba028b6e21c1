"""A period that counts a logo whose end nobody answered says so, everywhere it is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from report_books import contract

from churntui.book import Book
from churntui.model.rows import Logo
from churntui.plain import wording
from churntui.questions import registry as reports
from churntui.questions.asked import Asked
from churntui.questions.pending import PENDING

MARCH = Asked(first=date(2025, 3, 1), end=date(2025, 4, 1))


def ten(as_of, called="open"):
    """Ten logos of which four end on 15 March 2025, unanswered, one of them named like markup."""
    ends = dict.fromkeys(range(1, 5), "2025-03-15")
    return Book(
        as_of=as_of,
        logos={
            number: Logo(number, f"L{number}", "a*b*" if number == 1 else f"Logo {number}")
            for number in range(1, 11)
        },
        contracts=[
            contract(number, number, "2024-03-15", ends.get(number), 120_000)._replace(stage=called)
            for number in range(1, 11)
        ],
    )


@pytest.mark.parametrize(
    ("as_of", "lost", "pending", "complete"),
    [(date(2025, 4, 14), 0, 4, False), (date(2025, 4, 15), 4, 0, True)],
)
def test_a_month_that_is_over_is_not_complete_while_an_end_waits(as_of, lost, pending, complete):
    (row,) = reports.run(ten(as_of), "attrition", MARCH).rows
    assert (row["initial"], row["lost"], row["pending"], row["complete"]) == (10, lost, pending, complete)
    assert row["rate"] + row["retention"] == 1
    (money,) = reports.run(ten(as_of), "revenue", MARCH).rows
    assert (money["pending"], money["complete"]) == (pending, complete)


@pytest.mark.parametrize("name", ["attrition", "revenue"])
def test_the_table_has_a_column_for_it_and_says_what_the_mark_means(name):
    waiting = reports.run(ten(date(2025, 4, 14)), name, MARCH)
    (line,) = waiting.sheet.rows
    assert (line[0], dict(zip(waiting.sheet.header, line, strict=True))["Pending"]) == ("Mar 2025 *", "4")
    assert waiting.legend.startswith(f"* {PENDING}")
    running = reports.run(ten(date(2025, 3, 20)), name, MARCH)
    assert running.legend.startswith(f"{wording.NOT_OVER}, or {PENDING}")
    settled = reports.run(ten(date(2025, 4, 15)), name, MARCH)
    assert "Pending" not in settled.sheet.header
    assert settled.legend == ""


@pytest.mark.parametrize("name", ["attrition", "revenue"])
def test_it_is_explained_with_names_and_listed(name):
    asked = replace(MARCH, latest=True)
    book = ten(date(2025, 4, 14), "won")
    (row,) = reports.REPORTS[name].answered(book, asked, None).figures().rows
    assert "**Pending**: 4 logos count at the closing" in row.explained
    assert r"a\*b\* since 15 Mar 2025 (called won)" in row.explained
    assert "Renewals → Expired" in row.explained
    assert "is not over" not in row.explained
    found = row.behind(book)[-1]
    assert (found.name, len(found.members)) == ("Pending", 4)
    assert found.members[0].line.cells[:4] == ("Logo 2", "15 Mar 2025", "called won", "€1.2k")


def test_of_a_split_each_row_names_its_own():
    book = ten(date(2025, 4, 14))
    book = replace(
        book, logos={n: replace(logo, industry="odd" if n % 2 else "even") for n, logo in book.logos.items()}
    )
    rows = (
        reports.REPORTS["attrition"]
        .answered(book, replace(MARCH, latest=True, by=("industry",)), None)
        .figures()
        .rows
    )
    named = {row.segment: row.explained for row in rows}
    assert "Logo 2 since" in named["even"]
    assert "Logo 2 since" not in named["odd"]
    assert {row.segment: len(row.behind(book)[-1].members) for row in rows} == {"even": 2, "odd": 2}


def test_what_waits_from_before_counts_in_later_periods_too():
    book = ten(date(2025, 8, 1), "won")
    rows = reports.run(book, "attrition", Asked(span="quarter")).rows
    assert [(row["period"], row["pending"], row["complete"]) for row in rows[-3:]] == [
        ("2025-Q1", 4, False),
        ("2025-Q2", 4, False),
        ("2025-Q3", 4, False),
    ]
