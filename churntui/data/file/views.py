"""Views for people: the file read with Datasette, DuckDB or `sqlite3` says the same words churntui does.

They are derived, so they are dropped and made again with every migration instead of being migrated. The columns of a
canonical table come from the schema, under the names its CSV has; written out here is what is worked out beside them.
"""

from __future__ import annotations

from churntui.data.file.selects import canonical, source
from churntui.model.choices import NOTE_KINDS, NoteKind
from churntui.model.notes import NOTES, owner
from churntui.model.schema import Column
from churntui.model.tables import TABLES


def heard_in(kind: NoteKind, which: str = "IS NOT NULL") -> str:
    """The query of the themes heard in notes of a kind, on the whole or in a passage: note and theme.

    Args:
        kind: The kind of notes.
        which: What SQL says of the notes that are asked for; it is read twice, so that its values are numbered.
    """
    whose = owner(kind)
    return f"""SELECT {whose}, theme_id FROM {kind}_theme WHERE {whose} {which} UNION SELECT h.{whose}, g.theme_id
        FROM highlight_theme g JOIN highlight h ON h.id = g.highlight_id WHERE h.{whose} {which}"""


def _day_of(kind: NoteKind) -> str:
    """The day something was said in a note, of the row called n."""
    columns = [f"n.{column}" for column in NOTES[kind].days]
    return f"coalesce({', '.join(columns)})" if len(columns) > 1 else columns[0]


_OPEN_STEP = (
    "FROM step WHERE contract_id = x.id AND done_on IS NULL ORDER BY due_on IS NULL, due_on, id LIMIT 1)"
)

_OF_RENEWAL = {
    "next_step": f"(SELECT what {_OPEN_STEP}",
    "next_step_on": f"(SELECT due_on {_OPEN_STEP}",
    "talked_on": "(SELECT max(day) FROM talk WHERE talk.logo_id = x.logo_id)",
}
"""What is planned for a contract's renewal, and when its logo was last talked with."""


def _view(
    name: str, *, beside: dict[str, str] | None = None, more: tuple[str, ...] = (), joins: str = ""
) -> str:
    """A canonical table as a view: its columns, each with what stands `beside` it, and `more` at the end."""
    table = TABLES[name]
    said = canonical(table)
    columns: list[str] = []
    for column in table.columns:
        if column.name in said:
            columns.append(f"{said[column.name]} AS {_called(column)}")
        if beside and column.name in beside:
            columns.append(beside[column.name])
    return f"SELECT {', '.join([*columns, *more])} FROM {source(table)} {joins}"


def _called(column: Column) -> str:
    """As in the CSV; but an amount is in minor units here, and says so."""
    return column.stored if column.kind == "amount" else column.name


VIEWS: dict[str, str] = {
    "v_logo": _view("logos"),
    "v_contract": _view(
        "contracts",
        beside={
            "logo_id": "logo.name AS logo",
            "per": "x.arr_minor",
            "notice_days": "date(x.ends_on, '-' || x.notice_days || ' days') AS notice_deadline",
        },
        more=(
            "coalesce(r.stage, 'open') AS stage",
            *(f"{said} AS {name}" for name, said in _OF_RENEWAL.items()),
        ),
        joins="LEFT JOIN renewal r ON r.contract_id = x.id",
    ),
    "v_contract_effective": """WITH linked AS (SELECT c.id, c.ref, l.ref AS logo, c.starts_on, c.ends_on, c.arr_minor,
            c.currency, (SELECT min(i.effective_on) FROM interview i WHERE i.logo_id = c.logo_id
                AND i.kind = 'full' AND i.effective_on > c.starts_on) AS lost_on,
            (SELECT min(n.starts_on) FROM contract n WHERE n.renews_id = c.id
                AND n.logo_id = c.logo_id AND n.starts_on > c.starts_on) AS renewed_on
            FROM contract c JOIN logo l ON l.id = c.logo_id),
        served AS (SELECT *, CASE WHEN renewed_on IS NULL OR renewed_on >= lost_on THEN ends_on
            WHEN julianday(renewed_on) - julianday(ends_on)
                > coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'grace_days'), 30) THEN ends_on
            ELSE renewed_on END AS served_until FROM linked)
        SELECT ref AS contract_id, logo AS logo_id, starts_on, ends_on,
        coalesce(min(served_until, lost_on), served_until, lost_on) AS effective_ends_on, arr_minor, currency
        FROM served""",
    "v_usage": """SELECT l.ref AS logo_id, u.ref AS customer_id, a.name AS action, a.qualifies,
        date('1970-01-01', '+' || d.day || ' days') AS day, d.n AS count
        FROM usage_day d JOIN logo l ON l.id = d.logo_id JOIN action a ON a.id = d.action_id
        LEFT JOIN customer u ON u.id = d.customer_id""",
    "v_interview": _view(
        "interviews",
        beside={
            "logo_id": "logo.name AS logo",
            "themes": """(SELECT group_concat(name, ';') FROM (SELECT t.name FROM v_tag g
                JOIN theme t ON t.id = g.theme_id WHERE g.interview_id = x.id ORDER BY t.name)) AS themes""",
        },
    ),
    "v_tag": heard_in("interview"),
    "v_heard": " UNION ALL ".join(
        f"""SELECT '{kind}' AS note_kind, n.id AS note_id, n.logo_id, {_day_of(kind)} AS day, g.theme_id
        FROM {kind} n JOIN ({heard_in(kind)}) g ON g.{owner(kind)} = n.id"""
        for kind in NOTE_KINDS
    ),
    "v_theme": """SELECT t.name AS theme, p.name AS parent, t.description, t.archived,
        count(DISTINCT g.interview_id) AS interviews, count(DISTINCT i.logo_id) AS logos
        FROM theme t LEFT JOIN theme p ON p.id = t.parent_id LEFT JOIN v_tag g ON g.theme_id = t.id
        LEFT JOIN interview i ON i.id = g.interview_id GROUP BY t.id""",
    "v_history": """SELECT e.at, e.label, e.state, c.table_name, c.row_id, c.before, c.after, e.author
        FROM change c JOIN edit e ON e.id = c.edit_id""",
}


def made() -> dict[str, str]:
    """Every view, name to SQL as SQLite keeps it: without spaces at its end."""
    return {name: f"CREATE VIEW {name} AS {query}".rstrip() for name, query in VIEWS.items()}
