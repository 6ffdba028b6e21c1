from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from books import COLUMNS, DAYS, LATE, deal, frame, ids, random_deals
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Deal, Oracle
from profiles import examples

from churntui.metrics import service
from churntui.plain import dates


def rows(
    deals: list[Deal], *, grace: int = 30, as_of: date = LATE, settled: dict[int, int] | None = None
) -> list[tuple]:
    """The timeline as tuples (starts, ends, arr, kind)."""
    table = service.timeline(frame(deals), grace_days=grace, as_of=as_of, settled=settled or {})
    return [
        (
            str(dates.from_number(starts)),
            str(dates.from_number(ends)) if ends < dates.OPEN_END else None,
            arr,
            kind,
        )
        for starts, ends, arr, kind in zip(
            table["starts"], table["ends"], table["arr"], table["kind"], strict=True
        )
    ]


def day(text: str) -> int:
    return dates.number(date.fromisoformat(text))


def test_an_early_renewal_trims_the_contract_it_renews():
    deals = [deal(1, 1, "2024-01-01", "2025-01-01", 100), deal(2, 1, "2024-12-01", "2025-12-01", 120, 1)]
    assert rows(deals) == [
        ("2024-01-01", "2024-12-01", 100, "contract"),
        ("2024-12-01", "2025-12-01", 120, "contract"),
    ]


@pytest.mark.parametrize(("starts", "old_end"), [("2025-01-31", "2025-01-31"), ("2025-02-01", "2025-01-01")])
def test_a_late_renewal_extends_it_up_to_the_last_day_of_grace(starts, old_end):
    deals = [deal(1, 1, "2024-01-01", "2025-01-01", 100), deal(2, 1, starts, None, 120, 1)]
    assert rows(deals)[0] == ("2024-01-01", old_end, 100, "contract")
    assert {row[3] for row in rows(deals)} == {"contract"}


def test_a_late_renewal_extends_even_while_something_else_is_in_force():
    deals = [
        deal(1, 1, "2024-01-01", "2025-01-01", 100),
        deal(2, 1, "2025-01-20", None, 120, 1),
        deal(3, 1, "2024-06-01", None, 7),
    ]
    assert rows(deals)[0] == ("2024-01-01", "2025-01-20", 100, "contract")


def test_of_several_renewals_the_earliest_start_counts():
    deals = [
        deal(1, 1, "2024-01-01", "2025-01-01", 100),
        deal(2, 1, "2025-01-20", None, 60, 1),
        deal(3, 1, "2025-01-10", None, 60, 1),
    ]
    assert rows(deals)[0] == ("2024-01-01", "2025-01-10", 100, "contract")


def test_a_renewal_that_starts_no_later_leaves_nothing_of_the_old_one():
    deals = [deal(1, 1, "2024-01-01", "2025-01-01", 100), deal(2, 1, "2024-01-01", "2025-01-01", 90, 1)]
    assert [row[2] for row in rows(deals)] == [90]


def test_renewals_of_itself_of_nothing_or_of_another_logo_are_ignored():
    deals = [
        deal(1, 1, "2024-01-01", "2024-06-01", 100, 1),
        deal(2, 1, "2024-09-01", "2025-01-01", 100, 99),
        deal(3, 2, "2024-03-01", "2025-01-01", 50, 1),
    ]
    assert [row[:2] for row in rows(deals)] == [
        ("2024-01-01", "2024-06-01"),
        ("2024-09-01", "2025-01-01"),
        ("2024-03-01", "2025-01-01"),
    ]


def test_renewals_in_a_circle_end():
    deals = [deal(1, 1, "2024-01-01", "2025-01-01", 100, 2), deal(2, 1, "2024-06-01", "2025-06-01", 120, 1)]
    assert rows(deals) == [("2024-01-01", "2024-06-01", 100, "contract")]


def test_a_short_gap_is_bridged_at_the_total_of_its_last_day():
    deals = [
        deal(1, 1, "2024-01-01", "2024-07-01", 100),
        deal(2, 1, "2024-03-01", "2024-07-01", 20),
        deal(3, 1, "2024-03-01", "2024-06-01", 1000),
        deal(4, 1, "2024-07-31", "2024-12-01", 90),
    ]
    assert ("2024-07-01", "2024-07-31", 120, "bridge") in rows(deals)


def test_a_gap_one_day_longer_than_grace_is_none():
    deals = [deal(1, 1, "2024-01-01", "2024-07-01", 100), deal(2, 1, "2024-08-01", "2024-12-01", 90)]
    assert [row[3] for row in rows(deals)] == ["contract", "contract"]


def test_a_free_contract_in_force_leaves_no_gap():
    deals = [
        deal(1, 1, "2024-01-01", "2024-07-01", 100),
        deal(2, 1, "2024-06-01", "2024-08-01", 0),
        deal(3, 1, "2024-07-10", None, 100),
    ]
    assert [row[3] for row in rows(deals)] == ["contract"] * 3


ENDED = [deal(1, 1, "2024-01-01", "2024-07-01", 100)]


@pytest.mark.parametrize("as_of", ["2024-07-01", "2024-07-31"])
def test_an_unanswered_end_is_pending_up_to_the_last_day_of_grace(as_of):
    found = rows(ENDED, as_of=date.fromisoformat(as_of))
    tomorrow = str(date.fromisoformat(as_of) + timedelta(days=1))
    assert found[1] == ("2024-07-01", tomorrow, 100, "pending")


def test_once_the_grace_has_run_out_the_loss_is_dated_to_the_end_of_service():
    assert rows(ENDED, as_of=date(2024, 8, 1)) == [("2024-01-01", "2024-07-01", 100, "contract")]


@pytest.mark.parametrize(
    ("outcome", "kinds"), [("2024-01-02", 1), ("2024-07-05", 1), ("2024-01-01", 2), ("2023-05-01", 2)]
)
def test_an_outcome_recorded_since_the_last_contract_began_answers_it(outcome, kinds):
    assert len(rows(ENDED, as_of=date(2024, 7, 9), settled={1: day(outcome), 2: dates.OPEN_END})) == kinds


def test_what_counts_is_when_the_contract_that_ended_last_began():
    deals = [*ENDED, deal(2, 1, "2024-05-01", "2024-06-01", 5)]
    assert "pending" not in {
        row[3] for row in rows(deals, as_of=date(2024, 7, 9), settled={1: day("2024-03-01")})
    }


def test_a_contract_signed_for_a_day_within_grace_makes_a_bridge_not_a_pending():
    deals = [*ENDED, deal(2, 1, "2024-07-20", None, 80)]
    assert [row[3] for row in rows(deals, as_of=date(2024, 7, 9))] == ["contract", "bridge", "contract"]


def test_a_contract_signed_for_a_day_after_grace_leaves_it_pending():
    deals = [*ENDED, deal(2, 1, "2024-09-20", None, 80)]
    assert [row[3] for row in rows(deals, as_of=date(2024, 7, 9))] == ["contract", "pending", "contract"]


def test_an_open_ended_logo_does_not_run_into_the_next_one():
    deals = [
        deal(1, 1, "2024-01-01", None, 10),
        deal(2, 2, "2023-01-01", "2023-02-01", 5),
        deal(3, 2, "2023-02-11", None, 6),
    ]
    assert ("2023-02-01", "2023-02-11", 5, "bridge") in rows(deals)
    assert len(rows(deals)) == 4


def test_an_empty_book_has_an_empty_timeline():
    table = service.timeline(frame([]), grace_days=30, as_of=LATE, settled={})
    assert table.empty
    assert service.spells(table).empty
    assert service.snapshots(table, [1, 2], np.array([4], dtype=np.int64)).tolist() == [[0], [0]]


def test_snapshots_keep_the_order_asked_for_and_leave_other_logos_out():
    deals = [
        deal(1, 5, "2024-01-01", "2024-07-01", 100),
        deal(2, 3, "2024-06-30", None, 7),
        deal(3, 4, "2024-01-01", None, 9),
    ]
    table = service.timeline(frame(deals), grace_days=0, as_of=LATE, settled={})
    days = [day("2024-07-01"), day("2024-06-30"), day("2023-12-31"), day("2024-06-30")]
    levels = service.snapshots(table, days, np.array([5, 8, 3], dtype=np.int64))
    assert levels.tolist() == [[0, 0, 7], [100, 0, 7], [0, 0, 0], [100, 0, 7]]
    assert levels.dtype == np.int64


def test_sums_stay_exact_where_floats_would_not():
    huge = 2**60 + 1
    table = service.timeline(
        frame([deal(1, 1, "2024-01-01", None, huge)]), grace_days=0, as_of=LATE, settled={}
    )
    assert service.snapshots(table, [day("2025-01-01")], np.array([1], dtype=np.int64)).tolist() == [[huge]]


def test_spells_join_what_touches_and_part_at_free_days():
    deals = [
        deal(1, 1, "2024-01-01", "2024-03-01", 10),
        deal(2, 1, "2024-03-01", "2024-05-01", 20),
        deal(3, 1, "2024-05-01", "2024-06-01", 0),
        deal(4, 1, "2024-06-01", None, 30),
    ]
    spells = service.spells(service.timeline(frame(deals), grace_days=30, as_of=LATE, settled={}))
    assert spells.to_numpy().tolist() == [
        [1, day("2024-01-01"), day("2024-05-01"), 20],
        [1, day("2024-06-01"), dates.OPEN_END, 30],
    ]


@settings(max_examples=examples(150), deadline=None)
@given(random_deals(), st.sampled_from((0, 1, 30, 45)), DAYS, st.dictionaries(st.integers(1, 3), DAYS))
def test_every_day_of_every_logo_agrees_with_the_oracle(deals, grace, as_of, outcomes):
    contracts = frame(deals)
    outcome_days = {logo: dates.number(on) for logo, on in outcomes.items()}
    table = service.timeline(contracts, grace_days=grace, as_of=as_of, settled=outcome_days)
    logo_ids = ids(deals)
    days = [date(2023, 11, 1) + timedelta(days=n) for n in range(0, 560, 3)]
    days += [
        on + timedelta(days=shift)
        for d in deals
        for on in (d.starts, d.ends or d.starts)
        for shift in (-1, 0, 1)
    ]
    levels = service.snapshots(table, [dates.number(on) for on in days], logo_ids)
    oracle = Oracle(deals, grace, as_of, outcomes)
    assert levels.tolist() == [[oracle.arr(int(logo), on) for logo in logo_ids] for on in days]
    assert list(contracts.columns) == COLUMNS
    assert table["starts"].lt(table["ends"]).all()
