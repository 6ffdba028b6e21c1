from __future__ import annotations

from dataclasses import replace

import pytest
from stores import add_renewal
from ui_books import AS_OF, add, contract, logo, use

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.questions.renewals.explaining import explanation


@pytest.fixture
def book(tmp_path):
    """Nordwind renews itself in 83 days, Acme has no rate and no activity, Orbis is known to leave."""
    with open_book(tmp_path / "book.db") as store:
        for name in ("Nordwind", "Acme", "Orbis"):
            logo(store, name, owner="Ana")
        contract(store, 1, 83, 96_000_00, currency="USD", notice_days=61, auto_renew=1)
        contract(store, 2, 20, 5_000_00, currency="GBP")
        contract(store, 3, 50, 1_000_00)
        add(store, "setting", key="reporting_currency", value="EUR")
        add(store, "rate", currency="USD", to_currency="EUR", rate="0.5")
        add_renewal(store, 1, "verbal", step="=call", by="2026-11-24")
        add_renewal(store, 3, "lost")
        use(store, 1, [10] * 4 + [20] * 4)
        yield Book.load(store, AS_OF).with_usage(store)


def by_name(book):
    return {renewal.logo.name: renewal for renewal in book.renewals}


def test_a_row_is_explained_with_the_numbers_that_went_in(book):
    told = explanation(book, by_name(book)["Nordwind"], book.renewals)
    for line in (
        "**61–90**",
        "12 Feb 2027, in 83 days as of 21 Nov 2026. Grace 30 days.",
        "the end less 61 days of notice is 13 Dec 2026, in 22 days. It renews itself",
        "€48,000 × 90 % (called verbal) = €43,200",
        "80 qualifying actions in the 28 days to 20 Nov 2026, 40 in the 28 before: +100 %",
        "3 contracts, €49,000 due, €43,200 forecast, €0 at risk. 1 without a rate into EUR",
    ):
        assert line in told


def test_notice_that_was_given_leaves_nothing_to_decide(book):
    noticed = by_name(book)["Nordwind"]
    noticed = replace(noticed, bucket="known_churn", contract=noticed.contract._replace(notice_on=AS_OF))
    told = explanation(book, noticed, [])
    assert "**Notice**: nothing is left to decide, notice given 21 Nov 2026." in told
    assert "renews itself" not in told


def test_what_cannot_be_told_is_said(book):
    acme = explanation(book, by_name(book)["Acme"], [])
    assert "no rate from GBP into EUR" in acme
    assert "none is agreed" in acme
    assert "not measured" in acme
    assert "× 0 % (called lost) = €0" in explanation(book, by_name(book)["Orbis"], [])
