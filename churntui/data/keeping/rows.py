"""Rows added, changed and taken away by hand, for every table with a form: values by field, checked as a whole.

A row is checked by the rules of the import, and each change is one edit. What somebody else has changed since a form
was opened is never overwritten in silence: the change is refused with both values, and made where it is asked for
again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from churntui.data import activity
from churntui.data.file.store import Store
from churntui.data.importing import chains
from churntui.data.importing.check import Cell, CellError
from churntui.data.importing.rules import RULES, Assumed
from churntui.data.importing.sums import Sums
from churntui.data.keeping import renaming
from churntui.data.keeping.typed import Entered
from churntui.data.rows import drafts, highlights, refs, settings, themes, use
from churntui.model.choices import NOTE_KINDS
from churntui.model.notes import NOTES, NoteRef
from churntui.model.rows import Highlight
from churntui.model.schema import LINKS, LISTS, Column
from churntui.model.tables import TABLES, Table, list_table, of_logos
from churntui.plain.errors import BadInputError, ChurnError, NotFoundError
from churntui.plain.text import fold

Given = Entered | date | bool | Decimal
"""A value of a field, as the row class has it or as the book keeps it."""

Value = TypeVar("Value")


class FieldError(BadInputError):
    """A row that cannot be as it was entered, and the field to mend."""

    def __init__(self, column: Column, reason: str) -> None:
        super().__init__(f"{column.label} {reason}")
        self.field = column.field
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that somebody else changed while it was being changed here."""

    column: Column
    opened: Entered
    stored: Entered


class StaleError(ChurnError):
    """The row is another one than the one that was opened."""

    def __init__(self, changed: tuple[Changed, ...]) -> None:
        names = ", ".join(change.column.label for change in changed)
        super().__init__(
            f"{names} was changed meanwhile", "Look at both, and keep yours again where it is right"
        )
        self.changed = changed


def cell(value: Given) -> Entered:
    """A value as the book keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return int(value) if isinstance(value, bool) else value


def stored(store: Store, name: str, row_id: int) -> dict[str, Entered]:
    """A row by field.

    Raises:
        NotFoundError: It is not in the book any more.
    """
    table = TABLES[name]
    cells = _cells(store, table, row_id)
    found: dict[str, Entered] = {}
    for column in table.columns:
        if column.kind == "names":
            found[column.field] = _themes(store, table, column, row_id)
        else:
            found[column.field] = cells[column.stored]
    return found


def _cells(store: Store, table: Table, row_id: int) -> dict[str, Cell]:
    """A row by column of the book."""
    columns = [row[1] for row in store.rows(f"PRAGMA table_info({table.stored})")]
    row = store.one(f"SELECT {', '.join(columns)} FROM {table.stored} WHERE rowid = ?", (row_id,))
    if row is None:
        raise NotFoundError(f"That {table.label} is no longer in the book", "Press escape and look again")
    return dict(zip(columns, row, strict=True))


def _themes(store: Store, table: Table, column: Column, row_id: int) -> tuple[str, ...]:
    tagged = list_table(table.stored, column)
    query = f"""SELECT theme.name FROM {tagged} JOIN theme ON theme.id = theme_id
        WHERE {table.stored}_id = ? ORDER BY theme.name"""
    return tuple(name for (name,) in store.rows(query, (row_id,)))


def add(store: Store, name: str, values: Mapping[str, Given], label: str) -> int:
    """Add a row; what is not given is as usual, its id is drawn. One edit.

    Raises:
        FieldError: It cannot be as it was entered.
    """
    table = TABLES[name]
    with store.edit(label):
        reported_in = settings.read(store).reporting_currency
        given = {
            column.stored: cell(values[column.field]) for column in table.columns if column.field in values
        }
        lists, cells = _apart(table, given)
        if any(column.stored == "ref" for column in table.columns) and not cells.get("ref"):
            cells["ref"] = refs.fresh(store, table.stored)
        whole = _whole(store, table, cells, {}, None)
        marks = ", ".join("?" * len(whole))
        row_id = store.insert(
            f"INSERT INTO {table.stored}({', '.join(whole)}) VALUES ({marks})", tuple(whole.values())
        )
        _list(store, table, row_id, lists)
        _follow(store, table, reported_in)
        return row_id


def change(
    store: Store,
    name: str,
    row_id: int,
    values: Mapping[str, Given],
    label: str,
    opened: Mapping[str, Entered] | None = None,
    *,
    passages: Sequence[Highlight] | None = None,
) -> None:
    """Change fields of a row; None empties one. One edit.

    Args:
        store: The book.
        name: The canonical table.
        row_id: The row.
        values: The fields, those left as they were opened too.
        label: What was done.
        opened: The fields as they stood when they were opened to be changed.
        passages: Of a note the passages of its words as they now are; None has them follow their words.

    Raises:
        NotFoundError: It is not in the book any more.
        StaleError: Somebody else has changed one of the fields since, to something else.
        FieldError: It cannot be as it was entered.
    """
    table = TABLES[name]
    with store.edit(label):
        now = stored(store, name, row_id)
        wanted = {field: cell(value) for field, value in values.items() if field in now}
        if opened is not None:
            wanted = _differing(table, wanted, opened)
            _refuse_stale(table, wanted, opened, now)
        wanted = _differing(table, wanted, now)
        if not wanted and passages is None:
            return
        reported_in = settings.read(store).reporting_currency
        given = {column.stored: wanted[column.field] for column in table.columns if column.field in wanted}
        lists, cells = _apart(table, given)
        before = _cells(store, table, row_id)
        whole = _whole(store, table, before | cells, before, row_id)
        changed = {column: value for column, value in whole.items() if before.get(column) != value}
        if table.stored == "logo" and "ref" in changed:
            renaming.rename(store, row_id, str(before["ref"]), str(changed["ref"]))
        if changed:
            assignments = ", ".join(f"{column} = ?" for column in changed)
            store.rows(
                f"UPDATE {table.stored} SET {assignments} WHERE rowid = ?", (*changed.values(), row_id)
            )
        _list(store, table, row_id, lists)
        _follow_words(store, table, row_id, before, passages)
        if table.stored == "customer" and "logo_id" in changed:
            activity.follow_rows(store, (), gone_from={int(before["logo_id"] or 0)})
        _follow(store, table, reported_in)


def _follow_words(
    store: Store, table: Table, row_id: int, before: Mapping[str, Cell], passages: Sequence[Highlight] | None
) -> None:
    """Have the passages of a note stand on its words as they now are."""
    kind = next((kind for kind in NOTE_KINDS if kind == table.stored), None)
    if kind is None:
        return
    if passages is not None:
        highlights.replace_on_note(store, NoteRef(kind, row_id), passages)
    else:
        highlights.follow(store, NoteRef(kind, row_id), str(before[NOTES[kind].text]))


def _differing(
    table: Table, wanted: Mapping[str, Entered], known: Mapping[str, Entered]
) -> dict[str, Entered]:
    """Of the fields those that say something else."""
    return {
        column.field: wanted[column.field]
        for column in table.columns
        if column.field in wanted and not _is_same(column, wanted[column.field], known.get(column.field))
    }


def _is_same(column: Column, one: Entered, other: Entered) -> bool:
    """Whether two values of a field are one: themes in any order, however they are spelled."""
    if column.kind == "names" and isinstance(one, tuple) and isinstance(other, tuple):
        return set(map(fold, one)) == set(map(fold, other))
    return one == other


def _refuse_stale(
    table: Table, wanted: Mapping[str, Entered], opened: Mapping[str, Entered], now: Mapping[str, Entered]
) -> None:
    moved = _differing(table, now, opened).keys() & _differing(table, wanted, now).keys()
    changed = tuple(
        Changed(column, opened.get(column.field), now[column.field])
        for column in table.columns
        if column.field in moved
    )
    if changed:
        raise StaleError(changed)


def _apart(table: Table, given: Mapping[str, Entered]) -> tuple[dict[str, tuple[str, ...]], dict[str, Cell]]:
    """The lists, and the cells of the row itself."""
    names = {column.stored for column in table.columns if column.kind in LISTS}
    lists = {
        name: value if isinstance(value, tuple) else () for name, value in given.items() if name in names
    }
    cells = {
        name: value for name, value in given.items() if name not in names and not isinstance(value, tuple)
    }
    return lists, cells


def _whole(
    store: Store, table: Table, cells: Mapping[str, Cell], before: Mapping[str, Cell], row_id: int | None
) -> dict[str, Cell]:
    """The row as it will stand, by column of the book: completed, and checked as a whole.

    Raises:
        FieldError: It cannot stand so.
    """
    reported_in = settings.read(store).reporting_currency
    merged = _completed(store, table, cells, reported_in)
    _require(table, merged)
    stated = {
        column: value
        for column, value in merged.items()
        if before.get(column) != value and column not in {"amount_minor", "currency"}
    }
    assumed = Assumed(Sums(store, reported_in), stored=before)
    try:
        if table.name in RULES:
            RULES[table.name](merged, stated, assumed)
    except CellError as error:
        column = table.column(error.column)
        if column is None:
            raise BadInputError(str(error)) from None
        raise FieldError(column, error.reason) from None
    _check_links(store, table, merged, before, row_id)
    _check_once(store, table, merged, row_id)
    if table.stored == "logo" and merged["ref"] != before.get("ref"):
        _check_former(store, table, str(merged["ref"]), row_id)
    return merged


def _completed(store: Store, table: Table, cells: Mapping[str, Cell], reported_in: str) -> dict[str, Cell]:
    """With what is usual where nothing was entered."""
    merged = dict(cells)
    for _, name, _, is_needed, usual, is_key in store.rows(f"PRAGMA table_info({table.stored})"):
        if not is_needed or is_key or merged.get(name) is not None:
            continue
        if usual is not None:
            merged[name] = store.scalar(f"SELECT {usual}")
        elif name == "currency" and table.stored == "contract":
            merged[name] = reported_in
        elif name == "per":
            merged[name] = "year"
    return merged


def _require(table: Table, merged: Mapping[str, Cell]) -> None:
    for column in table.columns:
        is_missing = merged.get(column.stored) in (None, "") and column.kind not in LISTS
        if is_missing and (column.required or column.stored == "ref"):
            raise FieldError(column, "is needed")


def _check_links(
    store: Store, table: Table, merged: Mapping[str, Cell], before: Mapping[str, Cell], row_id: int | None
) -> None:
    """What the row names is there, and belongs to its logo; what names the row does, too."""
    logo_id = merged.get("logo_id")
    for column in table.columns:
        target = merged.get(column.stored)
        if column.kind not in LINKS or target is None:
            continue
        linked = table.stored if column.kind == "self" else column.kind
        row = store.one(
            f"SELECT {'logo_id' if linked in of_logos() else 'NULL'} FROM {linked} WHERE id = ?", (target,)
        )
        if row is None:
            raise FieldError(column, "is no longer in the book")
        if logo_id is not None and row[0] not in (None, logo_id):
            raise FieldError(column, "belongs to another logo")
        if column.kind == "self":
            _check_chain(store, table, column, merged, row_id)
    was_of = before.get("logo_id")
    if row_id is not None and was_of != logo_id and _is_named(store, table, row_id, was_of):
        raise FieldError(
            _column(table, "logo_id"), "cannot change: other rows of the logo it has are linked to it"
        )
    if row_id is not None and table.stored == "contract":
        _check_followers(store, table, merged, row_id)


def _column(table: Table, stored_name: str) -> Column:
    return next(column for column in table.columns if column.stored == stored_name)


def _is_named(store: Store, table: Table, row_id: int, logo_id: Cell) -> bool:
    """Whether a row of the same logo names it; of a table of logos only that logo's rows are looked at."""
    places = [
        (other.stored, column.stored)
        for other in TABLES.values()
        for column in other.columns
        if column.kind == table.stored or (column.kind == "self" and other.stored == table.stored)
    ]
    for of, by in dict.fromkeys(places):
        which, logo = (" AND logo_id = ?", (logo_id,)) if of in of_logos() else ("", ())
        if store.one(f"SELECT 1 FROM {of} WHERE {by} = ?{which} LIMIT 1", (row_id, *logo)) is not None:
            return True
    return False


def _check_chain(
    store: Store, table: Table, column: Column, merged: Mapping[str, Cell], row_id: int | None
) -> None:
    """A row of which others follow does not follow itself, and a contract starts after the one it renews."""
    target = merged[column.stored]
    if table.stored == "contract":
        starts_on = store.scalar("SELECT starts_on FROM contract WHERE id = ?", (target,))
        if str(starts_on) >= str(merged["starts_on"]):
            raise FieldError(column, f"starts on {starts_on}, not before this one")
    seen: set[int] = set()
    while target is not None and int(target) not in seen:
        if target == row_id:
            raise FieldError(column, "leads back to this row")
        seen.add(int(target))
        target = store.scalar(f"SELECT {column.stored} FROM {table.stored} WHERE id = ?", (target,))


def _check_followers(store: Store, table: Table, merged: Mapping[str, Cell], row_id: int) -> None:
    follower = store.one(
        "SELECT ref, starts_on FROM contract WHERE renews_id = ? AND starts_on <= ?",
        (row_id, merged["starts_on"]),
    )
    if follower is not None:
        reason = f"is not before {follower[1]}, when the contract that renews it starts ({follower[0]})"
        raise FieldError(_column(table, "starts_on"), reason)


def _check_once(store: Store, table: Table, merged: Mapping[str, Cell], row_id: int | None) -> None:
    """No other row has what tells it from others."""
    columns = [column for name in table.key if (column := table.column(name))]
    if table.repeats or not columns:
        return
    same = " AND ".join(f"{column.stored} IS ?" for column in columns)
    values = tuple(merged.get(column.stored) for column in columns)
    other = store.scalar(
        f"SELECT rowid FROM {table.stored} WHERE {same} AND rowid IS NOT ?", (*values, row_id)
    )
    if other is not None:
        raise FieldError(columns[-1], f"is that of another {table.label} already")


def _check_former(store: Store, table: Table, ref: str, row_id: int | None) -> None:
    """Files that name the id do not mean another logo."""
    if into := renaming.means_another(store, ref, row_id):
        reason = f"was that of {into} before: files that name it mean that logo"
        raise FieldError(_column(table, "ref"), reason)


def _list(store: Store, table: Table, row_id: int, lists: Mapping[str, tuple[str, ...]]) -> None:
    for column in table.columns:
        if column.kind == "names" and column.stored in lists:
            themes.replace_on(store, table.stored, row_id, lists[column.stored])


def _follow(store: Store, table: Table, reported_in: str) -> None:
    """Bring up to date what follows from rows of the table."""
    if table.stored in {"contract", "rate"}:
        settings.keep_locked_rates(store, reported_in)
    if table.stored == "contract":
        list(chains.close_links(store))
    elif table.stored == "action":
        activity.requalify(store)
    elif table.stored == "customer":
        activity.refresh_customers(store)


def _clear(store: Store, table: Table, row_id: int) -> None:
    """Have nothing name the row that no foreign key takes along.

    Raises:
        ChurnError: What names it cannot do without it.
    """
    if table.stored == "logo":
        drafts.follow_logo(store, row_id, None)
        if done := use.of_logo(store, row_id):
            use.put(store, row_id, done, ())
    elif table.stored == "customer":
        logo_id = store.scalar("SELECT logo_id FROM customer WHERE id = ?", (row_id,))
        use.unname(store, int(logo_id), row_id)
    elif table.stored == "action" and store.one(
        "SELECT 1 FROM usage_day WHERE action_id = ? LIMIT 1", (row_id,)
    ):
        name = store.scalar("SELECT name FROM action WHERE id = ?", (row_id,))
        raise ChurnError(f"“{name}” was done by customers", "Let it not qualify instead")


def remove(store: Store, name: str, row_id: int, label: str) -> None:
    """Take a row away, and what goes with it (`going.goes_with`); drafts about it stay. One edit.

    Raises:
        NotFoundError: It is not in the book any more.
    """
    table = TABLES[name]
    with store.edit(label):
        cells = _cells(store, table, row_id)
        reported_in = settings.read(store).reporting_currency
        _clear(store, table, row_id)
        store.rows(f"DELETE FROM {table.stored} WHERE rowid = ?", (row_id,))
        if table.stored in {"logo", "customer"}:
            activity.follow_rows(store, (), gone_from=[int(cells.get("logo_id") or row_id)])
        _follow(store, table, reported_in)
