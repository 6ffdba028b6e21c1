"""What a brief is made of, in two piles that never mix.

`Shared` is all the shareable part is given, and it holds nothing the logo may not see: no contract, no stage, no
assessment, no other logo. So the shareable part cannot leak what it does not have. `Inside` is the rest.
None stands for "not measured" throughout, and is never written as 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from churntui.metrics import usage
from churntui.metrics.goals import Progress
from churntui.metrics.signals.signal import Signal
from churntui.model.choices import BriefKind, BriefSection, Language, PointState
from churntui.model.living import Commitment, Review
from churntui.model.rows import Contract, Initiative, Logo, Person, Settings, Survey, Ticket
from churntui.plain import dates
from churntui.plain.dates import Period

if TYPE_CHECKING:
    from churntui.metrics.logos import Standing
    from churntui.metrics.proofs import ProofResult
    from churntui.metrics.renewals import Renewal

LEAST_DAYS = 28
"""A running quarter shorter than this says little: the two complete quarters before it are compared instead."""

QUARTER_BACK = 91
"""Days between two windows a quarter apart: thirteen whole weeks, so that weekends cancel out."""

YEAR_BACK = 364
"""Days between two windows a year apart: 52 whole weeks."""

REASON = "why:"
"""What the key of a point begins with that says why they bought."""

PartName = Literal["shareable", "internal"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A small chart beside a point: values in their order, each with its label."""

    kind: Literal["bars", "line", "progress"]
    """`progress` has start, now and target, in this order."""
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    """None where nothing was measured."""
    shown: tuple[str, ...]
    """Each value as it reads, in the brief's language."""


@dataclass(frozen=True, slots=True)
class Point:
    """One statement with where it comes from."""

    text: str
    source: str = ""
    """Such as `product activity`; empty where the point states no figure."""
    as_of: date | None = None
    """The day the source reaches to."""
    so_what: str = ""
    """What follows from it, for the talk."""
    urgent: bool = False
    """Whether it waits for a decision of ours; never so in the shareable part."""
    key: str = ""
    """Which facts it is proposed by, such as `use.people`: the same as long as they are of the same kind. Empty in the
    internal part, whose points are not worked on."""
    rank: float = 0.0
    """How much it has to say, from 0 to 100: how far its figure is from unremarkable; 0 where it has to be picked."""
    figure: Figure | None = None
    state: PointState | None = None
    """What somebody has done about it; None where it is proposed and nobody touched it."""
    proposed: str = ""
    """What is proposed now in place of what somebody wrote, where the figures have changed since: it is stale."""


@dataclass(frozen=True, slots=True)
class Section:
    """Points under a heading."""

    heading: str
    points: tuple[Point, ...]
    code: BriefSection | None = None
    """Which section of the shareable part it is."""


@dataclass(frozen=True, slots=True)
class Brief:
    """One logo's brief for a business review, as of a day."""

    logo: Logo
    as_of: date
    shareable: tuple[Section, ...]
    """May be shown and sent to the logo."""
    internal: tuple[Section, ...]
    """Never leaves."""
    kind: BriefKind = "qbr"
    language: Language = "en"
    """What the shareable part is written in."""
    meets_on: date | None = None
    """The day of the meeting, where it is known."""
    offered: tuple[Section, ...] = ()
    """The points that are not in the shareable part: those that rank too low for it, and those that were dropped."""

    def part(self, name: PartName) -> tuple[Section, ...]:
        """The sections of one part."""
        return self.shareable if name == "shareable" else self.internal

    @property
    def quarter(self) -> Period:
        """The quarter it speaks for."""
        return Period.of(self.as_of, "quarter")


@dataclass(frozen=True, slots=True)
class Window:
    """Days in a row: `[starts_on, ends_on)`."""

    starts_on: date
    ends_on: date

    @classmethod
    def trailing(cls, through: date, days: int) -> Window:
        """So many days, the last of which is `through`."""
        end = through + timedelta(days=1)
        return cls(end - timedelta(days=days), end)

    def back(self, days: int) -> Window:
        """The same window, so many days earlier."""
        return Window(self.starts_on - timedelta(days=days), self.ends_on - timedelta(days=days))

    @property
    def days(self) -> int:
        """How many days long it is."""
        return (self.ends_on - self.starts_on).days

    @property
    def last(self) -> date:
        """The last day in it."""
        return self.ends_on - timedelta(days=1)

    @property
    def trail(self) -> str:
        """`28 days to 20 Nov 2026`."""
        return f"{self.days} days to {dates.short(self.last)}"

    @property
    def stretch(self) -> str:
        """`1 Oct to 20 Nov 2026`; the year of the first day too where it is another."""
        same_year = self.starts_on.year == self.last.year
        first = dates.short(self.starts_on, self.last if same_year else None)
        return f"{first} to {dates.short(self.last)}"


def quarters(through: date) -> tuple[Window, Window]:
    """The running quarter up to `through`, and as many days of the quarter before.

    Where fewer than `LEAST_DAYS` have run, the last complete quarter and the one before it. A shorter quarter
    before is taken whole.
    """
    running = Period.of(through, "quarter")
    end = through + timedelta(days=1)
    days = (end - running.starts_on).days
    if days >= LEAST_DAYS:
        earlier = running.previous
        until = min(earlier.ends_on, earlier.starts_on + timedelta(days=days))
        return Window(running.starts_on, end), Window(earlier.starts_on, until)
    last = running.previous
    return Window(last.starts_on, last.ends_on), Window(last.previous.starts_on, last.previous.ends_on)


@dataclass(frozen=True, slots=True)
class Compared:
    """A count in a window against the same count in an earlier one."""

    now: int
    window: Window
    before: int | None
    """None where the earlier window was not measured from its first day on."""
    earlier: Window
    year: int | None = None
    """The same count 52 weeks before; None where that was not measured."""

    @property
    def change(self) -> float | None:
        """By how much it rose, as a fraction; None where there is nothing to compare with."""
        return usage.change(self.now, self.before)


@dataclass(frozen=True, slots=True)
class Use:
    """What a measured logo did with the product, over qualifying actions."""

    since: date
    """The first day anything was measured."""
    through: date
    """The last day that was."""
    quarter: Compared
    """Actions in the running quarter and in as many days of the one before."""
    month: Compared
    """Actions in the last 28 days and in the 28 before."""
    reach: Compared | None
    """Active customers now and a quarter ago; None where it is not known who did what."""
    seats: int
    """Customers the logo had on the last measured day."""
    actions: tuple[tuple[str, Compared], ...]
    """Each action in the windows of `quarter`, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Peers:
    """Companies like this one, without a name: only where there are so many that none can be told from them."""

    logos: int
    share: float
    """The median share of their people who are active."""
    users: tuple[tuple[str, int], ...]
    """Each action with how many of them do it, those of the most first."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of a business review in their own words."""

    key: str
    text: str
    day: date


Leaving = Literal["", "ending", "left"]
"""Whether the logo stays, its end is known, or it is gone."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What the logo may see of itself: rows in which nothing stands but what is declared shareable (`allowed`)."""

    logo: Logo
    as_of: date
    leaving: Leaving = ""
    ends_on: date | None = None
    """The day its agreement runs out next, or the one its service ended on."""
    settle_by: date | None = None
    """The day by which that has to be settled."""
    goals: tuple[Progress, ...] = ()
    promises: tuple[Commitment, ...] = ()
    """Of both sides, by their day."""
    agreed: tuple[Review, ...] = ()
    """The business reviews in which something was agreed, newest first."""
    quotes: tuple[Quote, ...] = ()
    """Newest first."""
    proofs: tuple[ProofResult, ...] = ()
    use: Use | None = None
    """None where nothing was ever measured for it."""
    is_use_kept: bool = True
    """Whether the book holds any use at all: where it holds none, that is nothing to tell a logo or to ask it for."""
    peers: Peers | None = None
    """None where there are too few."""
    surveys: tuple[Survey, ...] | None = None
    """Its answers up to the as-of day, newest first; None where the book holds no survey at all."""
    surveys_to: date | None = None
    """The newest answer of the whole book: what the surveys reach to."""
    tickets: tuple[Ticket, ...] | None = None
    """Its support requests up to the as-of day, newest first; None where the book holds none at all."""
    tickets_to: date | None = None
    """The newest of the whole book."""
    roadmap: tuple[Initiative, ...] = ()
    """The shareable initiatives, those first that answer what it named."""
    asked_for: frozenset[int] = frozenset()
    """Those of them that do."""
    sponsor: Person | None = None
    """Whom the closing question is for."""

    def is_old(self, reach: date | None, days: int) -> bool:
        """Whether a source ends so many days before the brief that nothing can be said of the time since."""
        return reach is None or (self.as_of - reach).days > days


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something that is kept out of the shareable part, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """Logos of the same industry or size band, as counts: even inside, no name is needed."""

    active: int
    """Those active on the as-of day."""
    lost: int
    """Those lost in the twelve months before it."""
    interviewed: int
    """The lost ones with an interview that was held."""
    themes: tuple[tuple[str, int], ...]
    """What those named, each with in how many of these logos, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What stays inside."""

    shared: Shared
    logo: Logo
    settings: Settings
    standing: Standing
    renewals: tuple[Renewal, ...]
    """The logo's, the most urgent first."""
    contract: Contract | None
    """Its latest contract that has begun; else the first to begin."""
    people: tuple[Person, ...]
    """Whom we talk to, those who left last."""
    joined_in_quarter: int
    """Customers who joined since the start of `Use.quarter`'s window."""
    look_alikes: LookAlikes
    roadmap: tuple[Initiative, ...]
    """The initiatives that answer the look-alikes' themes, or its own, and are not in the shareable part."""
    withheld: tuple[Withheld, ...]
    """What is kept out of the shareable part."""
    health: tuple[str, ...]
    """Its score, with what it loses points by and what moved it, a line each; none of a logo that does not pay."""
    signals: tuple[Signal, ...]
    """What puts it at risk, the most pressing first."""
    fresh: tuple[tuple[str, date | None, date | None], ...]
    """Each source: its name, the newest day in it, the day it was last imported."""
