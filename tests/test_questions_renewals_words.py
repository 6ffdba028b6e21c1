from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from churntui.book import Usage
from churntui.metrics.renewals import renewals
from churntui.model.living import Step
from churntui.model.rows import Contract, Logo, Settings
from churntui.questions.renewals import words

TODAY = date(2026, 11, 21)


def due(ends_in, **more):
    """The renewal of a yearly contract that ends so many days after today."""
    ends_on = TODAY + timedelta(days=ends_in)
    starts_on = ends_on.replace(year=ends_on.year - 1)
    contract = Contract(1, "K1", 1, starts_on, ends_on, 96_000_00, "EUR", "year", 96_000_00, "Team")
    (found,) = renewals(
        [contract._replace(**more)],
        {1: Logo(1, "L1", "Nordwind")},
        {},
        as_of=TODAY,
        settings=Settings(),
        arr_of=lambda contract: contract.arr_minor,
    )
    return found


@pytest.mark.parametrize(
    ("ends_in", "more", "shown"),
    [
        (83, {"notice_days": 61}, "22 d !"),
        (83, {"notice_days": 61, "auto_renew": True}, "auto 22 d !"),
        (83, {"notice_days": 61, "stage": "at_risk"}, "22 d !"),
        (83, {"notice_days": 61, "stage": "verbal"}, "22 d"),
        (83, {"notice_days": 83}, "today !"),
        (83, {"notice_days": 86, "auto_renew": True}, "passed 3 d !"),
        (83, {"notice_days": 86, "stage": "won"}, "passed 3 d"),
        (83, {"notice_days": 53}, "30 d !"),
        (83, {"notice_days": 52}, "31 d"),
        (83, {"notice_days": 52, "auto_renew": True}, "auto 31 d"),
        (83, {}, "–"),
        (83, {"auto_renew": True}, "auto"),
        (-9, {"notice_days": 30, "auto_renew": True}, "auto !"),
        (-9, {"stage": "verbal"}, "–"),
        (-9, {}, "– !"),
        (83, {"notice_days": 61, "stage": "lost"}, "22 d"),
        (83, {"notice_days": 61, "notice_on": TODAY}, "–"),
        (83, {"notice_days": 61, "notice_on": TODAY, "auto_renew": True}, "–"),
    ],
)
def test_notice_counts_down_and_marks_what_nobody_decided(ends_in, more, shown):
    renewal = due(ends_in, **more)
    assert words.notice(renewal) == shown
    assert renewal.pressing is shown.endswith("!")


@pytest.mark.parametrize(
    ("ends_in", "more", "comes", "how"),
    [
        (83, {"auto_renew": True}, "renews", "renews itself"),
        (83, {}, "renews", "does not renew itself"),
        (83, {"auto_renew": True, "notice_on": TODAY}, "ends", "notice given 21 Nov 2026"),
        (-9, {"auto_renew": True}, "ended", "renews itself"),
    ],
)
def test_what_is_known_to_end_is_not_said_to_renew(ends_in, more, comes, how):
    renewal = due(ends_in, **more)
    assert words.comes(renewal) == comes
    assert words.how_it_renews(renewal) == how
    assert words.sentence(renewal).startswith(f"Nordwind · {comes} ")


@pytest.mark.parametrize(
    ("used", "shown"),
    [
        (None, "–"),
        (Usage(20, 40, (0,) * 8 + (8, 6, 4, 2)), "█▆▅▃ −50 %"),
        (Usage(4, 4, (1,) * 12), "████ 0 %"),
        (Usage(24, 1, (0,) * 8 + (1, 8, 8, 8)), "▂███ >999 %"),
        (Usage(9, 0, (0,) * 8 + (0, 0, 3, 6)), "▁▁▅█ new"),
        (Usage(0, 0, (0,) * 12), "▁▁▁▁ none"),
    ],
)
def test_use_is_a_spark_and_its_change_where_one_can_be_told(used, shown):
    assert words.use(used) == shown


def step(what="call sponsor", **more):
    return Step(1, "S1", 1, 1, what, **more)


def test_a_next_step_reads_with_its_day_and_whose_it_is():
    planned = step(due_on=date(2026, 11, 24))
    assert words.next_step(planned, TODAY) == "call sponsor, 24 Nov"
    assert words.next_step(planned, None) == "call sponsor, 24 Nov 2026"
    assert words.next_step(step(owner="Ines"), TODAY) == "call sponsor @Ines"
    assert words.next_step(None, TODAY) == ""


def test_a_stage_reads_as_it_was_called():
    assert [words.called(stage) for stage in ("open", "at_risk")] == ["Not called yet", "Called at risk"]


def test_a_step_is_overdue_from_the_day_after():
    planned = step(due_on=TODAY)
    assert not words.overdue(planned, TODAY)
    assert words.overdue(planned, TODAY + timedelta(days=1))
    assert not words.overdue(step(), TODAY)
    assert not words.overdue(None, TODAY)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "shown"),
    [
        (date(2026, 1, 1), date(2027, 1, 1), "12 months"),
        (date(2026, 1, 1), date(2026, 2, 1), "1 month"),
        (date(2026, 1, 1), date(2026, 1, 11), "10 days"),
        (date(2026, 1, 1), None, "open-ended"),
    ],
)
def test_a_term_is_told_in_months_or_else_in_days(starts_on, ends_on, shown):
    assert words.term(due(83).contract._replace(starts_on=starts_on, ends_on=ends_on)) == shown


def test_ordinals():
    counts = (1, 2, 3, 4, 11, 12, 13, 21, 111)
    assert [words.ordinal(n) for n in counts] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "13th",
        "21st",
        "111th",
    ]


def test_a_renewal_reads_as_a_line():
    renewal = replace(due(83, notice_days=61, stage="at_risk"), step=step())
    assert words.sentence(renewal) == (
        "Nordwind · renews 12 Feb 2027 · notice by 13 Dec 2026 · €96,000 ARR · called at risk · next: call sponsor"
    )
    assert "ended 12 Nov 2026" in words.sentence(due(-9))
