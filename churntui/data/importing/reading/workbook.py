"""The sheets of a workbook of Excel or LibreOffice, as text, by `python-calamine`; those of old ones are in `oldbook`.

A day is a day, whatever system its number is counted in; a number is written without the noise of binary fractions,
and a whole one whole, so that an id stays an id. calamine gives nothing for a cell in error and for a formula whose
result was not stored, which would make a contract without an end: `faults` finds those, and they reject their row.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from types import TracebackType

import python_calamine as calamine

from churntui.data.importing.reading import faults
from churntui.data.importing.reading.sheet import DAY_ZERO, Progress, Row, UnknownCell
from churntui.data.importing.reading.source import Source, damaged, protected

_REPORT_EVERY = 5_000

_NUMBERS = (int, float)

_DAY_ZERO_OF_1904 = date(1904, 1, 1)

_EXACT = 10**15
"""From here on Excel has dropped digits of a whole number."""
_CLEAN_DIGITS = 12
"""Digits in which a number without noise can be written, if it is an amount."""
_NOISE = 1e-13
"""How far, for its size, a number may be from one of so few digits to be the same with noise."""
_MAY_BE_NUMBER = re.compile(r"\W*[^\W\d_]{0,3}\W*\d[\d.,:' \u00a0\u202f-]*\W*[^\W\d_]{0,3}\W*")
"""A cell with few letters beside its digits, as an amount or a day has."""
_LIKE_THOUSANDS = 3
"""Decimals that could be taken for thousands; one more tells."""


@dataclass(frozen=True, slots=True)
class Title:
    """A sheet by its name."""

    name: str
    is_hidden: bool
    is_table: bool
    """Whether it is of cells, and not a chart or macros."""


class Workbook:
    """A file that is one.

    Raises:
        BadInputError: It is protected, damaged, or something else that Office wrote.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        with source.opened() as file:
            content = file.read()
        self._untold = faults.of_sheets(content, source.name)
        self.day_zero = (
            _DAY_ZERO_OF_1904 if any(sheet.counts_from_1904 for sheet in self._untold.values()) else DAY_ZERO
        )
        book = _loaded(content, source.name)
        self.titles = tuple(
            Title(
                sheet.name,
                sheet.visible != calamine.SheetVisibleEnum.Visible,
                sheet.typ == calamine.SheetTypeEnum.WorkSheet,
            )
            for sheet in book.sheets_metadata
        )

    def rows(self, title: str, name: str, progress: Progress | None = None) -> Iterator[Row]:
        """Every row of a sheet, with its number; progress is told under a name.

        Raises:
            BadInputError: It cannot be read.
        """
        sheet = _sheet(self._source, title, self._source.stamp)
        left = 0 if sheet.start is None else sheet.start[1]
        untold = self._untold.get(title, faults.Untold())
        merged = _Merged(sheet, left)
        total = self._source.size
        for number, values in enumerate(sheet.iter_rows(), start=1):
            cells = [text(value) for value in values]
            merged.fill(number, cells)
            for column, sign in untold.signs.get(number, {}).items():
                if type(values[column - left]) in _NUMBERS:
                    cells[column - left] = f"{cells[column - left]} {sign}"
            yield number, laid_over(cells, untold.faults.get(number, {}), left)
            if progress is not None and number % _REPORT_EVERY == 0:
                progress(name, total * number // max(number, sheet.total_height), total)
        if progress is not None:
            progress(name, total, total)


class _Merged:
    """The cells of a sheet that were merged with those below them: a name beside several rows is that of each.

    What may be a number is not repeated: an amount for several rows is none for each.
    """

    def __init__(self, sheet: calamine.CalamineSheet, left: int) -> None:
        self._until: dict[int, list[tuple[int, int]]] = {}
        """By the row of the first cell, the last row and the place of each."""
        for (top, column), (bottom, last) in sheet.merged_cell_ranges or ():
            if column == last and bottom > top:
                self._until.setdefault(top + 1, []).append((bottom + 1, column - left))
        self._names: dict[int, tuple[int, str]] = {}

    def fill(self, number: int, cells: list[str]) -> None:
        """Write the names that reach down to a row into its blank cells."""
        for place, (until, name) in list(self._names.items()):
            if number > until:
                del self._names[place]
            elif place < len(cells) and not cells[place]:
                cells[place] = name
        for until, place in self._until.get(number, ()):
            if place < len(cells) and cells[place] and not _MAY_BE_NUMBER.fullmatch(cells[place]):
                self._names[place] = (until, cells[place])


def laid_over(cells: list[str], unknown: Mapping[int, str], left: int) -> list[str]:
    """The cells of a row, which begin in a column, with those whose values cannot be known in their places."""
    for column, cell in unknown.items():
        if column >= left:
            cells.extend([""] * (column - left + 1 - len(cells)))
            cells[column - left] = cell
    return cells


def forget() -> None:
    """Let go of the sheet that was read last."""
    _sheet.cache_clear()


@lru_cache(maxsize=1)
def _sheet(source: Source, title: str, _stamp: int) -> calamine.CalamineSheet:
    """A sheet, which stays until another one is asked for: one pass follows the other."""
    with source.opened() as file:
        book = _loaded(file.read(), source.name)
    with _ClearFaults(source.name):
        return book.get_sheet_by_name(title)


def _loaded(content: bytes, name: str) -> calamine.CalamineWorkbook:
    with _ClearFaults(name):
        return calamine.load_workbook(io.BytesIO(content))


class _ClearFaults(AbstractContextManager[None]):
    """While calamine reads: its faults are clear lines, also where it gives up in a way that is no `Exception`."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if isinstance(error, calamine.PasswordError):
            raise protected(self._name) from None
        if isinstance(error, (calamine.CalamineError, ValueError, OSError, OverflowError)):
            raise damaged(self._name, error) from None
        if kind is not None and kind.__name__ == "PanicException":
            raise damaged(self._name, "its parts do not fit together") from None


def text(value: object) -> str:
    """A cell as it would stand in a file of text."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


def _number(value: float) -> str:
    if value.is_integer():
        if abs(value) < _EXACT:
            return str(int(value))
        return UnknownCell(
            f"{value:.14E}", "Excel keeps 15 digits of a number: write ids as text, and export once more"
        )
    clean = f"{value:.{_CLEAN_DIGITS}g}"
    if abs(float(clean) - value) > abs(value) * _NOISE:
        clean = f"{value:.15g}"
    if not clean[-1].isdigit():
        return clean  # infinite, or no number
    written = f"{Decimal(clean):f}"
    return f"{written}0" if len(written.rpartition(".")[2]) == _LIKE_THOUSANDS else written
