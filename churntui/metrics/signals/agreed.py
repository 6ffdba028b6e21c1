"""Signals of what was agreed: contracts, payments, milestones, goals, promises, a record that contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from churntui.metrics.contradictions import TITLES
from churntui.metrics.goals import progress
from churntui.metrics.need import Need
from churntui.metrics.renewal_needs import of_renewal
from churntui.metrics.signals.ground import Ground, Subject
from churntui.metrics.signals.signal import Code, Signal
from churntui.model.choices import NOT_PAID
from churntui.model.living import Commitment, Goal, Milestone
from churntui.plain.text import shortened
from churntui.plain.wording import counted

_LONGEST = 40


def of_renewals(subject: Subject, ground: Ground) -> Iterator[Signal]:
    """A notice deadline that is near or gone undecided, and an end without an outcome: the first of each."""
    told: set[Code] = set()
    for renewal in ground.renewals.get(subject.logo.id, ()):
        need = of_renewal(renewal, ground.as_of)
        code = _code(need)
        if need is not None and code is not None and code not in told:
            told.add(code)
            value = renewal.notice_days_left if code == "notice" else -renewal.days
            yield Signal(
                code=code, logo_id=subject.logo.id, text=need.text, since=need.day, value=value, urgent=True,
                about=need.about,
            )  # fmt: skip


def _code(need: Need | None) -> Code | None:
    if need is None:
        return None
    return "notice" if need.kind == "notice" else "expired" if need.kind == "expired" else None


def signals(subject: Subject, ground: Ground) -> Iterator[Signal]:
    """What was agreed and did not come."""
    yield from of_renewals(subject, ground)
    yield from _payment(subject, ground)
    yield from _promises(subject, ground)
    yield from _milestones(subject, ground)
    yield from _goals(subject, ground)


def _payment(subject: Subject, ground: Ground) -> Iterator[Signal]:
    """The last one, or the card behind it."""
    last = ground.watched.payments.get(subject.logo.id)
    if last is None:
        return
    expires = last.card_expires_on
    left = None if expires is None else (expires - ground.as_of).days
    if last.outcome in NOT_PAID:
        text, since, is_urgent = f"payment {last.outcome} {ground.day(last.day)}", last.day, True
    elif expires is not None and left is not None and left <= ground.settings.card_days:
        said = f"expired {ground.day(expires)}" if left < 0 else f"expires in {counted(left, 'day')}"
        text, since, is_urgent = f"the card {said}", expires, left < 0
    else:
        return
    yield Signal(
        code="payment_failed", logo_id=subject.logo.id, text=text, since=since, value=ground.days_since(since),
        urgent=is_urgent, about=f"payment:{last.ref}",
    )  # fmt: skip


def _promises(subject: Subject, ground: Ground) -> Iterator[Signal]:
    late = ground.promises.get(subject.logo.id, ())
    if late:
        first = late[0]
        who = "we" if first.by_us else "they"
        text = f"{who} promised by {_day(first.due_on, ground)}: {shortened(first.what, _LONGEST)}"
        signal = _late("commitment", subject, text, late)
        yield replace(signal, urgent=True, about=f"promise:{first.ref}", row=("commitment", first.id))


def _milestones(subject: Subject, ground: Ground) -> Iterator[Signal]:
    late = ground.watched.milestones.get(subject.logo.id, ())
    if late:
        first = late[0]
        text = f"milestone due {_day(first.due_on, ground)}: {shortened(first.milestone, _LONGEST)}"
        about = f"milestone:{subject.logo.ref}:{first.due_on}"
        yield replace(_late("milestone", subject, text, late), about=about, row=("milestone", first.id))


def _goals(subject: Subject, ground: Ground) -> Iterator[Signal]:
    """Those whose day has passed and that are not known to be reached."""
    late = [
        goal
        for goal, values in ground.watched.goals.get(subject.logo.id, ())
        if progress(goal, values, as_of=ground.as_of).state != "reached"
    ]
    if late:
        first = late[0]
        text = f"goal due {_day(first.due_on, ground)}: {shortened(first.goal, _LONGEST)}"
        signal = _late("goal", subject, text, late)
        yield replace(signal, about=f"goal:{first.ref}", row=("goal", first.id))


def _late(code: Code, subject: Subject, text: str, late: Sequence[Commitment | Milestone | Goal]) -> Signal:
    """Of the one that is due the longest, and how many more there are."""
    more = f", {len(late) - 1} more" if len(late) > 1 else ""
    return Signal(code=code, logo_id=subject.logo.id, text=text + more, since=late[0].due_on, value=len(late))


def _day(day: date | None, ground: Ground) -> str:
    return "" if day is None else ground.day(day)


def contradictions(subject: Subject, ground: Ground) -> Iterator[Signal]:
    """What its record says twice and differently."""
    found: Sequence[str] = [TITLES[one.kind] for one in ground.contradictions.get(subject.logo.id, ())]
    if found:
        first = ground.contradictions[subject.logo.id][0]
        more = f", {len(found) - 1} more" if len(found) > 1 else ""
        yield Signal(
            code="contradiction",
            logo_id=subject.logo.id,
            text=f"the record contradicts itself: {found[0][:1].lower()}{found[0][1:]}{more}",
            value=len(found),
            contradiction=first.kind,
            about=f"contradiction:{first.kind}:{first.about}",
        )
