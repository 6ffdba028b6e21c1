"""What a renewal needs of someone on a day: one thing, the most urgent, and what is planned or called about it.

A talk keeps quiet what only asks for one, and a step that is planned keeps a row quiet until its day. A notice deadline
that is near stays urgent, and says both.
"""

from __future__ import annotations

from datetime import date

from churntui.metrics.need import LONGEST_STEP, Kind, Need
from churntui.metrics.renewals import NOTICE_SOON, Renewal
from churntui.model.living import Step
from churntui.plain import dates
from churntui.plain.text import shortened
from churntui.plain.wording import counted

TALK_FROM, TALK_TO = 61, 90
"""The days before the end in which the renewal is talked about."""

TALK_COUNTS = 120
"""Days before the end from which on a talk counts for the renewal."""

QUIET_DAYS = 14
"""Days for which a talk keeps rows quiet that only ask for one."""


def is_recent(talked_on: date | None, as_of: date) -> bool:
    """Whether a talk was so lately that nothing asks for another."""
    return talked_on is not None and 0 <= (as_of - talked_on).days <= QUIET_DAYS


def rests_until(step: Step | None, as_of: date, before: date) -> date | None:
    """The day until which a planned step keeps a row quiet: one ahead, and no later than the day the row is about."""
    if step is None or step.due_on is None or not as_of < step.due_on <= before:
        return None
    return step.due_on


def of_renewal(renewal: Renewal, as_of: date) -> Need | None:
    """What a renewal needs, if anything: one thing, the most urgent."""
    contract, days, left = renewal.contract, renewal.days, renewal.notice_days_left

    def need(kind: Kind, text: str, *, urgent: bool, day: date) -> Need:
        logo = renewal.logo
        return Need(
            kind=kind,
            urgent=urgent,
            logo_id=logo.id,
            contract_id=contract.id,
            title=logo.name,
            text=text,
            arr=renewal.arr,
            day=day,
            about=f"{kind}:{contract.ref}:{day}",
        )

    if renewal.waits:
        when = "today" if days == 0 else f"{counted(-days, 'day')} ago"
        is_planned = rests_until(renewal.step, as_of, date.max) is not None
        text = f"expired {when}, {_course(renewal, as_of)}" if is_planned else _awaited(renewal, when)
        return need("expired", text, urgent=not is_planned, day=renewal.ends_on)
    if renewal.bucket == "known_churn" or contract.stage in {"won", "lost"}:
        return None
    if contract.auto_renew and renewal.undecided and left <= NOTICE_SOON:
        text = f"{_notice(left)}, {_course(renewal, as_of)}"
        return need("notice", text, urgent=True, day=renewal.notice_deadline)
    rests = rests_until(renewal.step, as_of, renewal.ends_on) is not None
    if renewal.undecided and days < TALK_FROM:
        rests |= is_recent(renewal.talked_on, as_of) and days > QUIET_DAYS
        text = f"ends in {counted(days, 'day')}, {_course(renewal, as_of)}"
        return need("ending", text, urgent=days <= NOTICE_SOON and not rests, day=renewal.ends_on)
    if not TALK_FROM <= days <= TALK_TO or rests or _talked_about(renewal):
        return None
    said = _next(renewal.step, as_of) or "no talk yet"
    return need("talk", f"renews in {counted(days, 'day')}, {said}", urgent=False, day=renewal.ends_on)


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
        return f"won: enter the new contract ({when})"
    if renewal.waits == "renews_itself":
        return (
            f"at risk, renewed itself {when}?"
            if renewal.contract.stage == "at_risk"
            else f"renewed itself {when}? roll it on"
        )
    return f"expired {when}, " + ("record the loss" if renewal.contract.stage == "lost" else "no outcome")
