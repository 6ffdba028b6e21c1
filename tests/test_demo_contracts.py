"""What contracts cost, and which renewals are to be decided."""

from collections import Counter
from datetime import date

import pytest
from sample_tables import Rows, active, book, on_any_day, refs

from churntui.plain.dates import parse_day
from churntui.plain.money import parse_amount


def last_contracts(as_of: date) -> Rows:
    """Contracts with an end that no other contract renews and nobody called won or lost."""
    renewed = {c["renews"] for c in book(as_of)["contracts"]}
    called = {r["contract_id"] for r in book(as_of)["renewals"] if r["stage"] in {"won", "lost"}}
    return [
        c
        for c in book(as_of)["contracts"]
        if c["ends_on"] and c["contract_id"] not in renewed and c["contract_id"] not in called
    ]


def days_left(contract: dict[str, str], as_of: date) -> int:
    return (parse_day(contract["ends_on"]) - as_of).days


@on_any_day
def test_every_amount_reads_and_has_a_rate(as_of):
    rated = {"EUR", *(r["currency"] for r in book(as_of)["rates"])}
    used = Counter(c["currency"] for c in book(as_of)["contracts"])
    assert set(used) == rated == {"EUR", "USD", "GBP", "PLN"}
    assert used.most_common(1)[0][0] == "EUR"
    free = [c for c in book(as_of)["contracts"] if parse_amount(c["amount"], c["currency"]) == 0]
    assert {c["plan"] for c in free} == {"Pilot"}
    assert {c["per"] for c in book(as_of)["contracts"]} == {"month", "quarter", "year", "term"}


@on_any_day
def test_the_list_price_rose_by_22_percent_between_two_renewals_of_equal_seats(as_of):
    rows = [c for c in book(as_of)["contracts"] if c["logo_id"] == refs(as_of)["vandreel"]]
    prices = [float(c["amount"]) for c in rows if c["plan"] == "Business"]
    assert prices[0] == prices[1] == prices[2]
    assert prices[3] / prices[2] == pytest.approx(1.22, abs=0.001)


@on_any_day
def test_every_renewal_bucket_has_some_and_not_too_many(as_of):
    days = [days_left(c, as_of) for c in last_contracts(as_of)]
    buckets = {
        "expired": sum(-30 <= n <= 0 for n in days),
        "0-30": sum(0 < n <= 30 for n in days),
        "31-60": sum(30 < n <= 60 for n in days),
        "61-90": sum(60 < n <= 90 for n in days),
        "91-180": sum(90 < n <= 180 for n in days),
    }
    assert all(2 <= count <= 7 for count in buckets.values()), buckets
    assert min(days) >= -30
    expired = [c for c in last_contracts(as_of) if days_left(c, as_of) <= 0]
    assert Counter(c["auto_renew"] for c in expired) == {"yes": 1, "no": 2}
    known = [i for i in book(as_of)["interviews"] if parse_day(i["effective_on"]) > as_of]
    assert len(known) == 3
    assert {i["logo_id"] for i in known} <= active(as_of, as_of)


@on_any_day
def test_some_notice_deadlines_have_passed_and_some_are_days_away(as_of):
    until_notice = [
        days_left(c, as_of) - int(c["notice_days"])
        for c in last_contracts(as_of)
        if c["auto_renew"] == "yes" and days_left(c, as_of) > 0
    ]
    assert sum(n < 0 for n in until_notice) >= 2
    assert sum(0 <= n <= 14 for n in until_notice) >= 3
