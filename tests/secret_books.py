"""The sample book with a mark on every word that incognito has to mask, so that one that is shown tells itself."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from churntui.data.file.store import Store
from churntui.data.incognito import shadows
from churntui.data.keeping import rows
from churntui.data.opening import open_book
from churntui.data.words import text_index
from churntui.demo.build import build
from churntui.model.tables import tables_of

AS_OF = date(2026, 11, 21)

MARK = "ʘ"
"""Stands before every word that is nobody's to see; no screen of ours has it."""

AMOUNT = re.compile(r"[€$£¥]\s?[\d−-]|\b\d[\d.,]*[kMB]\b")

NAMED = {"named", "ours", "apart", "either", "bars", "own"}
"""The rules of columns whose words are marked; ids and settings are not words."""


def marked(text: str) -> str:
    """The text with every word marked."""
    return re.sub(r"(?<!\S)(?=\S)", MARK, text)


def secret_book(path: Path) -> Path:
    """The sample book so, with a history of changes by hand, own fields, and a goal that is an amount."""
    build(path, AS_OF)
    with open_book(path) as store:
        _mark(store)
        _write_by_hand(store)
        text_index.rebuild(store)
    return path


def _mark(store: Store) -> None:
    with store.write():
        for table in shadows.shapes(store._connection).values():
            for column, kind in table.columns:
                if kind == "TEXT" and tables_of(table.name) and table.rule(column) in NAMED:
                    for number, text in store.rows(
                        f"SELECT rowid, {column} FROM {table.name} WHERE {column} <> ''"
                    ):
                        store.rows(
                            f"UPDATE {table.name} SET {column} = ? WHERE rowid = ?", (marked(text), number)
                        )
        store.rows("UPDATE setting SET value = ? WHERE key = 'owner'", (marked("Ines Ferrand"),))


def _write_by_hand(store: Store) -> None:
    for number, region in enumerate(("DACH", "Nordics", "DACH", "Iberia"), 1):
        store.rows("SELECT 1")
        with store.edit(marked("Changed the region")):
            store.rows(
                "INSERT INTO own_value(logo_id, field, value) VALUES (?, 'region', ?)",
                (number, marked(region)),
            )
    with store.edit(marked("Renamed a logo")):
        for number in range(1, 12):
            store.rows(
                "UPDATE logo SET name = name || ?, annual_revenue = 71234567 WHERE id = ?",
                (f" {MARK}Ltd", number),
            )
            store.rows("UPDATE interview SET notes = notes || ? WHERE logo_id = ?", (f" {MARK}more", number))
            store.rows("UPDATE contract SET amount_minor = amount_minor + 100 WHERE logo_id = ?", (number,))
    with store.edit("Added goals"):
        rows.add(
            store, "goals",
            {"logo_id": 1, "goal": marked("save money"), "unit": "€", "start_value": 71000.0, "target_value": 29000.0},
            "Added a goal",
        )  # fmt: skip
