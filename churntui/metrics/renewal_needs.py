"""What a renewal needs of someone on a day: one thing, the most urgent, and what is planned or called about it.

A step that is planned puts a row off until its day, as long as that is in time for what the row is about; a talk does
for two weeks, but not over the last two before that day. What has ended or can no longer be told in time waits for an
answer, and no talk is one.
"""

from __future__ import annotations

from datetime import date, timedelta

from churntui.metrics.need import LONGEST_STEP, Kind, Need
from churntui.metrics.renewals import NOTICE_SOON, Renewal
from churntui.model.living import Step
from churntui.plain import dates
from churntui.plain.text import shortened
from churntui.plain.wording import counted

TALK_FROM, TALK_TO = 61, 90
"""The days before the end in which the renewal is talked about."""

CHECKPOINTS = (180, 90)
"""Days before the end at which a renewal is looked at: by the first something is planned or was talked about, by the
second its stage is called."""

TALK_COUNTS = 120
"""Days before the end from which on a talk counts for the renewal."""

_LONGEST_PLAN = 20
"""Characters of a plan's name that a row says."""

QUIET_DAYS = 14
"""Days for which a talk keeps rows quiet that only ask for one."""


def is_recent(talked_on: date | None, as_of: date) -> bool:
    """Whether a talk was so lately that nothing asks for another."""
    return talked_on is not None and 0 <= (as_of - talked_on).days <= QUIET_DAYS


def talk_wears_off(talked_on: date) -> date:
    """The day from which on something may ask for another talk."""
    return talked_on + timedelta(days=QUIET_DAYS + 1)


def rests_until(renewal: Renewal, as_of: date, before: date, *, answers: bool = False) -> date | None:
    """The day until which a row about a renewal is put off by what is planned, or by a talk.

    Args:
        renewal: With its next step, and the day of its logo's last talk.
        as_of: Today.
        before: The day the row is about; a step planned for later comes too late.
        answers: Whether a talk puts it off, too.
    """
    days = []
    if renewal.step is not None and renewal.step.due_on is not None and renewal.step.due_on <= before:
        days.append(renewal.step.due_on)
    if answers and renewal.talked_on is not None and is_recent(renewal.talked_on, as_of):
        days.append(min(talk_wears_off(renewal.talked_on), before - timedelta(days=QUIET_DAYS)))
    return max((day for day in days if day > as_of), default=None)


def needs_call(renewal: Renewal) -> bool:
    """Whether its stage has to be called: its end is at most ninety days off or behind, and nobody has said a word."""
    is_near = renewal.days <= CHECKPOINTS[1] and renewal.bucket != "known_churn"
    return is_near and renewal.contract.stage == "open"


def needs_plan(renewal: Renewal) -> bool:
    """Whether it has passed its first checkpoint with nothing called, planned or talked about since it was in sight."""
    lies_between = CHECKPOINTS[1] < renewal.days <= CHECKPOINTS[0]
    is_untouched = renewal.contract.stage == "open" and renewal.step is None and renewal.talked_on is None
    return lies_between and is_untouched and renewal.bucket != "known_churn"


def of_renewal(renewal: Renewal, as_of: date) -> Need | None:
    """What a renewal needs, if anything: one thing, the most urgent; of one contract of several its plan is said."""
    contract, days, left = renewal.contract, renewal.days, renewal.notice_days_left
    names_plan = renewal.is_one_of_several and contract.plan
    plan = f"{shortened(contract.plan, _LONGEST_PLAN)} " if names_plan else ""

    def need(kind: Kind, text: str, day: date, until: date | None, *, urgent: bool) -> Need:
        logo = renewal.logo
        return Need(
            kind=kind,
            urgent=urgent,
            logo_id=logo.id,
            contract_id=contract.id,
            title=logo.name,
            text=plan + text,
            arr=renewal.arr,
            day=day,
            about=f"{kind}:{contract.ref}:{day}",
            until=until,
        )

    if renewal.waits:
        when = "today" if days == 0 else f"{counted(-days, 'day')} ago"
        until = rests_until(renewal, as_of, date.max)
        text = f"expired {when}, {_course(renewal, as_of)}" if until else _awaited(renewal, when)
        return need("expired", text, renewal.ends_on, until, urgent=True)
    if renewal.bucket == "known_churn" or contract.stage in {"won", "lost"}:
        return None
    if contract.auto_renew and renewal.undecided and left <= NOTICE_SOON:
        in_time, deadline = left >= 0, renewal.notice_deadline
        until = rests_until(renewal, as_of, deadline if in_time else renewal.ends_on, answers=in_time)
        return need("notice", f"{_notice(left)}, {_course(renewal, as_of)}", deadline, until, urgent=True)
    until = rests_until(renewal, as_of, renewal.ends_on, answers=True)
    if renewal.undecided and days < TALK_FROM:
        text = f"ends in {counted(days, 'day')}, {_course(renewal, as_of)}"
        return need("ending", text, renewal.ends_on, until, urgent=days <= NOTICE_SOON)
    if not TALK_FROM <= days <= TALK_TO or (_talked_about(renewal) and not needs_call(renewal)):
        return None
    said = _next(renewal.step, as_of) or ("not called yet" if _talked_about(renewal) else "no talk yet")
    return need("talk", f"renews in {counted(days, 'day')}, {said}", renewal.ends_on, until, urgent=False)


def _notice(left: int) -> str:
    """How long notice can still be given, or since when not."""
    if left < 0:
        return f"notice ended {counted(-left, 'day')} ago"
    return f"notice ends in {counted(left, 'day')}" if left > 0 else "notice ends today"


def _talked_about(renewal: Renewal) -> bool:
    """Whether its logo was talked with when its end was in sight."""
    return renewal.talked_on is not None and (renewal.ends_on - renewal.talked_on).days <= TALK_COUNTS


def _course(renewal: Renewal, as_of: date) -> str:
    """How it stands with an end nobody has decided on: what is planned, what was called, when there was a talk."""
    called = "called at risk" if renewal.contract.stage == "at_risk" else ""
    talked = f"talked {dates.short(renewal.talked_on, as_of)}" if renewal.talked_on else ""
    return (
        _next(renewal.step, as_of)
        or called
        or (talked if is_recent(renewal.talked_on, as_of) else "no call made")
    )


def _next(step: Step | None, as_of: date) -> str:
    """`next 1 Dec: call sponsor`; empty where nothing is planned."""
    if step is None:
        return ""
    when = f" {dates.short(step.due_on, as_of)}" if step.due_on else ""
    return f"next{when}: {shortened(step.what, LONGEST_STEP)}"


def _awaited(renewal: Renewal, when: str) -> str:
    """What an end that waits needs to be answered; no wider than its column at 120 cells."""
    if renewal.waits == "won":
        return f"won, ended {when}: d renews it"
    if renewal.waits == "renews_itself":
        return (
            f"at risk, renewed itself {when}?"
            if renewal.contract.stage == "at_risk"
            else f"renewed itself {when}? d rolls it on"
        )
    return f"expired {when}, " + ("d records the loss" if renewal.contract.stage == "lost" else "no outcome")
