"""The reasons report: counts recomputed by plain SQL on the file, amounts by hand."""

from __future__ import annotations

import json
import sqlite3

import pytest
from learning_books import learnt_book
from ui_books import AS_OF

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.demo import build
from churntui.model.choices import REASONS
from churntui.questions import registry as reports


def run(path, *, facts=True):
    with open_book(path, read_only=True) as store:
        book = Book.load(store, AS_OF)
        return reports.run(book, "reasons", store=store if facts else None)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "book.db"
    build.build(path, AS_OF)
    return path


COUNTS = {
    "assessed": "SELECT primary_reason, count(*) FROM interview GROUP BY 1",
    "logos": "SELECT primary_reason, count(DISTINCT logo_id) FROM interview GROUP BY 1",
    "secondary": "SELECT reason, count(DISTINCT interview_id) FROM interview_reason GROUP BY 1",
    "stated": "SELECT stated_code, count(*) FROM interview GROUP BY 1",
    "agreed": "SELECT primary_reason, count(*) FROM interview WHERE primary_reason = stated_code GROUP BY 1",
}


@pytest.mark.parametrize("column", COUNTS)
def test_counts_of_the_sample_book_are_those_of_the_file(sample, column):
    by_sql = dict(sqlite3.connect(sample).execute(COUNTS[column]).fetchall())
    rows = run(sample).rows
    assert {row["reason"] for row in rows} == set(REASONS)
    assert {row["reason"]: row[column] for row in rows} == {
        reason: by_sql.get(reason, 0) for reason in REASONS
    }
    assert sum(by_sql.values())


def test_arr_is_that_of_the_losses(tmp_path):
    made = run(learnt_book(tmp_path / "book.db"))
    arr = {row["reason"]: row["arr_lost"] for row in made.rows if row["arr_lost"]}
    assert arr == {"price": 64_000_00, "quality_support": 18_000_00}
    assert [row["reason"] for row in made.rows[:2]] == ["price", "quality_support"]
    assert "Stated and assessed agree in 1/2 of the interviews with both." in made.text()
    assert json.loads(made.json())["rows"][0]["currency"] == "EUR"


def test_without_the_facts_what_they_tell_is_null(tmp_path):
    made = run(learnt_book(tmp_path / "book.db"), facts=False)
    assert {row[column] for row in made.rows for column in ("secondary", "stated", "agreed")} == {None}
    assert made.rows[0]["assessed"] == 1


def test_a_book_without_reasons_says_what_to_do(tmp_path):
    open_book(tmp_path / "book.db").close()
    made = run(tmp_path / "book.db")
    assert all(row["assessed"] == 0 for row in made.rows)
    assert "write an exit interview" in made.text()
