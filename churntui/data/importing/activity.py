"""Loading activity: many rows, few distinct logos, customers, actions, days and counts.

Each distinct text is read once and remembered; rows are taken many at a time, a column after the other, so that one
costs a few look-ups outside of Python's own loop. Only where a text cannot be read are the rows around it gone through
one by one, to say which. They are gathered as whole numbers (`gathered`) and put in place at the end of the run
(`placing`), where the sums of one logo, day, customer and action replace what the book has there. So the same file
twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from operator import getitem
from typing import TypeVar

import numpy as np

from churntui.data.file.store import Store
from churntui.data.importing import placing
from churntui.data.importing.cells import Cells, Choices, RowError
from churntui.data.importing.check import Cell, CellError
from churntui.data.importing.gathered import Gathering, Ints, Uses
from churntui.data.importing.linking import Links
from churntui.data.importing.meaning import domain_of
from churntui.data.importing.months import month_of
from churntui.data.importing.outcome import Tally
from churntui.data.importing.reading.sheet import Progress, Row
from churntui.data.importing.words import qualifies
from churntui.model.rows import MOST_TIMES
from churntui.model.tables import TABLES
from churntui.plain.dates import number as day_number
from churntui.plain.text import clean_line
from churntui.plain.wording import counted

_COUNTING = "counting activity"
"""What is told as under way once all files are read, in place of a file's name."""

_NAMED_BY = ("logo_id", "logo_domain", "logo_name")

_LOGO = 1 << 40
"""While a row is read, a logo's number times this and its customer's, 0 where none is named, are one number."""

_Reading = TypeVar("_Reading")


class _Learnt(dict[str, _Reading]):
    """What each text was read as; one not seen before is read, and remembered.

    Looking one up raises CellError where it cannot be read.
    """

    def __init__(self, read: Callable[[str], _Reading]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> _Reading:
        learnt = self[text] = self._read(text)
        return learnt


class ActivityLoader:
    """Gathers one sheet of activity."""

    def __init__(
        self, store: Store, links: Links, tally: Tally, choices: Choices, gathering: Gathering, file: int
    ) -> None:
        self._store = store
        self._links = links
        self._tally = tally
        self._gathering = gathering
        self._file = file
        self._cells = Cells(tally, choices)
        self._columns = {
            column.name: column for column in TABLES["activity"].columns + TABLES["activity"].extras
        }
        self._whose = _Learnt(self._logo)
        """Each customer of each logo, as `_LOGO` says."""
        self._names = _Learnt(self._name)
        """Looked up before the customers, so that a row without an action makes none."""
        self._actions = _Learnt(self._action)
        self._days = _Learnt(self._day)
        self._counts = _Learnt(self._count)
        at = tally.mapping.at
        absent = self._width = len(tally.sheet.header)
        beside = tally.mapping.beside
        by = next((name for name in _NAMED_BY if name in at), "logo_id")
        by = "mail" if by not in at and "mail" in beside else by
        self._logo_by = by
        """The one column the logo is found by."""
        self._has_plain_customers = "customer_id" not in tally.mapping.rule.values
        """Whether an id is told as it stands, so that one the book knows need not be read."""
        self._blanks = 0
        """Rows whose count is blank."""
        self._places = tuple(
            at.get(name, beside.get(name, absent)) for name in (by, "customer_id", "day", "action", "count")
        )
        """Where they stand in a row; a place after its end where the file has no such column."""

    def gather(self, progress: Progress | None) -> None:
        """Gather every row; rejected ones go to the tally."""
        known = len(self._links.customers())
        for block in self._tally.sheet.blocks(progress):
            if isinstance(block, list):
                uses = self._by_column(self._turned(block)) or self._by_row(block)
            else:
                uses = self._by_column(block.columns) or self._by_row(list(block.rows()))
            self._gathering.add(uses)
        self._tally.notes += self._cells.notes()
        if self._blanks:
            rows = counted(self._blanks, "row")
            self._tally.notes.append(f"{rows} without a count: once, where the book has no more of it")
        new = len(self._links.customers()) - known
        if new:
            self._tally.notes.append(f"{counted(new, 'customer')} new, known by their id only")

    def scope(self) -> placing.Scope | None:
        """What the file speaks of, once gathered without a rejected row; None where it has no row."""
        if not self._days:
            return None
        return placing.Scope(
            min(self._days.values()), max(self._days.values()), frozenset(self._actions.values())
        )

    def _turned(self, rows: list[Row]) -> Sequence[Sequence[str]]:
        """The columns of rows; none where they differ in width."""
        if any(len(cells) != self._width for _, cells in rows):
            return ()
        return [*zip(*(cells for _, cells in rows), strict=True)]

    def _by_column(self, columns: Sequence[Sequence[str]]) -> Uses | None:
        """The uses that rows tell, given their columns; None where one of them cannot be read."""
        if not columns:
            return None
        rows = len(columns[0])
        padded = [*columns, ("",) * rows]
        logo, customer, day, action, count = (padded[place] for place in self._places)
        try:
            days = np.fromiter(map(self._days.__getitem__, day), np.int64, rows)
            counts = np.fromiter(map(self._counts.__getitem__, count), np.int64, rows)
            for name in set(action):
                self._names[name]
            who = np.fromiter(map(getitem, map(self._whose.__getitem__, logo), customer), np.int64, rows)
            actions = np.fromiter(map(self._actions.__getitem__, action), np.int64, rows)
        except CellError:
            return None
        return self._uses(who, days, actions, counts)

    def _by_row(self, rows: list[Row]) -> Uses:
        """The same one by one, rejecting those that cannot be read."""
        read: list[tuple[int, int, int, int]] = []
        for line, cells in rows:
            try:
                read.append(self._use(cells))
            except RowError as error:
                if not self._cells.is_beside(line, cells):
                    self._tally.reject(line, cells, error.errors)
        return self._uses(*np.array(read, dtype=np.int64).reshape(-1, 4).T)

    def _uses(self, who: Ints, day: Ints, action: Ints, n: Ints) -> Uses:
        self._blanks += int(np.count_nonzero(n == placing.BLANK))
        logo, customer = np.divmod(who, _LOGO)
        return Uses(placing.where(logo, day), placing.what(customer, action), n, np.full(len(n), self._file))

    def _use(self, cells: list[str]) -> tuple[int, int, int, int]:
        """What one row tells: who, the day, the action, how often.

        Raises:
            RowError: Some of its cells cannot be read; then it has made no customer and no action.
        """
        self._cells.check_width(cells)
        padded = [*cells, ""]
        logo, customer, day, action, count = (padded[place] for place in self._places)
        errors: list[CellError] = []
        for known, text in ((self._days, day), (self._counts, count), (self._names, action)):
            try:
                known[text]
            except CellError as error:
                errors.append(error)
        if errors:
            raise RowError(*errors)
        try:
            who = self._whose[logo][customer]
            return who, self._days[day], self._actions[action], self._counts[count]
        except CellError as error:
            raise RowError(error) from None

    def _value(self, name: str, text: str) -> Cell:
        mapping = self._tally.mapping
        if name not in mapping.at and name not in mapping.constants:
            return None
        return self._cells.of(self._columns[name], text if name in mapping.at else mapping.constants[name])

    def _logo(self, text: str) -> _Learnt[int]:
        if self._logo_by == "mail":
            return _Learnt(partial(self._customer, self._links.logo(domain=domain_of(clean_line(text)))))
        value = self._value(self._logo_by, text)
        key = None if value is None else str(value)
        if key is not None and "logo_id" in self._tally.mapping.rule.lookups:
            logo = self._links.logo_of_contract(key)
        else:
            logo = self._links.meant(*(key if name == self._logo_by else None for name in _NAMED_BY))
        return _Learnt(partial(self._customer, logo))

    def _customer(self, logo: int, text: str) -> int:
        known = self._links.customers().get((logo, text)) if self._has_plain_customers else None
        if known is None:
            ref = self._value("customer_id", text)
            known = 0 if ref is None else self._links.customer(logo, str(ref))
        return logo * _LOGO + known

    def _day(self, text: str) -> int:
        month = None if self._tally.mapping.is_own else month_of(clean_line(text))
        day = self._value("day", text) if month is None else month.isoformat()
        if day is None:
            raise CellError("day", "", "is needed")
        return day_number(date.fromisoformat(str(day)))

    def _name(self, text: str) -> str:
        name = self._value("action", text)
        if name is None:
            raise CellError("action", "", "is needed")
        return str(name)

    def _action(self, text: str) -> int:
        name = self._names[text]
        action_id = self._store.scalar("SELECT id FROM action WHERE name = ?", (name,))
        if action_id is None:
            return self._store.insert(
                "INSERT INTO action(name, qualifies) VALUES (?, ?)", (name, int(qualifies(name)))
            )
        return int(action_id)

    def _count(self, text: str) -> int:
        count = self._value("count", text)
        if count is None:
            return placing.BLANK if "count" in self._tally.mapping.at else 1
        times = int(count)
        if times > MOST_TIMES:
            raise CellError("count", str(count), f"is more than {MOST_TIMES}")
        return times


class Activities(AbstractContextManager["Activities"]):
    """The activity of one run: every sheet of it, gathered and put in place as one."""

    def __init__(
        self, store: Store, links: Links, *, replaces_days: bool, keep: placing.Keep | None = None
    ) -> None:
        self._store = store
        self._links = links
        self._keep = keep
        self._replaces_days = replaces_days
        self._gathering = Gathering(store.path.parent)
        self._tallies: list[Tally] = []
        self._scopes: dict[int, placing.Scope] = {}

    def __exit__(self, *_: object) -> None:
        self._gathering.close()

    def gather(self, tally: Tally, choices: Choices, progress: Progress | None) -> None:
        """Read one sheet.

        Raises:
            BadInputError: The file breaks off.
            FullDiskError: There is no room for what it holds.
        """
        file = len(self._tallies)
        self._tallies.append(tally)
        loader = ActivityLoader(self._store, self._links, tally, choices, self._gathering, file)
        loader.gather(progress)
        if not self._replaces_days:
            return
        if tally.rejected:
            tally.notes.append("nothing taken out, as rows were rejected: mend the file and import it whole")
        elif scope := loader.scope():
            self._scopes[file] = scope

    def merge(self, progress: Progress | None) -> None:
        """Put what was read in place, once every sheet is."""
        if progress is not None:
            progress(_COUNTING, 1, 1)
        self._links.forget("customer")  # a hundred megabytes that nobody asks for any more
        placing.merge(self._store, self._gathering, self._tallies, self._scopes, self._keep)
