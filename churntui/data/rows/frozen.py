"""From a plain row of SQLite to a frozen row of the model, in the order of its fields."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from churntui.data.file.store import Row

Model = TypeVar("Model")


def built(kind: type[Model], row: Row, *, days: tuple[int, ...] = (), flags: tuple[int, ...] = ()) -> Model:
    """`kind(*row)` with the columns at `days` read as ISO days and those at `flags` as yes or no; NULL stays None."""
    values = list(row)
    for at in days:
        values[at] = None if values[at] is None else date.fromisoformat(values[at])
    for at in flags:
        values[at] = None if values[at] is None else bool(values[at])
    return kind(*values)
