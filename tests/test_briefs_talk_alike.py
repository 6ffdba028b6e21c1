"""Which logos stayed, and what they do that one does not."""

from __future__ import annotations

from datetime import date

from stores import add_contract, add_interview, add_logo, add_usage

from churntui.book import Book
from churntui.briefs.talk import sheet

AS_OF = date(2026, 11, 21)


def test_logos_like_it_that_stayed_are_told_with_what_they_use(store):
    for nth, (name, trade) in enumerate(
        (("Acme", "Food"), ("Borealis", "Food"), ("Cedar", "Finance"), ("Delta", "Food"), ("Echo", "Food")), 1
    ):
        add_logo(store, name, industry=trade)
        add_contract(store, f"{name}1", nth, "2025-02-12", "2026-02-12")
        add_contract(
            store, f"{name}2", nth, "2026-02-12", "2027-02-12", amount=nth * 100_000, renews_id=2 * nth - 1
        )
    add_contract(store, "F1", add_logo(store, "Foxtrot", industry="Food"), "2026-02-12", "2027-02-12")
    add_interview(store, "I1", 4, kind="full", effective_on="2027-02-12")
    for logo_id, action in ((1, "send"), (2, "share"), (2, "send"), (5, "share")):
        add_usage(store, logo_id, ["2026-11-10", "2026-11-20"], action=action)
    told = sheet.of(store, Book.load(store, AS_OF).with_usage(store), 1)
    stayed = next(
        section.points for section in told.sections if section.heading == "Logos like it that stayed"
    )
    assert [point.text for point in stayed] == [
        "Echo · Food · €5.0k · renewed 12 Feb · uses share",
        "Borealis · Food · €2.0k · renewed 12 Feb · uses send, share",
        "2 of 2 do what this logo does not: share",
    ]
