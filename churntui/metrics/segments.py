"""Putting logos into segments: by what they are, the plan they are on, how long they have stayed, or two of these.

What a logo is (its columns, and its size) is what the book says today, for every period. The plan moves,
and the way it moves goes with staying: who stays long is upgraded. Labelled by its latest plan, each upgrade would
take past months of staying along and make the large plans look better than they were. So a plan is looked up at a
period's opening, and so is the tenure, which grows by itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from churntui.metrics import service
from churntui.metrics.service import Ints
from churntui.metrics.splits import NOT_SET, Labels
from churntui.model.onboarding import FirstUse
from churntui.model.own_fields import OwnValues
from churntui.model.rows import Logo
from churntui.model.splits import SPLITS
from churntui.plain import dates
from churntui.plain.dates import Period
from churntui.plain.errors import BadInputError

BANDS: tuple[tuple[int, str], ...] = (
    (10, "1–10"),
    (50, "11–50"),
    (200, "51–200"),
    (1_000, "201–1,000"),
    (5_000, "1,001–5,000"),
)
"""Size bands: the most employees a logo of the band has, and the band's name; the upper edge is within."""

LARGEST_BAND = "over 5,000"

_EDGES = tuple(most for most, _ in BANDS)
_BAND_NAMES = (*(name for _, name in BANDS), LARGEST_BAND)

REVENUE_BANDS: tuple[tuple[int, str], ...] = (
    (1_000_000 - 1, "<1M"),
    (10_000_000, "1–10M"),
    (50_000_000, "10–50M"),
    (250_000_000, "50–250M"),
)
"""Bands of annual revenue: the most a logo of the band turns over, and the band's name; the upper edge is within."""

LARGEST_REVENUE_BAND = ">250M"

_REVENUE_EDGES = tuple(most for most, _ in REVENUE_BANDS)
_REVENUE_NAMES = (*(name for _, name in REVENUE_BANDS), LARGEST_REVENUE_BAND)

NEWEST = "under 1 year"
"""The tenure of a logo before its first anniversary; also of one that is gained in the period or never paid."""

TENURES: tuple[tuple[int, str], ...] = (
    (1, "1–2 years"),
    (2, "2–3 years"),
    (3, "3–5 years"),
    (5, "over 5 years"),
)
"""Tenure bands after the first: the years a logo has at least been there, and the band's name."""

FIRST_VALUES: tuple[tuple[int, str], ...] = ((30, "in 30 days"), (60, "31–60 days"), (90, "61–90 days"))
"""Bands of the days to first value: the most a logo of the band took, and the band's name; the upper edge is within."""

SLOWEST_VALUE, NO_VALUE = "over 90 days", "no value yet"

BETWEEN = " · "
"""What stands between the two words of a combined label."""

_HALF = 32
"""Bits of a whole number that hold a rank; a day is above them."""

MOST_FIELDS = 2
"""Cells of three fields would hold too few logos to say anything."""


def size_band(employees: int | None) -> str:
    """The band of so many employees; empty where it is not known (0 counts as not known)."""
    return _BAND_NAMES[bisect_left(_EDGES, employees)] if employees else ""


def revenue_band(annual_revenue: int | None) -> str:
    """The band of so much annual revenue; empty where it is not known."""
    if annual_revenue is None:
        return ""
    return _REVENUE_NAMES[bisect_left(_REVENUE_EDGES, annual_revenue)]


NOT_MEASURED = FirstUse()

FIELDS = tuple(SPLITS)
"""What logos can be split by."""


def check(fields: Sequence[str], own: Collection[str] = ()) -> None:
    """See that logos can be split by these fields; `own` are the keys of those of the user's own.

    Raises:
        BadInputError: They cannot: an unknown field, the same one twice, or more than two.
    """
    for field in fields:
        if field not in FIELDS and field not in own:
            known = ", ".join((*FIELDS, *own))
            raise BadInputError(
                f"Logos cannot be split by “{field}”", f"Choose one of {known}, or two as in a,b"
            )
    if len(fields) > MOST_FIELDS or len(set(fields)) < len(fields):
        raise BadInputError(
            f"Logos cannot be split by “{','.join(fields)}”", "Choose one field, or two different ones"
        )


@dataclass(frozen=True, slots=True)
class Coded:
    """The labels of logos as numbers."""

    names: tuple[str, ...]
    """The labels in the order to be shown; some may have no logo."""
    codes: Ints
    """Days by logos: which of `names`, -1 for none. A single row where the label does not depend on the day."""


def moves(fields: Sequence[str]) -> bool:
    """Whether labels by these fields depend on the day."""
    return any(split.moves for name, split in SPLITS.items() if name in fields)


def labels(
    fields: Sequence[str],
    logos: Mapping[int, Logo],
    contracts: pd.DataFrame,
    timeline: pd.DataFrame,
    periods: Sequence[Period],
    own: Mapping[str, OwnValues] = MappingProxyType({}),
    first_use: FirstUse = NOT_MEASURED,
) -> Labels:
    """The segment of each logo, as the reports take it.

    Args:
        fields: One or two of `FIELDS`. Two are combined: `Health · 11–50`, with `NOT_SET` for a missing part.
        logos: By id.
        contracts: Rows with id, logo_id, starts, ends (day numbers), arr and plan. Only plans look at them.
        timeline: As `service.timeline` makes it. Only tenures look at it.
        periods: Those to be counted; a plan or a tenure is that of a period's opening.
        own: The fields of the user's own by their keys, with what the logos have in them.
        first_use: When each logo first did something. Only days to first value look at it.

    Returns:
        Logo id to label, categorical in the order to be shown; empty labels are missing values. Where a plan or a
        tenure is in it, such a series for each period, all with the same categories: those that some logo has in
        some period.

    Raises:
        BadInputError: There is no such field, or they cannot be combined.
    """
    segmented = coded(
        fields, logos, contracts, timeline, [period.starts_on for period in periods], own, first_use
    )
    ids = _ids(logos)
    dtype = pd.CategoricalDtype(list(segmented.names))
    index = pd.Index(ids)
    rows = [
        pd.Series(pd.Categorical.from_codes(row, dtype=dtype, validate=False), index=index, copy=False)
        for row in segmented.codes.astype(np.int16)
    ]
    return dict(zip(periods, rows, strict=True)) if moves(fields) else rows[0]


def coded(
    fields: Sequence[str],
    logos: Mapping[int, Logo],
    contracts: pd.DataFrame,
    timeline: pd.DataFrame,
    days: Sequence[date],
    own: Mapping[str, OwnValues] = MappingProxyType({}),
    first_use: FirstUse = NOT_MEASURED,
) -> Coded:
    """The segment of each logo on each day, in the order of `logos`; arguments and errors as in `labels`."""
    check(fields, own)
    ids = _ids(logos)
    parts = []
    for field in fields:
        if field == "plan":
            parts.append(
                _plans(contracts, ids, np.array([dates.number(day) for day in days], dtype=np.int64))
            )
        elif field == "tenure":
            parts.append(_tenures(service.first_paid_days(timeline, ids), days))
        elif field == "first_value":
            parts.append(_first_values(service.first_paid_days(timeline, ids), first_use, ids, days))
        elif field in own:
            parts.append(_own(own[field], logos))
        else:
            parts.append(_facts(field, logos.values()))
    return _used(parts[0] if len(parts) == 1 else _crossed(*parts))


def _ids(logos: Mapping[int, Logo]) -> Ints:
    return np.fromiter(logos, dtype=np.int64, count=len(logos))


def _facts(field: str, logos: Collection[Logo]) -> Coded:
    """What the logos are, on whatever day."""
    if field == "size":
        values = [size_band(logo.employees) for logo in logos]
    elif field == "annual_revenue":
        values = [revenue_band(logo.annual_revenue) for logo in logos]
    else:
        values = [str(getattr(logo, field) or "") for logo in logos]
    names = _ordered(field, {name for name in values if name})
    places = {"": -1} | {name: place for place, name in enumerate(names)}
    return Coded(tuple(names), np.array([[places[name] for name in values]], dtype=np.int64))


def _own(own: OwnValues, logos: Iterable[int]) -> Coded:
    """What the logos have in a field of the user's own."""
    values = [own.values.get(logo_id, "") for logo_id in logos]
    names = sorted({value for value in values if value}, key=own.field.order)
    places = {"": -1} | {name: place for place, name in enumerate(names)}
    return Coded(tuple(names), np.array([[places[value] for value in values]], dtype=np.int64))


def _ordered(field: str, names: set[str]) -> list[str]:
    """Bands from small to large, everything else by name."""
    bands = {"size": _BAND_NAMES, "annual_revenue": _REVENUE_NAMES}.get(field)
    return sorted(names) if bands is None else [name for name in bands if name in names]


def _used(coded: Coded) -> Coded:
    """These segments without the labels that no logo has."""
    present = np.bincount(coded.codes.ravel() + 1, minlength=len(coded.names) + 1)[1:] > 0
    places = np.append(np.cumsum(present) - 1, -1)  # the last is that of code -1
    names = tuple(name for name, used in zip(coded.names, present, strict=True) if used)
    return Coded(names, places[coded.codes])


def _crossed(major: Coded, minor: Coded) -> Coded:
    """Two fields' labels combined, in the order of the first and then of the second, what is not set last."""
    first, second = ((*part.names, NOT_SET) for part in (major, minor))
    # -1 becomes the last: NOT_SET
    codes = (major.codes % len(first)) * len(second) + minor.codes % len(second)
    return Coded(tuple(f"{a}{BETWEEN}{b}" for a in first for b in second), codes)


def _tenures(first_paid: Ints, days: Sequence[date]) -> Coded:
    """The tenure band of each logo on each day: whole years since the first paid day."""
    edges = [[dates.number(dates.add_months(day, -12 * years)) for years, _ in TENURES] for day in days]
    reached = np.array(edges, dtype=np.int64).reshape(len(days), len(TENURES), 1) >= first_paid
    return Coded((NEWEST, *(name for _, name in TENURES)), reached.sum(axis=1))


def _first_values(first_paid: Ints, first_use: FirstUse, ids: Ints, days: Sequence[date]) -> Coded:
    """How long each logo had taken to first value at the opening of each day.

    One that is not measured, or started before use was, has no label; one that has not started yet has no value yet.
    """
    names = (*(name for _, name in FIRST_VALUES), SLOWEST_VALUE, NO_VALUE)
    value = np.array(
        [
            dates.number(day) if (day := first_use.days.get(logo_id)) else dates.OPEN_END
            for logo_id in ids.tolist()
        ],
        dtype=np.int64,
    )
    took = np.maximum(0, value - first_paid)
    band = np.searchsorted(np.array([most for most, _ in FIRST_VALUES], dtype=np.int64), took)
    since = dates.OPEN_END if first_use.since is None else dates.number(first_use.since)
    is_measured = np.array([logo_id in first_use.days for logo_id in ids.tolist()], dtype=np.bool_)
    openings = np.array([dates.number(day) for day in days], dtype=np.int64).reshape(-1, 1)
    codes = np.where(np.maximum(value, first_paid) < openings, band, names.index(NO_VALUE))
    return Coded(names, np.where(is_measured & (first_paid >= since), codes, -1))


def _plans(contracts: pd.DataFrame, ids: Ints, openings: Ints) -> Coded:
    """The plan of each logo at each opening; a contract without a plan gives no label."""
    codes, names = pd.factorize(contracts["plan"], sort=True)
    plans = np.append(codes, -1).astype(np.int64)  # the last is that of a logo without contracts
    for place in np.flatnonzero(names == ""):
        plans[plans == place] = -1
    return Coded(tuple(str(name) for name in names), plans[_speaking(contracts, ids, openings)])


def _speaking(contracts: pd.DataFrame, ids: Ints, openings: Ints) -> Ints:
    """Openings by logos: the row of the largest contract in force, else of the last to end, else the next to start.

    Of equally good ones the larger counts, then the one with the lowest id; -1 for a logo without contracts.
    """
    column, known = service.columns_of(contracts["logo_id"].to_numpy(dtype=np.int64), ids)
    rows = np.flatnonzero(known)
    starts, ends, arr, number = (
        contracts[name].to_numpy(dtype=np.int64)[rows] for name in ("starts", "ends", "arr", "id")
    )
    days, place = np.unique(openings, return_inverse=True)
    begun, over = np.searchsorted(days, starts), np.searchsorted(days, ends)
    by_size = np.lexsort((-number, arr))
    size = np.empty(len(rows), dtype=np.int64)
    size[by_size] = np.arange(len(rows))
    force = _grid(by_size, begun, over, column, (len(days), len(ids)))
    by_end = np.argsort((ends << _HALF) + size)
    ended = np.maximum.accumulate(_grid(by_end, over, over + 1, column, force.shape), axis=0)
    by_start = np.argsort((-starts << _HALF) + size)
    ahead = np.maximum.accumulate(_grid(by_start, begun - 1, begun, column, force.shape)[::-1], axis=0)[::-1]
    speaking = np.append(rows[by_size], -1)[force]
    unsaid = force < 0
    speaking[unsaid] = np.append(rows[by_end], -1)[ended[unsaid]]
    unsaid &= ended < 0
    speaking[unsaid] = np.append(rows[by_start], -1)[ahead[unsaid]]
    return speaking[place]


def _grid(order: Ints, first: Ints, end: Ints, column: Ints, shape: tuple[int, ...]) -> NDArray[np.int32]:
    """The highest rank in `order` of those whose range [first, end) of a grid's rows holds a cell; -1 for none."""
    grid = np.full(shape, -1, dtype=np.int32)
    low, high = np.clip(first[order], 0, shape[0]), np.clip(end[order], 0, shape[0])
    counts = np.maximum(high - low, 0)
    rank = np.repeat(np.arange(len(order)), counts)
    within = np.arange(len(rank)) - np.repeat(np.cumsum(counts) - counts, counts)
    grid[low[rank] + within, column[order][rank]] = rank  # of several ranks for a cell the last one stays
    return grid
