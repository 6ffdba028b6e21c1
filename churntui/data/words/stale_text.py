"""Which texts have changed since the search index and the counts of words were last brought up to date.

Both need Python to take words apart, which triggers cannot do; so triggers only note what changed, whoever changed
it: the app, an undo, an import, another program. The index and the counts are mended from this list when they are
next asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from churntui.data.file.store import Store

Kind = Literal["logo", "theme", "interview", "highlight", "tagging"]
"""What is stale: the indexed words of a row, or (`tagging`) what an interview teaches about themes."""

_OF_HIGHLIGHT = "(SELECT interview_id FROM highlight WHERE id = {row}.highlight_id)"

_NOTED: tuple[tuple[str, tuple[str, ...], tuple[tuple[Kind, str], ...]], ...] = (
    ("logo", ("id", "name"), (("logo", "{row}.id"),)),
    ("theme", ("id", "name"), (("theme", "{row}.id"),)),
    ("interview", ("id", "stated_reason", "notes"), (("interview", "{row}.id"), ("tagging", "{row}.id"))),
    (
        "highlight",
        ("id", "interview_id", "quote"),
        (("highlight", "{row}.id"), ("tagging", "{row}.interview_id")),
    ),
    ("interview_theme", (), (("tagging", "{row}.interview_id"),)),
    ("highlight_theme", (), (("tagging", _OF_HIGHLIGHT),)),
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
