"""Which tables name rows of which, read from the file itself."""

from __future__ import annotations

from churntui.data.file.store import Store


def children(store: Store, table: str) -> list[tuple[str, str]]:
    """The tables whose rows name one of `table`, each with the column that does, where they would go with it.

    Links that are only emptied when the row goes are among them, but for those of drafts: what is being written
    outlives what it was to change.
    """
    return [
        (str(child), str(column))
        for child, column, when_gone in store.rows(
            """SELECT m.name, f."from", f.on_delete FROM sqlite_master m, pragma_foreign_key_list(m.name) f
            WHERE m.type = 'table' AND f."table" = ? ORDER BY m.name, f."from" """,
            (table,),
        )
        if not (child == "draft" and when_gone == "SET NULL")
    ]
