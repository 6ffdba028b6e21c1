"""What the file knows of one logo, read at once for its brief."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from churntui.book import Book
from churntui.briefs.facts import QUARTER_BACK
from churntui.briefs.parts import Compared, Use, Window, quarters
from churntui.data import activity
from churntui.data.file.store import Store
from churntui.data.rows import briefs as kept_briefs
from churntui.data.rows import freshness, interview_facts, logos
from churntui.metrics.usage import WINDOW_DAYS
from churntui.model.living import KeptBrief, KeptPoint
from churntui.model.rows import Person, Survey, Ticket
from churntui.plain import dates


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
    """The newest in the whole book; None where it holds none."""
    surveys_through: date | None
    prepared: KeptBrief | None = None
    """The brief that is worked on; None where nobody has begun."""
    kept_points: tuple[KeptPoint, ...] = ()
    """What was done about its points."""
    others: tuple[str, ...] = ()
    """What all other logos of the file are called: also those of other owners, whom a narrowed book does not have."""
    competitors: tuple[str, ...] = ()
    """Whom logos left us for."""


def gather(store: Store, book: Book, logo_id: int) -> Gathered:
    """Read what the brief needs; what lies after the as-of day is left out."""
    use = _use(store, book, logo_id)
    prepared = kept_briefs.in_preparation(store, logo_id)
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
        tickets_through=_day(freshness.tickets_through(store)),
        surveys_through=_day(freshness.surveys_through(store)),
        prepared=prepared,
        kept_points=() if prepared is None else kept_briefs.points(store, prepared.id),
        others=logos.others(store, logo_id),
        competitors=interview_facts.competitors(store),
    )


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


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
    month_before = month.back(WINDOW_DAYS)
    now, before = (_by_action(store, logo_id, quarter) for quarter in (window, earlier))
    known = since <= earlier.starts_on
    return Use(
        since=since,
        through=through,
        quarter=Compared(sum(now.values()), window, sum(before.values()) if known else None, earlier),
        month=Compared(
            sum(_by_action(store, logo_id, month).values()),
            month,
            sum(_by_action(store, logo_id, month_before).values())
            if since <= month_before.starts_on
            else None,
            month_before,
        ),
        reach=_reach(store, book, logo_id, through, since),
        seats=activity.customers_on(store, logo_id, through),
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
    return activity.by_action(store, logo_id, dates.number(window.starts_on), dates.number(window.ends_on))


def _reach(store: Store, book: Book, logo_id: int, through: date, since: date) -> Compared | None:
    """Active customers now and a quarter ago; None where the activity names nobody."""
    window = Window.trailing(through, book.settings.active_window_days)
    earlier = window.back(QUARTER_BACK)
    least = book.settings.active_min_count
    first, end = dates.number(window.starts_on), dates.number(window.ends_on)
    is_known = activity.is_known_by_whom(store, logo_id, first, end)
    if not is_known or not activity.customers_on(store, logo_id, through):
        return None
    before = _active(store, logo_id, earlier, least) if since <= earlier.starts_on else None
    return Compared(_active(store, logo_id, window, least), window, before, earlier)


def _active(store: Store, logo_id: int, window: Window, least: int) -> int:
    first, end = dates.number(window.starts_on), dates.number(window.ends_on)
    return activity.active_customers(store, logo_id, first, end, least)
