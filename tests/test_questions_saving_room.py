"""The report and the tab of what became of attempts to keep logos."""

from __future__ import annotations

import json
from datetime import date

import pytest
from ui_books import AS_OF, add, contract, logo

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.questions.asked import Asked
from churntui.questions.registry import REPORTS, run

ROOM = REPORTS["saving"]


@pytest.fixture
def book(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        acme = logo(store, "Acme [b]", industry="Health", owner="Ana")
        contract(store, acme, 200, arr=1_000_00)
        lumen = logo(store, "Lumen", industry="Food")
        contract(store, lumen, -100, arr=500_00)
        add(
            store, "save_attempt", logo_id=acme, stage="recovered", offer="20 % off", offer_kind="discount",
            at_risk_on="2026-09-01", day="2026-09-11", closed_on="2026-10-01", response="fine",
        )  # fmt: skip
        add(store, "save_attempt", logo_id=lumen, offer_kind="training", at_risk_on="2026-07-01")
        add(store, "save_attempt", logo_id=acme, stage="plan_in_place", planned_on="2026-11-01", owner="Ana")
        return Book.load(store, AS_OF)


def test_the_report_has_a_row_for_all_and_each_kind(book):
    made = run(book, "saving")
    rows = json.loads(made.json())["rows"]
    assert [(row["kind"], row["attempts"], row["logos_recovered"], row["logos_closed"]) for row in rows] == [
        ("all", 3, 1, 2), ("discount", 1, 1, 1), ("training", 1, 0, 1), ("none", 1, 0, 0),
    ]  # fmt: skip
    assert (rows[0]["arr_closed"], rows[0]["arr_recovered"], rows[0]["by_record"]) == (1_500_00, 1_000_00, 1)
    text = made.text()
    assert "1/2" in text
    assert "50.0 %" not in text
    split = json.loads(run(book, "saving", Asked(by=("industry",))).json())["rows"]
    assert {(row["segment"], row["kind"]) for row in split} >= {("Food", "training"), ("Health", "discount")}


def test_a_book_where_nothing_was_tried_says_so():
    made = run(Book(date(2026, 1, 1)), "saving")
    assert json.loads(made.json())["rows"][0]["rate"] is None
    assert "Nothing was tried yet" in made.text()
    assert ROOM.answered(Book(date(2026, 1, 1)), Asked(), None).figures().rows == ()


def test_the_tab_tells_offers_stages_and_what_is_open(book):
    offers = ROOM.answered(book, Asked(part="offers"), None).figures()
    assert offers.rows[0].line.cells[:4] == ("all offers", "3", "1", "1/2")
    kept, lost, still = offers.rows[0].behind(book)
    assert [[member.line.cells[0] for member in group.members] for group in (kept, lost, still)] == [
        ["Acme [b]"], ["Lumen"], ["Acme [b]"],
    ]  # fmt: skip
    assert kept.members[0].words == "fine"
    assert lost.members[0].line.cells[-1] == "record"
    assert "closed by the record alone" in offers.rows[0].explained
    stages = ROOM.answered(book, Asked(part="stages"), None).figures()
    assert [row.line.cells[:5] for row in stages.rows] == [
        ("at risk", "2", "26.5", "43", "0"), ("plan in place", "0", "–", "–", "1"), ("saving", "1", "20", "20", "0"),
    ]  # fmt: skip
    still_open = ROOM.answered(book, Asked(part="open"), None).figures()
    assert still_open.rows[0].line.cells[:4] == ("Acme [b]", "plan in place", "1 Nov 2026", "20")
    assert still_open.rows[0].logo_id is not None
    split = ROOM.answered(book, Asked(part="offers", by=("owner",)), None).figures()
    assert split.rows[0].behind(book)[0].members[0].line.cells[0] == "Acme [b]"
