"""The sample book keeps its promises on any day: a leap day, an ordinary day, the first day of a quarter."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from functools import cache

import pytest

from churntui.demo import sample
from churntui.demo.exit_notes import ExitNote, spoken
from churntui.demo.interviews import EXIT_NOTES, PARTIAL_NOTES
from churntui.model.choices import REASONS, STAGES, STATUSES
from churntui.plain.dates import floor, parse_day, step
from churntui.plain.money import parse_amount

LEAP, ORDINARY, NEW_YEAR = date(2024, 2, 29), date(2026, 11, 21), date(2027, 1, 1)
DAYS = (LEAP, ORDINARY, NEW_YEAR)
GRACE = timedelta(days=30)
on_any_day = pytest.mark.parametrize("as_of", DAYS, ids=str)

Rows = list[dict[str, str]]


@cache
def book(as_of: date) -> dict[str, Rows]:
    tables = sample.tables(as_of)
    return {name: [dict(zip(t.header, r, strict=True)) for r in t.rows] for name, t in tables.items()}


def refs(as_of: date) -> dict[str, str]:
    """Domain without its ending to logo ref."""
    return {logo["domain"].removesuffix(".example"): logo["logo_id"] for logo in book(as_of)["logos"]}


def is_active(as_of: date, logo: str, day: date) -> bool:
    """Paid service on the day, or a gap of at most the grace days, or an end that nobody has decided on yet."""
    spans = [
        (parse_day(c["starts_on"]), parse_day(c["ends_on"]) if c["ends_on"] else date.max)
        for c in book(as_of)["contracts"]
        if c["logo_id"] == logo and c["amount"] != "0.00"
    ]
    if any(start <= day < end for start, end in spans):
        return True
    last = max((end for _, end in spans if end <= day), default=date.min)
    following = min((start for start, _ in spans if start > day), default=None)
    if following is not None:
        return following - last <= GRACE
    decided = any(
        parse_day(i["effective_on"]) == last for i in book(as_of)["interviews"] if i["logo_id"] == logo
    )
    return last > date.min and as_of - last <= GRACE and not decided


def active(as_of: date, day: date) -> set[str]:
    return {ref for ref in refs(as_of).values() if is_active(as_of, ref, day)}


def attrition(as_of: date, back: int) -> tuple[int, int]:
    """Logos lost and logos at the start, for a quarter so many back; the current one until the as-of day."""
    start = step(floor(as_of, "quarter"), "quarter", -back)
    initial = active(as_of, start)
    return len(initial - active(as_of, min(as_of, step(start, "quarter")))), len(initial)


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


def usage(as_of: date, key: str, first: int, last: int) -> int:
    """A logo's actions from `first` to `last` days before the as-of day, both counted."""
    ref = refs(as_of)[key]
    rows = [row for row in book(as_of)["activity"] if row["logo_id"] == ref]
    return sum(int(r["count"]) for r in rows if last <= (as_of - parse_day(r["day"])).days <= first)


def fingerprint(as_of: date) -> str:
    return hashlib.sha256(repr(sample.tables(as_of)).encode()).hexdigest()


def test_the_same_day_gives_the_same_book_in_every_process():
    code = (
        "import hashlib, datetime; from churntui.demo.sample import tables\n"
        "print(hashlib.sha256(repr(tables(datetime.date(2026, 11, 21))).encode()).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == fingerprint(ORDINARY)


@on_any_day
def test_every_row_fits_its_header_and_no_id_stands_twice(as_of):
    for name, table in sample.tables(as_of).items():
        assert {len(row) for row in table.rows} == {len(table.header)}, name
        if name not in {"activity", "highlights", "save_attempts"} and table.header[0] != "logo_id":
            assert len({row[0] for row in table.rows}) == len(table.rows), name
    assert len({logo["logo_id"] for logo in book(as_of)["logos"]}) == len(book(as_of)["logos"])
    events = [tuple(r.values())[:4] for r in book(as_of)["activity"]]
    assert len(set(events)) == len(events)


@on_any_day
def test_every_reference_resolves(as_of):
    tables = book(as_of)
    logos = set(refs(as_of).values())
    assert len(logos) == len(tables["logos"])
    home = {c["customer_id"]: c["logo_id"] for c in tables["customers"]}
    contracts = {c["contract_id"] for c in tables["contracts"]}
    themes = {t["theme"] for t in tables["themes"]}
    for rows in tables.values():
        assert {row["logo_id"] for row in rows if "logo_id" in row} <= logos
    for name in ("activity", "surveys"):
        assert all(home[row["customer_id"]] == row["logo_id"] for row in tables[name])
    assert {r["contract_id"] for r in tables["renewals"]} <= contracts
    assert {t["parent"] for t in tables["themes"]} <= themes | {""}
    for row in (*tables["interviews"], *tables["initiatives"]):
        assert set(filter(None, row["themes"].split(";"))) <= themes


@on_any_day
def test_contracts_are_half_open_and_renew_an_earlier_one_of_the_same_logo(as_of):
    contracts = {c["contract_id"]: c for c in book(as_of)["contracts"]}
    for contract in contracts.values():
        starts_on = parse_day(contract["starts_on"])
        assert not contract["ends_on"] or starts_on < parse_day(contract["ends_on"])
        if contract["renews"]:
            old = contracts[contract["renews"]]
            assert old["logo_id"] == contract["logo_id"]
            assert parse_day(old["starts_on"]) < starts_on
    renewals = [c["renews"] for c in contracts.values() if c["renews"]]
    assert len(set(renewals)) == len(renewals)


@on_any_day
def test_renewals_come_on_time_early_late_and_unnamed(as_of):
    contracts = {c["contract_id"]: c for c in book(as_of)["contracts"]}
    gaps = [
        (parse_day(c["starts_on"]) - parse_day(contracts[c["renews"]]["ends_on"])).days
        for c in contracts.values()
        if c["renews"]
    ]
    assert {"early": min(gaps) < 0, "on time": 0 in gaps, "late": 0 < max(gaps) <= 30} == {
        "early": True,
        "on time": True,
        "late": True,
    }
    brightmoor = [c for c in contracts.values() if c["logo_id"] == refs(as_of)["brightmoor"]]
    assert [c["renews"] for c in brightmoor] == ["", ""]
    assert is_active(as_of, brightmoor[0]["logo_id"], parse_day(brightmoor[0]["ends_on"]))


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
def test_about_forty_logos_are_active_today(as_of):
    assert len(book(as_of)["logos"]) == 66
    assert 38 <= len(active(as_of, as_of)) <= 42
    assert refs(as_of)["tidewick"] not in active(as_of, as_of)


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


@on_any_day
def test_quarterly_attrition_is_believable_and_worst_after_the_price_rise(as_of):
    rates = {back: lost / initial for back in range(1, 12) for lost, initial in [attrition(as_of, back)]}
    assert all(0.02 < rate < 0.12 for rate in rates.values()), rates
    assert min(rates[2], rates[3]) > 0.08
    assert max(rate for back, rate in rates.items() if back > 3) < 0.08


@on_any_day
def test_losses_reach_the_current_quarter_once_it_is_some_weeks_old(as_of):
    lost, initial = attrition(as_of, 0)
    age = (as_of - floor(as_of, "quarter")).days
    assert lost == sum(ended < age for ended in (8, 21, 41))
    assert initial >= 40


@on_any_day
def test_early_churn_and_a_return(as_of):
    (quaylark,) = (c for c in book(as_of)["contracts"] if c["logo_id"] == refs(as_of)["quaylark"])
    last_day = parse_day(quaylark["ends_on"]) - timedelta(days=1)
    assert floor(parse_day(quaylark["starts_on"]), "quarter") == floor(last_day, "quarter")
    first, second = (c for c in book(as_of)["contracts"] if c["logo_id"] == refs(as_of)["almvik"])
    assert parse_day(second["starts_on"]) - parse_day(first["ends_on"]) > GRACE
    assert is_active(as_of, first["logo_id"], as_of)
    days = [r["day"] for r in book(as_of)["activity"] if r["logo_id"] == first["logo_id"]]
    assert any(day < first["ends_on"] for day in days)
    assert any(day >= second["starts_on"] for day in days)
    assert not any(first["ends_on"] <= day < second["starts_on"] for day in days)


@on_any_day
def test_losses_are_interviewed_refused_or_silent(as_of):
    interviews = book(as_of)["interviews"]
    assert Counter(i["status"] for i in interviews) == {"held": 26, "declined": 1, "no_answer": 1}
    assert Counter(d["kind"] for d in book(as_of)["interview_details"]) == {
        "full": 24,
        "downgrade": 1,
        "product_dropped": 1,
    }
    told = {i["logo_id"] for i in interviews}
    gone = {c["logo_id"] for c in book(as_of)["contracts"]} - active(as_of, as_of) - {refs(as_of)["tidewick"]}
    assert len(gone - told) == 3
    for row in interviews:
        ends = {c["ends_on"] for c in book(as_of)["contracts"] if c["logo_id"] == row["logo_id"]}
        assert row["effective_on"] in ends
        assert not row["held_on"] or parse_day(row["held_on"]) <= as_of


@on_any_day
def test_closed_words_are_the_known_ones(as_of):
    interviews = book(as_of)["interviews"]
    assert {i["status"] for i in interviews} <= set(STATUSES)
    assert {i["primary_reason"] for i in interviews} <= {*REASONS, ""}
    assert {i["primary_reason"] for i in interviews} >= {"acquired", "out_of_business", "involuntary"}
    assert {i["voluntary"] for i in interviews if i["primary_reason"] == "involuntary"} == {"no"}
    assert {r["stage"] for r in book(as_of)["renewals"]} <= set(STAGES)
    qualifies = {a["action"]: a["qualifies"] for a in book(as_of)["actions"]}
    assert qualifies["login"] == "no"
    assert {r["action"] for r in book(as_of)["activity"]} == set(qualifies)


@on_any_day
def test_activity_is_bounded_ends_yesterday_and_stays_within_service(as_of):
    rows = book(as_of)["activity"]
    assert 20_000 <= len(rows) <= 60_000
    assert as_of - timedelta(days=4) <= parse_day(max(r["day"] for r in rows)) < as_of
    joined = {c["customer_id"]: c["joined_on"] for c in book(as_of)["customers"]}
    assert all(r["day"] >= joined[r["customer_id"]] for r in rows)
    stayed = {refs(as_of)[key] for key in ("almvik", *(note.key for note in PARTIAL_NOTES))}
    ends = {i["logo_id"]: i["effective_on"] for i in book(as_of)["interviews"] if i["logo_id"] not in stayed}
    assert all(r["day"] < ends.get(r["logo_id"], "9999") for r in rows)
    measured = {r["logo_id"] for r in rows}
    assert measured == {c["logo_id"] for c in book(as_of)["customers"]}
    assert 3 <= len(active(as_of, as_of) - measured) <= 8


@on_any_day
def test_usage_tells_its_stories(as_of):
    def change(key: str) -> float:
        return usage(as_of, key, 28, 1) / usage(as_of, key, 56, 29) - 1

    assert -0.65 < change("tannwald") < -0.4
    assert usage(as_of, "zelenyi-brid", 56, 1) == 0 < usage(as_of, "zelenyi-brid", 120, 70)
    kirk = [p for p in book(as_of)["people"] if p["left_on"]]
    assert [p["logo_id"] for p in kirk] == [refs(as_of)["hollowaykirk"]]
    assert usage(as_of, "hollowaykirk", 28, 1) < 0.5 * usage(as_of, "hollowaykirk", 112, 85)
    assert change("nordpriel") > -0.3, "an undecided renewal does not end the use"
    low = usage(as_of, "ferrolia", 126, 99)
    assert usage(as_of, "ferrolia", 196, 169) > 2 * low < usage(as_of, "ferrolia", 28, 1)
    assert usage(as_of, "saltfern", 28, 1) > 1.3 * usage(as_of, "saltfern", 252, 225)


LETTERS = {
    "en": (r"[a-z]", r"[а-яіїє\u4e00-\u9fffąęłñ¿]"),
    "es": (r"[ñáéíóú¿]", r"[а-яіїє\u4e00-\u9fffąęł]"),
    "pl": (r"[ąęłśżźćń]", r"[а-яіїє\u4e00-\u9fffñ¿]"),
    "uk": (r"[іїє]", r"[a-zыэъё\u4e00-\u9fff]"),
    "ru": (r"[ыэ]", r"[a-zіїєґ\u4e00-\u9fff]"),
    "zh": (r"[\u4e00-\u9fff]", r"[a-zа-яіїє,?!;]"),
}
"""Language to letters it cannot do without, and letters (or signs) that are not its own."""


@pytest.mark.parametrize("note", [*EXIT_NOTES, *PARTIAL_NOTES], ids=lambda note: note.key)
def test_an_interview_is_in_its_script_and_of_a_size_to_read(note: ExitNote):
    text = note.text(ORDINARY)
    own, foreign = LETTERS[note.language]
    for said in (text, note.stated):
        assert not re.search(foreign, said.casefold())
    assert len(re.findall(own, text.casefold())) >= 8
    length = len(re.findall(r"[\u4e00-\u9fff]", text)) / 1.8 if note.language == "zh" else len(text.split())
    assert 80 <= length <= 200
    assert re.search(r"«.+?»|“.+?”", text)
    assert "{" not in text
    assert not re.search(r"[^\n]\n(?![\n>-])", text)


def test_two_dozen_interviews_in_six_languages():
    assert Counter(note.language for note in EXIT_NOTES) == {
        "en": 9,
        "es": 4,
        "pl": 3,
        "uk": 3,
        "ru": 2,
        "zh": 3,
    }
    assert len({note.notes for note in EXIT_NOTES}) == len({note.stated for note in EXIT_NOTES}) == 24


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "5 March"),
        ("es", "5 de marzo"),
        ("pl", "5 marca"),
        ("uk", "5 березня"),
        ("ru", "5 марта"),
        ("zh", "3月5日"),
    ],
)
def test_days_are_written_as_each_language_writes_them(language, shown):
    assert spoken(date(2026, 3, 5), language) == shown
