"""The mails around a meeting, as text to be sent by hand: the agenda before it, and after it what was agreed.

They are made of what the logo may see (`Shared`): what was agreed, promises of both sides with who and by when. What
names another logo or has a word of ours is not in there; whoever writes the mail is told what was left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from churntui.briefs.facts import Shared
from churntui.briefs.language import Wording, wording
from churntui.briefs.meeting import Meeting
from churntui.briefs.output.frame import headline
from churntui.briefs.wording import named
from churntui.model.choices import UNSETTLED
from churntui.model.living import Commitment
from churntui.plain.text import clean_line, clean_note


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that nobody has sent yet."""

    subject: str
    body: str

    @property
    def text(self) -> str:
        """The subject, an empty line, and the body."""
        return f"{self.subject}\n\n{self.body}\n"


def before(meeting: Meeting, author: str) -> Mail:
    """What we would like to go through, with the minutes of each item."""
    brief, w = meeting.brief, wording(meeting.brief.language)
    day = brief.meets_on
    opening = (
        w("mail-before", minutes=meeting.minutes, day=w.day(day))
        if day
        else w("mail-before-undated", minutes=meeting.minutes)
    )
    items = [
        f"{nth}. {w('agenda-item', heading=named(item.heading), minutes=item.minutes)}"
        for nth, item in enumerate(meeting.agenda, start=1)
    ]
    parts = (w("mail-hello"), opening, "\n".join(items), w("mail-missing"), _regards(author, w))
    return Mail(w("mail-subject-before", title=headline(brief)), "\n\n".join(parts))


def after(meeting: Meeting, author: str) -> Mail | None:
    """What was agreed in the review that was held last, who does what by when; None where none was held."""
    review, facts, w = meeting.held, meeting.facts, wording(meeting.brief.language)
    if review is None or review.held_on is None:
        return None
    day = w.day(review.held_on)
    agreed = next((one.agreed for one in facts.agreed if one.id == review.id), "")
    promised = list(_promised(facts, review.id, w))
    nothing = [] if agreed or promised else [w("mail-nothing")]
    ahead = meeting.meets_on if meeting.meets_on and meeting.meets_on > review.held_on else None
    parts = (
        w("mail-hello"),
        w("mail-thanks", day=day),
        *([_listed(w("mail-agreed"), _lines(agreed))] if agreed else ()),
        *promised,
        *nothing,
        w("mail-next", day=w.day(ahead)) if ahead else w("mail-no-next"),
        w("mail-wrong"),
        _regards(author, w),
    )
    subject = w("mail-subject-after", logo=named(facts.logo.name), day=day)
    return Mail(subject, "\n\n".join(parts))


def _promised(facts: Shared, review_id: int, w: Wording) -> Iterator[str]:
    """What either side does, as promised in this review; then what is open from before."""
    of_it = [one for one in facts.promises if one.review_id == review_id]
    for heading, by_us in (("mail-we-do", True), ("mail-you-do", False)):
        lines = [_promise(one, named(one.owner), w, facts.as_of) for one in of_it if one.by_us is by_us]
        yield from [_listed(w(heading), lines)] * bool(lines)
    earlier = [
        _promise(one, _who(one, w), w, facts.as_of)
        for one in facts.promises
        if one.review_id != review_id and one.state in UNSETTLED
    ]
    yield from [_listed(w("mail-earlier"), earlier)] * bool(earlier)


def _promise(promise: Commitment, who: str, w: Wording, as_of: date) -> str:
    """`Send prices (Ines Roth, by 3 Dec 2026)`; of what was due before `as_of`, the day it was promised for."""
    about = who
    if promise.due_on is not None:
        day = w.day(promise.due_on)
        by_owner = "mail-overdue" if promise.due_on < as_of else "mail-owner-by"
        about = w(by_owner, owner=who, day=day) if who else w("mail-by", day=day)
    return w("mail-promise", what=named(promise.what), about=about) if about else named(promise.what)


def _who(promise: Commitment, w: Wording) -> str:
    side = "by-us" if promise.by_us else "by-you"
    return w(f"{side}-owner", owner=named(promise.owner)) if promise.owner else w(side)


def _lines(text: str) -> list[str]:
    """What was agreed, a line each, without the dash somebody may have typed before it."""
    lines = (clean_line(line).lstrip("-*•– ") for line in clean_note(text).splitlines())
    return [line for line in lines if line]


def _listed(heading: str, lines: Iterable[str]) -> str:
    return "\n".join([heading, *(f"- {line}" for line in lines)])


def _regards(author: str, w: Wording) -> str:
    return "\n".join(filter(None, (w("mail-regards"), named(author))))
