from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from books import DAYS, LATE, deal, ids, random_deals, random_losses, timeline
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Deal, Oracle
from profiles import examples

from churntui.metrics import service
from churntui.plain import dates


def rows(deals: list[Deal], *losses: str, grace: int = 30, as_of: date = LATE) -> list[tuple]:
    """The timeline as tuples (starts, ends, arr, kind); the losses are of logo 1."""
    table = timeline(deals, grace=grace, as_of=as_of, losses=[(1, date.fromisoformat(on)) for on in losses])
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


def test_a_link_to_a_contract_that_starts_no_earlier_is_ignored():
    deals = [deal(1, 1, "2024-01-01", "2025-01-01", 100), deal(2, 1, "2024-01-01", "2025-01-01", 90, 1)]
    assert [row[2] for row in rows(deals)] == [100, 90]
    reversed_ = [deal(1, 1, "2024-01-01", "2025-01-01", 100, 2), deal(2, 1, "2025-01-01", "2026-01-01", 90)]
    assert [row[2] for row in rows(reversed_)] == [100, 90]


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


def test_of_links_in_a_circle_the_one_to_the_earlier_contract_counts():
    deals = [deal(1, 1, "2024-01-01", "2025-01-01", 100, 2), deal(2, 1, "2024-06-01", "2025-06-01", 120, 1)]
    assert rows(deals) == [
        ("2024-01-01", "2024-06-01", 100, "contract"),
        ("2024-06-01", "2025-06-01", 120, "contract"),
    ]


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


def test_a_free_contract_neither_fills_a_gap_nor_opens_one():
    free = deal(2, 1, "2024-06-01", "2024-08-01", 0)
    for back, kinds in (
        ("2024-07-10", ["contract", "bridge", "contract"]),
        ("2024-08-10", ["contract", "contract"]),
    ):
        paid = [deal(1, 1, "2024-01-01", "2024-07-01", 100), deal(3, 1, back, None, 100)]
        assert [row[3] for row in rows(paid)] == kinds
        assert [row[3] for row in rows([*paid, free]) if row[2]] == kinds


def test_a_free_successor_is_an_outcome():
    deals = [*ENDED, deal(2, 1, "2024-07-01", None, 0)]
    assert [row[3] for row in rows(deals, as_of=date(2024, 7, 9))] == ["contract", "contract"]


ENDED = [deal(1, 1, "2024-01-01", "2024-07-01", 100)]


@pytest.mark.parametrize("as_of", ["2024-07-01", "2024-07-31"])
def test_an_unanswered_end_is_pending_up_to_the_last_day_of_grace(as_of):
    found = rows(ENDED, as_of=date.fromisoformat(as_of))
    tomorrow = str(date.fromisoformat(as_of) + timedelta(days=1))
    assert found[1] == ("2024-07-01", tomorrow, 100, "pending")


def test_once_the_grace_has_run_out_the_loss_is_dated_to_the_end_of_service():
    assert rows(ENDED, as_of=date(2024, 8, 1)) == [("2024-01-01", "2024-07-01", 100, "contract")]


@pytest.mark.parametrize(
    ("on", "kinds"),
    [("2024-06-30", 1), ("2024-07-01", 1), ("2024-07-05", 1), ("2024-07-30", 1), ("2024-01-01", 2)],
)
def test_a_loss_recorded_since_the_contract_began_answers_its_end_also_ahead(on, kinds):
    assert len(rows(ENDED, on, as_of=date(2024, 7, 9))) == kinds


def test_a_loss_with_a_newer_paid_start_between_answers_nothing_before_it():
    deals = [*ENDED, deal(2, 1, "2024-09-01", "2025-09-01", 80)]
    kinds = [row[3] for row in rows(deals, "2025-03-01", as_of=date(2024, 7, 9))]
    assert kinds == ["contract", "pending", "contract"]


@pytest.mark.parametrize("ends", [None, "2024-12-01"])
def test_a_loss_ends_every_contract_that_began_before_it(ends):
    deals = [
        deal(1, 1, "2024-01-01", ends, 100),
        deal(2, 1, "2024-02-01", ends, 5),
        deal(3, 1, "2024-03-01", None, 9),
    ]
    assert rows(deals, "2024-03-01") == [
        ("2024-01-01", "2024-03-01", 100, "contract"),
        ("2024-02-01", "2024-03-01", 5, "contract"),
        ("2024-03-01", None, 9, "contract"),
    ]


def test_neither_a_link_nor_the_grace_carries_service_over_a_loss():
    linked = [*ENDED, deal(2, 1, "2024-07-20", None, 80, 1)]
    bridged = [*ENDED, deal(2, 1, "2024-07-20", None, 80)]
    for deals in (linked, bridged):
        found = rows(deals, "2024-07-10")
        assert found == [("2024-01-01", "2024-07-01", 100, "contract"), ("2024-07-20", None, 80, "contract")]


def ended(**more) -> list[Deal]:
    return [replace(ENDED[0], **more)]


WAITS = {"renews_itself": True}


@pytest.mark.parametrize(("as_of", "kinds"), [("2024-09-29", 2), ("2024-09-30", 1)])
def test_one_that_renews_itself_waits_ninety_days_and_is_then_lost_at_its_end(as_of, kinds):
    assert len(rows(ended(**WAITS), as_of=date.fromisoformat(as_of))) == kinds
    assert len(rows(ended(**WAITS), grace=0, as_of=date.fromisoformat(as_of))) == kinds


def test_it_keeps_its_arr_also_beside_an_add_on_in_force():
    add_on = deal(2, 1, "2024-03-01", None, 7)
    assert ("2024-07-01", "2024-09-02", 100, "pending") in rows(
        [*ended(**WAITS), add_on], as_of=date(2024, 9, 1)
    )
    assert [row[3] for row in rows([*ENDED, add_on], as_of=date(2024, 7, 9))] == ["contract", "contract"]


@pytest.mark.parametrize(
    "answer", [{"noticed": True}, {"called": "lost"}], ids=["notice given", "called lost"]
)
def test_notice_or_a_call_lost_ends_that_waiting(answer):
    assert len(rows(ended(**WAITS, **answer), as_of=date(2024, 9, 1))) == 1


def test_one_called_lost_waits_by_grace_one_with_notice_not_at_all():
    assert len(rows(ended(called="lost"), as_of=date(2024, 7, 31))) == 2
    assert len(rows(ended(noticed=True), as_of=date(2024, 7, 2))) == 1


def test_one_called_won_waits_without_limit_until_the_new_contract():
    won = ended(called="won")
    assert len(rows(won, as_of=date(2027, 1, 1))) == 2
    later = [*won, deal(2, 1, "2024-12-01", None, 80)]
    assert [row[3] for row in rows(later, as_of=date(2024, 11, 1))] == ["contract", "pending", "contract"]
    assert [row[3] for row in rows(later, as_of=date(2024, 12, 1))] == ["contract", "contract"]


def test_a_contract_without_a_rate_keeps_its_logo_active_at_no_amount():
    deals = [*ENDED, replace(deal(2, 1, "2024-03-01", None, 0), without_rate=True)]
    table = timeline(deals, grace=0)
    on = [day("2024-05-01"), day("2024-08-01")]
    assert service.snapshots(table, on, ids(deals)).tolist() == [[100], [0]]
    assert service.active(table, on, ids(deals)).tolist() == [[True], [True]]


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
    table = timeline([])
    assert table.empty
    assert service.spells(table).empty
    assert service.snapshots(table, [1, 2], np.array([4], dtype=np.int64)).tolist() == [[0], [0]]


def test_snapshots_keep_the_order_asked_for_and_leave_other_logos_out():
    deals = [
        deal(1, 5, "2024-01-01", "2024-07-01", 100),
        deal(2, 3, "2024-06-30", None, 7),
        deal(3, 4, "2024-01-01", None, 9),
    ]
    table = timeline(deals, grace=0)
    days = [day("2024-07-01"), day("2024-06-30"), day("2023-12-31"), day("2024-06-30")]
    levels = service.snapshots(table, days, np.array([5, 8, 3], dtype=np.int64))
    assert levels.tolist() == [[0, 0, 7], [100, 0, 7], [0, 0, 0], [100, 0, 7]]
    assert levels.dtype == np.int64


def test_sums_stay_exact_where_floats_would_not():
    huge = 2**60 + 1
    table = timeline([deal(1, 1, "2024-01-01", None, huge)], grace=0)
    assert service.snapshots(table, [day("2025-01-01")], np.array([1], dtype=np.int64)).tolist() == [[huge]]


def test_spells_join_what_touches_and_part_at_free_days():
    deals = [
        deal(1, 1, "2024-01-01", "2024-03-01", 10),
        deal(2, 1, "2024-03-01", "2024-05-01", 20),
        deal(3, 1, "2024-05-01", "2024-06-01", 0),
        deal(4, 1, "2024-06-01", None, 30),
    ]
    spells = service.spells(timeline(deals))
    assert spells.to_numpy().tolist() == [
        [1, day("2024-01-01"), day("2024-05-01"), 20],
        [1, day("2024-06-01"), dates.OPEN_END, 30],
    ]


@settings(max_examples=examples(150), deadline=None)
@given(random_deals(), st.sampled_from((0, 1, 30, 45)), st.sampled_from((0, 20, 90)), DAYS, random_losses())
def test_every_day_of_every_logo_agrees_with_the_oracle(deals, grace, wait, as_of, losses):
    table = timeline(deals, grace=grace, wait=wait, as_of=as_of, losses=losses)
    logo_ids = ids(deals)
    days = [date(2023, 11, 1) + timedelta(days=n) for n in range(0, 560, 3)]
    days += [
        on + timedelta(days=shift)
        for on in [
            as_of,
            *(on for d in deals for on in (d.starts, d.ends or d.starts)),
            *(on for _, on in losses),
        ]
        for shift in (-1, 0, 1)
    ]
    numbers = [dates.number(on) for on in days]
    oracle = Oracle(deals, grace, as_of, losses, wait)
    wanted = [[oracle.arr(int(logo), on) for logo in logo_ids] for on in days]
    assert service.snapshots(table, numbers, logo_ids).tolist() == wanted
    assert service.active(table, numbers, logo_ids).tolist() == [
        [bool(oracle.counted(int(logo), on)) for logo in logo_ids] for on in days
    ]
    assert table["starts"].lt(table["ends"]).all()
