"""The firewall: of a row nothing goes on into the shareable part but the fields that are declared shareable.

Everything else is blank from here on, so that no later change can leak what it does not have. By its ids and links a
row is known again: they stay, and no text of a brief is made of them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, TypeVar

from churntui.model.schema import LINKS, RowField, fields_of

Row = TypeVar("Row")

_BLANK: dict[Any, Any] = {str: "", bool: False, int: 0, float: 0.0, date: date.min}
"""What stands where a field has to have something."""


def shown(row: Row) -> Row:
    """The row as the logo may see it: what is not declared shareable is blank."""
    kind: Any = type(row)
    return replace(row, **_blanks(kind))  # type: ignore[type-var]


@cache
def _blanks(row: Any) -> dict[str, Any]:
    return {one.name: _blank(row, one) for one in fields_of(row) if not _stays(one)}


def _stays(one: RowField) -> bool:
    if one.column is None:
        return one.name == "id"
    return one.column.shareable or one.column.kind in LINKS or one.stored == "ref"


def _blank(row: type, one: RowField) -> Any:
    if one.is_list:
        return ()
    if one.name in _defaults(row):
        return _defaults(row)[one.name]
    return _BLANK.get(one.type, "")


@cache
def _defaults(row: type) -> dict[str, Any]:
    from dataclasses import MISSING, fields

    return {
        one.name: one.default
        for one in fields(row)
        if one.default is not MISSING and one.default in (None, "", 0, False, ())
    }
