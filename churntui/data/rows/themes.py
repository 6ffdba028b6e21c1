"""Themes as they are, what they are on, and the putting of them on notes; `theme_edits` changes themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from churntui.data.file.selects import read
from churntui.data.file.store import OWN, Store
from churntui.data.file.views import heard_in
from churntui.model.choices import NOTE_KINDS, NoteKind
from churntui.model.notes import NoteRef, owner
from churntui.model.rows import Naming, Theme
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line, fold

LONGEST_NAME = 120
"""Characters of a name that are kept."""

_LOOKED_BACK = 400
"""Tags put on by hand that are looked back on for those used last."""


def every(store: Store) -> list[Theme]:
    """Every theme, by name."""
    return read(store, Theme, "ORDER BY name COLLATE NOCASE")


def tags(store: Store) -> list[tuple[int, int]]:
    """Which theme is on which interview, whole or in a passage: (theme id, interview id)."""
    return [(int(t), int(i)) for t, i in store.rows("SELECT theme_id, interview_id FROM v_tag ORDER BY 1, 2")]


def namings(store: Store) -> list[Naming]:
    """Every theme that was named, once for each note of any kind it was named in."""
    rows = store.rows("SELECT note_kind, note_id, logo_id, day, theme_id FROM v_heard")
    return [
        Naming(note, note_id, logo_id, day and date.fromisoformat(day), theme_id)
        for note, note_id, logo_id, day, theme_id in rows
    ]


def on_note(store: Store, note: NoteRef) -> list[str]:
    """The names of the themes put on the whole note, not on passages of it."""
    names = store.rows(
        f"""SELECT t.name FROM {note.kind}_theme g JOIN theme t ON t.id = g.theme_id
        WHERE g.{owner(note.kind)} = ? ORDER BY t.name COLLATE NOCASE""",
        (note.id,),
    )
    return [str(name) for (name,) in names]


def last_used(store: Store, author: str, most: int = 9) -> list[int]:
    """The themes this author put on something by hand, the last first; what nobody's name is on is everybody's."""
    tags = ", ".join(f"'{kind}_theme'" for kind in (*NOTE_KINDS, "highlight"))
    rows = store.rows(
        f"""SELECT theme_id FROM (
            SELECT c.id, json_extract(c.after, '$.theme_id') AS theme_id FROM change c JOIN edit e ON e.id = c.edit_id
            WHERE c.table_name IN ({tags}) AND c.before IS NULL AND e.state = 'done' AND e.{OWN}
            ORDER BY c.id DESC LIMIT {_LOOKED_BACK})
        GROUP BY theme_id ORDER BY max(id) DESC LIMIT ?""",
        (author, most),
    )
    return [int(theme_id) for (theme_id,) in rows]


def of_notes(store: Store, kind: NoteKind, logo_id: int | None = None) -> dict[int, tuple[str, ...]]:
    """The names of all themes heard in each note of a kind, in the whole or a passage of it, by its number.

    Args:
        store: The book.
        kind: The kind of notes.
        logo_id: The logo whose notes alone are read; every logo's where None.
    """
    if logo_id is None:
        return _heard(store, kind)
    return _heard(store, kind, f"IN (SELECT id FROM {kind} WHERE logo_id = ?1)", logo_id)


def heard_in_note(store: Store, note: NoteRef) -> tuple[str, ...]:
    """The names of all themes heard in a note, in the whole or a passage of it."""
    return _heard(store, note.kind, "= ?1", note.id).get(note.id, ())


def _heard(
    store: Store, kind: NoteKind, which: str = "IS NOT NULL", *values: int
) -> dict[int, tuple[str, ...]]:
    names: dict[int, tuple[str, ...]] = {}
    heard = (
        f"SELECT g.{owner(kind)}, t.name FROM ({heard_in(kind, which)}) g JOIN theme t ON t.id = g.theme_id"
    )
    for note_id, name in store.rows(f"{heard} ORDER BY t.name", values):
        names[note_id] = (*names.get(note_id, ()), str(name))
    return names


def quotes(store: Store, theme_id: int) -> list[tuple[int, str]]:
    """The tagged passages of a theme in exit interviews: (interview id, words)."""
    passages = store.rows(
        """SELECT h.interview_id, h.quote FROM highlight h JOIN highlight_theme g ON g.highlight_id = h.id
        WHERE g.theme_id = ? AND h.interview_id IS NOT NULL ORDER BY h.interview_id, h.starts_at""",
        (theme_id,),
    )
    return [(int(interview_id), str(quote)) for interview_id, quote in passages]


def ensure(store: Store, name: str) -> int:
    """The id of the theme of that name, made where there is none.

    Spellings that differ only in case or accents are one theme.

    Raises:
        BadInputError: The name is empty.
    """
    wanted = clean_line(name, LONGEST_NAME)
    if not wanted:
        raise BadInputError("A theme needs a name", "Type a few words, such as “missing SSO”")
    present = named(store, wanted)
    return store.insert("INSERT INTO theme(name) VALUES (?)", (wanted,)) if present is None else present


def create(store: Store, name: str, label: str) -> int:
    """Make a theme; returns its id. One edit.

    Raises:
        BadInputError: The name is empty, or a theme has it.
    """
    with store.edit(label):
        if named(store, name) is not None:
            raise BadInputError(f"There is a theme “{clean_line(name)}” already", "Choose other words")
        return ensure(store, name)


def named(store: Store, name: str) -> int | None:
    """The id of the theme of that name, however it is spelled; None where there is none."""
    key = fold(name)
    for theme_id, known in store.rows("SELECT id, name FROM theme"):
        if fold(known) == key:
            return int(theme_id)
    return None


def put_on_note(store: Store, note: NoteRef, names: Sequence[str], label: str) -> None:
    """Make `names` the themes of the whole note, creating new ones. One edit; passages keep theirs."""
    with store.edit(label):
        replace_on_note(store, note, names)


def add_to_notes(store: Store, notes: Iterable[NoteRef], names: Iterable[str], label: str) -> None:
    """Put `names` on each whole note beside what is on it, creating new ones. One edit."""
    with store.edit(label):
        added = {ensure(store, name) for name in names}
        for note in notes:
            add_to(store, note.kind, note.id, added)


def replace_on_note(store: Store, note: NoteRef, names: Sequence[str]) -> None:
    """The same inside a transaction the caller holds."""
    replace_on(store, note.kind, note.id, names)


def replace_on(store: Store, stored: str, row_id: int, names: Iterable[str]) -> None:
    """Make `names` the themes of a row of that table of the book, creating new ones; in the caller's transaction."""
    put_on(store, stored, row_id, {ensure(store, name) for name in names})


def put_on(store: Store, stored: str, row_id: int, wanted: Collection[int]) -> None:
    """The same by their ids; what stays is not written."""
    table, whose = f"{stored}_theme", f"{stored}_id"
    for theme_id in sorted(_on(store, stored, row_id) - set(wanted)):
        store.rows(f"DELETE FROM {table} WHERE {whose} = ? AND theme_id = ?", (row_id, theme_id))
    add_to(store, stored, row_id, wanted)


def add_to(store: Store, stored: str, row_id: int, added: Collection[int]) -> None:
    """Put themes on a row beside those that are on it; in the caller's transaction."""
    for theme_id in sorted(set(added) - _on(store, stored, row_id)):
        store.insert(f"INSERT INTO {stored}_theme({stored}_id, theme_id) VALUES (?, ?)", (row_id, theme_id))


def _on(store: Store, stored: str, row_id: int) -> set[int]:
    """The themes on a row, by their ids."""
    rows = store.rows(f"SELECT theme_id FROM {stored}_theme WHERE {stored}_id = ?", (row_id,))
    return {int(theme_id) for (theme_id,) in rows}
