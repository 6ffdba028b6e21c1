"""The rows of one sheet as typed values by canonical column, through its mapping.

Under our own headers a cell is taken as the template has it. Under any others it is read as people write it, and what
that was is told by the cells around it: the order of a day, the decimal sign, whether an end is covered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, partial

from churntui.data.importing import ends, foreign, terms
from churntui.data.importing.besides import Besides
from churntui.data.importing.byhand import Take
from churntui.data.importing.check import Cell, CellError, read_cell
from churntui.data.importing.days import DayColumns, DayReader
from churntui.data.importing.doubts import DoubtError
from churntui.data.importing.numbers import NumberReader, rounded, without_sign
from churntui.data.importing.outcome import Tally
from churntui.data.importing.profiles import AmountIs, DateOrder, DecimalSign, EndDates, Standing
from churntui.data.importing.reading.sheet import UnknownCell
from churntui.model.own_fields import OwnField
from churntui.model.schema import DAYS, Column
from churntui.plain.errors import BadInputError
from churntui.plain.money import exponent
from churntui.plain.text import clean_line, fold
from churntui.plain.wording import counted

_SHOWN_WORDS = 3

_REMEMBERED = 8_192
"""Texts of a column of which it is remembered what they say: most columns have fewer, and ids never come again."""

_SHORT = 100
"""Letters of a text that may come again."""

_MANY = 3
"""Columns from which on a row with one filled cell is odd."""


@dataclass(frozen=True, slots=True)
class Choices:
    """How a file is to be read, where that does not stand in the file."""

    end_dates: EndDates | None
    """What the user or the source's profile said; None to find out."""
    date_order: DateOrder | None
    """What the user said, or the source's profile; None to find out."""
    reporting_currency: str
    currency: str
    """What the user said amounts without a currency are in; empty where they did not say."""
    makes_logos: bool
    """Whether a contract may bring its logo along: the run has no file of logos."""
    today: date
    own: Mapping[int, OwnField] = field(default_factory=dict)
    """The places of columns that are fields of the user's own."""
    usual_order: DateOrder | None = None
    """What was said of such a file before; it holds where the file does not tell."""
    decimal: DecimalSign | None = None
    """What the user said; None to find out."""
    usual_decimal: DecimalSign | None = None
    """As `usual_order`."""
    statuses: Mapping[str, Standing] = field(default_factory=dict)
    """What the user said becomes of rows of a status, folded."""
    amount: AmountIs | None = None
    """What the user said of amounts that may be for one seat or for all."""
    take: Take | None = None
    """Whose values are taken where the book's were typed by hand; None to leave those and tell."""


class RowError(Exception):
    """Why a row cannot be taken: one error for each of its cells that is wrong."""

    def __init__(self, *errors: CellError) -> None:
        super().__init__(*errors)
        self.errors = errors


class Cells:
    """Reads the cells of one sheet's rows."""

    def __init__(self, tally: Tally, choices: Choices) -> None:
        self._tally = tally
        self._mapping = tally.mapping
        self._choices = choices
        self._width = len(tally.sheet.header)
        self._has_bad_bytes = tally.sheet.has_bad_bytes
        self._guesses = not tally.mapping.is_own
        table = tally.mapping.table
        self._columns = tuple(
            column
            for column in table.columns + table.extras
            if column.name in tally.mapping.at or column.name in tally.mapping.constants
        )
        there = [column for column in self._columns if column.name in tally.mapping.at]
        places = {column.name: tally.mapping.at[column.name] for column in there if column.kind in DAYS}
        beside = tally.mapping.beside
        places |= {name: beside[name] for name in ("lost_on", "notice_by") if name in beside}
        every = places | {
            f"column {place}": place for place in range(self._width) if place not in places.values()
        }
        told = DayColumns(partial(bare_rows, tally), every)
        self._days = {name: self._day_reader(partial(told.orders, name)) for name in places}
        self._numbers = {
            column.name: NumberReader(
                choices.decimal,
                partial(_values, tally, tally.mapping.at[column.name]),
                usual=choices.usual_decimal,
                is_english=tally.sheet.separator != ";",
            )
            for column in there
            if column.kind in {"amount", "number"} and (self._guesses or choices.decimal)
        }
        self._blanks: dict[str, Counter[str]] = {column.name: Counter() for column in there}
        self._said: dict[str, dict[str, Cell]] = {column.name: {} for column in self._columns}
        """By column what its texts say, where nothing is counted when they come again."""
        self._serials: Counter[str] = Counter()
        self._rounded = 0
        self._line = 0
        self._besides = Besides(tally.sheet.header, tally.mapping) if self._guesses else None

    def _day_reader(self, orders: Callable[[], tuple[DateOrder, ...]]) -> DayReader:
        choices = self._choices
        return DayReader(
            choices.date_order,
            orders,
            usual=choices.usual_order,
            takes_serials=self._guesses,
            day_zero=self._tally.sheet.day_zero,
        )

    def is_beside(self, line: int, cells: Sequence[str]) -> bool:
        """Whether a row is no data but a total, a heading or a footer; the tally has it then."""
        self._line = line
        name = self._besides.name_of(cells) if self._besides else ""
        if name:
            self._tally.besides.append((line, name))
        return bool(name)

    @property
    def section(self) -> str:
        """The line of one cell that stands last above the row; empty where there is none."""
        noticed = self._tally.sheet.noticed.footers if self._guesses else []
        above = [(line, name) for line, name in (*noticed, *self._tally.besides[-1:]) if line < self._line]
        return max(above)[1] if above else ""

    def read(self, cells: list[str]) -> dict[str, Cell]:
        """Every canonical column that the file or its profile has; None where the row states nothing.

        Raises:
            RowError: Some cells cannot be read.
        """
        self.check_width(cells)
        self._refuse_heading(cells)
        stated: dict[str, Cell] = {}
        errors: list[CellError] = []
        for column in self._columns:
            try:
                stated[column.name] = self._cell(column, cells)
            except CellError as error:
                errors.append(error)
        if errors:
            raise RowError(*errors)
        self._round(stated)
        if self._mapping.ends_are_final and stated.get("notice_on") is None:
            stated["notice_on"] = stated["ends_on"]
        return stated

    def _round(self, stated: dict[str, Cell]) -> None:
        """Round an amount that a spreadsheet has worked out to what its currency has."""
        if "amount" not in self._numbers or stated.get("amount") is None:
            return
        amount = str(stated["amount"])
        code = str(stated.get("currency") or next(iter(without_sign(amount)[1]), ""))
        amount_rounded = rounded(amount, exponent(code))
        if amount_rounded is not None:
            stated["amount"] = amount_rounded
            self._rounded += 1

    def day(self, name: str, cells: Sequence[str]) -> str | None:
        """The day that stands beside the columns of a row under that name of `profiles.BESIDE`.

        Raises:
            CellError: It is none.
        """
        line = clean_line(foreign.unwrapped(cells[self._mapping.beside[name]]))
        column = Column("", name=name, kind="day")
        if self._says_nothing(column, line):
            return None
        value = read_cell(column, line, self._days[name], "exclusive")
        self._count_serial(name, line)
        return None if value is None else str(value)

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

    def _refuse_heading(self, cells: list[str]) -> None:
        """Refuse a row of logos that has a name alone, where most rows say more.

        Raises:
            RowError: It may be a heading.
        """
        if (
            not self._guesses
            or self._mapping.table.name != "logos"
            or self._width < _MANY
            or not _is_lone(cells)
        ):
            return
        if self._are_mostly_full:
            told = "stands alone in its row: a heading? If it is a logo, fill another cell"
            raise RowError(CellError("name", cells[0], told))

    @cached_property
    def _are_mostly_full(self) -> bool:
        """Whether most rows have more than one cell that is filled."""
        lone = [_is_lone(cells) for cells in bare_rows(self._tally)]
        return lone.count(True) * 2 < len(lone)

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
        said = self._said[column.name]
        is_plain = type(text) is str  # an `UnknownCell` equals the text that is shown in its place
        if is_plain and text in said:
            return said[text]
        value = self._read(column, text)
        is_counted = (value is None and text != "") or self._count_serial(column.name, text)
        if is_plain and not is_counted and len(said) < _REMEMBERED and len(text) <= _SHORT:
            said[text] = value
        return value

    def _count_serial(self, name: str, text: str) -> bool:
        is_serial = name in self._days and self._days[name].is_serial(clean_line(text))
        self._serials[name] += is_serial
        return is_serial

    def _read(self, column: Column, text: str) -> Cell:
        if self._has_bad_bytes and "\ufffd" in text:
            raise CellError(column.name, text, "holds a byte that is no letter of UTF-8: write it again")
        if isinstance(text, UnknownCell):
            raise CellError(column.name, text, text.reason)
        if self._guesses and text:
            text = foreign.unwrapped(text)
            if self._says_nothing(column, text):
                return None
            if column.name == "notice_days" and terms.is_notice(clean_line(text), self._mapping.notice_unit):
                return None  # what it says depends on the end of the row
            text = foreign.plain_form(column, text, self._choices.currency)
        names = self._mapping.rule.values.get(column.name)
        if names:
            text = names.get(fold(text), text)
        end_dates = self._end_dates if column.kind == "end" and text.strip() else "exclusive"
        value = read_cell(
            column,
            text,
            self._days.get(column.name),
            end_dates or "exclusive",
            self._numbers.get(column.name),
        )
        if value is not None and end_dates is None:
            raise CellError(column.name, text, str(self._told_ends.doubt()))
        if self._guesses and column.kind in DAYS and foreign.is_no_day(column, value):
            self._blanks[column.name][clean_line(text)] += 1
            return None
        return value

    def doubts(self) -> Iterator[tuple[str, str, DoubtError]]:
        """What the file leaves open, with the header and the cell in which that is seen."""
        if self._end_dates is None:
            yield self._tally.named("ends_on"), "", self._told_ends.doubt()
        reads: dict[str, Callable[[str], object]] = {name: reader.read for name, reader in self._days.items()}
        reads |= {name: partial(_number, reader) for name, reader in self._numbers.items()}
        places = {name: self._mapping.at[name] for name in reads if name in self._mapping.at}
        for cells in bare_rows(self._tally):
            for name, place in places.items():
                try:
                    reads[name](clean_line(cells[place]))
                except DoubtError as doubt:
                    yield self._tally.named(name), clean_line(cells[place]), doubt
                except BadInputError:
                    continue

    def _says_nothing(self, column: Column, text: str) -> bool:
        """Whether a cell says in a word that nothing is known there, or of an end that there is none.

        Raises:
            CellError: It is an end that is not known; left out, the contract would have none.
        """
        says = foreign.says_nothing(column, text)
        if says and column.name in self._blanks:
            self._blanks[column.name][clean_line(text)] += 1
        return says

    @cached_property
    def _end_dates(self) -> EndDates | None:
        """What ends are; None where the file contradicts itself."""
        if self._choices.end_dates is not None:
            return self._choices.end_dates
        return self._told_ends.told

    @cached_property
    def _told_ends(self) -> ends.Ends:
        """What the contracts of the file tell about their ends, where they are to be asked."""
        is_asked = (
            self._guesses and self._mapping.table.name == "contracts" and not self._mapping.ends_are_final
        )
        if not is_asked or not {"starts_on", "ends_on"} <= set(self._mapping.at):
            return ends.Ends(0, 0, 0)
        return ends.of_contracts(self._terms())

    def _terms(self) -> Iterator[tuple[str, date, date]]:
        """Logo, start and end of every row that has both days."""
        at = self._mapping.at
        named = next((at[name] for name in ("logo_id", "logo_name", "logo_domain") if name in at), None)
        for line, cells in enumerate(bare_rows(self._tally)):
            try:
                start, end = (
                    self._days[name].read(clean_line(cells[at[name]])) for name in ("starts_on", "ends_on")
                )
            except BadInputError:
                continue
            if foreign.is_likely_term(start, end):
                yield str(line) if named is None else fold(cells[named]), start, end

    def notes(self) -> list[str]:
        """What the columns told about themselves."""
        days = [
            f"{self._tally.named(name)} read as {reader.inferred}"
            for name, reader in self._days.items()
            if reader.inferred
        ]
        serials = [
            f"{self._tally.named(name)}: {counted(days, 'day')} read from Excel's numbers"
            for name, days in self._serials.items()
            if days
        ]
        signs = [
            f"{self._tally.named(name)} read with a decimal {reader.inferred}"
            for name, reader in self._numbers.items()
            if reader.inferred
        ]
        is_told = "_told_ends" in self.__dict__ and self._choices.end_dates is None
        told = [self._told_ends.note()] if is_told and self._told_ends.note() else []
        computed = [f"{counted(self._rounded, 'amount')} with many decimals rounded"] if self._rounded else []
        return [*days, *serials, *signs, *computed, *told, *self._blank_notes()]

    def _blank_notes(self) -> Iterator[str]:
        for name, found in self._blanks.items():
            if found:
                shown = ", ".join(f"“{word}”" for word, _ in found.most_common(_SHOWN_WORDS))
                yield f"{self._tally.named(name)}: {shown} taken as blank, in {counted(found.total(), 'row')}"


def _number(reader: NumberReader, text: str) -> Decimal:
    return reader.read(without_sign(text)[0])


def _is_lone(cells: Sequence[str]) -> bool:
    return bool(cells[0].strip()) and not any(map(str.strip, cells[1:]))


def bare_rows(tally: Tally) -> Iterator[list[str]]:
    """The cells of every row of a sheet, without formulas around them."""
    for _, cells in tally.sheet.rows():
        yield [foreign.unwrapped(cell) for cell in cells]


def _values(tally: Tally, place: int) -> Iterator[str]:
    return (cells[place] for cells in bare_rows(tally))
