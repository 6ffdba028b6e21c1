"""The rows of one sheet as typed values by canonical column, through its mapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from churntui.data.importing.check import Cell, CellError, DayReader, read_cell
from churntui.data.importing.outcome import Tally
from churntui.data.importing.profiles import DateOrder, EndDates
from churntui.model.own_fields import OwnField
from churntui.model.schema import DAYS, Column
from churntui.plain.text import fold


@dataclass(frozen=True, slots=True)
class Choices:
    """How a file is to be read, where that does not stand in the file."""

    end_dates: EndDates
    date_order: DateOrder | None
    reporting_currency: str
    currency: str
    """What the user said amounts without a currency are in; empty where they did not say."""
    makes_logos: bool
    """Whether a contract may bring its logo along: the run has no file of logos."""
    own: Mapping[int, OwnField] = field(default_factory=dict)
    """The places of columns that are fields of the user's own."""


class RowError(Exception):
    """Why a row cannot be taken: one error for each of its cells that is wrong."""

    def __init__(self, *errors: CellError) -> None:
        super().__init__(*errors)
        self.errors = errors


class Cells:
    """Reads the cells of one sheet's rows."""

    def __init__(self, tally: Tally, choices: Choices) -> None:
        self._mapping = tally.mapping
        self._end_dates = choices.end_dates
        self._width = len(tally.sheet.header)
        table = tally.mapping.table
        self._columns = tuple(
            column
            for column in table.columns + table.extras
            if column.name in tally.mapping.at or column.name in tally.mapping.constants
        )
        self._days = {
            column.name: DayReader(choices.date_order, partial(_values, tally, tally.mapping.at[column.name]))
            for column in self._columns
            if column.kind in DAYS and column.name in tally.mapping.at
        }

    def read(self, cells: list[str]) -> dict[str, Cell]:
        """Every canonical column that the file or its profile has; None where the row states nothing.

        Raises:
            RowError: Some cells cannot be read.
        """
        self.check_width(cells)
        stated: dict[str, Cell] = {}
        errors: list[CellError] = []
        for column in self._columns:
            try:
                stated[column.name] = self._cell(column, cells)
            except CellError as error:
                errors.append(error)
        if errors:
            raise RowError(*errors)
        if self._mapping.ends_are_final and stated.get("notice_on") is None:
            stated["notice_on"] = stated["ends_on"]
        return stated

    def check_width(self, cells: list[str]) -> None:
        """Refuse a row that is wider than the header.

        Raises:
            RowError: It is.
        """
        if len(cells) > self._width:
            raise RowError(
                CellError(
                    "", cells[-1], f"{len(cells)} cells under {self._width} headers: a stray separator?"
                )
            )

    def _cell(self, column: Column, cells: list[str]) -> Cell:
        place = self._mapping.at.get(column.name)
        return self.of(
            column, self._mapping.constants.get(column.name, "") if place is None else cells[place]
        )

    def of(self, column: Column, text: str) -> Cell:
        """What a text says in a column.

        Raises:
            CellError: It cannot be read.
        """
        names = self._mapping.rule.values.get(column.name)
        if names:
            text = names.get(fold(text), text)
        return read_cell(column, text, self._days.get(column.name), self._end_dates)

    def notes(self) -> list[str]:
        """What the columns told about themselves."""
        return [f"{name} read as {reader.inferred}" for name, reader in self._days.items() if reader.inferred]


def _values(tally: Tally, place: int) -> list[str]:
    return [cells[place] for _, cells in tally.sheet.rows()]
