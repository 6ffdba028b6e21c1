"""Signals of people: who spoke for us and is gone, nobody who does, nobody we talk with.

A book that records no champions at all, or no talks, says nothing of any logo's; where others have one, a logo without
is one nobody thought of.
"""

from __future__ import annotations

from collections.abc import Iterator

from churntui.metrics.signals.ground import Ground, Subject
from churntui.metrics.signals.signal import Signal
from churntui.plain.wording import counted


def signals(subject: Subject, ground: Ground) -> Iterator[Signal]:
    """What is known of its people."""
    yield from _champion(subject, ground)
    yield from _buyer(subject, ground)
    yield from _talk(subject, ground)


def _champion(subject: Subject, ground: Ground) -> Iterator[Signal]:
    logo, watched = subject.logo, ground.watched
    if logo.id in watched.champions:
        return
    if logo.id in ground.left_champions:
        who, left_on = ground.left_champions[logo.id]
        if left_on <= ground.as_of:
            yield Signal(
                code="champion_left",
                logo_id=logo.id,
                text=f"champion left {ground.day(left_on)}, no successor ({who})",
                since=left_on,
                value=ground.days_since(left_on),
                about=f"champion:{logo.ref}:{left_on}",
            )
    elif watched.champions:
        yield Signal(
            code="no_champion",
            logo_id=logo.id,
            text="no champion is named",
            about=f"no_champion:{logo.ref}",
        )


def _buyer(subject: Subject, ground: Ground) -> Iterator[Signal]:
    """Who buys and was spoken with once: one nobody ever met is missing from a list, and no silence."""
    spoken = [person for person in ground.watched.buyers.get(subject.logo.id, ()) if person.last_contact_on]
    if not spoken:
        return
    person = max(spoken, key=lambda one: (one.last_contact_on or ground.as_of, one.id))
    last = person.last_contact_on or ground.as_of
    days = ground.days_since(last)
    if days >= ground.settings.buyer_days:
        yield Signal(
            code="no_buyer",
            logo_id=subject.logo.id,
            text=f"{person.name}, who buys, not reached for {counted(days, 'day')}",
            since=last,
            value=days,
            about=f"no_buyer:{subject.logo.ref}:{last}",
        )


def _talk(subject: Subject, ground: Ground) -> Iterator[Signal]:
    contacts, logo = ground.watched.contacts, subject.logo
    last = contacts.get(logo.id)
    since = last or subject.since
    days = ground.days_since(since)
    if not contacts or days < ground.most_without_talk(subject):
        return
    said = (
        f"no talk for {counted(days, 'day')}"
        if last
        else f"no talk was ever noted, {counted(days, 'day')} in force"
    )
    yield Signal(
        code="no_talk",
        logo_id=logo.id,
        text=said,
        since=since,
        value=days,
        about=f"no_talk:{logo.ref}:{since}",
    )
