"""The report and the tab of days to first value, and splitting by them."""

from __future__ import annotations

import json

import pytest
from ui_books import AS_OF, contract, logo, use

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.questions.asked import Asked
from churntui.questions.registry import REPORTS, run

ROOM = REPORTS["onboarding"]


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as opened:
        old, fast, slow = (logo(opened, name, industry=kind) for name, kind in
                           (("Old", "Food"), ("Fast", "Food"), ("Slow", "Health")))  # fmt: skip
        contract(opened, old, 100, starts_on="2025-11-01")
        contract(opened, fast, 200, starts_on="2026-06-01")
        contract(opened, slow, 200, starts_on="2026-06-01")
        use(opened, old, [1] * 45)
        use(opened, fast, [1] * 23)
        use(opened, slow, [1] * 3)
        yield opened


def test_the_report_counts_those_that_were_seen_from_their_start(store):
    book = Book.load(store, AS_OF)
    (row,) = json.loads(run(book, "onboarding", None, store).json())["rows"]
    assert (row["logos"], row["activated"], row["unmeasured"], row["within_30"], row["of_30"]) == (
        2,
        2,
        1,
        1,
        2,
    )
    assert (row["within_90"], row["of_90"], row["median_days"]) == (1, 2, 18)
    split = json.loads(run(book, "onboarding", Asked(by=("industry",)), store).json())["rows"]
    assert [(row["segment"], row["logos"], row["unmeasured"]) for row in split] == [
        ("Food", 1, 1),
        ("Health", 1, 0),
    ]
    assert "1/2" in run(book, "onboarding", None, store).text()


def test_the_tab_lists_who_is_behind_a_row(store):
    book = Book.load(store, AS_OF).with_usage(store)
    figures = ROOM.answered(book, Asked(), book).figures()
    assert figures.rows[0].line.cells[0] == "2"
    lists = {
        group.name: [member.line.cells[0] for member in group.members]
        for group in figures.rows[0].behind(book)
    }
    assert lists == {"Had value": ["Slow", "Fast"], "Waiting": [], "Left before": [], "Not measured": ["Old"]}
    assert "not over yet" in figures.rows[0].explained
    assert "1 not measured from the start" in figures.rows[0].words


def test_a_book_without_use_says_what_to_do(tmp_path):
    with open_book(tmp_path / "new.db") as store:
        book = Book.load(store, AS_OF)
        made = run(book, "onboarding", None, store)
        assert json.loads(made.json())["rows"][0]["share_30"] is None
        assert "import activity.csv" in made.text()
        assert ROOM.answered(book.with_usage(store), Asked(), None).figures().rows == ()


def test_attrition_is_split_by_days_to_first_value_as_known_at_each_opening(store):
    asked = Asked(span="quarter", by=("first_value",))
    rows = json.loads(run(Book.load(store, AS_OF), "attrition", asked, store).json())["rows"]
    known = {(row["period"], row["segment"]): row["initial"] for row in rows if row["initial"]}
    assert known["2026-Q3", "in 30 days"] == 1
    assert known["2026-Q3", "no value yet"] == 1
    assert known["2026-Q4", "no value yet"] == 1
    assert known["2026-Q4", "(not set)"] == 1
    assert not any("over 90" in segment for _, segment in known)
