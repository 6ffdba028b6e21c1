"""What imports did to a row and to what belongs to it, a line for each: the other half of its story (`stories`).

It is told by what is kept to take them back (`importing.kept`), so of the last three. Edits are recorded change by
change; an import is one thing that was done, and says in one line what it added and what it changed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from churntui.data.file.store import Store
from churntui.data.importing import kept, takeback
from churntui.data.stories import IMPORT, Subject, Told
from churntui.model.tables import of_logos, stored_column, tables_of
from churntui.plain import money
from churntui.plain.wording import counted

_OF_LOGOS = [table for table in of_logos() if table in kept.TABLES]

_SHOWN = 5
"""Values that changed which are told."""

_KEPT = """SELECT batch_id, table_name, row_id, before, after FROM import_kept WHERE (table_name, row_id) IN
(SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)) ORDER BY id"""

_Image = dict[str, Any] | None


def of(store: Store, subject: Subject, row_id: int) -> list[Told]:
    """A line for each import that touched the row, newest first."""
    touched: dict[int, dict[tuple[str, int], tuple[_Image, _Image]]] = {}
    columns = {
        int(number): json.loads(text)
        for number, text in store.rows("SELECT id, columns FROM import_batch WHERE columns IS NOT NULL")
    }
    for batch, table, number, before, after in store.rows(
        _KEPT, (json.dumps(_mine(store, subject, row_id)),)
    ):
        rows, names = touched.setdefault(batch, {}), columns[batch][table]
        first = rows.get((table, number), (_image(names, before), None))[0]
        rows[table, number] = first, _image(names, after)
    batches = {batch.number: batch for batch in takeback.batches(store)}
    return [_line(batches[number], touched[number]) for number in sorted(touched, reverse=True)]


def _mine(store: Store, subject: Subject, row_id: int) -> list[tuple[str, int]]:
    """The row, and of a logo what belongs to it."""
    mine = [(str(subject), row_id)]
    for table in _OF_LOGOS if subject == "logo" else ():
        numbers = store.rows(f"SELECT rowid FROM {table} WHERE logo_id = ?", (row_id,))
        mine += [(table, int(number)) for (number,) in numbers]
    return mine


def _image(names: list[str], text: str | None) -> _Image:
    return None if text is None else dict(zip(names, json.loads(text), strict=True))


def _line(batch: takeback.Batch, rows: Mapping[tuple[str, int], tuple[_Image, _Image]]) -> Told:
    added = Counter(table for (table, _), (before, _) in rows.items() if before is None)
    told = [
        f"{counted(count, tables_of(table)[0].label, tables_of(table)[0].plural)} added"
        for table, count in added.items()
    ]
    changes = [
        change
        for (table, _), (before, after) in rows.items()
        if before is not None and after is not None
        for change in _changes(table, before, after)
    ]
    more = [f"{len(changes) - _SHOWN:,} more"] if len(changes) > _SHOWN else []
    return Told(
        -batch.number, -batch.number, batch.at, f"Import of {batch.named}", IMPORT, "", "",
        "; ".join([*told, *changes[:_SHOWN], *more]) or "looked at", undone=False,
    )  # fmt: skip


def _changes(table: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """What became of the declared fields of a row; of links to other rows nothing."""
    for name, value in after.items():
        column = stored_column(table, name)
        if column is not None and before.get(name) != value and not name.endswith("_id"):
            was, now = _text(name, before), _text(name, after)
            whose = "" if table == "logo" else f"{tables_of(table)[0].label}, "
            yield f"{whose}{column.word}: {was} → {now}"


def _text(name: str, row: Mapping[str, Any]) -> str:
    value = row.get(name)
    if value in (None, ""):
        return "–"
    return money.full(int(value), str(row["currency"])) if name.endswith("_minor") else str(value)
