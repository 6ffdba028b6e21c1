"""Reports over a small book whose figures are worked out beside it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from importlib import import_module
from types import SimpleNamespace
from typing import cast

import pytest
from report_books import AS_OF, book

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.model.rows import Logo, Settings
from churntui.plain import wording
from churntui.plain.errors import BadInputError, NotFoundError
from churntui.questions import registry as reports
from churntui.questions.asked import Asked

KEYS = {
    "attrition": "period, starts_on, ends_on, segment, initial, lost, remaining, gained, rate, retention, "
    "low, high, early_churn, pending, complete",
    "revenue": "period, starts_on, ends_on, segment, currency, mrr_start, new, expansion, contraction, churned, "
    "reactivated, mrr_end, grr, nrr, quick_ratio, pending, complete, churn_rate, gross_churn, contraction_rate",
    "renewal-rate": "period, starts_on, ends_on, segment, due, renewed, lost, undecided, rate, arr_due, arr_renewed, "
    "arr_lost, arr_undecided, arr_rate, currency, complete",
    "renewals": "logo_id, name, contract_id, ends_on, days, bucket, notice_deadline, auto_renew, arr, currency, "
    "stage, health, usage_change",
    "forecast": "quarter, starts_on, ends_on, owner, due, arr_due, arr_called, arr_computed, arr_won, arr_lost, "
    "arr_open, currency, uplift_called, anniversaries, arr_anniversaries",
    "themes": "theme, parent, interviews, logos, arr_lost, at_stake_logos, at_stake_arr, currency, first, last",
    "coverage": "losses, interviewed, arr_lost, arr_covered, currency, silent, asked, participation",
    "reasons": "reason, assessed, logos, arr_lost, currency, secondary, stated, agreed",
}
"""As the command line promises them."""


def rows(name, options=None, of=None):
    return reports.run(of or book(), name, options).rows


@pytest.mark.parametrize("name", KEYS)
def test_every_row_has_the_promised_keys_in_their_order(name):
    made = reports.run(book(), name)
    assert ", ".join(made.columns) == KEYS[name]
    assert made.rows
    assert all(tuple(row) == made.columns for row in made.rows)


def test_attrition_of_a_quarter():
    (row,) = rows("attrition", Asked(span="quarter", first=date(2026, 1, 1), end=date(2026, 4, 1)))
    assert row["period"] == "2026-Q1"
    assert (row["starts_on"], row["ends_on"]) == ("2026-01-01", "2026-04-01")
    assert (row["initial"], row["lost"], row["remaining"], row["gained"]) == (3, 2, 1, 1)
    assert row["rate"] == pytest.approx(2 / 3)
    assert row["segment"] is None
    assert row["complete"] is True


def test_periods_begin_with_the_first_contract_and_end_with_the_open_one():
    found = rows("attrition")
    assert [found[0]["period"], found[-1]["period"]] == ["2025-01", "2026-05"]
    assert found[0]["rate"] is None
    assert [row["complete"] for row in found[-2:]] == [True, False]


def test_only_regrettable_losses():
    options = Asked(span="quarter", first=date(2026, 1, 1), end=date(2026, 4, 1), regrettable=True)
    (row,) = rows("attrition", options)
    assert (row["initial"], row["lost"], row["remaining"]) == (3, 1, 2)


def test_attrition_by_industry_puts_logos_without_one_last():
    options = Asked(span="quarter", first=date(2026, 1, 1), end=date(2026, 4, 1), by=("industry",))
    found = rows("attrition", options)
    assert [(row["segment"], row["initial"], row["lost"]) for row in found] == [
        ("Food", 2, 1),
        ("Retail", 0, 0),
        ("(not set)", 1, 1),
    ]


def test_revenue_of_a_quarter():
    (row,) = rows("revenue", Asked(span="quarter", first=date(2026, 1, 1), end=date(2026, 4, 1)))
    assert row["currency"] == "EUR"
    # ARR at the opening: Ada's new 2,400 + Bo 600 + Cy 120; Di comes with 1,200,000 yen at 0.005 = 6,000 €
    assert (row["mrr_start"], row["mrr_end"]) == (26_000, 70_000)
    assert (row["new"], row["churned"], row["expansion"]) == (50_000, 6_000, 0)
    assert row["grr"] == pytest.approx(240_000 / 312_000)


def test_years():
    rows = reports.run(book(), "attrition", Asked(span="year")).rows
    assert [(row["period"], row["initial"], row["lost"], row["complete"]) for row in rows] == [
        ("2025", 0, 0, True),
        ("2026", 3, 2, False),
    ]
    made = reports.run(book(), "revenue", Asked(span="year"))
    assert (made.sheet.header[0], [line[0] for line in made.sheet.rows]) == ("Year", ["2025", "2026 *"])


def test_gross_churn_has_two_parts():
    quarter = Asked(span="quarter", first=date(2026, 1, 1), end=date(2026, 4, 1))
    (row,) = reports.run(book(), "revenue", quarter).rows
    assert row["churn_rate"] == pytest.approx(72_000 / 312_000)
    assert (row["contraction_rate"], row["gross_churn"]) == (0, pytest.approx(1 - row["grr"]))
    assert row["churn_rate"] + row["contraction_rate"] == pytest.approx(row["gross_churn"])


def test_contracts_without_a_rate_are_counted_and_named():
    made = reports.run(replace(book(), rates=()), "revenue", Asked(span="quarter"))
    assert made.settings["currencies_without_rate"] == {"JPY": 1}
    assert made.rows[-1]["mrr_end"] == 20_000
    assert "1 contract in JPY left out" in made.text()


def test_renewals_name_logo_and_contract_by_their_refs():
    (row,) = rows("renewals")
    assert (row["logo_id"], row["name"], row["contract_id"]) == ("A-1", "Ada", "K2")
    assert (row["ends_on"], row["days"], row["bucket"]) == ("2027-01-01", 226, "later")
    assert row["notice_deadline"] == "2026-12-02"
    assert (row["arr"], row["currency"], row["stage"]) == (240_000, "EUR", "open")
    assert row["auto_renew"] is False
    assert row["health"] is None
    assert row["usage_change"] is None


def test_themes_leave_out_the_archived():
    assert [(row["theme"], row["parent"], row["logos"], row["arr_lost"]) for row in rows("themes")] == [
        ("annual price", "price", 1, 60_000),
        ("price", None, 0, 0),
    ]


def test_coverage_names_the_silent_losses():
    (row,) = rows("coverage")
    assert (row["losses"], row["interviewed"]) == (2, 1)
    assert (row["asked"], row["participation"]) == (1, 1.0)
    assert (row["arr_lost"], row["arr_covered"], row["currency"]) == (72_000, 60_000, "EUR")
    assert row["silent"] == [{"logo_id": "C-3", "name": "=Cy", "lost_on": "2026-03-05", "arr_lost": 12_000}]


def test_coverage_of_some_days_and_of_regrettable_losses():
    (row,) = rows("coverage", Asked(first=date(2026, 2, 10), end=date(2026, 3, 5)))
    assert (row["losses"], row["silent"]) == (1, [])
    (row,) = rows("coverage", Asked(regrettable=True))
    assert (row["losses"], row["arr_lost"]) == (1, 60_000)


def test_losses_can_be_narrowed_to_those_that_were_chosen_or_not():
    willing, *_ = book().interviews
    asked = replace(book(), interviews=(replace(willing, voluntary=True),))
    quarter = Asked(span="quarter", first=date(2026, 1, 1), end=date(2026, 4, 1))
    for chosen, lost in ((True, 1), (False, 0)):
        options = replace(quarter, voluntary=chosen)
        (row,) = rows("attrition", options, of=asked)
        assert (row["initial"], row["lost"], row["remaining"]) == (3, lost, 3 - lost)
        (row,) = rows("coverage", Asked(voluntary=chosen), of=asked)
        assert (row["losses"], row["arr_lost"]) == (lost, 60_000 * lost)
    assert "· involuntary losses only ·" in reports.run(asked, "attrition", options).headline


@pytest.mark.parametrize(
    ("options", "marked"),
    [
        (Asked(span="quarter"), ["2026 Q1"]),
        (Asked(span="quarter", target=0.7), []),
        (Asked(span="month"), []),
        (Asked(span="month", target=0.3), ["Mar 2026"]),
        (Asked(span="quarter", by=("fit",)), []),
    ],
)
def test_a_period_above_the_target_is_marked_and_the_books_own_is_for_quarters(options, marked):
    made = reports.run(
        replace(book(), settings=Settings(grace_days=10, target_rate=0.5)), "attrition", options
    )
    assert [line[0] for line in made.sheet.rows if any(cell.endswith(" !") for cell in line)] == marked
    assert ("! above the target" in made.legend) is bool(marked)


def test_a_report_may_read_from_the_file_and_then_needs_it(monkeypatch):
    themes = import_module("churntui.questions.themes")
    usual = themes.ROOM

    class Told:
        def read(self, store, _book, asked):
            return store, asked.by

        def answer(self, book, asked, known):
            made = replace(usual.answer(book, asked, None).report(), legend=str(known))
            return SimpleNamespace(report=lambda: made)

    monkeypatch.setattr(themes, "ROOM", Told())
    monkeypatch.setitem(reports.REPORTS, "themes", replace(reports.REPORTS["themes"], reads=True))
    store = cast("Store", "the file")
    assert reports.run(book(), "themes", Asked(by=("fit",)), store).legend == "('the file', ('fit',))"
    with pytest.raises(ValueError, match="book's file"):
        reports.run(book(), "themes")


def test_coverage_where_the_days_leave_no_loss():
    options = Asked(first=date(2025, 1, 1), end=date(2025, 2, 1), regrettable=True)
    (row,) = rows("coverage", options)
    assert (row["losses"], row["arr_lost"], row["silent"]) == (0, 0, [])


def test_a_book_without_contracts_has_rows_only_for_periods_asked_for():
    empty = Book(as_of=AS_OF)
    asked = Asked(first=date(2026, 1, 1), end=date(2026, 3, 1))
    for name in ("attrition", "revenue"):
        assert rows(name, of=empty) == ()
        assert [row["period"] for row in rows(name, asked, of=empty)] == ["2026-01", "2026-02"]
        assert "churntui import" in reports.run(empty, name).text()
    (row, _) = rows("attrition", asked, of=empty)
    assert (row["initial"], row["lost"], row["rate"], row["low"]) == (0, 0, None, None)
    (row, _) = rows("revenue", asked, of=empty)
    assert (row["mrr_start"], row["grr"], row["quick_ratio"]) == (0, None, None)
    assert rows("renewals", of=empty) == rows("themes", of=empty) == ()
    assert rows("coverage", of=empty)[0]["losses"] == 0


def test_json_is_one_object_of_plain_ascii():
    text = reports.run(
        replace(book(), logos={**book().logos, 1: Logo(1, "A-1", "青空\x9b")}), "renewals"
    ).json()
    assert text.isascii()
    whole = json.loads(text)
    assert list(whole) == ["report", "as_of", "settings", "rows"]
    assert (whole["report"], whole["as_of"]) == ("renewals", "2026-05-20")
    assert whole["rows"][0]["name"] == "青空\x9b"
    assert whole["settings"]["grace_days"] == 10
    assert whole["settings"]["reporting_currency"] == "EUR"


def test_csv_has_the_keys_as_header_and_nothing_a_spreadsheet_would_run():
    first, *_ = csv.DictReader(io.StringIO(reports.run(book(), "attrition").csv()))
    assert (first["period"], first["segment"], first["rate"], first["complete"]) == (
        "2025-01",
        "",
        "",
        "true",
    )
    (row,) = csv.DictReader(io.StringIO(reports.run(book(), "coverage").csv()))
    assert json.loads(row["silent"])[0]["logo_id"] == "C-3"
    renamed = replace(book(), logos={**book().logos, 1: Logo(1, "A-1", "=1+1\x1b[2J")})
    (row,) = csv.DictReader(io.StringIO(reports.run(renamed, "renewals").csv()))
    assert row["name"] == "'=1+1[2J"


def test_text_marks_what_is_not_over_and_says_what_it_is_of():
    text = reports.run(book(), "attrition", Asked(span="quarter")).text()
    assert text.startswith("Logo attrition by quarter · as of 20 May 2026 · grace 10 days · EUR\n")
    assert "2026 Q2 *" in text
    assert "2026 Q1 *" not in text
    assert wording.NOT_OVER in text
    assert "2/3" in text
    assert "66.7 %" not in text.split("95 %")[0]


def test_text_of_a_split_has_a_column_for_it():
    assert "Segment" not in reports.run(book(), "revenue").text()
    assert "Segment" in reports.run(book(), "revenue", Asked(by=("plan",))).text()


@pytest.mark.parametrize("name", ["attrition", "revenue"])
def test_text_leaves_out_segments_without_anyone(name):
    options = Asked(span="quarter", first=date(2025, 1, 1), end=date(2025, 4, 1), by=("industry",))
    made = reports.run(book(), name, options)
    assert [row["segment"] for row in made.rows] == ["Food", "Retail", "(not set)"]
    assert [line[1] for line in made.sheet.rows] == ["Food", "(not set)"]


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("attrition", Asked(span="week"), "counted by month, quarter or year"),
        ("attrition", Asked(first=date(2026, 1, 2)), "2026-01-01 and 2026-02-01"),
        ("revenue", Asked(span="quarter", end=date(2026, 2, 1)), "2026-01-01 and 2026-04-01"),
        ("revenue", Asked(first=date(2026, 2, 1), end=date(2026, 2, 1)), "not before"),
        ("attrition", Asked(first=date(1, 1, 1)), "too far"),
        ("attrition", Asked(end=date(9999, 12, 1)), "too far"),
        ("attrition", Asked(by=("colour",)), "industry, country"),
        ("themes", Asked(by=("fit", "fit")), "two different"),
        ("coverage", Asked(by=("fit", "size", "plan")), "two different"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(name, options, words):
    with pytest.raises(BadInputError, match=words) as told:
        reports.run(book(), name, options)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("revenue", Asked(regrettable=True), "--regrettable means nothing for revenue"),
        ("themes", Asked(window=7), "--window means nothing for themes"),
        ("renewals", Asked(voluntary=False), "--involuntary means nothing for renewals"),
        ("attrition", Asked(of="customers", actions=("send",)), "--actions means nothing for attrition"),
        ("coverage", Asked(span="month"), "--period means nothing for coverage"),
    ],
)
def test_what_means_nothing_for_a_report_is_told_and_not_used(name, options, words):
    told = reports.run(book(), name, options)
    assert told.rows == reports.run(book(), name).rows
    assert words in told.notes[-1]


@pytest.mark.parametrize(
    ("options", "limits"),
    [
        (Asked(first=date(2090, 1, 1)), "--from 2090-01-01"),
        (Asked(end=date(1990, 1, 1)), "--to 1990-01-01"),
    ],
)
def test_periods_with_nothing_in_them_are_told(options, limits):
    told = reports.run(book(), "attrition", options)
    assert told.rows == ()
    assert told.notes[-1] == f"Nothing lies in the periods asked for: {limits}"
    assert not any("Nothing lies" in note for note in reports.run(book(), "attrition").notes)


def test_an_unknown_report_is_refused_with_those_there_are():
    with pytest.raises(
        NotFoundError,
        match="attrition, revenue, renewal-rate, customers, cohorts, segments, behaviour, leading, survival, renewals",
    ):
        reports.run(book(), "weather")
