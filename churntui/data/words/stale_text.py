"""Which texts have changed since the search index and the counts of words were last brought up to date.

Both need Python to take words apart, which triggers cannot do; so triggers only note what changed, whoever changed
it: the app, an undo, an import, another program. The index and the counts are mended from this list when they are
next asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from churntui.model.choices import NoteKind
from churntui.model.notes import NOTES, OWNERS, owner

if TYPE_CHECKING:
    from churntui.data.file.store import Store

Teaches = Literal[
    "tagging",
    "tagging_review",
    "tagging_talk",
    "tagging_survey",
    "tagging_ticket",
]
"""What a note of a kind teaches about themes."""

Kind = Literal["logo", "theme", "own_value", "highlight"] | NoteKind | Teaches
"""What is stale: the indexed words of a row, or what a note teaches."""

TEACHES: Mapping[NoteKind, Teaches] = MappingProxyType(
    {
        "interview": "tagging",
        "review": "tagging_review",
        "talk": "tagging_talk",
        "survey": "tagging_survey",
        "ticket": "tagging_ticket",
    }
)
"""Under what it is noted that a note of a kind teaches something else."""

_Noted = tuple[str, tuple[str, ...], tuple[tuple[Kind, str], ...]]

_NOTED: tuple[_Noted, ...] = (
    ("logo", ("id", "name"), (("logo", "{row}.id"),)),
    ("theme", ("id", "name"), (("theme", "{row}.id"),)),
    ("own_value", ("id", "value"), (("own_value", "{row}.id"),)),
    *(
        (kind, ("id", *form.words), ((kind, "{row}.id"), (TEACHES[kind], "{row}.id")))
        for kind, form in NOTES.items()
    ),
    (
        "highlight",
        ("id", *OWNERS, "quote"),
        (("highlight", "{row}.id"), *((TEACHES[kind], f"{{row}}.{owner(kind)}") for kind in NOTES)),
    ),
    *((f"{kind}_theme", (), ((TEACHES[kind], f"{{row}}.{owner(kind)}"),)) for kind in NOTES),
    (
        "highlight_theme",
        (),
        tuple(
            (TEACHES[kind], f"(SELECT {owner(kind)} FROM highlight WHERE id = {{row}}.highlight_id)")
            for kind in NOTES
        ),
    ),
)
"""Table, the columns that matter (none: all of them), and what is noted of a row that changed."""


def triggers() -> dict[str, str]:
    """The triggers, name to SQL. They mend nothing themselves, so that any program may write the file."""
    made: dict[str, str] = {}
    for table, columns, noted in _NOTED:
        for event, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
            name = f"stale_{table}_{event.lower()}"
            only = f" OF {', '.join(columns)}" if event == "UPDATE" and columns else ""
            notes = " ".join(_note(kind, where.format(row=row)) for row in rows for kind, where in noted)
            made[name] = f"CREATE TRIGGER {name} AFTER {event}{only} ON {table} BEGIN {notes} END"
    return made


def _note(kind: Kind, row_id: str) -> str:
    """Not `OR IGNORE`: within a trigger the statement that set it off decides on conflicts."""
    return f"""INSERT INTO stale_text(kind, row_id) SELECT '{kind}', {row_id} WHERE {row_id} IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM stale_text WHERE kind = '{kind}' AND row_id = {row_id});"""


def waiting(store: Store, kinds: Sequence[Kind], most: int = -1) -> list[tuple[Kind, int]]:
    """What of these kinds is stale: kind and id of the row, `most` of them where that is not negative."""
    marks = ", ".join("?" * len(kinds))
    rows = store.rows(
        f"SELECT kind, row_id FROM stale_text WHERE kind IN ({marks}) ORDER BY kind, row_id LIMIT ?",
        (*kinds, most),
    )
    return [(kind, int(row_id)) for kind, row_id in rows]


def settle(store: Store, rows: Iterable[tuple[Kind, int]]) -> None:
    """Take these off the list, in the transaction that mended them."""
    store.many("DELETE FROM stale_text WHERE kind = ? AND row_id = ?", list(rows))
