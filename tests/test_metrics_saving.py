"""What became of attempts to keep logos: as said, else as the record has it; rates and days worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from churntui.metrics import saving
from churntui.model.rows import Contract
from churntui.model.saving import SaveAttempt

AS_OF = date(2026, 11, 21)
ARR = 1_200


def contract(number, logo_id, starts, ends, renews=None, arr=ARR):
    return Contract(number, f"C{number}", logo_id, starts, ends, arr, "EUR", "year", arr, renews_id=renews)


def tried(*attempts, contracts=(), losses=None):
    return saving.tried(attempts, contracts, losses or {}, lambda one: one.arr_minor, AS_OF)


def closed(logo_id, stage, begun, on, **values):
    return SaveAttempt(logo_id=logo_id, stage=stage, at_risk_on=begun, closed_on=on, **values)


OLD = contract(1, 1, date(2025, 6, 1), date(2026, 6, 1))
NEW = contract(2, 1, date(2026, 6, 1), date(2027, 6, 1), renews=1, arr=900)
LINKLESS = contract(3, 1, date(2026, 6, 20), date(2027, 6, 20))
RISK = SaveAttempt(
    logo_id=1, contract_id=1, stage="saving", at_risk_on=date(2026, 3, 1), day=date(2026, 4, 1)
)


@pytest.mark.parametrize(
    ("contracts", "losses", "ended", "on"),
    [
        ((OLD,), {}, "open", None),
        ((OLD, NEW), {}, "recovered", date(2026, 6, 1)),
        ((OLD, LINKLESS), {}, "recovered", date(2026, 6, 20)),
        ((OLD,), {1: [date(2026, 6, 1)]}, "lost", date(2026, 6, 1)),
        ((OLD, NEW), {1: [date(2026, 10, 1)]}, "recovered", date(2026, 6, 1)),
        ((OLD, LINKLESS), {1: [date(2026, 6, 1)]}, "lost", date(2026, 6, 1)),
        ((OLD,), {1: [date(2026, 12, 1)]}, "open", None),
        ((OLD,), {1: [date(2025, 1, 1)], 2: [date(2026, 6, 1)]}, "open", None),
    ],
)
def test_what_nobody_closed_is_told_by_the_record(contracts, losses, ended, on):
    (one,) = tried(RISK, contracts=contracts, losses=losses)
    assert (one.ended, one.ended_on, one.is_said, one.arr) == (ended, on, False, ARR)


def test_without_a_contract_any_of_the_logos_that_was_in_force_then_counts():
    risk = SaveAttempt(logo_id=1, at_risk_on=date(2026, 3, 1))
    assert tried(risk, contracts=(OLD, NEW))[0].ended == "recovered"
    assert tried(SaveAttempt(logo_id=1, at_risk_on=date(2026, 7, 1)), contracts=(OLD, NEW))[0].ended == "open"
    assert (
        tried(SaveAttempt(logo_id=1), contracts=(OLD, NEW), losses={1: [date(2026, 9, 1)]})[0].ended == "open"
    )


def test_what_is_said_stands_and_who_left_all_the_same_is_counted():
    said = closed(1, "recovered", date(2026, 3, 1), date(2026, 4, 1), contract_id=1)
    (one,) = tried(said, contracts=(OLD,), losses={1: [date(2026, 6, 1)]})
    assert (one.ended, one.is_said, one.left_since) == ("recovered", True, True)
    (row, _) = saving.rows([one], "EUR")
    assert (row.logos_recovered, row.left_since, row.by_record) == (1, 1, 0)
    ahead = SaveAttempt(logo_id=1, stage="lost", at_risk_on=date(2026, 11, 1), closed_on=date(2026, 12, 1))
    assert tried(ahead)[0].ended == "open"
    assert tried(SaveAttempt(logo_id=1, at_risk_on=date(2026, 12, 1))) == []


def test_the_rate_counts_each_logo_once_by_its_last_attempt_and_by_what_it_paid():
    contracts = [contract(n, n, date(2026, 1, 1), date(2027, 1, 1), arr=n * 100) for n in range(1, 7)]
    ended = [
        closed(1, "lost", date(2026, 2, 1), date(2026, 3, 1), offer_kind="terms"),
        closed(1, "recovered", date(2026, 4, 1), date(2026, 5, 1), offer_kind="discount"),
        *(
            closed(n, "lost", date(2026, 2, 1), date(2026, 2, 11), offer_kind="discount")
            for n in (2, 3, 4, 5)
        ),
        SaveAttempt(logo_id=6, stage="at_risk", at_risk_on=date(2026, 11, 1)),
    ]
    every, discount, terms, none = saving.rows(tried(*ended, contracts=contracts), "EUR")
    assert (every.attempts, every.open, every.logos_closed, every.logos_recovered) == (7, 1, 5, 1)
    assert (every.rate, every.arr_closed, every.arr_recovered) == (0.2, 1_500, 100)
    assert every.arr_rate == pytest.approx(1 / 15)
    assert (every.low, every.high) == pytest.approx((0.036, 0.624), abs=0.001)
    assert (discount.kind, discount.logos_recovered, discount.logos_closed) == ("discount", 1, 5)
    assert (terms.kind, terms.rate) == ("terms", 0.0)
    assert (none.kind, none.rate, none.low, none.arr_rate, none.open) == ("none", None, None, None, 1)


def test_days_in_a_stage_are_those_up_to_the_next_one_or_to_the_end():
    whole = SaveAttempt(
        date(2026, 3, 11), logo_id=1, stage="recovered", at_risk_on=date(2026, 3, 1), planned_on=date(2026, 3, 5),
        closed_on=date(2026, 4, 10),
    )  # fmt: skip
    skipped = SaveAttempt(logo_id=2, stage="lost", at_risk_on=date(2026, 3, 1), closed_on=date(2026, 3, 21))
    running = SaveAttempt(logo_id=3, stage="plan_in_place", planned_on=date(2026, 11, 11))
    judged = tried(whole, skipped, running)
    found = {stage: saving.stays(judged, stage, AS_OF) for stage in saving.RUNNING}
    assert (found["at_risk"].over, found["at_risk"].median) == ((4, 20), 12)
    assert (found["plan_in_place"].over, found["plan_in_place"].running) == ((6,), (10,))
    assert (found["saving"].over, found["saving"].running) == ((30,), ())
    (row, *_) = saving.rows(judged, "EUR")
    assert (row.at_risk_days, row.plan_in_place_days, row.saving_days) == (12, 6, 30)


def test_amounts_without_a_rate_are_left_out_of_amounts_alone():
    kept = SaveAttempt(logo_id=1, contract_id=1, stage="recovered", at_risk_on=date(2026, 3, 1))
    judged = saving.tried([kept], [OLD], {}, lambda _: None, AS_OF)
    assert judged[0].arr is None
    assert (saving.rows(judged, "EUR")[0].logos_recovered, saving.rows(judged, "EUR")[0].arr_closed) == (1, 0)


DAYS = st.integers(0, 600).map(lambda back: AS_OF - timedelta(days=back))
ATTEMPTS = st.builds(
    SaveAttempt,
    logo_id=st.integers(1, 4),
    stage=st.sampled_from(["at_risk", "saving", "recovered", "lost"]),
    offer_kind=st.sampled_from([None, "discount", "terms"]),
    at_risk_on=st.none() | DAYS,
)


@settings(max_examples=50)
@given(st.lists(ATTEMPTS, max_size=12), st.dictionaries(st.integers(1, 4), st.lists(DAYS, max_size=2)))
def test_every_attempt_ends_one_way_and_the_kinds_add_up(attempts, losses):
    judged = saving.tried(attempts, [], losses, lambda one: one.arr_minor, AS_OF)
    every, *kinds = saving.rows(judged, "EUR")
    assert every.attempts == sum(row.attempts for row in kinds) == len(judged)
    assert every.open == sum(row.open for row in kinds)
    assert every.logos_recovered <= every.logos_closed <= len({one.logo_id for one in judged})
    assert every.rate is None or every.low <= every.rate <= every.high


def test_what_is_begun_while_an_ended_contract_waits_is_answered_by_what_is_dated_to_its_end():
    late = SaveAttempt(logo_id=1, at_risk_on=date(2026, 6, 10))
    (kept,) = tried(late, contracts=(OLD, NEW))
    assert (kept.ended, kept.ended_on, kept.arr) == ("open", None, 900)
    late = SaveAttempt(logo_id=1, contract_id=1, at_risk_on=date(2026, 6, 10))
    (kept,) = tried(late, contracts=(OLD, NEW))
    assert (kept.ended, kept.ended_on, kept.arr) == ("recovered", date(2026, 6, 10), ARR)
    (lost,) = tried(
        SaveAttempt(logo_id=1, at_risk_on=date(2026, 6, 10)), contracts=(OLD,), losses={1: [date(2026, 6, 1)]}
    )
    assert (lost.ended, lost.ended_on, lost.arr) == ("lost", date(2026, 6, 10), ARR)


def test_a_contract_that_has_not_begun_decides_nothing_yet():
    ahead = contract(2, 1, date(2026, 12, 1), date(2027, 12, 1), renews=1)
    now = contract(1, 1, date(2025, 12, 1), date(2026, 12, 1))
    assert (
        tried(SaveAttempt(logo_id=1, at_risk_on=date(2026, 11, 1)), contracts=(now, ahead))[0].ended == "open"
    )
