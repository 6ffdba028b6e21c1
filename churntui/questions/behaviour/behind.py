"""The logos behind a row of Behaviour: those of each quarter of use, the lost ones first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from churntui.book import Book
from churntui.metrics import behaviour
from churntui.metrics.behaviour import SEGMENTS, Segment
from churntui.plain import dates
from churntui.plain.dates import Period
from churntui.plain.looks import CellStyle
from churntui.questions.asked import Asked
from churntui.questions.behaviour.measured import Measured, openings
from churntui.questions.shown import Heading, Line, Member, Members

_HEADINGS = (
    Heading("Logo", 24, "left", flex=True),
    Heading("Period", 8, "left"),
    Heading("Outcome", 17, "left"),
    Heading("Times", 7),
    Heading("ARR at start", 12, priority=1),
    Heading("Industry", 18, "left", priority=3, flex=True),
    Heading("Owner", 16, "left", priority=2),
)

NAMES: dict[Segment, str] = {"top": "Top quarter", "middle": "Middle", "bottom": "Bottom quarter"}

_STAYED: Mapping[int, CellStyle] = {}

_LOST: Mapping[int, CellStyle] = {2: "bad"}


class _Placed(NamedTuple):
    """One logo in one period, in the order it stands in: lost ones first, then those that used it most."""

    stayed: bool
    idle: int
    """The use, negative."""
    age: int
    """How many of the periods compared are newer."""
    logo_id: int
    arr: int
    """At the period's opening, in minor units."""
    lost_on: int
    """The first day number without service; 0 for one that stayed."""


def behind(
    asked: Asked, measured: Measured, action: int, group: str | None, only: Period | None, book: Book
) -> tuple[Members, ...]:
    """A list for each quarter of use (in a group), over all periods compared or `only` one of them.

    A logo stands there once for each period, as it is counted.
    """
    by_segment = _placed(asked, measured, action, group, only, book)
    labels = [period.label for period in reversed(measured.covered)]
    money, days = lru_cache(maxsize=None)(book.money), lru_cache(maxsize=None)(_outcome)

    def member(placed: _Placed) -> Member:
        logo = book.logos[placed.logo_id]
        use, arr = f"{-placed.idle:,}", money(placed.arr)
        cells = (logo.name, labels[placed.age], days(placed.lost_on), use, arr, logo.industry, logo.owner)
        return Member(placed.logo_id, Line(cells, _STAYED if placed.stayed else _LOST))

    return tuple(
        Members(
            NAMES[name], _HEADINGS, tuple(map(member, sorted(by_segment[name]))), "No logo is in it: see `?`"
        )
        for name in SEGMENTS
    )


def _outcome(lost_on: int) -> str:
    return f"lost {dates.short(dates.from_number(lost_on))}" if lost_on else "stayed"


def _placed(
    asked: Asked, measured: Measured, action: int, group: str | None, only: Period | None, book: Book
) -> dict[Segment, list[_Placed]]:
    """The logos of each quarter."""
    counted = book.levels(measured.covered)
    fell = dict(zip(counted.fallen.tolist(), counted.fallen_on.tolist(), strict=True))
    places: dict[Segment, list[_Placed]] = {name: [] for name in SEGMENTS}
    for nth, opening in enumerate(openings(book, measured, asked)):
        if group not in opening.parts.labels or only not in (None, measured.covered[nth]):
            continue
        code = opening.parts.labels.index(group)
        columns = np.searchsorted(counted.logo_ids, opening.ids)
        placed = zip(
            opening.parts.codes.tolist(),
            opening.ids.tolist(),
            opening.lost.tolist(),
            counted.start[nth, columns].tolist(),
            (columns + nth * len(counted.logo_ids)).tolist(),
            behaviour.placed(opening, action),
            strict=True,
        )
        age = len(measured.covered) - 1 - nth
        for own, logo_id, lost, arr, place, (segment, use) in placed:
            if own == code:
                lost_on = fell[place] if lost else 0
                places[segment].append(_Placed(not lost, -use, age, logo_id, arr, lost_on))
    return places
