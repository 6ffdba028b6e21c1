from __future__ import annotations

from datetime import date

import pytest
from brief_facts import AS_OF, EN, ago, facts, initiative, keys, points, said, survey, texts, ticket, use

from churntui.briefs.facts import Figure, Quote
from churntui.briefs.hearing import open_tickets, roadmap, told, trouble

TODAY = "21 Nov 2026"


def supported(*tickets, to: date = AS_OF, **told_: object):
    return {
        "tickets": tuple(sorted(tickets, key=lambda one: one.opened_on, reverse=True)),
        "tickets_to": to,
    } | told_


def test_requests_that_wait_and_how_many_there_were():
    rows = supported(
        ticket(ago(15), subject="Export fails"), ticket(ago(40), subject="Photos lost", ref="T2"),
        ticket(ago(14), subject="New"), ticket(ago(89), ago(85)), ticket(ago(88), ago(87)), ticket(ago(91), ago(90)),
    )  # fmt: skip
    found = points(trouble, **rows)
    assert [(point.text, point.so_what) for point in found] == [
        (EN("trouble-waiting", count=2, days=14, since="12 Oct 2026"), EN("trouble-waiting-so", count=2)),
        (EN("trouble-open", subject="Photos lost", day="12 Oct 2026"), ""),
        (EN("trouble-open", subject="Export fails", day="6 Nov 2026"), ""),
        (
            EN.joined(
                (
                    EN("trouble-support", count=5, days=90, day=TODAY),
                    EN("trouble-closed", closed=2, took=2),  # 4 days and 1: the median is 2.5, half to even
                )
            ),
            EN("trouble-support-many-so"),
        ),
    ]
    assert [point.key for point in found] == ["support.waiting", "ticket:T2", "ticket:T1", "support.count"]
    assert {point.source for point in found} == {"support requests"}


def test_of_a_single_request_that_waits_it_is_not_said_that_there_are_several():
    waiting = points(trouble, **supported(ticket(ago(15))))[0]
    assert waiting.so_what == "We bring a date for it, and say what we will change."


def test_a_request_that_is_closed_later_is_open_today():
    later = ticket(ago(20), date(2026, 12, 1))
    assert open_tickets(facts(**supported(later))) == [later]
    assert open_tickets(facts(**supported(ticket(ago(20), AS_OF)))) == []


def test_a_waiting_request_without_a_subject_is_counted_and_not_quoted():
    assert keys(trouble, **supported(ticket(ago(20)))) == ["support.waiting", "support.count"]


def test_four_requests_are_not_many_and_none_is_said_to_be_none():
    few = supported(*(ticket(ago(day), ago(day - 1)) for day in (5, 6, 7, 8)))
    assert said(trouble, **few)[-1][1] == EN("trouble-support-so")
    assert said(trouble, **supported()) == [(EN("trouble-none", days=90, day=TODAY), EN("trouble-none-so"))]


@pytest.mark.parametrize(("days", "is_old"), [(30, False), (31, True)])
def test_nothing_is_said_where_the_record_of_the_whole_book_ends_long_ago(days, is_old):
    found = texts(trouble, **supported(ticket(ago(60)), to=ago(days)))
    stale = EN("trouble-support-stale", day=EN.day(ago(days)))
    assert (found == [stale]) is is_old


def test_a_book_without_requests_says_nothing_of_them():
    assert not texts(trouble)


def test_to_a_logo_that_goes_what_is_open_is_said_and_nothing_else():
    assert not texts(trouble, **supported(leaving="left"))
    waiting = supported(ticket(ago(20), subject="Export"), leaving="ending")
    assert keys(trouble, **waiting) == ["support.waiting", "ticket:T1"]


def answers(*scores: int, kind: str = "nps", days: int = 10, **told_: object):
    return tuple(survey(ago(days), score, kind, **told_) for score in scores)


@pytest.mark.parametrize(
    ("kind", "now", "before", "follows"),
    [
        ("nps", (6,), (), "low"),
        ("nps", (6, 7), (), "steady"),
        ("nps", (7,), (8,), "fell"),
        ("nps", (8,), (8,), "steady"),
        ("nps", (9,), (), "high"),
        ("nps", (9,), (10,), "fell"),
        ("nps", (8,), (7,), "rose"),
        ("csat", (3,), (5,), "low"),
        ("csat", (4,), (), "steady"),
        ("csat", (4,), (5,), "fell"),
        ("csat", (4, 5), (), "high"),
        ("ces", (1,), (), "steady"),
    ],
)
def test_what_follows_from_their_answers(kind, now, before, follows):
    surveys = answers(*now, kind=kind) + answers(*before, kind=kind, days=200)
    (point,) = points(told, surveys=surveys)
    assert point.so_what == EN(f"told-{follows}-so")
    assert point.key == f"told.{kind}"


def test_an_average_its_trend_and_who_answered():
    surveys = (
        *answers(9, customer=1),
        *answers(8, customer=2),
        *answers(7, customer=2),
        *answers(5, days=182),
    )
    (point,) = points(told, surveys=surveys, use=use(seats=10))
    assert point.text == EN.joined(
        (
            EN("told-score", asked=EN("ask-nps"), mean="8.0", count=3, day=TODAY),
            EN("told-before", mean="5.0", count=1),
            EN("told-answered", people=2, seats=10),
        )
    )
    days = EN.short_day(date(2026, 5, 23)), EN.short_day(AS_OF)
    assert point.figure == Figure("bars", days, (5.0, 8.0), ("5.0", "8.0"))
    assert (point.source, point.as_of) == ("surveys", ago(10))


def test_who_answered_is_counted_for_each_survey_and_not_where_somebody_is_not_known():
    surveys = answers(9, customer=1) + answers(4, 5, kind="csat", customer=2)
    found = {point.key: point.text for point in points(told, surveys=surveys, use=use(seats=10))}
    one = EN("told-answered", people=1, seats=10)
    assert all(text.endswith(one) for text in found.values())
    unknown = answers(9, customer=1) + answers(9)
    assert "of 10" not in texts(told, surveys=unknown, use=use(seats=10))[0]
    assert "of 10" not in texts(told, surveys=answers(9, customer=1))[0]


def test_a_survey_is_the_same_however_its_kind_is_written_and_one_of_no_kind_has_no_average():
    surveys = (
        *answers(9, kind="NPS"),
        *answers(7, kind="nps "),
        *answers(3, kind=""),
        *answers(4, kind="Effort"),
    )
    effort, nps = points(told, surveys=surveys)
    assert nps.text == EN("told-score", asked=EN("ask-nps"), mean="8.0", count=2, day=TODAY)
    assert effort.text == EN("told-score", asked="Effort", mean="4.0", count=1, day=TODAY)


def test_an_answer_without_a_score_is_no_score():
    assert texts(told, surveys=(survey(ago(3), None, comment="Fine"),)) == [
        EN("told-quote", quote="“Fine”", day="18 Nov 2026")
    ]
    assert not texts(told, surveys=())
    assert not texts(told)


@pytest.mark.parametrize(("days", "is_old"), [(182, False), (183, True)])
def test_no_average_of_answers_of_long_ago(days, is_old):
    found = said(told, surveys=answers(9, days=days))
    stale = (EN("told-stale", day=EN.day(ago(days))), EN("told-stale-so"))
    assert (found == [stale]) is is_old


def test_each_wording_is_quoted_once_the_complaint_first_by_rank():
    surveys = (
        survey(ago(4), 10, comment="Great"), survey(ago(5), 10, comment="Great"), survey(ago(6), 3, comment="Too slow"),
        survey(ago(7), 7, comment="Fine"), survey(ago(366), 9, comment="Long ago"),
    )  # fmt: skip
    quotes = [point for point in points(told, surveys=surveys) if point.key.startswith("survey:")]
    assert [point.text for point in quotes] == [
        EN("told-quote", quote=f"“{text}”", day=day)
        for text, day in (("Great", "17 Nov 2026"), ("Too slow", "15 Nov 2026"), ("Fine", "14 Nov 2026"))
    ]
    ranks = {point.text[1:4]: point.rank for point in quotes}
    assert ranks["Too"] > ranks["Gre"] > ranks["Fin"]


def test_what_they_said_in_a_review_and_wrote_in_a_survey_is_quoted_once():
    quote = Quote("said:R1:4", "The nurses would riot", ago(30))
    found = points(told, quotes=(quote,), surveys=(survey(ago(3), None, comment="The nurses would riot"),))
    (point,) = (point for point in found if "riot" in point.text)
    assert (point.key, point.source, point.as_of) == ("said:R1:4", "business review", ago(30))


@pytest.mark.parametrize(
    ("given", "message", "day"),
    [
        ({"status": "planned"}, "roadmap-planned", None),
        ({"status": "planned", "due_on": date(2027, 2, 4)}, "roadmap-planned-due", "due"),
        ({"status": "planned", "due_on": ago(1)}, "roadmap-planned", None),
        ({"status": "in_progress"}, "roadmap-under-way", None),
        ({"status": "in_progress", "due_on": AS_OF}, "roadmap-under-way-due", "due"),
        ({"status": "in_progress", "due_on": ago(30)}, "roadmap-under-way", None),
        ({"status": "shipped"}, "roadmap-shipped", None),
        ({"status": "shipped", "shipped_on": ago(20), "due_on": ago(50)}, "roadmap-shipped-on", "day"),
        ({"status": "shipped", "shipped_on": date(2027, 1, 3)}, "roadmap-under-way", None),
        (
            {"status": "shipped", "shipped_on": date(2027, 1, 3), "due_on": date(2027, 1, 1)},
            "roadmap-under-way-due",
            "due",
        ),
    ],
)
def test_how_far_work_is(given, message, day):
    on = given["shipped_on"] if day == "day" else given.get("due_on")
    values = {day: EN.day(on)} if day and on else {}
    assert texts(roadmap, roadmap=(initiative(**given),)) == [EN(message, name="Sign-on", **values)]


def test_what_answers_them_follows_and_the_rest_has_to_be_picked():
    works = (initiative("in_progress"), initiative(ref="N2", row=2, name="Dark mode"))
    asked, other = points(roadmap, roadmap=works, asked_for=frozenset({1}))
    assert (asked.key, asked.so_what) == ("roadmap:N1", EN("roadmap-under-way-so"))
    assert asked.rank > 0
    assert (other.key, other.so_what, other.rank) == ("roadmap:N2", "", 0)


@pytest.mark.parametrize(("days", "is_told"), [(365, True), (366, False)])
def test_what_shipped_is_told_of_for_a_year(days, is_told):
    shipped = initiative("shipped", shipped_on=ago(days))
    assert bool(texts(roadmap, roadmap=(shipped,))) is is_told
