"""Rows that a file brought before and has no more: they are named, and stay.

Files are told by their names and their sources: another month's file under another name says nothing of what it leaves
out. What each brought is kept by the ids of the rows, those alone that no earlier run of it brought; where a run has
several files of one name, nothing is kept of them, as none of them is the other's next month.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from churntui.data.file.store import Store
from churntui.data.importing.load import Loader
from churntui.data.importing.recognising import MappedFile
from churntui.plain.wording import counted

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Named:
    """What a file of somebody's goes by, from one month to the next."""

    table: str
    source: str
    path: str


def named(file: MappedFile) -> Named:
    """What a file goes by."""
    mapped = file.mapping
    return Named(mapped.table.name, mapped.profile.name, Path(file.path).name)


def told(store: Store, batch: int, file: Named, loader: Loader) -> list[str]:
    """A line about the rows that a file has no more, once it is loaded; what it has is kept for the next one."""
    brought = _brought(store, file)
    _keep(store, batch, file, loader.refs - brought)
    names = loader.missing(brought)
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    stay = "it stays" if len(names) == 1 else "they stay"
    shown = ", ".join(names[:_SHOWN])
    rows = counted(len(names), "row")
    return [f"{rows} in the book from this file, not in it any more: {shown}{more}; {stay}"] if names else []


def _brought(store: Store, file: Named) -> frozenset[str]:
    """The ids of the rows that files of this name brought, but for runs that were taken back."""
    packed = store.rows(
        """SELECT k.refs FROM import_brought k JOIN import_batch b ON b.id = k.batch_id
        WHERE b.taken_back_at IS NULL AND k.table_name = ? AND k.source = ? AND k.path = ?""",
        (file.table, file.source, file.path),
    )
    return frozenset(ref for (refs,) in packed for ref in zlib.decompress(refs).decode().split("\n"))


def _keep(store: Store, batch: int, file: Named, refs: Iterable[str]) -> None:
    """Keep that a file brought these rows, which none of its name brought before."""
    if names := "\n".join(sorted(refs)):
        store.rows(
            "INSERT INTO import_brought VALUES (?, ?, ?, ?, ?)",
            (batch, file.table, file.source, file.path, zlib.compress(names.encode(), 1)),
        )
