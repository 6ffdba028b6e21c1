"""What can be asked of a question: of the command line, of a tab of Trends, of any other reader the same.

A report covers everything unless it is told otherwise, and refuses a day that is no start of a period, because a
script relies on what it asked for. A screen shows the latest periods, and takes of a range what there is, because
who looks at it only wants to see. That is the one difference, and it is a field: `latest`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from churntui.model.splits import word_of
from churntui.plain.dates import Span

Of = Literal["logos", "customers"]
"""What a cohort is made of."""

Unit = Literal["logos", "mrr"]
"""Whether logos are counted, or weighed by their MRR."""

Share = Literal["start", "previous", "count"]
"""What stands in a cohort's cell: a share of those it began with, of those before, or how many they are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked; what is left out is "as usual". Equal ones are answered alike from the same book."""

    latest: bool = False
    """Whether only the latest periods are covered where no range is asked for (`spans.REACH`), as on a screen."""
    span: Span | None = None
    """How long each period is; None: as usual (`every`)."""
    first: date | None = None
    """The first day of the first period; None: as far back as is usual."""
    end: date | None = None
    """The first day not covered; None: up to the end of what is known."""
    by: tuple[str, ...] = ()
    """The fields logos are split by: none, one, or two together."""
    regrettable: bool = False
    """Only losses that are regrettable count; the denominator stays what it was."""
    voluntary: bool | None = None
    """Only losses the logo chose count (True), or only those it did not (False); the denominator stays."""
    target: float | None = None
    """The attrition rate of a period (a fraction) above which it is marked; None: the book's, for quarters."""
    of: Of | None = None
    """Whose cohorts; None: those of logos."""
    unit: Unit = "logos"
    """What cohorts are counted in."""
    share: Share = "start"
    """What stands in a cohort's cell."""
    action: str | None = None
    """The action whose use is looked at, by name; None: every one."""
    actions: tuple[str, ...] = ()
    """The actions that count as activity, by name; none: the book's qualifying ones."""
    window: int | None = None
    """The active window in days; None: the book's."""
    fall: float = 0.25
    """The fall of active customers that is looked at, a fraction."""
    since: date | None = None
    """What moved since the last week that was kept on or before this day; None: how things stand."""
    part: str = ""
    """Which part of a tab that has several."""

    @property
    def by_words(self) -> tuple[str, ...]:
        """The fields inside a sentence."""
        return tuple(map(word_of, self.by))

    @property
    def every(self) -> Span:
        """How long each period is."""
        return self.span or ("quarter" if self.latest else "month")

    def only(self, fields: Iterable[str]) -> Asked:
        """The same with these fields, and all others as usual."""
        return replace(Asked(latest=self.latest), **{field: getattr(self, field) for field in fields})

    def beyond(self, fields: Collection[str]) -> tuple[str, ...]:
        """The options that were given and are not among these fields, as the command line calls them."""
        usual = Asked()
        return tuple(
            "involuntary" if field == "voluntary" and self.voluntary is False else option
            for field, option in _OPTIONS.items()
            if field not in fields and getattr(self, field) != getattr(usual, field)
        )


LATEST = Asked(latest=True)
"""What a screen asks at first."""

_OPTIONS = {
    "span": "period",
    "first": "from",
    "end": "to",
    "by": "by",
    "regrettable": "regrettable",
    "voluntary": "voluntary",
    "target": "target",
    "of": "of",
    "action": "action",
    "actions": "actions",
    "window": "window",
    "since": "moved-since",
}
"""A field that the command line can give, and what it calls it."""
