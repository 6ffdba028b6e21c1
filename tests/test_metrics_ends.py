"""How a contract ends, contract by contract: the same rules as `metrics.service`, and held together by a law."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from books import DAYS, ids, random_deals, random_losses, timeline
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Deal
from profiles import examples

from churntui.metrics.ends import End, Ends, recorded_losses
from churntui.model.rows import Contract, Interview, Settings
from churntui.plain import dates


def signed(deal: Deal) -> Contract:
    """The deal as the book has it."""
    return Contract(
        id=deal.id, ref=f"K{deal.id}", logo_id=deal.logo, starts_on=deal.starts, ends_on=deal.ends,
        amount_minor=int(deal.paid), currency="EUR", per="year", arr_minor=deal.arr, renews_id=deal.renews,
        auto_renew=deal.renews_itself, stage=deal.called, notice_on=date(2024, 1, 1) if deal.noticed else None,
    )  # fmt: skip


def all_ends(
    deals: Iterable[Deal], losses: list[tuple[int, date]], grace: int, wait: int, as_of: date
) -> dict[int, End]:
    given = Settings(grace_days=grace, renewal_wait_days=wait)
    found = {}
    for logo in ids(deals).tolist():
        own = [signed(deal) for deal in deals if deal.logo == logo]
        ends = Ends(own, sorted({on for whose, on in losses if whose == logo}), given, as_of)
        found |= {contract.id: ends.of(contract) for contract in own}
    return found


def test_losses_are_recorded_by_full_ones_with_a_day_whatever_their_status():
    def interview(number, on, **more):
        return Interview(number, f"I{number}", 1, more.pop("status", "held"), effective_on=on, **more)

    first, second = date(2025, 1, 1), date(2025, 6, 1)
    rows = [
        interview(1, second, status="not_asked"),
        interview(2, first),
        interview(3, first, status="declined"),
        interview(4, None, held_on=first),
        interview(5, date(2026, 1, 1), kind="product"),
    ]
    assert recorded_losses(rows) == {1: (first, second)}


@settings(max_examples=examples(150))
@given(random_deals(), random_losses(), st.sampled_from((0, 1, 30, 45)), st.sampled_from((0, 20, 90)), DAYS)
def test_ends_and_waiting_are_those_of_the_timeline(deals, losses, grace, wait, as_of):
    rows = timeline(deals, grace=grace, wait=wait, as_of=as_of, losses=losses)
    found = all_ends(deals, losses, grace, wait, as_of)
    waiting = set(rows.query("kind == 'pending'")["contract_id"].tolist())
    assert {number for number, end in found.items() if end.waits} == waiting
    in_force = rows.query("kind == 'contract'")
    for number, ends in zip(in_force["contract_id"].tolist(), in_force["ends"].tolist(), strict=True):
        assert found[number].on == (None if ends == dates.OPEN_END else dates.from_number(ends))
