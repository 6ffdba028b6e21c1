"""What comes out of a question asked on the command line: rows for programs, and the same as text for people."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, ClassVar, Protocol

from churntui.book import Book
from churntui.plain import dates, wording
from churntui.plain.sheets import Sheet
from churntui.plain.text import clean_line
from churntui.questions.asked import Asked

Value = str | int | float | bool | list[dict[str, str | int]] | list[dict[str, str | int | float]] | None
"""What stands under a key of a row: as JSON has it, days as ISO text."""


class Counted(Protocol):
    """A frozen row of figures: a dataclass, whose fields are the keys of programs."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


def keys_of(row: type[Counted], *, but: Collection[str] = ()) -> tuple[str, ...]:
    """The keys of such rows, in order, without those that are only shown to people."""
    return tuple(field.name for field in fields(row) if field.name not in but)


def published(row: Counted, keys: Sequence[str]) -> dict[str, Value]:
    """A row for programs: its figures under these keys, days as ISO text."""
    figures = ((key, getattr(row, key)) for key in keys)
    return {key: figure.isoformat() if isinstance(figure, date) else figure for key, figure in figures}


@dataclass(frozen=True, slots=True)
class Report:
    """A report, for programs (`rows`) and for people (`headline`, `sheet`, `notes`)."""

    name: str
    as_of: date
    settings: dict[str, object]
    """What the figures depend on: settings of the book, and asked."""
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


def settings_used(book: Book, asked: Asked) -> dict[str, object]:
    """The settings every report names beside its figures; the owner only where it is of one."""
    return ({"owner": book.owner} if book.owner else {}) | {
        "grace_days": book.settings.grace_days,
        "renewal_wait_days": book.settings.renewal_wait_days,
        "reporting_currency": book.currency,
        "currencies_without_rate": dict(sorted(book.without_rate.items())),
        "from": asked.first.isoformat() if asked.first else None,
        "to": asked.end.isoformat() if asked.end else None,
        "by": ",".join(asked.by) or None,
        "regrettable": asked.regrettable,
        "voluntary": asked.voluntary,
    }


def headline(book: Book, title: str, *, grace: bool = True) -> str:
    """`Logo attrition by month · as of 21 Nov 2026 · grace 30 days · EUR`."""
    parts = [title, dated(book)]
    if grace:
        parts.append(wording.grace(book.settings.grace_days))
    return " · ".join([*parts, book.currency])


def dated(book: Book) -> str:
    """`as of 21 Nov 2026`; with its owner where it is of one: `as of 21 Nov 2026 · owner: Ines`."""
    day = f"as of {dates.short(book.as_of)}"
    return f"{day} · owner: {book.owner}" if book.owner else day


def notes(book: Book) -> tuple[str, ...]:
    """One line for each currency whose contracts are left out; what to do about a book without contracts."""
    if not book.contracts:
        begin = "" if book.owner else ". Import them: churntui import contracts.csv"
        return (f"{wording.none_yet('contracts', book.owner)}{begin}",)
    return left_out(book)


def left_out(book: Book) -> tuple[str, ...]:
    """One line for each currency whose contracts are left out of amounts, one for those too large to be added up."""
    lines = [
        f"{wording.counted(missing.contracts, 'contract')} in {missing.currency} left out of amounts, where "
        f"its logo may seem to pay less: {missing.sentence(book.currency)}. Import one: churntui import rates.csv"
        for missing in book.missing_rates
    ]
    if book.too_large:
        lines.append(
            f"{wording.counted(book.too_large, 'contract')} left out: too large to be added up. See: churntui check"
        )
    return tuple(lines)


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
