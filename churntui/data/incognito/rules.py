"""What stands in the place of a column while names and amounts are masked: as it was declared, else by its kind.

A column nobody has declared is text that tells nobody knows what, so it is masked (`kept`: what is JSON stays that);
those that only say how the book keeps something are listed here. What SQLite itself holds to a list of codes or to days
tells nothing either way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from churntui.model.schema import Column
from churntui.model.tables import stored_column

Rule = Literal[
    "",
    "shown",
    "named",
    "ours",
    "apart",
    "unknown",
    "bars",
    "kept",
    "offered",
    "ref",
    "about",
    "either",
    "own",
    "setting",
    "image",
]
"""How a value is masked; empty for not at all."""

_SAY_NOTHING = frozenset({"day", "end", "choice", "currency", "rate"})
"""The kinds of text that are nobody's words."""

_OF_THE_BOOK: Mapping[tuple[str, str], Rule] = MappingProxyType(
    {
        ("accepted", "kind"): "",
        ("accepted", "about"): "about",
        ("snooze", "about"): "about",
        ("brief_point", "key"): "about",
        ("commitment", "owner"): "either",
        ("own_value", "value"): "own",
        ("setting", "key"): "",
        ("setting", "value"): "setting",
        ("theme", "colour"): "",
        ("change", "table_name"): "",
        ("change", "before"): "image",
        ("change", "after"): "image",
        ("edit", "author"): "ours",
        ("draft", "author"): "ours",
        ("renewal_week", "owner"): "ours",
        ("renewal_week", "currency"): "",
        ("health_week", "worst"): "",
        ("draft", "form"): "",
        ("draft", "session"): "",
        ("import_run", "table_name"): "",
        ("import_batch", "columns"): "",
        ("import_kept", "table_name"): "",
        ("import_brought", "table_name"): "",
        ("lesson", "kind"): "",
        ("stale_text", "kind"): "",
        ("log_tie", "tokens"): "",
        ("presence", "grid"): "",
        ("crowd_size", "grid"): "",
    }
)
"""Columns whose masks depend on what stands beside them, and those that only the book itself reads."""


def rule(table: str, column: str, *, is_text: bool, made_by: str = "") -> Rule:
    """How a column of the book is masked.

    Args:
        table: The table of the book.
        column: Its column.
        is_text: Whether SQLite keeps text there.
        made_by: The statement that made the table.
    """
    if (told := _OF_THE_BOOK.get((table, column))) is not None:
        return told
    declared = stored_column(table, column)
    if declared is not None and declared.masked:
        return declared.masked
    if not is_text or _is_held_to_codes_or_days(column, made_by):
        return ""
    if column == "ref":
        return "ref"
    return "kept" if declared is None else _of_text(declared)


def _of_text(declared: Column) -> Rule:
    """Of a line the program offers words for, and of one that logos are split by, nobody expects a name."""
    if declared.kind in _SAY_NOTHING:
        return ""
    if declared.kind == "line" and (declared.splits or declared.offers):
        return "shown"
    return "offered" if declared.offers else "bars"


def _is_held_to_codes_or_days(column: str, made_by: str) -> bool:
    return re.search(rf"\b{column} TEXT[^,(]* CHECK\({column} (IN \('|IS date\()", made_by) is not None
