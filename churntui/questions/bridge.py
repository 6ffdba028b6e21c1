"""A room still made of two halves: a report and a tab, each of which reads and counts for itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.plain.errors import NotFoundError
from churntui.questions.asked import Asked
from churntui.questions.report import Report
from churntui.questions.shown import Figures

Reader = Callable[[Store, Book, Asked], Any]


@dataclass(frozen=True, slots=True)
class Halves:
    """What either half makes of a book."""

    book: Book
    asked: Asked
    known: Any
    to_report: Callable[..., Report] | None
    to_figures: Callable[..., Figures] | None

    def report(self) -> Report:
        """By the report's half."""
        if self.to_report is None:
            raise NotFoundError("There is no such report", "It is a tab of Trends")
        return self.to_report(self.book, self.asked, self.known)

    def figures(self) -> Figures:
        """By the tab's half."""
        if self.to_figures is None:
            raise NotFoundError("There is no such tab", "It is a report")
        return self.to_figures(self.book, self.asked, self.known)


@dataclass(frozen=True, slots=True)
class Bridge:
    """A room of two halves; which one reads is told by `Asked.latest`, which only a screen asks for."""

    to_report: Callable[..., Report] | None = None
    to_figures: Callable[..., Figures] | None = None
    report_reads: Reader | None = None
    tab_reads: Reader | None = None
    help: str = ""

    def read(self, store: Store, book: Book, asked: Asked) -> object:
        """What the half that is asked needs of the file."""
        reads = self.tab_reads if asked.latest else self.report_reads
        return reads(store, book, asked) if reads else None

    def answer(self, book: Book, asked: Asked, known: object) -> Halves:
        """Nothing yet: the half that is asked counts."""
        return Halves(book, asked, known, self.to_report, self.to_figures)
