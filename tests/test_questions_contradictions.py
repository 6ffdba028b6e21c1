"""A book's contradictions through everything the book knows."""

from __future__ import annotations

from ui_books import AS_OF, add, contract, logo, use

from churntui.book import Book
from churntui.questions import today as attention
from churntui.questions.contradictions import found


def read(store) -> Book:
    return Book.load(store, AS_OF).with_usage(store)


def told(store) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in found(read(store))]


def loss(store, logo_id, on, **values):
    given = {"ref": f"I{logo_id}", "status": "held", "updated_at": "", "effective_on": on}
    return add(store, "interview", logo_id=logo_id, **(given | values))


def test_a_sound_book_has_none(store):
    nordwind = logo(store, "Nordwind")
    contract(store, nordwind, -200)
    contract(store, nordwind, 165, starts_on="2026-05-05", renews_id=1)
    gone = logo(store, "Gone")
    contract(store, gone, -100)
    loss(store, gone, "2026-08-13")
    use(store, nordwind, (3, 3, 3, 3))
    assert told(store) == []


def test_all_of_them_are_named_once_and_counted_on_today(store):
    running = logo(store, "Runs on")
    contract(store, running, None)
    loss(store, running, "2026-08-01")
    used = logo(store, "Used")
    contract(store, used, -100)
    loss(store, used, "2026-08-13")
    use(store, used, (3, 3))
    contract(store, logo(store, "Silent"), -100)
    foreign = logo(store, "Foreign")
    contract(store, foreign, 200, currency="GBP")
    add(store, "open_link", contract_id=contract(store, foreign, 300, plan="Other"), renews="K0")
    assert told(store) == [
        ("pays_on", "lost on 1 Aug 2026, contract K1 has no end"),
        ("used_after", "lost on 13 Aug 2026, last used on 20 Nov 2026"),
        ("no_outcome", "ended on 13 Aug 2026: no notice, loss or interview"),
        ("link", "contract K5 renews K0, which is not in the book"),
        ("no_rate", "contract K4 is in GBP, of which there is no rate on 9 Jun 2026"),
    ]
    needs = [need for need in attention.everything(read(store), {}) if need.contradiction is not None]
    assert [(need.kind, need.contradiction, need.title) for need in needs] == [
        ("contradiction", "link", "Foreign"),  # it pays on: a row of its own
        ("contradictions", "pays_on", "Lost, and a contract runs on"),
        ("contradictions", "used_after", "Used after the end"),
        ("contradictions", "no_rate", "No exchange rate"),
    ]
    assert {need.text for need in needs[1:]} == {"1 contradiction in the record"}
