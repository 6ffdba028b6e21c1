"""The sheets of an old Excel workbook (`.xls`), as text.

calamine gives up on a damaged one in ways that end the whole program, so it reads in a process of its own; an old
sheet has 65,536 rows at most, and all of them are handed over. What it does not tell, cells in error and formulas
without a result, is looked for in the records of the file, as `faults` does in new ones.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from struct import error as StructError  # noqa: N812 - a class that is named like a variable
from struct import unpack_from
from typing import Any

from churntui.data.importing.reading.faults import Faults, error_cell, without_result
from churntui.data.importing.reading.sheet import Progress, Row
from churntui.data.importing.reading.source import Source, damaged, protected
from churntui.data.importing.reading.workbook import Title, laid_over, text
from churntui.plain.errors import BadInputError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file begins that is in the container of old Office files."""

_NO_ENTRY = 128
_LAST = 0xFFFF_FFFA
"""Numbers of sectors end below it."""

_FORMULAS, _CELL_IN_ERROR, _SHEET, _PASSWORD, _BEGIN, _END = (
    {0x06, 0x206, 0x406},
    0x205,
    0x85,
    0x2F,
    0x809,
    0x0A,
)
_NO_NUMBER = 0xFFFF
"""Stands in the result of a formula where it is no number; its first byte says what it is then."""
_IS_ERROR, _IS_BLANK = 2, 3
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}

_PATIENCE = 120
"""Seconds that calamine may take."""

_READER = """
import json, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
except (ImportError, OSError, ValueError):
    pass
import datetime, io
import python_calamine as calamine

def value(cell):
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return cell if isinstance(cell, (str, bool, int, float)) else str(cell)

try:
    book = calamine.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
    sheets = []
    for about in book.sheets_metadata:
        is_table = about.typ == calamine.SheetTypeEnum.WorkSheet
        sheet = book.get_sheet_by_name(about.name) if is_table else None
        sheets.append({
            "name": about.name,
            "is_hidden": about.visible != calamine.SheetVisibleEnum.Visible,
            "is_table": is_table,
            "left": sheet.start[1] if sheet and sheet.start else 0,
            "rows": [[value(cell) for cell in row] for row in sheet.iter_rows()] if sheet else [],
        })
    said = {"sheets": sheets}
except calamine.PasswordError:
    said = {"is_protected": True}
except (calamine.CalamineError, ValueError, OverflowError) as error:
    said = {"error": str(error)}
sys.stdout.write(json.dumps(said))
"""


@dataclass(frozen=True, slots=True)
class _OldSheet:
    """One of its sheets."""

    title: Title
    left: int
    """The first column that is handed over."""
    rows: list[list[Any]]
    faults: Faults


class OldWorkbook:
    """A file that is one.

    Raises:
        BadInputError: It is protected, damaged, or something else that Office wrote.
    """

    def __init__(self, source: Source) -> None:
        with source.opened() as file:
            content = file.read()
        try:
            unknown = list(_faults(content, source.name))
        except (StructError, IndexError, KeyError) as error:
            raise damaged(source.name, error) from None
        sheets = _read(content, source.name)
        self._size = source.size
        self._sheets = {
            sheet["name"]: _OldSheet(
                Title(sheet["name"], sheet["is_hidden"], sheet["is_table"]),
                sheet["left"],
                sheet["rows"],
                unknown[place] if place < len(unknown) else {},
            )
            for place, sheet in enumerate(sheets)
        }
        self.titles = tuple(sheet.title for sheet in self._sheets.values())

    def rows(self, title: str, name: str, progress: Progress | None = None) -> Iterator[Row]:
        """Every row of a sheet, with its number; progress is told under a name."""
        sheet = self._sheets[title]
        for number, values in enumerate(sheet.rows, start=1):
            yield (
                number,
                laid_over([text(value) for value in values], sheet.faults.get(number, {}), sheet.left),
            )
        if progress is not None:
            progress(name, self._size, self._size)


def _read(content: bytes, name: str) -> list[dict[str, Any]]:
    try:
        done = subprocess.run(  # noqa: S603 - our own program, given to our own Python
            [sys.executable, "-P", "-c", _READER],
            input=content,
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
        )
        said = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise damaged(name, "its parts do not fit together") from None
    if said.get("is_protected"):
        raise protected(name)
    if "error" in said:
        raise damaged(name, said["error"])
    sheets: list[dict[str, Any]] = said["sheets"]
    return sheets


def _faults(content: bytes, name: str) -> Iterator[Faults]:
    """The cells of each sheet whose values cannot be known."""
    container = _Container(content)
    if "EncryptedPackage" in container.names:
        raise protected(name)
    stream = container.stream("Workbook") or container.stream("Book")
    if stream is None:
        raise BadInputError(f"{name} is an Office file, but no workbook", "Export the rows as CSV")
    places = []
    for kind, at, _ in _records(stream, 0):
        if kind == _PASSWORD:
            raise protected(name)
        if kind == _SHEET:
            places.append(unpack_from("<I", stream, at)[0])
    for place in places:
        yield _of_sheet(stream, place)


def _of_sheet(stream: bytes, place: int) -> Faults:
    unknown: Faults = {}
    blank: list[tuple[int, int]] = []
    is_counted = False
    for kind, at, size in _records(stream, place):
        if (kind in _FORMULAS and size >= 14) or (kind == _CELL_IN_ERROR and size >= 8):
            row, column = unpack_from("<HH", stream, at)
            code = None
            if kind == _CELL_IN_ERROR:
                code = stream[at + 6] if stream[at + 7] else None
            elif unpack_from("<H", stream, at + 12)[0] != _NO_NUMBER or stream[at + 6] != _IS_BLANK:
                is_counted = True
                is_error = unpack_from("<H", stream, at + 12)[0] == _NO_NUMBER and stream[at + 6] == _IS_ERROR
                code = stream[at + 8] if is_error else None
            else:
                blank.append((row, column))
            if code is not None:
                unknown.setdefault(row + 1, {})[column] = error_cell(_ERRORS.get(code, "#ERROR"))
    if not is_counted:  # by no formula: then what wrote it does not count
        for row, column in blank:
            unknown.setdefault(row + 1, {})[column] = without_result("")
    return unknown


def _records(stream: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """The records of one part of a workbook: what each is, where it stands, and its size."""
    depth = 0
    while place + 4 <= len(stream):
        kind, size = unpack_from("<HH", stream, place)
        yield kind, place + 4, size
        depth += (kind == _BEGIN) - (kind == _END)
        if depth == 0:
            return
        place += 4 + size


def _sector_of(bits: int) -> int:
    """How large a sector is, of which a file says as a power of two; none is smaller or larger than those there are."""
    return 1 << max(6, min(bits, 12))


class _Container:
    """The container of old Office files: streams by name, in chains of sectors."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._sector, self._small = map(_sector_of, unpack_from("<HH", content, 30))
        self._cutoff: int = unpack_from("<I", content, 56)[0]
        sectors = [number for number in unpack_from("<109I", content, 76) if number < _LAST]
        more: int = unpack_from("<I", content, 68)[0]
        seen: set[int] = set()
        while more < _LAST and more not in seen:
            seen.add(more)
            *numbers, more = unpack_from(f"<{self._sector // 4}I", content, self._at(more))
            sectors += [number for number in numbers if number < _LAST]
        self._next = self._table(sectors)
        first, small = unpack_from("<I", content, 48)[0], unpack_from("<I", content, 60)[0]
        self._small_next = self._table(self._chain(small, self._next)) if small < _LAST else []
        self._entries: dict[str, tuple[int, int]] = {}
        self._root = (_LAST, 0)
        listed = self._joined(first)
        for at in range(0, len(listed) - _NO_ENTRY + 1, _NO_ENTRY):
            length, kind = unpack_from("<HB", listed, at + 64)
            entry = unpack_from("<II", listed, at + 116)
            if kind == 5:
                self._root = entry
            elif kind == 2:
                title = listed[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                self._entries.setdefault(title, entry)

    @property
    def names(self) -> set[str]:
        """What its streams are called."""
        return set(self._entries)

    def stream(self, name: str) -> bytes | None:
        """What a stream holds; None where there is none of that name."""
        if name not in self._entries:
            return None
        first, size = self._entries[name]
        if size >= self._cutoff:
            return self._joined(first)[:size]
        small = self._joined(self._root[0])
        parts = (
            small[place * self._small : (place + 1) * self._small]
            for place in self._chain(first, self._small_next)
        )
        return b"".join(parts)[:size]

    def _at(self, number: int) -> int:
        return (number + 1) * self._sector

    def _table(self, sectors: list[int]) -> list[int]:
        numbers: list[int] = []
        for sector in sectors:
            numbers += unpack_from(f"<{self._sector // 4}I", self._content, self._at(sector))
        return numbers

    def _chain(self, first: int, following: list[int]) -> list[int]:
        """The numbers of sectors from one on; a ring ends where it began."""
        seen: dict[int, None] = {}
        while first < _LAST and first not in seen:
            seen[first] = None
            first = following[first]
        return list(seen)

    def _joined(self, first: int) -> bytes:
        return b"".join(
            self._content[self._at(number) : self._at(number) + self._sector]
            for number in self._chain(first, self._next)
        )
