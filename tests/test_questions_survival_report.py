"""The survival report over books whose curves can be worked out by hand."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from report_books import contract

from churntui import questions as reports
from churntui.book import Book
from churntui.metrics.survival import kaplan_meier
from churntui.model.rows import Logo, Settings
from churntui.plain.errors import BadInputError
from churntui.questions.asked import Asked
from churntui.questions.survival.report import compared, labels, median_words

AS_OF = date(2026, 1, 1)


def book(lives, *, industry=None):
    """Logos that began on 1 Jan 2025 and were lost after so many days, or not (None)."""
    begun = date(2025, 1, 1)
    rows = []
    for logo_id, days in enumerate(lives, 1):
        ends = None if days is None else (begun + timedelta(days=days)).isoformat()
        rows.append(contract(logo_id, logo_id, begun.isoformat(), ends, 1_000))
    logos = {
        logo_id: Logo(
            logo_id, f"L{logo_id}", f"Logo {logo_id}", industry=industry[logo_id - 1] if industry else ""
        )
        for logo_id in range(1, len(lives) + 1)
    }
    return Book(as_of=AS_OF, settings=Settings(grace_days=0), logos=logos, contracts=rows)


def test_rows_are_the_life_table():
    made = reports.run(book([30, 30, 60, 90, None, None]), "survival")
    assert made.columns == ("time_days", "at_risk", "lost", "censored", "survival", "low", "high")
    table = [tuple(row[key] for key in made.columns[:4]) for row in made.rows]
    assert table == [(30, 6, 2, 0), (60, 4, 1, 0), (90, 3, 1, 0), (365, 2, 0, 2)]
    assert [row["survival"] for row in made.rows] == pytest.approx([4 / 6, 1 / 2, 1 / 3, 1 / 3])
    assert all(row["low"] < row["survival"] < row["high"] for row in made.rows)
    assert made.settings["segments"] == [{"segment": None, "logos": 6, "lost": 4, "median_days": 60}]
    assert made.settings["log_rank"] is None
    assert "6 logos, 4 lost · median 2 m (day 60)" in made.text()
    assert (
        len(made.sheet.rows) == 3
    )  # days with losses: what was only seen no longer is told by the day after


def test_json_has_null_where_nobody_is_left():
    rows = json.loads(reports.run(book([30, 60]), "survival").json())["rows"]
    assert [(row["survival"], row["low"], row["high"]) for row in rows][1] == (0.0, None, None)


def test_segments_have_a_curve_each_and_the_two_are_compared():
    early, late = [20, 25, 30, 30, 35, 40], [300, 310, 320, 330, None, None]
    split = book(early + late, industry=["Food"] * 6 + ["Retail"] * 6)
    made = reports.run(split, "survival", Asked(by=("industry",)))
    assert made.columns[-1] == "segment"
    assert {row["segment"] for row in made.rows} == {"Food", "Retail"}
    test = made.settings["log_rank"]
    assert test["between"] == ["Food", "Retail"]
    assert test["p"] < 0.001
    assert "Food and Retail differ (log-rank, p < 0.001)" in made.headline


def test_of_many_segments_the_two_largest_are_compared_and_small_ones_not_at_all():
    few = {"a": kaplan_meier([5] * 4, [True] * 4), "b": kaplan_meier([9] * 9, [True] * 9)}
    assert compared(few).words == "b and a cannot be compared: too few logos, or nobody lost"
    alike = kaplan_meier([3, 5, 9, 9, 12], [True] * 5)
    more = few | {"c": alike, "d": alike, "(not set)": kaplan_meier([9] * 99, [True] * 99)}
    assert (compared(more).one, compared(more).other) == ("b", "c")
    assert compared({"c": alike, "d": alike}).words == "c and d: no difference shown (log-rank, p = 1.000)"
    assert compared({None: alike}) is None


def test_the_plan_is_the_one_a_logo_began_on():
    moved = Book(
        as_of=AS_OF,
        logos={1: Logo(1, "L1", "Ada"), 2: Logo(2, "L2", "Bo")},
        contracts=[
            contract(1, 1, "2024-03-01", "2025-03-01", 1_000),
            contract(2, 1, "2025-03-01", None, 9_000, plan="Business"),
            contract(3, 2, "2023-01-01", "2024-01-01", 0, plan="Trial"),
            contract(4, 2, "2024-01-01", None, 1_000, plan="Business"),
        ],
    )
    assert labels(moved, ("plan",)).to_dict() == {1: "Team", 2: "Business"}
    assert labels(moved, ("plan", "industry")).to_dict() == {1: "Team · (not set)", 2: "Business · (not set)"}


def test_tenure_cannot_be_split_by_tenure():
    with pytest.raises(BadInputError, match="cannot be split by it"):
        reports.run(book([30]), "survival", Asked(by=("size", "tenure")))


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


def test_under_five_logos_no_percentage_is_told():
    made = reports.run(book([30, 60, None]), "survival")
    assert [row[-2:] for row in made.sheet.rows] == [("–", "–")] * 2


def test_an_empty_book_has_no_rows_and_says_what_to_do():
    made = reports.run(Book(as_of=AS_OF), "survival", Asked(by=("size",)))
    assert made.rows == ()
    assert "No contracts yet" in made.text()
