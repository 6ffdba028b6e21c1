"""Loading activity: many rows, few distinct logos, customers, actions, days and counts.

Each distinct text is read once and remembered, so that a row costs a few look-ups. Rows go to a temporary table on
disk as they come (memory stays bounded); at the end of the run SQLite sorts and sums those of one logo, day,
customer and action, and the sums replace what the book has there, in the order of its table. So the same file
twice changes nothing. Counts are of lines of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
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

_Text = TypeVar("_Text", str, tuple[str, str])
_Number = TypeVar("_Number", int, Who)


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
        self._actions: dict[str, int] = {}
        self._days: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        at = tally.mapping.at
        absent = len(tally.sheet.header)
        by = next((name for name in ("logo_id", "logo_domain", "logo_name") if name in at), "logo_id")
        self._logo_by = self._columns[by]
        """The one column the logo is found by."""
        self._places = tuple(at.get(name, absent) for name in (by, "customer_id", "day", "action", "count"))
        """Where they stand in a row; a place after its end where the file has no such column."""

    def gather(self, progress: Progress | None) -> None:
        """Gather every row; rejected ones go to the tally."""
        known = len(self._links.customers())
        self._store.many(f"INSERT INTO temp.gathered VALUES (?, ?, ?, {self._file})", self._read(progress))
        self._tally.notes += self._cells.notes()
        new = len(self._links.customers()) - known
        if new:
            self._tally.notes.append(f"{new} customers new, known by their id only")

    def _read(self, progress: Progress | None) -> Iterator[Use]:
        logo_at, customer_at, day_at, action_at, count_at = self._places
        whose, days, actions, counts = self._whose, self._days, self._actions, self._counts
        width = len(self._tally.sheet.header)
        for line, cells in self._tally.sheet.rows(progress):
            cells.append("")
            try:
                logo, customer_id = whose[cells[logo_at], cells[customer_at]]
                use = (
                    logo + days[cells[day_at]] + actions[cells[action_at]],
                    customer_id,
                    counts[cells[count_at]],
                )
                known = len(cells) == width + 1
            except KeyError:
                known = False
            if not known:
                cells.pop()
                try:
                    use = self._learn(cells)
                except RowError as error:
                    self._tally.reject(line, cells, error.errors)
                    continue
            yield use

    def _learn(self, cells: list[str]) -> Use:
        """Read a row with a text not seen before, which is remembered."""
        self._cells.check_width(cells)
        logo_at, customer_at, day_at, action_at, count_at = self._places
        padded = [*cells, ""]
        errors: list[CellError] = []

        def learn(
            known: dict[_Text, _Number], text: _Text, read: Callable[[list[str]], _Number]
        ) -> _Number | None:
            if text not in known:
                try:
                    known[text] = read(cells)
                except CellError as error:
                    errors.append(error)
            return known.get(text)

        day = learn(self._days, padded[day_at], self._day)
        count = learn(self._counts, padded[count_at], self._count)
        if self._value("action", cells) is None:
            errors.append(CellError("action", "", "is needed"))
        who = learn(self._whose, (padded[logo_at], padded[customer_at]), self._who) if not errors else None
        action = learn(self._actions, padded[action_at], self._action) if not errors else None
        if who is None or day is None or action is None or count is None:
            raise RowError(*errors)
        return who[0] + day + action, who[1], count

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

    def _action(self, cells: list[str]) -> int:
        name = str(self._value("action", cells))
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


def merge(store: Store, tallies: dict[int, Tally]) -> None:
    """Put what was gathered in place, count it for each file, and bring `logo_day` up to date."""
    cell = "logo_id, day, customer_id, action_id"
    total = "sum(sum(n)) OVER (PARTITION BY place, customer_id)" if len(tallies) > 1 else "sum(n)"
    store.rows(
        f"""CREATE TEMP TABLE summed AS SELECT place / {_LOGO} AS logo_id,
        place / {_DAY} % {_LOGO // _DAY} - {_DAY_ZERO} AS day, customer_id, place % {_DAY} AS action_id, file,
        {total} AS n, count(*) AS lines FROM temp.gathered GROUP BY place, customer_id, file"""
    )
    found = store.rows(
        f"""SELECT s.file, CASE WHEN u.n IS NULL THEN 'added' WHEN u.n = s.n THEN 'unchanged' ELSE 'changed' END
        AS state, sum(s.lines) FROM temp.summed s LEFT JOIN usage_day u USING ({cell}) GROUP BY s.file, state"""
    )
    for file, state, lines in found:
        tallies[file].counts[cast("State", state)] += lines
    if any(state != "unchanged" for _, state, _ in found):
        store.rows(
            f"""INSERT INTO usage_day({cell}, n) SELECT {cell}, n FROM temp.summed WHERE true
            ON CONFLICT({cell}) DO UPDATE SET n = excluded.n WHERE n <> excluded.n"""
        )
        rollup.refresh(store, "temp.summed")
    store.rows("DROP TABLE temp.gathered")
    store.rows("DROP TABLE temp.summed")
