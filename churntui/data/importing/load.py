"""From the rows of a sheet to rows of the book, for every table but activity.

A row is looked up by its id, laid over what is there (a blank never overwrites), checked as a whole, and written
only where it differs; so the same file twice changes nothing. A row may point to one of its own file that stands
after it (`renews`, `parent`): the rows of such a table are settled first and written then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from churntui.data.file.store import Store
from churntui.data.importing import chains, own, passages, shown
from churntui.data.importing.cells import Cells, Choices, RowError
from churntui.data.importing.check import Cell, CellError
from churntui.data.importing.claims import Claim, Claims
from churntui.data.importing.conflicts import Conflicts
from churntui.data.importing.foreign import unwrapped
from churntui.data.importing.linking import Links
from churntui.data.importing.lists import row_lists
from churntui.data.importing.meaning import IS_ASSUMED, Meaning
from churntui.data.importing.outcome import Tally
from churntui.data.importing.pointing import Pointing
from churntui.data.importing.reading.sheet import Progress
from churntui.data.importing.rows import Key, Row, called, key_of, stored_rows, text_of
from churntui.data.importing.rules import RULES, Assumed
from churntui.data.importing.sums import Sums
from churntui.data.importing.writing import Writer
from churntui.model.rows import FormerLogo
from churntui.model.schema import Column
from churntui.model.tables import Table
from churntui.plain.text import clean_line
from churntui.plain.wording import counted


class Loader:
    """Loads one sheet into one table, inside the transaction the caller holds."""

    def __init__(self, store: Store, links: Links, tally: Tally, choices: Choices) -> None:
        self._store = store
        self._links = links
        self._tally = tally
        self._table: Table = tally.mapping.table
        self._cells = Cells(tally, choices)
        self._meaning = Meaning(tally, choices, self._cells)
        self._assumed = Assumed(
            Sums(store, choices.reporting_currency),
            currency=choices.currency,
            header_currencies=tally.mapping.header_currencies,
        )
        self._self = next((column for column in self._table.columns if column.kind == "self"), None)
        self._lists = row_lists(store, links, self._table)
        self._own = own.OwnColumns(store, tally, choices)
        self._stored = stored_rows(store, self._table, self._self, self._lists)
        self._pointing = Pointing(store, links, tally, choices, self._stored)
        self._conflicts = Conflicts(store, tally, choices, self._lists, self._own)
        self._writer = Writer(store, self._table, links, self._stored, self._lists, self._own)
        is_asked = links.respells and self._table.name == "contracts"
        self._claims = Claims(self._stored if is_asked else {}, links)
        self._lines: dict[Key, int] = {}
        self._repeats: Counter[Key] = Counter()
        self._of_former = 0
        self._untaken: list[str] = []
        """The ids of the rows that were rejected or left out; empty of one whose id cannot be told."""

    def load(self, progress: Progress | None) -> None:
        """Read, check and write every row; the tally has the counts."""
        rows = self._checked(progress)
        if self._self is None:
            for row in rows:
                self._write(row)
        else:
            pointing = list(rows)
            self._judge(pointing, self._self)
            for row in pointing:
                self._write(row)
            self._tally.notes += self._writer.point(pointing, self._self)
        made_logos = self._pointing.drop_unused_logos()
        self._links.forget(self._table.stored)
        self._tally.left_out = self._meaning.left_out
        self._tally.notes += self._notes(made_logos)

    def _write(self, row: Row) -> None:
        state = self._writer.write(row)
        self._tally.counts[state] += 1
        if len(self._tally.first) < shown.MOST:
            self._tally.first.append(shown.taken(self._store, self._table, row, state))

    def _notes(self, made_logos: int) -> Iterator[str]:
        yield from self._meaning.notes()
        yield from self._claims.notes()
        yield from self._cells.notes()
        yield from self._assumed.summary()
        if lost := self._writer.lost_passages:
            are = "is" if lost == 1 else "are"
            yield (
                f"{counted(lost, 'tagged passage')} {are} no longer in the notes; their themes stay on the "
                f"{self._table.name}"
            )
        if self._of_former:
            told = counted(self._of_former, "row")
            yield f"{told} about logos that were merged into others: only what those lack"
        if made_logos:
            yield f"{counted(made_logos, 'logo')} made from {'its name' if made_logos == 1 else 'their names'}"

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of the rows of the book that the file has."""
        return frozenset(self._stored[key].number for key in self._lines if key in self._stored)

    @property
    def refs(self) -> frozenset[str]:
        """The ids of the rows of the book that the file has; none of a table whose rows have no ids."""
        if self._table.identity != "ref":
            return frozenset()
        return frozenset(str(key[0]) for key in self._lines if key in self._stored)

    def missing(self, brought: frozenset[str]) -> list[str]:
        """What those rows are called that the file has not, of rows it is known to have brought before.

        A row that was rejected or left out is there all the same, where its id can be told; where it cannot, it may be
        any of them, and none is missing for sure.
        """
        tally = self._tally
        are_told = len(self._untaken) == tally.rejected + tally.left_out and "" not in self._untaken
        if not brought or self._table.identity != "ref" or not are_told:
            return []
        gone = brought - self.refs - self._links.all_spellings(self._untaken)
        return [
            " ".join(filter(None, (str(key[0]), text_of(row.values.get("name")))))
            for key, row in self._stored.items()
            if key[0] in gone
        ]

    def _told_id(self, cells: Sequence[str]) -> str:
        """The id a row has in the file; empty where it has none that can be read."""
        place = self._tally.mapping.at.get(self._table.key[0])
        text = clean_line(unwrapped(cells[place])) if place is not None and place < len(cells) else ""
        return "" if "\ufffd" in text else text

    def _checked(self, progress: Progress | None) -> Iterator[Row]:
        for line, cells in self._tally.sheet.rows(progress):
            if not self._cells.is_beside(line, cells):
                yield from self._taken(line, cells, partial(self._row, line, cells))
        for claim in self._claims.waiting(self._lines):
            yield from self._taken(claim.line, claim.cells, partial(self._claiming_row, claim))

    def _taken(self, line: int, cells: list[str], read: Callable[[], Row | None]) -> Iterator[Row]:
        """The row that is read, where there is one; the tally has why there is none."""
        try:
            row = read()
        except (RowError, CellError) as error:
            self._untaken.append(self._told_id(cells))
            self._tally.reject(line, cells, error.errors if isinstance(error, RowError) else (error,))
        else:
            if row is not None:
                yield row

    def _row(self, line: int, cells: list[str]) -> Row | None:
        stated = self._meaning.read(cells)
        if stated is None:
            self._untaken.append(self._told_id(cells))
            return None
        linked = self._pointing.linked(stated)
        former = self._known_by(linked, stated)
        if former is not None:
            return self._filling(line, cells, linked, former)
        claim = Claim(line, cells, stated, linked)
        is_unnamed = stated.get("contract_id") is None and self._claims.may_be_known(claim)
        if is_unnamed and self._conflicts.taken_away_on((claim.ref,)) is None:
            self._expect_once((claim.ref,), line)
            self._claims.wait(claim)
            return None
        return self._checked_row(line, cells, stated, linked)

    def _claiming_row(self, claim: Claim) -> Row | None:
        """A row that waited: that of the contract it is."""
        linked = claim.linked | {"ref": self._claims.known_as(claim, self._lines)}
        return self._checked_row(claim.line, claim.cells, claim.stated, linked)

    def _checked_row(
        self, line: int, cells: list[str], stated: dict[str, Cell], linked: dict[str, Cell]
    ) -> Row | None:
        key = key_of(self._table, linked, self._repeats)
        # A row rejected below has its id too: next time the book may complete it, and it would go before a good one.
        self._expect_once(key, line)
        known = self._stored.get(key)
        if known is None and self._conflicts.stays_gone(line, key):
            return None
        self._pointing.expect_logo(key, linked, known)
        if stated.get(IS_ASSUMED):
            self._meaning.assumed_starts += known is None
            linked["starts_on"] = None if known else linked["starts_on"]
        new: dict[str, Cell] = {name: value for name, value in linked.items() if value is not None}
        if known is not None:
            new = self._conflicts.released(line, known, new, self._assumed)
        merged = {**known.values, **new} if known else dict(new)
        self._require(merged)
        if known is None and self._table.extends:
            wanted = self._table.extends
            raise CellError(
                self._table.key[0], str(key[0]), f"no such {self._table.stored}: import {wanted} first"
            )
        self._assumed.stored = known.values if known else {}
        self._judge_whole(merged, new)
        customer = stated.get("customer_id") if self._table.name != "customers" else None
        if customer is not None and "logo_id" in merged:
            merged["customer_id"] = self._links.customer(int(merged["logo_id"] or 0), str(customer))
        entries = self._lists.read(stated.get(self._lists.column)) if self._lists else ()
        entries = self._conflicts.released_list(line, known, entries)
        said = self._conflicts.released_own(line, known, self._own.read(cells))
        at = self._conflicts.released_link(line, known, stated, self._self)
        row = Row(line, key, merged, at, entries)
        if moved := self._moved(stated):
            row.moved = moved
        if said:
            row.own = said
        return row

    def _expect_once(self, key: Key, line: int) -> None:
        """Refuse what the file has on an earlier line."""
        first = self._lines.setdefault(key, line)
        if first != line:
            raise CellError(self._table.key[-1], str(key[-1]), f"is in this file already, on line {first}")

    def _known_by(self, linked: dict[str, Cell], stated: Mapping[str, Cell]) -> FormerLogo | None:
        """The merged logo that a row of logos is about; one that only has another id is found by that it has."""
        former = self._pointing.former(linked)
        if former is not None and former.name:
            return former
        if former is not None:
            linked["ref"] = self._links.logo_refs[former.logo_id]
        if self._table.name == "logos" and self._links.keeps_name(
            str(linked["ref"]), text_of(stated.get("logo_id")), text_of(linked["name"])
        ):
            linked["name"] = None
        return None

    def _judge_whole(self, merged: dict[str, Cell], new: dict[str, Cell]) -> None:
        """Complete a row as it will stand, by what it says anew.

        Raises:
            CellError: Its values contradict each other, or the book.
        """
        if self._table.name in RULES:
            RULES[self._table.name](merged, new, self._assumed)
        if self._table.name == "highlights":
            passages.must_stand(self._store, merged)
        elif self._table.name == "settings":
            own.must_fit(self._store, merged)

    def _moved(self, stated: Mapping[str, Cell]) -> dict[str, Cell]:
        """What a row says in columns that have become rows of another table."""
        names = (column.name for column in self._table.columns if column.moved_to)
        return {name: value for name in names if (value := stated.get(name)) is not None}

    def _filling(self, line: int, cells: list[str], linked: Mapping[str, Cell], former: FormerLogo) -> Row:
        """A row of logos about one that was merged: it says what the one that stayed leaves empty, and no more.

        Merging has chosen between the two, and an import of both does not choose again.
        """
        self._expect_once((former.ref,), line)
        key = (self._links.logo_refs[former.logo_id],)
        known = self._stored[key].values
        empty = {name: value for name, value in linked.items() if known.get(name) in (None, "")}
        stated = {name: value for name, value in empty.items() if value is not None}
        said = self._own.read(cells)
        own_said = {name: value for name, value in said.items() if not self._own.has(former.logo_id, name)}
        self._of_former += 1
        return Row(line, key, {**known, **stated}, own=own_said)

    def _require(self, merged: dict[str, Cell]) -> None:
        missing = [
            CellError(column.name, "", "is needed")
            for column in self._table.columns
            if column.required and column.stored not in merged
        ]
        if missing:
            raise RowError(*missing)

    def _judge(self, rows: Sequence[Row], column: Column) -> None:
        """Take the links that do not hold off their rows, and name them."""
        for row in rows:
            row.target = called(self._table, row.target)
        verdicts = chains.judged(self._table, rows, self._stored.values())
        for row in rows:
            verdict = verdicts.get(row.ref)
            if verdict is not None and row.target is not None:
                self._tally.drop(row.line, CellError(column.name, row.target, verdict.reason))
                row.awaited, row.target = row.target if verdict.stays_open else None, None
