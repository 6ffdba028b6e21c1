"""What is left of a view on each tab, and that every tab keeps its module's promises."""

from __future__ import annotations

import inspect
from dataclasses import fields, replace
from datetime import date

import pytest

from churntui.questions.shown import View
from churntui.ui.trends.tabs import TABS, Tab

FULL = View(
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
    actions=frozenset({"export"}),
    fall=0.4,
)
BY_NAME = {tab.name: tab for tab in TABS}


def test_a_view_keeps_what_means_something():
    logos = BY_NAME["Logos"].view(FULL)
    assert (logos.regrettable, logos.voluntary, logos.first, logos.by) == (True, False, FULL.first, FULL.by)
    assert (logos.of, logos.unit, logos.share, logos.action, logos.actions) == (
        "logos",
        "logos",
        "start",
        None,
        None,
    )
    assert not BY_NAME["Revenue"].view(FULL).regrettable


def test_views_that_show_the_same_are_equal():
    tab = BY_NAME["Revenue"]
    assert tab.view(FULL) == tab.view(replace(FULL, regrettable=False, action=None, fall=0.1, unit="logos"))
    assert tab.view(FULL) != tab.view(replace(FULL, by=()))


def test_a_span_or_field_the_tab_lacks_gives_way():
    tab = Tab("x", "x", spans=("week", "month"), splits=("size",))
    assert tab.view(View(span="quarter")).span == "week"
    assert tab.view(View(span="month", by=("plan", "size"))).by == ("size",)
    assert tab.view(View(by=("plan",))).by == ()
    assert Tab("x", "x", spans=(), splits=()).view(View(by=("plan",))) == View()


def test_parts_open_on_the_first():
    tab = Tab("x", "x", parts=("one", "two"))
    assert [tab.view(View(part=part)).part for part in ("", "two", "three")] == ["one", "two", "one"]


def test_a_part_without_periods_has_no_range_and_no_split():
    tab = BY_NAME["Behaviour"]
    today = replace(FULL, part="falling today")
    assert tab.view(today) == tab.view(replace(today, span="quarter", by=(), first=None, end=None))
    assert tab.view(today).fall == FULL.fall
    assert not tab.spans_of(today)
    assert tab.sheet_name(today) == "behaviour-falling-today"
    assert tab.sheet_name(tab.view(FULL)) == "behaviour-by-month"


def test_customers_may_have_other_spans():
    tab = BY_NAME["Cohorts"]
    assert tab.view(View(span="week")).span in tab.spans
    assert tab.view(View(span="week", of="customers")).span == "week"


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.name)
def test_every_tab_has_what_it_promises(tab):
    assert tab.takes <= {field.name for field in fields(View)}
    module = tab.load()
    assert list(inspect.signature(module.figures).parameters)[:2] == ["book", "view"]
    assert tab.help()
