"""Writing the rows of one table that were read, linked and checked: new ones, and of others what differs."""

from __future__ import annotations

from collections.abc import Iterable

from churntui.data.file.store import Store, now
from churntui.data.importing import chains, followups, own
from churntui.data.importing.check import Cell
from churntui.data.importing.linking import Links
from churntui.data.importing.lists import RowLists
from churntui.data.importing.outcome import State
from churntui.data.importing.rows import Key, Row, Stored
from churntui.data.rows import contracts, highlights
from churntui.model.notes import NOTES, NoteRef
from churntui.model.schema import Column
from churntui.model.tables import Table


class Writer:
    """Writes rows of one table, and takes them into `stored`."""

    def __init__(
        self,
        store: Store,
        table: Table,
        links: Links,
        stored: dict[Key, Stored],
        lists: RowLists | None,
        own_columns: own.OwnColumns,
    ) -> None:
        self._store = store
        self._table = table
        self._links = links
        self._stored = stored
        self._lists = lists
        self._own = own_columns
        self._awaited = contracts.open_links(store) if table.name == "contracts" else {}
        self._are_linked = any(column.kind == "self" for column in table.columns)
        self._kind = next((kind for kind in NOTES if kind == table.stored), None)
        self.lost_passages = 0
        """Tagged passages that changed notes have no more."""

    def write(self, row: Row) -> State:
        """Write a row, and what became of it."""
        known = self._stored.get(row.key)
        listed = self._lists.wanted(row.listed) if self._lists else ()
        state: State
        if known is None:
            number = self._insert(row.merged)
            values = row.merged if self._are_linked else {}
            self._stored[row.key] = known = Stored(number, values, row.ref)
            state = "added"
        else:
            state = "changed" if self._rewrite(row, known) or self._repoints(row, known) else "unchanged"
        is_changed = False
        if self._lists and listed and listed != known.listed:
            self._lists.replace(known.number, listed)
            is_changed = True
        if row.moved:
            is_changed |= followups.keep(self._store, int(row.merged["contract_id"] or 0), row.moved)
        if row.own:
            is_changed |= self._own.keep(known.number, row.own)
        if is_changed and state == "unchanged":
            state = "changed"
        if self._table.stored == "interview" and state != "unchanged":
            self._store.rows("UPDATE interview SET updated_at = ? WHERE id = ?", (now(), known.number))
        if self._table.name == "logos":
            name, domain = str(row.merged["name"]), str(row.merged.get("domain") or "")
            self._links.know_logo(known.number, name, domain, str(row.merged["ref"]))
        return state

    def _rewrite(self, row: Row, known: Stored) -> bool:
        """Write what of a row differs from the book; whether anything does."""
        changed = {name: value for name, value in row.merged.items() if known.values.get(name) != value}
        if changed:
            self._update(known.number, changed)
            if self._table.name == "logos":  # a row about a merged one may follow
                known.values |= changed
        if self._kind is not None and (text := NOTES[self._kind].text) in changed:
            note, before = NoteRef(self._kind, known.number), str(known.values[text] or "")
            self.lost_passages += len(highlights.follow(self._store, note, before))
        return bool(changed)

    def _repoints(self, row: Row, known: Stored) -> bool:
        """Whether a row points to another of its table than the book has it."""
        awaits = row.awaited is not None and row.awaited != self._awaited.get(known.number)
        return awaits or (row.target is not None and row.target != known.target)

    def _insert(self, values: dict[str, Cell]) -> int:
        if self._table.name == "logos":
            self._links.note_alike(str(values["ref"]), str(values["name"]))
        columns = dict(values) | ({"updated_at": now()} if self._table.name == "interviews" else {})
        marks = ", ".join("?" * len(columns))
        return self._store.insert(
            f"INSERT INTO {self._table.stored}({', '.join(columns)}) VALUES ({marks})",
            tuple(columns.values()),
        )

    def _update(self, number: int, changed: dict[str, Cell]) -> None:
        assignments = ", ".join(f"{name} = ?" for name in changed)
        self._store.rows(
            f"UPDATE {self._table.stored} SET {assignments} WHERE rowid = ?", (*changed.values(), number)
        )

    def point(self, rows: Iterable[Row], column: Column) -> list[str]:
        """Have rows that are written point to others of their table; what there is to tell of those that cannot yet."""
        for row in rows:
            number = self._stored[row.key].number
            if row.target is not None:
                self._update(number, {column.stored: self._stored[(row.target,)].number})
            elif row.awaited is not None:
                self._update(number, {column.stored: None})
                chains.keep_open(self._store, number, row.awaited)
        return list(chains.close_links(self._store)) if self._table.name == "contracts" else []
