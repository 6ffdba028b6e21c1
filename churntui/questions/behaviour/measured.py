"""Use as it is known before each of the periods compared: what the figures of behaviour are counted on.

Only periods are compared whose use beforehand is known. Left alone, those are the periods that are over and whose
whole window was measured; with `--from` or `--to` it is enough that some of the window was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from churntui.book import Book
from churntui.data import activity
from churntui.data.file.store import Store
from churntui.metrics import attrition
from churntui.metrics import customers as metrics
from churntui.metrics.behaviour import Opening
from churntui.metrics.splits import split_each
from churntui.model.presence import Crowd, Use
from churntui.plain import dates
from churntui.plain.dates import OPEN_END, Period
from churntui.questions import counting, spans
from churntui.questions.asked import Asked
from churntui.questions.customers import crowds


@dataclass(frozen=True, slots=True)
class Measured:
    """What the file knows about use."""

    actions: Mapping[int, str]
    """Id to name, by name."""
    days: tuple[int, int] | None
    """The first measured day and the first that is not measured any more; None where nothing is."""
    logos_from: Mapping[int, int]
    """Logo id to its first measured day."""
    window: int
    """How many days before a period use is counted in."""
    covered: tuple[Period, ...]
    """The periods compared, oldest first."""
    uses: tuple[Use, ...]
    """The use before each of them."""
    crowd: Crowd | None = None
    """Who was active at the ends of each, where customers are compared; None where logos are."""

    @property
    def who(self) -> str:
        """What is compared, in the singular."""
        return "logo" if self.crowd is None else "customer"


def measured(store: Store, book: Book, asked: Asked) -> Measured:
    """Use as it is known before those of the periods asked for that can be compared."""
    window = asked.window or book.settings.active_window_days
    days = activity.measured(store, book.as_of)
    covered = tuple(
        period
        for period in spans.covered(book, asked)
        if days and _is_compared(period, days, window, book.as_of, asked)
    )
    openings = [dates.number(period.starts_on) for period in covered]
    settings = replace(book.settings, active_window_days=window)
    uses = tuple(activity.use_before(store, openings, settings=settings)) if covered else ()
    logos_from = activity.first_days(store) if covered else {}
    return Measured(activity.action_names(store), days, logos_from, window, covered, uses)


def measured_of_customers(store: Store, book: Book, asked: Asked) -> Measured:
    """The same of customers, over periods whose closing is measured too.

    Raises:
        BadInputError: The periods are years.
    """
    crowds.grid_of(asked.every)
    logos = measured(store, book, asked)
    end = logos.days[1] if logos.days else 0
    covered = tuple(period for period in logos.covered if asked.end or dates.number(period.ends_on) <= end)
    settings = replace(book.settings, active_window_days=logos.window)
    openings = [dates.number(period.starts_on) for period in covered]
    return replace(
        logos,
        covered=covered,
        uses=tuple(activity.customer_use_before(store, openings, settings=settings)),
        crowd=crowds.around(store, book, covered, window=logos.window),
    )


def _is_compared(period: Period, days: tuple[int, int], window: int, as_of: date, asked: Asked) -> bool:
    """Whether the use before a period is known well enough, and for one not asked for, what became of it too."""
    first, end = days
    opening = dates.number(period.starts_on)
    begun = opening - window >= first if asked.first is None else opening > first
    if asked.end is None:
        return begun and opening <= end and period.ends_on <= as_of
    return begun and opening - window < end and period.starts_on < as_of


def openings(book: Book, measured: Measured, asked: Asked) -> list[Opening]:
    """Who is compared over each period: those active at its opening that were measured before it."""
    if measured.crowd is not None:
        return _of_customers(book, measured, measured.crowd, asked)
    only = counting.those_that_count(book, asked)
    counted = book.levels(measured.covered)
    sets = attrition.sets_of(counted, only)
    logo_ids = counted.logo_ids
    since = np.array([measured.logos_from.get(i, OPEN_END) for i in logo_ids.tolist()], dtype=np.int64)
    parts = split_each(logo_ids, counting.labels(book, asked.by, measured.covered), measured.covered)
    made = []
    for place, (period, use, split) in enumerate(zip(measured.covered, measured.uses, parts, strict=True)):
        compared = sets["initial"][place] & (since < dates.number(period.starts_on))
        own = replace(split, codes=split.codes[compared])
        made.append(Opening(use, logo_ids[compared], sets["lost"][place][compared], own))
    return made


def _of_customers(book: Book, measured: Measured, crowd: Crowd, asked: Asked) -> list[Opening]:
    """The customers compared, each in the segment of its logo."""
    parts = split_each(book.logo_ids, crowds.labels(book, asked.by, measured.covered), measured.covered)
    place, customers = np.searchsorted(book.logo_ids, crowd.roster.logos), crowd.roster.customers
    made = []
    for period, use, split in zip(measured.covered, measured.uses, parts, strict=True):
        sets = metrics.sets(crowd, period)
        there = sets.initial
        own = replace(split, codes=split.codes[place[there]])
        made.append(Opening(use, customers[there].astype(np.int64), sets.lost[there], own))
    return made
