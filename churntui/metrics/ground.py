"""What the figures of one book are counted on, made when first asked for and kept as long as the book is.

Going from one view of Trends to the next asks for the same periods and the same segments again and again, and each
answer costs more than what is then counted on it. A book does not change, so nothing kept here grows old; only the
last few are kept, because sixty months of ten thousand logos are megabytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

import numpy as np
import pandas as pd

from churntui.metrics import renewal_rate, segments, service
from churntui.metrics.levels import Levels, levels
from churntui.metrics.renewal_rate import Due
from churntui.metrics.service import Ints, Rules
from churntui.metrics.splits import Labels
from churntui.model.onboarding import FirstUse
from churntui.model.own_fields import OwnValues
from churntui.model.rows import Contract, Logo
from churntui.plain import dates
from churntui.plain.dates import OPEN_END, Period

Key = TypeVar("Key")
Answer = TypeVar("Answer")

_KEPT = 6
"""How many answers of a kind are kept: a tab's, and those of what it is compared with."""


def contract_frame(contracts: Sequence[Contract], amounts: Iterable[int | None]) -> pd.DataFrame:
    """Contracts as `service.timeline` takes them, with their plans.

    `amounts` are their ARR in one currency, None where its rate is missing: no amount then, but service all the same.
    """
    columns = {
        "id": [contract.id for contract in contracts],
        "logo_id": [contract.logo_id for contract in contracts],
        "renews_id": [-1 if contract.renews_id is None else contract.renews_id for contract in contracts],
        "starts": [dates.number(contract.starts_on) for contract in contracts],
        "ends": [
            OPEN_END if contract.ends_on is None else dates.number(contract.ends_on) for contract in contracts
        ],
        "arr": [amount or 0 for amount in amounts],
    }
    flags = {
        "paid": [contract.amount_minor > 0 for contract in contracts],
        "renews_itself": [contract.auto_renew for contract in contracts],
        "called_won": [contract.stage == "won" for contract in contracts],
        "called_lost": [contract.stage == "lost" for contract in contracts],
        "noticed": [contract.notice_on is not None for contract in contracts],
    }
    frame = pd.DataFrame(
        {name: np.array(values, dtype=np.int64) for name, values in columns.items()}
        | {name: np.array(values, dtype=np.bool_) for name, values in flags.items()}
    )
    return frame.assign(plan=[contract.plan for contract in contracts])


def loss_frame(losses: Mapping[int, Sequence[date]]) -> pd.DataFrame:
    """Recorded losses as `service.timeline` takes them, from what `ends.recorded_losses` gives."""
    rows = [(logo_id, dates.number(day)) for logo_id, days in losses.items() for day in days]
    return pd.DataFrame(rows, columns=["logo_id", "day"], dtype=np.int64)


class Ground:
    """The contracts and logos of a book on one day."""

    def __init__(
        self,
        contracts: pd.DataFrame,
        losses: pd.DataFrame,
        logos: Mapping[int, Logo],
        *,
        own: Mapping[str, OwnValues] = MappingProxyType({}),
        first_use: FirstUse = segments.NOT_MEASURED,
        wait_days: int,
        as_of: date,
    ) -> None:
        """`contracts`, `losses` and `wait_days` as `service.timeline` takes them, the rest as `segments.labels`."""
        self._contracts = contracts
        self._losses = losses
        self._logos = logos
        self._own = own
        self._first_use = first_use
        self._wait_days = wait_days
        self._as_of = as_of
        self._timelines: dict[int, pd.DataFrame] = {}
        self._due: dict[int, list[Due]] = {}
        self._levels: dict[tuple[int, tuple[Period, ...]], Levels] = {}
        self._labels: dict[tuple[tuple[str, ...], tuple[Period, ...]], Labels] = {}

    @cached_property
    def logo_ids(self) -> Ints:
        """The logos that can be counted, in order: those with a contract."""
        ids = np.fromiter(self._logos, dtype=np.int64, count=len(self._logos))
        return np.intersect1d(ids, self._contracts["logo_id"].to_numpy(dtype=np.int64))

    def timeline(self, grace_days: int) -> pd.DataFrame:
        """`service.timeline` with that grace."""
        return _kept(
            self._timelines,
            grace_days,
            lambda: service.timeline(
                self._contracts, self._losses, Rules(grace_days, self._wait_days), self._as_of
            ),
        )

    def levels(self, periods: Sequence[Period], grace_days: int) -> Levels:
        """`levels.levels` of all logos that can be counted."""
        return _kept(
            self._levels,
            (grace_days, tuple(periods)),
            lambda: levels(self.timeline(grace_days), periods, as_of=self._as_of, logo_ids=self.logo_ids),
        )

    def due(self, grace_days: int) -> list[Due]:
        """`renewal_rate.due` of all contracts, with that grace."""
        return _kept(
            self._due,
            grace_days,
            lambda: renewal_rate.due(
                self.timeline(grace_days),
                self._contracts,
                self._losses,
                grace_days=grace_days,
                as_of=self._as_of,
            ),
        )

    def labels(self, by: Sequence[str], periods: Sequence[Period], grace_days: int) -> Labels:
        """`segments.labels` of all logos that can be counted.

        Raises:
            BadInputError: Logos cannot be split by that.
        """

        def labelled() -> Labels:
            counted = {logo_id: self._logos[logo_id] for logo_id in self.logo_ids.tolist()}
            timeline = self.timeline(grace_days)
            return segments.labels(
                by, counted, self._contracts, timeline, periods, self._own, self._first_use
            )

        return _kept(self._labels, (tuple(by), tuple(periods) if segments.moves(by) else ()), labelled)


def _kept(answers: dict[Key, Answer], key: Key, find: Callable[[], Answer]) -> Answer:
    """The answer of that key, found where it is not among `answers`; the one unused for longest makes room."""
    answers[key] = answers.pop(key) if key in answers else find()
    while len(answers) > _KEPT:
        del answers[next(iter(answers))]
    return answers[key]
