"""Customers by role, alone and with a field of their logo: figures by hand, and who stands behind them."""

from __future__ import annotations

from datetime import date

import pytest
from stores import add_contract, add_logo, add_usage
from ui_books import add

from churntui.book import Book
from churntui.data import activity
from churntui.plain.errors import BadInputError
from churntui.questions import registry as reports
from churntui.questions.asked import Asked

AS_OF = date(2026, 5, 20)
APRIL = {"first": date(2026, 4, 1), "end": date(2026, 5, 1)}

PEOPLE = (
    ("Ann", 1, "admin", True),
    ("Ben", 1, "user", False),
    ("Cid", 2, "user", True),
    ("Dee", 2, "", False),
)
"""Name, logo, role, and whether they still do something in April; all do in March."""


@pytest.fixture
def four(store):
    for industry in ("Food", "Retail"):
        logo_id = add_logo(store, industry[0], industry=industry)
        add_contract(store, f"K{logo_id}", logo_id, "2026-01-01", None)
    for number, (name, logo_id, role, stays) in enumerate(PEOPLE, 1):
        add(store, "customer", ref=name, logo_id=logo_id, name=name, role=role)
        add_usage(
            store, logo_id, ["2026-01-05", "2026-03-20", *(["2026-04-20"] if stays else [])], customer=number
        )
    add_usage(store, 1, ["2026-05-10"])
    activity.rebuild(store)
    return store


def made(store, **options):
    return reports.run(Book.load(store, AS_OF), "customers", Asked(**options), store)


def test_each_role_is_counted_by_itself_and_all_add_up(four):
    rows = made(four, by=("role",), **APRIL).rows
    assert [(row["segment"], row["initial"], row["lost"]) for row in rows] == [
        ("admin", 1, 0),
        ("user", 2, 1),
        ("(not set)", 1, 1),
    ]
    (whole,) = made(four, **APRIL).rows
    for figure in ("initial", "lost", "remaining", "gained", "early_churn", "lost_with_logo"):
        assert sum(row[figure] for row in rows) == whole[figure]


def test_a_role_in_a_segment_of_logos(four):
    rows = made(four, by=("industry", "role"), **APRIL).rows
    assert {row["segment"]: (row["initial"], row["lost"]) for row in rows if row["initial"]} == {
        "Food · admin": (1, 0),
        "Food · user": (1, 1),
        "Retail · user": (1, 0),
        "Retail · (not set)": (1, 1),
    }
    assert {row["segment"] for row in made(four, by=("role", "industry"), **APRIL).rows} >= {"user · Food"}


def test_who_stands_behind_a_role(four):
    book, asked = Book.load(four, AS_OF), Asked(latest=True, by=("role", "industry"), **APRIL)
    room = reports.REPORTS["customers"].load()
    rows = {row.segment: row for row in room.answer(book, asked, room.read(four, book, asked)).figures().rows}
    logos, lost, *_ = rows["user · Food"].behind_in_file(four, book)
    assert [member.line.cells[:3] for member in logos.members] == [("F", "1", "1")]
    assert [member.line.cells[0] for member in lost.members] == ["Ben"]


@pytest.mark.parametrize("by", [("role", "role"), ("role", "fit", "size")])
def test_what_cannot_be_combined_is_refused(four, by):
    with pytest.raises(BadInputError, match="two different"):
        made(four, by=by)
    with pytest.raises(BadInputError, match="industry"):
        reports.run(Book.load(four, AS_OF), "attrition", Asked(by=("role",)))
