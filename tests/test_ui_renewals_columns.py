from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from ui_books import AS_OF, add, contract, logo, use

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.ui.kit.table import fit
from churntui.ui.renewals.columns import columns


@pytest.fixture
def book(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        for name in ("Nordwind", "Acme", "Orbis"):
            logo(store, name)
        contract(store, 1, 83, 96_000_00, notice_days=61)
        contract(store, 2, 84, 5_000_00, currency="GBP")
        contract(store, 3, 400)
        add(store, "setting", key="reporting_currency", value="EUR")
        add(store, "renewal", contract_id=1, stage="at_risk", next_step="call", next_step_on="2026-11-20")
        add(store, "renewal", contract_id=2, talked_on="2026-11-10")
        use(store, 1, [20] * 8 + [10] * 4)
        yield Book.load(store, AS_OF).with_usage(store)


def cells(book, name):
    rows = book.renewals
    renewal = next(one for one in rows if one.logo.name == name)
    return {column.title: column.cell(renewal) for column in columns(book, rows)}


def test_what_needs_a_decision_is_marked_by_a_sign_and_by_its_look(book):
    row = cells(book, "Nordwind")
    assert row["Notice"] == ("22 d !", "warn")
    assert row["Stage"] == ("at risk", "warn")
    assert row["Use 28 d"] == ("████ −50 %", "bad")
    assert (row["Next step"], row["By"]) == ("call", ("20 Nov !", "warn"))
    assert (row["Renews"], row["ARR"]) == ("12 Feb", "€96.0k")


def test_what_is_not_known_is_no_number(book):
    row = cells(book, "Acme")
    assert row["ARR"] == ("no rate", "dim")
    assert row["Use 28 d"] == ("–", "")
    assert row["Talked"] == "10 Nov"
    assert row["Next step"] == ""


def test_an_old_fall_is_told_and_raises_no_alarm(book):
    assert cells(replace(book, as_of=date(2027, 1, 5)), "Nordwind")["Use 28 d"] == ("████ −50 %", "")


def test_use_that_is_not_read_yet_is_three_dots(book):
    assert cells(replace(book, usage=None), "Nordwind")["Use 28 d"] == ("…", "dim")


def test_a_day_of_another_year_makes_its_column_wider(book):
    widths = [column.width for column in columns(book, book.renewals) if column.title == "Renews"]
    near = [column.width for column in columns(book, book.renewals[:2]) if column.title == "Renews"]
    none = [column.width for column in columns(book, []) if column.title == "Renews"]
    assert (widths, near, none) == ([len("26 Dec 2027")], [6], [6])


@pytest.mark.parametrize("width", [68, 72, 120])
def test_logo_notice_arr_and_stage_always_have_room(book, width):
    shown = [column.title for column, _ in fit(columns(book, book.renewals[:2]), width)]
    assert shown[:5] == ["Logo", "Renews", "Notice", "ARR", "Stage"]
