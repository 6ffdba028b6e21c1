"""JSON objects as the rows of a table: their keys are its columns, in the order in which they first appear.

An object inside an object gives `outer.inner`; what an interface wraps the fields of a record in (`properties`) gives
them their own names. Numbers keep the digits they were written with, so that no amount passes through binary floating
point. Where keys are values (an id for a key), the columns are those that most objects have.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

MOST_COLUMNS = 500

_WRAPPERS = frozenset({"properties", "attributes", "fields"})
_OF_SALESFORCE = frozenset({"type", "url"})
"""What its records tell of themselves, and no fields of them."""
_RARELY = 1_000
"""Among so many objects, one alone with a key does not make a column of it, where there are very many keys."""
_MOST_NAMED = 5


def parsed(document: str) -> object:
    """The value of a JSON text.

    Raises:
        ValueError: It is none.
        RecursionError: It is nested too deeply.
    """
    return json.loads(document, parse_float=str, parse_int=str, parse_constant=str)


def columns(records: Iterable[dict[str, str]]) -> tuple[tuple[str, ...], list[str]]:
    """The columns of flat objects, and what is to be noted of them."""
    counts: Counter[str] = Counter()
    objects = 0
    for objects, record in enumerate(records, start=1):  # noqa: B007 - how many there were
        counts.update(record.keys())
    if len(counts) <= MOST_COLUMNS:
        return tuple(counts), []
    kept = {key for key, times in counts.most_common(MOST_COLUMNS) if times * _RARELY >= objects}
    left = [key for key, _ in counts.most_common() if key not in kept]
    named = ", ".join(left[:_MOST_NAMED])
    return (
        tuple(key for key in counts if key in kept),
        [f"{len(left)} keys that few objects have are not taken: {named} …"],
    )


def row(record: dict[str, str], names: Sequence[str]) -> list[str]:
    """The values of a flat object under the columns; a missing one is blank."""
    return [record.get(name, "") for name in names]


def flat(value: dict[str, Any]) -> dict[str, str]:
    """An object as texts by their names."""
    record: dict[str, str] = {}
    for key, inner in value.items():
        if key in _WRAPPERS and isinstance(inner, dict) and not inner.keys() <= _OF_SALESFORCE:
            for name, field in inner.items():
                is_versioned = isinstance(field, dict) and "value" in field
                wrapped = name if name not in value else f"{key}.{name}"
                _flatten(record, wrapped, field["value"] if is_versioned else field)
        else:
            _flatten(record, key, inner)
    return record


def _flatten(record: dict[str, str], name: str, value: object) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _flatten(record, f"{name}.{key}", inner)
    else:
        record[_whole(name)] = text(value)


def text(value: object) -> str:
    """A value as it would stand in a cell; a list is separated by `;`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        listed = io.StringIO()
        csv.writer(listed, delimiter=";", lineterminator="").writerow(map(text, value))
        return listed.getvalue()
    if isinstance(value, dict):
        return _whole(json.dumps(value, ensure_ascii=False))
    return _whole(str(value))


def _whole(words: str) -> str:
    """A text without halves of characters, which JSON can name and no file can hold."""
    return words if words.isascii() else words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
