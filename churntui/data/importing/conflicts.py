"""What a file says of rows that somebody changed by hand: the book's value stays, and the file's is told.

Unless the user takes the file's (`--take file`); where they take the book's, nothing is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from churntui.data.file.store import Store
from churntui.data.importing import byhand, own
from churntui.data.importing.cells import Choices
from churntui.data.importing.check import Cell
from churntui.data.importing.lists import RowLists
from churntui.data.importing.outcome import Conflict, Tally
from churntui.data.importing.rows import Key, Stored, called, key_of, text_of
from churntui.data.importing.rules import RULES, Assumed
from churntui.model.schema import Column
from churntui.model.tables import Table


class Conflicts:
    """Keeps what was typed by hand in the rows of one table from what a file says."""

    def __init__(
        self,
        store: Store,
        tally: Tally,
        choices: Choices,
        lists: RowLists | None,
        own_columns: own.OwnColumns,
    ) -> None:
        self._tally = tally
        self._choices = choices
        self._table: Table = tally.mapping.table
        self._by_hand = byhand.ByHand(store, self._table)
        self._lists_by_hand = byhand.ListsByHand(store, self._table.stored, lists) if lists else None
        self._own = own_columns

    def released(self, line: int, known: Stored, new: dict[str, Cell], assumed: Assumed) -> dict[str, Cell]:
        """What a row says anew, without what it says of fields that somebody changed by hand."""
        if self._choices.take == "file" or not self._by_hand.has_touched(known.number):
            return new
        said = dict(new)
        if self._table.name == "contracts":
            said = byhand.as_kept(new, known.values, self._choices.currency)
        elif self._table.name in RULES:
            said = {**known.values, **new}
            RULES[self._table.name](said, new, assumed)
        held = self._by_hand.held(known.number, known.values, said)
        for field_held in held.values():
            self._leave(line, field_held)
        return byhand.without(new, held)

    def released_link(
        self, line: int, known: Stored | None, stated: Mapping[str, Cell], column: Column | None
    ) -> str | None:
        """The row of its own table that a row points to; None where somebody has it point elsewhere by hand."""
        said = text_of(stated.get(column.name)) if column else None
        if column is None or said is None or known is None or self._choices.take == "file":
            return said
        day = (
            self._by_hand.day_of(known.number, column.stored)
            if called(self._table, said) != known.target
            else None
        )
        if day is None:
            return said
        self._leave(line, byhand.Held(column.name, known.target or "", said, day))
        return None

    def released_list(self, line: int, known: Stored | None, entries: tuple[str, ...]) -> tuple[str, ...]:
        """The list that a row states; none where somebody changed the book's by hand."""
        if not entries or known is None or self._choices.take == "file" or self._lists_by_hand is None:
            return entries
        held = self._lists_by_hand.held(known.number, known.listed, entries)
        if held is None:
            return entries
        self._leave(line, held)
        return ()

    def released_own(self, line: int, known: Stored | None, said: Mapping[str, str]) -> Mapping[str, str]:
        """What a row states in fields of the user's own, but for those that somebody typed by hand."""
        if known is None or not said or self._choices.take == "file":
            return said
        held = self._own.held(known.number, said)
        for value_held in held.values():
            self._leave(line, value_held)
        return {key: value for key, value in said.items() if key not in held}

    def stays_gone(self, line: int, key: Key) -> bool:
        """Whether a row that is not in the book was taken away by hand, and is not to come back."""
        day = self.taken_away_on(key)
        if day is not None:
            self._tally.stays_gone += 1
            if self._choices.take is None:
                column = self._tally.named(self._table.key[-1])
                self._tally.leave(Conflict(line, column, "", str(key[-1]), day, is_gone=True))
        return day is not None

    def taken_away_on(self, key: Key) -> str | None:
        """The day on which somebody took a row away by hand that is not to come back; None where nobody did."""
        if self._choices.take == "file":
            return None
        return self._by_hand.taken_away(key, lambda image: key_of(self._table, image, Counter()))

    def _leave(self, line: int, held: byhand.Held) -> None:
        """Tell that the book's value stays, where nobody has said so."""
        if self._choices.take is None:
            column = self._tally.named(held.column)
            self._tally.leave(Conflict(line, column, held.book, held.file, held.changed_on))
