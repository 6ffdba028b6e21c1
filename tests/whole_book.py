"""A book in which every column of every table says something, made from the schema: a new column is in it by itself."""

from __future__ import annotations

from churntui.model.schema import LINKS, Column
from churntui.model.tables import TABLES, Table

NOTES = "They said: the invoice was a surprise."

_OF_KIND = {
    "day": "2025-03-02",
    "end": "2026-02-01",
    "whole": "37",
    "number": "37.5",
    "flag": "yes",
    "domain": "acme.example",
    "currency": "EUR",
    "amount": "1234.50",
    "names": "price;surprise",
    "reasons": "price;budget",
    "action": "send",
}

_TOLD = {
    ("settings", "key"): "grace_days",
    ("settings", "value"): "14",
    ("rates", "to_currency"): "USD",
    ("rates", "rate"): "1.0825",
    ("actions", "action"): "send",
    ("themes", "theme"): "price",
    ("themes", "parent"): "surprise",
    ("contracts", "rate"): "1.0825",
    ("contracts", "starts_on"): "2025-02-01",
    ("reviews", "likelihood"): "9",
    ("sentiments", "score"): "4",
    ("proofs", "measure"): "activity",
    ("interviews", "status"): "held",
    ("interviews", "notes"): NOTES,
    ("highlights", "starts_at"): "15",
    ("highlights", "ends_at"): "22",
    ("highlights", "quote"): NOTES[15:22],
    ("highlights", "note_kind"): "interview",
    ("highlights", "note_id"): "interview 1",
    ("mappings", "profile"): """name = "x"
[[file]]
table = "logos"
headers = ["Kunde"]
[file.columns]
name = ["Kunde"]""",
}
"""What has to fit to something else."""


def said(table: Table, column: Column) -> str:
    """What the one full row of a table says in a column."""
    if (table.name, column.name) in _TOLD:
        return _TOLD[table.name, column.name]
    if column.moved_to:
        return ""
    if column.stored == "ref" or column.kind == "self":
        return f"{table.stored} {int(column.kind != 'self')}"
    if column.kind == "choice":
        return column.choices[-1]
    if column.kind in LINKS - {"action"}:
        return f"{column.kind} 1"
    return _OF_KIND.get(column.kind, f"{table.name} {column.name}")


def rows(table: Table) -> list[tuple[str, ...]]:
    """Its full row; before it the one that this points to, where it points to one of its own."""
    full = tuple(said(table, column) for column in table.columns)
    pointing = next((at for at, column in enumerate(table.columns) if column.kind == "self"), None)
    if pointing is None:
        return [full]
    bare = list(full)
    bare[pointing], bare[table.header.index(table.key[0])] = "", full[pointing]
    if table.name == "contracts":
        bare[table.header.index("starts_on")] = "2024-02-01"
    return [tuple(bare), full]


def tables() -> dict[str, tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """Every canonical table with its header and rows."""
    return {name: (table.header, rows(table)) for name, table in TABLES.items()}
