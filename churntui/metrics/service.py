"""From contracts to the ARR of every logo on every day: the one place that knows losses, grace, links and waiting.

Contracts as they were signed overlap, leave gaps and run out unanswered. `timeline` turns them into rows that can
simply be added up: a day's ARR of a logo is the sum of its rows that cover the day, and the logo is active where a
paying row covers it. All else (attrition, revenue, cohorts) is counted on snapshots and spells of these rows and
never looks at a contract again.

The rules are those of the trade's edge cases:

- a recorded loss ends every contract that began before it; neither a link nor the grace carries service over it;
- a contract that renews another trims it, or within the grace days extends it, where it starts later and is the
  same logo's;
- a logo that had nothing paid in force for at most the grace days was continuous (a bridge);
- an end that nobody answered waits: a contract that renews itself for the waiting days, one called won without
  limit, and whatever ended last in a logo that has nothing paid in force for the grace days (pending).

Free contracts neither fill a gap nor open one. Arrays, not loops: 50,000 contracts take a moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from churntui.plain import dates
from churntui.plain.dates import OPEN_END, Period

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

KINDS = ("contract", "bridge", "pending")
"""What a row of the timeline stands for."""

_LOGO_STRIDE = 1 << 32
"""More than two day numbers can lie apart: keeps each logo's days in a range of its own."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What service is counted by."""

    grace_days: int
    """The longest gap that still counts as continuous service, in days; the last one is within."""
    wait_days: int
    """How many days a contract that renews itself waits for an answer after its end; the last one is within."""


def timeline(contracts: pd.DataFrame, losses: pd.DataFrame, rules: Rules, as_of: date) -> pd.DataFrame:
    """The rows whose sum is a logo's ARR on a day.

    Args:
        contracts: One row each: id, logo_id, renews_id (-1 for none), starts, ends (day numbers, half-open,
            `OPEN_END` for no end), arr (annualised minor units of one currency, 0 where its rate is missing), and
            flags: paid (its amount is above 0), renews_itself, called_won, called_lost, noticed. A renews_id that
            does not name an earlier contract of the same logo is ignored.
        losses: logo_id and day (a day number) of every recorded full loss with a date, past or ahead.
        rules: Grace and waiting.
        as_of: The day the book is looked at, which decides what is waiting.

    Returns:
        logo_id, starts, ends, arr, paid, kind (of `KINDS`), contract_id (-1 for a bridge), sorted by logo and start.
        Free contracts stay. Contracts that a loss or a renewal leaves no day of are gone.
    """
    terms = _terms(contracts, losses, rules.grace_days)
    today = dates.number(as_of)
    bridges = _bridges(terms, losses, rules.grace_days)
    waiting = _waiting(terms, bridges, rules, today)
    rows = pd.concat(
        [
            terms[list(_ROW)].assign(kind=0),
            bridges.assign(paid=True, kind=1, contract_id=-1),
            terms.loc[waiting, list(_ROW)].assign(starts=terms["ends"][waiting], ends=today + 1, kind=2),
        ]
    )
    rows = rows.sort_values(["logo_id", "starts"], kind="stable", ignore_index=True)
    rows["kind"] = pd.Categorical.from_codes(rows["kind"].tolist(), categories=pd.Index(KINDS))
    return rows[[*_ROW[:5], "kind", "contract_id"]]


_ROW = ("logo_id", "starts", "ends", "arr", "paid", "contract_id")


def snapshots(rows: pd.DataFrame, days: Sequence[int], logo_ids: Ints) -> Ints:
    """The ARR of each logo at the opening of each day: exact int64, shaped days by logos, in the order given.

    `rows` is a timeline; its logos that are not among `logo_ids` are left out.
    """
    return _sums(rows, "arr", days, logo_ids)


def active(rows: pd.DataFrame, days: Sequence[int], logo_ids: Ints) -> Mask:
    """Whether each logo is active at the opening of each day, shaped as `snapshots`.

    Active is who pays, be it in a currency without a rate, of which no amount is known.
    """
    paid = rows["paid"].to_numpy(dtype=np.bool_)
    known = bool(((rows["arr"].to_numpy() > 0) == paid).all())
    return _sums(rows, "arr" if known else "paid", days, logo_ids) > 0


def _sums(rows: pd.DataFrame, column: str, days: Sequence[int], logo_ids: Ints) -> Ints:
    ordered, place = np.unique(np.asarray(days, dtype=np.int64), return_inverse=True)
    at, known = columns_of(rows["logo_id"].to_numpy(), logo_ids)
    starts, ends, worth = (rows[name].to_numpy(dtype=np.int64)[known] for name in ("starts", "ends", column))
    width = len(logo_ids)
    steps = np.zeros((len(ordered) + 1) * width, dtype=np.int64)
    np.add.at(steps, np.searchsorted(ordered, starts) * width + at, worth)
    np.subtract.at(steps, np.searchsorted(ordered, ends) * width + at, worth)
    levels: Ints = np.cumsum(steps.reshape(len(ordered) + 1, width), axis=0)
    return _rows_at(levels, place)


def period_snapshots(
    rows: pd.DataFrame, periods: Sequence[Period], as_of: date, logo_ids: Ints
) -> tuple[Ints, Ints]:
    """The ARR at both ends of each period, each shaped periods by logos; no snapshot is later than `as_of`."""
    days, opening, closing = _snapshot_places(periods, as_of)
    levels = snapshots(rows, days.tolist(), logo_ids)
    return _rows_at(levels, opening), _rows_at(levels, closing)


def period_active(
    rows: pd.DataFrame, periods: Sequence[Period], as_of: date, logo_ids: Ints
) -> tuple[Mask, Mask]:
    """Which logos are active at both ends of each period, as `period_snapshots`."""
    days, opening, closing = _snapshot_places(periods, as_of)
    levels = active(rows, days.tolist(), logo_ids)
    return levels[opening], levels[closing]


def _snapshot_places(periods: Sequence[Period], as_of: date) -> tuple[Ints, Ints, Ints]:
    """The days of all snapshots, ascending, and where among them each period opens and closes."""
    bounds = np.array([snapshot_days(period, as_of) for period in periods], dtype=np.int64).reshape(-1, 2)
    days = np.unique(bounds)
    opening, closing = np.searchsorted(days, bounds).T
    return days, opening, closing


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
    """The unbroken stretches over which a logo is active.

    Returns:
        logo_id, starts, ends (`OPEN_END` where it goes on) and arr_last (ARR on the last day), sorted by logo
        and start.
    """
    paid = rows[rows["paid"]]
    logo = np.concatenate([paid["logo_id"].to_numpy()] * 2)
    day = np.concatenate([paid["starts"].to_numpy(), paid["ends"].to_numpy()])
    arr = np.concatenate([paid["arr"].to_numpy(), -paid["arr"].to_numpy()])
    step = np.repeat([1, -1], len(paid))
    order = np.argsort(
        logo * _LOGO_STRIDE + day, kind="stable"
    )  # two runs nearly in order: merged in no time
    logo, day, arr, step = logo[order], day[order], arr[order], step[order]
    last_of_day = np.append((logo[1:] != logo[:-1]) | (day[1:] != day[:-1]), True)[: len(day)]
    # each logo's steps add up to nothing, so one running sum over all of them starts each logo at zero
    count, level = np.cumsum(step)[last_of_day], np.cumsum(arr)[last_of_day]
    logo, day = logo[last_of_day], day[last_of_day]
    before, arr_before = (np.append(0, sums)[: len(sums)] for sums in (count, level))
    begins, stops = (before <= 0) & (count > 0), (before > 0) & (count <= 0)
    return pd.DataFrame(
        {"logo_id": logo[begins], "starts": day[begins], "ends": day[stops], "arr_last": arr_before[stops]}
    )


def first_paid_days(rows: pd.DataFrame, logo_ids: Ints) -> Ints:
    """The day number of each logo's first day with an ARR above zero, `OPEN_END` where there is none."""
    return first_of(spells(rows), logo_ids)


def first_of(found: pd.DataFrame, logo_ids: Ints) -> Ints:
    """The same of spells that are there already."""
    logo, starts = found["logo_id"].to_numpy(), found["starts"].to_numpy()
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


class _Days:
    """Days of logos, to look up the next one of a logo from a day on."""

    def __init__(self, logos: Ints, days: Ints) -> None:
        self._keys = np.sort(logos * _LOGO_STRIDE + days)

    def next_of(self, logos: Ints, days: Ints, *, after: bool = False) -> Ints:
        """For each logo its first day on or after the one given (or only after it); `OPEN_END` where there is none."""
        if not len(self._keys):
            return np.full(len(logos), OPEN_END, dtype=np.int64)
        offset = logos * _LOGO_STRIDE
        place = np.searchsorted(self._keys, offset + days, side="right" if after else "left")
        found = self._keys[np.minimum(place, len(self._keys) - 1)] - offset
        known = (place < len(self._keys)) & (found < OPEN_END)
        return np.where(known, found, OPEN_END)


def _days_of(losses: pd.DataFrame) -> _Days:
    return _Days(losses["logo_id"].to_numpy(dtype=np.int64), losses["day"].to_numpy(dtype=np.int64))


def _terms(contracts: pd.DataFrame, losses: pd.DataFrame, grace_days: int) -> pd.DataFrame:
    """The contracts with the ends that losses and links leave them, those without a day left out.

    Returns:
        The columns of `contracts` but renews_id, `contract_id` for id; `successor` (the start of the first contract
        that renews it, `OPEN_END` for none), `loss` (the first recorded on or after its end, `OPEN_END` for none),
        `next_start` and `next_paid_start` (of the first contract of the logo that starts on or after its end).
    """
    logos, starts, ends = (contracts[name].to_numpy(dtype=np.int64) for name in ("logo_id", "starts", "ends"))
    lost = _days_of(losses)
    successor = _successors(contracts)
    loss = lost.next_of(logos, starts, after=True)
    linked = (successor <= ends + grace_days) & (successor < loss)
    ends = np.minimum(np.where(linked, successor, ends), loss)
    paid = contracts["paid"].to_numpy(dtype=np.bool_)
    terms = contracts.drop(columns="renews_id").rename(columns={"id": "contract_id"})
    terms = terms.assign(
        ends=ends,
        successor=successor,
        loss=lost.next_of(logos, ends),
        next_start=_Days(logos, starts).next_of(logos, ends),
        next_paid_start=_Days(logos[paid], starts[paid]).next_of(logos, ends),
    )
    return terms[terms["ends"] > terms["starts"]].reset_index(drop=True)


def _successors(contracts: pd.DataFrame) -> Ints:
    """The start of the first contract that renews each; a link to anything but an earlier one of its logo is none."""
    ids, logos, renews, starts = (
        contracts[name].to_numpy(dtype=np.int64) for name in ("id", "logo_id", "renews_id", "starts")
    )
    successor = np.full(len(ids), OPEN_END, dtype=np.int64)
    old, known = columns_of(renews, ids)
    new = np.flatnonzero(known)
    sound = (starts[old] < starts[new]) & (logos[old] == logos[new])
    np.minimum.at(successor, old[sound], starts[new[sound]])
    return successor


def _bridges(terms: pd.DataFrame, losses: pd.DataFrame, grace_days: int) -> pd.DataFrame:
    """The stretches in which a logo had nothing paid in force, short enough to count as continuous.

    Returns:
        logo_id, starts, ends, and arr: the logo's total on the day before.
    """
    rows = terms[terms["paid"]]
    order = np.lexsort((rows["starts"].to_numpy(), rows["logo_id"].to_numpy()))
    logo, starts, ends, arr = (rows[name].to_numpy()[order] for name in ("logo_id", "starts", "ends", "arr"))
    last_of_logo = np.append(logo[1:] != logo[:-1], True)[: len(logo)]
    offset = np.cumsum(np.append(0, last_of_logo)[: len(logo)]) * _LOGO_STRIDE
    reach = np.maximum.accumulate(offset + ends) - offset
    follows = np.append(starts[1:], OPEN_END)[: len(starts)]
    closing = last_of_logo | (follows > reach)
    block = np.cumsum(closing) - closing
    final = ends == reach[closing][block]  # only what ends with the block was in force on its last day
    first = np.flatnonzero(np.append(True, closing)[: len(closing)])
    gaps = pd.DataFrame(
        {
            "logo_id": logo[closing],
            "starts": reach[closing],
            "ends": np.where(last_of_logo, OPEN_END, follows)[closing],
            "arr": np.add.reduceat(np.where(final, arr, 0), first),
        }
    )
    lost = _days_of(losses).next_of(gaps["logo_id"].to_numpy(), gaps["starts"].to_numpy())
    carried = (gaps["ends"] - gaps["starts"] <= grace_days) & (lost > gaps["ends"])
    return gaps[carried & (gaps["ends"] < OPEN_END)]


def _waiting(terms: pd.DataFrame, bridges: pd.DataFrame, rules: Rules, today: int) -> Mask:
    """Which contracts have ended and still wait for an answer on `today`, and so keep their ARR.

    What answers an end: a notice, a loss that no newer paid contract stands before, a contract that renews it or
    starts on or after it.
    """
    ends, logos = terms["ends"].to_numpy(), terms["logo_id"].to_numpy()
    paid = terms["paid"].to_numpy(dtype=np.bool_)
    answered = (
        terms["noticed"].to_numpy(dtype=np.bool_)
        | (terms["successor"].to_numpy() <= today)
        | (terms["next_start"].to_numpy() <= today)
        | ((terms["loss"].to_numpy() < OPEN_END) & (terms["loss"] <= terms["next_paid_start"]).to_numpy())
    )
    bridged = np.isin(logos * _LOGO_STRIDE + ends, bridges["logo_id"] * _LOGO_STRIDE + bridges["starts"])
    open_ = paid & (ends <= today) & ~answered & ~bridged
    since = today - ends
    renewing = terms["renews_itself"].to_numpy(dtype=np.bool_) & ~terms["called_lost"].to_numpy(
        dtype=np.bool_
    )
    by_itself = open_ & (
        (renewing & (since <= rules.wait_days)) | terms["called_won"].to_numpy(dtype=np.bool_)
    )
    begun = paid & (terms["starts"].to_numpy() <= today)
    last_end = pd.Series(ends[begun]).groupby(logos[begun]).max()
    is_last = terms["logo_id"].map(last_end).to_numpy() == ends
    by_grace = open_ & is_last & (since <= rules.grace_days) & (rules.grace_days > 0)
    waits: Mask = by_itself | by_grace
    return waits
