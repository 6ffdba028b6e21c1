from __future__ import annotations

from datetime import date

import pytest
from ui_books import AS_OF

from churntui.data.stories import Told
from churntui.model.living import Sentiment
from churntui.model.rows import Contract, Interview, Person, Survey, Ticket
from churntui.questions.logo_file import LogoFile
from churntui.ui.logos.contracts import Contracts
from churntui.ui.logos.sections import Desk, ExitInterviews, History, People
from churntui.ui.parts.story import Step

NOTHING = LogoFile()


def cells(section, row):
    """What a row's cells say, by column."""
    section.as_of = AS_OF
    shown = ((column.title, column.cell(row)) for column in section.columns())
    return {title: cell if isinstance(cell, str) else cell[0] for title, cell in shown}


def test_a_contract_shows_what_was_agreed_in_its_own_currency():
    contract = Contract(
        1, "K1", 1, date(2026, 2, 12), date(2027, 2, 12), 82_000, "USD", "quarter", 328_000, "Team",
        auto_renew=True, notice_days=60,
    )  # fmt: skip
    shown = cells(Contracts(), contract)
    assert (shown["Amount"], shown["ARR"]) == ("$820/quarter", "$3.3k")
    assert (shown["Renews"], shown["Notice by"]) == ("itself", "14 Dec")


def test_a_stage_is_shown_where_it_was_called_or_can_be():
    section = Contracts()
    section._due = frozenset({1})
    due = Contract(1, "K1", 1, AS_OF, None, 1, "EUR", "year", 1)
    over = Contract(2, "K2", 1, AS_OF, None, 1, "EUR", "year", 1)
    called = Contract(3, "K3", 1, AS_OF, None, 1, "EUR", "year", 1, stage="at_risk")
    assert [cells(section, one)["Stage"] for one in (due, over, called)] == ["open", "–", "at risk"]
    assert cells(section, due)["Ends"] == "no end"


@pytest.mark.parametrize(
    ("person", "champion", "contact"),
    [
        (
            Person(1, "P1", 1, "Ann", champion=True, last_contact_on=date(2026, 11, 12)),
            "champion",
            "12 Nov, 9 d ago",
        ),
        (
            Person(1, "P1", 1, "Ann", champion=True, last_contact_on=date(2026, 11, 24)),
            "champion",
            "24 Nov, in 3 d",
        ),
        (
            Person(1, "P1", 1, "Ann", champion=True, left_on=date(2026, 11, 12)),
            "was, left",
            "left 12 Nov, no successor !",
        ),
        (Person(1, "P1", 1, "Ann"), "", "never"),
    ],
)
def test_a_person_is_a_champion_by_a_word(person, champion, contact):
    shown = cells(People(), person)
    assert (shown["Champion"], shown["Last contact"]) == (champion, contact)


def test_tickets_and_answers_stand_in_one_line_of_time():
    closed = Ticket(1, "T1", 1, date(2026, 11, 1), date(2026, 11, 4), "high", "Report is empty")
    still = Ticket(2, "T2", 1, date(2026, 11, 11), None, "", "Slow")
    answer = Survey(1, "S1", 1, None, date(2026, 11, 5), "nps", 7, "fine")
    seen = Sentiment(1, 1, date(2026, 11, 6), 2, "Ana")
    file = LogoFile(tickets=(closed, still), surveys=(answer,), sentiments=(seen,))
    assert list(Desk().rows(file)) == [still, seen, answer, closed]
    assert (cells(Desk(), seen)["What"], cells(Desk(), seen)["Said"]) == ("our view", "2 uneasy, Ana")
    assert [cells(Desk(), one)["What"] for one in (still, answer, closed)] == [
        "ticket",
        "NPS 7",
        "ticket, high",
    ]
    assert [cells(Desk(), one)["State"] for one in (still, answer, closed)] == [
        "open 10 d",
        "",
        "took 3 d",
    ]


def test_a_change_reads_as_words():
    told = Told(1, 1, "2026-11-21T20:09:00Z", "call it", "renewal", "stage", "open", "at_risk", undone=True)
    shown = cells(History(), Step(told, begins=True))
    assert (shown["When, UTC"], shown["Done"]) == ("2026-11-21 20:09", "call it")
    assert shown["Changed"] == "undone: renewal, stage: open → at risk"
    assert cells(History(), Step(told, begins=False))["When, UTC"] == ""


def test_an_interview_without_a_judgement_says_so():
    shown = cells(ExitInterviews(), Interview(1, "I1", 1, "no_answer", effective_on=date(2026, 10, 30)))
    assert (shown["Status"], shown["Assessed"], shown["Held"]) == ("no answer", "–", "–")
    assert shown["Service ends"] == "30 Oct"


def test_nothing_counts_as_nothing():
    assert [kind().count(NOTHING) for kind in (Contracts, People, ExitInterviews, Desk, History)] == [0] * 5
