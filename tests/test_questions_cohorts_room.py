"""The cohorts report: figures worked out by hand, activity day by day, and published tables where they are at hand."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from crowds import Did, People
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples
from stores import add_contract, add_logo

from churntui.book import Book
from churntui.data import activity
from churntui.plain import dates
from churntui.plain.dates import Period
from churntui.plain.errors import BadInputError
from churntui.questions import registry as reports
from churntui.questions.asked import Asked

AS_OF = date(2026, 5, 20)

PUBLISHED = Path(__file__).parents[2] / "shared" / "data" / "cohorts"


def made(store, as_of=AS_OF, **options):
    return reports.run(Book.load(store, as_of), "cohorts", Asked(**options), store)


def logos(store):
    """Ada stays and grows, Bo leaves, Cy leaves and returns; Di joins a quarter later, Ed in the running one."""
    for ref, *spells in (
        ("Ada", ("2025-02-10", "2026-02-10", 120_000), ("2026-02-10", None, 240_000)),
        ("Bo", ("2025-01-01", "2026-01-01", 60_000)),
        ("Cy", ("2025-03-31", "2025-06-30", 12_000), ("2026-01-01", None, 12_000)),
        ("Di", ("2025-04-01", None, 30_001)),
        ("Ed", ("2026-05-20", None, 24_000)),
    ):
        logo_id = add_logo(store, ref, industry="Food" if ref in {"Ada", "Bo"} else "")
        for nth, (starts, ends, amount) in enumerate(spells):
            add_contract(store, f"{ref}{nth}", logo_id, starts, ends, amount)


def test_each_cell_of_logos_by_hand(store):
    logos(store)
    report = made(store, span="quarter")
    assert [tuple(row.values()) for row in report.rows] == [
        ("2025-Q1", 3, 0, 3, 1.0, True, 16_000, 16_000, 1.0, "EUR"),
        ("2025-Q1", 3, 1, 3, 1.0, True, 16_000, 16_000, 1.0, "EUR"),
        ("2025-Q1", 3, 2, 2, 2 / 3, True, 16_000, 15_000, 180 / 192, "EUR"),
        ("2025-Q1", 3, 3, 2, 2 / 3, True, 16_000, 15_000, 180 / 192, "EUR"),
        ("2025-Q1", 3, 4, 2, 2 / 3, True, 16_000, 11_000, 132 / 192, "EUR"),
        ("2025-Q1", 3, 5, 2, 2 / 3, True, 16_000, 21_000, 252 / 192, "EUR"),
        *(("2025-Q2", 1, age, 1, 1.0, True, 2_500, 2_500, 1.0, "EUR") for age in range(5)),
        ("2026-Q2", 1, 0, 1, 1.0, False, 2_000, 2_000, 1.0, "EUR"),
    ]
    assert report.columns == tuple(report.rows[0])
    assert report.settings["of"] == "logos"
    json.loads(report.json())


def test_the_triangle_for_people(store):
    logos(store)
    text = made(store, span="quarter").text().splitlines()
    assert text[0] == (
        "Cohorts of logos by quarter · share still there at each age · as of 20 May 2026 · grace 30 days · EUR"
    )
    assert [line.split() for line in text[2:7]] == [
        ["Joined", "Size", "0", "1", "2", "3", "4", "5"],
        ["2025", "Q1", "3", "3/3", "3/3", "2/3", "2/3", "2/3", "2/3"],
        ["2025", "Q2", "1", "1/1", "1/1", "1/1", "1/1", "1/1"],
        ["2026", "Q2", "*", "1", "1/1", "*"],
        ["Average", "4/4", "4/4", "3/4", "3/4", "3/4", "2/3"],
    ]
    assert text[7].split() == ["of", "so", "many", "4", "4", "4", "4", "4", "3"]
    assert text[-1].startswith("* not over yet: counted up to the as-of day, or not final: it counts logos ")


def test_of_many_ages_people_see_some_and_programs_all(store):
    logos(store)
    report = made(store)
    assert max(row["age"] for row in report.rows) == 16
    assert report.sheet.header == ("Joined", "Size", *map(str, (0, 1, 2, 3, 4, 5, 6, 9, 12)))
    assert "not every age is shown" in report.legend


def test_joining_periods_asked_for_and_segments(store):
    logos(store)
    report = made(store, span="quarter", first=date(2025, 1, 1), end=date(2025, 4, 1), by=("industry",))
    assert {(row["cohort"], row["segment"], row["size"]) for row in report.rows} == {
        ("2025-Q1", "Food", 2),
        ("2025-Q1", "(not set)", 1),
    }
    assert max(row["age"] for row in report.rows) == 5
    assert report.sheet.header[:3] == ("Joined", "Segment", "Size")


def test_a_book_of_nothing(store):
    for of in ("logos", "customers"):
        report = made(store, of=of)
        assert report.rows == ()
        assert "Import" in report.text()


ACTIONS = {"send": 1, "export": 2, "login": 3}


def fill(store, done, action="send"):
    """Activity of customers of logos 1 and 2; `send` and `export` qualify."""
    with store.write():
        for name, action_id in ACTIONS.items():
            row = (action_id, name, name != "login")
            store.rows("INSERT OR IGNORE INTO action(id, name, qualifies) VALUES (?, ?, ?)", row)
        for did in done:
            store.rows(
                "INSERT OR IGNORE INTO logo(id, ref, name) VALUES (?, ?, 'x')", (did.logo, f"L{did.logo}")
            )
            if did.customer:
                row = (did.customer, f"C{did.customer}", did.logo)
                store.rows("INSERT OR IGNORE INTO customer(id, ref, logo_id) VALUES (?, ?, ?)", row)
            store.rows(
                """INSERT INTO usage_day(logo_id, day, customer_id, action_id, n) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET n = n + excluded.n""",
                (did.logo, dates.number(did.day), did.customer, ACTIONS[action], did.n),
            )
        activity.rebuild(store)


def did(customer, day, logo=1):
    return Did(customer, logo, date.fromisoformat(day))


def test_each_cell_of_customers_by_hand(store):
    fill(
        store, [did(1, "2026-02-03"), did(1, "2026-03-31"), did(2, "2026-03-01", 2), did(2, "2026-05-02", 2)]
    )
    fill(store, [did(3, "2026-02-01"), did(3, "2026-04-01")], action="login")
    report = made(store, of="customers")
    assert [tuple(row.values()) for row in report.rows] == [
        ("2026-02", 2, 0, 1, 0.5, True),
        ("2026-02", 2, 1, 1, 0.5, True),
        ("2026-02", 2, 2, 0, 0.0, True),
        ("2026-02", 2, 3, 0, 0.0, False),
        ("2026-03", 1, 0, 1, 1.0, True),
        ("2026-03", 1, 1, 0, 0.0, True),
        ("2026-03", 1, 2, 1, 1.0, False),
    ]
    assert report.settings["actions"] == ["export", "send"]
    assert report.settings["measured_until"] == "2026-05-03"
    assert "measured through 2 May 2026" in report.text()
    other = made(store, of="customers", actions=("Login",), first=date(2026, 2, 1), end=date(2026, 3, 1))
    assert other.headline.endswith(
        "share active at each age · as of 20 May 2026 · active: login within the month"
    )
    assert [row["active"] for row in other.rows] == [1, 0, 1, 0]


def test_customers_who_joined_before_anything_was_measured_or_nobody_knows_when(store):
    fill(store, [did(1, "2026-02-03"), did(2, "2026-02-04")])
    with store.write():
        store.rows("UPDATE customer SET joined_on = '2025-12-31' WHERE id = 1")
        store.rows("INSERT INTO customer(id, ref, logo_id) VALUES (9, 'C9', 1)")
        activity.rebuild(store)
    report = made(store, of="customers")
    assert [(row["cohort"], row["age"], row["active"]) for row in report.rows] == [
        ("2025-12", 2, 1),
        ("2026-02", 0, 1),
    ]
    assert report.notes == (
        "1 customer has neither a day of joining nor any activity, and no cohort",
        "Nothing was measured before 3 Feb 2026: no cell lies before it",
    )


def test_the_actions_mean_nothing_for_logos(store):
    logos(store)
    assert made(store, actions=("send",)).notes[-1] == (
        "--actions means nothing for cohorts of logos and was not used"
    )


def test_what_customers_cannot_be_asked(store):
    fill(store, [did(1, "2026-02-03")])
    with pytest.raises(BadInputError, match="week or month"):
        made(store, of="customers", span="quarter")
    with pytest.raises(BadInputError, match="dance"):
        made(store, of="customers", actions=("dance",))
    with pytest.raises(BadInputError, match="month, quarter or year"):
        made(store, span="week")


DOINGS = st.builds(
    Did, st.integers(0, 4), st.just(1), st.dates(date(2026, 1, 1), date(2026, 4, 10)), st.integers(1, 2)
)


@settings(max_examples=examples(25))
@given(
    st.lists(DOINGS, max_size=12),
    st.sampled_from(("week", "month")),
    st.dates(date(2026, 1, 1), date(2026, 5, 1)),
)
def test_customers_on_random_activity_day_by_day(lasting, done, span, as_of):
    with lasting.write():
        for table in ("usage_day", "customer"):
            lasting.rows(f"DELETE FROM {table}")
    fill(lasting, done)
    people, expected = People(done, as_of), Counter()
    joined = {c: min(d.day for d in done if d.customer == c) for c in people.logo_of}
    sizes = Counter(Period.of(day, span).name for day in joined.values() if day < people.end)
    for customer, day in joined.items():
        period, age = Period.of(day, span), 0
        name = period.name
        while day < people.end and period.starts_on < people.end:
            expected[name, age] += customer in people.acted(period)
            period, age = period.next, age + 1
    found = made(lasting, as_of, of="customers", span=span)
    assert {(row["cohort"], row["age"]): row["active"] for row in found.rows} == dict(expected)
    assert {row["cohort"]: row["size"] for row in found.rows} == {name: n for name, n in sizes.items() if n}


@pytest.mark.external
@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published tables are not at hand")
@pytest.mark.parametrize("segment", ["high_end", "regular"])
def test_the_published_survival_of_yearly_contracts(store, segment):
    """Fader and Hardie (2007): active customers of a thousand after each of twelve years."""
    with (PUBLISHED / "fader_hardie_contracts_expanded.csv").open(encoding="utf-8") as lines:
        contracts = [row for row in csv.DictReader(lines) if row["segment"] == segment]
    with store.write():
        for ref in dict.fromkeys(row["account_id"] for row in contracts):
            store.rows("INSERT INTO logo(ref, name) VALUES (?, ?)", (ref, ref))
        for row in contracts:
            amount = int(row["annual_amount"]) * 100
            store.rows(
                """INSERT INTO contract(ref, logo_id, starts_on, ends_on, amount_minor, arr_minor, currency, per)
                SELECT ?, id, ?, ?, ?, ?, 'EUR', 'year' FROM logo WHERE ref = ?""",
                (
                    row["contract_id"],
                    row["start_date"],
                    row["end_date_exclusive"],
                    amount,
                    amount,
                    row["account_id"],
                ),
            )
    with (PUBLISHED / "fader_hardie_survival.csv").open(encoding="utf-8") as lines:
        published = {
            12 * int(row["year"]): float(row["survival_pct"])
            for row in csv.DictReader(lines)
            if row["segment"] == segment
        }
    report = made(store, date(2022, 6, 1), span="month", first=date(2010, 1, 1), end=date(2010, 2, 1))
    shares = {row["age"]: row["share"] for row in report.rows}
    assert {age: round(100 * shares[age], 1) for age in published} == published


@pytest.mark.external
@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published tables are not at hand")
@pytest.mark.parametrize(("span", "key"), [("month", "monthly"), ("week", "weekly")])
def test_the_published_retention_matrix(store, span, key):
    with (PUBLISHED / "objectiv_events.csv").open(encoding="utf-8") as lines:
        events = [(row["user"], row["moment"][:10]) for row in csv.DictReader(lines)]
    numbers = {user: nth for nth, user in enumerate(dict.fromkeys(user for user, _ in events), 1)}
    fill(store, [did(numbers[user], day) for user, day in events])
    published = json.loads((PUBLISHED / "objectiv_expected.json").read_text(encoding="utf-8"))[key]
    found = {
        (row["cohort"], row["age"]): row["active"] for row in made(store, of="customers", span=span).rows
    }
    expected = {
        (Period.of(date.fromisoformat(f"{name}-01"[:10]), span).name, age): count
        for name, *counts in published
        for age, count in enumerate(counts)
        if count is not None
    }
    assert found == expected


def test_cohorts_of_logos_by_year(store):
    logos(store)
    rows = made(store, span="year").rows
    assert [(row["cohort"], row["size"], row["age"], row["active"]) for row in rows] == [
        ("2025", 4, 0, 4),
        ("2025", 4, 1, 3),
        ("2026", 1, 0, 1),
    ]
    with pytest.raises(BadInputError, match="by week or month"):
        made(store, span="year", of="customers")
