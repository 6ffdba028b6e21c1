"""Cohorts: of those who joined in a period, how many are there at each age (see `metrics.cohorts`).

Programs get a row for each cell that is known; people get the triangle, with the weighted average under it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.metrics.cohorts import CohortRow
from churntui.model.presence import Crowd
from churntui.plain import dates, wording
from churntui.plain.chart import ChartData, Role, Series
from churntui.plain.dates import OPEN_END
from churntui.questions import counting
from churntui.questions.asked import Asked
from churntui.questions.cohorts import behind, explaining
from churntui.questions.cohorts.counted import Counted, ages, count, crowd_for
from churntui.questions.cohorts.triangle import MARKS, Cell, TriangleData, TriangleRow
from churntui.questions.customers.crowds import deeds, missing, settings_of, so_far
from churntui.questions.pending import PENDING
from churntui.questions.question import Room
from churntui.questions.report import Report, dated, headline, keys_of, notes, published, settings_used, sheet
from churntui.questions.shown import PERIOD_WIDTH, Figures, Heading, Line, TrendRow

_MONEY = frozenset({"mrr_start", "mrr", "mrr_share", "currency"})
"""The keys that only cohorts of logos have."""

_AVERAGE = "average"

_ALL_SHOWN = 14
"""So many ages are all shown in a report; of more, those of `_milestone`."""


class Cohorts:
    """The room."""

    help = """**Cohorts** are those who joined in the same period; across stands how many are there at each age.

A *logo* joins on its first paid day and is there at an age where it pays at the opening of that period after it
joined. A *customer* joins on the day the book says, else with the first measured action, and is there where it did
something that qualifies during that period. Who comes back counts again, so a cell may be above the one before it.

`f` logos or customers · `w` logos or their MRR · `%` share of those who joined, of those a period before, or counts ·
`space` draws a cohort beside others · arrows walk over the cells, tab goes to the next tab.

Blank is not there yet, or was never measured: that is no zero. `*` counts so far, or logos whose end nobody
has answered. Of fewer than five the fraction
stands instead of a percentage. The average sums up all complete cells of an age, so a large cohort weighs more."""

    def read(self, store: Store, book: Book, asked: Asked) -> Crowd | None:
        """What customers did; None where the cohorts are of logos.

        Raises:
            BadInputError: Quarters, no start of one, or an action that is none.
        """
        return crowd_for(store, book, asked) if asked.of == "customers" else None

    def answer(self, book: Book, asked: Asked, known: Crowd | None) -> Triangle:
        """The cohorts, of customers where there is a crowd."""
        return Triangle(count(book, asked, known))


ROOM: Room[Crowd | None] = Cohorts()


@dataclass(frozen=True)
class Triangle:
    """The answer."""

    counted: Counted

    def report(self) -> Report:
        """A row for each cohort and age that is known; shares are fractions of those the cohort began with."""
        counted, asked = self.counted, self.counted.asked
        book, table, crowd = counted.book, counted.table, counted.crowd
        keys = keys_of(
            CohortRow, but=(_MONEY if crowd else frozenset()) | (frozenset() if asked.by else {"segment"})
        )
        shown = [age for age in range(table.ages) if table.ages <= _ALL_SHOWN or _milestone(age)]
        header = ("Joined", "Segment", "Size", *(str(age) for age in shown))
        of = {"of": asked.of or "logos", "period": asked.every}
        return Report(
            name="cohorts",
            as_of=book.as_of,
            settings=settings_used(book, asked) | of | (settings_of(crowd) if crowd else {}),
            columns=keys,
            rows=tuple(published(cell, keys) for cell in table.cells(book.currency)),
            headline=_headline(counted),
            sheet=sheet(
                "cohorts",
                header,
                _lines(counted, shown),
                right=header[2:],
                without=() if asked.by else ("Segment",),
            ),
            legend=_legend(counted, len(shown)),
            notes=_notes_of_customers(counted, crowd) if crowd else notes(book),
        )

    def figures(self) -> Figures:
        """The triangle, with what stands at each of its cells."""
        counted = self.counted
        segment = (Heading("Segment", 14, "left", flex=True),) if counted.asked.by else ()
        size = counted.who.capitalize()
        headings = (
            Heading("Joined", PERIOD_WIDTH[counted.span], "left"),
            *segment,
            Heading(size, 9),
            *(Heading(str(age), 7) for age in range(counted.table.ages)),
        )
        nobody = _nobody(counted)
        triangle = () if nobody else _triangle_rows(counted)
        rows = tuple(_row(counted, place, row) for place, row in enumerate(triangle))
        body = TriangleData(
            explaining.across(counted),
            "Joined",
            size,
            triangle,
            TriangleRow(_AVERAGE, f"{_AVERAGE} %", "", _average(counted)),
            partial(_cell_row, counted, rows),
        )
        return Figures(headings, rows, told=explaining.shown(counted), empty=nobody, body=body)


def _headline(counted: Counted) -> str:
    book, crowd = counted.book, counted.crowd
    title = counting.title(f"Cohorts of {counted.who}", counted.asked)
    if crowd is None:
        return headline(book, f"{title} · share still there at each age")
    within = f"{deeds(crowd)} within the {crowd.grid}"
    return f"{title} · share active at each age · {dated(book)} · {within}"


def _milestone(age: int) -> bool:
    """Whether an age is shown where there are too many for all: ever fewer, the older the cohort."""
    return age <= 6 or (age <= 12 and age % 3 == 0) or (age <= 36 and age % 6 == 0) or age % 12 == 0


def _lines(counted: Counted, shown: list[int]) -> list[tuple[str, ...]]:
    """A line for each cohort, their average, and of how many that is; none where nobody joined."""
    table = counted.table
    if not table.joined:
        return []

    def cell(row: int, age: int) -> str:
        if not table.has(row, age):
            return ""
        text = wording.rate(int(table.active[row, age]), int(table.sizes[row]))
        return text if table.complete[row, age] else f"{text} *"

    lines = [
        (
            wording.period(joined, complete=not table.has(row, 0) or bool(table.complete[row, 0])),
            table.segments[row] or "",
            str(table.sizes[row]),
            *(cell(row, age) for age in shown),
        )
        for row, joined in enumerate(table.joined)
    ]
    sums = table.average("start")
    average = ("" if not sums[age][1] else wording.rate(*sums[age][:2]) for age in shown)
    counts = ((str(sums[age][1]) if sums[age][1] else "") for age in shown)
    return [*lines, ("Average", "", "", *average), ("of so many", "", "", *counts)]


def _legend(counted: Counted, shown: int) -> str:
    """What the mark means, and that not all is shown."""
    table, crowd = counted.table, counted.crowd
    parts = []
    if (table.known & ~table.complete).any():
        parts.append((so_far(crowd) if crowd else "") or f"{wording.NOT_OVER}, or {PENDING}")
    if shown < table.ages:
        parts.append("not every age is shown: --csv and --json have them all")
    return " · ".join(parts)


def _notes_of_customers(counted: Counted, crowd: Crowd) -> tuple[str, ...]:
    """What a reader of customers' cohorts must know: why there is nobody, who is in none, what was not measured."""
    if crowd.measured is None or missing(crowd):
        return (missing(crowd),)
    begun, notes = dates.from_number(crowd.measured[0]), []
    unknown = int((np.asarray(crowd.roster.joined) >= OPEN_END).sum())
    if unknown:
        who = wording.counted(unknown, "customer has", "customers have")
        notes.append(f"{who} neither a day of joining nor any activity, and no cohort")
    if any(joined.ends_on <= begun for joined in counted.table.joined):
        notes.append(f"Nothing was measured before {dates.short(begun)}: no cell lies before it")
    return tuple(notes)


def _nobody(counted: Counted) -> str:
    """What to do where there is nobody to count; empty where there is somebody."""
    why = missing(counted.crowd) if counted.crowd else ""
    return why or ("" if counted.table.joined else "Nobody joined in these periods. Press D for others")


def _triangle_rows(counted: Counted) -> tuple[TriangleRow, ...]:
    """Every cohort with its cells as texts."""
    table = counted.table
    cells = zip(counted.texts(), counted.heats(), table.complete.tolist(), strict=True)
    rows = []
    for row, (texts, shades, complete) in enumerate(cells):
        shown = tuple(
            None if text is None else Cell(text, heat, not stands)
            for text, heat, stands in zip(texts, shades, complete, strict=True)
        )
        key, size = (table.joined[row].name, table.segments[row]), f"{int(table.sizes[row]):,}"
        running = table.joined[row].ends_on > counted.book.as_of
        rows.append(TriangleRow(key, counted.name(row), size, shown, running))
    return tuple(rows)


def _average(counted: Counted) -> tuple[Cell | None, ...]:
    """The average of each age; none where no cohort that old is complete."""
    sums = counted.table.average(counted.of, counted.unit)
    texts = (counted.share_text(value, base) for value, base, _ in sums)
    return tuple(Cell(text) if text else None for text in texts)


def _row(counted: Counted, place: int, row: TriangleRow) -> TrendRow:
    """A cohort as a line, to filter and to export."""
    joined, segment = counted.table.joined[place], counted.table.segments[place]
    texts = ("" if cell is None else f"{cell.text} *" if cell.running else cell.text for cell in row.cells)
    cells = (
        wording.period(joined, complete=not row.running),
        *(() if segment is None else (segment,)),
        row.size,
        *texts,
    )
    return TrendRow(row.key, Line(cells), "", joined, segment)


def _cell_row(
    counted: Counted, rows: tuple[TrendRow, ...], place: int, age: int, marked: tuple[int, ...]
) -> TrendRow:
    """What stands at a cohort and an age."""
    row, known = rows[place], counted.table.has(place, age)
    joined, segment = counted.table.joined[place], counted.table.segments[place]
    cell = (counted.asked, joined, segment, age)
    return replace(
        row,
        key=(joined.name, segment, age),
        explaining=explaining.cell(counted, place, age),
        title=f"{row.heading} after {ages(counted.span, age)}",
        behind=partial(behind.logos, *cell) if known and not counted.crowd else None,
        behind_in_file=partial(behind.customers, *cell) if known and counted.crowd else None,
        chart=_chart(counted, marked or (place,)),
        words=explaining.sentence(counted, place, age),
    )


def _chart(counted: Counted, places: tuple[int, ...]) -> ChartData:
    """A line for each of the cohorts by age, and the average of all where shares are shown."""
    counts = counted.asked.share == "count"
    lines = [_line(counted, place, MARKS[nth]) for nth, place in enumerate(places)]
    if not counts:
        sums = counted.table.average(counted.of, counted.unit)
        average = tuple(value / base if base else None for value, base, _ in sums)
        lines.insert(0, Series(_AVERAGE, average, "dim"))
    return ChartData(
        "line",
        tuple(str(age) for age in range(counted.table.ages)),
        tuple(lines),
        unit="percent" if not counts else "money" if counted.unit == "mrr" else "count",
        currency=counted.book.currency,
        title=explaining.charted(counted),
        empty="Nothing to draw yet: the cohort's first period is not over",
    )


def _line(counted: Counted, place: int, role: Role) -> Series:
    """One cohort's complete cells: one that counts so far would look like a fall."""
    table = counted.table

    def value(age: int) -> float | None:
        if not (table.has(place, age) and table.complete[place, age]):
            return None
        if counted.asked.share != "count":
            return table.share(place, age, counted.of, counted.unit)
        amount = int(table.values(counted.unit)[place, age])
        return amount / 12 if counted.unit == "mrr" else amount

    values = tuple(value(age) for age in range(table.ages))
    return Series(f"{counted.name(place)} · n {int(table.sizes[place]):,}", values, role)
