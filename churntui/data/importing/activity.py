"""Loading activity: many rows, few distinct logos, customers, actions, days and counts.

Each distinct text is read once and remembered; rows are taken some at a time, a column after the other, so that one
costs a few look-ups outside of Python's own loop. Only where a text cannot be read are the rows around it gone through
one by one, to say which. They go to a temporary table on disk as they come (memory stays bounded); at the end of the
run SQLite sorts and sums those of one logo, day, customer and action, and the sums replace what the book has there, in
the order of its table. So the same file twice changes nothing. Counts are of lines of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from itertools import chain, islice
from operator import add
from typing import TypeVar, cast

from churntui.data import rollup
from churntui.data.importing.cells import Cells, Choices, RowError
from churntui.data.importing.check import CellError
from churntui.data.importing.linking import Links
from churntui.data.importing.outcome import State, Tally
from churntui.data.importing.read import Progress
from churntui.data.importing.tables import TABLES
from churntui.data.importing.words import qualifies
from churntui.data.store import Store
from churntui.dates import number as day_number

_MOST = 10**9

_ARGUMENT = {"logo_id": "ref", "logo_domain": "domain", "logo_name": "name"}

Who = tuple[int, int]
"""A logo's number times `_LOGO`, and a customer's; 0 where no customer is named."""

Use = tuple[int, int, int]
"""Where (`_LOGO`, `_DAY` and the action's number in one), the customer's number, and how often."""

_LOGO = 1 << 40
_DAY = 1 << 20
_DAY_ZERO = 1 << 19
"""Logo, day and action are gathered as one integer, which SQLite sorts in half the time of three."""

_CHUNK = 200
"""Rows that are looked up together: few enough that Python's collector of cycles never looks at them."""

_Text = TypeVar("_Text", str, tuple[str, str])
_Found = TypeVar("_Found", int, str, Who)


def open_gathering(store: Store) -> None:
    """Make the table the rows are gathered in, inside the run's transaction."""
    store.rows("CREATE TEMP TABLE gathered(place, customer_id, n, file)")


class ActivityLoader:
    """Gathers one sheet of activity."""

    def __init__(self, store: Store, links: Links, tally: Tally, choices: Choices, file: int) -> None:
        self._store = store
        self._links = links
        self._tally = tally
        self._file = file
        self._cells = Cells(tally, choices)
        self._columns = {
            column.name: column for column in TABLES["activity"].columns + TABLES["activity"].extras
        }
        self._whose: dict[tuple[str, str], Who] = {}
        self._names: dict[str, str] = {}
        """Looked up before the customers, so that a row without an action makes none."""
        self._actions: dict[str, int] = {}
        self._days: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        at = tally.mapping.at
        absent = self._width = len(tally.sheet.header)
        by = next((name for name in ("logo_id", "logo_domain", "logo_name") if name in at), "logo_id")
        self._logo_by = self._columns[by]
        """The one column the logo is found by."""
        self._places = tuple(at.get(name, absent) for name in (by, "customer_id", "day", "action", "count"))
        """Where they stand in a row; a place after its end where the file has no such column."""

    def gather(self, progress: Progress | None) -> None:
        """Gather every row; rejected ones go to the tally."""
        known = len(self._links.customers())
        for uses in self._read(progress):
            if values := list(chain.from_iterable(uses)):
                self._store.rows(_insertion(len(values) // 3, self._file), values)
        self._tally.notes += self._cells.notes()
        new = len(self._links.customers()) - known
        if new:
            self._tally.notes.append(f"{new} customers new, known by their id only")

    def _read(self, progress: Progress | None) -> Iterator[Iterable[Use]]:
        """The uses that the rows tell, some rows at a time."""
        rows = self._tally.sheet.rows(progress)
        while chunk := list(islice(rows, _CHUNK)):
            uses = self._by_column([cells for _, cells in chunk])
            yield self._by_row(chunk) if uses is None else uses

    def _by_column(self, rows: list[list[str]]) -> Iterable[Use] | None:
        """The uses that the rows tell; None where one of them cannot be read."""
        if any(map(self._width.__ne__, map(len, rows))):
            return None
        columns = [*zip(*rows, strict=True), ("",) * len(rows)]
        logo, customer, day, action, count = (columns[place] for place in self._places)
        try:
            days = _known(self._days, day, rows, self._day)
            counts = _known(self._counts, count, rows, self._count)
            _known(self._names, action, rows, self._name)
            who = _known(self._whose, list(zip(logo, customer, strict=True)), rows, self._who)
            actions = _known(self._actions, action, rows, self._action)
        except CellError:
            return None
        logos, customers = zip(*who, strict=True)
        return zip(map(add, logos, map(add, days, actions)), customers, counts, strict=True)

    def _by_row(self, chunk: list[tuple[int, list[str]]]) -> Iterator[Use]:
        """The same one by one, rejecting those that cannot be read."""
        for line, cells in chunk:
            try:
                yield self._use(cells)
            except RowError as error:
                self._tally.reject(line, cells, error.errors)

    def _use(self, cells: list[str]) -> Use:
        """What one row tells.

        Raises:
            RowError: Some of its cells cannot be read; then it has made no customer and no action.
        """
        self._cells.check_width(cells)
        padded = [*cells, ""]
        logo, customer, day, action, count = (padded[place] for place in self._places)
        errors: list[CellError] = []

        def learn(known: dict[_Text, _Found], text: _Text, read: Callable[[list[str]], _Found]) -> None:
            try:
                _known(known, (text,), (cells,), read)
            except CellError as error:
                errors.append(error)

        learn(self._days, day, self._day)
        learn(self._counts, count, self._count)
        learn(self._names, action, self._name)
        if not errors:
            learn(self._whose, (logo, customer), self._who)
        if not errors:
            learn(self._actions, action, self._action)
        if errors:
            raise RowError(*errors)
        logo_number, customer_id = self._whose[logo, customer]
        return logo_number + self._days[day] + self._actions[action], customer_id, self._counts[count]

    def _value(self, name: str, cells: list[str]) -> str | int | None:
        mapping = self._tally.mapping
        present = name in mapping.at or name in mapping.constants
        return self._cells.one(self._columns[name], cells) if present else None

    def _who(self, cells: list[str]) -> Who:
        told = self._value(self._logo_by.name, cells)
        told = None if told is None else str(told)
        if told is not None and "logo_id" in self._tally.mapping.rule.lookups:
            logo = self._links.logo_of_contract(told)
        else:
            logo = self._links.logo(**{_ARGUMENT[self._logo_by.name]: told})
        customer = self._value("customer_id", cells)
        return logo * _LOGO, 0 if customer is None else self._links.customer(logo, str(customer))

    def _day(self, cells: list[str]) -> int:
        day = self._value("day", cells)
        if day is None:
            raise CellError("day", "", "is needed")
        number = day_number(date.fromisoformat(str(day)))
        return (number + _DAY_ZERO) * _DAY

    def _name(self, cells: list[str]) -> str:
        name = self._value("action", cells)
        if name is None:
            raise CellError("action", "", "is needed")
        return str(name)

    def _action(self, cells: list[str]) -> int:
        name = self._name(cells)
        found = self._store.scalar("SELECT id FROM action WHERE name = ?", (name,))
        if found is None:
            return self._store.insert(
                "INSERT INTO action(name, qualifies) VALUES (?, ?)", (name, int(qualifies(name)))
            )
        return int(found)

    def _count(self, cells: list[str]) -> int:
        count = self._value("count", cells)
        times = 1 if count is None else int(count)
        if times > _MOST:
            raise CellError("count", str(count), f"is more than {_MOST}")
        return times


@cache
def _insertion(rows: int, file: int) -> str:
    """The statement that gathers so many uses at once, which costs SQLite half of one after the other."""
    return f"INSERT INTO temp.gathered VALUES {', '.join([f'(?, ?, ?, {file})'] * rows)}"


def _known(
    known: dict[_Text, _Found],
    texts: Sequence[_Text],
    rows: Sequence[list[str]],
    read: Callable[[list[str]], _Found],
) -> list[_Found]:
    """What each text was read as; one not seen before is read from a row it stands in, and remembered.

    Raises:
        CellError: One cannot be read.
    """
    with suppress(KeyError):
        return list(map(known.__getitem__, texts))
    for text, row in dict(zip(texts, rows, strict=True)).items():
        if text not in known:
            known[text] = read(row)
    return list(map(known.__getitem__, texts))


def merge(store: Store, tallies: dict[int, Tally]) -> None:
    """Put what was gathered in place, count it for each file, and bring `logo_day` up to date."""
    if store.one("SELECT 1 FROM usage_day LIMIT 1") is None:
        _fill(store, tallies)
    else:
        _replace(store, tallies)
    store.rows("DROP TABLE temp.gathered")


_CELL = "logo_id, day, customer_id, action_id"
_PLACE = f"""place / {_LOGO} AS logo_id, place / {_DAY} % {_LOGO // _DAY} - {_DAY_ZERO} AS day, customer_id,
    place % {_DAY} AS action_id"""


def _fill(store: Store, tallies: dict[int, Tally]) -> None:
    """The first activity of a book: all of it is new."""
    for file, lines in store.rows("SELECT file, count(*) FROM temp.gathered GROUP BY file"):
        tallies[file].counts["added"] += lines
    store.rows(
        f"""INSERT INTO usage_day({_CELL}, n) SELECT {_PLACE}, sum(n) FROM temp.gathered
        GROUP BY place, customer_id"""
    )
    rollup.rebuild(store)


def _replace(store: Store, tallies: dict[int, Tally]) -> None:
    """The sums of this run go in place of those the book has for the same logo, day, customer and action."""
    total = "sum(sum(n)) OVER (PARTITION BY place, customer_id)" if len(tallies) > 1 else "sum(n)"
    store.rows(
        f"""CREATE TEMP TABLE summed AS SELECT {_PLACE}, file, {total} AS n, count(*) AS lines
        FROM temp.gathered GROUP BY place, customer_id, file"""
    )
    found = store.rows(
        f"""SELECT s.file, CASE WHEN u.n IS NULL THEN 'added' WHEN u.n = s.n THEN 'unchanged' ELSE 'changed' END
        AS state, sum(s.lines) FROM temp.summed s LEFT JOIN usage_day u USING ({_CELL}) GROUP BY s.file, state"""
    )
    for file, state, lines in found:
        tallies[file].counts[cast("State", state)] += lines
    if any(state != "unchanged" for _, state, _ in found):
        store.rows(
            f"""INSERT INTO usage_day({_CELL}, n) SELECT {_CELL}, n FROM temp.summed WHERE true
            ON CONFLICT({_CELL}) DO UPDATE SET n = excluded.n WHERE n <> excluded.n"""
        )
        rollup.refresh(store, "temp.summed")
    store.rows("DROP TABLE temp.summed")
