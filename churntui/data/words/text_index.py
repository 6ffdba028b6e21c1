"""The index that search reads: the words of every note, reason, quote, theme and logo, in their folded form.

FTS5 is given words already taken apart (`words.norm`), because its own tokenisers fold no `ł`, keep a line of Chinese
as one word, and know nothing of `C++`. It is brought up to date from the list of stale texts, in transactions short
enough to stop between them; it can be thrown away and made anew at any time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from churntui.data.words import stale_text
from churntui.model.choices import NOTE_KINDS, NoteKind
from churntui.model.notes import NOTES
from churntui.plain.words import norm

if TYPE_CHECKING:
    from churntui.data.file.store import Store

HitKind = Literal["logo", "theme", "own", "reason", "note", "quote"]
STALE_KINDS: tuple[stale_text.Kind, ...] = ("logo", "theme", "own_value", *NOTE_KINDS, "highlight")
BATCH = 200
"""Texts brought up to date in one transaction."""


@dataclass(frozen=True, slots=True)
class Source:
    """One column of the book that can be searched."""

    kind: HitKind
    code: int
    """Tells its rows in the index from those of other sources, and puts them behind those of lower codes."""
    noted_as: stale_text.Kind
    """Under what its changes are noted."""
    query: str
    """Id and text of every row."""
    note: NoteKind | None = None
    """Whose words they are; None for a name, and for a passage, which may be of any kind of note."""
    column: str = ""
    """Where they stand, of a note."""


_CODES: Mapping[tuple[NoteKind, str], int] = MappingProxyType(
    {
        ("interview", "stated_reason"): 1,
        ("interview", "notes"): 0,
        ("review", "reason"): -1,
        ("review", "agreed"): -2,
        ("review", "notes"): -3,
        ("talk", "notes"): -4,
        ("survey", "comment"): -5,
        ("ticket", "subject"): -6,
    }
)
"""The code of each column of a note: never given to another, because the index of a book keeps it."""

SOURCES = (
    Source("logo", 4, "logo", "SELECT id, name FROM logo"),
    Source("theme", 3, "theme", "SELECT id, name FROM theme"),
    Source("own", -7, "own_value", "SELECT id, value FROM own_value"),
    Source("quote", 2, "highlight", "SELECT id, quote FROM highlight"),
    *(
        Source("note" if column == form.text else "reason", _CODES[kind, column], kind,
               f"SELECT id, {column} FROM {kind}", kind, column)
        for kind, form in NOTES.items()
        for column in form.words
    ),
)  # fmt: skip
_ID_BITS = 56
_BY_CODE = {source.code: source for source in SOURCES}


def entry(source: Source, row_id: int) -> int:
    """The rowid in the index of a row of the book."""
    return (source.code << _ID_BITS) + row_id


def source_of(rowid: int) -> tuple[Source, int]:
    """The source and the id a rowid of the index stands for."""
    return _BY_CODE[rowid >> _ID_BITS], rowid & ((1 << _ID_BITS) - 1)


def texts(store: Store, source: Source, ids: Iterable[int]) -> list[tuple[int, str]]:
    """Id and text of those rows of a source that exist."""
    rows = store.rows(
        f"{source.query} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    )
    return [(int(row_id), str(text)) for row_id, text in rows]


def refresh(store: Store, *, seconds: float | None = None) -> bool:
    """Bring the index up to date, for about so long; returns whether it is.

    Raises:
        BookError: The file cannot be written now.
    """
    until = None if seconds is None else monotonic() + seconds
    while stale_text.waiting(store, STALE_KINDS, 1):
        if until is not None and monotonic() >= until:
            return False
        with store.write(quiet=True):
            batch = stale_text.waiting(store, STALE_KINDS, BATCH)
            for source in SOURCES:
                _put(store, source, [row_id for kind, row_id in batch if kind == source.noted_as])
            stale_text.settle(store, batch)
    return True


def rebuild(store: Store) -> None:
    """Throw the index away and make it anew from the texts."""
    with store.write(quiet=True):
        store.rows("DELETE FROM text_index")
        for kind in STALE_KINDS:
            store.rows(
                f"INSERT OR IGNORE INTO stale_text(kind, row_id) SELECT ?, id FROM {kind}",
                (kind,),
            )
        refresh(store)


def _put(store: Store, source: Source, ids: Sequence[int]) -> None:
    if ids:
        store.many("DELETE FROM text_index WHERE rowid = ?", [(entry(source, row_id),) for row_id in ids])
        store.many(
            "INSERT INTO text_index(rowid, words) VALUES (?, ?)",
            [
                (entry(source, row_id), spelled)
                for row_id, text in texts(store, source, ids)
                if (spelled := norm(text))
            ],
        )
