"""What no book should hold: imports and forms refuse it, but an older version, or another program, may have written it.

Figures work all the same: such a value counts as missing, or as the most there can be. Here it is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from churntui.data.file.store import Store
from churntui.model.schema import Column
from churntui.model.tables import TABLES, Table
from churntui.plain.money import MAX_MINOR, full

Found = tuple[str, str, str]
"""Where, what, and how to mend it."""


def findings(store: Store) -> Iterator[Found]:
    """Every value beyond its bounds."""
    for table in TABLES.values():
        for column in table.columns:
            if column.most is not None:
                yield from _above(store, table, column, column.most)
    for ref, arr, currency in store.rows(
        "SELECT ref, arr_minor, currency FROM contract WHERE arr_minor > ?", (MAX_MINOR,)
    ):
        yield (
            f"contract {ref}",
            f"brings {full(arr, currency)} a year, which may be too large to be added up",
            "Correct its amount and import it again",
        )


def _above(store: Store, table: Table, column: Column, most: int) -> Iterator[Found]:
    for ref, number in store.rows(
        f"SELECT {table.identity}, {column.stored} FROM {table.stored} WHERE {column.stored} > ?", (most,)
    ):
        yield (
            f"{table.label} {ref}",
            f"has {column.word} of {number}, more than {most:,}",
            f"Correct its “{column.name}” and import it again",
        )
