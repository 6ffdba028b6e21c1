"""Whom to ask back: the logos lost to a theme that a shipped initiative has answered since.

A logo is on the list where it named the theme, or was gone, before the initiative shipped: whoever left over it
afterwards left in spite of it, and has nothing new to be told. A logo that is active again is not on it, whatever
was written down about the call: who is active is said by contracts alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from churntui.metrics.coverage import loss_of
from churntui.metrics.themes import heard_on
from churntui.model.rows import Initiative, Interview, Theme, WinBackCall

if TYPE_CHECKING:
    import pandas as pd

    from churntui.metrics.attrition import LossKey


@dataclass(frozen=True, slots=True)
class WinBack:
    """One lost logo that can be told what has changed."""

    logo_id: int
    lost_on: date
    """Its latest loss that named the theme: the first day without service."""
    arr: int
    """ARR on the last day of that service, in minor units of the reporting currency."""
    initiatives: tuple[Initiative, ...]
    """What has changed since: shipped, and an answer to what they named; the latest first."""
    theme_ids: frozenset[int]
    """The themes they named that those initiatives answer."""
    interview_ids: tuple[int, ...]
    """The interviews they named these in, the newest first."""
    call: WinBackCall | None = None
    """What came of asking; None where nobody did."""

    @property
    def waits(self) -> bool:
        """Whether nobody has called them yet, nor written down how it ended."""
        return self.call is None or (self.call.called_on is None and self.call.outcome is None)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A shipped initiative and the logos nobody has told of it yet."""

    initiative: Initiative
    logos: int
    arr: int
    """What they paid a year, in minor units of the reporting currency."""


def win_backs(
    initiatives: Iterable[Initiative],
    themes: Iterable[Theme],
    taggings: Iterable[tuple[int, int]],
    interviews: Sequence[Interview],
    losses: pd.DataFrame,
    *,
    active: Collection[int],
    calls: Mapping[int, WinBackCall],
    as_of: date,
) -> list[WinBack]:
    """The list, those who wait for a call first, then by ARR.

    Args:
        initiatives: All of the book; only the shipped ones answer anything.
        themes: To find those that initiatives name.
        taggings: (theme id, interview id).
        interviews: All of the book.
        losses: As `attrition.all_losses` returns them.
        active: Ids of the logos active on `as_of`.
        calls: Logo id to what came of asking it.
        as_of: What ships later has not shipped yet.
    """
    about = loss_of(losses, interviews)
    by_id = {interview.id: interview for interview in interviews}
    keys = zip(losses["logo_id"], losses["lost_on"], strict=True)
    arr = dict(zip(keys, losses["arr_lost"], strict=True))
    answers = _answers(initiatives, themes, as_of)
    named: dict[int, list[_Named]] = {}
    for theme_id, interview_id in taggings:
        for initiative in answers.get(theme_id, ()) if interview_id in about else ():
            logo_id, lost_on = about[interview_id]
            naming = _Named(lost_on, theme_id, by_id[interview_id], initiative)
            if naming.before_it_shipped and logo_id not in active:
                named.setdefault(logo_id, []).append(naming)
    rows = [_win_back(logo_id, heard, arr, calls.get(logo_id)) for logo_id, heard in named.items()]
    return sorted(rows, key=lambda win_back: (not win_back.waits, -win_back.arr, win_back.logo_id))


@dataclass(frozen=True, slots=True)
class _Named:
    """One theme named in one interview about one loss, and an initiative that answers it."""

    lost_on: date
    theme_id: int
    interview: Interview
    initiative: Initiative

    @property
    def said_on(self) -> date:
        """The day it was said, at the latest the day service ended."""
        return min(self.lost_on, heard_on(self.interview) or self.lost_on)

    @property
    def before_it_shipped(self) -> bool:
        """Whether the initiative is news to them."""
        return self.initiative.shipped_on is None or self.said_on <= self.initiative.shipped_on


def _win_back(
    logo_id: int, heard: Sequence[_Named], arr: Mapping[LossKey, int], call: WinBackCall | None
) -> WinBack:
    lost_on = max(naming.lost_on for naming in heard)
    done = sorted(
        {naming.initiative.id: naming.initiative for naming in heard}.values(),
        key=lambda initiative: (initiative.shipped_on or date.min, initiative.id),
        reverse=True,
    )
    said = sorted({(naming.said_on, naming.interview.id) for naming in heard}, reverse=True)
    return WinBack(
        logo_id=logo_id,
        lost_on=lost_on,
        arr=arr[logo_id, lost_on],
        initiatives=tuple(done),
        theme_ids=frozenset(naming.theme_id for naming in heard),
        interview_ids=tuple(interview_id for _, interview_id in said),
        call=call,
    )


def waiting(win_backs: Iterable[WinBack]) -> list[Waiting]:
    """The initiatives with logos nobody has called yet, the most at stake first."""
    logos: dict[int, tuple[Initiative, list[int]]] = {}
    for win_back in win_backs:
        for initiative in win_back.initiatives if win_back.waits else ():
            logos.setdefault(initiative.id, (initiative, []))[1].append(win_back.arr)
    rows = [Waiting(initiative, len(amounts), sum(amounts)) for initiative, amounts in logos.values()]
    return sorted(rows, key=lambda row: (-row.arr, row.initiative.id))


def _answers(
    initiatives: Iterable[Initiative], themes: Iterable[Theme], as_of: date
) -> dict[int, list[Initiative]]:
    """Theme id to the initiatives that answer it and have shipped."""
    ids = {theme.name: theme.id for theme in themes}
    answers: dict[int, list[Initiative]] = {}
    for initiative in initiatives:
        if initiative.status == "shipped" and (initiative.shipped_on or as_of) <= as_of:
            for name in initiative.themes:
                answers.setdefault(ids[name], []).append(initiative)
    return answers
