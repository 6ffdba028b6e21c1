"""What logos have in the fields of the user's own: rows out of the file."""

from __future__ import annotations

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.model.living import OwnValue


def every(store: Store) -> list[OwnValue]:
    """Every one, by field and logo."""
    return read(store, OwnValue, "ORDER BY field, logo_id")
