"""What the file knows of one logo, read at once for its brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from churntui.book import Book
from churntui.briefs.facts import QUARTER_BACK, YEAR_BACK, Compared, Peers, Use, Window, quarters
from churntui.data import activity
from churntui.data.file.store import Store
from churntui.data.rows import briefs as kept_briefs
from churntui.data.rows import freshness, highlights, interview_facts, kept, logos
from churntui.metrics import lookalikes
from churntui.metrics.goals import Progress, progress
from churntui.metrics.proofs import ProofResult
from churntui.metrics.usage import WINDOW_DAYS
from churntui.model.living import Commitment, Goal, KeptBrief, KeptPoint, Review
from churntui.model.rows import Highlight, Person, Survey, Ticket
from churntui.plain import dates
from churntui.questions import proofs
from churntui.questions.signals import looking
from churntui.questions.signals.looking import Active

LEAST_PEERS = 20
"""Companies that must be like it and measured, for anything to be told of them: among fewer one could be guessed."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Rows of one logo, and how far the book's sources reach."""

    logo_id: int
    use: Use | None
    joined_in_quarter: int
    people: tuple[Person, ...]
    tickets: tuple[Ticket, ...]
    surveys: tuple[Survey, ...]
    tickets_through: date | None
    """The newest in the whole book up to the as-of day; None where it holds none."""
    surveys_through: date | None
    peers: Peers | None
    """Companies like it; None where there are too few."""
    goals: tuple[Progress, ...]
    promises: tuple[Commitment, ...]
    reviews: tuple[Review, ...]
    """Held up to the as-of day, newest first."""
    passages: Mapping[int, Sequence[Highlight]]
    """Review id to the passages in it that are in their own words."""
    proofs: tuple[ProofResult, ...]
    prepared: KeptBrief | None = None
    """The brief that is worked on; None where nobody has begun."""
    kept_points: tuple[KeptPoint, ...] = ()
    """What was done about its points."""
    others: tuple[str, ...] = ()
    """What all other logos of the file are called: also those of other owners, whom a narrowed book does not have."""
    competitors: tuple[str, ...] = ()
    """Whom logos left us for."""
    active: Active = field(default_factory=dict)
    """Who is active, by logo: what the signals are told from beside the book."""


def gather(store: Store, book: Book, logo_id: int) -> Gathered:
    """Read what the brief needs; what lies after the as-of day is left out. The book learns of health."""
    book.read_health(store)
    use = _use(store, book, logo_id)
    prepared = kept_briefs.in_preparation(store, logo_id)
    reviews = kept.of_logo(store, Review, logo_id, "held_on DESC, id DESC")
    later = {review.id for review in reviews if review.held_on and review.held_on > book.as_of}
    joined = 0
    if use is not None:
        opened = use.quarter.window.starts_on - timedelta(days=1)
        joined = use.seats - activity.customers_on(store, logo_id, opened)
    return Gathered(
        logo_id=logo_id,
        use=use,
        joined_in_quarter=joined,
        people=tuple(logos.people(store, logo_id)),
        tickets=tuple(ticket for ticket in logos.tickets(store, logo_id) if ticket.opened_on <= book.as_of),
        surveys=tuple(survey for survey in logos.surveys(store, logo_id) if survey.day <= book.as_of),
        tickets_through=freshness.tickets_through(store, book.as_of),
        surveys_through=freshness.surveys_through(store, book.as_of),
        peers=_peers(store, book, logo_id, use),
        goals=_goals(store, book, logo_id),
        promises=tuple(
            promise
            for promise in kept.of_logo(store, Commitment, logo_id, "due_on IS NULL, due_on, id")
            if promise.review_id not in later
        ),
        reviews=tuple(review for review in reviews if review.held_on and review.id not in later),
        passages=highlights.in_their_words(store, logo_id),
        proofs=proofs.of_logo(store, logo_id, book.as_of),
        prepared=prepared,
        kept_points=() if prepared is None else kept_briefs.points(store, prepared.id),
        others=logos.others(store, logo_id),
        competitors=interview_facts.competitors(store),
        active=looking.read(store, book),
    )


def _goals(store: Store, book: Book, logo_id: int) -> tuple[Progress, ...]:
    values = kept.goal_values(store, logo_id)
    signed_on = min((agreed.starts_on for agreed in book.contracts_of(logo_id)), default=None)
    return tuple(
        progress(goal, values.get(goal.id, ()), as_of=book.as_of, signed_on=signed_on)
        for goal in kept.of_logo(store, Goal, logo_id, "due_on IS NULL, due_on, id")
    )


def _peers(store: Store, book: Book, logo_id: int, use: Use | None) -> Peers | None:
    """What those like it do, in the windows of its own use; None where fewer are measured than hide each other."""
    if use is None:
        return None
    alike = lookalikes.alike(book.logos, logo_id) & book.active_arr.keys()
    if len(alike) < LEAST_PEERS:
        return None
    window = Window.trailing(use.through, book.settings.active_window_days)
    known = activity.shares(store, alike, *_numbers(window), book.settings.active_min_count)
    if len(known) < LEAST_PEERS:
        return None
    return Peers(
        logos=len(known),
        share=median(min(1.0, active / seats) for active, seats in known.values()),
        users=tuple(activity.doing(store, known, *_numbers(use.quarter.window)).items()),
    )


def _numbers(window: Window) -> tuple[int, int]:
    return dates.number(window.starts_on), dates.number(window.ends_on)


def _use(store: Store, book: Book, logo_id: int) -> Use | None:
    """Use up to the last measured day, or to the end of service of a logo that is long gone."""
    first = activity.first_day(store, logo_id)
    if first is None or book.usage_through is None:
        return None
    since = dates.from_number(first)
    through = _through(book, logo_id, book.usage_through)
    if since > through:
        return None
    window, earlier = quarters(through)
    month = Window.trailing(through, WINDOW_DAYS)
    now, before = (_by_action(store, logo_id, quarter) for quarter in (window, earlier))

    def compared(during: Window, against: Window) -> Compared:
        ago = during.back(YEAR_BACK)
        return Compared(
            sum(_by_action(store, logo_id, during).values()),
            during,
            sum(_by_action(store, logo_id, against).values()) if since <= against.starts_on else None,
            against,
            sum(_by_action(store, logo_id, ago).values()) if since <= ago.starts_on else None,
        )

    known = since <= earlier.starts_on
    reach = _reach(store, book, logo_id, through, since)
    return Use(
        since=since,
        through=through,
        quarter=compared(window, earlier),
        month=compared(month, month.back(WINDOW_DAYS)),
        reach=reach,
        seats=max(activity.customers_on(store, logo_id, through), reach.now if reach else 0),
        actions=tuple(
            (name, Compared(now.get(name, 0), window, before.get(name, 0) if known else None, earlier))
            for name in (*now, *(name for name in before if name not in now))
        ),
    )


def _through(book: Book, logo_id: int, measured: date) -> date:
    """The last day that says something about the logo's use."""
    ends = [agreed.ends_on for agreed in book.contracts_of(logo_id)]
    known = [end for end in ends if end is not None]
    if not known or len(known) < len(ends):
        return measured
    over = max(known)
    gone = over + timedelta(days=book.settings.grace_days) < book.as_of
    return min(measured, over - timedelta(days=1)) if gone else measured


def _by_action(store: Store, logo_id: int, window: Window) -> dict[str, int]:
    return activity.by_action(store, logo_id, *_numbers(window))


def _reach(store: Store, book: Book, logo_id: int, through: date, since: date) -> Compared | None:
    """Active customers now and a quarter ago; None where the activity names nobody."""
    window = Window.trailing(through, book.settings.active_window_days)
    earlier = window.back(QUARTER_BACK)
    least = book.settings.active_min_count
    is_known = activity.is_known_by_whom(store, logo_id, *_numbers(window))
    if not is_known or not activity.customers_on(store, logo_id, through):
        return None
    before, year = (
        _active(store, logo_id, ago, least) if since <= ago.starts_on else None
        for ago in (earlier, window.back(YEAR_BACK))
    )
    return Compared(_active(store, logo_id, window, least), window, before, earlier, year)


def _active(store: Store, logo_id: int, window: Window, least: int) -> int:
    return activity.active_customers(store, logo_id, *_numbers(window), least)
