"""What a report is asked with, and what comes out of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from churntui.book import Book
from churntui.plain import dates
from churntui.plain.dates import Span
from churntui.plain.sheets import Sheet
from churntui.plain.text import clean_line

Of = Literal["logos", "customers"]
"""What a cohort is made of."""

Value = str | int | float | bool | list[dict[str, str | int]] | None
"""What stands under a key of a row: as JSON has it, days as ISO text."""


@dataclass(frozen=True, slots=True)
class Options:
    """What can be asked of a report; None and False are "as usual"."""

    span: Span | None = None
    """How long each period is: a month where it is left out."""
    first: date | None = None
    """The first day of the first period. Left out: that of the first contract's, or for customers, of the first
    measured day's; for their cohorts, of the first who joined."""
    end: date | None = None
    """The first day not covered. Left out: the end of the as-of day's period, or of the last measured day's."""
    by: tuple[str, ...] = ()
    """The fields logos are split by, one or two of `metrics.segments.FIELDS`."""
    regrettable: bool = False
    """Count only losses that are regrettable; the denominator stays what it was."""
    voluntary: bool | None = None
    """Count only losses the logo chose (True), or only those it did not (False); the denominator stays."""
    target: float | None = None
    """The attrition rate of a period (a fraction) above which it is marked. Left out: the book's, for quarters."""
    of: Of | None = None
    """Whose cohorts: logos where it is left out."""
    action: str | None = None
    """The action whose use is looked at, by name."""
    actions: tuple[str, ...] = ()
    """The actions that count as activity instead of the book's qualifying ones, by name."""
    window: int | None = None
    """The active window in days instead of the book's."""

    def beyond(self, taken: Collection[str]) -> tuple[str, ...]:
        """The options that were given and are not among `taken`, as the command line calls them."""
        usual = Options()
        return tuple(
            name
            for name, field in _FIELDS.items()
            if name not in taken and getattr(self, field) != getattr(usual, field)
        )

    def spelled(self, name: str) -> str:
        """How an option was given: `involuntary` where it is voluntary that was asked to be false."""
        return "involuntary" if name == "voluntary" and self.voluntary is False else name

    def without(self, names: Iterable[str]) -> Options:
        """The same with these options left out."""
        usual = Options()
        return replace(self, **{_FIELDS[name]: getattr(usual, _FIELDS[name]) for name in names})


_FIELDS = {
    "period": "span",
    "from": "first",
    "to": "end",
    **{
        name: name
        for name in ("by", "regrettable", "voluntary", "target", "of", "action", "actions", "window")
    },
}
"""What the command line calls an option, and its field."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report, for programs (`rows`) and for people (`headline`, `sheet`, `notes`)."""

    name: str
    as_of: date
    settings: dict[str, object]
    """What the figures depend on: settings of the book, and options."""
    columns: tuple[str, ...]
    """The keys of every row, in order."""
    rows: tuple[dict[str, Value], ...]
    headline: str
    """What it is, of which day, with which settings."""
    sheet: Sheet
    """The rows formatted for reading; it may leave out or join columns."""
    legend: str = ""
    """What the marks in the sheet mean."""
    notes: tuple[str, ...] = ()
    """What a reader of any form must know: contracts left out, what to do about an empty report."""

    def json(self) -> str:
        """One object `{"report", "as_of", "settings", "rows"}`; ASCII, so that any pipe and terminal takes it."""
        whole = {
            "report": self.name,
            "as_of": self.as_of.isoformat(),
            "settings": self.settings,
            "rows": self.rows,
        }
        return json.dumps(whole, indent=2, allow_nan=False)

    def csv(self) -> str:
        """The rows under their keys: null is an empty cell, flags are `true` and `false`, a list is JSON text."""
        rows = tuple(tuple(_cell(row[column]) for column in self.columns) for row in self.rows)
        return Sheet(self.name, self.columns, rows).csv()

    def text(self) -> str:
        """For people: the headline, the table, the notes."""
        table = self.sheet.text() if self.sheet.rows else ""
        parts = [self.headline, table, "\n".join(note for note in (self.legend, *self.notes) if note)]
        return "\n\n".join(part for part in parts if part)


def settings_used(book: Book, options: Options) -> dict[str, object]:
    """The settings every report names beside its figures."""
    return {
        "grace_days": book.settings.grace_days,
        "reporting_currency": book.currency,
        "currencies_without_rate": dict(sorted(book.without_rate.items())),
        "from": options.first.isoformat() if options.first else None,
        "to": options.end.isoformat() if options.end else None,
        "by": ",".join(options.by) or None,
        "regrettable": options.regrettable,
        "voluntary": options.voluntary,
    }


def headline(book: Book, title: str, *, grace: bool = True) -> str:
    """`Logo attrition by month · as of 21 Nov 2026 · grace 30 days · EUR`."""
    parts = [title, f"as of {dates.short(book.as_of)}"]
    if grace:
        parts.append(f"grace {book.settings.grace_days} days")
    return " · ".join([*parts, book.currency])


def notes(book: Book) -> tuple[str, ...]:
    """One line for each currency whose contracts are left out; what to do about a book without contracts."""
    if not book.contracts:
        return ("No contracts yet. Import them: churntui import contracts.csv",)
    return left_out(book)


def left_out(book: Book) -> tuple[str, ...]:
    """One line for each currency whose contracts are left out."""
    return tuple(
        f"{count} {'contract' if count == 1 else 'contracts'} in {currency} left out: there is no rate from "
        f"{currency} to {book.currency}. Import one: churntui import rates.csv"
        for currency, count in sorted(book.without_rate.items())
    )


def sheet(
    name: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Collection[str],
    without: Collection[str] = (),
) -> Sheet:
    """A table for people: the columns titled `right` are aligned so, those titled `without` are left out."""
    kept = [at for at, title in enumerate(header) if title not in without]
    return Sheet(
        name,
        tuple(header[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in rows),
        frozenset(place for place, at in enumerate(kept) if header[at] in right),
    )


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value)
    return clean_line(value) if isinstance(value, str) else str(value)
