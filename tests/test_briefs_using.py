from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from brief_facts import (
    AS_OF,
    BEFORE,
    EN,
    QUARTER,
    THROUGH,
    ago,
    compared,
    facts,
    keys,
    points,
    reach,
    said,
    texts,
    use,
)

from churntui.briefs.facts import Figure, Peers
from churntui.briefs.using import is_measured, share
from churntui.briefs.using import use as of_use

SPAN = "1 Oct to 20 Nov 2026"


def of(key: str, **told: object):
    """The point of that key in a use that is told; None where there is none."""
    peers = told.pop("peers", None)
    found = {point.key: point for point in points(of_use, use=use(**told), peers=peers)}
    return found.get(key)


def test_the_windows_of_these_tests_are_the_quarter_so_far_and_as_much_of_the_one_before():
    assert (QUARTER.starts_on, QUARTER.last) == (date(2026, 10, 1), date(2026, 11, 20))
    assert (BEFORE.starts_on, BEFORE.last) == (date(2026, 7, 1), date(2026, 8, 20))


@pytest.mark.parametrize(
    ("active", "before", "follows"),
    [
        (6, 7, "fell"),  # by more than a tenth, and over the half all the same
        (9, 10, "most"),
        (4, 4, "few"),
        (4, None, "few"),
        (8, 8, "most"),
        (7, 6, "rose"),
        (7, 7, "steady"),
        (7, None, "steady"),
    ],
)
def test_people_and_what_follows(active, before, follows):
    point = of("use.people", reach=reach(active, before))
    assert point.so_what == EN(f"use-people-{follows}-so", idle=10 - active)
    people = EN("use-people", active=active, seats=10, days=28, day="20 Nov 2026")
    earlier = "" if before is None else EN("use-quarter-ago", value=str(before))
    assert (point.text, point.source, point.as_of) == (
        EN.joined((people, earlier)),
        "product activity",
        THROUGH,
    )


def test_that_many_come_back_is_no_reason_to_be_glad_where_they_do_less():
    assert of("use.people", reach=reach(9, 9), quarter=compared(80, 100)).so_what == EN("use-people-less-so")
    assert of("use.people", reach=reach(9, 9), quarter=compared(95, 100)).so_what == EN("use-people-most-so")


def test_people_of_a_quarter_and_a_year_before_with_their_chart():
    point = of("use.people", reach=reach(7, 6, 3))
    before = EN("use-quarter-ago", value="6"), EN("use-year-ago", value="3")
    people = EN("use-people", active=7, seats=10, days=28, day="20 Nov 2026")
    assert point.text == EN.joined((people, *before))
    days = date(2025, 11, 21), date(2026, 8, 21), THROUGH
    assert point.figure == Figure("bars", tuple(map(EN.short_day, days)), (3.0, 6.0, 7.0), ("3", "6", "7"))
    assert of("use.people", reach=reach(7)).figure is None


def test_what_has_more_to_say_ranks_higher():
    ranks = [
        of("use.people", reach=reach(*of_both)).rank for of_both in ((4, 9), (4, 4), (8, 8), (7, 6), (7, 7))
    ]
    assert ranks == sorted(ranks, reverse=True)
    moved = [of("use.volume", quarter=compared(now, 100)).rank for now in (100, 120, 60)]
    assert moved == sorted(moved)


@pytest.mark.parametrize(
    ("now", "before", "follows"),
    [(89, 100, "fell"), (90, 100, "steady"), (110, 100, "steady"), (111, 100, "rose")],
)
def test_actions_of_the_quarter(now, before, follows):
    point = of("use.volume", quarter=compared(now, before, 80))
    told = (
        EN("use-volume", actions=now, span=SPAN),
        EN("use-volume-before", before=str(before)),
        EN("use-volume-year", before="80"),
    )
    assert point.text == EN.joined(told)
    assert point.so_what == EN(f"use-volume-{follows}-so")
    assert point.as_of == QUARTER.last


def test_without_a_quarter_before_nothing_is_said_to_be_steady():
    point = of("use.volume", quarter=compared(40))
    assert (point.text, point.so_what, point.figure) == (EN("use-volume", actions=40, span=SPAN), "", None)
    young = of("use.young", quarter=compared(40), since=date(2026, 9, 1))
    assert young.text == EN("use-young", day="1 Sep 2026")
    assert of("use.young") is None


def test_measured_and_nothing_done():
    point = of("use.volume", quarter=compared(0, 0), reach=reach(0, 0))
    assert point.text == EN("use-volume", actions=0, span=SPAN)
    assert point.so_what == EN("use-people-few-so")
    fell = of("use.volume", quarter=compared(0, 40))
    assert EN("use-volume-before", before="40") in fell.text


def test_the_action_that_moved_most_of_those_done_often():
    actions = (
        ("run_audit", compared(18, 10)),
        ("share_report", compared(30, 24)),
        ("create_report", compared(9, 30)),
        ("new_one", compared(50)),
    )
    point = of("use.mover", actions=actions)
    assert point.text == EN("use-mover-fell", action="create report", now=9, before=30)
    assert point.so_what == EN("use-mover-fell-so")
    assert point.rank == 25 + 70 / 2
    rose = of("use.mover", actions=actions[:2])
    assert rose.text == EN("use-mover-rose", action="share report", now=30, before=24)
    assert of("use.mover", actions=(("run_audit", compared(24, 20)),)) is None
    assert of("use.mover", actions=()) is None


def test_what_is_done_most_is_three_actions():
    actions = (*((f"do_{n}", compared(9 - n, 9)) for n in range(4)), ("left_off", compared(0, 9)))
    items = [EN("use-most-item", action=f"do {n}", now=9 - n) for n in range(3)]
    assert of("use.most", actions=actions).text == EN("use-most", list=EN.listed(items))
    assert of("use.most", actions=(("left_off", compared(0, 9)),)) is None


def test_the_median_of_companies_like_it_stands_beside_the_own_share():
    point = of("use.people", reach=reach(6, 6), peers=Peers(23, 0.614, ()))
    assert point.text.endswith(EN("use-peers", share="60\u00a0%", logos=23, median="61\u00a0%"))


def test_what_most_companies_like_it_do_and_it_does_not():
    peers = Peers(20, 0.5, (("run_audit", 20), ("create_report", 15), ("share_report", 11)))
    done = (("run_audit", compared(3, 3)),)
    point = of("alike:create_report", actions=done, peers=peers)
    assert point.text == EN("use-alike", users=15, logos=20, action="create report")
    assert point.so_what == EN("use-alike-so")
    few = replace(peers, users=(("create_report", 11),))
    assert of("alike:create_report", actions=done, peers=few) is None
    assert of("alike:create_report", actions=done) is None


def test_an_action_that_was_done_a_quarter_ago_is_none_that_it_does_not_know():
    peers = Peers(20, 0.5, (("run_audit", 12),))
    assert of("alike:run_audit", actions=(("run_audit", compared(0, 3)),), peers=peers) is None
    assert of("alike:run_audit", peers=peers) is not None


def test_nobody_is_named_in_the_activity():
    point = of("use.people", reach=None)
    assert (point.text, point.so_what) == (EN("use-nobody"), "")
    assert share(facts(use=use(reach=None))) is None
    assert of("use.volume", reach=None) is not None


def test_use_that_was_never_measured():
    assert said(of_use) == [(EN("use-unmeasured"), EN("use-unmeasured-so"))]
    assert keys(of_use) == ["use"]


def test_a_book_without_use_has_nothing_to_say_of_it():
    assert keys(of_use, is_use_kept=False) == []


@pytest.mark.parametrize(("days", "is_told"), [(30, True), (31, False)])
def test_nothing_is_said_of_use_that_ends_long_ago(days, is_told):
    stale = use(through=ago(days))
    assert is_measured(facts(use=stale)) is is_told
    if not is_told:
        assert texts(of_use, use=stale) == [EN("use-stale", day=EN.day(ago(days)))]
        assert share(facts(use=stale)) is None


def test_every_figure_has_its_source_and_a_day_that_is_past():
    peers = Peers(20, 0.5, (("run_audit", 20),))
    found = points(of_use, use=use(quarter=compared(9), actions=(("x", compared(9, 40)),)), peers=peers)
    assert all(point.source and point.as_of and point.as_of <= AS_OF for point in found)
