from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from ui_books import AS_OF

from churntui.book import Book, Usage
from churntui.metrics.logos import STATUSES, Standing
from churntui.metrics.renewals import renewals
from churntui.model.rows import Contract, Logo, Settings
from churntui.ui.logos import standing as words

BOOK = Book(AS_OF, usage={}, usage_through=AS_OF - timedelta(days=1))


def standing(status, days=None, **more):
    on = None if days is None else AS_OF + timedelta(days=days)
    given = {"arr": 0, "arr_lost": 0, "plans": (), "renewal": None, "left_out": 0} | more
    return Standing(status, on, **given)


def renewal(days, notice_days, stage="open"):
    ends = AS_OF + timedelta(days=days)
    agreed = Contract(
        1, "K1", 1, date(2025, 1, 1), ends, 100, "EUR", "year", 100, notice_days=notice_days, stage=stage
    )
    found = renewals(
        [agreed],
        {1: Logo(1, "L1", "Acme")},
        {},
        as_of=AS_OF,
        settings=Settings(),
        arr_of=lambda contract: contract.arr_minor,
    )
    return found[0]


@pytest.mark.parametrize(
    ("given", "text", "sentence"),
    [
        (standing("active"), "active", "active"),
        (standing("pending", -9), "expired !", "expired 9 days ago, no outcome !"),
        (standing("known_churn", 52), "known churn", "known churn: leaves 12 Jan (52 d)"),
        (standing("lost", -22), "lost 30 Oct", "lost 30 Oct"),
        (standing("lost", -400), "lost Oct 2025", "lost 17 Oct 2025"),
        (standing("upcoming", 10), "from 1 Dec", "starts 1 Dec"),
        (standing("unpriced"), "no rate !", "its currency has no rate !"),
        (standing("never"), "never", "never a customer"),
    ],
)
def test_a_status_reads_short_in_a_cell_and_whole_in_a_sentence(given, text, sentence):
    assert words.status(given, AS_OF)[0] == text
    assert len(text) <= 13
    assert words.status_sentence(given, AS_OF) == sentence


def test_every_status_can_be_told_and_explained():
    for status in STATUSES:
        day = -3 if status in {"pending", "known_churn", "upcoming", "lost"} else None
        assert words.status(standing(status, day), AS_OF)[0]
        assert words.explained(standing(status, day), BOOK).startswith("## ")


@pytest.mark.parametrize(
    ("days", "notice_days", "stage", "text"),
    [
        (83, 60, "open", "23 d !"),
        (83, 60, "verbal", "23 d"),
        (83, 30, "open", "53 d"),
        (20, 30, "open", "passed !"),
        (20, 30, "won", "passed"),
        (20, 30, "lost", "passed"),
        (20, 0, "open", "–"),
        (-5, 30, "open", "–"),
    ],
)
def test_notice_is_marked_where_it_is_near_and_undecided(days, notice_days, stage, text):
    assert words.notice(renewal(days, notice_days, stage))[0] == text


def test_without_a_renewal_a_cell_says_whether_it_runs_on():
    assert words.renews(standing("active"), AS_OF) == "no end"
    assert words.renews(standing("lost", -30), AS_OF) == "–"
    assert words.days(standing("active")) == ""
    assert words.days(standing("active", renewal=renewal(-9, 0))) == "−9 d"


def test_arr_says_what_is_missing_from_it():
    assert words.arr(standing("active", arr=96_000_00), BOOK)[0] == "€96.0k"
    assert words.arr(standing("active", arr=96_000_00, left_out=1), BOOK)[0] == "€96.0k !"
    assert words.arr(standing("unpriced", left_out=1), BOOK)[0] == "!"
    assert words.arr(standing("lost", -3), BOOK) == words.NOTHING
    assert words.arr(None, BOOK) == ("", "")


@pytest.mark.parametrize(
    ("last", "before", "text"),
    [(56, 100, "−44 % !"), (61, 100, "−39 %"), (131, 100, "+31 %"), (100, 100, "0 %"), (5000, 100, ">999 %")],
)
def test_a_fall_as_large_as_the_setting_is_marked(last, before, text):
    assert words.change(Usage(last, before, (0,) * 12), BOOK)[0] == text


def test_not_measured_is_not_none_done_and_old_figures_are_no_alarm():
    assert words.change(None, BOOK) == words.NOTHING
    assert words.change(None, replace(BOOK, usage=None)) == ("", "")
    assert words.change(Usage(0, 0, ()), BOOK)[0] == "none"
    assert words.change(Usage(4, 0, ()), BOOK)[0] == "new"
    stale = replace(BOOK, usage_through=AS_OF - timedelta(days=90))
    assert words.change(Usage(10, 100, ()), stale)[0] == "−90 %"
