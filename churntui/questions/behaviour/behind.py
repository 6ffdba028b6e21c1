"""The logos behind a row of Behaviour: those of each quarter of use, the lost ones first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
from churntui.questions.behaviour import report
from churntui.questions.behaviour.report import Measured
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

_NAMES: dict[Segment, str] = {"top": "Top quarter", "middle": "Middle", "bottom": "Bottom quarter"}

_STAYED: Mapping[int, CellStyle] = {}

_LOST: Mapping[int, CellStyle] = {2: "bad"}


@dataclass(frozen=True, slots=True)
class Compared:
    """What the figures were counted on, and with which options."""

    found: Measured
    options: Asked


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
    asked: Compared, action: int, group: str | None, only: Period | None, book: Book
) -> tuple[Members, ...]:
    """A list for each quarter of use (in a group), over all periods compared or `only` one of them.

    A logo stands there once for each period, as it is counted.
    """
    placed = _placed(asked, action, group, only, book)
    labels = [period.label for period in reversed(asked.found.covered)]
    money, days = lru_cache(maxsize=None)(book.money), lru_cache(maxsize=None)(_outcome)

    def member(one: _Placed) -> Member:
        logo = book.logos[one.logo_id]
        use, arr = f"{-one.idle:,}", money(one.arr)
        cells = (logo.name, labels[one.age], days(one.lost_on), use, arr, logo.industry, logo.owner)
        return Member(one.logo_id, Line(cells, _STAYED if one.stayed else _LOST))

    return tuple(
        Members(
            _NAMES[name], _HEADINGS, tuple(map(member, sorted(placed[name]))), "No logo is in it: see `?`"
        )
        for name in SEGMENTS
    )


def _outcome(lost_on: int) -> str:
    return f"lost {dates.short(dates.from_number(lost_on))}" if lost_on else "stayed"


def _placed(
    asked: Compared, action: int, group: str | None, only: Period | None, book: Book
) -> dict[Segment, list[_Placed]]:
    """The logos of each quarter."""
    found = asked.found
    counted = book.levels(found.covered)
    fell = dict(zip(counted.fallen.tolist(), counted.fallen_on.tolist(), strict=True))
    places: dict[Segment, list[_Placed]] = {name: [] for name in SEGMENTS}
    for nth, opening in enumerate(report.openings(book, found, asked.options)):
        if group not in opening.parts.labels or only not in (None, found.covered[nth]):
            continue
        code = opening.parts.labels.index(group)
        columns = np.searchsorted(counted.logo_ids, opening.logo_ids)
        placed = zip(
            opening.parts.codes.tolist(),
            opening.logo_ids.tolist(),
            opening.lost.tolist(),
            counted.start[nth, columns].tolist(),
            (columns + nth * len(counted.logo_ids)).tolist(),
            behaviour.placed(opening, action),
            strict=True,
        )
        age = len(found.covered) - 1 - nth
        for own, logo_id, lost, arr, place, (segment, use) in placed:
            if own == code:
                lost_on = fell[place] if lost else 0
                places[segment].append(_Placed(not lost, -use, age, logo_id, arr, lost_on))
    return places
