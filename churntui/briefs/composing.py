"""From a book and one logo's rows to its brief: sorts what is known into what may be shared and what may not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from churntui.book import Book
from churntui.briefs import internal, sharing
from churntui.briefs.discretion import Guard, guard, withheld_points
from churntui.briefs.facts import REASON, Brief, Inside, LookAlikes, Point, Section, Withheld
from churntui.briefs.gathering import Gathered, gather
from churntui.briefs.language import Wording, wording
from churntui.briefs.proposing import proposals
from churntui.briefs.working import MOST_OF_AGREED, said_once, worked
from churntui.data.file.store import Store
from churntui.metrics import lookalikes
from churntui.metrics.lookalikes import answering, heard_from
from churntui.model.rows import Contract
from churntui.questions.health.words import in_lines
from churntui.questions.signals import looking

_SOURCES = (
    ("product activity", "activity"),
    ("contracts", "contracts"),
    ("contacts", "people"),
    ("surveys", "surveys"),
    ("support requests", "tickets"),
)
"""How a source is called, and its table in the list of imports."""


def of(store: Store, book: Book, logo_id: int) -> Brief:
    """The brief of one logo. `book` must know usage; takes pandas."""
    return compose(book, gather(store, book, logo_id))


@dataclass(frozen=True, slots=True)
class Composed:
    """A brief with what it was made of."""

    brief: Brief
    facts: Inside
    watch: Guard
    """What no text may say to the logo."""


def compose(book: Book, gathered: Gathered) -> Brief:
    """The brief from rows already read. Takes pandas: on the event loop it belongs into a thread."""
    return composed(book, gathered).brief


def composed(book: Book, gathered: Gathered) -> Composed:
    """The same, with what it was made of, for whoever goes on with that."""
    watch = guard(book, gathered)
    facts = inside(book, gathered, watch)
    logo, prepared = book.logos[gathered.logo_id], gathered.prepared
    kind = prepared.kind if prepared else "qbr"
    w = wording(logo.language)
    shareable, offered = worked(proposals(facts.shared, w), gathered.kept_points, kind)
    shareable, offered, held_back = withheld_points(shareable, offered, watch.names)
    shareable = said_once(shareable)
    if kind == "ebr":
        shareable = _with_more(shareable, offered, w, book.as_of)
    named = (
        Withheld(f"point: {held.point.text}", ", ".join(hit.told for hit in held.hits)) for held in held_back
    )
    facts = replace(facts, withheld=(*named, *facts.withheld))
    brief = Brief(
        logo=logo,
        as_of=book.as_of,
        shareable=shareable,
        internal=internal.sections(facts),
        kind=kind,
        language=w.language,
        meets_on=prepared.meets_on if prepared else None,
        offered=offered,
    )
    return Composed(brief, facts, watch)


def _with_more(
    shareable: Sequence[Section], offered: Sequence[Section], w: Wording, as_of: date
) -> tuple[Section, ...]:
    """The sections of what was agreed, with how much of that is left for the full review: a reason is no goal."""
    left = {
        section.code: untouched
        for section in offered
        if section.code in MOST_OF_AGREED
        and (
            untouched := [
                point for point in section.points if point.state is None and not point.key.startswith(REASON)
            ]
        )
    }
    return tuple(
        replace(section, points=(*section.points, Point(w("more", n=len(points)), points[0].source, as_of)))
        if (points := left.get(section.code))
        else section
        for section in shareable
    )


def inside(book: Book, gathered: Gathered, watch: Guard) -> Inside:
    """What is known inside, and in it what may be shared. Takes pandas."""
    logo_id = gathered.logo_id
    alike = _look_alikes(book, logo_id)
    shared, withheld = sharing.shared(book, gathered, watch)
    heard = [*heard_from(book.interviews, logo_id), *(theme for theme, _ in alike.themes)]
    shown = {initiative.id for initiative in shared.roadmap}
    return Inside(
        shared=shared,
        logo=book.logos[logo_id],
        settings=book.settings,
        standing=book.standings[logo_id],
        renewals=tuple(renewal for renewal in book.renewals if renewal.logo.id == logo_id),
        contract=_current(book.contracts_of(logo_id), book.as_of),
        people=gathered.people,
        joined_in_quarter=gathered.joined_in_quarter,
        look_alikes=alike,
        roadmap=tuple(
            initiative for initiative in answering(book.initiatives, heard) if initiative.id not in shown
        ),
        withheld=withheld,
        health=in_lines(book, logo_id),
        signals=looking.look(book, gathered.active).of(logo_id),
        fresh=_freshness(book, gathered),
    )


def _imported(book: Book, table: str) -> date | None:
    day = book.imported_on.get(table)
    return date.fromisoformat(day) if day else None


def _freshness(book: Book, gathered: Gathered) -> tuple[tuple[str, date | None, date | None], ...]:
    """Each source with its newest day, as far as the as-of day sees it, and its last import."""
    newest = {
        "activity": book.usage_through,
        "surveys": gathered.surveys_through,
        "tickets": gathered.tickets_through,
    }
    sources = []
    for name, table in _SOURCES:
        day = newest.get(table)
        sources.append((name, day and min(day, book.as_of), _imported(book, table)))
    return tuple(sources)


def _current(newest_first: Sequence[Contract], as_of: date) -> Contract | None:
    """The latest contract that has begun, else the first to begin."""
    begun = [contract for contract in newest_first if contract.starts_on <= as_of]
    if begun:
        return begun[0]
    return newest_first[-1] if newest_first else None


def _look_alikes(book: Book, logo_id: int) -> LookAlikes:
    """Logos of the same industry or size band: those there, those lost within a year, and what these named."""
    alike = lookalikes.alike(book.logos, logo_id)
    year_ago = book.as_of - timedelta(days=365)
    lost: dict[int, set[int]] = {}
    losses = (book.losses[column] for column in ("logo_id", "lost_on", "interview_id"))
    for other, lost_on, interview_id in zip(*losses, strict=True):
        if other in alike and lost_on > year_ago:
            lost.setdefault(int(other), set()).add(-1 if interview_id is None else int(interview_id))
    heard = {interview.id: interview for interview in book.interviews if interview.status == "held"}
    asked = {
        other: [heard[interview_id] for interview_id in interviews if interview_id in heard]
        for other, interviews in lost.items()
    }
    themes = Counter(
        theme
        for held in asked.values()
        for theme in {name for interview in held for name in interview.themes}
    )
    return LookAlikes(
        active=len(alike & book.active_arr.keys()),
        lost=len(lost),
        interviewed=sum(bool(held) for held in asked.values()),
        themes=tuple(sorted(themes.items(), key=lambda theme: (-theme[1], theme[0]))),
    )
