"""Whether logos that use an action more are lost less: attrition by quartile of use, action by action.

Use is counted in the window *before* a period, so that nobody is put among the rare users for having left in it.
Of the logos compared (active as the period opened, and measured by then) the quarter that uses an action most is
set against the quarter that uses it least. Logos of equal use are never torn apart, so a segment can be larger or
smaller than a quarter: an action that half of the logos never do has that half at the bottom, and one that nobody
does has no top.

What comes out is an association: logos that are about to leave may stop using anything. So a verdict is only given
where the two intervals lie apart, and it says "keeps" of what goes with staying.

Use arrives sparse and sorted (`presence.Use`); prefix sums over it answer for all actions at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from churntui.metrics.intervals import newcombe, wilson
from churntui.metrics.splits import Split
from churntui.model.presence import Ints, Mask, Use

Segment = Literal["top", "middle", "bottom"]

SEGMENTS: tuple[Segment, ...] = ("top", "middle", "bottom")

Verdict = Literal["keeps", "no difference shown", "loses"]

_LOST = 2
"""In a look-up by logo: 0 not compared, 1 stayed, 2 lost."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Who is compared over one period, logos or customers: what they had done as it opened, and who of them it lost."""

    use: Use
    ids: Ints
    """Those active at the opening that were measured before it: logos, or customers."""
    lost: Mask
    """Which of them the period lost."""
    parts: Split
    """Into which groups they are put; quartiles are taken within each."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """The logos of one segment; over several periods each is counted once for every period."""

    initial: int = 0
    lost: int = 0
    use_from: int | None = None
    """The lowest use among them, None where there is nobody."""
    use_to: int | None = None
    """The highest."""

    @property
    def rate(self) -> float | None:
        """The share lost, None where there is nobody."""
        return self.lost / self.initial if self.initial else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval of the rate."""
        return wilson(self.lost, self.initial) if self.initial else None

    def __add__(self, other: Quarter) -> Quarter:
        ends = [end for end in (self.use_from, self.use_to, other.use_from, other.use_to) if end is not None]
        use = (min(ends), max(ends)) if ends else (None, None)
        return Quarter(self.initial + other.initial, self.lost + other.lost, *use)


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """One segment of one action (in one group), as programs are given it."""

    segment: Segment
    initial: int
    lost: int
    rate: float | None
    """lost ÷ initial; None where there is nobody, as are its 95 % limits (Wilson) and the uses."""
    low: float | None
    high: float | None
    action: str
    use_from: int | None
    use_to: int | None
    verdict: Verdict
    """That of the action: what its top and its bottom say."""
    group: str | None
    """What logos are split by, for `segment` is the quarter of use."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One action in one group: how the attrition of its segments compares."""

    action: int
    """Its id."""
    group: str | None
    """The group's label; None where nothing is split."""
    top: Quarter
    middle: Quarter
    bottom: Quarter
    median: int | None
    """The use that half of the logos do not pass, before the last period that had any; None without one."""

    @property
    def segments(self) -> tuple[tuple[Segment, Quarter], ...]:
        """The three by name, as in `SEGMENTS`."""
        return ("top", self.top), ("middle", self.middle), ("bottom", self.bottom)

    def rows(self, action: str) -> list[QuarterRow]:
        """A row for each segment; `action` is the action's name."""
        return [self._row(name, quarter, action) for name, quarter in self.segments]

    def _row(self, segment: Segment, quarter: Quarter, action: str) -> QuarterRow:
        low, high = quarter.interval or (None, None)
        return QuarterRow(
            segment=segment,
            initial=quarter.initial,
            lost=quarter.lost,
            rate=quarter.rate,
            low=low,
            high=high,
            action=action,
            use_from=quarter.use_from,
            use_to=quarter.use_to,
            verdict=self.verdict,
            group=self.group,
        )

    @property
    def verdict(self) -> Verdict:
        """What the intervals of top and bottom say; no difference is shown where they meet or one is missing."""
        top, bottom = self.top.interval, self.bottom.interval
        if top and bottom and top[1] < bottom[0]:
            return "keeps"
        if top and bottom and bottom[1] < top[0]:
            return "loses"
        return "no difference shown"

    @property
    def difference(self) -> tuple[float, float, float] | None:
        """The rate of the bottom less that of the top, with its 95 % interval; None where one has nobody."""
        if not (self.top.initial and self.bottom.initial):
            return None
        return newcombe(self.bottom.lost, self.bottom.initial, self.top.lost, self.top.initial)

    def __add__(self, later: Finding) -> Finding:
        median = self.median if later.median is None else later.median
        return Finding(
            self.action,
            self.group,
            self.top + later.top,
            self.middle + later.middle,
            self.bottom + later.bottom,
            median,
        )


def findings(openings: Iterable[Opening], actions: Sequence[int]) -> list[Finding]:
    """Every action in every group that was compared, all periods together.

    Args:
        openings: One for each period, in order.
        actions: The ids asked for; for one that was never done all logos are at the bottom.

    Returns:
        For each group, in the order they first appear, a finding for each of `actions` in their order.
    """
    pooled: dict[tuple[str | None, int], Finding] = {}
    for opening in openings:
        for finding in _of_period(opening, actions):
            key = finding.group, finding.action
            pooled[key] = pooled[key] + finding if key in pooled else finding
    return list(pooled.values())


def ranked(findings: Iterable[Finding]) -> list[Finding]:
    """The actions that separate most first.

    What counts is the end of the difference's interval that lies nearest to zero (0 where the interval holds it):
    so much difference is shown at least. Then the difference itself; what cannot be compared comes last.
    """

    def order(finding: Finding) -> tuple[bool, float, float]:
        if finding.difference is None:
            return True, 0.0, 0.0
        difference, low, high = finding.difference
        shown = 0.0 if low <= 0 <= high else min(abs(low), abs(high))
        return False, -shown, -abs(difference)

    return sorted(findings, key=order)


def placed(opening: Opening, action: int) -> list[tuple[Segment, int]]:
    """The segment and the use of each of the opening's logos, for one action: who stands behind the figures."""
    first, end = np.searchsorted(opening.use.actions, [action, action + 1])
    by_id = np.zeros(_room(opening), dtype=np.int64)
    by_id[opening.use.doers[first:end]] = opening.use.n[first:end]
    own = by_id[opening.ids]
    lines = []
    for code in range(len(opening.parts.labels)):
        line = _Line(np.sort(own[opening.parts.codes == code]), int(np.sum(opening.parts.codes == code)))
        lines.append((line.bottom, line.top) if line.size else (0, 0))
    segments: list[tuple[Segment, int]] = []
    for used, code in zip(own.tolist(), opening.parts.codes.tolist(), strict=True):
        bottom, top = lines[code]
        segments.append(("bottom" if used <= bottom else "top" if used >= top else "middle", used))
    return segments


@dataclass(frozen=True, slots=True)
class _Line:
    """The logos of a group in line by their use of one action, the least first; there is at least one."""

    use: Ints
    """Ascending; who did nothing may be missing."""
    size: int
    """How many there are."""

    def at(self, place: int) -> int:
        """The use of the logo at a place in the line, from 0."""
        idle = self.size - len(self.use)
        return int(self.use[place - idle]) if place >= idle else 0

    @property
    def bottom(self) -> int:
        """The highest use of the bottom: the lowest that at least a quarter of them does not pass."""
        return self.at(-(-self.size // 4) - 1)

    @property
    def top(self) -> int:
        """The lowest use of the top: the highest that at least a quarter reaches, but above the bottom's."""
        return max(self.at(self.size + -self.size // 4), self.bottom + 1)

    def finding(self, action: int, group: str | None, gone: Ints, lost: int) -> Finding:
        """The figures, when so many of the line were lost, among them those of `use` at the places `gone`."""
        idle, bottom = self.size - len(self.use), self.bottom
        middle = int(self.use.searchsorted(bottom, side="right"))
        top = int(self.use.searchsorted(self.top))
        after = len(gone) - int(gone.searchsorted(middle))
        above = len(gone) - int(gone.searchsorted(top))
        return Finding(
            action,
            group,
            top=self._quarter(idle + top, self.size, above),
            middle=self._quarter(idle + middle, idle + top, after - above),
            bottom=self._quarter(0, idle + middle, lost - after),
            median=self.at((self.size - 1) // 2),
        )

    def _quarter(self, first: int, end: int, lost: int) -> Quarter:
        return Quarter(end - first, lost, self.at(first), self.at(end - 1)) if end > first else Quarter()


def _of_period(opening: Opening, actions: Sequence[int]) -> Iterator[Finding]:
    """Every action in each of the opening's groups that has a logo."""
    by_id = np.zeros(_room(opening), dtype=np.int8)
    done = opening.use.actions
    bounds = [np.searchsorted(done, np.array(actions, done.dtype), side) for side in ("left", "right")]
    for code, label in enumerate(opening.parts.labels):
        own = opening.parts.codes == code
        size, lost = int(np.count_nonzero(own)), int(np.count_nonzero(opening.lost[own]))
        if not size:
            continue
        by_id[:] = 0
        by_id[opening.ids[own]] = 1 + opening.lost[own]
        states = by_id.take(opening.use.doers)
        kept = np.flatnonzero(states > 0)
        use, gone = opening.use.n.take(kept), np.flatnonzero(states.take(kept) == _LOST)
        firsts, ends = (np.searchsorted(kept, places) for places in bounds)
        spans = zip(actions, firsts.tolist(), ends.tolist(), strict=True)
        for action, first, end in spans:
            places = gone[gone.searchsorted(first) : gone.searchsorted(end)] - first
            yield _Line(use[first:end], size).finding(action, label, places, lost)


def _room(opening: Opening) -> int:
    """One more than the highest logo id: ids are small and dense, so a look-up by id is the fastest there is."""
    return 1 + max((int(ids.max()) for ids in (opening.use.doers, opening.ids) if len(ids)), default=0)
