"""Whether the interviews still tell anything new: how many of the last ones named no theme that was not known before.

Only interviews that were held and tagged count, in the order of their days: an untagged one would pass for one that
brought nothing new.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from churntui.model.rows import Interview, Naming


@dataclass(frozen=True, slots=True)
class Saturation:
    """What the interviews brought, the earliest first."""

    brought: tuple[tuple[int, tuple[int, ...]], ...] = ()
    """Each tagged interview's id, with the themes it was the first to name."""
    untagged: int = 0
    """Interviews that were held and name no theme."""

    @property
    def run(self) -> int:
        """How many of the last interviews named no new theme."""
        news = [bool(themes) for _, themes in self.brought]
        return news[::-1].index(True) if any(news) else len(news)

    @property
    def last_new(self) -> tuple[int, tuple[int, ...]] | None:
        """The interview that was the last to name new themes, and those; None where none did."""
        return next((found for found in reversed(self.brought) if found[1]), None)


def saturation(interviews: Iterable[Interview], namings: Iterable[Naming]) -> Saturation:
    """What each held interview was the first to name; among those of one day the order is that of their numbers."""
    named: dict[int, list[int]] = {}
    for naming in namings:
        if naming.note == "interview":
            named.setdefault(naming.note_id, []).append(naming.theme_id)
    held = sorted((one for one in interviews if one.status == "held"), key=_in_time)
    known: set[int] = set()
    brought = []
    for interview in held:
        if interview.id in named:
            new = tuple(theme for theme in dict.fromkeys(named[interview.id]) if theme not in known)
            known.update(new)
            brought.append((interview.id, new))
    return Saturation(tuple(brought), len(held) - len(brought))


def _in_time(interview: Interview) -> tuple[date, int]:
    return interview.held_on or interview.effective_on or date.min, interview.id
