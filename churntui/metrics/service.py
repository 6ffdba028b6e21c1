"""From contracts to the ARR of every logo on every day: the one place that knows grace, renewals and pending.

Contracts as they were signed overlap, leave gaps and run out unanswered. `timeline` turns them into rows that can
simply be added up: a day's ARR of a logo is the sum of its rows that cover the day, and the logo is active where
that sum is above zero. All else (attrition, revenue, cohorts) is counted on snapshots and spells of these rows
and never looks at a contract again.

The rules are those of the trade's edge cases: a renewal trims the contract it renews or, within the grace days,
extends it; a logo that had nothing in force for at most the grace days was continuous (a bridge); one whose
service just ran out without an answer still counts (pending). Arrays, not loops: 50,000 contracts take a moment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from churntui.plain import dates
from churntui.plain.dates import OPEN_END, Period

Ints = NDArray[np.int64]

KINDS = ("contract", "bridge", "pending")
"""What a row of the timeline stands for."""

_LOGO_STRIDE = (
    1 << 32
)  # more than two day numbers can lie apart: keeps each logo's days in a range of its own


def timeline(
    contracts: pd.DataFrame, *, grace_days: int, as_of: date, settled: Mapping[int, int]
) -> pd.DataFrame:
    """The rows whose sum is a logo's ARR on a day.

    Args:
        contracts: One row each: id, logo_id, renews_id (-1 for none), starts, ends (day numbers, half-open,
            `OPEN_END` for no end) and arr (annualised minor units of one currency). A renews_id that names no
            other contract of the same logo is ignored.
        grace_days: The longest gap that still counts as continuous service, in days; the last one is within.
        as_of: The day the book is looked at, which decides what is pending.
        settled: Logo id to the latest day number an outcome was recorded for. It answers an end of service
            whose last contract started before that day.

    Returns:
        logo_id, starts, ends, arr, kind (of `KINDS`), contract_id (-1 for a bridge or a pending row), sorted by
        logo and start. Free contracts stay, at 0. Contracts that a renewal leaves no day of are gone.
    """
    rows = contracts[["logo_id", "starts", "arr"]].assign(
        ends=_effective_ends(contracts, grace_days), kind=0, contract_id=contracts["id"]
    )
    rows = rows[rows["ends"] > rows["starts"]]
    gaps = _gaps(rows)
    bridged = gaps["closes"] - gaps["opens"] <= grace_days
    bridges = gaps[bridged].assign(kind=1, contract_id=-1)
    pending = _pending(gaps[~bridged], grace_days, dates.number(as_of), settled)
    names = {"opens": "starts", "closes": "ends"}
    filled = pd.concat([rows, bridges.rename(columns=names), pending.rename(columns=names)])
    filled = filled.sort_values(["logo_id", "starts"], kind="stable", ignore_index=True)
    filled["kind"] = pd.Categorical.from_codes(filled["kind"].tolist(), categories=pd.Index(KINDS))
    return filled[["logo_id", "starts", "ends", "arr", "kind", "contract_id"]]


def snapshots(rows: pd.DataFrame, days: Sequence[int], logo_ids: Ints) -> Ints:
    """The ARR of each logo at the opening of each day: exact int64, shaped days by logos, in the order given.

    `rows` is a timeline; its logos that are not among `logo_ids` are left out.
    """
    ordered, place = np.unique(np.asarray(days, dtype=np.int64), return_inverse=True)
    column, known = columns_of(rows["logo_id"].to_numpy(), logo_ids)
    starts, ends, arr = (rows[name].to_numpy()[known] for name in ("starts", "ends", "arr"))
    width = len(logo_ids)
    steps = np.zeros((len(ordered) + 1) * width, dtype=np.int64)
    np.add.at(steps, np.searchsorted(ordered, starts) * width + column, arr)
    np.subtract.at(steps, np.searchsorted(ordered, ends) * width + column, arr)
    levels: Ints = np.cumsum(steps.reshape(len(ordered) + 1, width), axis=0)
    return _rows_at(levels, place)


def period_snapshots(
    rows: pd.DataFrame, periods: Sequence[Period], as_of: date, logo_ids: Ints
) -> tuple[Ints, Ints]:
    """The ARR at both ends of each period, each shaped periods by logos; no snapshot is later than `as_of`."""
    bounds = np.array([snapshot_days(period, as_of) for period in periods], dtype=np.int64).reshape(-1, 2)
    days = np.unique(bounds)
    levels = snapshots(rows, days.tolist(), logo_ids)
    opening, closing = np.searchsorted(days, bounds).T
    return _rows_at(levels, opening), _rows_at(levels, closing)


def _rows_at(levels: Ints, places: Ints) -> Ints:
    """The rows at these places: without a copy where they follow each other, as those of periods mostly do."""
    if len(places) and np.array_equal(places, np.arange(places[0], places[0] + len(places))):
        return levels[places[0] : places[0] + len(places)]
    return levels[places]


def snapshot_days(period: Period, as_of: date) -> tuple[int, int]:
    """The day numbers of a period's two snapshots: "so far" where it is not over on `as_of`.

    A contract that merely ends later in the period is no loss yet, so nothing after `as_of` is looked at.
    """
    return dates.number(min(period.starts_on, as_of)), dates.number(min(period.ends_on, as_of))


def spells(rows: pd.DataFrame) -> pd.DataFrame:
    """The unbroken stretches over which a logo's ARR is above zero.

    Returns:
        logo_id, starts, ends (`OPEN_END` where it goes on) and arr_last (ARR on the last day), sorted by logo
        and start.
    """
    logo = np.concatenate([rows["logo_id"].to_numpy()] * 2)
    day = np.concatenate([rows["starts"].to_numpy(), rows["ends"].to_numpy()])
    step = np.concatenate([rows["arr"].to_numpy(), -rows["arr"].to_numpy()])
    order = np.argsort(
        logo * _LOGO_STRIDE + day, kind="stable"
    )  # two runs nearly in order: merged in no time
    logo, day, step = logo[order], day[order], step[order]
    last_of_day = np.append((logo[1:] != logo[:-1]) | (day[1:] != day[:-1]), True)[: len(day)]
    # each logo's steps add up to nothing, so one running sum over all of them starts each logo at zero
    level = np.cumsum(step)[last_of_day]
    logo, day = logo[last_of_day], day[last_of_day]
    before = np.append(0, level)[: len(level)]
    begins, stops = (before <= 0) & (level > 0), (before > 0) & (level <= 0)
    return pd.DataFrame(
        {"logo_id": logo[begins], "starts": day[begins], "ends": day[stops], "arr_last": before[stops]}
    )


def first_paid_days(rows: pd.DataFrame, logo_ids: Ints) -> Ints:
    """The day number of each logo's first day with an ARR above zero, `OPEN_END` where there is none."""
    return first_of(spells(rows), logo_ids)


def first_of(spells: pd.DataFrame, logo_ids: Ints) -> Ints:
    """`first_paid_days`, from spells that are worked out already."""
    logo, starts = spells["logo_id"].to_numpy(), spells["starts"].to_numpy()
    column, known = columns_of(logo, logo_ids)
    first = np.full(len(logo_ids), OPEN_END, dtype=np.int64)
    first[column[::-1]] = starts[known][
        ::-1
    ]  # of several values for one place the last one stays: the earliest
    return first


def columns_of(logos: Ints, logo_ids: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Where each of `logos` stands in `logo_ids`: the positions of those found, and a mask of which were."""
    if not len(logo_ids):
        return np.empty(0, dtype=np.int64), np.zeros(len(logos), dtype=np.bool_)
    order = np.argsort(logo_ids, kind="stable")
    place = order[np.minimum(np.searchsorted(logo_ids, logos, sorter=order), len(logo_ids) - 1)]
    known = logo_ids[place] == logos
    return place[known], known


def _effective_ends(contracts: pd.DataFrame, grace_days: int) -> Ints:
    """Each contract's end once renewals have trimmed or extended it; at or before its start where none is left."""
    ids, logos, renews, starts, ends = (
        contracts[name].to_numpy(dtype=np.int64) for name in ("id", "logo_id", "renews_id", "starts", "ends")
    )
    renewed_on = np.full(len(ids), OPEN_END, dtype=np.int64)
    old, known = columns_of(renews, ids)
    new = np.flatnonzero(known)
    sound = (old != new) & (logos[old] == logos[new])
    np.minimum.at(renewed_on, old[sound], starts[new[sound]])
    return np.where(renewed_on <= ends + grace_days, renewed_on, ends)


def _gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """The stretches after a logo's service in which nothing, not even a free contract, is in force.

    Returns:
        logo_id, opens, closes (`OPEN_END` where nothing follows), arr (the logo's total on the day before) and
        began (when the contract that ended last had started).
    """
    order = np.lexsort((rows["starts"].to_numpy(), rows["logo_id"].to_numpy()))
    logo, starts, ends, arr = (rows[name].to_numpy()[order] for name in ("logo_id", "starts", "ends", "arr"))
    last_of_logo = np.append(logo[1:] != logo[:-1], True)[: len(logo)]
    offset = np.cumsum(np.append(0, last_of_logo)[: len(logo)]) * _LOGO_STRIDE
    reach = np.maximum.accumulate(offset + ends) - offset
    follows = np.where(last_of_logo, OPEN_END, np.append(starts[1:], OPEN_END)[: len(starts)])
    closing = last_of_logo | (follows > reach)
    opens = reach[closing]
    block = np.cumsum(closing) - closing
    final = ends == opens[block]  # only what ends with the block was in force on its last day
    first = np.flatnonzero(np.append(True, closing)[: len(closing)])
    gaps = pd.DataFrame(
        {
            "logo_id": logo[closing],
            "opens": opens,
            "closes": follows[closing],
            "arr": np.add.reduceat(np.where(final, arr, 0), first),
            "began": np.maximum.reduceat(np.where(final, starts, -OPEN_END), first),
        }
    )
    return gaps[gaps["opens"] < OPEN_END]


def _pending(gaps: pd.DataFrame, grace_days: int, today: int, settled: Mapping[int, int]) -> pd.DataFrame:
    """The unanswered ends of service within the grace days before `today`, as rows up to and including it."""
    recent = gaps[(gaps["opens"] <= today) & (today < gaps["closes"]) & (today - gaps["opens"] <= grace_days)]
    answered = recent["logo_id"].map(settled).fillna(-OPEN_END) > recent["began"]
    return recent[~answered].assign(closes=today + 1, kind=2, contract_id=-1)
