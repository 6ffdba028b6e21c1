"""Recurring causes: in how many interviews and logos a theme was heard, and what the losses behind it cost.

What it costs among those who are still here stands beside that, from `metrics.at_stake`, and is never added to it.

A theme's lost ARR is the sum over losses, not over interviews or passages: a logo that names a theme in three
interviews about one loss counts once. A logo that names two themes counts under both, so the column does not add
up to the lost ARR of the book, and is never shown with a total.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from churntui.metrics.at_stake import NO_STAKE, Stake
from churntui.metrics.coverage import loss_of
from churntui.model.rows import Interview, Theme
from churntui.plain import dates
from churntui.plain.dates import Period

if TYPE_CHECKING:
    import pandas as pd

    from churntui.metrics.attrition import LossKey


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One theme with what was heard of it."""

    theme: str
    parent: str | None
    """The name of the theme it is a part of."""
    interviews: int
    logos: int
    arr_lost: int
    """The ARR of the losses it was named for, in minor units of `currency`; losses still to come are not in it."""
    at_stake_logos: int
    """Logos that are still here and named it; never added to those lost."""
    at_stake_arr: int
    """Their ARR, in minor units of `currency`."""
    currency: str
    first: date | None
    """The first day it was heard, None where it never was or no interview has a date."""
    last: date | None
    by_quarter: tuple[int, ...]
    """Notes of any kind it was heard in, for each of the last quarters up to the as-of day's, oldest first."""
    of: Theme
    """The theme itself."""
    stake: Stake
    """Who is still here and named it."""

    @property
    def growth(self) -> int:
        """Notes of the last two quarters, the running one with them, less those of the two before."""
        return sum(self.by_quarter[-2:]) - sum(self.by_quarter[-4:-2])


@dataclass(frozen=True, slots=True)
class Share:
    """How far a theme spread in one segment of logos."""

    label: str
    named: int
    """Logos of the segment that named the theme."""
    heard: int
    """Logos of the segment that were heard about anything at all, these among them."""


@dataclass(frozen=True, slots=True)
class Together:
    """Two themes heard from the same logos."""

    logos: int
    """Logos that named both, in whatever interviews."""
    arr_lost: int
    """The ARR of the losses both were named for, in minor units: never more than either theme's own."""


def theme_table(
    themes: Sequence[Theme],
    taggings: Iterable[tuple[int, int]],
    interviews: Iterable[Interview],
    losses: pd.DataFrame,
    *,
    as_of: date,
    currency: str,
    quarters: int = 8,
    stakes: Mapping[int, Stake] | None = None,
) -> list[ThemeRow]:
    """A row for each theme, the widest spread (logos lost, then lost ARR, then ARR at stake) first.

    Args:
        themes: Those to show; untagged ones come with zeros, and a parent counts only its own tags.
        taggings: (theme id, interview id), whole interviews and passages alike; repeats count once.
        interviews: All of the book.
        losses: As `attrition.all_losses` returns them.
        as_of: Its quarter is the last of the `quarters` in `by_quarter`.
        currency: The reporting currency `losses` is in.
        quarters: How many.
        stakes: Theme id to who is still here and named it, as `at_stake.stakes` gives them.
    """
    by_id = {interview.id: interview for interview in interviews}
    about = loss_of(losses, by_id.values())
    arr = _arr(losses)
    names = {theme.id: theme.name for theme in themes}
    heard = _heard(taggings, by_id)
    rows = []
    for theme in themes:
        naming = heard.get(theme.id, {})
        behind = {about[interview_id] for interview_id in naming if interview_id in about}
        parent = None if theme.parent_id is None else names.get(theme.parent_id)
        arr_lost = sum(arr[loss] for loss in behind)
        days = sorted(day for day in map(heard_on, naming.values()) if day is not None)
        stake = (stakes or {}).get(theme.id, NO_STAKE)
        by_quarter = _by_quarter([*days, *stake.days], as_of, quarters)
        rows.append(_row(theme, parent, naming.values(), arr_lost, currency, days, by_quarter, stake))
    return sorted(
        rows, key=lambda row: (-row.logos, -row.arr_lost, -row.interviews, -row.at_stake_arr, row.theme)
    )


def together(
    taggings: Iterable[tuple[int, int]],
    interviews: Iterable[Interview],
    losses: pd.DataFrame,
) -> dict[tuple[int, int], Together]:
    """Every two themes that a logo named both of: (theme id, other theme id), in both orders.

    By logos and not by interviews, because two people of one logo often name one thing each.
    """
    by_id = {interview.id: interview for interview in interviews}
    about = loss_of(losses, by_id.values())
    arr = _arr(losses)
    logos: dict[int, set[int]] = {}
    behind: dict[int, set[LossKey]] = {}
    for theme_id, naming in _heard(taggings, by_id).items():
        logos[theme_id] = {interview.logo_id for interview in naming.values()}
        behind[theme_id] = {about[interview_id] for interview_id in naming if interview_id in about}
    pairs = {}
    for theme_id, other in combinations(sorted(logos), 2):
        if shared := len(logos[theme_id] & logos[other]):
            cost = sum(arr[loss] for loss in behind[theme_id] & behind[other])
            pairs[theme_id, other] = pairs[other, theme_id] = Together(shared, cost)
    return pairs


def shares(named: Collection[int], heard: Collection[int], label: Callable[[int], str]) -> list[Share]:
    """In which segments a theme was named, the most logos first.

    Args:
        named: Ids of the logos that named it.
        heard: Ids of all logos that were heard, to compare with.
        label: The segment of a logo id; a logo whose segment is empty is left out.
    """
    all_heard = Counter(label(logo_id) for logo_id in {*heard, *named})
    own = Counter(label(logo_id) for logo_id in named)
    segments = [Share(name, count, all_heard[name]) for name, count in own.items() if name]
    return sorted(segments, key=lambda share: (-share.named, share.heard, share.label))


def by_month(days: Iterable[date], as_of: date, months: int) -> tuple[int, ...]:
    """How many of the days fall into each of the last months up to the as-of day's, oldest first."""
    in_month = Counter(dates.floor(day, "month") for day in days)
    this = dates.floor(as_of, "month")
    return tuple(in_month[dates.add_months(this, -back)] for back in reversed(range(months)))


def losses_named(
    theme_ids: Collection[int], taggings: Iterable[tuple[int, int]], about: Mapping[int, LossKey]
) -> set[LossKey]:
    """The losses that name any of the themes (those an initiative answers, say), each once.

    Args:
        theme_ids: Any of them.
        taggings: (theme id, interview id).
        about: Interview id to loss, as `coverage.loss_of` gives it.
    """
    return {about[at] for theme_id, at in taggings if theme_id in theme_ids and at in about}


def heard_on(interview: Interview) -> date | None:
    """The day an interview's words were said, as far as it is known."""
    return interview.held_on or interview.effective_on


def _arr(losses: pd.DataFrame) -> dict[LossKey, int]:
    keys = zip(losses["logo_id"], losses["lost_on"], strict=True)
    return dict(zip(keys, losses["arr_lost"], strict=True))


def _row(
    theme: Theme,
    parent: str | None,
    naming: Collection[Interview],
    arr_lost: int,
    currency: str,
    days: Sequence[date],
    by_quarter: tuple[int, ...],
    stake: Stake,
) -> ThemeRow:
    """One theme's row; `days` are those it was heard on, in order."""
    return ThemeRow(
        theme=theme.name,
        parent=parent,
        interviews=len(naming),
        logos=len({interview.logo_id for interview in naming}),
        arr_lost=arr_lost,
        at_stake_logos=stake.logos,
        at_stake_arr=stake.arr,
        currency=currency,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        by_quarter=by_quarter,
        of=theme,
        stake=stake,
    )


def _heard(
    taggings: Iterable[tuple[int, int]], interviews: Mapping[int, Interview]
) -> dict[int, dict[int, Interview]]:
    """Theme id to the interviews it was tagged in, by their id; tags on interviews that are gone are ignored."""
    heard: dict[int, dict[int, Interview]] = {}
    for theme_id, interview_id in taggings:
        if interview_id in interviews:
            heard.setdefault(theme_id, {})[interview_id] = interviews[interview_id]
    return heard


def _by_quarter(days: Iterable[date], as_of: date, quarters: int) -> tuple[int, ...]:
    """How many of the days fall into each of the last quarters."""
    last = Period.of(as_of, "quarter")
    starts = [dates.step(last.starts_on, "quarter", -back) for back in reversed(range(quarters))]
    quarter_of_each = [dates.floor(day, "quarter") for day in days]
    return tuple(quarter_of_each.count(start) for start in starts)
