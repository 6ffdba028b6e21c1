"""The story of a logo, a note or a theme: every change somebody made to it and to what belongs to it.

Read from the same log that undo replays. What belongs to a row is found by what the log says, not by the tables,
because a tag that was taken off, or a passage that is gone, is part of the story. SQLite may give the number of a
removed row to a new one: a story begins with the addition that stands, so it never tells another row's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from churntui.data.file.store import Store
from churntui.data.rows import use
from churntui.model.choices import NoteKind
from churntui.model.notes import NOTES, OWNERS, owner
from churntui.model.tables import of_logos, tables_of
from churntui.plain import dates, money

Subject = NoteKind | Literal["logo", "theme"]
"""What has a story."""


IMPORT = "import"
"""What stands for the table in the line of an import (`data.imported`)."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line: a column that changed, or a row that was added or removed."""

    change_id: int
    """Grows with time."""
    edit_id: int
    """The same for all that one action did."""
    at: str
    """UTC, to the second."""
    label: str
    """What the person did, in a few words."""
    table: str
    column: str
    """Empty where the row itself was added or removed."""
    before: str
    """The value before; of a removed row its name. Empty for none."""
    after: str
    """The value after; of an added row its name. Empty for none."""
    undone: bool
    """It was taken back, and stands no more."""
    author: str = ""
    """Who did it; empty where nobody's name is on it."""


_OF_LOGOS = tuple(stored for stored in of_logos() if stored not in NOTES)
"""The tables whose rows belong to a logo, but for notes, which have parts."""

_LINK = "_theme"
"""How tables end that put themes on something."""


def of(store: Store, subject: Subject, row_id: int) -> list[Told]:
    """The story of a row, newest first."""
    parts = _parts(store, subject, row_id)
    changes = sorted(
        {change.id: change for part in parts for change in part}.values(), key=lambda change: -change.id
    )
    born = next((change.id for change in changes if change.is_birth_of(subject, row_id)), 0)
    names = _Names(store, subject)
    return [line for change in changes if change.id >= born for line in _told(change, names)]


def _parts(store: Store, subject: Subject, row_id: int) -> Iterable[list[_Change]]:
    if subject == "logo":
        return _of_logo(store, row_id)
    return _of_theme(store, row_id) if subject == "theme" else _of_notes(store, subject, [row_id])


@dataclass(frozen=True, slots=True)
class _Change:
    """One row of the log."""

    id: int
    edit_id: int
    at: str
    label: str
    author: str
    state: str
    table: str
    row_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    def is_birth_of(self, table: str, row_id: int) -> bool:
        """Whether it added that row, and stands."""
        return (self.table, self.row_id, self.before, self.state) == (table, row_id, None, "done")


def _of_logo(store: Store, logo_id: int) -> Iterable[list[_Change]]:
    yield _of_rows(store, "logo", [logo_id])
    for table in _OF_LOGOS:
        yield _linked_to(store, table, "logo_id", [logo_id])
    yield _of_rows(store, "renewal", _ids(store, "contract", "logo_id", [logo_id]))
    for kind in NOTES:
        yield from _of_notes(store, kind, _ids(store, kind, "logo_id", [logo_id]))


_PARTS: Mapping[NoteKind, tuple[str, ...]] = {
    "interview": ("interview_reason", "save_attempt"),
    "review": ("commitment",),
}
"""The tables with parts of a note, beside its themes and passages."""


def _of_notes(store: Store, kind: NoteKind, ids: Sequence[int]) -> Iterable[list[_Change]]:
    yield _of_rows(store, kind, ids)
    whose = owner(kind)
    for table in (f"{kind}_theme", *_PARTS.get(kind, ()), "highlight"):
        yield _linked_to(store, table, whose, ids)
    yield _linked_to(store, "highlight_theme", "highlight_id", _ids(store, "highlight", whose, ids))


def _of_theme(store: Store, theme_id: int) -> Iterable[list[_Change]]:
    yield _of_rows(store, "theme", [theme_id])
    for table in (*(f"{kind}_theme" for kind in NOTES), "highlight_theme", "initiative_theme"):
        yield _linked_to(store, table, "theme_id", [theme_id])


def _of_rows(store: Store, table: str, ids: Sequence[int]) -> list[_Change]:
    """The changes of these rows themselves."""
    return _where(store, table, "c.row_id IN (SELECT value FROM json_each(:ids))", ids)


def _linked_to(store: Store, table: str, column: str, ids: Sequence[int]) -> list[_Change]:
    """The changes of a table's rows that had, or got, one of these numbers in a column."""
    return _where(
        store,
        table,
        f"""(json_extract(c.before, '$.{column}') IN (SELECT value FROM json_each(:ids))
        OR json_extract(c.after, '$.{column}') IN (SELECT value FROM json_each(:ids)))""",
        ids,
    )


def _where(store: Store, table: str, condition: str, ids: Sequence[int]) -> list[_Change]:
    if not ids:
        return []
    rows = store.rows(
        f"""SELECT c.id, c.edit_id, e.at, e.label, e.author, e.state, c.table_name, c.row_id, c.before, c.after
        FROM change c JOIN edit e ON e.id = c.edit_id WHERE c.table_name = :table AND {condition}""",
        {"table": table, "ids": json.dumps(list(ids))},
    )
    return [_Change(*row[:-2], before=_image(row[-2]), after=_image(row[-1])) for row in rows]  # type: ignore[misc]


def _ids(store: Store, table: str, column: str, owners: Sequence[int]) -> list[int]:
    """The rows of a table that belong to one of the owners, or did when they were added or removed.

    Of the log only additions and removals are looked at: a book has few, and every edit of a note carries the note.
    """
    rows = store.rows(
        f"""SELECT id FROM {table} WHERE {column} IN (SELECT value FROM json_each(:ids))
        UNION SELECT row_id FROM change WHERE table_name = :table
        AND (before IS NULL OR after IS NULL)
        AND json_extract(coalesce(before, after), '$.{column}') IN (SELECT value FROM json_each(:ids))""",
        {"table": table, "ids": json.dumps(list(owners))},
    )
    return sorted(int(row_id) for (row_id,) in rows)


def _image(text: str | None) -> dict[str, Any] | None:
    return None if text is None else dict(json.loads(text))


def _told(change: _Change, names: _Names) -> list[Told]:
    """A line for the row itself, or one for each column that changed."""
    before, after = change.before, change.after
    if change.table == use.TABLE:
        columns = [("n" if before and after else "", names.of_use(before), names.of_use(after))]
    elif before is None or after is None:
        name = names.of_row(change.table, before or after or {})
        columns = [("", "" if before is None else name, "" if after is None else name)]
    else:
        columns = [
            (
                column,
                names.of_value(change.table, before, column),
                names.of_value(change.table, after, column),
            )
            for column in before
            if before[column] != after[column] and column != "updated_at"
        ]
    return [
        Told(
            change.id,
            change.edit_id,
            change.at,
            change.label,
            change.table,
            column,
            was,
            now,
            change.state != "done",
            change.author,
        )
        for column, was, now in columns
    ]


def _called(table: str) -> str:
    """The column a row of the table is called by: what people read, else its ref."""
    told = tables_of(table)[0]
    has_it = any(column.stored == told.called for column in told.columns)
    return told.called if has_it else told.identity


def _linked(table: str) -> str:
    """The column of a link that says what the theme is put on."""
    return table.removesuffix("theme") + "id"


class _Names:
    """What numbers in the log stand for; also of rows that are gone, by the last name they had."""

    _SELF: Mapping[Subject, frozenset[str]] = {
        "logo": frozenset(OWNERS),
        "theme": frozenset({"theme_id"}),
        **{kind: frozenset({owner(kind)}) for kind in NOTES},
    }
    """Which links go without saying in whose story."""

    def __init__(self, store: Store, subject: Subject) -> None:
        self._store = store
        self._unsaid = self._SELF[subject]
        self._known: dict[tuple[str, int], str] = {}

    def of_row(self, table: str, row: Mapping[str, Any]) -> str:
        """What a person would call the row."""
        if table.endswith(_LINK):
            return self._joined(row, "theme_id", _linked(table))
        if table == "save_attempt":
            parts = (row.get(part) for part in ("day", "offer", "stage", "outcome"))
            return " · ".join(str(part).replace("_", " ") for part in parts if part) or "attempt to save"
        column = "reason" if table == "interview_reason" else _called(table)
        return str(row.get(column) or row.get("ref") or table.replace("_", " "))

    def of_use(self, image: Mapping[str, Any] | None) -> str:
        """`send 12 on 2026-11-28, Ann`; of several days how many counts, and from when to when."""
        sums = use.sums_in(image)
        if not sums:
            return ""
        if len(sums) > 1:
            days = sorted(dates.from_number(found.day) for found in sums)
            return f"{len(sums):,} counts, {days[0]} to {days[-1]}"
        (found,) = sums
        who = f", {self._name('customer_id', found.customer_id)}" if found.customer_id else ""
        return (
            f"{self._name('action_id', found.action_id)} {found.n:,} on {dates.from_number(found.day)}{who}"
        )

    def of_value(self, table: str, row: Mapping[str, Any], column: str) -> str:
        """A value of a row, numbers of other rows and amounts as people read them."""
        value = row[column]
        if value is None:
            return ""
        if table.endswith(_LINK) and column == "theme_id":
            rest = self._joined(row, _linked(table))
            return self._name(column, int(value)) + (f" · {rest}" if rest else "")
        if column.endswith("_id"):
            return self._name(column, int(value), table)
        if column.endswith("_minor"):
            return money.full(int(value), str(row["currency"]))
        return str(value)

    def _joined(self, row: Mapping[str, Any], *columns: str) -> str:
        return " · ".join(self._name(at, int(row[at])) for at in columns if at not in self._unsaid)

    def _name(self, column: str, row_id: int, of: str = "") -> str:
        """What a number in a column of the table `of` stands for."""
        kind = next((kind for kind in NOTES if owner(kind) == column), None)
        if kind is not None:
            return self._of_note(kind, row_id)
        table = column.removesuffix("_id")
        table = (
            table if tables_of(table) else of
        )  # what names a row of its own table is called by what that is
        return self._current(table, row_id) or f"{table} {row_id}"

    def _of_note(self, kind: NoteKind, note_id: int) -> str:
        """The name of its logo, with its kind where it is about a living one."""
        logo_id = self._looked_up(kind, "logo_id", note_id)
        name = self._current("logo", int(logo_id)) if logo_id else f"{note_id}"
        said = "interview" if kind == "interview" else NOTES[kind].label
        return name if kind == "interview" and logo_id else f"{said} {name}"

    def _current(self, table: str, row_id: int) -> str:
        if (table, row_id) not in self._known:
            self._known[table, row_id] = self._looked_up(table, _called(table), row_id)
        return self._known[table, row_id]

    def _looked_up(self, table: str, column: str, row_id: int) -> str:
        """A column of a row as it is, or as it was last; empty where nobody knows."""
        value = self._store.scalar(f"SELECT {column} FROM {table} WHERE id = ?", (row_id,))
        if value is None:
            value = self._store.scalar(
                """SELECT json_extract(coalesce(after, before), ?) FROM change
                WHERE table_name = ? AND row_id = ? ORDER BY id DESC LIMIT 1""",
                (f"$.{column}", table, row_id),
            )
        return "" if value is None else str(value)
