"""The forecast as programs and people read it, against plain sums over random books."""

from __future__ import annotations

from datetime import date

import pytest
from forecast_books import OWNERS, book_of, deal, deals
from hypothesis import given, settings
from report_books import AS_OF, book

from churntui.book import Book
from churntui.model.choices import FORECAST_PERCENT
from churntui.model.rows import Contract
from churntui.plain.errors import BadInputError
from churntui.questions import registry as reports
from churntui.questions.asked import Asked


def plainly(contract: Contract, renewed: set[int]) -> tuple[str, int]:
    """What is decided about a contract, and the percent of it that is called: worked out from the rules alone."""
    since = (AS_OF - contract.ends_on).days
    if contract.id in renewed:
        return "won", 100
    if contract.notice_on:
        return "lost", 0
    waits = contract.stage == "won" or since <= 30
    waits = waits or (contract.auto_renew and contract.stage != "lost" and since <= 90)
    return ("open", FORECAST_PERCENT[contract.stage]) if since < 0 or waits else ("lost", 0)


@settings(max_examples=50, deadline=None)
@given(deals())
def test_the_forecast_is_the_plain_sum_of_its_contracts(contracts):
    asked = Asked(first=date(2025, 1, 1), end=date(2030, 1, 1))
    rows = reports.run(book_of(*contracts), "forecast", asked).rows
    renewed = {contract.renews_id for contract in contracts}
    for row in rows:
        own = [
            (contract.arr_minor, *plainly(contract, renewed))
            for contract in contracts
            if OWNERS[contract.logo_id % 3] == row["owner"]
            and row["starts_on"] < contract.ends_on.isoformat() <= row["ends_on"]
        ]
        assert row["due"] == len(own)
        for key, wanted in (("arr_won", "won"), ("arr_lost", "lost"), ("arr_open", "open")):
            assert row[key] == sum(arr for arr, standing, _ in own if standing == wanted)
        assert row["arr_called"] == sum(round(arr * weight / 100) for arr, _, weight in own)
        assert row["arr_due"] == row["arr_won"] + row["arr_lost"] + row["arr_open"]
        assert row["arr_won"] <= row["arr_computed"] <= row["arr_won"] + row["arr_open"]
    assert sum(row["due"] for row in rows) == len(contracts)


def test_the_called_stage_never_moves_the_computed_view_and_use_never_the_called_one():
    def of(stage, change):
        (row,) = reports.run(book_of(deal(1, 40, stage=stage), change={1: change}), "forecast").rows
        return row["arr_called"], row["arr_computed"]

    assert [of(stage, None) for stage in ("open", "at_risk", "lost")] == [
        (7000, 7000),
        (2500, 7000),
        (0, 7000),
    ]
    assert of("open", -0.5) == (7000, 4400)  # odds 7/3, a third of them 7/9
    assert of("open", 0.2) == (7000, 7800)  # and half as much again 7/2


def test_a_contract_ends_with_its_last_day():
    first_of_july = deal(1, (date(2026, 7, 1) - AS_OF).days)
    (row,) = [row for row in reports.run(book_of(first_of_july), "forecast").rows if row["due"]]
    assert (row["quarter"], row["starts_on"], row["ends_on"]) == ("2026-Q2", "2026-04-01", "2026-07-01")


def test_deals_of_several_years_and_rises_that_are_agreed():
    three_years = deal(1, 800, arr=100_000, years=3, uplift=10.0)
    rows = {row["quarter"]: row for row in reports.run(book_of(three_years), "forecast").rows}
    passing = {name: row["arr_anniversaries"] for name, row in rows.items() if row["anniversaries"]}
    assert passing == {"2026-Q3": 100_000, "2027-Q3": 100_000}
    due = rows["2028-Q3"]
    # three rises of a tenth: 33,100 more, of which 70 % are called
    assert (due["arr_due"], due["arr_called"], due["uplift_called"]) == (100_000, 70_000, 23_170)
    assert not any(row["due"] for name, row in rows.items() if name != "2028-Q3")


def test_what_still_waits_is_in_the_first_quarter_covered():
    rows = reports.run(book_of(deal(1, -60, auto_renew=True), deal(2, 300)), "forecast").rows
    assert [row["quarter"] for row in rows if row["owner"] == "Bo"] == [
        "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1",
    ]  # fmt: skip
    assert (rows[0]["owner"], rows[0]["arr_open"]) == ("Bo", 10_000)


def test_without_a_rate_a_contract_is_due_and_has_no_amount():
    dollars = deal(1, 40)._replace(currency="USD")
    made = reports.run(book_of(dollars), "forecast")
    assert [(row["due"], row["arr_due"], row["currency"]) for row in made.rows] == [(1, 0, "EUR")]
    assert "USD" in made.text()


def test_a_book_without_contracts_has_no_rows():
    assert reports.run(Book(AS_OF), "forecast").rows == ()


def test_a_range_begins_with_a_quarter():
    with pytest.raises(BadInputError, match="not the first day of a quarter"):
        reports.run(book(), "forecast", Asked(first=date(2026, 2, 1)))


def test_people_see_owners_with_anything_and_the_sum_of_each_quarter():
    sheet = reports.run(book_of(deal(1, 30), deal(2, 35), deal(3, 300)), "forecast").sheet
    assert [(line[0], line[1], line[3]) for line in sheet.rows] == [
        ("2026 Q2", "Bo", "€100"),
        ("2026 Q2", "Ines", "€100"),
        ("2026 Q2", "all", "€200"),
        ("2027 Q1", "(no owner)", "€100"),
    ]
