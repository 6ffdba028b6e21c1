"""From a book and one logo's rows to its brief: sorts what is known into what may be shared and what may not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from churntui.book import Book
from churntui.briefs import parts as briefs
from churntui.briefs.discretion import Names, speaks_of_logos
from churntui.briefs.gathering import Gathered, gather
from churntui.briefs.parts import Brief, Inside, LookAlikes, Shared, Use
from churntui.data.file.store import Store
from churntui.metrics.lookalikes import answering, heard_from
from churntui.model.rows import Contract, Person
from churntui.plain.text import fold

_SPONSORS = (
    "sponsor",
    "chief",
    "ceo",
    "cfo",
    "coo",
    "cto",
    "president",
    "director",
    "vp",
    "owner",
    "partner",
)
"""Words of a role, the likeliest sponsor first."""

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


def compose(book: Book, gathered: Gathered) -> Brief:
    """The brief from rows already read. Takes pandas: on the event loop it belongs into a thread."""
    within = inside(book, gathered)
    return briefs.compose(within.shared, within)


def inside(book: Book, gathered: Gathered) -> Inside:
    """What is known inside, and in it what may be shared. Takes pandas."""
    logo_id = gathered.logo_id
    alike = _look_alikes(book, logo_id)
    shared, withheld = _shared(book, gathered)
    heard = [*heard_from(book.interviews, logo_id), *(theme for theme, _ in alike.themes)]
    return Inside(
        shared=shared,
        settings=book.settings,
        standing=book.standings[logo_id],
        renewals=tuple(renewal for renewal in book.renewals if renewal.logo.id == logo_id),
        contract=_current(book.contracts_of(logo_id), book.as_of),
        people=gathered.people,
        joined_in_quarter=gathered.joined_in_quarter,
        look_alikes=alike,
        roadmap=tuple(
            initiative
            for initiative in answering(book.initiatives, heard)
            if initiative not in shared.roadmap
        ),
        withheld=withheld,
        fresh=_freshness(book, gathered),
    )


def _shared(book: Book, gathered: Gathered) -> tuple[Shared, int]:
    """What the logo may see, and how many texts were kept back because they name another logo.

    Only the words go: an answer still counts in its average, a request in its number.
    """
    logo = book.logos[gathered.logo_id]
    names = Names((other.name for other in book.logos.values() if other.id != logo.id), logo.name)
    held = [
        interview
        for interview in book.interviews
        if interview.logo_id == logo.id
        and interview.status == "held"
        and interview.held_on
        and interview.held_on <= book.as_of
    ]
    asked_for = [
        initiative
        for initiative in answering(book.initiatives, heard_from(held, logo.id))
        if not speaks_of_logos(initiative.name) and not names.said_in(initiative.name)
    ]
    surveys = tuple(replace(survey, comment=names.hushed(survey.comment)) for survey in gathered.surveys)
    tickets = tuple(replace(ticket, subject=names.hushed(ticket.subject)) for ticket in gathered.tickets)
    interviews = tuple(
        replace(interview, stated_reason=names.hushed(interview.stated_reason)) for interview in held
    )
    people = [person for person in gathered.people if not names.said_in(f"{person.name} {person.role}")]
    shared = Shared(
        logo=logo,
        as_of=book.as_of,
        use=_presentable(gathered.use, names),
        surveys=surveys if gathered.surveys_through else None,
        surveys_to=_reaches(book, "surveys", gathered.surveys_through),
        tickets=tickets if gathered.tickets_through else None,
        tickets_to=_reaches(book, "tickets", gathered.tickets_through),
        interviews=interviews,
        roadmap=tuple(asked_for),
        sponsor=_sponsor(people, book.as_of),
    )
    pairs = zip((*gathered.surveys, *gathered.tickets, *held), (*surveys, *tickets, *interviews), strict=True)
    return shared, sum(before != after for before, after in pairs)


def _presentable(use: Use | None, names: Names) -> Use | None:
    """Use without the actions that are called after another logo; they stay in the sums."""
    if use is None:
        return None
    return replace(use, actions=tuple(action for action in use.actions if not names.said_in(action[0])))


def _imported(book: Book, table: str) -> date | None:
    day = book.imported_on.get(table)
    return date.fromisoformat(day) if day else None


def _reaches(book: Book, table: str, newest: date | None) -> date:
    """The day a table speaks for: its last import or its newest row; the as-of day where nobody imports it."""
    imported = _imported(book, table)
    if imported is None:
        return book.as_of
    return min(book.as_of, max(imported, newest or imported))


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


def _sponsor(people: Sequence[Person], as_of: date) -> Person | None:
    """Who decides, as far as roles tell: else the first of those still there."""
    present = [person for person in people if person.left_on is None or person.left_on > as_of]

    def rank(person: Person) -> int:
        words = set(fold(person.role).replace(",", " ").split())
        return next((at for at, word in enumerate(_SPONSORS) if word in words), len(_SPONSORS))

    return min(present, key=rank, default=None)


def _current(newest_first: Sequence[Contract], as_of: date) -> Contract | None:
    """The latest contract that has begun, else the first to begin."""
    begun = [contract for contract in newest_first if contract.starts_on <= as_of]
    if begun:
        return begun[0]
    return newest_first[-1] if newest_first else None


def _look_alikes(book: Book, logo_id: int) -> LookAlikes:
    """Logos of the same industry or size band: those there, those lost within a year, and what these named."""
    from churntui.metrics.segments import size_band

    logo = book.logos[logo_id]
    industry, band = fold(logo.industry), size_band(logo.employees)
    alike = {
        other.id
        for other in book.logos.values()
        if other.id != logo_id
        and ((industry and fold(other.industry) == industry) or (band and size_band(other.employees) == band))
    }
    year_ago = book.as_of - timedelta(days=365)
    lost: dict[int, set[int]] = {}
    for other, lost_on, interview_id in book.losses[["logo_id", "lost_on", "interview_id"]].itertuples(
        index=False
    ):
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
