"""Trends, Cohorts: those who joined together, and how many of them are there at each age, as a triangle."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.plain import wording
from churntui.plain.chart import ChartData, Role, Series
from churntui.presence import Crowd
from churntui.questions.asked import Asked
from churntui.questions.cohorts import behind
from churntui.questions.cohorts import explaining as words
from churntui.questions.cohorts.counted import Counted, ages, count, crowd_for, heats
from churntui.questions.cohorts.triangle import MARKS, Cell, TriangleData, TriangleRow
from churntui.questions.customers.report import missing
from churntui.questions.shown import PERIOD_WIDTH, Figures, Heading, Line, TrendRow

HELP = words.HELP

_AVERAGE = "average"


def read(store: Store, book: Book, view: Asked) -> Crowd | None:
    """What customers did since the first period of joining in view; None where the cohorts are of logos."""
    return crowd_for(store, book, view) if view.of == "customers" else None


def figures(book: Book, view: Asked, found: object) -> Figures:
    """The Cohorts tab for a view; none of it is counted on the event loop."""
    counted = count(book, view, found if isinstance(found, Crowd) else None)
    nobody = _nobody(counted)
    triangle = () if nobody else _triangle_rows(counted)
    rows = tuple(_row(counted, place, row) for place, row in enumerate(triangle))
    shown = TriangleData(
        words.across(counted),
        "Joined",
        counted.who.capitalize(),
        triangle,
        TriangleRow(_AVERAGE, f"{_AVERAGE} %", "", tuple(_average(counted))),
        partial(_cell_row, counted, rows),
    )
    return Figures(_headings(counted), rows, told=words.shown(counted), empty=nobody, body=shown)


def _nobody(counted: Counted) -> str:
    """What to do where there is nobody to count; empty where there is somebody."""
    why = missing(counted.crowd) if counted.crowd else ""
    return why or ("" if counted.table.joined else "Nobody joined in these periods. Press d for others")


def _headings(counted: Counted) -> tuple[Heading, ...]:
    segment = (Heading("Segment", 14, "left", flex=True),) if counted.view.by else ()
    return (
        Heading("Joined", PERIOD_WIDTH[counted.span], "left"),
        *segment,
        Heading(counted.who.capitalize(), 9),
        *(Heading(str(age), 7) for age in range(counted.table.ages)),
    )


def _triangle_rows(counted: Counted) -> tuple[TriangleRow, ...]:
    """Every cohort with its cells as texts."""
    table = counted.table
    cells = zip(counted.texts(), heats(counted), table.complete.tolist(), strict=True)
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


def _average(counted: Counted) -> list[Cell | None]:
    """The average of each age; none where no cohort that old is complete."""
    texts = (
        counted.share_text(value, base) for value, base, _ in counted.table.average(counted.of, counted.unit)
    )
    return [Cell(text) if text else None for text in texts]


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
    joined, segment, view = counted.table.joined[place], counted.table.segments[place], counted.view
    cell = (view, joined, segment, age)
    return replace(
        row,
        key=(joined.name, segment, age),
        explaining=words.cell(counted, place, age),
        title=f"{row.heading} after {ages(counted.span, age)}",
        behind=partial(behind.logos, *cell) if known and not counted.crowd else None,
        behind_in_file=partial(behind.customers, *cell) if known and counted.crowd else None,
        chart=_chart(counted, marked or (place,)),
        words=words.sentence(counted, place, age),
    )


def _chart(counted: Counted, places: tuple[int, ...]) -> ChartData:
    """A line for each of the cohorts by age, and the average of all where shares are shown."""
    counts = counted.view.share == "count"
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
        title=words.charted(counted),
        empty="Nothing to draw yet: the cohort's first period is not over",
    )


def _line(counted: Counted, place: int, role: Role) -> Series:
    """One cohort's complete cells: one that counts so far would look like a fall."""
    table = counted.table
    values: list[float | None] = []
    for age in range(table.ages):
        if not (table.has(place, age) and table.complete[place, age]):
            values.append(None)
        elif counted.view.share == "count":
            value = int(table.values(counted.unit)[place, age])
            values.append(value / 12 if counted.unit == "mrr" else value)
        else:
            values.append(table.share(place, age, counted.of, counted.unit))
    return Series(f"{counted.name(place)} · n {int(table.sizes[place]):,}", tuple(values), role)
