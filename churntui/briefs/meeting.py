"""The meeting that a brief is for: its agenda with minutes, who takes part, what was promised before.

The agenda is the shareable part of the brief in its order, so that what is shown is what is talked about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from churntui.book import Book
from churntui.briefs import composing
from churntui.briefs.facts import Brief, Shared, Withheld
from churntui.briefs.gathering import Gathered, gather
from churntui.briefs.language import wording
from churntui.briefs.output.frame import headline
from churntui.briefs.wording import named
from churntui.data.file.store import Store
from churntui.data.rows import briefs
from churntui.model.choices import UNSETTLED, BriefKind, BriefSection
from churntui.model.living import Commitment, KeptBrief, Review
from churntui.model.rows import Person
from churntui.plain.markdown import escaped
from churntui.plain.text import fold

MINUTES: Mapping[BriefKind, int] = {"qbr": 45, "ebr": 25}
"""How long a meeting is: a champion has most of an hour, an executive half of one, and both need some air."""

JUST_HELD = 30
"""Days after a review in which a mail still follows it up."""

_BETWEEN = re.compile(r"[,;]")
"""What stands between two who took part."""

_WEIGHTS: Mapping[BriefSection, int] = {
    "decide": 8, "goals": 6, "promises": 5, "use": 5, "proof": 4, "trouble": 6, "told": 4, "roadmap": 4, "next": 7,
    "question": 4,
}  # fmt: skip
"""What each section takes of the time, against the others: most where something is decided."""

_OF_EXECUTIVES: Mapping[BriefSection, int] = {**_WEIGHTS, "decide": 20, "question": 8}
"""The same with an executive, who comes to decide and to be asked."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an agenda."""

    minutes: int
    heading: str
    points: tuple[str, ...]
    """What stands under it in the brief."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the file says of the logo and its meetings."""

    gathered: Gathered
    shown: KeptBrief | None
    """The brief of the meeting ahead; None where nobody has begun one."""
    sent: tuple[KeptBrief, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """All there is to know for it."""

    brief: Brief
    facts: Shared
    """What the mails are made of."""
    kept: KeptBrief | None
    sent: tuple[KeptBrief, ...]
    agenda: tuple[Item, ...]
    attendees: tuple[str, ...]
    """Who is proposed to take part, as people wrote it: among ourselves."""
    invited: tuple[str, ...]
    """Those of them who are known as people of the logo: their names may stand in what it reads."""
    promised: tuple[Commitment, ...]
    """What is open or was settled only in part, by its day."""
    held: Review | None
    """The review held last, as long as a mail follows it up."""
    withheld: tuple[Withheld, ...]
    """What of promises and agreements no mail may say."""
    shown_on: date | None = None
    """The day of the review that the brief which is worked on was shown in already: that meeting is over."""

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(item.minutes for item in self.agenda)

    @property
    def meets_on(self) -> date | None:
        """The day of the meeting, where it is known."""
        return self.kept.meets_on if self.kept else None

    @property
    def review_id(self) -> int | None:
        """The review of this very meeting, where it is in the book: today's, or the one the brief was shown in."""
        if self.held is None:
            return None
        shown_in = {one.review_id for one in (*self.sent, *([self.kept] if self.kept else []))}
        is_of_brief = self.kept is not None and self.kept.review_id == self.held.id
        is_todays = self.held.held_on == self.brief.as_of and self.held.id in shown_in
        return self.held.id if is_of_brief or is_todays else None

    @property
    def is_ahead(self) -> bool:
        """Whether the meeting is still to come, so that a mail is about its agenda."""
        day = self.meets_on
        return self.review_id is None and day is not None and day >= self.brief.as_of

    @property
    def held_on(self) -> date:
        """The day its notes are of: that of the meeting once it has come, else today."""
        as_of = self.brief.as_of
        return self.meets_on if self.meets_on is not None and self.meets_on <= as_of else as_of


def read(store: Store, book: Book, logo_id: int) -> Known:
    """Read what the meeting needs; on the store's thread. `book` must know usage."""
    return Known(
        gather(store, book, logo_id), briefs.to_be_shown(store, logo_id), briefs.sent(store, logo_id)
    )


def compose(book: Book, known: Known) -> Meeting:
    """The meeting from what was read. Takes pandas: on the event loop it belongs into a thread."""
    gathered = known.gathered
    composed = composing.composed(book, gathered)
    brief = composed.brief
    if known.shown is not None:
        brief = replace(brief, kind=known.shown.kind, meets_on=known.shown.meets_on)
    since = book.as_of - timedelta(days=JUST_HELD)
    taking_part = attendees(gathered.people, gathered.reviews, book.as_of)
    theirs = {fold(one.name) for one in gathered.people if not composed.watch.names.said_in(one.name)}
    return Meeting(
        brief=brief,
        facts=composed.facts.shared,
        kept=known.shown,
        sent=known.sent,
        agenda=agenda(brief),
        attendees=taking_part,
        invited=tuple(name for name in taking_part if fold(name) in theirs),
        promised=tuple(one for one in gathered.promises if one.state in UNSETTLED),
        held=next((one for one in gathered.reviews if one.held_on and one.held_on >= since), None),
        withheld=tuple(
            one for one in composed.facts.withheld if one.what.startswith(("promise:", "what was agreed"))
        ),
        shown_on=_shown_on(known),
    )


def _shown_on(known: Known) -> date | None:
    kept = known.shown
    if kept is None or kept.sent_on is not None:
        return None
    return next((one.held_on for one in known.gathered.reviews if one.id == kept.review_id), None)


def agenda(brief: Brief) -> tuple[Item, ...]:
    """The sections of the shareable part, the minutes shared out among them."""
    sections = [section for section in brief.shareable if section.points]
    weigh = _OF_EXECUTIVES if brief.kind == "ebr" else _WEIGHTS
    weights = [weigh[section.code] if section.code else 1 for section in sections]
    minutes = shared_out(MINUTES[brief.kind], weights)
    return tuple(
        Item(each, section.heading, tuple(point.text for point in section.points))
        for each, section in zip(minutes, sections, strict=True)
    )


def shared_out(total: int, weights: Sequence[int]) -> list[int]:
    """So many minutes by weight: whole ones, at least one each, that add up."""
    if not weights:
        return []
    whole = sum(weights)
    minutes = [max(1, total * weight // whole) for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda at: (-(total * weights[at] % whole), at))
    for at in by_rest * total:
        missing = total - sum(minutes)
        if missing <= 0:
            break
        minutes[at] += 1
    while sum(minutes) > max(total, len(minutes)):
        minutes[minutes.index(max(minutes))] -= 1
    return minutes


def attendees(people: Sequence[Person], reviews: Sequence[Review], as_of: date) -> tuple[str, ...]:
    """Who took part the last time and is still there, with who followed those who left; else who speaks for us."""
    gone = {fold(one.name): one for one in people if one.left_on is not None and one.left_on <= as_of}
    by_id = {one.id: one.name for one in people}
    last = next((review.attendees for review in reviews if review.attendees.strip()), "")
    names = []
    for name in filter(None, (part.strip() for part in _BETWEEN.split(last))):
        person = gone.get(fold(name))
        names.append(name if person is None else by_id.get(person.successor_id or 0, ""))
    if not any(names):
        staying = [one for one in people if fold(one.name) not in gone]
        names = [one.name for one in staying if one.champion] or [one.name for one in staying[:1]]
    return tuple(dict.fromkeys(name for name in names if name))


def in_markdown(meeting: Meeting) -> str:
    """The agenda for a document: with the points of each item, in the brief's language."""
    brief, w = meeting.brief, wording(meeting.brief.language)
    head = [f"# {escaped(headline(brief))}: {escaped(w('agenda'))}"]
    if brief.meets_on is not None:
        head.append(escaped(w("meeting", day=w.day(brief.meets_on))))
    if meeting.invited:
        head.append(escaped(w("agenda-with", names=", ".join(map(named, meeting.invited)))))
    items = [
        "\n".join(
            [
                f"{nth}. {escaped(w('agenda-item', heading=item.heading, minutes=item.minutes))}",
                *(f"   - {escaped(point)}" for point in item.points),
            ]
        )
        for nth, item in enumerate(meeting.agenda, start=1)
    ]
    return "\n\n".join([*head, *items]) + "\n"
