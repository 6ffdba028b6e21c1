"""Rows that a file brought before and has no more: they are named, and stay.

Known only of what the last runs added, while that is kept to be taken back (`kept`), and told by the names of the file
and its source: another month's file under another name says nothing of what it leaves out.
"""

from __future__ import annotations

from collections.abc import Sequence

from churntui.data.file.store import Store
from churntui.data.importing.mapping import Mapping
from churntui.plain.wording import counted

_SHOWN = 5


def brought(store: Store, mapped: Mapping, name: str) -> frozenset[int]:
    """The rows of its table that a file of this name added in the runs that are kept.

    Runs in which several files brought rows of the table do not tell which of them did.
    """
    rows = store.rows(
        """SELECT k.row_id FROM import_kept k WHERE k.table_name = ? AND k.before IS NULL AND k.batch_id IN
        (SELECT r.batch_id FROM import_run r JOIN import_batch b ON b.id = r.batch_id
        WHERE r.table_name = ? AND b.taken_back_at IS NULL
        GROUP BY r.batch_id HAVING count(*) = 1 AND max(r.path) = ? AND max(r.source) = ?)""",
        (mapped.table.stored, mapped.table.name, name, mapped.profile.name),
    )
    return frozenset(int(number) for (number,) in rows)


def told(names: Sequence[str]) -> list[str]:
    """A line about the rows that are not in the file."""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    stay = "it stays" if len(names) == 1 else "they stay"
    shown = ", ".join(names[:_SHOWN])
    rows = counted(len(names), "row")
    return [f"{rows} in the book from this file, not in it any more: {shown}{more}; {stay}"] if names else []
