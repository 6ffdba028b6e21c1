"""An attempt to keep a logo in words."""

from __future__ import annotations

from datetime import date

from churntui.book import Book
from churntui.model.rows import Interview
from churntui.model.saving import SaveAttempt
from churntui.questions.attempts import called, offered, stands, summed, tried_before

TODAY = date(2026, 11, 21)
OLD = SaveAttempt(date(2026, 7, 2), "Ana", "a call", "no", "given up")


def test_in_a_line():
    assert called(OLD) == "2 Jul 2026: Ana, a call, no, given up"
    assert called(SaveAttempt()) == "an attempt"
    assert summed([SaveAttempt(), OLD]) == "2, last 2 Jul 2026: Ana, a call, no, given up"
    assert summed([]) == ""
    told = SaveAttempt(offer="20 %", offer_kind="discount", stage="saving", at_risk_on=date(2026, 7, 1))
    assert called(told) == "1 Jul 2026: discount: 20 %, saving"


def test_how_far_it_is_and_since_when():
    assert stands(SaveAttempt(stage="saving", day=date(2026, 11, 3)), TODAY) == "saving since 3 Nov, 18 days"
    assert stands(SaveAttempt(stage="at_risk"), TODAY) == "at risk"
    assert stands(SaveAttempt(stage="lost", closed_on=date(2026, 11, 3)), TODAY) == "lost on 3 Nov"


def test_a_kind_is_not_said_twice():
    assert offered(SaveAttempt(offer="Discount of 20 %", offer_kind="discount")) == "Discount of 20 %"
    assert offered(SaveAttempt(offer_kind="executive_call")) == "executive call"
    assert offered(SaveAttempt()) == ""


def test_what_was_tried_before_a_loss_stands_in_its_interview_alone():
    early = SaveAttempt(logo_id=1, at_risk_on=date(2025, 5, 1), id=1)
    late = SaveAttempt(logo_id=1, at_risk_on=date(2026, 5, 1), id=2)
    told = SaveAttempt(logo_id=1, interview_id=8, day=date(2025, 5, 9), id=3)
    other = SaveAttempt(logo_id=2, at_risk_on=date(2025, 5, 1), id=4)
    heard = Interview(8, "I8", 1, "held", effective_on=date(2025, 6, 1))
    book = Book(TODAY, interviews=(heard,), attempts=(early, told, late, other))
    assert tried_before(book, 1, 8) == (early,)
    assert tried_before(book, 1, None) == (late,)
    assert tried_before(book, 2, None) == (other,)
