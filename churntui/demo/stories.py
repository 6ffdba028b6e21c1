"""What happened to each sample logo: how its contracts ran, how its people use the product, how it ends.

Dates are told from the as-of day (days) or from the quarter it stands in, never as calendar dates, so that the
book is always fresh. The chain of contracts is built backwards from the last end; see `contracts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from churntui.model.choices import Stage
from churntui.plain.dates import floor, step
from churntui.plain.money import Per

Plan = Literal["Team", "Business", "Enterprise"]
Usage = Literal["steady", "growing", "falling", "champion_left", "saved", "silent", "fading", "unmeasured"]


@dataclass(frozen=True, slots=True)
class InQuarter:
    """A day of an earlier quarter; the older losses are told this way, so that each quarter keeps its number."""

    back: int
    """Quarters before the one of the as-of day."""
    day: int
    """Days after that quarter's first."""


@dataclass(frozen=True, slots=True)
class Story:
    """One logo's course. Ranges are half-open: the last contract does not cover the day it ends."""

    key: str
    plan: Plan
    seats: int
    """Of the last contract, and how many customers the logo has."""
    ends: int | InQuarter | None
    """When the last contract ends: days from the as-of day, a day of a quarter, or never."""
    terms: int
    """How many contracts followed each other."""
    months: int = 12
    """The length of each; for a contract without end, since when it runs."""
    per: Per = "year"
    growth: int = 10
    """How much seats changed at each renewal, in percent."""
    auto: bool = False
    notice: int = 30
    stage: Stage = "open"
    talked: int | None = None
    """Days since the renewal was last talked about."""
    usage: Usage = "steady"
    gap: int = 0
    """Days between the last contract and the one before: late where positive, early (overlapping) where negative."""
    linked: bool = True
    """Whether the last contract names the one it renews."""
    pilot: bool = False
    """It began with three free months."""
    pack: Literal["", "running", "dropped"] = ""
    """An add-on beside the main contract: a second contract that still runs, or one that was not kept."""

    def ends_on(self, as_of: date) -> date | None:
        """The first day the last contract does not cover."""
        if self.ends is None:
            return None
        if isinstance(self.ends, int):
            return as_of + timedelta(days=self.ends)
        return step(floor(as_of, "quarter"), "quarter", -self.ends.back) + timedelta(days=self.ends.day)


EXPIRED = (
    Story("nordpriel", "Business", 24, -9, 4, auto=True, notice=60, talked=41),
    Story("cloverscar", "Team", 9, -17, 2, growth=-10, stage="at_risk", talked=30, usage="unmeasured"),
    Story("minatoboshi", "Business", 15, -24, 1, stage="verbal", talked=5),
)

DUE_SOON = (
    Story("tarragrain", "Team", 8, 6, 2, stage="verbal", talked=9),
    Story("bellaventura", "Business", 20, 14, 2, stage="at_risk", talked=20, growth=-15),
    Story("sosnowa-przelecz", "Team", 7, 22, 1, auto=True, talked=12, usage="saved"),
    Story("kitewell", "Team", 4, 11, 16, months=1, per="month", growth=0, auto=True, notice=7),
    Story("ferrolia", "Business", 26, 34, 4, auto=True, notice=60, usage="saved", talked=6),
    Story("graubach", "Enterprise", 18, 41, 2, auto=True, talked=25, gap=18),
    Story("vihren-dolina", "Business", 11, 47, 1, months=24, per="term", stage="verbal", talked=14),
    Story("oakhelm", "Enterprise", 33, 52, 3, auto=True, notice=60, stage="at_risk", talked=48, growth=5),
    Story("lacroisee", "Team", 6, 58, 1, talked=33),
)

OPENING = (
    Story("svalgard", "Business", 14, 63, 4, auto=True, notice=60),
    Story("hoshimi", "Business", 21, 68, 2, stage="verbal", talked=10, usage="growing"),
    Story(
        "tannwald", "Enterprise", 36, 74, 3, auto=True, notice=60, stage="at_risk", talked=11, usage="falling"
    ),
    Story("bluepaddock", "Business", 16, 79, 2, growth=25, usage="growing"),
    Story("zelenyi-brid", "Team", 10, 84, 1, usage="silent"),
    Story("puertoclaro", "Business", 17, 88, 2, auto=True, notice=90, pilot=True),
)

LATER_THIS_HALF = (
    Story("weidenau", "Business", 13, 97, 4, auto=True, notice=90, growth=0),
    Story("saltfern", "Enterprise", 38, 110, 2, talked=35, growth=30, usage="growing"),
    Story("qinghegu", "Business", 19, 126, 1),
    Story("brightmoor", "Business", 12, 143, 2, gap=11, linked=False, growth=-20),
    Story("lagunafria", "Enterprise", 22, 158, 1, auto=True, notice=60),
    Story("zielona-struga", "Team", 5, 171, 1),
)

FAR_OFF = (
    Story("hollowaykirk", "Enterprise", 25, 195, 4, auto=True, notice=90, usage="champion_left"),
    Story("meridoux", "Business", 15, 215, 2, gap=-30, growth=20),
    Story("almvik", "Business", 12, 240, 2, gap=475, linked=False, usage="growing"),
    Story("santorre", "Enterprise", 40, 260, 2, pack="running", notice=90),
    Story("larkmere", "Enterprise", 35, 280, 2, pack="running", growth=15),
    Story("zhonglingchuan", "Enterprise", 28, 340, 1),
    Story("vandreel", "Business", 16, 330, 4, pack="dropped", growth=0),
    Story("zhailau", "Business", 14, 395, 2),
    Story("ostkap", "Business", 23, 420, 2, months=24, per="term", usage="unmeasured"),
    Story("granrobledal", "Enterprise", 30, 610, 1, months=36, growth=0),
)

WITHOUT_END = (
    Story("pinegate", "Team", 5, None, 1, months=29, per="month"),
    Story("fennimore", "Team", 3, None, 1, months=19, per="month", usage="unmeasured"),
    Story("sunagiri", "Business", 9, None, 1, months=41, per="quarter"),
)

LEAVING = (
    Story("stepzhoren", "Team", 8, 25, 1, stage="lost", talked=19, usage="fading"),
    Story("miradorpardal", "Business", 12, 52, 1, stage="lost", talked=15, usage="fading"),
    Story("marlow-thwaite", "Business", 10, 96, 2, stage="lost", talked=9, usage="fading", growth=0),
)

LOST = (
    Story("harrowvale", "Business", 14, InQuarter(11, 40), 1, usage="fading"),
    Story("cantera-azul", "Team", 9, InQuarter(10, 71), 1, usage="fading"),
    Story("brzezisko", "Business", 20, InQuarter(9, 22), 1, usage="fading"),
    Story("ostrander", "Team", 4, InQuarter(6, 20), 1, usage="unmeasured"),
    Story("tykhyi-perekat", "Team", 6, InQuarter(8, 33), 1, usage="fading"),
    Story("hetian", "Business", 18, InQuarter(7, 80), 1, usage="fading"),
    Story("bramford", "Enterprise", 19, InQuarter(6, 45), 2),
    Story("quaylark", "Team", 3, InQuarter(6, 66), 1, months=2, per="month", usage="unmeasured"),
    Story("sierraparda", "Business", 17, InQuarter(5, 19), 1, usage="fading"),
    Story("kolderup", "Business", 11, InQuarter(5, 74), 1, usage="unmeasured"),
    Story("zuraw-log", "Business", 21, InQuarter(4, 30), 1, usage="fading"),
    Story("kumbulak", "Business", 13, InQuarter(4, 58), 1, usage="fading"),
    Story("penharrow", "Business", 22, InQuarter(3, 12), 3, usage="fading"),
    Story("valdelomera", "Business", 15, InQuarter(3, 38), 2, usage="fading"),
    Story("yunfan", "Enterprise", 24, InQuarter(3, 61), 2, usage="fading"),
    Story("zilverkorst", "Team", 5, InQuarter(3, 80), 9, months=3, per="quarter", growth=0, usage="fading"),
    Story("redscarmesa", "Business", 16, InQuarter(2, 17), 2, usage="fading"),
    Story("vyshnevyi-yar", "Business", 14, InQuarter(2, 36), 2, usage="fading"),
    Story("dvor-dyuny", "Team", 6, InQuarter(2, 55), 8, months=3, per="quarter", growth=0, usage="fading"),
    Story("kestrelmoor", "Team", 7, InQuarter(2, 79), 1, growth=-10, usage="unmeasured"),
    Story("polana-jarzebia", "Team", 9, InQuarter(1, 27), 3, usage="fading"),
    Story("eichgrund", "Enterprise", 31, InQuarter(1, 65), 2, usage="fading"),
    Story("dunmarrow", "Team", 6, -41, 2, growth=0, usage="unmeasured"),
    Story("fjellstua", "Business", 12, -21, 2, usage="fading"),
    Story("minghuan", "Business", 16, -8, 1, usage="fading"),
)

PILOTS = (Story("tidewick", "Team", 6, 57, 0, pilot=True, usage="growing"),)
"""On trial and free: not active until it pays."""

STORIES = (
    *EXPIRED,
    *DUE_SOON,
    *OPENING,
    *LATER_THIS_HALF,
    *FAR_OFF,
    *WITHOUT_END,
    *LEAVING,
    *LOST,
    *PILOTS,
)
LOST_KEYS = frozenset(story.key for story in (*LOST, *LEAVING))
"""The logos whose last contract is known not to be renewed."""
