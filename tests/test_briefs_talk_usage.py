"""Use and seats of a logo against the start of its term, by hand."""

from __future__ import annotations

from datetime import date

import pytest
from stores import add, add_contract, add_logo, add_usage

from churntui.book import Book
from churntui.briefs.talk import sheet

AS_OF = date(2026, 11, 21)


@pytest.fixture
def says(store):
    """The texts of one section of the sheet of Acme; none where it is not there."""

    def made(heading):
        told = sheet.of(store, Book.load(store, AS_OF).with_usage(store), 1)
        return [
            point.text for section in told.sections if section.heading == heading for point in section.points
        ]

    return made


@pytest.fixture
def acme(store):
    """A year from 12 Feb 2026, with more seats since June in a contract that carries it on; a year before it."""
    logo_id = add_logo(store, "Acme")
    add_contract(store, "K1", logo_id, "2025-02-12", "2026-02-12", seats=8)
    add_contract(store, "K2", logo_id, "2026-02-12", "2026-06-12", seats=10, renews_id=1)
    add_contract(store, "K3", logo_id, "2026-06-12", "2027-02-12", seats=12, renews_id=2)
    for ref in ("U1", "U2", "U3"):
        add(store, "customer", ref=ref, logo_id=logo_id, joined_on="2025-02-12")
    return logo_id


def test_the_start_of_the_term_is_that_of_the_year_not_of_a_change_within_it(store, says, acme):
    for day, customer, times in (
        ("2025-03-01", 1, 1),
        ("2026-02-12", 1, 4),
        ("2026-03-11", 2, 3),
        ("2026-03-12", 3, 90),
        ("2026-06-12", 1, 50),
        ("2026-10-20", 1, 20),
        ("2026-11-20", 1, 14),
    ):
        add_usage(store, acme, [day], n=times, customer=customer)
    use = says("Use, now and before")
    assert use[0] == (
        "28 days to 20 Nov 2026: 14 actions · 20 before (▼ 30 %) · 7 when the term began, 12 Feb 2026 (▲ 100 %)"
    )
    assert (
        use[2]
        == "28 days to 20 Nov 2026: 1 person active · 0 a quarter ago (▲) · 2 when the term began, 12 Feb 2026 (▼)"
    )
    assert says("Seats") == [
        "12 bought, 8 before this term · 3 people have one · 1/12 · 8.3 % of the seats active"
    ]


def test_a_term_that_began_before_anything_was_measured_says_so(store, says, acme):
    add_usage(store, acme, ["2026-11-20"], n=14, customer=1)
    assert says("Use, now and before")[-1] == "Use at the start of the term is not known"


def test_old_figures_say_nothing_of_now(store, says, acme):
    add_usage(store, acme, ["2026-08-01"], n=14, customer=1)
    assert says("Use, now and before") == ["Measured until 1 Aug 2026 only: ask them what they do now"]


def test_seats_that_some_contract_does_not_say_are_not_told(store, says, acme):
    add_contract(store, "K4", acme, "2026-06-12", "2027-02-12")
    assert says("Seats") == []
