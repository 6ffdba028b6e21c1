"""How many days new logos take to first value, and how many had it in their first 30, 60 and 90 days.

One row, or with `--by` one for each segment, by what held in the month a logo started in. What counts is said in
`metrics.onboarding`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.metrics import onboarding
from churntui.metrics.onboarding import WINDOWS, ActivationRow, Started
from churntui.plain import dates, wording
from churntui.plain.chart import ChartData, Series
from churntui.plain.text import shortened
from churntui.questions.asked import Asked
from churntui.questions.charting import ROLES
from churntui.questions.columns import Column, headings, line
from churntui.questions.listing import Listing
from churntui.questions.onboarding import behind
from churntui.questions.question import Room
from churntui.questions.report import Report, keys_of, published
from churntui.questions.shown import Figures, Heading, TrendRow

KEYS = keys_of(ActivationRow)

_LONGEST_NAME = 18
"""Cells of a segment's name beside its line."""

EMPTY = "No logo has started while use was measured: import activity.csv, and say which actions qualify"

RULE = (
    "A logo starts with its first paid contract; first value is its first use that qualifies. Logos that started "
    "before use was measured are not counted. A share is of the logos whose days are over, whoever left in them too; "
    "the median counts who waits for as long as it was seen, and who left without value as never having had any."
)


class Onboarding:
    """The room."""

    help = f"""**Onboarding**: how many days new logos take to first value, and how many of them had it in their first
30, 60 and 90 days. {RULE}

`s` splits, by what held in the month a logo started in. Enter lists who had value, who waits, who left before and who
is not measured. Trends splits its other tabs by *days to first value*, as known at each period's opening."""

    def read(self, store: Store, book: Book, asked: Asked) -> Book:
        """The book with use."""
        del asked
        return book if book.usage is not None else book.with_usage(store)

    def answer(self, book: Book, asked: Asked, known: Book | None) -> Activated:
        """What became of each start."""
        book = known or book
        return Activated(book, asked, behind.started(book))


ROOM: Room[Book | None] = Onboarding()


@dataclass(frozen=True, slots=True)
class Activated:
    """The answer."""

    book: Book
    asked: Asked
    started: Sequence[Started]

    @property
    def _parts(self) -> list[tuple[str, list[Started]]]:
        return behind.parts(self.book, self.asked, self.started)

    @property
    def _rows(self) -> list[tuple[str, ActivationRow]]:
        through = self.book.usage_through or self.book.as_of
        return [(segment, onboarding.activation(part, through)) for segment, part in self._parts]

    def report(self) -> Report:
        """A row, or one for each segment."""
        rows = self._rows
        return Listing(
            book=self.book,
            asked=self.asked,
            name="onboarding",
            title="Days to first value",
            rows=rows,
            keys=KEYS,
            published=lambda row: published(row, KEYS),
            columns=_columns(),
            sentence="" if any(row.logos for _, row in rows) else EMPTY,
            legend=RULE if any(row.logos for _, row in rows) else "",
        ).report()

    def figures(self) -> Figures:
        """A row, or one for each segment."""
        columns, split, rows = _columns(), bool(self.asked.by), self._rows
        over = (Heading("Segment", 18, "left", flex=True),) if split else ()
        through = self.book.usage_through
        return Figures(
            (*over, *headings(columns)),
            tuple(
                TrendRow(
                    segment,
                    line((segment,) if split else (), columns, row),
                    partial(explained, row),
                    segment=segment or None,
                    title=" · ".join(filter(None, ("New logos", segment))),
                    behind=partial(behind.members, self.asked, segment),
                    words=sentence(row),
                )
                for segment, row in rows
            )
            if any(row.logos for _, row in rows)
            else (),
            (_chart(self._parts, through),) if through else (),
            told=f"use measured up to {dates.short(through)}" if through else "",
            empty=EMPTY,
            opens_on="first",
        )


def _chart(parts: Sequence[tuple[str, Sequence[Started]]], through: date) -> ChartData:
    """The share with value by each day after the start, of all or of the largest segments."""
    measured = [(name, [one for one in part if one.is_measured]) for name, part in parts]
    enough = [(name, part) for name, part in measured if len(part) >= wording.FEWEST_FOR_A_PERCENTAGE]
    largest = sorted(enough, key=lambda pair: -len(pair[1]))
    days = range(WINDOWS[-1] + 1)
    return ChartData(
        "line",
        tuple(f"{day} d" if day % 15 == 0 else "" for day in days),
        tuple(
            Series(shortened(name, _LONGEST_NAME) or "had value", onboarding.course(part, through), role)
            for (name, part), role in zip(largest, ROLES, strict=False)
        ),
        unit="percent",
        title="Share of new logos that had value, by days after their start",
        empty=f"No curve is drawn of fewer than {wording.FEWEST_FOR_A_PERCENTAGE} logos",
        ticks=tuple(range(0, len(days), 15)),
        from_zero=True,
    )


def sentence(row: ActivationRow) -> str:
    """`Half had value in 23 days; 2 logos wait, 1 left before any.`."""
    if not row.logos:
        return f"{row.unmeasured} not measured from the start."
    took = row.median_days
    half = (
        "Half have not had value yet" if took is None else f"Half had value in {wording.counted(took, 'day')}"
    )
    parts = [half, wording.counted(row.waiting, "logo waits", "logos wait")]
    if row.left:
        parts.append(f"{row.left} left before any")
    if row.unmeasured:
        parts.append(f"{row.unmeasured} not measured from the start")
    return f"{'; '.join(parts)}."


def explained(row: ActivationRow) -> str:
    """How the figures of a row came about, as Markdown."""
    shares = "\n".join(
        f"- in {window} days: {wording.rate_text(_within(row, window), _of(row, window))}, 95 % "
        f"{wording.interval(getattr(row, f'low_{window}'), getattr(row, f'high_{window}'), _of(row, window))}; "
        f"{row.logos - _of(row, window)} not over yet"
        for window in WINDOWS
    )
    return f"## Days to first value\n\n{sentence(row)}\n\n{shares}\n\n{RULE}"


def _of(row: ActivationRow, window: int) -> int:
    return int(getattr(row, f"of_{window}"))


def _within(row: ActivationRow, window: int) -> int:
    return int(getattr(row, f"within_{window}"))


def _columns() -> tuple[Column[ActivationRow], ...]:
    def share(window: int) -> Callable[[ActivationRow], str]:
        return lambda row: wording.rate_text(_within(row, window), _of(row, window))

    return (
        Column("Logos", lambda row: str(row.logos), 6),
        Column("Had value", lambda row: str(row.activated), 9, priority=2),
        Column("Waiting", lambda row: str(row.waiting), 7),
        Column("Left before", lambda row: str(row.left), 11, priority=1),
        Column("Median days", _median, 11),
        *(Column(f"In {window} days", share(window), 16) for window in WINDOWS),
        Column("Not measured", lambda row: str(row.unmeasured), 12, priority=3),
    )


def _median(row: ActivationRow) -> str:
    return wording.NOTHING if row.median_days is None else wording.number(row.median_days)
