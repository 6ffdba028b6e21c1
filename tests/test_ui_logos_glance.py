from __future__ import annotations

from datetime import timedelta

from stores import add_renewal
from ui_books import AS_OF, add, contract, logo, use

from churntui.book import Book
from churntui.questions.logo_file import read
from churntui.ui.logos.glance import glance


def lines(store, logo_id):
    book = Book.load(store, AS_OF).with_usage(store)
    return glance(book.standings[logo_id], read(store, book, logo_id), book)


def days_ago(days):
    return (AS_OF - timedelta(days=days)).isoformat()


def test_before_a_call_it_says_what_is_due_and_what_was_not_done(store):
    acme = logo(store, "Acme")
    contract(store, acme, 83, notice_days=60, auto_renew=1)
    use(store, acme, [10, 10, 10, 10, 5, 5, 5, 5])
    found = lines(store, acme)
    assert found[:4] == [
        "Renews itself 12 Feb, in 83 days",
        "Notice by 14 Dec (23 d !)",
        "Not called yet",
        "Not talked about yet !",
    ]
    assert "20 actions in 28 d, 40 before, −50 %" in found


def test_what_was_agreed_stands_there(store):
    acme = logo(store, "Acme")
    agreed = contract(store, acme, 83)
    add_renewal(store, agreed, "at_risk", step="call the sponsor", by="2026-11-24", talked_on=days_ago(3))
    found = lines(store, acme)
    assert found[:4] == [
        "Renews 12 Feb, in 83 days",
        "Called at risk",
        "Talked 18 Nov",
        "Next: call the sponsor, 24 Nov",
    ]


def test_a_champion_who_left_without_a_successor_is_marked(store):
    acme = logo(store, "Acme")
    contract(store, acme, 200)
    add(store, "person", ref="P1", logo_id=acme, name="Ann", champion=1, left_on=days_ago(9))
    assert "  left 12 Nov, no successor !" in lines(store, acme)
    add(store, "person", ref="P2", logo_id=acme, name="Bo", champion=1, last_contact_on=days_ago(5))
    found = lines(store, acme)
    assert "Champion Bo" in found
    assert "  last contact 5 days ago" in found
    assert not [line for line in found if "no successor" in line]


def test_of_a_lost_logo_the_interview_counts_and_not_its_silence(store):
    acme = logo(store, "Acme")
    contract(store, acme, -60)
    use(store, acme, [5] + [0] * 9)
    add(
        store, "interview", ref="I1", logo_id=acme, status="held", held_on=days_ago(50),
        stated_reason="too expensive", primary_reason="quality_support", updated_at="2026-11-01T00:00:00Z",
    )  # fmt: skip
    assert lines(store, acme) == [
        "Exit interview: held, 2 Oct",
        "  stated “too expensive”",
        "  assessed quality, support",
    ]


def test_tickets_are_counted_and_the_last_score_is_told(store):
    acme = logo(store, "Acme")
    for nth, (opened, closed) in enumerate([(5, None), (80, 70), (200, 190)]):
        ended = None if closed is None else days_ago(closed)
        add(store, "ticket", ref=f"T{nth}", logo_id=acme, opened_on=days_ago(opened), closed_on=ended)
    add(store, "survey", ref="S1", logo_id=acme, day=days_ago(40), kind="nps", score=7)
    add(store, "survey", ref="S2", logo_id=acme, day=days_ago(4), kind="nps", comment="no score given")
    assert lines(store, acme) == ["Tickets: 2 in 90 days, 1 open", "Last NPS: 7, 12 Oct"]
