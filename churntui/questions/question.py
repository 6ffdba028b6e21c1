"""What a question is, as far as it is known without counting, and what its room must have to answer it.

`Question` is a line of the registry (`churntui.questions`) and knows no pandas, so that names, help, tabs and keys
are there before the first frame. `Room` is what the line points to: it is imported when the question is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any, Protocol, TypeVar

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.model import splits
from churntui.plain.dates import Span
from churntui.questions.asked import Asked
from churntui.questions.report import Report
from churntui.questions.shown import Figures

RANGE = frozenset({"first", "end"})
PERIODS = frozenset({"span", "by"}) | RANGE
"""What is asked of a question over time."""

LOSSES = frozenset({"regrettable", "voluntary"})
"""Which losses count."""

Known = TypeVar("Known")


class Answer(Protocol):
    """What was counted, in the forms it is read in. Each is made when it is asked for, and costs nothing before."""

    def report(self) -> Report:
        """For a script, a spreadsheet, a person at a terminal."""

    def figures(self) -> Figures:
        """For its tab of Trends, and what is exported there."""


class Room(Protocol[Known]):
    """What answers a question: one object, called `ROOM`, of the module that a `Question` names."""

    @property
    def help(self) -> str:
        """What the tab answers and how to read it, as Markdown; empty where there is no tab."""

    def read(self, store: Store, book: Book, asked: Asked) -> Known:
        """What the file knows beside the book; on the store's thread, and only where the question `reads`."""

    def answer(self, book: Book, asked: Asked, known: Known) -> Answer:
        """Count; off the event loop. `known` is what `read` found, None where the question does not read."""


class OfBook:
    """A room that needs nothing of the file beside the book."""

    help = ""

    def read(self, store: Store, book: Book, asked: Asked) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class Question:
    """One of the questions that can be asked of a book."""

    name: str
    """What `churntui report` calls it."""
    room: str
    """Its room: a module of this package with a `ROOM`."""
    takes: frozenset[str]
    """The fields of `Asked` that mean something for it."""
    tab: str = ""
    """The title of its tab in Trends; empty where it has none."""
    reads: bool = False
    """Whether its room reads from the file beside the book."""
    can_do_without: bool = False
    """Whether it is answered without the file too: what would have come of it is null then."""
    of_customers: frozenset[str] = frozenset()
    """Those of `takes` that mean something only where `Asked.of` is customers."""
    of_logos: frozenset[str] = frozenset()
    """Those that mean something only where it is not."""
    spans: tuple[Span, ...] = ("quarter", "month", "year")
    """How long the tab's periods can be, the usual one first; empty where it has none."""
    customer_spans: tuple[Span, ...] = ()
    """The same where `Asked.of` is customers, if that makes a difference."""
    splits: tuple[str, ...] = splits.names()
    """The fields the tab can be split by."""
    unsplit: str = "not split"
    """What the tab shows where no field was chosen."""
    parts: tuple[str, ...] = ()
    """The values of `Asked.part`, the first of which opens: `f` goes on to the next."""
    timeless: frozenset[str] = frozenset()
    """The parts that look at the whole book at once: no periods, no range and no split."""
    fall_part: str = ""
    """The part that lists by `Asked.fall`."""
    body: bool = False
    """Whether the tab brings a widget of its own in place of the table."""
    needs_contracts: bool = True
    """Whether there is nothing to show without a contract."""
    asks: bool = False
    """Whether `A` asks for something in the tab."""

    def load(self) -> Room[Any]:
        """Its room; the first time this takes as long as importing pandas, so not on the event loop."""
        room: Room[Any] = import_module(f"churntui.questions.{self.room}").ROOM
        return room

    def answered(self, book: Book, asked: Asked, known: object) -> Answer:
        """Count; off the event loop."""
        return self.load().answer(book, asked, known)

    def meant(self, asked: Asked) -> Asked:
        """What of it means something for the tab, so that what shows the same is equal."""
        spans = self.spans_of(asked)
        return replace(
            asked.only(self.takes_of(asked)),
            span=asked.span if asked.span in spans else (*spans, None)[0],
            by=tuple(field for field in asked.by if self.is_split_by(field, asked)),
            part=self.part_of(asked),
        )

    def takes_of(self, asked: Asked) -> frozenset[str]:
        """The fields of `Asked` that mean something, as far as this depends on the others."""
        takes = self.takes - (self.of_logos if self._is_of_customers(asked) else self.of_customers)
        return takes - RANGE if self.part_of(asked) in self.timeless else takes

    def _is_of_customers(self, asked: Asked) -> bool:
        return asked.of == "customers" or self.part_of(asked) == "customers"

    def spans_of(self, asked: Asked) -> tuple[Span, ...]:
        """How long the tab's periods can be."""
        if self.part_of(asked) in self.timeless:
            return ()
        return self.customer_spans if self.customer_spans and asked.of == "customers" else self.spans

    def splits_of(self, asked: Asked) -> tuple[str, ...]:
        """The fields the tab can be split by."""
        return () if self.part_of(asked) in self.timeless else self.splits

    def is_split_by(self, field: str, asked: Asked) -> bool:
        """Whether the tab can be split by it; a name that nobody declared is that of a field of the user's own."""
        offered = self.splits_of(asked)
        return field in offered or (bool(offered) and not splits.is_known(field))

    def part_of(self, asked: Asked) -> str:
        """Which of its parts is shown; empty where there is only one."""
        return asked.part if asked.part in self.parts else (*self.parts, "")[0]

    def told_part(self, asked: Asked) -> str:
        """`1 of 3 (f)`: which of its parts is shown, and the key to the next; empty where there is one."""
        parts = self.parts
        return f"{parts.index(self.part_of(asked)) + 1} of {len(parts)} (f)" if parts else ""

    def sheet_name(self, asked: Asked) -> str:
        """What a file of its table is called: `logos-by-quarter`, `behaviour-falling-today`."""
        parts = [self.tab, f"by {asked.every}" if self.spans_of(asked) else self.part_of(asked)]
        return "-".join(" ".join(parts).lower().split())

    def told_unused(self, asked: Asked) -> tuple[str, ...]:
        """A line for each option of the command line that was given and means nothing for the report."""
        report = self.name
        if asked.of == "customers" and self.of_logos:
            report = f"{self.name} of customers"
        elif asked.of != "customers" and self.of_customers:
            report = f"{self.name} of logos"
        unused = asked.beyond(self.takes_of(asked))
        return tuple(f"--{option} means nothing for {report} and was not used" for option in unused)
