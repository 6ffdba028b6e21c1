"""The ids that logos had before they were merged into others: files that name one mean the logo that stayed."""

from __future__ import annotations

from churntui.data.file.store import Store


def means_another(store: Store, ref: str, logo_id: int | None) -> str:
    """The name of the logo that files mean by a former id, where that is another one than this; else empty."""
    name = store.scalar(
        "SELECT l.name FROM former_logo f JOIN logo l ON l.id = f.logo_id WHERE f.ref = ? AND l.id IS NOT ?",
        (ref, logo_id),
    )
    return str(name or "")


def keep_former(store: Store, logo_id: int, stays_id: int) -> None:
    """Have the id, name and domain that a logo has now mean the one that stays."""
    store.rows(
        """INSERT INTO former_logo(ref, logo_id, name, domain) SELECT ref, ?, name, domain FROM logo WHERE id = ?
        ON CONFLICT(ref) DO UPDATE SET logo_id = excluded.logo_id, name = excluded.name, domain = excluded.domain""",
        (stays_id, logo_id),
    )
