from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from brief_facts import AS_OF, ago, compared, goal, initiative, promise, proof, review, survey, ticket, use

from churntui.book import Book
from churntui.briefs.discretion import Guard, Names
from churntui.briefs.facts import Peers, Quote, Withheld
from churntui.briefs.gathering import Gathered
from churntui.briefs.sharing import LIKELIHOOD, NOT_SHAREABLE, OF_INTERVIEW, OUR_WORD, shared
from churntui.metrics.proofs import Difference
from churntui.model.rows import Contract, Highlight, Interview, Logo, Naming, Person, Theme

NOTHING = Gathered(
    logo_id=1, use=None, joined_in_quarter=0, people=(), tickets=(), surveys=(), tickets_through=AS_OF,
    surveys_through=AS_OF, peers=None, goals=(), promises=(), reviews=(), passages={}, proofs=(),
)  # fmt: skip
WATCH = Guard(
    Names(["Nordwind GmbH"], "Acme"), Names(["Vantage"], "Acme"), Names(["support silence"], "Acme")
)
OTHER = "“Nordwind GmbH” is another logo"


def book(**values: object) -> Book:
    return Book(AS_OF, logos={1: Logo(1, "L1", "Acme", industry="Food", owner="Ines")}, **values)


def sorted_out(known: Book | None = None, **rows: object):
    """What may be shown of these rows, and what is kept back."""
    return shared(known or book(), replace(NOTHING, **rows), WATCH)


def contract(ends_on: date | None, notice: int = 0, starts_on: date = date(2025, 1, 1)) -> Contract:
    return Contract(
        1, "K1", 1, starts_on, ends_on, 12_000_00, "EUR", "year", 12_000_00, "Team", notice_days=notice
    )


def interview(**values: object) -> Interview:
    return Interview(1, "I1", 1, "held", **values)


def test_of_the_logo_itself_its_name_stands():
    facts, withheld = sorted_out()
    assert facts.logo == Logo(1, "L1", "Acme")
    assert (facts.leaving, facts.ends_on, facts.settle_by, withheld) == ("", None, None, ())


@pytest.mark.parametrize(
    ("ends_on", "notice", "settle_by"),
    [
        (date(2027, 2, 1), 60, date(2026, 12, 3)),
        (date(2027, 2, 1), 0, date(2027, 1, 2)),
        (date(2027, 1, 1), 90, date(2026, 12, 2)),  # the notice has passed
        (date(2026, 12, 1), 30, date(2026, 12, 1)),  # and so has a month before
    ],
)
def test_the_term_ends_and_is_to_be_settled_before_notice(ends_on, notice, settle_by):
    facts, _ = sorted_out(book(contracts=[contract(ends_on, notice)]))
    assert (facts.leaving, facts.ends_on, facts.settle_by) == ("", ends_on, settle_by)


def test_one_that_left_and_one_whose_end_is_known():
    left, _ = sorted_out(book(contracts=[contract(date(2026, 3, 1))]))
    assert (left.leaving, left.ends_on) == ("left", date(2026, 3, 1))
    told = interview(effective_on=date(2027, 2, 1))
    ending, _ = sorted_out(book(contracts=[contract(date(2027, 2, 1))], interviews=(told,)))
    assert (ending.leaving, ending.ends_on) == ("ending", date(2027, 2, 1))


def test_a_goal_or_promise_that_names_another_logo_is_left_out_and_said_to_be():
    rows = {
        "goals": (goal(goal="As fast as NORDWIND"), goal(why="Nordwind gmbh has it", ref="G2")),
        "promises": (promise("Call Nordwind"), promise("Send it", owner="Nordwind", ref="P2")),
    }
    facts, withheld = sorted_out(**rows)
    assert [(one.goal.goal, one.goal.why) for one in facts.goals] == [("Handover", "")]
    assert [(one.what, one.owner) for one in facts.promises] == [("Send it", "")]
    assert withheld == (
        Withheld("goal: As fast as NORDWIND", OTHER),
        Withheld("goal: Nordwind gmbh has it", OTHER),
        Withheld("promise: Call Nordwind", OTHER),
        Withheld("promise: Nordwind", OTHER),
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("better than Vantage", "“Vantage” is a competitor named in interviews"),
        (
            "lower the churn risk",
            "“churn” is a word of ours about customers, “risk” is a word of ours about customers",
        ),
        ("Abwanderung senken", "“abwanderung” is a word of ours about customers"),
        ("prepare the renewal", OUR_WORD),
    ],
)
def test_our_own_texts_name_no_competitor_and_no_word_of_ours(text, why):
    facts, withheld = sorted_out(promises=(promise(text),))
    assert (facts.promises, withheld) == ((), (Withheld(f"promise: {text}", why),))


def test_the_first_word_of_another_logos_name_is_that_logo_but_in_a_persons_name():
    watch = Guard(Names(["Marlow Dental"], "Acme"), Names([], "Acme"), Names([], "Acme"))
    rows = replace(
        NOTHING,
        surveys=(survey(ago(3), 9, comment="As at Marlow"),),
        promises=(promise("Call Bo", owner="Marlow Hicks"),),
        people=(Person(1, "P1", 1, "Marlow Hicks"),),
    )
    facts, withheld = shared(book(), rows, watch)
    assert (facts.surveys[0].comment, facts.promises[0].owner, facts.sponsor.name) == (
        "", "Marlow Hicks", "Marlow Hicks",
    )  # fmt: skip
    assert withheld == (Withheld("comment of 18 Nov 2026", "“Marlow” may be the logo Marlow Dental"),)


def test_they_may_name_a_competitor_or_the_renewal_themselves():
    said = (survey(ago(3), 9, comment="Vantage is worse; the renewal is fine"),)
    facts, withheld = sorted_out(surveys=said)
    assert (facts.surveys, withheld) == (said, ())


def test_a_name_that_is_a_word_of_everybodys_is_kept_back_in_what_nobody_was_asked_about():
    watch = Guard(Names(["Target"], "Acme"), Names([], "Acme"), Names([], "Acme"))
    said = replace(NOTHING, surveys=(survey(ago(3), 9, comment="we came over from target"),))
    facts, withheld = shared(book(), said, watch)
    assert [one.comment for one in facts.surveys] == [""]
    assert withheld == (Withheld("comment of 18 Nov 2026", "“target” may be the logo Target"),)


def test_a_comment_or_subject_that_is_kept_back_still_counts():
    rows = {
        "surveys": (survey(ago(3), 9, comment="As at Nordwind", customer=4),),
        "tickets": (ticket(ago(4), subject="Same as Nordwind"),),
    }
    facts, withheld = sorted_out(**rows)
    assert [(one.score, one.comment, one.customer_id) for one in facts.surveys] == [(9, "", 4)]
    assert [(one.opened_on, one.subject) for one in facts.tickets] == [(ago(4), "")]
    assert withheld == (
        Withheld("comment of 18 Nov 2026", OTHER),
        Withheld("request of 17 Nov 2026", OTHER),
    )


def test_a_survey_that_is_called_after_another_logo_has_no_average():
    facts, withheld = sorted_out(surveys=(survey(ago(3), 9, kind="Nordwind pulse", comment="Good"),))
    assert [(one.kind, one.score, one.comment) for one in facts.surveys] == [("", None, "Good")]
    assert withheld == (Withheld("survey: Nordwind pulse", OTHER),)


def test_themes_of_what_they_wrote_are_gone():
    tagged = replace(survey(ago(3), 9, comment="Good"), themes=("price",))
    facts, _ = sorted_out(surveys=(tagged,), tickets=(replace(ticket(ago(3)), themes=("price",)),))
    assert (facts.surveys[0].themes, facts.tickets[0].themes) == ((), ())


def test_of_a_review_what_was_agreed_and_their_marked_words_are_shown():
    held = replace(
        review("Report by audit", ago(30)), likelihood=4, likelihood_by="Bo", reason="price", notes="They fear it",
    )  # fmt: skip
    passages = {
        1: [
            Highlight(0, 9, "We love it", id=1, theirs=True),
            Highlight(20, 30, "As at Nordwind", id=2, theirs=True),
        ]
    }
    facts, withheld = sorted_out(reviews=(held, replace(review("", ago(60)), id=2)), passages=passages)
    assert facts.agreed == (replace(review("Report by audit", ago(30)), kind=""),)
    assert facts.quotes == (Quote("said:R1:0", "We love it", ago(30)),)
    assert withheld == (
        Withheld("passage of 22 Oct 2026", OTHER),
        Withheld("likelihood of 22 Oct 2026", LIKELIHOOD),
    )


def test_of_an_exit_interview_nothing_is_shown():
    told = interview(
        held_on=date(2026, 5, 4), stated_reason="Too dear", notes="They were angry", themes=("price",)
    )
    themes = (Theme(1, "price"),)
    named = (Naming("interview", 1, 1, date(2026, 5, 4), 1),)
    work = (initiative(themes=("price",), shareable=True),)
    facts, withheld = sorted_out(book(interviews=(told,), themes=themes, namings=named, initiatives=work))
    assert facts.asked_for == frozenset()
    assert withheld == (Withheld("exit interview of 4 May 2026", OF_INTERVIEW),)
    later = interview(held_on=date(2026, 12, 4), notes="They will be angry")
    assert sorted_out(book(interviews=(later,)))[1] == ()
    empty = interview(held_on=date(2026, 5, 4))
    assert sorted_out(book(interviews=(empty,)))[1] == ()


def test_the_roadmap_has_what_is_shareable_what_they_named_first():
    themes = (Theme(1, "price"), Theme(2, "sign-on"))
    named = (
        Naming("survey", 1, 1, ago(9), 2),
        Naming("ticket", 1, 1, date(2027, 1, 1), 1),
        Naming("talk", 1, 9, ago(9), 1),
    )
    work = (
        initiative(row=1, ref="N1", name="Dark mode", shareable=True),
        initiative(
            row=2, ref="N2", name="Sign-on", themes=("sign-on",), shareable=True, owner="Ana", note="cheap"
        ),
        initiative(row=3, ref="N3", name="Sign-on, cheaper", themes=("sign-on",)),
        initiative(row=4, ref="N4", name="Price talks", themes=("price",)),
        initiative("dropped", row=5, ref="N5", name="Gone", themes=("sign-on",), shareable=True),
        initiative(row=6, ref="N6", name="What Nordwind wants", shareable=True),
        initiative(row=7, ref="N7", name="A successor for every champion", shareable=True),
    )
    facts, withheld = sorted_out(book(themes=themes, namings=named, initiatives=work))
    assert [one.ref for one in facts.roadmap] == ["N2", "N1"]
    assert facts.roadmap[0] == initiative(row=2, ref="N2", name="Sign-on")
    assert facts.asked_for == {2, 3}
    assert withheld == (
        Withheld("initiative: Sign-on, cheaper", NOT_SHAREABLE),
        Withheld("initiative: What Nordwind wants", OTHER),
        Withheld(
            "initiative: A successor for every champion", "“champion” is a word of ours about customers"
        ),
    )


def test_actions_here_and_elsewhere_are_looked_through_as_they_are_shown():
    done = (("create_report", compared(3, 4)), ("export_nordwind", compared(2, 2)))
    peers = Peers(20, 0.5, (("export_nordwind", 19), ("churn_export", 18), ("run_audit", 17)))
    facts, withheld = sorted_out(use=use(actions=done), peers=peers)
    assert facts.use.actions == done[:1]
    assert facts.use.quarter == use().quarter
    assert facts.peers == Peers(20, 0.5, (("run_audit", 17),))
    assert withheld == (
        Withheld("action: export nordwind", OTHER),
        Withheld("action: churn export", "“churn” is a word of ours about customers"),
    )


def test_a_proof_is_shown_without_the_people_in_it():
    known = replace(
        proof("improved", Difference(1, 0.5, 1.5), note="chosen by the champion"),
        left_out=(("who", "came_late"),),
    )
    facts, _ = sorted_out(proofs=(known,))
    assert (facts.proofs[0].left_out, facts.proofs[0].proof.note) == ((), "")
    assert facts.proofs[0].difference == known.difference
    assert sorted_out(proofs=(proof("improved", name="As at Nordwind"),))[0].proofs == ()


def test_the_sponsor_is_the_first_by_role_who_is_still_there_and_nothing_but_a_name():
    people = (
        Person(1, "P1", 1, "Ana", "Champion", "ana@acme.example", champion=True),
        Person(2, "P2", 1, "Bo", "Chief of staff", left_on=AS_OF),
        Person(3, "P3", 1, "Cy", "Managing Director", stance="against"),
        Person(4, "P4", 1, "Nordwind", "CEO"),
    )
    facts, withheld = sorted_out(people=people)
    assert facts.sponsor == Person(3, "P3", 1, "Cy")
    assert withheld == (Withheld("person: Nordwind", OTHER),)
    assert sorted_out(people=people[:2])[0].sponsor == Person(1, "P1", 1, "Ana")
    assert sorted_out()[0].sponsor is None


def test_a_book_without_requests_or_surveys_says_so():
    facts, _ = sorted_out(tickets_through=None, surveys_through=None)
    assert (facts.tickets, facts.surveys) == (None, None)
    assert sorted_out()[0].tickets == ()
