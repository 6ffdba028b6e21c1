"""A question over time: a row for each period and segment, shown in columns that are declared once.

The rows answer programs by their fields. People read columns: at a terminal, where a rate comes with its counts, and
in a tab of Trends, where it has a column of its own and the last ones go in a narrow table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Generic, Protocol, TypeVar

from churntui.book import Book
from churntui.plain import dates, wording
from churntui.plain.chart import ChartData
from churntui.plain.dates import Period
from churntui.questions import counting
from churntui.questions.asked import Asked
from churntui.questions.charting import PeriodRow
from churntui.questions.columns import Column, headings, line, of_report
from churntui.questions.report import Counted, Report, Value, headline, notes, published, settings_used, sheet
from churntui.questions.shown import PERIOD_WIDTH, Behind, BehindInFile, Figures, Heading, Line, TrendRow


class CountedPeriod(PeriodRow, Counted, Protocol):
    """A frozen row of a period's figures."""

    @property
    def starts_on(self) -> date:
        """The period's first day."""


_KNOWN_BEFORE = frozenset({"period", "starts_on", "ends_on", "segment", "currency", "complete"})
"""What is known of a period that has not begun; every other figure is null."""


Row = TypeVar("Row", bound=CountedPeriod)


@dataclass(frozen=True, kw_only=True)
class OverTime(Generic[Row]):
    """The answer to a question over time."""

    book: Book
    asked: Asked
    name: str
    title: str
    """What stands before `by month and plan`."""
    covered: Sequence[Period]
    rows: Sequence[Row]
    keys: tuple[str, ...]
    """The fields of the rows that programs are given."""
    columns: Sequence[Column[Row]]
    """After the period and the segment, in order."""
    shows: Callable[[Row], bool]
    """Whether people see a row of a split; programs see all."""
    settings: Mapping[str, object] = field(default_factory=dict)
    """What the figures depend on besides what every report names; the period stands first unless it is among them."""
    headline: str = ""
    """The report's first line, where it is not that of figures about contracts."""
    not_over: str = wording.NOT_OVER
    """What the mark beside an incomplete period means."""
    legend: str = ""
    """What else is told below the table of the report."""
    notes: tuple[str, ...] | None = None
    """What a reader of the report must know, where it is not what one of contracts must."""
    missing: str = ""
    """What has to be done before there is anything to show: the tab then shows nothing else."""
    explaining: Callable[[], Callable[[Period, Row], str]]
    """Counts what else it takes, with the tab's figures; then works out those of a row, as Markdown."""
    words: Callable[[Row], str] = lambda _row: ""
    """A sentence about a row."""
    behind: Callable[[Period, str | None], Behind] | None = None
    """Who stands behind the figures of a period (of a segment)."""
    behind_in_file: Callable[[Period, str | None], BehindInFile] | None = None
    """The same where the book does not hold them."""
    charts: Callable[[Sequence[Row]], tuple[ChartData, ...]] = lambda _rows: ()
    """What is drawn of the rows that have begun."""
    told: str = ""
    """What is shown, for the line beside the tabs; made of what is asked where empty."""
    empty: str = "No contract has begun yet"
    """What the tab says where there is no row at all."""

    def report(self) -> Report:
        """The rows for programs, and the columns of a report for people."""
        columns = of_report(self.columns)
        titles = [column.title for column in columns]
        lines = [(self._label(row), row.segment or "", *self._texts(row, columns)) for row in self._shown]
        open_ = self.not_over if any(not row.complete for row in self.rows) else ""
        period = {} if "period" in self.settings else {"period": self.asked.every}
        return Report(
            name=self.name,
            as_of=self.book.as_of,
            settings=settings_used(self.book, self.asked) | period | {**self.settings},
            columns=self.keys,
            rows=tuple(self._published(row) for row in self.rows),
            headline=self.headline or headline(self.book, counting.title(self.title, self.asked)),
            sheet=sheet(
                self.name,
                (self.asked.every.capitalize(), "Segment", *titles),
                lines,
                right=titles,
                without=() if self.asked.by else ("Segment",),
            ),
            legend="\n".join(words for words in (open_, self.legend) if words),
            notes=notes(self.book) if self.notes is None else self.notes,
        )

    def figures(self) -> Figures:
        """The columns of a tab, with what each row means and who is behind it."""
        by_name = {period.name: period for period in self.covered}
        segment = (Heading("Segment", 14, "left", flex=True),) if self.asked.by else ()
        every = self.asked.every
        first = Heading(every.capitalize(), PERIOD_WIDTH[every], "left")
        titles = (first, *segment, *headings(self.columns))
        if self.missing:
            return Figures(titles, (), told=self.told, empty=self.missing)
        explained = self.explaining()
        return Figures(
            titles,
            tuple(self._row(by_name[row.period], row, explained) for row in self._shown),
            self.charts([row for row in self.rows if self._has_begun(row)]),
            told=self.told,
            empty=self.empty,
        )

    @property
    def _shown(self) -> list[Row]:
        """The rows people see."""
        return [row for row in self.rows if not self.asked.by or self.shows(row)]

    def _has_begun(self, row: Row) -> bool:
        return row.starts_on <= self.book.as_of

    def _published(self, row: Row) -> dict[str, Value]:
        """A row for programs: without figures where its period has not begun, which is not the same as none lost."""
        known = published(row, self.keys)
        if self._has_begun(row):
            return known
        return {key: value if key in _KNOWN_BEFORE else None for key, value in known.items()}

    def _texts(self, row: Row, columns: Sequence[Column[Row]]) -> Iterator[str]:
        """What a terminal shows of a row."""
        return (column.text(row) if self._has_begun(row) else wording.NOTHING for column in columns)

    def _label(self, row: Row) -> str:
        return wording.period(Period.of(row.starts_on, self.asked.every), complete=row.complete)

    def _row(
        self,
        period: Period,
        row: Row,
        explained: Callable[[Period, Row], str],
    ) -> TrendRow:
        names = (self._label(row), *((row.segment or "",) if self.asked.by else ()))
        if not self._has_begun(row):
            nothing = (wording.NOTHING for _ in headings(self.columns))
            words = f"{period.label} has not begun by {dates.short(self.book.as_of)}: it has no figures."
            return TrendRow((period.name, row.segment), Line((*names, *nothing), look="dim"), words, period)
        return TrendRow(
            (period.name, row.segment),
            line(names, self.columns, row, "" if row.complete else "dim"),
            partial(explained, period, row),
            period,
            row.segment,
            behind=self.behind(period, row.segment) if self.behind else None,
            behind_in_file=self.behind_in_file(period, row.segment) if self.behind_in_file else None,
            words=self.words(row),
        )
