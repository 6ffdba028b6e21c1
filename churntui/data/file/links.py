"""Which tables name rows of which, read from the file itself."""

from __future__ import annotations

from typing import NamedTuple

from churntui.data.file.store import Store


class Child(NamedTuple):
    """A table whose rows name one of another."""

    table: str
    column: str
    """The one that does."""
    goes_along: bool
    """Whether they go with the row they name; else they stay, and name none."""


def children(store: Store, table: str) -> list[Child]:
    """The tables whose rows name one of `table`."""
    return [
        Child(str(child), str(column), on_delete == "CASCADE")
        for child, column, on_delete in store.rows(
            """SELECT m.name, f."from", f.on_delete FROM sqlite_master m, pragma_foreign_key_list(m.name) f
            WHERE m.type = 'table' AND f."table" = ? ORDER BY m.name, f."from" """,
            (table,),
        )
    ]
