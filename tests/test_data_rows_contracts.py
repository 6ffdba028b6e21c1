"""Contracts as rows, and how their renewals are called."""

from datetime import date

import pytest
from stores import add_contract, add_logo

from churntui.data import history
from churntui.data.rows import contracts
from churntui.plain.errors import NotFoundError


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


@pytest.mark.parametrize(
    "change",
    [
        lambda store: contracts.call_stage(store, 99, "won", "x"),
    ],
)
def test_a_contract_that_is_gone(store, change):
    with pytest.raises(NotFoundError, match="no longer"):
        change(store)
    assert history.undo(store) is None
