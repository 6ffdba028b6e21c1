"""Which losses somebody asked about, and which were silent.

An interview is about one end of service, the last on or before the day it names, for a recorded loss ends service by
itself (`metrics.service`). One that names no day is about the last loss that had happened when it was held; where
nobody says when that was, about the logo's first, because it is never about one that came later than itself. A loss is
covered when an interview was held: a refusal or an unanswered mail is worth counting, but tells no cause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from churntui.model.choices import STATUSES, Status
from churntui.model.rows import Interview

if TYPE_CHECKING:
    import pandas as pd

    from churntui.metrics.attrition import LossKey


@dataclass(frozen=True, slots=True)
class SilentLoss:
    """A logo that left, and no exit interview was ever held."""

    logo_id: int
    lost_on: date
    """The first day without service."""
    arr_lost: int
    """ARR on the last day of service, in minor units."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many losses, and how much lost ARR (minor units), somebody asked about."""

    losses: int
    interviewed: int
    """Losses with an interview that was held."""
    declined: int
    """Losses where the best that came was a refusal."""
    no_answer: int
    """Losses where nobody answered."""
    arr_lost: int
    arr_covered: int
    """The part of `arr_lost` that belongs to interviewed losses."""
    silent: tuple[SilentLoss, ...]
    """All losses without a held interview, latest first."""

    @property
    def arr_share(self) -> float | None:
        """The share of the lost ARR that somebody asked about; None where none was lost."""
        return self.arr_covered / self.arr_lost if self.arr_lost else None

    @property
    def asked(self) -> int:
        """Losses somebody was asked about, whatever came of it."""
        return self.interviewed + self.declined + self.no_answer

    @property
    def participation(self) -> float | None:
        """The share of those asked who took part; None where nobody was asked."""
        return self.interviewed / self.asked if self.asked else None

    @property
    def not_asked(self) -> int:
        """Losses nobody was asked about."""
        return self.losses - self.asked


def loss_of(losses: pd.DataFrame, interviews: Iterable[Interview]) -> dict[int, LossKey]:
    """Interview id to the loss it is about; interviews that are about none are missing.

    `losses` is what `attrition.all_losses` returns, in order of days. An end after which the logo was back by the day
    the interview names, or was held on, is not what that is about. One about a downgrade or a dropped product is about
    no loss.
    """
    ends: dict[int, list[tuple[date, date | None]]] = {}
    for logo_id, *days in zip(losses["logo_id"], losses["lost_on"], losses["back_on"], strict=True):
        ends.setdefault(logo_id, []).append((days[0], days[1]))
    loss_by_interview = {}
    for interview in interviews:
        own = ends.get(interview.logo_id, ())
        known_by = interview.effective_on or interview.held_on
        past = own[:1] if known_by is None else [end for end in own if end[0] <= known_by]
        if interview.kind != "full" or not past:
            continue
        lost_on, back_on = past[-1]
        if known_by is None or back_on is None or known_by <= back_on:
            loss_by_interview[interview.id] = (interview.logo_id, lost_on)
    return loss_by_interview


def assign(losses: pd.DataFrame, interviews: Iterable[Interview]) -> pd.DataFrame:
    """The losses with two columns more: interview_id and status of the interview each has, None where none.

    Of several interviews about one loss a held one goes first, then declined, no answer, not asked; among equals
    the latest.
    """
    rows = list(interviews)
    about = loss_of(losses, rows)
    best: dict[LossKey, Interview] = {}
    for interview in sorted(rows, key=_rank):
        if interview.id in about:
            best.setdefault(about[interview.id], interview)
    chosen = [best.get(key) for key in zip(losses["logo_id"], losses["lost_on"], strict=True)]
    return losses.assign(
        interview_id=_objects(losses, (interview.id if interview else None for interview in chosen)),
        status=_objects(losses, (interview.status if interview else None for interview in chosen)),
    )


def asked(assigned: pd.DataFrame, interviews: Iterable[Interview]) -> dict[LossKey, Interview]:
    """The losses that have an interview, each with the one that speaks for it; `assigned` is what `assign` returns."""
    by_id = {interview.id: interview for interview in interviews}
    columns = (assigned[name].tolist() for name in ("logo_id", "lost_on", "interview_id"))
    return {
        (logo_id, lost_on): by_id[interview_id]
        for logo_id, lost_on, interview_id in zip(*columns, strict=True)
        if interview_id is not None
    }


def losses_that(
    losses: pd.DataFrame,
    asked: Mapping[LossKey, Interview],
    good_fits: Collection[int],
    *,
    regrettable: bool | None,
    voluntary: bool | None,
) -> set[LossKey]:
    """The losses an interview marks so; None takes both. Regrettable where nobody said: the logo's fit was good."""
    marked = set()
    for key in zip(losses["logo_id"].tolist(), losses["lost_on"].tolist(), strict=True):
        interview = asked.get(key)
        said = interview.regrettable if interview else None
        is_regrettable = key[0] in good_fits if said is None else said
        chosen = interview.voluntary if interview else None
        if regrettable in {None, is_regrettable} and voluntary in {None, chosen}:
            marked.add(key)
    return marked


def coverage(assigned: pd.DataFrame) -> Coverage:
    """How well the losses are covered; `assigned` is what `assign` returns, or those of its rows that count."""
    counts: Counter[Status | None] = Counter()
    arr_lost = arr_covered = 0
    silent = []
    columns = (assigned[name] for name in ("logo_id", "lost_on", "arr_lost", "status"))
    for logo_id, lost_on, arr, status in zip(*columns, strict=True):
        counts[status] += 1
        arr_lost += arr
        if status == "held":
            arr_covered += arr
        else:
            silent.append(SilentLoss(logo_id, lost_on, arr))
    silent.sort(key=lambda loss: (-loss.lost_on.toordinal(), -loss.arr_lost, loss.logo_id))
    return Coverage(
        losses=counts.total(),
        interviewed=counts["held"],
        declined=counts["declined"],
        no_answer=counts["no_answer"],
        arr_lost=arr_lost,
        arr_covered=arr_covered,
        silent=tuple(silent),
    )


def _rank(interview: Interview) -> tuple[int, int, int]:
    """The order in which interviews speak for a loss."""
    day = interview.held_on or interview.effective_on or date.min
    return STATUSES.index(interview.status), -day.toordinal(), -interview.id


def _objects(losses: pd.DataFrame, values: Iterable[object]) -> pd.Series:
    """A column that keeps None and Python's own types."""
    import pandas as pd

    return pd.Series(list(values), index=losses.index, dtype=object)
