from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from stores import add_renewal
from ui_books import AS_OF, add, contract, logo, use

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.questions.renewals.columns import exported, in_place, known, published


@pytest.fixture
def book(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        for name in ("Nordwind", "Acme", "Orbis"):
            logo(store, name)
        contract(store, 1, 83, 96_000_00, notice_days=61)
        contract(store, 2, 84, 5_000_00, currency="GBP")
        contract(store, 3, 400)
        add(store, "setting", key="reporting_currency", value="EUR")
        add_renewal(store, 1, "at_risk", step="call", by="2026-11-20")
        add_renewal(store, 2, talked_on="2026-11-10")
        use(store, 1, [20] * 8 + [10] * 4)
        yield Book.load(store, AS_OF).with_usage(store).read_health(store)


def cells(book, name):
    rows = book.renewals
    renewal = next(one for one in rows if one.logo.name == name)
    return {over.title: cell(renewal) for over, cell in in_place(book, rows)}


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


def width(book, rows, title):
    (width,) = (over.width for over, _ in in_place(book, rows) if over.title == title)
    return width


def test_a_day_of_another_year_makes_its_column_wider(book):
    assert width(book, book.renewals, "Renews") == len("26 Dec 2027")
    assert width(book, book.renewals[:2], "Renews") == width(book, [], "Renews") == len("24 Nov")


def test_a_large_change_of_use_makes_its_column_wider(book):
    risen = [replace(renewal, usage_change=4.0) for renewal in book.renewals[:1]]
    assert width(book, risen, "Use 28 d") == width(book, [], "Use 28 d") + 1


@pytest.fixture
def agreed(tmp_path):
    """Nordwind renews itself in 83 days, Acme has no rate and no activity, Orbis is known to leave."""
    with open_book(tmp_path / "book.db") as store:
        for name in ("Nordwind", "Acme", "Orbis"):
            logo(store, name, owner="Ana")
        contract(store, 1, 83, 96_000_00, currency="USD", notice_days=61, auto_renew=1)
        contract(store, 2, 20, 5_000_00, currency="GBP")
        contract(store, 3, 50, 1_000_00)
        add(store, "setting", key="reporting_currency", value="EUR")
        add(store, "rate", currency="USD", to_currency="EUR", rate="0.5")
        add_renewal(store, 1, "verbal", step="=call", by="2026-11-24")
        add_renewal(store, 3, "lost")
        use(store, 1, [10] * 4 + [20] * 4)
        yield Book.load(store, AS_OF).with_usage(store).read_health(store)


def exported_row(book, name):
    made = exported(book, [renewal for renewal in book.renewals if renewal.logo.name == name])
    (cells,) = made.rows
    return dict(zip(made.header, cells, strict=True))


def test_a_row_holds_exact_amounts_in_both_currencies_and_iso_days(agreed):
    nordwind = exported_row(agreed, "Nordwind")
    assert (nordwind["amount"], nordwind["currency"]) == ("96000.00", "USD")
    assert (nordwind["arr_reported"], nordwind["reporting_currency"]) == ("48000.00", "EUR")
    assert Decimal(nordwind["forecast"]) == Decimal(43200)
    assert (nordwind["ends_on"], nordwind["days"], nordwind["bucket"]) == ("2027-02-12", "83", "61-90")
    assert (nordwind["notice_deadline"], nordwind["notice_days_left"]) == ("2026-12-13", "22")
    assert (nordwind["usage_28_days"], nordwind["usage_before"], nordwind["usage_change"]) == (
        "80",
        "40",
        "1.0000",
    )
    assert (nordwind["auto_renew"], nordwind["next_step_on"]) == ("yes", "2026-11-24")


def test_what_is_not_known_is_blank_and_never_0(agreed):
    acme = exported_row(agreed, "Acme")
    blank = ("arr_reported", "forecast", "usage_28_days", "usage_change", "talked_on", "next_step_on")
    assert [acme[name] for name in blank] == [""] * len(blank)


def test_the_csv_reads_back_and_holds_no_formula(agreed):
    (_, *rows) = csv.reader(io.StringIO(exported(agreed, agreed.renewals).csv()))
    assert len(rows) == 3
    assert "'=call" in [cell for cells in rows for cell in cells]


def test_a_key_means_one_thing_to_the_report_and_to_the_export(agreed):
    """Amounts of the two are in other units, and so have other names."""
    (nordwind,) = (renewal for renewal in agreed.renewals if renewal.logo.name == "Nordwind")
    facts = [fact for fact in known(agreed) if fact.to != "export"]
    row, sheet_row = published(facts, nordwind), exported_row(agreed, "Nordwind")
    assert (row["arr"], row["currency"]) == (48_000_00, "EUR")
    assert "arr" not in sheet_row
    same = (row.keys() & sheet_row.keys()) - {"currency", "auto_renew", "usage_change"}
    assert {key: str(row[key]) for key in same} == {key: sheet_row[key] for key in same}
    assert {"logo_id", "ends_on", "bucket", "stage", "health"} <= same
    assert row["health"] == 100
