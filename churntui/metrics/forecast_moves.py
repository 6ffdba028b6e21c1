"""What has moved a forecast since a week that was kept: a waterfall from the called amount then to that of now.

Each contract moves once. One that ends in another quarter now slips: its amount of then goes out of the one quarter and
into the other, so that over all quarters slipping comes to nothing; so it is with one that was handed to another owner.
What else has changed of it is then told by what came of it: won, lost, or called up or down. A contract that was not
there is new; one that is there no more is among the others, as are those handed over. In each row, exactly:
called_before + won + lost + up + down + slipped + new + other = called_after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from churntui.metrics.forecast import Forecast, quarter_of
from churntui.model.weeks import RenewalWeek
from churntui.plain.dates import Period

Step = Literal["won", "lost", "up", "down", "slipped", "new", "other"]
"""A step of the waterfall."""

Cell = tuple[Period, str]
"""A quarter and an owner."""


@dataclass(frozen=True, slots=True)
class Move:
    """A step that one contract makes in one cell."""

    contract: str
    cell: Cell
    step: Step
    amount: int


@dataclass(frozen=True, slots=True)
class MovedRow:
    """The waterfall of a quarter and an owner; amounts are called ARR in minor units of `currency`."""

    quarter: str
    starts_on: date
    ends_on: date
    owner: str
    since: date
    """The day of the week that was kept."""
    called_before: int
    won: int
    lost: int
    """Below zero, as is `down`."""
    up: int
    down: int
    slipped: int
    """What came from other quarters, less what went to them."""
    new: int
    other: int
    """What came from other owners, less what went to them and what is in the book no more."""
    called_after: int
    currency: str
    computed_before: int
    computed_after: int


def moves(before: Iterable[RenewalWeek], now: Mapping[str, Forecast], *, since: date) -> Iterator[Move]:
    """Every step since then.

    Args:
        before: What was kept of one day.
        now: Contract ref to what it counts as now.
        since: The day. What is decided by now and ended in a quarter before it was not kept, and is not new.
    """
    then = {row.contract: row for row in before}
    for contract, row in then.items():
        one = now.get(contract)
        if one is None:
            yield Move(contract, _cell_then(row), "other", -row.called_arr)
        else:
            yield from _moved(row, one)
    for contract, one in counted_now(then, now, since).items():
        if contract not in then:
            yield Move(contract, _cell_now(one), "new", one.called_arr)


def _moved(row: RenewalWeek, one: Forecast) -> Iterator[Move]:
    was, is_ = _cell_then(row), _cell_now(one)
    if was != is_:
        step: Step = "other" if was[0] == is_[0] else "slipped"
        yield Move(row.contract, was, step, -row.called_arr)
        yield Move(row.contract, is_, step, row.called_arr)
    yield Move(row.contract, is_, _change(row, one), one.called_arr - row.called_arr)


def _change(row: RenewalWeek, one: Forecast) -> Step:
    if one.outcome == "renewed" and row.outcome != "renewed":
        return "won"
    if one.outcome in {"lost", "notice"} and row.outcome in {"open", "renewed"}:
        return "lost"
    return "up" if one.called_arr > row.called_arr else "down"


def counted_now(then: Collection[str], now: Mapping[str, Forecast], since: date) -> dict[str, Forecast]:
    """Those that count now: known then, or of a quarter that was kept whole."""
    first = Period.of(since, "quarter")
    return {contract: one for contract, one in now.items() if contract in then or one.quarter >= first}


def moved_rows(
    before: Iterable[RenewalWeek], now: Mapping[str, Forecast], *, since: date, currency: str
) -> list[MovedRow]:
    """A row for each quarter and owner in which anything counted then or counts now, in order."""
    kept = list(before)
    steps: dict[Cell, dict[Step, int]] = defaultdict(lambda: defaultdict(int))
    for move in moves(kept, now, since=since):
        steps[move.cell][move.step] += move.amount
    called: dict[Cell, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in kept:
        called[_cell_then(row)][0] += row.called_arr
        called[_cell_then(row)][2] += row.computed_arr
    for one in counted_now({row.contract for row in kept}, now, since).values():
        called[_cell_now(one)][1] += one.called_arr
        called[_cell_now(one)][3] += one.computed_arr
    return [
        MovedRow(
            quarter=quarter.name,
            starts_on=quarter.starts_on,
            ends_on=quarter.ends_on,
            owner=owner,
            since=since,
            called_before=called[quarter, owner][0],
            won=steps[quarter, owner]["won"],
            lost=steps[quarter, owner]["lost"],
            up=steps[quarter, owner]["up"],
            down=steps[quarter, owner]["down"],
            slipped=steps[quarter, owner]["slipped"],
            new=steps[quarter, owner]["new"],
            other=steps[quarter, owner]["other"],
            called_after=called[quarter, owner][1],
            currency=currency,
            computed_before=called[quarter, owner][2],
            computed_after=called[quarter, owner][3],
        )
        for quarter, owner in sorted({*steps, *called}, key=lambda cell: (cell[0], not cell[1], cell[1]))
    ]


def _cell_then(row: RenewalWeek) -> Cell:
    return quarter_of(row.ends_on), row.owner


def _cell_now(one: Forecast) -> Cell:
    return one.quarter, one.owner
