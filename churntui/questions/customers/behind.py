"""Who stands behind a figure about customers: the logos they left, then the customers themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.data.rows import customers as people
from churntui.metrics import customers as metrics
from churntui.metrics import service
from churntui.metrics.customers import LogoRow
from churntui.metrics.service import Mask
from churntui.model.presence import Crowd
from churntui.model.rows import Customer
from churntui.plain import dates, wording
from churntui.plain.dates import Period
from churntui.questions import counting
from churntui.questions.asked import Asked
from churntui.questions.customers import crowds, roles
from churntui.questions.customers.roles import Roles
from churntui.questions.shown import Heading, Line, Member, Members

_LOGOS = (
    Heading("Logo", 24, "left", flex=True),
    Heading("Active", 6),
    Heading("Lost", 5),
    Heading("Rate", 7),
    Heading("Gained", 6, priority=2),
    Heading("ARR at start", 12),
    Heading("Logo left", 9, "left", priority=1),
    Heading("Owner", 16, "left", priority=3),
)

_PEOPLE = (
    Heading("Customer", 24, "left", flex=True),
    Heading("Logo", 20, "left", flex=True),
    Heading("Role", 16, "left", priority=2),
    Heading("Last active", 11),
    Heading("Joined", 11, priority=3),
    Heading("Logo left", 9, "left", priority=1),
)

_YES = "yes"
"""What stands where a logo stopped paying too."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What the lists of one period are made of."""

    book: Book
    crowd: Crowd
    period: Period
    own: Mask
    """The customers whose logo is of the segment."""
    left: frozenset[int]
    """The logos that stopped paying by the period's closing."""


def behind(
    asked: Asked, period: Period, segment: str | None, store: Store, book: Book
) -> tuple[Members, ...]:
    """The logos with active customers, and the customers lost, gained, and come and gone in a period (of a segment)."""
    crowd = crowds.around(store, book, [period], actions=asked.actions or None)
    if segment is not None and roles.is_split_by(book, asked):
        known = Roles.read(store, crowd)
        role, segment = roles.parts_of(asked, known, segment)
        crowd = known.of(crowd, role)
    split_by = crowds.labels(book, roles.of_logos(asked), [period])
    ids = np.array(
        [logo for logo in book.logo_ids.tolist() if counting.label_of(split_by, period, logo) == segment],
        dtype=np.int64,
    )
    rows = metrics.by_logo(crowd, period, timeline=book.timeline, logo_ids=ids)
    own = np.isin(crowd.roster.logos, ids)
    look = _Look(book, crowd, period, own, frozenset(row.logo_id for row in rows if row.with_logo))
    return (_logos(look, rows), *_people(store, look))


def _logos(look: _Look, rows: Sequence[LogoRow]) -> Members:
    """The logos, those that lost most first, with what they paid at the opening."""
    book = look.book
    opening = dates.number(look.period.starts_on)
    amounts = service.snapshots(book.timeline, [opening], book.logo_ids)[0]
    arr = dict(zip(book.logo_ids.tolist(), amounts.tolist(), strict=True))
    members = []
    for row in sorted(rows, key=lambda row: (-row.lost, -row.initial, row.logo_id)):
        logo = book.logos[row.logo_id]
        cells = (
            logo.name,
            f"{row.initial:,}",
            f"{row.lost:,}",
            wording.rate(row.lost, row.initial),
            f"{row.gained:,}",
            book.money(arr[logo.id]) if arr[logo.id] > 0 else wording.NOTHING,
            _YES if row.with_logo else "",
            logo.owner,
        )
        members.append(Member(logo.id, Line(cells, {6: "bad"})))
    return Members("Logos", _LOGOS, tuple(members), "No customer was active")


def _people(store: Store, look: _Look) -> tuple[Members, ...]:
    """The customers lost, gained, and come and gone."""
    sets = metrics.sets(look.crowd, look.period)
    lists = (
        ("Lost", sets.lost, "No customer was lost"),
        ("Gained", sets.gained, "No customer was gained"),
        ("Early churn", sets.early_churn, "No customer came and left in between"),
    )
    places = {name: np.flatnonzero(mask & look.own) for name, mask, _ in lists}
    roster = look.crowd.roster
    everyone = np.concatenate(list(places.values()))
    known = people.named(store, roster.customers[everyone].tolist())
    last = _last_days(store, look, sorted(set(roster.logos[everyone].tolist())))
    return tuple(
        Members(name, _PEOPLE, _lines(look, places[name].tolist(), known, last), empty)
        for name, _, empty in lists
    )


def _last_days(store: Store, look: _Look, logo_ids: Sequence[int]) -> dict[int, int]:
    """Customer id to the day number they last did something that qualifies, up to the period's closing."""
    if look.crowd.measured is None:
        return {}
    first = dates.number(look.period.starts_on) - look.crowd.window
    end = min(dates.number(look.period.ends_on), look.crowd.measured[1])
    return people.last_days(store, logo_ids, first, end, look.crowd.actions)


def _lines(
    look: _Look, places: Sequence[int], known: Mapping[int, Customer], last: Mapping[int, int]
) -> tuple[Member, ...]:
    """The customers at these places of the roster, those of the logo with the most of them first."""
    ids = look.crowd.roster.customers[places].tolist()
    customers = [known[customer_id] for customer_id in ids if customer_id in known]
    many = Counter(customer.logo_id for customer in customers)
    customers.sort(key=lambda who: (-many[who.logo_id], who.logo_id, last.get(who.id, 0), who.id))
    return tuple(
        Member(
            customer.logo_id,
            Line(
                (
                    customer.called,
                    look.book.name(customer.logo_id),
                    customer.role,
                    _day(last.get(customer.id)),
                    dates.short(customer.joined_on) if customer.joined_on else wording.NOTHING,
                    _YES if customer.logo_id in look.left else "",
                ),
                {5: "bad"},
            ),
            customer_id=customer.id,
        )
        for customer in customers
    )


def _day(number: int | None) -> str:
    return wording.NOTHING if number is None else dates.short(dates.from_number(number))
