"""JSON lines: one object a line, as event pipelines write them, read as the rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from churntui.data.importing.reading import objects
from churntui.data.importing.reading.sheet import Row
from churntui.plain.errors import BadInputError


def is_json_lines(sample: str) -> bool:
    """Whether a text begins with an object that ends on its line, and with another line."""
    first, _, rest = sample.lstrip("\ufeff \t\r\n").partition("\n")
    try:
        return first.startswith("{") and isinstance(objects.parsed(first), dict) and bool(rest.strip())
    except (ValueError, RecursionError):
        return False


def header(lines: Iterable[str], name: str) -> tuple[tuple[str, ...], list[str]]:
    """The keys of a file of that name, and what is to be noted of them.

    Raises:
        BadInputError: A line is no object.
    """
    return objects.columns(record for _, record in _objects(lines, name))


def records(lines: Iterable[str], name: str, columns: Sequence[str]) -> Iterator[Row]:
    """The values of each object under the columns, with its line; a missing one is blank.

    Raises:
        BadInputError: A line is no object.
    """
    for line, record in _objects(lines, name):
        yield line, objects.row(record, columns)


def _objects(lines: Iterable[str], name: str) -> Iterator[tuple[int, dict[str, str]]]:
    for line, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            event = objects.parsed(text)
            record = objects.flat(event) if isinstance(event, dict) else None
        except (ValueError, RecursionError):
            record = None
        if record is None:
            raise BadInputError(
                f"{name} breaks off at line {line}: no JSON object",
                "Each line is to hold one object",
            )
        yield line, record
