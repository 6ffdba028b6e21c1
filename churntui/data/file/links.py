"""Which tables name rows of which, read from the file itself."""

from __future__ import annotations

from churntui.data.file.store import Store


def children(store: Store, table: str) -> list[tuple[str, str]]:
    """The tables whose rows name one of `table`, each with the column that does."""
    return [
        (str(child), str(column))
        for child, column in store.rows(
            """SELECT m.name, f."from" FROM sqlite_master m, pragma_foreign_key_list(m.name) f
            WHERE m.type = 'table' AND f."table" = ? ORDER BY m.name, f."from" """,
            (table,),
        )
    ]
