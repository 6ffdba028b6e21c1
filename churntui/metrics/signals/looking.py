"""Looks at every logo that pays: what signals there are, and what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from churntui.metrics.signals import agreed, heard, people, use
from churntui.metrics.signals.ground import Ground, Subject
from churntui.metrics.signals.signal import Signal


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking."""

    signals: Mapping[int, tuple[Signal, ...]] = field(default_factory=dict)
    """By logo, the most pressing first; logos without any are missing."""
    logos: int = 0
    """How many were looked at."""
    unknown: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """By logo, in a word each, what is not known of it."""

    def of(self, logo_id: int) -> tuple[Signal, ...]:
        """Those of a logo."""
        return self.signals.get(logo_id, ())

    @property
    def every(self) -> Iterator[Signal]:
        """All of them."""
        return (signal for own in self.signals.values() for signal in own)

    @property
    def blind(self) -> list[tuple[str, int]]:
        """What is not known, and of how many logos, that of the most first."""
        return Counter(word for words in self.unknown.values() for word in words).most_common()


def look(subjects: Iterable[Subject], ground: Ground) -> Looked:
    """Look at these logos."""
    found: dict[int, tuple[Signal, ...]] = {}
    unknown: dict[int, tuple[str, ...]] = {}
    count = 0
    for subject in subjects:
        count += 1
        own = sorted(_of(subject, ground), key=lambda signal: signal.order)
        if own:
            found[subject.logo.id] = tuple(own)
        if missing := tuple(_unknown(subject, ground)):
            unknown[subject.logo.id] = missing
    return Looked(found, count, unknown)


def _of(subject: Subject, ground: Ground) -> Iterator[Signal]:
    """What warns of an end is not said where the end is known."""
    if subject.is_leaving:
        yield from agreed.of_renewals(subject, ground)
    else:
        for rules in (agreed, use, people, heard):
            yield from rules.signals(subject, ground)
    yield from agreed.contradictions(subject, ground)


def _unknown(subject: Subject, ground: Ground) -> Iterator[str]:
    logo_id, watched = subject.logo.id, ground.watched
    known = {
        "use": use.is_known(subject, ground),
        "who is active": logo_id in ground.active,
        "talks": logo_id in watched.contacts,
        "NPS": logo_id in watched.answers,
        "likelihood": logo_id in watched.reviews,
        "payments": logo_id in watched.payments,
        "our view": logo_id in watched.sentiments,
    }
    return (word for word, is_known in known.items() if not is_known)
