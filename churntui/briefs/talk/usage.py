"""How the logo uses the product now, against the period before and against the days when its term began."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from churntui.book import Book
from churntui.briefs.facts import Compared, Inside, Point, Use, Window
from churntui.briefs.gathering import Gathered
from churntui.briefs.using import FEWEST_ACTIONS, USE_OLD_DAYS, is_measured
from churntui.briefs.wording import action, moved
from churntui.data import activity
from churntui.data.file.store import Store
from churntui.metrics.usage import WINDOW_DAYS
from churntui.model.terms import term_began
from churntui.plain import dates
from churntui.plain.wording import counted, rate_text

ACTIONS_SHOWN = 5

_ACTIONS = ("action", "actions")
_PEOPLE = ("person active", "people active")


@dataclass(frozen=True, slots=True)
class Began:
    """What was done in the first days of the term."""

    window: Window
    actions: int
    active: int | None
    """The customers that were active; None where it is not known who did what."""


def read_start(store: Store, book: Book, gathered: Gathered) -> Began | None:
    """Use in the first days of the term that is running; None where they were not measured, or are not over."""
    used, began_on = gathered.use, term_began_on(book, gathered.logo_id)
    if used is None or began_on is None or (book.as_of - used.through).days > USE_OLD_DAYS:
        return None
    window = _first_days(began_on, WINDOW_DAYS)
    if window.starts_on < used.since or window.ends_on > used.month.window.starts_on:
        return None
    logo_id, settings = gathered.logo_id, book.settings
    days = _numbers(window)
    of_people = _numbers(_first_days(began_on, settings.active_window_days))
    active = None
    if activity.is_known_by_whom(store, logo_id, *of_people):
        active = activity.active_customers(store, logo_id, *of_people, settings.active_min_count)
    return Began(window, sum(activity.by_action(store, logo_id, *days).values()), active)


def _first_days(began_on: date, days: int) -> Window:
    return Window(began_on, began_on + timedelta(days=days))


def _numbers(window: Window) -> tuple[int, int]:
    return dates.number(window.starts_on), dates.number(window.ends_on)


def term_began_on(book: Book, logo_id: int) -> date | None:
    """The day the term began that is running, that of the newest of several contracts; None where none is in force."""
    known = book.contracts_of(logo_id)
    for contract in known:
        if contract.starts_on <= book.as_of and (contract.ends_on is None or contract.ends_on > book.as_of):
            return term_began(contract, known)
    return None


def used(inside: Inside, began: Began | None) -> Iterator[Point]:
    """Actions and people now, before, and when the term began; then what is done most."""
    shared = inside.shared
    used = shared.use
    if used is None:
        kept = "Use was never measured" if shared.is_use_kept else "The book holds no use"
        yield Point(f"{kept}: ask them what they do with it")
        return
    if not is_measured(shared):
        yield Point(
            f"Measured until {dates.short(used.through)} only: ask them what they do now", urgent=True
        )
        return
    yield Point(_line(used.month, _ACTIONS, "before", began.actions if began else None, began))
    yield Point(_line(used.quarter, _ACTIONS, "in the quarter before"))
    if used.reach is not None:
        yield Point(_line(used.reach, _PEOPLE, "a quarter ago", began.active if began else None, began))
    yield from _actions(used)
    if began is None:
        yield Point("Use at the start of the term is not known")


def _line(
    compared: Compared,
    what: tuple[str, str],
    earlier: str,
    at_start: int | None = None,
    began: Began | None = None,
) -> str:
    """`28 days to 20 Nov 2026: 412 actions · 500 before (▼ 18 %) · 350 when the term began, 12 Feb 2026 (▲ 18 %)`."""
    parts = [f"{compared.window.trail}: {counted(compared.now, *what)}"]
    if compared.before is not None:
        parts.append(f"{compared.before:,} {earlier}{_moved(compared)}")
    if at_start is not None and began is not None:
        against = Compared(compared.now, compared.window, at_start, began.window)
        parts.append(
            f"{at_start:,} when the term began, {dates.short(began.window.starts_on)}{_moved(against)}"
        )
    return " · ".join(parts)


def _moved(compared: Compared) -> str:
    how = moved(compared)
    return f" ({how})" if how else ""


def _actions(used: Use) -> Iterator[Point]:
    """What is done most, and what stopped."""
    for name, compared in used.actions[:ACTIONS_SHOWN]:
        before = "" if compared.before is None else f" · {compared.before:,} before{_moved(compared)}"
        yield Point(f"{action(name)}: {compared.now:,} this quarter{before}")
    for name, compared in used.actions[ACTIONS_SHOWN:]:
        if not compared.now and (compared.before or 0) >= FEWEST_ACTIONS:
            yield Point(f"{action(name)}: stopped · {compared.before:,} before")


def seats(book: Book, inside: Inside) -> Iterator[Point]:
    """What is bought, who has one, who uses it."""
    shared, logo_id = inside.shared, inside.logo.id
    bought, before = _bought(book, logo_id, book.as_of), _bought_before(book, logo_id)
    parts = []
    if bought is not None:
        earlier = "" if before is None or before == bought else f", {before:,} before this term"
        parts.append(f"{bought:,} bought{earlier}")
    if shared.use is not None and shared.use.seats:
        parts.append(counted(shared.use.seats, "person has one", "people have one"))
        if is_measured(shared) and shared.use.reach is not None:
            active, of = shared.use.reach.now, bought or shared.use.seats
            parts.append(f"{rate_text(active, of)} of the {'seats' if bought else 'people'} active")
    if parts:
        yield Point(" · ".join(parts))
    if bought and shared.use is not None and shared.use.seats > bought:
        more = counted(shared.use.seats - bought, "more person", "more people")
        yield Point(f"{more} than seats: they may ask what more seats cost")


def _bought(book: Book, logo_id: int, on: date) -> int | None:
    """The seats of all contracts in force on a day; None where one of them does not say, or none is in force."""
    in_force = [
        contract.seats
        for contract in book.contracts_of(logo_id)
        if contract.starts_on <= on and (contract.ends_on is None or contract.ends_on > on)
    ]
    known = [count for count in in_force if count is not None]
    return sum(known) if known and len(known) == len(in_force) else None


def _bought_before(book: Book, logo_id: int) -> int | None:
    """The same on the last day before the term that is running."""
    began_on = term_began_on(book, logo_id)
    return None if began_on is None else _bought(book, logo_id, began_on - timedelta(days=1))
