"""Contradictions somebody has looked at and found right: they are told no more, until one of their facts changes."""

from __future__ import annotations

from churntui.data.file.store import Store


def every(store: Store) -> frozenset[tuple[str, str]]:
    """(kind, about) of each, as `metrics.contradictions.Contradiction` has them."""
    return frozenset(store.rows("SELECT kind, about FROM accepted"))


def accept(store: Store, kind: str, about: str, label: str) -> None:
    """Tell this one no more. One edit."""
    with store.edit(label):
        store.rows("INSERT OR IGNORE INTO accepted(kind, about) VALUES (?, ?)", (kind, about))
