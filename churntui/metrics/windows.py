"""When to ask a lost logo why: in weeks two to six after the end of service.

Earlier the anger speaks, later nobody remembers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from churntui.plain import dates

OPENS, CLOSES = timedelta(weeks=1), timedelta(weeks=6)
"""Week two begins when one is over; six weeks after the end the time is over."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days in which an exit interview is best held."""

    opens_on: date
    closes_on: date
    """The first day after it."""

    @property
    def last(self) -> date:
        """Its last day."""
        return self.closes_on - timedelta(days=1)

    def is_open(self, today: date) -> bool:
        """Whether to ask now."""
        return self.opens_on <= today < self.closes_on

    def said(self, today: date) -> str:
        """`ask from 5 Dec`, `ask until 12 Jan`, `window closed 12 Jan`."""
        if today < self.opens_on:
            return f"ask from {dates.short(self.opens_on, today)}"
        last = dates.short(self.last, today)
        return f"ask until {last}" if today < self.closes_on else f"window closed {last}"


def interview_window(lost_on: date) -> Window:
    """The window of a loss: of the first day without service."""
    return Window(lost_on + OPENS, lost_on + CLOSES)
