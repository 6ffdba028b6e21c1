"""What follows a contract: the same length, on the day its chain keeps to, and the rise it has agreed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples

from churntui.model import terms
from churntui.model.rows import Contract
from churntui.plain.money import annualised


def signed(starts_on, ends_on, amount=120_000, number=1, *, per="year", **values):
    starts, ends = date.fromisoformat(starts_on), date.fromisoformat(ends_on) if ends_on else None
    arr = annualised(amount, per, starts, ends)
    return Contract(number, f"K{number}", 1, starts, ends, amount, "EUR", per, arr, **values)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        ("2025-01-01", "2026-01-01", date(2027, 1, 1)),
        ("2024-11-30", "2025-02-28", date(2025, 5, 30)),
        ("2025-01-31", "2025-02-28", date(2025, 3, 31)),
        ("2025-02-28", "2025-03-28", date(2025, 4, 28)),
        ("2024-02-29", "2025-03-01", date(2026, 3, 1)),
        ("2025-01-01", "2025-01-11", date(2025, 1, 21)),
        ("2025-01-01", None, None),
        ("9998-01-01", "9999-01-01", None),
        ("9990-01-01", "9998-01-05", None),
    ],
)
def test_the_end_of_the_next_term(starts_on, ends_on, expected):
    assert terms.next_end(signed(starts_on, ends_on)) == expected


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        # a change within a year; two of them; one within three years
        ([("2026-01-01", "2026-09-01"), ("2026-09-01", "2027-01-01")], date(2028, 1, 1)),
        (
            [("2026-01-01", "2026-03-01"), ("2026-03-01", "2026-09-15"), ("2026-09-15", "2027-01-01")],
            date(2028, 1, 1),
        ),
        ([("2024-01-01", "2026-12-01"), ("2026-12-01", "2027-01-01")], date(2030, 1, 1)),
        # renewed by months, by halves of a year, early
        ([("2026-10-31", "2026-11-30"), ("2026-11-30", "2026-12-31")], date(2027, 1, 31)),
        ([("2026-01-01", "2026-07-01"), ("2026-07-01", "2027-01-01")], date(2027, 7, 1)),
        ([("2026-01-01", "2027-01-01"), ("2026-09-01", "2027-01-01")], date(2027, 5, 1)),
        ([("2026-01-01", "2026-08-01"), ("2026-09-01", "2027-01-01")], date(2027, 5, 1)),
    ],
)
def test_what_changed_a_contract_within_its_term_is_followed_by_a_whole_one(chain, expected):
    signed_one = [
        signed(*days, number=number, renews_id=number - 1 or None) for number, days in enumerate(chain, 1)
    ]
    assert terms.next_end(signed_one[-1], signed_one) == expected
    assert terms.next_term(signed_one[-1], signed_one).ends_on == expected


@pytest.mark.parametrize(
    ("starts_on", "expected"),
    [("2026-07-01", date(2028, 1, 1)), ("2026-12-01", date(2027, 2, 1)), ("2025-01-01", date(2029, 1, 1))],
)
def test_what_was_sold_beside_a_contract_ends_with_it_and_is_followed_by_as_long_a_term(starts_on, expected):
    main, added = signed("2026-01-01", "2027-01-01"), signed(starts_on, "2027-01-01", number=2)
    assert terms.next_end(added, [main, added]) == expected
    assert terms.next_end(main, [main, added]) == date(2028, 1, 1)


def test_an_amount_for_a_part_of_the_term_becomes_one_a_year():
    before = signed("2026-01-01", "2026-09-01", number=1)
    stub = signed("2026-09-01", "2027-01-01", 40_000, number=2, per="term", renews_id=1)
    following = terms.next_term(stub, [before, stub])
    assert (following.per, following.amount_minor, following.arr_minor) == (
        "year", stub.arr_minor, stub.arr_minor
    )  # fmt: skip
    assert following.ends_on == date(2028, 1, 1)


@pytest.mark.parametrize(
    ("first", "ends"),
    [
        ("2025-01-31", ["2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31"]),
        ("2025-01-30", ["2025-02-28", "2025-03-30", "2025-04-30", "2025-05-30"]),
        ("2025-02-28", ["2025-03-28", "2025-04-28", "2025-05-28"]),
        ("2024-02-29", ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
    ],
)
def test_a_chain_keeps_the_day_it_began_with_and_what_it_brings(first, ends):
    chain = [signed(first, ends[0], 10_000, per="term")]
    for number in range(2, len(ends) + 1):
        chain.append(terms.next_term(chain[-1], chain)._replace(id=number))
    assert [str(one.ends_on) for one in chain] == ends
    assert len({one.arr_minor for one in chain}) == 1


def test_a_chain_goes_back_as_far_as_its_starts_agree():
    first = signed("2025-01-15", "2025-01-30", number=1, renews_id=2)
    second = signed("2025-01-30", "2025-02-28", number=2, renews_id=1)
    assert terms.next_end(second, [first, second]) == date(2025, 3, 30)


def test_the_next_term_takes_along_what_was_agreed_and_nothing_that_was_said_of_the_old_one():
    old = signed(
        "2025-01-01", "2026-01-01", plan="Team", auto_renew=True, notice_days=60, seats=84, rate=Decimal("1.08"),
        rate_currency="USD", notice_on=date(2025, 9, 1), uplift=3.0, stage="lost",
    )  # fmt: skip
    new = terms.next_term(old)
    assert new._replace(
        id=1, ref="K1", renews_id=None, starts_on=old.starts_on, ends_on=old.ends_on
    ) == old._replace(notice_on=None, stage="open")
    assert (new.id, new.ref, new.renews_id) == (0, "", old.id)
    assert (new.starts_on, new.ends_on) == (date(2026, 1, 1), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("amount", "percent", "risen"),
    [
        (9_600_000, 3.0, 9_888_000),
        (100, 0.5, 100),  # 100.5: half to even
        (300, 0.5, 302),  # 301.5: half to even
        (10_001, 3.3, 10_331),  # 10331.033
        (0, 50.0, 0),
        (10**15, 0.1, 1_001_000_000_000_000),
    ],
)
def test_an_uplift_is_exact_and_rounded_half_even(amount, percent, risen):
    assert terms.uplifted(amount, percent, 1) == risen
    old = signed("2025-01-01", "2026-01-01", amount, uplift=percent)
    assert terms.next_term(old, with_uplift=True).amount_minor == risen
    assert terms.next_term(old).amount_minor == amount


def test_a_contract_of_two_years_rises_twice():
    old = signed("2024-01-01", "2026-01-01", 10_000, uplift=10.0)
    assert terms.next_term(old, with_uplift=True).amount_minor == 12_100


@pytest.mark.parametrize("first", ["2025-01-31", "2024-02-29", "2025-06-01"])
def test_a_contract_of_a_month_rises_once_a_year(first):
    chain = [
        signed(first, str(terms.add_months(date.fromisoformat(first), 1)), 1_000, per="month", uplift=10.0)
    ]
    for number in range(2, 38):
        chain.append(terms.next_term(chain[-1], chain, with_uplift=True)._replace(id=number))
    amounts = [one.amount_minor for one in chain]
    assert amounts == [1_000] * 12 + [1_100] * 12 + [1_210] * 12 + [1_331]


def test_a_year_counted_in_days_rises_each_time():
    old = signed("2024-01-01", "2024-12-31", 1_000, uplift=10.0)
    assert terms.next_term(old, with_uplift=True).amount_minor == 1_100


def test_an_amount_for_the_term_brings_in_a_year_what_it_did():
    old = signed("2024-01-15", "2025-07-15", 18_000, per="term")
    assert (old.arr_minor, terms.next_term(old).arr_minor) == (12_000, 12_000)


@given(
    st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(1, 1500), st.integers(0, 10**9),
    st.sampled_from(("month", "quarter", "year", "term")),
)  # fmt: skip
@settings(max_examples=examples(200))
def test_a_term_begins_where_the_last_ended_and_is_as_long(starts_on, days, amount, per):
    ends_on = date.fromordinal(starts_on.toordinal() + days)
    old = signed(str(starts_on), str(ends_on), amount, per=per)
    new = terms.next_term(old)
    assert new.starts_on == ends_on < new.ends_on
    assert new.amount_minor == amount
    assert abs((new.ends_on - new.starts_on).days - days) <= 3
    if per != "term":
        assert new.arr_minor == old.arr_minor


def test_one_that_is_cut_brings_in_a_year_what_it_did():
    term = signed("2025-01-01", "2026-07-01", 180_000, per="term")
    day = date(2025, 4, 1)
    assert terms.cut_on(term, day) == term._replace(ends_on=day, per="year", amount_minor=120_000)
    monthly = signed("2025-01-01", None, 100, per="month")
    assert terms.cut_on(monthly, day) == monthly._replace(ends_on=day)
