"""The id of a logo becomes another: what is told by the old one follows, and files that name it mean the logo still.

A former id with a name is that of a logo that was merged into another, which an import does not choose between again;
one without a name is the logo itself, under the id it had.
"""

from __future__ import annotations

from churntui.data.file.store import Store

_SNOOZED_BY_LOGO = frozenset({"usage", "champion", "silent"})
"""Rows of Today that are told by the logo's id after their kind (`metrics.today`): `usage:L1`."""

_ACCEPTED_BY_LOGO = frozenset({"used_after", "no_outcome"})
"""Contradictions that are told by the logo's id first (`metrics.contradictions`): `L1 2026-01-01`."""


def means_another(store: Store, ref: str, logo_id: int | None) -> str:
    """The name of the logo that files mean by a former id, where that is another one than this; else empty."""
    name = store.scalar(
        "SELECT l.name FROM former_logo f JOIN logo l ON l.id = f.logo_id WHERE f.ref = ? AND l.id IS NOT ?",
        (ref, logo_id),
    )
    return str(name or "")


def rename(store: Store, logo_id: int, before: str, after: str) -> None:
    """Have a logo's old id mean it, and what is told by that follow to its new one. Inside an edit."""
    store.rows("DELETE FROM former_logo WHERE ref = ?", (after,))
    store.rows(
        """INSERT INTO former_logo(ref, logo_id) VALUES (?, ?)
        ON CONFLICT(ref) DO UPDATE SET logo_id = excluded.logo_id, name = '', domain = ''""",
        (before, logo_id),
    )
    _retell(store, before, after)


def merge(store: Store, stays_id: int, goes_id: int) -> None:
    """Have all that a logo was called mean the one that stays, and what is told by its id, too. Inside an edit."""
    here, there = (
        str(store.scalar("SELECT ref FROM logo WHERE id = ?", (logo_id,))) for logo_id in (stays_id, goes_id)
    )
    store.rows(
        "UPDATE former_logo SET name = (SELECT name FROM logo WHERE id = ?1) WHERE logo_id = ?1 AND name = ''",
        (goes_id,),
    )
    store.rows(
        """INSERT INTO former_logo(ref, logo_id, name, domain) SELECT ref, ?, name, domain FROM logo WHERE id = ?
        ON CONFLICT(ref) DO UPDATE SET logo_id = excluded.logo_id, name = excluded.name, domain = excluded.domain""",
        (stays_id, goes_id),
    )
    _retell(store, there, here)


def _retell(store: Store, before: str, after: str) -> None:
    """Have what was put off and what was accepted name a logo by another id."""
    for number, about, until in store.rows("SELECT id, about, until FROM snooze"):
        kind, _, rest = about.partition(":")
        if kind in _SNOOZED_BY_LOGO and (rest == before or rest.startswith(f"{before}:")):
            renamed = f"{kind}:{after}{rest[len(before) :]}"
            store.rows("DELETE FROM snooze WHERE id = ?", (number,))
            store.rows(
                """INSERT INTO snooze(about, until) VALUES (?, ?)
                ON CONFLICT(about) DO UPDATE SET until = max(until, excluded.until)""",
                (renamed, until),
            )
    for number, kind, about in store.rows("SELECT id, kind, about FROM accepted"):
        if kind in _ACCEPTED_BY_LOGO and about.startswith(f"{before} "):
            store.rows("DELETE FROM accepted WHERE id = ?", (number,))
            store.rows(
                "INSERT OR IGNORE INTO accepted(kind, about) VALUES (?, ?)",
                (kind, after + about[len(before) :]),
            )
