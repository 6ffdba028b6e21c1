"""Looks at the logos of a book that pay, once for each book: what it knows with usage, and who of them is active."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from churntui.book import Book
from churntui.data import activity
from churntui.data.file.store import Store
from churntui.metrics.signals import looking
from churntui.metrics.signals.ground import Ground, Subject
from churntui.metrics.signals.looking import Looked
from churntui.metrics.signals.signal import Signal
from churntui.model.rhythm import Rhythm
from churntui.model.watched import Watched
from churntui.plain import dates, money
from churntui.plain.memory import remembered
from churntui.questions import contradictions

Row = TypeVar("Row")

OF_THE_BOOK = frozenset({"no_rate", "won_alone", "no_outcome"})
"""Contradictions that are no logo's own, or that another row of its stands for."""


Active = Mapping[int, tuple[int, int]]
"""Logo id to how many of its customers are active, and how many it has."""


def read(store: Store, book: Book) -> Active:
    """Who is active, for the store's thread: needs numpy, so that it is no part of the book's first reading."""
    if book.usage_through is None:
        return {}
    return remembered(book.memory, "active", lambda: activity.active_now(store, book.as_of, book.settings))


def look(book: Book, active: Active) -> Looked:
    """What says that a logo which pays is at risk, and what is not known; of a book with usage. Needs pandas."""
    return remembered(book.memory, "signals", lambda: looking.look(_subjects(book), _ground(book, active)))


def recalled(book: Book) -> Looked | None:
    """What came of `look`; None before somebody has asked for it."""
    known: Looked | None = book.memory.get("signals")
    return known


def told_of(book: Book, logo_id: int) -> tuple[Signal, ...]:
    """The signals of a logo, once `look` has looked; none before."""
    known = recalled(book)
    return known.of(logo_id) if known else ()


def _subjects(book: Book) -> Iterator[Subject]:
    """The logos that pay."""
    seats, since = _seats(book), _served_since(book)
    for logo_id in sorted(book.active_arr):
        if logo_id in book.logos:
            yield Subject(
                book.logos[logo_id],
                max(0, book.active_arr[logo_id]),
                since[logo_id],
                seats.get(logo_id),
                is_leaving=book.standings[logo_id].status == "known_churn",
            )


def _served_since(book: Book) -> dict[int, date]:
    """Logo id to the day since which it is served without a break."""
    from churntui.metrics import service

    spells = service.spells(book.timeline)[["logo_id", "starts", "ends"]].to_numpy().tolist()
    today = dates.number(book.as_of)
    return {logo_id: dates.from_number(starts) for logo_id, starts, ends in spells if starts <= today < ends}


def _seats(book: Book) -> dict[int, int]:
    """What is bought; a contract beside the others that does not say leaves it open."""
    seats: dict[int, int] = {}
    silent: set[int] = set()
    for contract in book.contracts:
        if contract.starts_on <= book.as_of and (contract.ends_on is None or contract.ends_on > book.as_of):
            if contract.seats is None:
                silent.add(contract.logo_id)
            else:
                seats[contract.logo_id] = seats.get(contract.logo_id, 0) + contract.seats
    return {logo_id: count for logo_id, count in seats.items() if logo_id not in silent}


def _ground(book: Book, active: Active) -> Ground:
    return Ground(
        as_of=book.as_of,
        settings=book.settings,
        watched=book.watched or Watched(),
        usage=book.usage or {},
        usage_through=book.usage_through if book.usage_is_fresh else None,
        active=active,
        renewals=_by_logo((due.logo.id, due) for due in book.renewals),
        left_champions={logo_id: (who, left_on) for logo_id, who, left_on in book.left_champions},
        promises=_by_logo((promise.logo_id, promise) for promise in book.promises),
        contradictions=_by_logo(
            (one.logo_id, one) for one in contradictions.found(book) if one.kind not in OF_THE_BOOK
        ),
        rhythm=Rhythm.parsed(book.settings.no_talk_days),
        minor_per_unit=10 ** money.exponent(book.currency),
    )


def _by_logo(rows: Iterable[tuple[int, Row]]) -> dict[int, list[Row]]:
    by_logo: dict[int, list[Row]] = {}
    for logo_id, row in rows:
        by_logo.setdefault(logo_id, []).append(row)
    return by_logo
