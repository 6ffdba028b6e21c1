"""A fix that was promised after a loss. Its interview declares the fields; this is them as one row of a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Fix:
    """What is mended because of a loss."""

    interview_id: int
    ref: str
    """Of the interview."""
    logo_id: int
    what: str
    owner: str
    due_on: date | None
    done_on: date | None
    lost_on: date | None
    """The end of service it was promised after; the day of the talk where nobody said."""

    def is_overdue(self, today: date) -> bool:
        """Whether it should be done by now."""
        return self.done_on is None and self.due_on is not None and self.due_on < today
