"""The limits of the signals are the settings, each rings as long as it lasts, and what is not known is not low."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from churntui.metrics.signals.ground import Ground, Subject
from churntui.metrics.signals.looking import look
from churntui.metrics.signals.signal import ACTS, CODES, LABELS
from churntui.metrics.usage import Usage
from churntui.model.living import Goal, GoalValue, Payment, Sentiment
from churntui.model.rhythm import Rhythm
from churntui.model.rows import Logo, Person, Settings, Survey, Ticket
from churntui.model.watched import Watched

TODAY = date(2026, 11, 21)
LOGO = Logo(1, "L1", "Acme")
SUBJECT = Subject(LOGO, 50_000_00, TODAY - timedelta(days=700), seats=10)


def ago(days):
    return TODAY - timedelta(days=days)


def ground(**watched):
    known = {"usage_through": TODAY if "measured_from" in watched else None} | watched.pop("use", {})
    settings = Settings(**watched.pop("settings", {}))
    rhythm = Rhythm.parsed(settings.no_talk_days)
    return Ground(TODAY, settings, Watched(**watched), rhythm=rhythm, **known)


def told(ground, subject=SUBJECT):
    return [(one.code, one.text) for one in look([subject], ground).of(1)]


def test_every_code_reads_and_says_what_to_do():
    assert set(LABELS) == set(ACTS) == set(CODES)


def test_of_a_logo_nothing_is_known_of_nothing_is_said_but_that():
    looked = look([SUBJECT], ground())
    assert looked.of(1) == ()
    assert looked.unknown[1] == ("use", "who is active", "talks", "NPS", "likelihood", "payments", "our view")
    assert looked.blind[0] == ("use", 1)


@pytest.mark.parametrize(("quiet", "rings"), [(27, False), (28, True), (29, True), (140, True), (699, True)])
def test_a_silence_rings_as_long_as_it_lasts(quiet, rings):
    seen = ground(measured_from={1: ago(600)}, last_done={1: ago(quiet)})
    signals = look([SUBJECT], seen).of(1)
    assert [(one.code, one.value, one.since) for one in signals] == (
        [("silent", quiet, ago(quiet) + timedelta(days=1))] if rings else []
    )


def test_of_who_is_back_the_silence_before_is_none():
    seen = ground(measured_from={1: ago(600)}, last_done={1: ago(300)})
    assert told(seen, replace(SUBJECT, since=ago(10))) == []
    assert told(seen, replace(SUBJECT, since=ago(40)))[0][0] == "silent"


def test_logins_alone_are_no_silence_and_no_use():
    seen = ground(measured_from={1: ago(600)}, last_done={1: ago(50)}, last_other={1: ago(3)})
    assert told(seen) == [("only_other_actions", "only other actions for 50 days, none that qualifies")]
    later = ground(measured_from={1: ago(600)}, last_done={1: ago(50)}, last_other={1: ago(28)})
    assert told(later)[0][0] == "silent"


def test_old_figures_of_use_are_unknown_and_no_alarm():
    seen = ground(use={"usage_through": None}, measured_from={1: ago(600)}, last_done={1: ago(200)})
    assert told(seen) == []
    assert "use" in look([SUBJECT], seen).unknown[1]


@pytest.mark.parametrize(("days", "rings"), [(59, False), (60, True)])
def test_never_measured_is_called_out_once_it_has_been_in_force_for_long(days, rings):
    seen = ground(measured_from={2: ago(600)})
    assert bool(told(seen, replace(SUBJECT, since=ago(days)))) == rings


@pytest.mark.parametrize(
    ("active", "seats", "since", "rings"),
    [(4, 10, 700, True), (5, 10, 700, False), (0, 10, 700, False), (4, 10, 20, False), (4, None, 700, True)],
)
def test_few_of_the_seats(active, seats, since, rings):
    """Nobody who is named tells nothing; without seats in the contract its customers are counted."""
    seen = ground(
        use={"usage": {1: Usage(9, 9, (1,) * 12)}, "active": {1: (active, 12)}}, measured_from={1: ago(600)},
        last_done={1: TODAY},
    )  # fmt: skip
    assert bool(told(seen, replace(SUBJECT, seats=seats, since=ago(since)))) == rings


def test_the_rhythm_of_talks_follows_what_a_logo_pays():
    seen = ground(contacts={1: ago(70)}, settings={"no_talk_days": "90; 60 from 25k"})
    assert told(seen) == [("no_talk", "no talk for 70 days")]
    assert told(seen, replace(SUBJECT, arr=24_999_99)) == []
    never = ground(contacts={2: TODAY})
    assert told(never) == [("no_talk", "no talk was ever noted, 700 days in force")]


@pytest.mark.parametrize(
    ("tickets", "says"),
    [
        ([(2, None, "normal")], []),
        ([(14, None, "")], ["open for 14 days: “x”"]),
        ([(14, 3, "urgent")], []),
        ([(1, None, "P1")], ["1 urgent ticket: “x”"]),
        ([(20, None, "urgent")], ["1 urgent ticket: “x”"]),
        ([(80, 79, ""), *[(9, 8, "")] * 4], ["5 tickets in 90 days"]),
        ([(90, 79, ""), *[(9, 8, "")] * 4], []),
    ],
)
def test_tickets_that_are_many_old_or_urgent(tickets, says):
    rows = [
        Ticket(n, f"T{n}", 1, ago(opened), None if closed is None else ago(closed), priority, "x")
        for n, (opened, closed, priority) in enumerate(tickets)
    ]
    assert [text for _, text in told(ground(tickets={1: rows}))] == says


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ([(10, 1, 6)], ["NPS 6 on 11 Nov"]),
        ([(10, 1, 7)], []),
        ([(181, 1, 0)], []),
        ([(10, 1, 0), (10, 2, 9)], ["NPS 4.5 on 11 Nov, 2 answers"]),
        ([(10, 1, 7), (100, 1, 10)], ["NPS fell from 10 to 7 on 11 Nov"]),
        ([(10, 1, 7), (100, 2, 10)], []),
    ],
)
def test_detractors_and_falls_of_the_same_persons_answer(answers, says):
    rows = [
        Survey(n, f"S{n}", 1, who, ago(back), "nps", score, "")
        for n, (back, who, score) in enumerate(answers)
    ]
    assert [text for _, text in told(ground(answers={1: rows}))] == says


@pytest.mark.parametrize(
    ("outcome", "card", "says"),
    [
        ("failed", None, "payment failed 16 Nov"),
        ("disputed", None, "payment disputed 16 Nov"),
        ("paid", -1, "the card expired 20 Nov"),
        ("paid", 9, "the card expires in 9 days"),
        ("paid", 15, None),
        ("pending", None, None),
    ],
)
def test_the_last_payment_and_the_card_behind_it(outcome, card, says):
    paid = Payment(1, "Y1", 1, ago(5), outcome, None if card is None else ago(-card))
    assert [text for _, text in told(ground(payments={1: paid}))] == ([says] if says else [])


def test_a_goal_that_was_reached_is_not_overdue():
    goal = Goal(1, "G1", 1, "faster", start_value=10.0, target_value=4.0, due_on=ago(1))
    assert told(ground(goals={1: [(goal, [])]})) == [("goal", "goal due 20 Nov: faster")]
    assert told(ground(goals={1: [(goal, [GoalValue(1, 1, ago(3), 4.0)])]})) == []


def test_of_who_is_known_to_leave_nothing_warns():
    seen = ground(contacts={1: ago(300)}, payments={1: Payment(1, "Y1", 1, ago(5), "failed")})
    assert len(told(seen)) == 2
    assert told(seen, replace(SUBJECT, is_leaving=True)) == []


def test_a_logo_without_a_champion_is_one_only_where_others_have_one():
    assert told(ground()) == []
    assert told(ground(champions={2})) == [("no_champion", "no champion is named")]
    buyer = Person(1, "P1", 1, "Bo", role="economic buyer", last_contact_on=ago(180))
    assert told(ground(buyers={1: (buyer,)})) == [("no_buyer", "Bo, who buys, not reached for 180 days")]


def test_the_most_pressing_comes_first():
    seen = ground(
        contacts={1: ago(300)}, payments={1: Payment(1, "Y1", 1, ago(5), "failed")}, champions={2},
        sentiments={1: Sentiment(1, 1, ago(1), 1)},
    )  # fmt: skip
    assert [code for code, _ in told(seen)] == ["payment_failed", "no_champion", "no_talk"]
