"""A change within the term of a contract: it ends, and what renewed it renews the new one."""

from datetime import date

import pytest
from stores import add_contract, add_logo, renew_as_it_was, whole

from churntui.book import Book
from churntui.data import history
from churntui.data.keeping import terms
from churntui.data.keeping.rows import FieldError
from churntui.data.rows import contracts
from churntui.model.terms import next_term


@pytest.fixture
def kept(store):
    return add_contract(store, "K1", add_logo(store, "L1"), "2026-01-01", "2027-01-01", plan="Team")


def larger(day, **values):
    """What is entered of a larger contract that begins on that day."""
    usual = {
        "starts_on": day,
        "ends_on": "2027-01-01",
        "amount_minor": 240_000,
        "currency": "EUR",
        "per": "year",
    }
    return {"logo_id": 1, "ref": "K2", "plan": "Team plus", **usual, **values}


def links(store):
    return {contract.ref: contract.renews_id for contract in contracts.every(store)}


def test_what_renewed_the_contract_already_renews_the_new_one(store, kept):
    renewing = renew_as_it_was(store, kept)
    before = whole(store, history.RECORDED)
    new = terms.change_within(store, kept, larger("2026-06-01"), "Larger")
    assert links(store) == {"K1": None, "K2": kept, "K1-r2": new}
    due = {renewal.contract.id for renewal in Book.load(store, date(2026, 10, 1)).renewals}
    assert due == {renewing}
    assert history.undo(store) == "Larger"
    assert whole(store, history.RECORDED) == before


def test_the_new_one_begins_before_what_renews_the_contract_already(store, kept):
    renew_as_it_was(store, kept)
    with store.write():
        store.rows("UPDATE contract SET starts_on = '2026-05-01' WHERE ref = 'K1-r2'")
    with pytest.raises(FieldError, match="is not before 2026-05-01, when K1-r2 begins") as refused:
        terms.change_within(store, kept, larger("2026-06-01"), "Larger")
    assert refused.value.field == "starts_on"
    assert links(store) == {"K1": None, "K1-r2": kept}


def test_a_renewal_is_proposed_as_the_next_term_is_decided(store, kept):
    add_contract(store, "K9", 1, "2026-07-01", "2027-01-01", 600_000, per="term")
    of_logo = {contract.ref: contract for contract in contracts.every(store)}
    beside = of_logo["K9"]
    offered = terms.proposed("renewal", beside, [*of_logo.values()], date(2026, 11, 28))
    decided = next_term(beside, [*of_logo.values()])
    assert (offered["amount_minor"], offered["per"], offered["ends_on"]) == (
        1_200_000,
        "year",
        date(2028, 1, 1),
    )
    assert all(getattr(decided, field) == value for field, value in offered.items())
    endless = add_contract(store, "K10", add_logo(store, "L2"), "2026-01-01", None)
    (open_ended,) = [contract for contract in contracts.every(store) if contract.id == endless]
    assert terms.proposed("renewal", open_ended, [], date(2026, 11, 28))["ends_on"] is None
