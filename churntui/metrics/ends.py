"""What becomes of a contract's end, in plain Python: when it ends, what answers it, and whether it still waits.

The rules are those of `metrics.service`, contract by contract instead of in arrays: the first frame and the pipeline
need a few logos and no pandas. A law in the tests holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from churntui.model.rows import Contract, Interview, Settings

Waiting = Literal["renews_itself", "won", "grace"]
"""Why an end that nobody answered still keeps its ARR: it renews itself, it was called won, or it ended just now."""


def recorded_losses(interviews: Iterable[Interview]) -> dict[int, tuple[date, ...]]:
    """Logo id to the days on which its service ended or will end, in order.

    They are those of full losses with a date, whatever the status of their interviews; one without a date says nothing
    about service.
    """
    days: dict[int, set[date]] = {}
    for interview in interviews:
        if interview.kind == "full" and interview.effective_on is not None:
            days.setdefault(interview.logo_id, set()).add(interview.effective_on)
    return {logo_id: tuple(sorted(own)) for logo_id, own in days.items()}


_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class End:
    """How a contract ends."""

    on: date | None
    """The first day it does not cover once losses and the contract that renews it have moved that; None for no end."""
    lost: bool = False
    """Whether a notice or a recorded loss says that service ends with it."""
    followed: bool = False
    """Whether it has ended and another carries on: one that renews it, or starts on or after its end, and has begun."""
    waits: Waiting | None = None
    """Why it keeps its ARR though it has ended; None where it is over or has not ended yet."""


class Ends:
    """How the contracts of one logo end; each is worked out when it is asked for."""

    def __init__(
        self, own: Sequence[Contract], losses: Sequence[date], settings: Settings, as_of: date
    ) -> None:
        """`own` is every contract of the logo, `losses` the days `recorded_losses` gives for it."""
        self._own = own
        self._losses = losses
        self._settings = settings
        self._grace = timedelta(days=settings.grace_days)
        self._as_of = as_of

    def of(self, contract: Contract) -> End:
        """How this one ends."""
        on = self._on[contract.id]
        if on is None:
            return End(None)
        lost = contract.notice_on is not None or self.loss_of(contract) is not None
        if on > self._as_of:
            return End(on, lost)
        starts = [*self._successors(contract), *(one.starts_on for one in self._own if one.starts_on >= on)]
        followed = any(day <= self._as_of for day in starts) or self._is_bridged(on)
        return End(on, lost, followed, None if followed or lost else self._waits(contract, on))

    def loss_of(self, contract: Contract) -> date | None:
        """The recorded loss that its end is about; None where none is, or the logo paid anew before it."""
        on = self._on[contract.id]
        if on is None or not self._losses:
            return None
        loss = self._loss_from(on)
        is_about = loss < date.max and not any(
            one.amount_minor and on <= one.starts_on < loss for one in self._own
        )
        return loss if is_about else None

    @cached_property
    def _on(self) -> dict[int, date | None]:
        """The first day each does not cover."""
        return {contract.id: self._ends_on(contract) for contract in self._own}

    @cached_property
    def _paid(self) -> list[Contract]:
        return [contract for contract in self._own if contract.amount_minor > 0]

    @cached_property
    def _last(self) -> date:
        """The last end of what has begun; the last of all days where one of them goes on."""
        begun = [self._on[one.id] or date.max for one in self._paid if one.starts_on <= self._as_of]
        return max(begun, default=date.max)

    def _loss_from(self, day: date) -> date:
        """The first recorded loss on or after a day; the last of all days where there is none."""
        return next((loss for loss in self._losses if loss >= day), date.max)

    def _successors(self, contract: Contract) -> list[date]:
        """When the contracts that renew it start: a link counts to an earlier one of the same logo only."""
        return [
            one.starts_on
            for one in self._own
            if one.renews_id == contract.id and one.starts_on > contract.starts_on
        ]

    def _ends_on(self, contract: Contract) -> date | None:
        loss = self._loss_from(contract.starts_on + _DAY) if self._losses else date.max
        successor = min(self._successors(contract), default=date.max)
        on = contract.ends_on or date.max
        if successor < loss and (contract.ends_on is None or successor <= on + self._grace):
            on = successor
        on = min(on, loss)
        return None if on == date.max else on

    def _waits(self, contract: Contract, on: date) -> Waiting | None:
        """Why an end that nothing answers keeps its ARR."""
        since = (self._as_of - on).days
        if not contract.amount_minor:
            return None
        if contract.stage == "won":
            return "won"
        renews = contract.auto_renew and contract.stage != "lost"
        if renews and since <= self._settings.renewal_wait_days:
            return "renews_itself"
        by_grace = on == self._last and since <= self._settings.grace_days and self._settings.grace_days
        return "grace" if by_grace else None

    def _is_bridged(self, on: date) -> bool:
        """Whether nothing paid is in force on that day, and a paid contract follows within the grace."""
        if any(one.starts_on <= on < (self._on[one.id] or date.max) for one in self._paid):
            return False
        start = min((one.starts_on for one in self._paid if one.starts_on >= on), default=date.max)
        return start < date.max and start - on <= self._grace and self._loss_from(on) > start
