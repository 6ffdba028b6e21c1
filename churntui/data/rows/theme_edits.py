"""Changing themes: what one is called and where it stands; merging two; splitting one; moving a passage.

A locked theme can be used but not changed, so that agreed words stay what was agreed. Merging keeps one tag where
both themes sit on the same note or passage, points the rest to the theme that stays, and drops the other.
Each function is one edit, so one undo.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from churntui.data.file.store import Store
from churntui.data.rows import themes
from churntui.model.choices import NOTE_KINDS, THEME_COLOURS, NoteKind
from churntui.model.notes import NOTES, NoteRef, owner
from churntui.model.rows import Theme
from churntui.plain.errors import BadInputError, NotFoundError
from churntui.plain.text import clean_line, clean_note, fold

Kind = NoteKind | Literal["highlight"]

_ON_NOTES: tuple[tuple[str, str], ...] = tuple((f"{kind}_theme", owner(kind)) for kind in NOTE_KINDS)

_TAGS: tuple[tuple[str, str], ...] = (
    *_ON_NOTES,
    ("highlight_theme", "highlight_id"),
    ("initiative_theme", "initiative_id"),
)
"""Where themes stand: a table, and its column that says on what."""


@dataclass(frozen=True, slots=True)
class Place:
    """One thing a theme is put on."""

    kind: Kind
    """A whole note, or a passage of one."""
    id: int
    """The note's or the highlight's."""
    note: NoteRef
    words: str
    """The passage; for a whole note what sums it up, else how its text begins."""


@dataclass(frozen=True, slots=True)
class Merge:
    """What merging one theme into another would do."""

    notes: int
    """Whole notes pointed to the theme that stays."""
    passages: int
    """Passages pointed to it."""
    overlaps: int
    """Notes and passages that have both themes, where one tag goes."""
    children: int
    """Themes that would become parts of the theme that stays."""
    initiatives: int
    """Initiatives that answered only the theme that goes."""


def describe(store: Store, theme_id: int, description: str, label: str) -> None:
    """Say what the theme means. One edit.

    Raises:
        NotFoundError: It is no longer in the book.
        BadInputError: It is locked.
    """
    with store.edit(label):
        _unlocked(store, theme_id)
        store.rows(
            "UPDATE theme SET description = ? WHERE id = ?", (clean_note(description).strip(), theme_id)
        )


def rename(store: Store, theme_id: int, name: str, label: str) -> None:
    """Call the theme otherwise; what it is on stays. One edit.

    Raises:
        NotFoundError: It is no longer in the book.
        BadInputError: It is locked, or the name is empty or another theme's.
    """
    wanted = clean_line(name, themes.LONGEST_NAME)
    if not wanted:
        raise BadInputError("A theme needs a name", "Type a few words, such as “missing SSO”")
    with store.edit(label):
        _unlocked(store, theme_id)
        if themes.named(store, wanted) not in {None, theme_id}:
            raise BadInputError(
                f"There is a theme “{wanted}” already", "Merge the two, or choose other words"
            )
        store.rows("UPDATE theme SET name = ? WHERE id = ?", (wanted, theme_id))


def put_under(store: Store, theme_id: int, parent_id: int | None, label: str) -> None:
    """Make the theme a part of another, or of none. One edit.

    Raises:
        NotFoundError: One of them is no longer in the book.
        BadInputError: It is locked, or the other is a part of it.
    """
    with store.edit(label):
        _unlocked(store, theme_id)
        if parent_id is not None and theme_id in _line_of(store, parent_id):
            raise BadInputError("A theme cannot be a part of itself", "Choose one that is not below it")
        store.rows("UPDATE theme SET parent_id = ? WHERE id = ?", (parent_id, theme_id))


def paint(store: Store, theme_id: int, colour: str, label: str) -> None:
    """Give the theme one of `THEME_COLOURS`, or with an empty text none. One edit.

    Raises:
        BadInputError: There is no such colour.
    """
    if colour and colour not in THEME_COLOURS:
        raise BadInputError(f"There is no colour “{colour}”", f"Choose one of {', '.join(THEME_COLOURS)}")
    with store.edit(label):
        store.rows("UPDATE theme SET colour = ? WHERE id = ?", (colour, theme_id))


def lock(store: Store, theme_id: int, label: str, *, locked: bool) -> None:
    """Keep the theme from being changed, or let it be changed again. One edit."""
    with store.edit(label):
        store.rows("UPDATE theme SET locked = ? WHERE id = ?", (locked, theme_id))


def archive(store: Store, theme_id: int, label: str, *, archived: bool) -> None:
    """Stop offering the theme, or offer it again; what it is on stays. One edit.

    Raises:
        NotFoundError: It is no longer in the book.
        BadInputError: It is locked.
    """
    with store.edit(label):
        _unlocked(store, theme_id)
        store.rows("UPDATE theme SET archived = ? WHERE id = ?", (archived, theme_id))


def delete(store: Store, theme_ids: Iterable[int], label: str) -> None:
    """Take unused themes out of the book, all or none. One edit.

    Raises:
        NotFoundError: One is not there any more.
        BadInputError: One is locked, or it is on something, has parts, or is answered by an initiative.
    """
    with store.edit(label):
        for theme_id in theme_ids:
            _delete(store, theme_id)


def _delete(store: Store, theme_id: int) -> None:
    """Take one out, within an edit."""
    theme = _unlocked(store, theme_id)
    uses = [*_TAGS, ("theme", "parent_id")]
    asked = " UNION ALL ".join(
        f"SELECT 1 FROM {table} WHERE {'parent_id' if table == 'theme' else 'theme_id'} = :id"
        for table, _ in uses
    )
    if store.rows(f"{asked} LIMIT 1", {"id": theme_id}):
        raise BadInputError(f"“{theme.name}” is in use", "Merge it into another, or archive it")
    store.rows("DELETE FROM theme WHERE id = ?", (theme_id,))


def merge_preview(store: Store, source_id: int, target_id: int) -> Merge:
    """What `merge` would do, in numbers."""
    shared, alone = {}, {}
    for table, column in _TAGS:
        both = f"""SELECT count(*) FROM {table} a WHERE theme_id = ? AND {{}} EXISTS
            (SELECT 1 FROM {table} b WHERE b.theme_id = ? AND b.{column} = a.{column})"""
        shared[table] = int(store.scalar(both.format(""), (source_id, target_id)))
        alone[table] = int(store.scalar(both.format("NOT"), (source_id, target_id)))
    children = store.scalar(
        "SELECT count(*) FROM theme WHERE parent_id = ? AND id <> ?", (source_id, target_id)
    )
    return Merge(
        notes=sum(alone[table] for table, _ in _ON_NOTES),
        passages=alone["highlight_theme"],
        overlaps=sum(shared.values()) - shared["initiative_theme"],
        children=int(children),
        initiatives=alone["initiative_theme"],
    )


def merge(store: Store, source_id: int, target_id: int, label: str) -> None:
    """Make one theme of two: what the source was on has the target, and the source goes. One edit.

    Its parts become the target's; where the target stands below the source, what is between moves up.

    Raises:
        NotFoundError: One of them is no longer in the book.
        BadInputError: They are the same, or the source is locked.
    """
    if source_id == target_id:
        raise BadInputError("A theme cannot be merged into itself", "Choose another")
    with store.edit(label):
        source = _unlocked(store, source_id)
        above = _line_of(store, target_id)
        for table, column in _TAGS:
            store.rows(
                f"""UPDATE {table} SET theme_id = :target WHERE theme_id = :source AND {column} NOT IN
                (SELECT {column} FROM {table} WHERE theme_id = :target)""",
                {"source": source_id, "target": target_id},
            )
            store.rows(f"DELETE FROM {table} WHERE theme_id = ?", (source_id,))
        for (child_id,) in store.rows("SELECT id FROM theme WHERE parent_id = ?", (source_id,)):
            parent_id = source.parent_id if child_id in above else target_id
            store.rows("UPDATE theme SET parent_id = ? WHERE id = ?", (parent_id, child_id))
        store.rows("DELETE FROM theme WHERE id = ?", (source_id,))


def places(store: Store, theme_id: int) -> list[Place]:
    """What the theme is put on, by note, exit interviews first: the whole of each, then its passages in their order."""
    found: list[Place] = []
    for kind, form in NOTES.items():
        whose = owner(kind)
        summed = [f"nullif(n.{column}, '')" for column in form.summaries]
        begins = f"coalesce({', '.join([*summed, f'substr(n.{form.text}, 1, 200)'])}, '')"
        rows = store.rows(
            f"""SELECT '{kind}', n.id, n.id, {begins}, -1 AS starts_at
            FROM {kind}_theme g JOIN {kind} n ON n.id = g.{whose} WHERE g.theme_id = :theme
            UNION ALL SELECT 'highlight', h.id, h.{whose}, h.quote, h.starts_at FROM highlight_theme g
            JOIN highlight h ON h.id = g.highlight_id WHERE g.theme_id = :theme AND h.{whose} IS NOT NULL
            ORDER BY 3, 5, 2""",
            {"theme": theme_id},
        )
        found += [
            Place(on, place_id, NoteRef(kind, note_id), words) for on, place_id, note_id, words, _ in rows
        ]
    return found


def split(store: Store, theme_id: int, chosen: Sequence[Place], name: str, label: str) -> int:
    """Move the chosen places to the theme of that name, made where there is none; returns its id. One edit.

    Raises:
        NotFoundError: The theme is no longer in the book.
        BadInputError: It is locked, nothing is chosen, or the name is empty or the theme's own.
    """
    if not chosen:
        raise BadInputError("Nothing is chosen to split off", "Tick what belongs to the other theme")
    with store.edit(label):
        theme = _unlocked(store, theme_id)
        if fold(name) == fold(theme.name):
            raise BadInputError("That is the theme itself", "Choose another, or type a new name")
        target_id = themes.ensure(store, name)
        _move(store, theme_id, target_id, chosen)
        return target_id


def recode(store: Store, theme_id: int, chosen: Iterable[Place], names: Iterable[str], label: str) -> None:
    """Put other themes on these places instead of this one, creating new ones. One edit.

    This is tagging, so a locked theme lets it happen. A place keeps what else is on it.

    Raises:
        BadInputError: A name is empty.
    """
    with store.edit(label):
        wanted = {themes.ensure(store, name) for name in names}
        for place in chosen:
            if theme_id not in wanted:
                store.rows(
                    f"DELETE FROM {place.kind}_theme WHERE {place.kind}_id = ? AND theme_id = ?",
                    (place.id, theme_id),
                )
            themes.add_to(store, place.kind, place.id, wanted)


def _move(store: Store, theme_id: int, target_id: int, chosen: Iterable[Place]) -> None:
    for place in chosen:
        table, column = f"{place.kind}_theme", f"{place.kind}_id"
        both = f"SELECT 1 FROM {table} WHERE theme_id = ? AND {column} = ?"
        if store.scalar(both, (target_id, place.id)) is None:
            store.rows(
                f"UPDATE {table} SET theme_id = ? WHERE theme_id = ? AND {column} = ?",
                (target_id, theme_id, place.id),
            )
        else:
            store.rows(f"DELETE FROM {table} WHERE theme_id = ? AND {column} = ?", (theme_id, place.id))


def _unlocked(store: Store, theme_id: int) -> Theme:
    """The theme, if it may be changed."""
    theme = next((theme for theme in themes.every(store) if theme.id == theme_id), None)
    if theme is None:
        raise _gone()
    if theme.locked:
        raise BadInputError(f"“{theme.name}” is locked", "Unlock it first (f2)")
    return theme


def _line_of(store: Store, theme_id: int) -> set[int]:
    """The theme with all it is a part of, up to the top."""
    parents = {theme.id: theme.parent_id for theme in themes.every(store)}
    if theme_id not in parents:
        raise _gone()
    line: set[int] = set()
    at: int | None = theme_id
    while at is not None and at not in line:
        line.add(at)
        at = parents.get(at)
    return line


def _gone() -> NotFoundError:
    return NotFoundError("That theme is no longer in the book", "Press escape and look again")
