"""What of that which is asked means something for each question, and that every room keeps its promises."""

from __future__ import annotations

import inspect
from dataclasses import fields, replace
from datetime import date

import pytest

from churntui.questions.asked import LATEST, Asked
from churntui.questions.question import PERIODS, Question
from churntui.questions.registry import QUESTIONS, TABS

FULL = replace(
    LATEST,
    span="month",
    by=("plan", "owner"),
    regrettable=True,
    voluntary=False,
    first=date(2025, 1, 1),
    end=date(2026, 1, 1),
    of="customers",
    unit="mrr",
    share="count",
    action="export",
    actions=("export",),
    fall=0.4,
)
BY_NAME = {tab.tab: tab for tab in TABS}


def test_a_view_keeps_what_means_something():
    logos = BY_NAME["Logos"].meant(FULL)
    assert (logos.regrettable, logos.voluntary, logos.first, logos.by) == (True, False, FULL.first, FULL.by)
    assert (logos.of, logos.unit, logos.share) == (None, "logos", "start")
    assert (logos.action, logos.actions) == (None, ())
    assert not BY_NAME["Revenue"].meant(FULL).regrettable


def test_views_that_show_the_same_are_equal():
    tab = BY_NAME["Revenue"]
    assert tab.meant(FULL) == tab.meant(replace(FULL, regrettable=False, action=None, fall=0.1, unit="logos"))
    assert tab.meant(FULL) != tab.meant(replace(FULL, by=()))


def test_a_span_or_field_the_tab_lacks_gives_way():
    tab = Question("x", "x", PERIODS, spans=("week", "month"), splits=("size",))
    assert tab.meant(replace(LATEST, span="quarter")).span == "week"
    assert tab.meant(replace(LATEST, span="month", by=("plan", "size"))).by == ("size",)
    assert tab.meant(replace(LATEST, by=("plan",))).by == ()
    assert Question("x", "x", PERIODS, spans=(), splits=()).meant(replace(LATEST, by=("plan",))) == LATEST


def test_parts_open_on_the_first():
    tab = Question("x", "x", PERIODS, parts=("one", "two"))
    assert [tab.meant(replace(LATEST, part=part)).part for part in ("", "two", "three")] == [
        "one",
        "two",
        "one",
    ]


def test_a_part_without_periods_has_no_range_and_no_split():
    tab = BY_NAME["Behaviour"]
    today = replace(FULL, part="falling today")
    assert tab.meant(today) == tab.meant(replace(today, span="quarter", by=(), first=None, end=None))
    assert tab.meant(today).fall == FULL.fall
    assert not tab.spans_of(today)
    assert tab.sheet_name(today) == "behaviour-falling-today"
    assert tab.sheet_name(tab.meant(FULL)) == "behaviour-by-month"


def test_customers_may_have_other_spans():
    tab = BY_NAME["Cohorts"]
    assert tab.meant(replace(LATEST, span="week")).span in tab.spans
    assert tab.meant(replace(LATEST, span="week", of="customers")).span == "week"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_question_has_what_it_promises(question):
    assert question.takes <= {field.name for field in fields(Asked)}
    room = question.load()
    assert list(inspect.signature(room.answer).parameters) == ["book", "asked", "known"]
    assert list(inspect.signature(room.read).parameters) == ["store", "book", "asked"]
    assert bool(room.help) is bool(question.tab)


def test_what_means_nothing_is_told_as_it_was_given():
    asked = Asked(voluntary=False, actions=("send",), target=0.1)
    cohorts = next(question for question in QUESTIONS if question.name == "cohorts")
    assert [told.split(" ")[0] for told in cohorts.told_unused(asked)] == [
        "--involuntary",
        "--target",
        "--actions",
    ]
    assert (
        cohorts.told_unused(asked)[0] == "--involuntary means nothing for cohorts of logos and was not used"
    )
    customers = replace(asked, of="customers")
    assert [told.split(" ")[0] for told in cohorts.told_unused(customers)] == ["--involuntary", "--target"]
