from __future__ import annotations

from dataclasses import asdict
from datetime import date

import numpy as np
import pandas as pd
import pytest
from books import DAYS, deal, frame, random_deals
from books import lost as recorded
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples

from churntui.metrics.attrition import attrition
from churntui.metrics.revenue import revenue
from churntui.metrics.segments import FIELDS, NEWEST, check, coded, labels, revenue_band, size_band
from churntui.metrics.service import Rules, timeline
from churntui.metrics.splits import NOT_SET
from churntui.model.onboarding import FirstUse
from churntui.model.rows import Logo
from churntui.model.splits import SPLITS
from churntui.plain.dates import Period, periods
from churntui.plain.errors import BadInputError

NO_CONTRACTS = frame([]).assign(plan=[])
NOTHING = timeline(NO_CONTRACTS, recorded(), Rules(0, 90), date(2026, 1, 1))
Q1, Q2, Q3 = periods("quarter", date(2025, 1, 1), date(2025, 10, 1))


def logos(*rows: Logo) -> dict[int, Logo]:
    return {row.id: row for row in rows}


def plans(*deals, at=(Q1,), named):
    contracts = frame(deals).assign(plan=list(named))
    present = {logo_id: Logo(logo_id, str(logo_id), "") for logo_id in contracts["logo_id"].tolist()}
    return labels(["plan"], present, contracts, NOTHING, at)


@pytest.mark.parametrize(
    ("employees", "band"),
    [
        (None, ""),
        (0, ""),
        (1, "1–10"),
        (10, "1–10"),
        (11, "11–50"),
        (50, "11–50"),
        (200, "51–200"),
        (201, "201–1,000"),
        (5_000, "1,001–5,000"),
        (5_001, "over 5,000"),
    ],
)
def test_a_size_band_holds_its_upper_edge(employees, band):
    assert size_band(employees) == band


def test_bands_are_ordered_by_size_and_the_rest_by_name():
    book = logos(
        Logo(1, "a", "A", industry="Retail", employees=6_000),
        Logo(2, "b", "B", industry="Food", employees=5),
        Logo(3, "c", "C", employees=700),
    )
    assert list(labels(["size"], book, NO_CONTRACTS, NOTHING, [Q1]).cat.categories) == [
        "1–10",
        "201–1,000",
        "over 5,000",
    ]
    by_industry = labels(["industry"], book, NO_CONTRACTS, NOTHING, [Q1])
    assert list(by_industry.cat.categories) == ["Food", "Retail"]
    assert by_industry[2] == "Food"
    assert pd.isna(by_industry[3])


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_can_be_asked_of_an_empty_book(field):
    found = labels([field], {}, NO_CONTRACTS, NOTHING, [Q1])
    assert len(found[Q1] if SPLITS[field].moves else found) == 0


def test_an_unknown_field_is_refused_with_those_there_are():
    with pytest.raises(BadInputError, match=r"industry, country, owner, fit, .*plan, size"):
        labels(["shoe size"], {}, NO_CONTRACTS, NOTHING, [Q1])


def test_a_plan_is_the_one_at_the_opening_and_not_todays():
    found = plans(
        deal(1, 7, "2024-02-01", "2025-02-01", 100),
        deal(2, 7, "2025-02-01", "2026-02-01", 900),
        at=(Q1, Q2),
        named=["Team", "Enterprise"],
    )
    assert (found[Q1][7], found[Q2][7]) == ("Team", "Enterprise")
    assert list(found[Q1].cat.categories) == ["Enterprise", "Team"] == list(found[Q2].cat.categories)


def test_the_largest_contract_in_force_gives_the_plan_and_of_equals_the_first():
    found = plans(
        deal(1, 7, "2024-06-01", None, 100),
        deal(2, 7, "2024-06-01", None, 500),
        deal(4, 8, "2024-06-01", None, 100),
        deal(3, 8, "2024-06-01", None, 100),
        named=["Add-on", "Business", "Later", "Earlier"],
    )
    assert found[Q1].to_dict() == {7: "Business", 8: "Earlier"}


def test_without_a_contract_in_force_the_last_one_speaks_and_before_the_first_that_one():
    found = plans(
        deal(1, 7, "2023-01-01", "2024-01-01", 900),
        deal(2, 7, "2024-01-01", "2024-12-01", 100),
        deal(3, 7, "2025-03-01", None, 900),
        deal(4, 8, "2025-05-01", None, 900),
        deal(5, 8, "2025-02-01", "2025-03-01", 5),
        named=["Old", "Ended last", "Returned", "Later", "First"],
    )
    assert found[Q1].to_dict() == {7: "Ended last", 8: "First"}


def test_a_contract_that_ends_on_the_opening_is_no_longer_in_force():
    found = plans(
        deal(1, 7, "2024-01-01", "2025-01-01", 900), deal(2, 7, "2025-01-01", None, 1), named=["Big", "Small"]
    )
    assert found[Q1][7] == "Small"


def test_a_plan_nobody_stands_under_is_no_segment_and_no_plan_is_no_label():
    found = plans(
        deal(1, 7, "2024-01-01", None, 900),
        deal(2, 7, "2024-01-01", None, 1),
        deal(3, 8, "2024-01-01", None, 1),
        named=["Business", "Add-on", ""],
    )
    assert list(found[Q1].cat.categories) == ["Business"]
    assert pd.isna(found[Q1][8])


def frame_of(rows):
    return pd.DataFrame([asdict(row) for row in rows])


def test_figures_by_plan_add_up_to_those_without_a_split():
    deals = [
        deal(1, 1, "2024-01-01", "2025-05-01", 1200),
        deal(2, 2, "2024-01-01", "2025-02-01", 600),
        deal(3, 2, "2025-02-01", "2025-08-01", 2400),
        deal(4, 3, "2025-04-15", None, 120),
    ]
    contracts = frame(deals).assign(plan=["Team", "Team", "Business", ""])
    ids = np.array([1, 2, 3], dtype=np.int64)
    covered, as_of = (Q1, Q2, Q3), date(2026, 1, 1)
    rows = timeline(contracts, recorded(), Rules(0, 90), as_of)
    present = {i: Logo(i, str(i), "") for i in ids.tolist()}
    split_by = labels(["plan"], present, contracts, rows, covered)
    whole = frame_of(attrition(rows, covered, as_of=as_of, logo_ids=ids))
    parts = frame_of(attrition(rows, covered, as_of=as_of, logo_ids=ids, segment=split_by))
    for column in ("initial", "lost", "remaining", "gained", "early_churn", "arr_lost"):
        assert parts.groupby("period")[column].sum().tolist() == whole[column].tolist()
    lost = parts[parts["lost"] > 0]
    assert list(zip(lost["period"], lost["segment"], strict=True)) == [
        ("2025-Q2", "Team"),
        ("2025-Q3", "Business"),
    ]
    money = frame_of(revenue(rows, covered, as_of=as_of, logo_ids=ids, currency="EUR", segment=split_by))
    assert set(money["segment"]) == {"Business", "Team", NOT_SET}
    alone = frame_of(revenue(rows, covered, as_of=as_of, logo_ids=ids, currency="EUR"))
    assert money.groupby("period")["mrr_end"].sum().tolist() == alone["mrr_end"].tolist()


def test_periods_can_be_months_too():
    month = Period.of(date(2025, 6, 1), "month")
    found = plans(deal(1, 7, "2025-06-01", None, 5), at=(month,), named=["Team"])
    assert found[month][7] == "Team"


def found_at(fields, book, day, deals=()):
    contracts = frame(list(deals)).assign(plan="")
    rows = timeline(contracts, recorded(), Rules(0, 90), date(2030, 1, 1))
    one = coded(fields, book, contracts, rows, [day])
    return dict(
        zip(book, (one.names[code] if code >= 0 else None for code in one.codes[0].tolist()), strict=True)
    )


@pytest.mark.parametrize(
    ("day", "band"),
    [
        (date(2020, 3, 1), "under 1 year"),
        (date(2020, 3, 15), "under 1 year"),
        (date(2021, 3, 14), "under 1 year"),
        (date(2021, 3, 15), "1–2 years"),
        (date(2022, 3, 15), "2–3 years"),
        (date(2023, 3, 14), "2–3 years"),
        (date(2023, 3, 15), "3–5 years"),
        (date(2025, 3, 14), "3–5 years"),
        (date(2025, 3, 15), "over 5 years"),
    ],
)
def test_tenure_is_counted_in_anniversaries_of_the_first_paid_day(day, band):
    deals = [deal(1, 1, "2019-01-01", "2020-03-15", 0), deal(2, 1, "2020-03-15", None, 10)]
    assert found_at(["tenure"], logos(Logo(1, "a", "A")), day, deals) == {1: band}


def test_a_logo_that_never_paid_is_among_the_newest():
    assert found_at(["tenure"], logos(Logo(1, "a", "A")), date(2025, 1, 1)) == {1: NEWEST}


def test_two_fields_make_one_label_in_the_order_of_both():
    book = logos(
        Logo(1, "a", "A", industry="Retail", employees=5),
        Logo(2, "b", "B", industry="Food", employees=300),
        Logo(3, "c", "C", industry="Food"),
        Logo(4, "d", "D", industry="Food", employees=20),
        Logo(5, "e", "E"),
    )
    both = labels(["industry", "size"], book, NO_CONTRACTS, NOTHING, [Q1])
    assert list(both.cat.categories) == [
        "Food · 11–50",
        "Food · 201–1,000",
        "Food · (not set)",
        "Retail · 1–10",
        "(not set) · (not set)",
    ]
    assert both[3] == "Food · (not set)"
    turned = labels(["size", "industry"], book, NO_CONTRACTS, NOTHING, [Q1])
    assert turned[2] == "201–1,000 · Food"


def test_a_field_that_moves_makes_both_move():
    contracts = frame([deal(1, 7, "2024-02-01", "2025-02-01", 1), deal(2, 7, "2025-02-01", None, 9)])
    contracts = contracts.assign(plan=["Team", "Business"])
    rows = timeline(contracts, recorded(), Rules(0, 90), date(2026, 1, 1))
    book = logos(Logo(7, "a", "A", industry="Food"))
    found = labels(["industry", "plan"], book, contracts, rows, [Q1, Q2])
    assert [found[at][7] for at in (Q1, Q2)] == ["Food · Team", "Food · Business"]
    found = labels(["tenure", "plan"], book, contracts, rows, [Q1, Q2])
    assert [found[at][7] for at in (Q1, Q2)] == ["under 1 year · Team", "1–2 years · Business"]


@pytest.mark.parametrize("fields", [["fit", "fit"], ["fit", "size", "plan"]])
def test_more_than_two_different_fields_are_refused(fields):
    with pytest.raises(BadInputError, match="two different"):
        check(fields)


@settings(max_examples=examples(60), deadline=None)
@given(random_deals(), st.lists(DAYS, min_size=1, max_size=4))
def test_the_plan_of_a_day_is_the_one_looked_up_contract_by_contract(found, days):
    contracts = frame(found).assign(plan=[f"plan {row.id}" for row in found])
    book = {row.logo: Logo(row.logo, str(row.logo), "") for row in found}
    known = coded(["plan"], book, contracts, NOTHING, days)
    for day, codes in zip(days, known.codes.tolist(), strict=True):
        expected = [f"plan {_speaks([row for row in found if row.logo == logo], day).id}" for logo in book]
        assert [known.names[code] for code in codes] == expected


def _speaks(own, day):
    """The largest in force, else of those over the last to end, else the next to start; then size, then id."""
    in_force = [row for row in own if row.starts <= day and (row.ends is None or day < row.ends)]
    if in_force:
        return min(in_force, key=lambda row: (-row.arr, row.id))
    if over := [row for row in own if row.starts <= day]:
        return min(over, key=lambda row: (-row.ends.toordinal(), -row.arr, row.id))
    return min(own, key=lambda row: (row.starts, -row.arr, row.id))


@pytest.mark.parametrize(
    ("annual_revenue", "band"),
    [
        (None, ""),
        (0, "<1M"),
        (999_999, "<1M"),
        (1_000_000, "1–10M"),
        (10_000_000, "1–10M"),
        (10_000_001, "10–50M"),
        (250_000_000, "50–250M"),
        (250_000_001, ">250M"),
    ],
)
def test_bands_of_annual_revenue(annual_revenue, band):
    assert revenue_band(annual_revenue) == band


def test_bands_of_annual_revenue_stand_from_small_to_large():
    book = logos(
        Logo(1, "a", "A", annual_revenue=300_000_000),
        Logo(2, "b", "B", annual_revenue=5_000),
        Logo(3, "c", "C", annual_revenue=20_000_000),
    )
    found = labels(["annual_revenue"], book, NO_CONTRACTS, NOTHING, [Q1])
    assert list(found.cat.categories) == ["<1M", "10–50M", ">250M"]


def test_days_to_first_value_are_those_known_at_the_opening():
    contracts = frame([deal(n, n, "2025-01-10", "2027-01-01", 100) for n in (1, 2, 3)]
                      + [deal(4, 4, "2024-01-01", "2027-01-01", 100)])  # fmt: skip
    rows = timeline(contracts, recorded(), Rules(0, 90), date(2026, 1, 1))
    first = {1: date(2025, 1, 20), 2: date(2025, 5, 1), 3: None, 4: date(2025, 1, 5)}
    book = logos(*(Logo(n, str(n), "") for n in first))
    use = FirstUse(date(2025, 1, 1), first)
    found = labels(["first_value"], book, contracts.assign(plan=""), rows, [Q1, Q2, Q3], first_use=use)
    told = {period: [None if pd.isna(label) else label for label in found[period]] for period in found}
    assert told[Q1] == ["no value yet", "no value yet", "no value yet", None]
    assert told[Q2] == ["in 30 days", "no value yet", "no value yet", None]
    assert told[Q3] == ["in 30 days", "over 90 days", "no value yet", None]
