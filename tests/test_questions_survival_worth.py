"""Expected revenue as people read it."""

from __future__ import annotations

from datetime import timedelta

from survival_books import TODAY, book, cells, shown

from churntui.metrics.expected import Total
from churntui.plain.dates import Period
from churntui.questions.survival.lives import Lives
from churntui.questions.survival.worth import Worth, about, band, share_seen


def test_what_lies_beyond_the_longest_tenure_is_marked():
    found = shown()
    expected, seen = cells(found, 0, "Expected, 5 y", "Seen")
    assert expected.startswith("~€")
    assert seen.endswith("%")
    assert "a guess" in found.rows[0].explained
    old = [("", 366, True)] * 5 + [("", 4_000, False)] * 5 + [("", 400, False)]
    one = shown(lives=old).rows[2]
    assert not one.line.cells[8].startswith("~")
    assert "All of it lies within" in one.explained


def test_an_amount_in_words():
    known, guessed = Total(1, 100, 400, 400, 300, 500), Total(1, 100, 40_000, 10_000, 300, 50_000)
    assert (about(book(), known), about(book(), guessed)) == ("€4", "~€400")
    assert band(book(), guessed) == "€3 – €500"
    assert (share_seen(known), share_seen(guessed), share_seen(Total(0, 0, 0, 0, 0, 0))) == (
        "100 %",
        "25 %",
        "–",
    )


def test_one_by_one_they_come_to_what_they_are_together():
    active = Worth.active(book(), Lives.of(book(), ("industry",)))
    food = active.within("Food")
    each, whole = active.each(food), active.total(food)
    assert (len(each), whole.logos) == (6, 6)
    assert (sum(one.worth.arr for one in each), sum(one.worth.amount for one in each)) == (
        whole.arr,
        whole.amount,
    )
    assert [one.worth.amount for one in each] == sorted((one.worth.amount for one in each), reverse=True)


def test_a_loss_lies_in_the_period_of_its_last_day_of_service():
    lost = Worth.lost(book(), Lives.of(book(), ()))
    ended = Period.of(TODAY - timedelta(days=101), "month")
    assert lost.ended_in(ended).sum() == 12
    assert not lost.ended_in(Period.of(ended.ends_on, "month")).any()
