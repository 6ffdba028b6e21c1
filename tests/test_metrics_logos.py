"""A logo's status is the one its contracts and recorded outcomes give it, and agrees with the attrition report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from books import deal, frame, lost, random_deals
from hypothesis import given

from churntui.metrics import attrition, service
from churntui.metrics.ends import recorded_losses
from churntui.metrics.ground import loss_frame
from churntui.metrics.logos import STATUSES, Standing, Tally, standings, tally
from churntui.metrics.renewals import renewals
from churntui.metrics.service import Rules
from churntui.model.rows import Contract, Interview, Logo, Settings
from churntui.plain import dates

AS_OF = date(2025, 6, 15)
ALL = np.array([1, 2, 3], dtype=np.int64)


def stand(deals, *, interviews=(), stages=None, left_out=None, plans=None, as_of=AS_OF, ids=ALL):
    """The standings of logos 1 to 3, through the same figures the book uses."""
    rows = frame(deals)
    if plans:
        rows["plan"] = plans
    contracts = [
        Contract(
            id=d.id, ref=f"K{d.id}", logo_id=d.logo, starts_on=d.starts, ends_on=d.ends, amount_minor=int(d.paid),
            currency="EUR", per="year", arr_minor=d.arr, plan="Team", renews_id=d.renews,
            stage=(stages or {}).get(d.id, d.called), auto_renew=d.renews_itself,
            notice_on=date(2024, 1, 1) if d.noticed else None,
        )
        for d in deals
    ]  # fmt: skip
    logos = {int(i): Logo(int(i), f"L{i}", f"Logo {i}") for i in ids}
    losses = recorded_losses(interviews)
    due = renewals(
        contracts, logos, losses, as_of=as_of, settings=Settings(), arr_of=lambda contract: contract.arr_minor
    )
    timeline = service.timeline(rows, loss_frame(losses), Rules(30, 90), as_of)
    return standings(
        timeline,
        rows,
        logo_ids=ids,
        as_of=as_of,
        renewals=due,
        losses=losses,
        left_out=left_out or {},
    )


def test_in_force_is_active_with_the_sum_of_its_contracts_and_their_plans():
    deals = [deal(1, 1, "2025-01-01", "2026-01-01", 700), deal(2, 1, "2025-02-01", None, 500)]
    one = stand(deals, plans=["Team", "Audit Pack"])[1]
    assert (one.status, one.on, one.arr, one.arr_lost) == ("active", None, 1200, 0)
    assert one.plans == ("Team", "Audit Pack")
    assert one.renewal is not None
    assert one.renewal.contract.id == 1


@pytest.mark.parametrize(
    ("ends", "status"),
    [
        ("2025-06-16", "active"),
        ("2025-06-15", "pending"),
        ("2025-05-16", "pending"),
        ("2025-05-15", "lost"),
    ],
)
def test_past_its_end_it_is_pending_for_the_grace_days_and_then_lost(ends, status):
    one = stand([deal(1, 1, "2024-06-01", ends, 1200)])[1]
    assert one.status == status
    if status != "active":
        assert one.on == date.fromisoformat(ends)
    assert (one.arr, one.arr_lost) == ((0, 1200) if status == "lost" else (1200, 0))


def test_a_recorded_loss_leaves_nothing_pending():
    exit_talk = Interview(1, "I1", 1, "held", effective_on=date(2025, 6, 10))
    one = stand([deal(1, 1, "2024-06-10", "2025-06-10", 1200)], interviews=[exit_talk])[1]
    assert (one.status, one.on, one.arr_lost) == ("lost", date(2025, 6, 10), 1200)


def test_a_loss_announced_is_known_churn_until_it_is_effective():
    exit_talk = Interview(1, "I1", 1, "held", effective_on=date(2025, 9, 1))
    one = stand([deal(1, 1, "2024-09-01", "2025-09-01", 1200)], interviews=[exit_talk])[1]
    assert (one.status, one.on, one.arr) == ("known_churn", date(2025, 9, 1), 1200)


def test_notice_makes_known_churn_unless_something_else_goes_on_and_a_call_does_not():
    alone = [deal(1, 1, "2024-09-01", "2025-09-01", 1200)]
    beside = deal(2, 1, "2025-01-01", None, 100)
    noticed = replace(alone[0], noticed=True)
    assert stand(alone, stages={1: "lost"})[1].status == "active"
    assert stand([noticed])[1].status == "known_churn"
    assert stand([noticed, beside])[1].status == "active"


def test_what_starts_later_is_upcoming_also_after_a_loss():
    first = stand([deal(1, 1, "2025-07-01", "2026-07-01", 1200)])[1]
    again = stand([deal(1, 1, "2023-01-01", "2024-01-01", 900), deal(2, 1, "2025-07-01", None, 1200)])[1]
    assert (first.status, first.on, first.arr) == ("upcoming", date(2025, 7, 1), 0)
    assert (again.status, again.on) == ("upcoming", date(2025, 7, 1))


def test_free_never_and_without_a_rate_are_told_apart():
    no_rate = replace(deal(2, 2, "2025-01-01", None, 0), without_rate=True)
    found = stand([deal(1, 1, "2025-01-01", None, 0), no_rate], left_out={2: 1})
    assert [found[i].status for i in (1, 2, 3)] == ["free", "unpriced", "never"]
    assert found[2].left_out == 1


def test_lost_to_a_free_contract_is_lost():
    one = stand([deal(1, 1, "2024-01-01", "2025-01-01", 900), deal(2, 1, "2025-01-01", None, 0)])[1]
    assert (one.status, one.on, one.arr_lost) == ("lost", date(2025, 1, 1), 900)


def test_a_lost_logo_keeps_its_last_plan():
    deals = [deal(1, 1, "2023-01-01", "2024-01-01", 900), deal(2, 1, "2024-01-01", "2025-01-01", 900)]
    assert stand(deals, plans=["Team", "Business"])[1].plans == ("Business",)


@given(random_deals())
def test_active_ones_are_those_of_the_report_and_every_logo_has_a_status(deals):
    as_of = date(2024, 6, 15)
    found = stand(deals, as_of=as_of, left_out={d.logo: 1 for d in deals if d.without_rate})
    rows = service.timeline(frame(deals), lost(), Rules(30, 90), as_of)
    paying = service.snapshots(rows, [dates.number(as_of)], ALL)[0]
    assert {i: one.arr for i, one in found.items()} == dict(zip(ALL.tolist(), paying.tolist(), strict=True))
    for i, one in found.items():
        assert one.status in STATUSES
        active = bool(service.active(rows, [dates.number(as_of)], np.array([i]))[0, 0])
        assert active == (one.status in {"active", "pending", "known_churn", "unpriced"})
    losses = attrition.all_losses(rows, as_of)
    last = dict(zip(losses["logo_id"], losses["lost_on"], strict=True))
    for logo_id, one in found.items():
        if one.status == "lost":
            assert one.on == last[logo_id]
            assert one.on <= as_of
        if one.status == "upcoming":
            assert one.on is not None
            assert one.on - as_of >= timedelta(days=1)


def test_a_tally_counts_and_adds_up_by_status_in_their_order():
    def of(status, arr):
        return Standing(status, None, arr, 0, (), None, 0)

    found = tally([of("never", 0), of("active", 300), of("active", 50)])
    assert list(found.items()) == [("active", Tally(2, 350)), ("never", Tally(1, 0))]
    assert tally([]) == {}
