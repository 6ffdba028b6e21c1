"""JSON lines: one object a line, as event pipelines write them, read as the rows of a table.

Keys become columns in the order in which they first appear; an object inside an object gives `outer.inner`. Numbers
keep the digits they were written with, so that no amount passes through binary floating point.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from churntui.data.importing.reading.sheet import Row
from churntui.plain.errors import BadInputError


def is_json_lines(sample: str) -> bool:
    """Whether a text begins with an object, as no table does."""
    return sample.lstrip().startswith("{")


def header(lines: Iterable[str], name: str) -> tuple[str, ...]:
    """Every key of a file of that name.

    Raises:
        BadInputError: A line is no object.
    """
    return tuple(dict.fromkeys(key for _, values in _objects(lines, name) for key in values))


def records(lines: Iterable[str], name: str, columns: Sequence[str]) -> Iterator[Row]:
    """The values of each object under the columns, with its line; a missing one is blank.

    Raises:
        BadInputError: A line is no object.
    """
    for line, values in _objects(lines, name):
        yield line, [values.get(column, "") for column in columns]


def _objects(lines: Iterable[str], name: str) -> Iterator[tuple[int, dict[str, str]]]:
    for line, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            event = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
        except (ValueError, RecursionError):
            event = None
        if not isinstance(event, dict):
            raise BadInputError(
                f"{name} breaks off at line {line}: no JSON object",
                "Each line is to hold one object",
            )
        yield line, dict(_flat(event))


def _flat(value: dict[str, Any], outer: str = "") -> Iterator[tuple[str, str]]:
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from _flat(inner, f"{outer}{key}.")
        else:
            yield f"{outer}{key}", _text(inner)


def _text(value: object) -> str:
    """A value as it would stand in a cell; a list is separated by `;`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        text = io.StringIO()
        csv.writer(text, delimiter=";", lineterminator="").writerow(map(_text, value))
        return text.getvalue()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
