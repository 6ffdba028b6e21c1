"""What health is told from, read by logo and by day, with no more of the past than still speaks."""

from __future__ import annotations

from datetime import date

import pytest
from ui_books import add, logo

from churntui.data.rows import evidence
from churntui.model.evidence import Due, Override, Said, Spoken

D = date.fromisoformat


@pytest.fixture
def own(store):
    return logo(store, "Nordwind")


def test_each_noun_is_told_by_logo_in_the_order_of_its_days(store, own):
    add(store, "ticket", ref="T1", logo_id=own, opened_on="2026-03-01")
    add(store, "ticket", ref="T2", logo_id=own, opened_on="2026-02-01")
    add(store, "sentiment", logo_id=own, day="2026-02-02", score=4)
    add(store, "survey", ref="S1", logo_id=own, day="2026-02-03", kind="NPS", score=7)
    add(store, "survey", ref="S2", logo_id=own, day="2026-02-04", kind="csat", score=1)
    add(store, "review", ref="R1", logo_id=own, held_on="2026-02-05", likelihood=8)
    add(store, "payment", ref="Y1", logo_id=own, day="2026-02-06", outcome="failed")
    add(store, "payment", ref="Y2", logo_id=own, day="2026-02-07", outcome="pending")
    add(store, "milestone", logo_id=own, milestone="kicked off", due_on="2026-02-08", done_on="2026-02-09")
    add(store, "health_override", logo_id=own, score=80, reason="they sign", until="2026-12-01")
    known = evidence.read(store)
    assert known.tickets == {own: [D("2026-02-01"), D("2026-03-01")]}
    assert known.tickets_from == D("2026-02-01")
    assert known.sentiments == {own: [Said(D("2026-02-02"), 4)]}
    assert known.scores == {own: [Said(D("2026-02-03"), 7)]}
    assert known.likelihoods == {own: [Said(D("2026-02-05"), 8)]}
    assert known.payments == {own: [Said(D("2026-02-06"), 1)]}
    assert known.milestones == {own: [Due("kicked off", D("2026-02-08"), D("2026-02-09"))]}
    assert known.overrides == {own: Override(80, "they sign", D("2026-12-01"))}
    assert known.talks == {own: [Spoken(D("2026-02-05"), None, True)]}


def test_what_wears_off_is_read_from_a_day_on_and_the_last_answer_always(store, own):
    for nth, (day, both) in enumerate(
        (("2025-01-01", 1), ("2025-02-01", 1), ("2025-03-01", 0), ("2026-03-01", 0))
    ):
        add(store, "talk", ref=f"K{nth}", logo_id=own, day=day, both_ways=both)
    add(store, "ticket", ref="T1", logo_id=own, opened_on="2025-02-01")
    known = evidence.read(store, D("2026-01-01"))
    assert [spoken.day for spoken in known.talks[own]] == [D("2025-02-01"), D("2026-03-01")]
    assert (known.tickets, known.tickets_from) == ({}, D("2025-02-01"))
