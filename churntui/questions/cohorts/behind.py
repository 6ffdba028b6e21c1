"""Who stands behind a cell of the triangle: still there, gone since the age before, gone since the start."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.data.rows import customers as people
from churntui.metrics import service
from churntui.metrics.cohorts import Mask
from churntui.model.choices import REASON_LABELS
from churntui.model.presence import grid_index
from churntui.plain import dates, wording
from churntui.plain.dates import Period
from churntui.plain.money import monthly
from churntui.questions.asked import Asked
from churntui.questions.attrition.behind import state
from churntui.questions.attrition.losses import Loss, told_losses
from churntui.questions.cohorts.counted import count, crowd_for, opening
from churntui.questions.counting import logo_ids
from churntui.questions.shown import Heading, Line, Member, Members

_THERE = (
    Heading("Logo", 24, "left", flex=True),
    Heading("Joined", 11),
    Heading("MRR at joining", 14, priority=1),
    Heading("MRR then", 8),
    Heading("Change", 8),
    Heading("Owner", 16, "left", priority=2),
)

_GONE = (
    Heading("Logo", 24, "left", flex=True),
    Heading("Joined", 11, priority=1),
    Heading("Left on", 11),
    Heading("MRR at joining", 14, priority=3),
    Heading("MRR last", 8),
    Heading("Tenure", 9, priority=4),
    Heading("Assessed", 16, "left", priority=2),
    Heading("Interview", 11, "left"),
)

_PEOPLE = (
    Heading("Customer", 24, "left", flex=True),
    Heading("Logo", 20, "left", flex=True),
    Heading("Role", 14, "left", priority=2),
    Heading("Joined", 11, priority=1),
)


def logos(asked: Asked, joined: Period, segment: str | None, age: int, book: Book) -> tuple[Members, ...]:
    """The logos of a cohort that are there at an age, that went since the age before, and that went at all."""
    ids = logo_ids(book)[count(book, asked, None).table.having(joined, segment)]
    if not len(ids):
        return (Members("Still there", _THERE, (), "The cohort is not there any more"),)
    first = service.first_paid_days(book.timeline, ids)
    joining, which = np.unique(first, return_inverse=True)
    days = [dates.number(opening(joined, at)) for at in (max(0, age - 1), age)]
    levels = service.snapshots(book.timeline, [*days, *joining.tolist()], ids)
    began = levels[2 + which, np.arange(len(ids))]
    before, then = (began, began) if age == 0 else (began if age == 1 else levels[0], levels[1])
    rows = list(zip(ids.tolist(), first.tolist(), began.tolist(), then.tolist(), strict=True))
    by_id = {logo_id: (joined_on, mrr) for logo_id, joined_on, mrr, _ in rows}
    gone = _losses(book, ids[then <= 0].tolist(), days[1])
    since = set(ids[(before > 0) & (then <= 0)].tolist())
    there = sorted((row for row in rows if row[3] > 0), key=lambda row: (-row[3], row[0]))
    lists = [
        Members(
            "Still there", _THERE, tuple(_there(book, *row) for row in there), "No logo is there any more"
        )
    ]
    if age:
        recent = [loss for loss in gone if loss.logo_id in since]
        lists.append(_gone(book, recent, by_id, f"Gone since the {asked.every} before"))
        lists.append(_gone(book, gone, by_id, "Gone since the start"))
    return tuple(lists)


def _there(book: Book, logo_id: int, first: int, began: int, now: int) -> Member:
    start, then = monthly(began), monthly(now)
    change = then - start
    cells = (
        book.name(logo_id),
        dates.short(dates.from_number(first)),
        book.money(start),
        book.money(then),
        wording.NOTHING if not change else ("+" if change > 0 else "") + book.money(change),
        book.logos[logo_id].owner,
    )
    return Member(logo_id, Line(cells, {4: "good" if change > 0 else "bad"} if change else {}))


def _losses(book: Book, ids: Sequence[int], day: int) -> list[Loss]:
    """The last loss of each logo up to a day, the largest first."""
    own, latest = set(ids), dates.from_number(day)
    frame = book.losses[["logo_id", "lost_on", "arr_lost", "tenure_days"]]
    # in time order: of several losses the last one stays
    last = {
        logo_id: (logo_id, lost_on, arr, tenure)
        for logo_id, lost_on, arr, tenure in frame.itertuples(index=False)
        if logo_id in own and lost_on <= latest
    }
    return sorted(told_losses(book, last.values()), key=lambda loss: (-loss.arr, loss.logo_id))


def _gone(book: Book, gone: Iterable[Loss], by_id: dict[int, tuple[int, int]], name: str) -> Members:
    members = []
    for loss in gone:
        first, began = by_id[loss.logo_id]
        held, look = state(loss.interview)
        reason = loss.interview.primary_reason if loss.interview else None
        cells = (
            book.name(loss.logo_id),
            dates.short(dates.from_number(first)),
            dates.short(loss.lost_on),
            book.money(monthly(began)),
            book.money(monthly(loss.arr)),
            wording.tenure(loss.tenure_days),
            REASON_LABELS[reason] if reason else wording.NOTHING,
            held,
        )
        said = loss.interview.stated_reason if loss.interview else ""
        members.append(Member(loss.logo_id, Line(cells, {7: look}), said))
    return Members(name, _GONE, tuple(members), "No logo has gone")


def customers(
    asked: Asked, joined: Period, segment: str | None, age: int, store: Store, book: Book
) -> tuple[Members, ...]:
    """The customers of a cohort that were active at an age, that no longer were, and all that were not."""
    crowd = crowd_for(store, book, asked)
    own = np.flatnonzero(count(book, asked, crowd).table.having(joined, segment))
    index = grid_index(crowd.grid, opening(joined, age))
    active, before = crowd.acted.at(index)[own], crowd.acted.at(index - 1)[own]
    named = people.named(store, crowd.roster.customers[own].tolist())

    def listed(name: str, chosen: Mask, empty: str) -> Members:
        members = []
        for place in own[chosen].tolist():
            logo_id, customer_id = int(crowd.roster.logos[place]), int(crowd.roster.customers[place])
            known = named.get(customer_id)
            who = known.called if known else wording.NOTHING
            since = dates.short(dates.from_number(crowd.roster.joined[place]))
            logo = book.name(logo_id) if logo_id in book.logos else wording.NOTHING
            line = Line((who, logo, known.role if known else "", since))
            members.append(Member(logo_id, line, customer_id=customer_id))
        members.sort(key=lambda member: (member.line.cells[1], member.line.cells[0]))
        return Members(name, _PEOPLE, tuple(members), empty)

    lists = [listed("Active", active, "Nobody was active")]
    if age:
        name = f"Active the {asked.every} before, not now"
        lists.append(listed(name, before & ~active, "Nobody fell silent"))
    return (*lists, listed("Not active", ~active, "Everybody was active"))
