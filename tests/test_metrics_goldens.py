"""The two hand-worked books: the figures against the tables of fixtures/README.md."""

from __future__ import annotations

import csv
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import books
import pytest
from books import ids
from oracle import Deal

from churntui.metrics import attrition, coverage, ends, renewals, revenue, service, themes
from churntui.model.rows import Contract, Interview, Logo, Settings, Theme
from churntui.plain import dates, money

FIXTURES = Path(__file__).parents[1] / "fixtures"
AS_OF = {"golden": date(2025, 5, 1), "small": date(2026, 3, 15)}
UNTIL = {"golden": date(2025, 4, 1), "small": date(2026, 4, 1)}
MONEY = {"mrr_start", *revenue.MOVEMENTS, "mrr_end", "arr", "forecast", "arr_lost"}


@cache
def tables():
    """The README's tables: heading to its tables, each a list of rows by column name."""
    found, heading, rows = {}, "", []
    for line in [*(FIXTURES / "README.md").read_text("utf-8").splitlines(), ""]:
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            found.setdefault(heading, []).append([dict(zip(rows[0], row, strict=True)) for row in rows[2:]])
            rows = []
    return found


def read(book, name):
    with (FIXTURES / book / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text):
    return date.fromisoformat(text) if text else None


@cache
def contracts(book):
    rows = read(book, "contracts")
    number = {row["contract_id"]: at for at, row in enumerate(rows, 1)}
    logo = {row["logo_id"]: at for at, row in enumerate(read(book, "logos"), 1)}
    found = []
    for row in rows:
        starts_on, ends_on = date.fromisoformat(row["starts_on"]), day(row["ends_on"])
        minor = money.parse_amount(row["amount"], row["currency"])
        found.append(
            Contract(
                id=number[row["contract_id"]],
                ref=row["contract_id"],
                logo_id=logo[row["logo_id"]],
                starts_on=starts_on,
                ends_on=ends_on,
                amount_minor=minor,
                currency=row["currency"],
                per=row["per"],
                arr_minor=money.annualised(minor, row["per"], starts_on, ends_on),
                plan=row["plan"],
                renews_id=number.get(row["renews"]),
                auto_renew=row["auto_renew"] == "yes",
                notice_days=int(row["notice_days"]),
            )
        )
    return found


def convert(minor, currency):
    rates = {"EUR": Decimal(1)} | {row["currency"]: Decimal(row["rate"]) for row in read("small", "rates")}
    return money.converted(minor, currency, "EUR", rates[currency]) if currency in rates else None


def deals(book):
    return [
        Deal(
            one.id,
            one.logo_id,
            one.starts_on,
            one.ends_on,
            convert(one.arr_minor, one.currency),
            one.renews_id,
            renews_itself=one.auto_renew,
        )
        for one in contracts(book)
        if convert(one.arr_minor, one.currency) is not None
    ]


def recorded(book):
    losses = ends.recorded_losses(interviews()) if book == "small" else {}
    return [(logo_id, on) for logo_id, days in losses.items() for on in days]


def timeline(book, grace):
    return books.timeline(deals(book), grace=grace, as_of=AS_OF[book], losses=recorded(book))


def interviews():
    return [
        Interview(
            at,
            row["interview_id"],
            int(row["logo_id"][1:]),
            row["status"],
            day(row["held_on"]),
            day(row["effective_on"]),
        )
        for at, row in enumerate(read("small", "interviews"), 1)
    ]


def assert_agrees(row, expected):
    for name, cell in expected.items():
        value = row[name]
        if cell == "–":
            assert value is None, name
        elif "/" in cell:
            above, below = cell.split("/")
            assert value == pytest.approx(float(Fraction(int(above), int(below)))), name
        elif name in MONEY:
            assert value == int(cell) * 100, name
        elif cell in {"yes", "no"}:
            assert value is (cell == "yes"), name
        else:
            assert str(value) == cell, name


@pytest.mark.parametrize("grace", [0, 30])
@pytest.mark.parametrize("book", ["golden", "small"])
def test_attrition_and_revenue_are_as_worked_out(book, grace):
    spans = dates.periods("quarter", date(2025, 1, 1), UNTIL[book])
    common = {"as_of": AS_OF[book], "logo_ids": ids(deals(book))}
    rows = [asdict(row) for row in attrition.attrition(timeline(book, grace), spans, **common)]
    amounts = [asdict(row) for row in revenue.revenue(timeline(book, grace), spans, currency="EUR", **common)]
    logo_table, money_table = tables()[f"{book}, grace {grace}"]
    for found, expected in zip([*rows, *amounts], [*logo_table, *money_table], strict=True):
        assert_agrees(found, expected)


def test_the_daily_sums_are_as_worked_out():
    expected = tables()["small: eight logos, five quarters, one of each edge"][1]
    days = [dates.number(date.fromisoformat(row["day"])) for row in expected]
    levels = service.snapshots(timeline("small", 30), days, ids(deals("small")))
    for level, row in zip((levels // 1200).tolist(), expected, strict=True):
        assert level == [int(row[f"L{n}"]) for n in range(1, 8)]
        assert (sum(level), sum(n > 0 for n in level)) == (int(row["MRR"]), int(row["active"]))


def test_renewals_are_as_worked_out():
    logos = {at: Logo(at, row["logo_id"], row["name"]) for at, row in enumerate(read("small", "logos"), 1)}
    found = renewals.renewals(
        contracts("small"),
        logos,
        ends.recorded_losses(interviews()),
        as_of=AS_OF["small"],
        settings=Settings(),
        arr_of=lambda one: convert(one.arr_minor, one.currency),
    )
    (table,) = tables()["small, renewals"]
    for one, expected in zip(found, table, strict=True):
        row = {name: getattr(one, name) for name in expected if name != "contract"}
        assert_agrees(row | {"contract": one.contract.ref}, expected)


def test_losses_and_causes_are_as_worked_out():
    losses = attrition.all_losses(timeline("small", 30), AS_OF["small"])
    found = coverage.coverage(coverage.assign(losses, interviews()))
    assert (found.losses, found.interviewed, found.no_answer) == (2, 1, 1)
    assert (found.arr_lost, found.arr_covered) == (840_000, 600_000)
    assert [loss.logo_id for loss in found.silent] == [5]
    (table,) = tables()["small, losses and causes"]
    named = [Theme(at, row["theme"]) for at, row in enumerate(table, 1)]
    taggings = [
        (theme.id, at)
        for at, row in enumerate(read("small", "interviews"), 1)
        for theme in named
        if theme.name in row["themes"].split(";")
    ]
    rows = themes.theme_table(named, taggings, interviews(), losses, as_of=AS_OF["small"], currency="EUR")
    for one, expected in zip(rows, table, strict=True):
        assert_agrees({name: getattr(one, name) for name in expected}, expected)
