"""What is asked: what is usual, what is left of it, and what was given in vain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from churntui.questions.asked import LATEST, Asked


def test_periods_are_months_and_on_a_screen_quarters():
    assert (Asked().every, LATEST.every, replace(LATEST, span="week").every) == ("month", "quarter", "week")


def test_only_some_fields_are_kept_and_whether_the_latest_are_meant():
    asked = replace(LATEST, span="month", by=("plan",), regrettable=True, first=date(2026, 1, 1))
    assert asked.only({"by", "first"}) == replace(LATEST, by=("plan",), first=date(2026, 1, 1))
    assert replace(asked, latest=False).only(()) == Asked()


def test_what_was_given_in_vain_is_called_as_it_was_typed():
    asked = Asked(span="month", first=date(2026, 1, 1), end=date(2026, 2, 1), of="logos", voluntary=False)
    assert asked.beyond(()) == ("period", "from", "to", "involuntary", "of")
    assert asked.beyond({"span", "first", "end", "of", "voluntary"}) == ()
    assert replace(asked, voluntary=True).beyond({"span", "first", "end"}) == ("voluntary", "of")
