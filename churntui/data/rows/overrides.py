"""Scores of health that are held to be others than computed: which logo has one."""

from __future__ import annotations

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.model.care import HealthOverride


def every(store: Store) -> list[HealthOverride]:
    """All of them, run out or not."""
    return read(store, HealthOverride)


def of_logo(store: Store, logo_id: int) -> HealthOverride | None:
    """That of a logo, run out or not; None where it has none."""
    return next(iter(read(store, HealthOverride, "WHERE logo_id = ?", (logo_id,))), None)
