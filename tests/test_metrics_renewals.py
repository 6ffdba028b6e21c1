from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest

from churntui.metrics.ends import recorded_losses
from churntui.metrics.renewals import BUCKETS, Total, counts, in_bucket, notice_deadline, renewals, total
from churntui.model.rows import Contract, Interview, Logo, Settings

TODAY = date(2026, 11, 21)
LOGOS = {1: Logo(1, "L1", "Nordwind"), 2: Logo(2, "L2", "Acme")}


def contract(number=1, logo_id=1, *, days=None, starts_on=None, **more):
    """A yearly contract that ends so many days after today."""
    ends_on = None if days is None else TODAY + timedelta(days=days)
    begun = starts_on or (ends_on or TODAY) - timedelta(days=365)
    given = {"amount_minor": 1200, "currency": "EUR", "per": "year", "arr_minor": 1200, "plan": "Team"} | more
    return Contract(id=number, ref=f"K{number}", logo_id=logo_id, starts_on=begun, ends_on=ends_on, **given)


def due(*contracts, interviews=(), settings=None, usage_change=None):
    return renewals(
        contracts,
        LOGOS,
        recorded_losses(interviews),
        as_of=TODAY,
        settings=settings or Settings(),
        arr_of=lambda one: {"EUR": one.arr_minor, "USD": one.arr_minor // 2}.get(one.currency),
        usage_change=usage_change,
    )


def exit_interview(logo_id=1, *, effective_on=None, held_on=None):
    return Interview(1, "I1", logo_id, "held", held_on=held_on, effective_on=effective_on)


@pytest.mark.parametrize(
    ("days", "bucket"),
    [
        (-30, "expired"),
        (0, "expired"),
        (1, "0-30"),
        (30, "0-30"),
        (31, "31-60"),
        (60, "31-60"),
        (61, "61-90"),
        (90, "61-90"),
        (91, "91-180"),
        (180, "91-180"),
        (181, "later"),
    ],
)
def test_the_bucket_is_computed_from_the_days_left(days, bucket):
    (found,) = due(contract(days=days))
    assert (found.bucket, found.days) == (bucket, days)
    assert bucket in BUCKETS


def test_an_open_ended_contract_is_no_renewal():
    assert due(contract(days=None)) == []
    assert notice_deadline(contract(days=None)) is None


def test_after_the_grace_the_loss_is_dated_and_it_is_none_any_more():
    assert due(contract(days=-31)) == []
    assert len(due(contract(days=-31), settings=Settings(grace_days=31))) == 1


@pytest.mark.parametrize(("days", "waits"), [(-90, "renews_itself"), (-91, None)])
def test_one_that_renews_itself_waits_ninety_days_to_be_rolled_on(days, waits):
    found = due(contract(days=days, auto_renew=True))
    assert [(one.bucket, one.waits) for one in found] == ([("expired", waits)] if waits else [])


def test_one_called_won_waits_for_its_successor_without_limit():
    (found,) = due(contract(days=-800, stage="won"))
    assert (found.bucket, found.waits) == ("expired", "won")
    assert due(contract(days=-800, stage="won"), contract(2, days=300, renews_id=1))[0].contract.id == 2


def test_one_that_notice_was_given_of_waits_for_nothing_and_is_known_churn_before():
    given = {"auto_renew": True, "notice_on": TODAY - timedelta(days=60)}
    assert due(contract(days=-1, **given)) == []
    assert due(contract(days=1, **given))[0].bucket == "known_churn"


def test_the_notice_deadline_is_the_last_day_for_notice():
    (found,) = due(contract(days=70, notice_days=70))
    assert (found.notice_deadline, found.notice_days_left, found.alarm) == (TODAY, 0, False)
    (late,) = due(contract(days=70, notice_days=71))
    assert (late.notice_days_left, late.alarm) == (-1, True)


@pytest.mark.parametrize("stage", ["verbal", "at_risk", "won", "lost"])
def test_a_called_stage_ends_the_alarm(stage):
    (found,) = due(contract(days=70, notice_days=90, stage=stage))
    assert not found.alarm


def test_a_known_loss_raises_no_alarm():
    (found,) = due(
        contract(days=70, notice_days=90),
        interviews=[exit_interview(effective_on=TODAY + timedelta(days=70))],
    )
    assert (found.bucket, found.alarm, found.forecast) == ("known_churn", False, 0)


def test_a_contract_called_lost_stays_in_its_bucket_and_then_waits_for_the_loss_by_grace():
    assert due(contract(days=5, stage="lost"))[0].bucket == "0-30"
    (ended,) = due(contract(days=-5, stage="lost", auto_renew=True))
    assert (ended.bucket, ended.waits) == ("expired", "grace")
    assert due(contract(days=-31, stage="lost", auto_renew=True)) == []


def test_a_recorded_loss_is_known_churn_whatever_starts_after_it():
    ending, leaves = contract(1, days=20), exit_interview(effective_on=TODAY + timedelta(days=20))
    for back in (
        contract(2, starts_on=TODAY + timedelta(days=25), days=400),
        contract(2, starts_on=TODAY + timedelta(days=25), days=400, renews_id=1),
    ):
        assert [one.bucket for one in due(ending, back, interviews=[leaves])] == ["known_churn", "later"]
    noticed = contract(1, days=20, notice_on=TODAY)
    assert [one.contract.id for one in due(noticed, back)] == [2], "notice, and a new contract in its place"


@pytest.mark.parametrize(
    ("more", "hides"),
    [({}, True), ({"amount_minor": 0}, False), ({"days": 35}, False), ({"plan": ""}, False)],
)
def test_an_early_contract_renews_only_where_it_is_paid_outlasts_the_old_one_and_has_a_plan(more, hides):
    plan = more.get("plan", "Team")
    old = contract(1, days=40, plan=plan)
    early = contract(2, starts_on=TODAY - timedelta(days=10), **({"days": 300, "plan": plan} | more))
    assert (1 not in [one.contract.id for one in due(old, early)]) is hides


def test_only_a_loss_with_a_day_answers_an_ended_contract():
    ended = contract(days=-5)
    for day in (ended.ends_on, TODAY, TODAY + timedelta(days=20)):
        assert due(ended, interviews=[exit_interview(effective_on=day)]) == []
    assert len(due(ended, interviews=[exit_interview(held_on=TODAY), exit_interview()])) == 1
    assert len(due(ended, interviews=[exit_interview(effective_on=ended.starts_on)])) == 1
    assert len(due(ended, interviews=[exit_interview(2, effective_on=TODAY)])) == 1


@pytest.mark.parametrize("days", [200, None])
def test_a_loss_ahead_is_known_churn_and_ends_the_contract_on_its_day(days):
    leaves = exit_interview(effective_on=TODAY + timedelta(days=50))
    (found,) = due(contract(days=days), interviews=[leaves])
    assert (found.bucket, found.ends_on, found.days) == ("known_churn", leaves.effective_on, 50)


def test_an_interview_about_an_earlier_loss_leaves_the_running_contract_alone():
    (found,) = due(contract(days=20), interviews=[exit_interview(effective_on=TODAY - timedelta(days=400))])
    assert found.bucket == "0-30"


def test_an_interview_without_an_end_of_service_announces_none():
    assert due(contract(days=20), interviews=[exit_interview()])[0].bucket == "0-30"


def test_a_linked_renewal_answers_whatever_its_plan_and_day():
    old = contract(1, days=40)
    new = contract(2, starts_on=TODAY + timedelta(days=90), days=800, plan="Business", renews_id=1)
    assert [one.contract.id for one in due(old, new)] == [2]


@pytest.mark.parametrize(
    ("shift", "plan", "answered"),
    [
        (-60, "Team", True),
        (-61, "Team", False),
        (30, "Team", True),
        (31, "Team", False),
        (0, "Add-on", False),
    ],
)
def test_an_unlinked_contract_answers_if_it_has_the_plan_and_starts_near_the_end(shift, plan, answered):
    old = contract(1, days=40)
    new = contract(2, starts_on=TODAY + timedelta(days=40 + shift), days=900, plan=plan)
    assert (1 not in [one.contract.id for one in due(old, new)]) is answered


def test_a_contract_that_renews_another_one_answers_only_that():
    first, second = contract(1, days=40), contract(2, days=40)
    new = contract(3, starts_on=TODAY + timedelta(days=40), days=900, renews_id=1)
    assert [one.contract.id for one in due(first, second, new)] == [2, 3]


def test_once_ended_any_plan_taken_since_answers():
    old = contract(1, days=-80, auto_renew=True)
    assert due(old, contract(2, starts_on=TODAY - timedelta(days=40), days=None, plan="Business")) == []
    assert len(due(old, contract(2, starts_on=TODAY - timedelta(days=300), days=None, plan="Business"))) == 1


@pytest.mark.parametrize(("shift", "answered"), [(25, True), (26, False)])
def test_a_contract_still_ahead_answers_one_that_ended_only_within_the_grace(shift, answered):
    later = contract(2, starts_on=TODAY + timedelta(days=shift), days=900, plan="Business")
    assert (1 not in [one.contract.id for one in due(contract(1, days=-5), later)]) is answered


def test_the_end_of_a_later_contract_answers_nothing_before_it():
    later = contract(2, starts_on=TODAY + timedelta(days=60), days=900)
    found = due(
        contract(1, days=-5), later, interviews=[exit_interview(effective_on=TODAY + timedelta(days=900))]
    )
    assert [one.bucket for one in found] == ["expired", "known_churn"]


@pytest.mark.parametrize(
    ("announced", "again", "bucket"),
    [(10, 60, "known_churn"), (50, 60, "known_churn"), (61, 60, "0-30"), (-400, 60, "0-30")],
)
def test_a_loss_answers_the_end_before_it_unless_a_paid_start_lies_between(announced, again, bucket):
    leaves = exit_interview(effective_on=TODAY + timedelta(days=announced))
    later = contract(2, starts_on=TODAY + timedelta(days=again), days=900)
    assert due(contract(days=20), later, interviews=[leaves])[0].bucket == bucket


def test_the_monthly_contract_before_it_does_not_answer_the_next():
    january = contract(1, starts_on=TODAY - timedelta(days=50), days=-20)
    february = contract(2, starts_on=TODAY - timedelta(days=20), days=10)
    assert [one.contract.id for one in due(january, february)] == [2]


def test_sorted_by_the_deadline_where_it_renews_itself_and_by_the_end_elsewhere():
    slow = contract(1, days=50, notice_days=45)
    itself = contract(2, 2, days=80, notice_days=60, auto_renew=True)
    assert [one.contract.id for one in due(slow, itself)] == [2, 1]
    assert [one.due_on - TODAY for one in due(slow, itself)] == [timedelta(days=20), timedelta(days=50)]


def test_contracts_of_logos_left_out_are_left_out():
    assert due(contract(days=20, logo_id=9)) == []


@pytest.mark.parametrize(
    ("stage", "forecast"), [("open", 840), ("verbal", 1080), ("at_risk", 300), ("won", 1200)]
)
def test_the_forecast_weighs_the_arr_by_the_stage(stage, forecast):
    assert due(contract(days=40, stage=stage))[0].forecast == forecast


def test_totals_are_in_the_reporting_currency_and_name_what_has_no_rate():
    found = due(
        contract(1, days=40),
        contract(2, days=41, currency="USD", stage="at_risk", plan="Extra"),
        contract(3, days=42, currency="PLN", plan="More"),
        contract(4, days=100, plan="Most"),
    )
    assert [one.arr for one in found] == [1200, 600, None, 1200]
    assert total(in_bucket(found, "31-60")) == Total(
        count=3, arr=1800, forecast=840 + 150, at_risk=600, without_rate=1
    )
    assert total([]) == Total(0, 0, 0, 0, 0)


def test_usage_is_shown_beside_where_it_is_known():
    found = due(contract(1, days=40), contract(2, 2, days=41), usage_change={1: -0.44})
    assert [one.usage_change for one in found] == [-0.44, None]


def test_a_leap_day_end_counts_its_days():
    leap = contract(1, days=0)._replace(starts_on=date(2027, 3, 1), ends_on=date(2028, 2, 29))
    found = renewals(
        [leap],
        LOGOS,
        {},
        as_of=date(2028, 1, 30),
        settings=Settings(),
        arr_of=lambda contract: contract.arr_minor,
    )
    assert (found[0].days, found[0].bucket) == (30, "0-30")


def test_the_first_frame_does_not_wait_for_pandas():
    code = "import churntui.metrics.renewals, churntui.metrics.usage, sys; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_buckets_are_counted():
    found = due(contract(1, days=10), contract(2, 2, days=20), contract(3, 2, days=100, plan="Other"))
    assert counts(found) == {"0-30": 2, "91-180": 1}


@pytest.mark.parametrize(
    ("days", "more", "undecided", "pressing", "weight"),
    [
        (83, {"notice_days": 61}, True, True, 70),
        (83, {"notice_days": 52}, True, False, 70),
        (83, {}, True, False, 70),
        (20, {}, True, False, 70),
        (83, {"notice_days": 61, "stage": "verbal"}, False, False, 90),
        (-9, {"stage": "at_risk"}, True, True, 25),
        (83, {"notice_days": 61, "stage": "lost"}, False, False, 0),
    ],
)
def test_what_nobody_has_decided_presses_when_notice_or_the_end_is_near(
    days, more, undecided, pressing, weight
):
    (found,) = due(contract(days=days, **more))
    assert (found.undecided, found.pressing, found.weight) == (undecided, pressing, weight)
    assert found.forecast == 1200 * weight // 100
