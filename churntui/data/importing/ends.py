"""Whether the ends of a file's contracts are last days, or the first days not covered, as its rows tell.

A contract speaks for the first where it lasts whole months with its end covered and not without, or where the next one
of its logo begins the day after; for the second where it is the other way round. A clear majority decides, an unclear
one is asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from churntui.data.importing.doubts import DoubtError
from churntui.data.importing.profiles import EndDates
from churntui.plain.dates import whole_months
from churntui.plain.wording import counted

_CLEAR = 3
"""How many speak for one for each that speaks for the other, where it is clear."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ends:
    """What the contracts of a file tell."""

    contracts: int
    """How many have a start and an end."""
    inclusive: int
    """How many of them say that their end is covered."""
    exclusive: int
    """How many say that it is not."""

    @property
    def told(self) -> EndDates | None:
        """What the ends are; None where the contracts contradict each other."""
        if self.inclusive * 2 >= self.contracts > 0 and self.inclusive >= _CLEAR * self.exclusive:
            return "inclusive"
        are_few = (self.inclusive + self.exclusive) * 2 < self.contracts
        return "exclusive" if are_few or self.exclusive >= _CLEAR * self.inclusive else None

    def note(self) -> str:
        """What was taken, and how to have it otherwise; empty where every end says it or there is none."""
        of_all = f"{self.inclusive} of {counted(self.contracts, 'contract')}"
        if self.told == "inclusive":
            said = f"ends taken as the last day covered, which makes whole months of {of_all}"
            return f"{said}; otherwise: --end-dates exclusive"
        if self.told is None or self.contracts == 0 or (self.exclusive and not self.inclusive):
            return ""
        though = f", though {of_all} would last whole months if it were" if self.inclusive else ""
        return f"ends taken as the first day not covered{though}; otherwise: --end-dates inclusive"

    def doubt(self) -> DoubtError:
        """Why an end cannot be taken."""
        return DoubtError(
            f"may be the last day covered or the day after: by {counted(self.inclusive, 'contract')} of the file "
            f"the first, by {self.exclusive} the second",
            "Say which: --end-dates inclusive or exclusive",
            "end_dates",
            ("inclusive", "exclusive"),
        )


def of_contracts(terms: Iterable[tuple[str, date, date]]) -> Ends:
    """What contracts tell, each given as its logo, start and end."""
    contracts = list(terms)
    starts: defaultdict[str, set[date]] = defaultdict(set)
    for logo, start, _ in contracts:
        starts[logo].add(start)
    votes = [_vote(start, end, starts[logo]) for logo, start, end in contracts]
    return Ends(len(contracts), votes.count("inclusive"), votes.count("exclusive"))


def _vote(start: date, end: date, starts: set[date]) -> EndDates | None:
    if end.year >= date.max.year:
        return None
    follows_after, follows_on = end + _DAY in starts, end in starts and end != start
    if follows_after != follows_on:
        return "inclusive" if follows_after else "exclusive"
    is_short, is_whole = (whole_months(start, day) is not None for day in (end + _DAY, end))
    if is_short == is_whole:
        return None
    return "inclusive" if is_short else "exclusive"
