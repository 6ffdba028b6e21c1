"""Each story told out as a logo's agreements: what the other tables are built from.

A chain is built backwards from its last end by calendar months, anchored on that end, so that terms meet exactly
also around month ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from churntui.demo.logos import OWNERS, PROFILES, Profile
from churntui.demo.stories import LOST_KEYS, STORIES, Story
from churntui.plain.dates import add_months
from churntui.plain.money import Per

PACK = "Audit Pack"
"""The add-on: sold as a second contract, called by its plan."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One contract row before it becomes text."""

    plan: str
    starts_on: date
    ends_on: date | None
    """The first day not covered; None while it has no end."""
    seats: int
    renews: int | None = None
    """The place, in the logo's own list, of the contract it renews."""
    per: Per = "year"
    auto: bool = False
    """Whether it renews itself unless notice is given."""
    notice: int = 30
    """Days before the end by which notice must be given."""
    free: bool = False
    """A trial that costs nothing."""


@dataclass(frozen=True, slots=True)
class Account:
    """A logo with its story told out: what every other table is built from."""

    ref: str
    profile: Profile
    story: Story
    agreements: tuple[Agreement, ...]
    """In order of time; an add-on stands last."""

    @property
    def chain(self) -> tuple[Agreement, ...]:
        """Its contracts without the add-on."""
        return tuple(agreement for agreement in self.agreements if agreement.plan != PACK)

    @property
    def joined_on(self) -> date:
        """The first day of its first contract."""
        return self.agreements[0].starts_on

    @property
    def ends_on(self) -> date | None:
        """The end of its last contract."""
        return self.chain[-1].ends_on

    @property
    def left_on(self) -> date | None:
        """The end of service of the loss it stands for; for a logo that came back, of the loss before."""
        if self.story.key in LOST_KEYS:
            return self.ends_on
        return self.chain[-2].ends_on if self.story.gap > 30 else None

    def served_until(self, as_of: date) -> date:
        """The day its people stopped for good, or the as-of day; service runs on while a renewal is undecided."""
        gone = self.ends_on if self.story.key in LOST_KEYS else None
        return min(gone or as_of, as_of)

    def away(self, day: date) -> bool:
        """Whether the day lies between a loss and the return."""
        return self.left_on is not None and self.left_on <= day < self.chain[-1].starts_on

    @property
    def owner(self) -> str:
        """The customer success manager."""
        return OWNERS[self.profile.owner]


def accounts(as_of: date) -> list[Account]:
    """Every logo of the book, in the order of `PROFILES`."""
    stories = {story.key: story for story in STORIES}
    return [
        Account(f"L{place:03}", profile, stories[profile.key], _agreements(stories[profile.key], as_of))
        for place, profile in enumerate(PROFILES, start=1)
    ]


def _agreements(story: Story, as_of: date) -> tuple[Agreement, ...]:
    ends_on = story.ends_on(as_of)
    if ends_on is None:
        begun = add_months(as_of, -story.months)
        chain = [Agreement(story.plan, begun, None, story.seats, per=story.per, notice=story.notice)]
    else:
        chain = _chain(story, ends_on)
    return (*chain, *_pack(story, chain))


def _chain(story: Story, ends_on: date) -> list[Agreement]:
    """The main contracts, oldest first; a free pilot before them."""
    spans = _spans(story, ends_on)
    chain = []
    if story.pilot:
        end = spans[0][0] if spans else ends_on
        chain.append(Agreement("Pilot", add_months(end, -3), end, story.seats, free=True))
    for to_come, (start, end) in zip(reversed(range(len(spans))), spans, strict=True):
        seats = max(3, round(story.seats / (1 + story.growth / 100) ** to_come))
        names_old = bool(chain) and (story.linked or to_come > 0)
        renews = len(chain) - 1 if names_old else None
        terms = (story.per, story.auto, story.notice)
        chain.append(Agreement(story.plan, start, end, seats, renews, *terms))
    return chain


def _spans(story: Story, ends_on: date) -> list[tuple[date, date]]:
    """First day and end of each term, oldest first; the story's gap lies before the last."""
    if not story.terms:
        return []
    last_start = add_months(ends_on, -story.months)
    anchor = last_start - timedelta(days=story.gap)
    earlier = [
        (add_months(anchor, -story.months * (back + 1)), add_months(anchor, -story.months * back))
        for back in reversed(range(story.terms - 1))
    ]
    return [*earlier, (last_start, ends_on)]


def _pack(story: Story, chain: list[Agreement]) -> list[Agreement]:
    """The add-on: bought within the last term and ending with it, or dropped a month before that term began."""
    if not story.pack:
        return []
    last = chain[-1]
    if story.pack == "running":
        return [Agreement(PACK, add_months(last.starts_on, 3), last.ends_on, last.seats, notice=30)]
    gone = add_months(last.starts_on, -1)
    return [Agreement(PACK, add_months(gone, -9), gone, last.seats, per="month")]
