"""Full text search over the book: every word asked for, in any order, in one text.

A word may be the beginning of a longer one; `"quoted words"` stand as they are; accents and case do not matter. The
index finds, the original text is shown: what is stored folded is never seen. Texts the index does not know yet
(a book that cannot be written, an import just taken in) are looked through one by one, so an answer is never old.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from churntui.data.file.store import Store, Value
from churntui.data.words import stale_text, text_index
from churntui.data.words.text_index import SOURCES, STALE_KINDS, HitKind, Source
from churntui.model.notes import NOTES, OWNERS, NoteRef, owner
from churntui.plain.errors import BusyBookError, FullDiskError, LostBookError, ReadOnlyBookError
from churntui.plain.words import Phrase, holds, marks, phrases

EXCERPT = 160
"""Characters of a text that are shown around a hit."""

REFRESH_SECONDS = 0.5
"""How long a search may spend on bringing the index up to date before it looks through the rest itself."""

MOST_RANKED = 2_000
"""Texts that are ranked: of more, those that stand first in the index. A query so common is still being typed."""

_PASSAGE_OF = " ".join(f"WHEN h.{owner(kind)} IS NOT NULL THEN '{kind}'" for kind in NOTES)


def _context(source: Source) -> str:
    """The query of a hit by its id: logo id, kind and id of the note, where the text begins in it, title and text."""
    if source.kind == "logo":
        return "SELECT l.id, NULL, NULL, 0, l.name, l.name FROM logo l WHERE l.id = ?"
    if source.kind == "theme":
        return "SELECT NULL, NULL, NULL, 0, t.name, t.name FROM theme t WHERE t.id = ?"
    if source.kind == "own":
        return """SELECT l.id, NULL, NULL, 0, l.name, v.field || ': ' || v.value FROM own_value v
            JOIN logo l ON l.id = v.logo_id WHERE v.id = ?"""
    if source.note is not None:
        return f"""SELECT l.id, '{source.note}', n.id, 0, l.name, n.{source.column} FROM {source.note} n
            JOIN logo l ON l.id = n.logo_id WHERE n.id = ?"""
    logo_ids = ", ".join(f"(SELECT logo_id FROM {kind} WHERE id = h.{owner(kind)})" for kind in NOTES)
    return f"""SELECT l.id, CASE {_PASSAGE_OF} END, coalesce({", ".join(f"h.{at}" for at in OWNERS)}), h.starts_at,
        l.name, h.quote FROM highlight h JOIN logo l ON l.id = coalesce({logo_ids}) WHERE h.id = ?"""


@dataclass(frozen=True, slots=True)
class Hit:
    """One text that has all that was asked for."""

    kind: HitKind
    id: int
    """Of the logo, the theme, the own field, the note (reason, note) or the highlight (quote)."""
    logo_id: int | None
    """None for a theme."""
    note: NoteRef | None
    """None for a logo and a theme."""
    title: str
    """The name of the logo or the theme."""
    excerpt: str
    """The part of the text around the first words found, on one line, with `…` where it was cut."""
    marks: tuple[tuple[int, int], ...]
    """The words found, as half-open offsets into `excerpt`."""
    starts_at: int
    """Where the first of them stands: in the note for a note and a quote, else in the text itself."""


Match = tuple[Source, int]
"""A text that has all that was asked for: where it stands, and the id of its row."""


def find(store: Store, query: str, limit: int = 50) -> list[Hit]:
    """The best `limit` hits, the most telling first (BM25); none where the query holds no word.

    Never fails on what was typed.
    """
    return hits(store, matches(store, query, limit), query)


def hits(store: Store, matches: Iterable[Match], query: str) -> list[Hit]:
    """Matches as they are shown; the store may be another one than that which found them."""
    wanted = phrases(query)
    found = (_hit(store, source, row_id, wanted) for source, row_id in matches)
    return [hit for hit in found if hit is not None]


def matches(store: Store, query: str, limit: int = 50) -> list[Match]:
    """The texts that have every word, as `find` orders them."""
    wanted = phrases(query)
    if not wanted or limit < 1:
        return []
    with suppress(BusyBookError, FullDiskError, LostBookError, ReadOnlyBookError):
        text_index.refresh(store, seconds=REFRESH_SECONDS)
    stale = set(stale_text.waiting(store, STALE_KINDS))
    return [*_indexed(store, wanted, limit, stale), *_unindexed(store, wanted, stale)][:limit]


def _indexed(
    store: Store, wanted: Sequence[Phrase], limit: int, stale: set[tuple[stale_text.Kind, int]]
) -> list[Match]:
    """The rows the index matches, without stale ones.

    So many more are asked for as can be stale: at most three rows of the index belong to one stale row.
    """
    values: dict[str, Value] = {
        "asked": _expression(wanted),
        "ranked": MOST_RANKED,
        "most": limit + 3 * len(stale),
    }
    rows = store.rows(
        """SELECT rowid FROM text_index WHERE text_index MATCH :asked AND rowid >= (SELECT min(rowid) FROM
        (SELECT rowid FROM text_index WHERE text_index MATCH :asked ORDER BY rowid DESC LIMIT :ranked))
        ORDER BY rank, rowid DESC LIMIT :most""",
        values,
    )
    indexed = [text_index.source_of(rowid) for (rowid,) in rows]
    return [(source, row_id) for source, row_id in indexed if (source.noted_as, row_id) not in stale]


def _unindexed(
    store: Store, wanted: Sequence[Phrase], stale: Iterable[tuple[stale_text.Kind, int]]
) -> list[Match]:
    """What else has the words, text by text."""
    waiting = sorted(stale)
    return [
        (source, row_id)
        for source in SOURCES
        for row_id, text in text_index.texts(
            store, source, [row_id for kind, row_id in waiting if kind == source.noted_as]
        )
        if holds(text, wanted)
    ]


def _expression(wanted: Sequence[Phrase]) -> str:
    """The query in FTS5's language: only our own words reach it, each phrase in quotes."""
    return " AND ".join(f'"{" ".join(phrase.words)}"{"*" if phrase.is_open else ""}' for phrase in wanted)


def _hit(store: Store, source: Source, row_id: int, wanted: Sequence[Phrase]) -> Hit | None:
    """The hit as it is shown; None where another program has just taken its row away."""
    row = store.one(_context(source), (row_id,))
    if row is None:
        return None
    logo_id, note_kind, note_id, offset, title, text = row
    places = marks(text, wanted, reach=EXCERPT)
    start, end = _window(text, places)
    cut = "…" if start else ""
    shift = len(cut) - start
    line = "".join(" " if char.isspace() else char for char in text[start:end])
    return Hit(
        kind=source.kind,
        id=row_id,
        logo_id=logo_id,
        note=None if note_kind is None else NoteRef(note_kind, note_id),
        title=title,
        excerpt=f"{cut}{line}{'…' if end < len(text) else ''}",
        marks=tuple((a + shift, min(b, end) + shift) for a, b in places if start <= a < end),
        starts_at=offset + (places[0][0] if places else 0),
    )


def _window(text: str, places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The part of the text to show: begun a little before the first place, at a word where there is one near."""
    first = places[0][0] if places else 0
    if first + EXCERPT // 2 <= EXCERPT or len(text) <= EXCERPT:
        return 0, min(len(text), EXCERPT)
    start = first - EXCERPT // 4
    space = next((at for at in range(start, first) if text[at].isspace()), None)
    start = start if space is None else space + 1
    return start, min(len(text), start + EXCERPT)
