"""What stands over the words of a note about a living logo: each of its declared columns that says something."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from textual.content import Content

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.data.keeping import links
from churntui.model.notes import NOTES
from churntui.model.schema import Column
from churntui.model.tables import tables_of
from churntui.plain import dates
from churntui.questions.heard import Line
from churntui.ui.kit.safe import t

Names = Mapping[str, str]
"""What the rows are called that a note links to, by the column."""

_LINKED = frozenset({"person", "customer"})

_WIDTH = 15


def linked_names(store: Store, line: Line) -> Names:
    """The names of the people and customers the note names."""
    if line.note is None:
        return {}
    rows = links.named(store, tables_of(line.note.kind)[0], line.logo_id)
    return {
        column.field: next(
            (row.name for row in rows[column.field] if row.id == getattr(line.living, column.field)), ""
        )
        for column in _columns(line)
        if column.kind in _LINKED
    }


def living_facts(book: Book, line: Line, names: Names) -> Content:
    """A line for each fact, a block for each that may have several lines, then the themes."""
    rows: list[tuple[str, str]] = []
    blocks = []
    for column in _columns(line):
        text = names.get(column.field) or _read(column, getattr(line.living, column.field), book)
        if text and column.kind == "note":
            blocks.append(Content.assemble((f"{column.label}\n", "dim"), t(text)))
        elif text:
            rows.append((column.label, text))
    if line.themes:
        blocks.append(Content.assemble(("Themes\n", "dim"), t(" · ".join(line.themes))))
    facts = Content("\n").join(
        Content.assemble((name.ljust(_WIDTH), "dim"), t(value)) for name, value in rows
    )
    return Content("\n\n").join([facts, *blocks])


def _columns(line: Line) -> list[Column]:
    """Without the id and the logo, which go without saying, and without the words, which stand below."""
    if line.note is None:
        return []
    left_out = {"ref", "logo_id", "themes", NOTES[line.note.kind].text}
    return [column for column in tables_of(line.note.kind)[0].columns if column.field not in left_out]


def _read(column: Column, value: object, book: Book) -> str:
    if value is None or column.kind in _LINKED:
        return ""
    if isinstance(value, date):
        return dates.short(value, book.as_of)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if column.most is not None:
        return f"{value} of {column.most}"
    return column.reads(str(value)) if column.choices else str(value)
