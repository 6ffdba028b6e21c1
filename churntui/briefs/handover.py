"""A logo on its way to a colleague: all that the one who had it knows and the next one needs, on a sheet.

Made of the same facts and rules as the internal part of a brief, and of what was kept by hand: promises of both sides,
steps, talks, goals. It is for us alone; nothing of it may be shown to the logo.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from churntui.book import Book
from churntui.briefs import composing, internal, signs
from churntui.briefs.discretion import guard
from churntui.briefs.facts import Inside, Point, Section
from churntui.briefs.gathering import Gathered, gather
from churntui.briefs.sheets import Sheet, filled
from churntui.briefs.wording import cut, named, quoted
from churntui.data.file.store import Store
from churntui.data.rows import kept
from churntui.model.choices import REVIEW_LABELS, UNSETTLED
from churntui.model.living import Commitment, Goal, GoalValue, Review, Step, Talk
from churntui.plain import dates
from churntui.plain.wording import counted, number
from churntui.questions.attempts import of_logo, offered, stands

TALKS = 5
"""How many of the last talks are told, and of the reviews as many as there were meanwhile."""

LINE = 160
"""Characters of what was said that are told of a talk."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the file says of the logo, up to the as-of day."""

    gathered: Gathered
    talks: tuple[Talk, ...]
    """Newest first."""
    reviews: tuple[Review, ...]
    """Newest first."""
    steps: tuple[Step, ...]
    """Those still to be done, by their day."""
    promises: tuple[Commitment, ...]
    """Those not kept yet, or only partly, by their day."""
    goals: tuple[Goal, ...]
    values: Mapping[int, Sequence[GoalValue]]
    """Goal id to what was measured of it, oldest first."""


NAME = "Handover"


def read(store: Store, book: Book, logo_id: int) -> Known:
    """Read what the sheet needs; on the store's thread. `book` must know usage."""
    by_day = "due_on IS NULL, due_on, id"
    promised = kept.of_logo(store, Commitment, logo_id, by_day)
    return Known(
        gathered=gather(store, book, logo_id),
        talks=tuple(
            talk for talk in kept.of_logo(store, Talk, logo_id, "day DESC, id DESC") if talk.day <= book.as_of
        ),
        reviews=tuple(
            review
            for review in kept.of_logo(store, Review, logo_id, "held_on DESC, id DESC")
            if review.held_on and review.held_on <= book.as_of
        ),
        steps=tuple(step for step in kept.of_logo(store, Step, logo_id, by_day) if step.done_on is None),
        promises=tuple(promise for promise in promised if promise.state in UNSETTLED),
        goals=kept.of_logo(store, Goal, logo_id, by_day),
        values=kept.goal_values(store, logo_id),
    )


def compose(book: Book, known: Known) -> Sheet:
    """The sheet from what was read. Takes pandas: on the event loop it belongs into a thread."""
    inside, as_of = composing.inside(book, known.gathered, guard(book, known.gathered)), book.as_of
    logo = book.logos[known.gathered.logo_id]
    sections = filled(
        Section("How it stands", tuple(internal.contract(inside))),
        Section("People", people(inside)),
        Section("Promises", tuple(promises(known, as_of))),
        Section("Next steps", tuple(steps(known, as_of))),
        Section("What is tried to keep them", tuple(tried(book, logo.id))),
        Section("Why they bought, and what they want to reach", tuple(_goals(known, as_of))),
        Section("Last talks", tuple(talks(known, as_of))),
        Section("What they named", tuple(_themes(book, logo.id))),
        Section("Open questions", tuple(_questions(inside, known))),
    )
    return Sheet(NAME, logo, as_of, sections)


def of(store: Store, book: Book, logo_id: int) -> Sheet:
    """The sheet of one logo. `book` must know usage; takes pandas."""
    return compose(book, read(store, book, logo_id))


def people(inside: Inside) -> tuple[Point, ...]:
    """Whom to talk to, how they stand to us, and where they are reached."""
    points = internal.people(inside)
    if not inside.people:
        return points
    return tuple(
        replace(
            point, text=" · ".join(part for part in (point.text, person.stance or "", person.email) if part)
        )
        for point, person in zip(points, inside.people, strict=True)
    )


def _due(day: date | None, as_of: date) -> str:
    """` · by 3 Dec`, or that it is over; empty without a day."""
    if day is None:
        return ""
    return f" · {'was due' if day < as_of else 'by'} {dates.short(day, as_of)}"


def promises(known: Known, as_of: date) -> Iterator[Point]:
    """What either side has promised and not kept yet."""
    return (_promise(promise, as_of) for promise in known.promises)


def _promise(promise: Commitment, as_of: date) -> Point:
    who = "We promised" if promise.by_us else "They promised"
    answers = f" · {named(promise.owner)}" if promise.owner else ""
    partly = " · partly kept" if promise.state == "partly" else ""
    late = promise.due_on is not None and promise.due_on < as_of
    return Point(
        f"{who}: {cut(promise.what, LINE)}{_due(promise.due_on, as_of)}{answers}{partly}", urgent=late
    )


def steps(known: Known, as_of: date) -> Iterator[Point]:
    """What is to be done next."""
    return (_step(step, as_of) for step in known.steps)


def _step(step: Step, as_of: date) -> Point:
    whose = f" · {named(step.owner)}" if step.owner else ""
    late = step.due_on is not None and step.due_on < as_of
    return Point(f"{cut(step.what, LINE)}{_due(step.due_on, as_of)}{whose}", urgent=late)


def tried(book: Book, logo_id: int) -> Iterator[Point]:
    """The attempts to keep it that nobody has closed."""
    for attempt in of_logo(book, logo_id):
        if not attempt.is_closed:
            offer, said = cut(offered(attempt), LINE), cut(attempt.response, LINE)
            parts = (
                stands(attempt, book.as_of),
                offer,
                f"they said: {said}" if said else "",
                named(attempt.owner),
            )
            yield Point(" · ".join(part for part in parts if part))


def _goals(known: Known, as_of: date) -> Iterator[Point]:
    for goal in known.goals:
        measured = [value for value in known.values.get(goal.id, ()) if value.day <= as_of]
        unit = f" {named(goal.unit)}" if goal.unit else ""
        parts = [cut(goal.goal, LINE)]
        if goal.target_value is not None:
            start = "" if goal.start_value is None else f"from {number(goal.start_value, ',')} "
            parts.append(f"{start}to {number(goal.target_value, ',')}{unit}")
        if measured:
            last = measured[-1]
            parts.append(f"{number(last.value, ',')}{unit} on {dates.short(last.day, as_of)}")
        else:
            parts.append("never measured")
        late = goal.due_on is not None and goal.due_on < as_of
        yield Point(" · ".join(parts) + _due(goal.due_on, as_of), so_what=cut(goal.why, LINE), urgent=late)


def talks(known: Known, as_of: date) -> Iterator[Point]:
    """The last talks and the reviews among them, newest first."""
    names = {person.id: person.name for person in known.gathered.people}
    told = [(talk.day, _talk(talk, names, as_of)) for talk in known.talks[:TALKS]]
    since = told[-1][0] if len(told) == TALKS else date.min
    told += [
        (review.held_on, _review(review, as_of))
        for review in known.reviews[:TALKS]
        if review.held_on is not None and review.held_on >= since
    ]
    for _, point in sorted(told, key=lambda pair: pair[0], reverse=True):
        yield point


def _talk(talk: Talk, people: Mapping[int, str], as_of: date) -> Point:
    whom = people.get(talk.person_id or 0, "")
    parts = (
        dates.short(talk.day, as_of),
        talk.how + (f" with {named(whom)}" if whom else ""),
        f"by {named(talk.author)}" if talk.author else "",
        "" if talk.both_ways else "no answer",
    )
    said = f": {cut(talk.notes, LINE)}" if talk.notes.strip() else ""
    return Point(" · ".join(part for part in parts if part) + said)


def _review(review: Review, as_of: date) -> Point:
    day = dates.short(review.held_on, as_of) if review.held_on else ""
    likely = "" if review.likelihood is None else f"likely to renew {review.likelihood} of 10"
    words = f" ({named(review.likelihood_by)})" if likely and review.likelihood_by else ""
    reason = f": {quoted(review.reason)}" if review.reason.strip() else ""
    parts = (day, REVIEW_LABELS[review.kind], f"{likely}{words}{reason}" if likely else reason.lstrip(": "))
    agreed = f"Agreed: {cut(review.agreed, LINE)}" if review.agreed.strip() else ""
    return Point(" · ".join(part for part in parts if part), so_what=agreed)


def _themes(book: Book, logo_id: int) -> Iterator[Point]:
    """The themes the logo named in notes of any kind, the most frequent first."""
    names = {theme.id: theme.name for theme in book.themes}
    notes = {(row.theme_id, row.note, row.note_id) for row in book.namings if row.logo_id == logo_id}
    times = Counter(names[theme_id] for theme_id, *_ in notes if theme_id in names)
    for name, count in sorted(times.items(), key=lambda pair: (-pair[1], pair[0])):
        yield Point(f"{named(name)} · in {counted(count, 'note')}")


def _questions(inside: Inside, known: Known) -> Iterator[Point]:
    """What is at risk, and what nobody has written down."""
    if inside.standing.status == "lost":
        return
    yield from signs.risks(inside)
    gone = {person.id for person in inside.people if signs.has_left(person, inside.shared.as_of)}
    if inside.people and not any(person.champion and person.id not in gone for person in inside.people):
        yield Point("Nobody is known as their champion")
    if not known.goals:
        yield Point("No goal is written down: why did they buy?")
    if not known.talks and not known.reviews:
        yield Point("No talk is written down")
