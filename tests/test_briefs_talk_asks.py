"""What a logo asked for, with the work that answers it, and whether that may be shown."""

from __future__ import annotations

from datetime import date

from stores import add, add_contract, add_logo

from churntui.book import Book
from churntui.briefs.talk import sheet

AS_OF = date(2026, 11, 21)


def test_an_ask_is_told_with_what_answers_it_and_whether_that_may_be_shown(store):
    acme = add_logo(store, "Acme")
    add_contract(store, "K1", acme, "2026-02-12", "2027-02-12")
    for name in ("missing SSO", "price", "slow"):
        add(store, "theme", name=name)
    add(store, "talk", ref="T1", logo_id=acme, day="2026-11-01")
    for theme in (1, 2, 3):
        add(store, "talk_theme", talk_id=1, theme_id=theme)
    for nth, (name, theme, shareable) in enumerate((("SSO", 1, 1), ("New prices", 2, 0)), 1):
        add(
            store, "initiative", ref=f"I{nth}", name=name, status="planned", due_on="2027-03-01", shareable=shareable
        )  # fmt: skip
        add(store, "initiative_theme", initiative_id=nth, theme_id=theme)
    told = sheet.of(store, Book.load(store, AS_OF).with_usage(store), acme)
    asked = next(section.points for section in told.sections if section.heading == "What they asked for")
    assert [f"{point.text} → {point.so_what}" for point in asked] == [
        "missing SSO (talk 1 Nov) → SSO: planned for 1 Mar 2027 (may be shown)",
        "price (talk 1 Nov) → New prices: planned for 1 Mar 2027 (not to be shown)",
        "slow (talk 1 Nov) → Nothing on the roadmap answers it",
    ]
