"""Contracts as rows, how their renewals are called, and the one key that rolls them on."""

import re
from datetime import date

import pytest
from stores import add_contract, add_logo

from churntui.data import history
from churntui.data.rows import contracts
from churntui.plain.errors import BadInputError, NotFoundError


@pytest.fixture
def contract_id(store):
    return add_contract(
        store,
        "K7",
        add_logo(store, "L1"),
        "2025-01-31",
        "2026-01-31",
        plan="Team",
        auto_renew=1,
        notice_days=60,
    )


def only(store):
    (contract,) = contracts.every(store)
    return contract


def test_a_row_as_the_model_has_it(store, contract_id):
    found = only(store)
    assert (found.ref, found.starts_on, found.ends_on) == ("K7", date(2025, 1, 31), date(2026, 1, 31))
    assert (found.auto_renew, found.notice_days, found.stage) == (True, 60, "open")
    assert contracts.of_logo(store, found.logo_id) == [found]


def test_calling_is_one_edit(store, contract_id):
    contracts.call_stage(store, contract_id, "verbal", "call verbal")
    assert only(store).stage == "verbal"
    assert [history.undo(store) for _ in range(2)] == ["call verbal", None]
    assert only(store).stage == "open"


def test_rolling_on_keeps_length_and_terms(store, contract_id):
    new = contracts.roll_on(store, contract_id, "roll on")
    again = contracts.roll_on(store, new, "roll on")
    old, second, third = sorted(contracts.every(store), key=lambda contract: contract.starts_on)
    assert (second.id, third.id) == (new, again)
    assert (second.ref, third.ref) == ("K7-r2", "K7-r3")
    assert (second.starts_on, second.ends_on) == (date(2026, 1, 31), date(2027, 1, 31))
    assert (second.renews_id, third.renews_id) == (old.id, second.id)
    same = [
        (c.amount_minor, c.arr_minor, c.currency, c.plan, c.auto_renew, c.notice_days)
        for c in (old, second, third)
    ]
    assert len(set(same)) == 1


def test_a_ref_that_is_taken_is_not_that_of_a_later_term_either(store, contract_id):
    add_contract(store, "K7-r2", 1, "2020-01-01", "2021-01-01")
    new = contracts.roll_on(store, contract_id, "roll on")
    ref = store.scalar("SELECT ref FROM contract WHERE id = ?", (new,))
    assert re.fullmatch("K7-r2-[0-9A-Z]{5}-[0-9A-Z]{5}", ref)


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
    ],
)
def test_the_end_of_the_next_term(store, starts_on, ends_on, expected):
    add_contract(store, "K1", add_logo(store, "L1"), starts_on, ends_on)
    assert contracts.next_end(only(store)) == expected


@pytest.mark.parametrize(
    ("first", "ends"),
    [
        ("2025-01-31", ["2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31"]),
        ("2025-01-30", ["2025-02-28", "2025-03-30", "2025-04-30", "2025-05-30"]),
        ("2025-02-28", ["2025-03-28", "2025-04-28", "2025-05-28"]),
    ],
)
def test_rolling_on_keeps_the_day_of_the_chain_and_what_it_brings(store, first, ends):
    number = add_contract(store, "K1", add_logo(store, "L1"), first, ends[0], 10_000, per="term")
    for _ in ends[1:]:
        number = contracts.roll_on(store, number, "roll on")
    found = contracts.every(store)
    assert [contract.ends_on.isoformat() for contract in found] == ends
    assert {contract.arr_minor for contract in found} == {120_000}


def test_a_chain_goes_back_as_far_as_its_starts_agree(store):
    logo_id = add_logo(store, "L1")
    first = add_contract(store, "K1", logo_id, "2025-01-15", "2025-01-30")
    second = add_contract(store, "K2", logo_id, "2025-01-30", "2025-02-28", renews_id=first)
    with store.write():
        store.rows("UPDATE contract SET renews_id = ? WHERE id = ?", (second, first))
    everyone = contracts.every(store)
    assert contracts.next_end(everyone[1], everyone) == date(2025, 3, 30)


def test_what_cannot_be_rolled_on(store, contract_id):
    contracts.roll_on(store, contract_id, "roll on")
    with pytest.raises(BadInputError, match="renewed already"):
        contracts.roll_on(store, contract_id, "roll on")
    open_ended = add_contract(store, "K9", 1, "2025-01-01", None)
    with pytest.raises(BadInputError, match="has no end"):
        contracts.roll_on(store, open_ended, "roll on")
    assert store.scalar("SELECT count(*) FROM contract") == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda store: contracts.roll_on(store, 99, "x"),
        lambda store: contracts.call_stage(store, 99, "won", "x"),
    ],
)
def test_a_contract_that_is_gone(store, change):
    with pytest.raises(NotFoundError, match="no longer"):
        change(store)
    assert history.undo(store) is None


def test_rolling_on_takes_no_notice_along(store):
    old = add_contract(store, "K1", add_logo(store, "L1"), "2024-01-01", "2025-01-01", notice_on="2024-09-01")
    new = contracts.roll_on(store, old, "roll on")
    assert store.scalar("SELECT notice_on FROM contract WHERE id = ?", (new,)) is None
