"""A sheet with months as columns, as people keep use by account: each cell becomes a row of its own.

The same form holds revenue by month, which is no list of contracts. What it is must stand in the file's name or beside
its months; a count is taken as use on the month's first day, and a blank or 0 is no use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from churntui.data.importing.besides import is_number, is_total
from churntui.data.importing.days import months
from churntui.data.importing.reading.sheet import Progress, Row, Sheet
from churntui.data.importing.words import words
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line, fold

_LEAST_MONTHS = 2

_NUMBERED = re.compile(r"(?:(\d{4})[-/.](\d{1,2})(?:[-/.]0?1)?|(\d{1,2})[-/.](\d{4}))\Z")
_NAMED = re.compile(r"([^\W\d_]+)\.?[\s\-/'’]*(\d{4}|\d{2})\Z")
_WORD = re.compile(r"[^\W\d_]+")
_NEEDED = (
    "Of use: have the word usage in the file's name, or give each account and month a row. Of revenue: give each "
    "contract a row with its start, its end and its amount"
)

_NO_USE = re.compile(r"0+([.,]0+)?\Z")


def month_of(title: str) -> date | None:
    """The first day of the month that a header names; None where it names none."""
    folded = fold(title)
    if numbered := _NUMBERED.match(folded):
        year, month = (numbered[1], numbered[2]) if numbered[1] else (numbered[4], numbered[3])
        return date(int(year), int(month), 1) if 1 <= int(month) <= 12 and int(year) >= 1900 else None
    named = _NAMED.match(folded)
    number = months().get(named[1]) if named else None
    return date(int(named[2]) % 100 + 2000, number, 1) if named and number else None


def are_wide(sheet: Sheet, names: Sequence[str]) -> bool:
    """Whether months are columns of the sheet, and a name of the file or a header says that they hold use.

    One that says money, too, makes it doubtful again.
    """
    said = {word for text in (*names, *sheet.header) for word in _WORD.findall(fold(text))}
    return _has_months(sheet) and not words().use.isdisjoint(said) and words().revenue.isdisjoint(said)


def refuse(sheet: Sheet) -> None:
    """Refuse a sheet in whose place nothing is known if months are its columns.

    Raises:
        BadInputError: They are.
    """
    if _has_months(sheet):
        raise BadInputError("Months stand as columns, and nothing says that they hold use", _NEEDED)


def _has_months(sheet: Sheet) -> bool:
    return sum(month_of(title) is not None for title in sheet.header) >= _LEAST_MONTHS


def _is_total(cells: Sequence[str], others: Sequence[int]) -> bool:
    """Whether a row sums up others: it has the name of a total, and nothing beside its months."""
    named = [clean_line(cells[place]) for place in others if cells[place].strip()]
    return len(named) > 0 and is_total(named[0]) and all(is_number(text) for text in named[1:])


def _counted(names: Sequence[str]) -> str:
    """The header of what is counted, by the names of a file: log-ins and sessions are no other use."""
    said = {word.removesuffix("s") for text in names for word in _WORD.findall(fold(text))}
    return next(
        (title for word, title in (("login", "Logins"), ("session", "Sessions")) if word in said), "Count"
    )


def by_row(sheet: Sheet, names: Sequence[str]) -> Sheet:
    """The same with a row for each month of each of its rows, under Month and what is counted."""
    days = {place: day for place, title in enumerate(sheet.header) if (day := month_of(title)) is not None}
    others = [place for place in range(len(sheet.header)) if place not in days]
    header = (*(sheet.header[place] for place in others), "Month", _counted(names))

    def records(progress: Progress | None) -> Iterator[Row]:
        for line, cells in sheet.rows(progress):
            if len(cells) > len(sheet.header):
                yield line, cells  # too wide here as well, and refused
                continue
            if _is_total(cells, others):
                yield line, [*(cells[other] for other in others), "", ""]  # told by its name
                continue
            for place, day in days.items():
                count = clean_line(cells[place])
                if count and not _NO_USE.match(count):
                    yield line, [*(cells[other] for other in others), day.isoformat(), count]

    note = f"{len(days)} months as columns: each count taken as use on the first day of its month"
    return replace(sheet, header=header, records=records, record_blocks=None, notes=(*sheet.notes, note))
