"""JSON as one document: an array of objects, or an object that holds such arrays (`data`, `results`), as tables.

An object's place in its array stands for its line, as all of them may stand on one.
"""

from __future__ import annotations

import re
from typing import Any

from churntui.data.importing.reading import objects
from churntui.plain.errors import BadInputError

_BEGINS = re.compile(r"\ufeff?\s*(?:\{\s*[\"}]|\[\s*[\[{\]])")
_DEEPEST = 3
_HOLDERS = ("data", "results", "records", "items", "rows", "value", "values")
"""What the array of rows is called where there may be none in it."""

Table = tuple[tuple[str, ...], list[list[str]], list[str]]
"""The header, the rows, and what is to be noted."""


def is_document(sample: str) -> bool:
    """Whether a text begins as a JSON document with tables does."""
    return _BEGINS.match(sample) is not None


def tables(text: str, name: str) -> dict[str, Table]:
    """The tables of a document of that name, by the keys they stand under; one that is all of it has none.

    Raises:
        BadInputError: It is no JSON, or there is no object in it.
    """
    try:
        value = objects.parsed(text.removeprefix("\ufeff"))
        found = {key: _table(rows, name) for key, rows in _lists(value).items()}
    except ValueError as error:
        raise BadInputError(
            f"{name} breaks off: it is no whole JSON ({error})", "Export it once more"
        ) from None
    except RecursionError:
        raise BadInputError(f"{name} is nested too deeply", "Export it as CSV") from None
    if not found:
        raise BadInputError(f"{name} is empty", "There is no object in it")
    return found


def _lists(value: object) -> dict[str, list[Any]]:
    """The arrays of rows, of those that stand at one depth."""
    if isinstance(value, list):
        return {"": value} if value else {}
    level: dict[str, object] = {"": value}
    for _ in range(_DEEPEST):
        level = {
            f"{outer}.{key}".lstrip("."): inner
            for outer, holder in level.items()
            if isinstance(holder, dict)
            for key, inner in holder.items()
        }
        found = {key: inner for key, inner in level.items() if isinstance(inner, list) and _is_rows(inner)}
        if found:
            return found if len(found) > 1 else {"": next(iter(found.values()))}
    if not isinstance(value, dict) or any(value.get(key) == [] for key in _HOLDERS):
        return {}
    return {"": [value]} if value else {}


def _is_rows(values: list[Any]) -> bool:
    return bool(values) and isinstance(values[0], dict)


def _table(rows: list[Any], name: str) -> Table:
    if all(isinstance(row, list) for row in rows):
        first, *others = ([objects.text(cell) for cell in row] for row in rows)
        return tuple(first), others, []
    for place, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise BadInputError(
                f"{name} breaks off at its item {place}: no JSON object", "Export it once more"
            )
    records = [objects.flat(row) for row in rows]
    names, notes = objects.columns(records)
    return names, [objects.row(record, names) for record in records], notes
