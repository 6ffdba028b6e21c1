"""The tabs of Trends: what each one is asked, and which module answers.

A tab's module brings pandas and is therefore imported by the metrics' thread, with the first figures asked of it.
It has

- `figures(book, view, found) -> Figures`: counts everything into finished texts, on the metrics' thread;
- optionally `read(store, book, view) -> object`: reads from the file what the book does not hold, on the store's
  thread; what it returns is `found` (None without it);
- `HELP`: what the tab answers and how to read it, as Markdown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from importlib import import_module
from types import ModuleType
from typing import cast

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.model import splits
from churntui.model.splits import SPLITS
from churntui.plain.dates import Span
from churntui.questions.shown import Figures, View

_RANGE = frozenset({"first", "end"})
_LOSSES = frozenset({"regrettable", "voluntary"})

_UNTIED = frozenset({"span", "by"})
"""Fields of a view that every tab reads in its own way."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the tabs: its figures are a function of another module."""

    name: str
    module: str
    takes: frozenset[str] = frozenset()
    """The fields of `View` that mean something here, besides `span` and `by`."""
    spans: tuple[Span, ...] = ("quarter", "month")
    """How long its periods can be; the first is taken where the view has none of them. Empty: it has no periods."""
    customer_spans: tuple[Span, ...] = ()
    """The same where `View.of` is customers, if that makes a difference."""
    splits: tuple[str, ...] = tuple(SPLITS)
    """The fields it can be split by; empty: it cannot be."""
    unsplit: str = "not split"
    """What it shows where no field was chosen."""
    parts: tuple[str, ...] = ()
    """The values of `View.part`, the first of which opens: `f` goes on to the next."""
    timeless: frozenset[str] = frozenset()
    """The parts that look at the whole book at once: no periods, no range and no split."""
    fall_part: str = ""
    """The part that lists by `View.fall`."""
    body: bool = False
    """Whether it brings a widget of its own in place of the table."""
    needs_contracts: bool = True
    """Whether there is nothing to show without a contract."""
    asks: bool = False
    """Whether `a` asks for something here."""

    def view(self, wanted: View) -> View:
        """What of a view means something here, so that views that show the same are equal."""
        usual, takes = View(), self.takes_in(wanted)
        kept = {
            one.name: getattr(wanted if one.name in takes else usual, one.name)
            for one in fields(View)
            if one.name not in _UNTIED
        }
        spans = self.spans_of(wanted)
        span = wanted.span if wanted.span in spans else (*spans, usual.span)[0]
        by = tuple(field for field in wanted.by if field in self.splits_of(wanted))
        return replace(View(**kept), span=span, by=by, part=self.part_of(wanted))

    def part_of(self, view: View) -> str:
        """Which of the parts such a view shows; empty where there is only one."""
        return view.part if view.part in self.parts else (*self.parts, "")[0]

    def told_part(self, view: View) -> str:
        """`1 of 3 (f)`: which of its parts such a view shows, and the key to the next; empty where there is one."""
        parts = self.parts
        return f"{parts.index(self.part_of(view)) + 1} of {len(parts)} (f)" if parts else ""

    def takes_in(self, view: View) -> frozenset[str]:
        """The fields of `View` that mean something in the part that such a view shows."""
        return self.takes - _RANGE if self.part_of(view) in self.timeless else self.takes

    def splits_of(self, view: View) -> tuple[str, ...]:
        """The fields such a view can be split by."""
        return () if self.part_of(view) in self.timeless else self.splits

    def spans_of(self, view: View) -> tuple[Span, ...]:
        """How long the periods of such a view can be."""
        if self.part_of(view) in self.timeless:
            return ()
        return self.customer_spans if self.customer_spans and view.of == "customers" else self.spans

    def sheet_name(self, view: View) -> str:
        """What a file of its table is called: `logos-by-quarter`, `behaviour-falling-today`."""
        parts = [self.name, f"by {view.span}" if self.spans_of(view) else self.part_of(view)]
        return "-".join(" ".join(parts).lower().split())

    def load(self) -> ModuleType:
        """Its module; the first time this takes as long as importing pandas, so not on the event loop."""
        return import_module(f"churntui.questions.{self.module}.tab")

    def reader(self) -> Callable[[Store, Book, View], object] | None:
        """What reads from the file, where it needs more than the book."""
        return cast("Callable[[Store, Book, View], object] | None", getattr(self.load(), "read", None))

    def figures(self, book: Book, view: View, found: object) -> Figures:
        """Count; for the metrics' thread."""
        count = cast("Callable[[Book, View, object], Figures]", self.load().figures)
        return count(book, self.view(view), found)

    def help(self) -> str:
        """What it answers; empty where its figures are not there yet."""
        return str(getattr(self.load(), "HELP", ""))


TABS = (
    Tab("Logos", "attrition", _RANGE | _LOSSES),
    Tab("Revenue", "revenue", _RANGE),
    Tab(
        "Customers",
        "customers",
        _RANGE | {"actions"},
        spans=("month", "week"),
        needs_contracts=False,
        asks=True,
    ),
    Tab(
        "Cohorts",
        "cohorts",
        _RANGE | {"of", "unit", "share"},
        customer_spans=("month", "week"),
        body=True,
    ),
    Tab("Segments", "segments", _RANGE | _LOSSES, unsplit="as usual: the first that tells logos apart"),
    Tab(
        "Behaviour",
        "behaviour",
        _RANGE | _LOSSES | {"action", "fall"},
        parts=("actions", "leading indicator", "falling today"),
        timeless=frozenset({"leading indicator", "falling today"}),
        fall_part="falling today",
        asks=True,
    ),
    Tab(
        "Survival",
        "survival",
        spans=(),
        splits=splits.names(but={"tenure"}),
        parts=("tenure", "time points", "quarters"),
    ),
)
"""In the order they are shown."""
