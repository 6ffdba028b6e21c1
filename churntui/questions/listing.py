"""A question answered by a list: of what is due, of themes, of reasons. With a split, by the list of each segment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from churntui.book import Book
from churntui.plain.errors import NotFoundError
from churntui.questions.asked import Asked
from churntui.questions.columns import Column
from churntui.questions.report import Report, Value, headline, notes, settings_used, sheet
from churntui.questions.shown import Figures

Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class Listing(Generic[Row]):
    """The answer to such a question; it has no tab."""

    book: Book
    asked: Asked
    name: str
    title: str
    rows: Sequence[tuple[str, Row]]
    """Each with the segment it is of, which is not told where nothing is split."""
    keys: tuple[str, ...]
    """What programs are given of a row."""
    published: Callable[[Row], dict[str, Value]]
    columns: Sequence[Column[Row]]
    """What people are told of a row."""
    segment_at: int = 0
    """The place of the segment among them."""
    shows: Callable[[Row], bool] = lambda _row: True
    """Whether people see a row; programs see all."""
    sentence: str = ""
    """What is told before the table."""
    legend: str = ""
    """What is told below it."""

    def report(self) -> Report:
        """The rows for programs, and the columns for people."""
        split, at = bool(self.asked.by), self.segment_at
        titles = [column.title for column in self.columns]
        lines = [
            (segment, *(column.text(row) for column in self.columns))
            for segment, row in self.rows
            if self.shows(row)
        ]
        return Report(
            name=self.name,
            as_of=self.book.as_of,
            settings=settings_used(self.book, self.asked),
            columns=(*self.keys, "segment") if split else self.keys,
            rows=tuple(
                self.published(row) | ({"segment": segment} if split else {}) for segment, row in self.rows
            ),
            headline="\n".join(filter(None, (headline(self.book, self.title), self.sentence))),
            sheet=sheet(
                self.name,
                (*titles[:at], "Segment", *titles[at:]),
                [(*line[1 : at + 1], line[0], *line[at + 1 :]) for line in lines],
                right=[column.title for column in self.columns if column.align == "right"],
                without=() if split else ("Segment",),
            ),
            legend=self.legend,
            notes=notes(self.book),
        )

    def figures(self) -> Figures:
        """There are none."""
        raise NotFoundError(f"There is no tab of {self.name}", "It is a report")
