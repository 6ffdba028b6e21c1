"""Signals of use: silence, logins alone, a fall, few of the seats.

Days after the last measured one are no days without use. A silence rings for as long as it lasts, from the last day
something was done that qualifies, or from the day the logo was served again where that is later.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from churntui.metrics.signals.ground import Ground, Subject
from churntui.metrics.signals.signal import Signal
from churntui.metrics.usage import WINDOW_DAYS, has_fallen
from churntui.plain.wording import counted, rounded


def signals(subject: Subject, ground: Ground) -> Iterator[Signal]:
    """What its use says; nothing where what is known of use is old."""
    through = ground.usage_through
    if through is None:
        return
    measured_from = ground.watched.measured_from.get(subject.logo.id)
    if measured_from is None or measured_from > through:
        yield from _never_used(subject, ground)
        return
    silence = _silence(subject, ground, measured_from, through)
    if silence is not None:
        yield silence
        return
    used = ground.usage.get(subject.logo.id)
    if used is not None and used.change is not None and has_fallen(used.change, ground.settings.usage_fall):
        yield Signal(
            code="falling",
            logo_id=subject.logo.id,
            text=f"usage fell {rounded(round(-used.change, 2))} in {WINDOW_DAYS} days",
            since=through - timedelta(days=WINDOW_DAYS - 1),
            value=round(used.change, 4),
            about=f"usage:{subject.logo.ref}",
        )
    yield from _few_active(subject, ground, through)


def is_known(subject: Subject, ground: Ground) -> bool:
    """Whether its use is measured, and lately."""
    return ground.usage_through is not None and subject.logo.id in ground.watched.measured_from


def _never_used(subject: Subject, ground: Ground) -> Iterator[Signal]:
    days = ground.days_since(subject.since)
    if days >= ground.settings.never_used_days:
        yield Signal(
            code="never_used",
            logo_id=subject.logo.id,
            text=f"no use was ever measured, {counted(days, 'day')} in force",
            since=subject.since,
            value=days,
            about=f"never_used:{subject.logo.ref}",
        )


def _silence(subject: Subject, ground: Ground, measured_from: date, through: date) -> Signal | None:
    """Nothing that qualifies for too long; with other actions in that time it is another signal."""
    logo = subject.logo
    last = ground.watched.last_done.get(logo.id)
    began = max(last or measured_from - timedelta(days=1), subject.since - timedelta(days=1))
    days = (through - began).days
    if days < ground.settings.silent_days:
        return None
    since = began + timedelta(days=1)
    other = ground.watched.last_other.get(logo.id)
    if other is not None and other > through - timedelta(days=ground.settings.silent_days):
        said = f"only other actions for {counted(days, 'day')}, none that qualifies"
        return Signal(
            code="only_other_actions", logo_id=logo.id, text=said, since=since, value=days,
            about=f"only_other_actions:{logo.ref}:{since}",
        )  # fmt: skip
    ended = f"since {ground.day(since)}"
    return Signal(
        code="silent", logo_id=logo.id, text=f"silent for {counted(days, 'day')}, {ended}", since=since, value=days,
        urgent=True, about=f"use_silent:{logo.ref}:{since}",
    )  # fmt: skip


def _few_active(subject: Subject, ground: Ground, through: date) -> Iterator[Signal]:
    """Not in the first weeks: seats are filled one after the other. Use that nobody is named for tells nothing."""
    active, customers = ground.active.get(subject.logo.id, (0, 0))
    seats = subject.seats or customers
    is_new = (through - subject.since).days < ground.settings.active_window_days
    if not active or not seats or is_new or active >= seats * ground.settings.few_active_share:
        return
    yield Signal(
        code="few_active",
        logo_id=subject.logo.id,
        text=f"{active} of {counted(seats, 'seat')} active",
        value=round(active / seats, 4),
        about=f"few_active:{subject.logo.ref}",
    )
