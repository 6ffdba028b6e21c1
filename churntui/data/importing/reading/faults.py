"""What calamine does not tell of a workbook's cells: those in error, and formulas whose result was not stored.

It gives a blank for both. Programs that write workbooks often store no result and leave it to Excel to count it
(`fullCalcOnLoad`), some with a zero in its place. The sheets of an .xlsx are XML, which is searched for these cells
in pieces; where calamine would need more memory than there is, because a stray cell stands far out, it is not let at
the file at all.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from churntui.data.importing.reading.sheet import UnknownCell
from churntui.data.importing.reading.signs import Signs
from churntui.data.importing.reading.source import damaged, protected
from churntui.plain.errors import BadInputError

Faults = dict[int, dict[int, str]]
"""By row (from 1) and column (from 0), what is to stand there."""

_STYLES = "xl/styles.xml"

_CHUNK = 1 << 20
_MOST_CELLS = 32_000_000
"""Cells between the first and the last one of a sheet, most of them blank: a gigabyte of memory."""
_MOST_BYTES = 4 << 30
_MOST_SWELLING = 200

_COLUMN = re.compile(rb'\sr="([A-Z]{1,3})')
_ROW = re.compile(rb'\br="(\d{1,7})"')
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>/]*?\br="([A-Z]{1,3})(\d{1,7})"[^>/]*>')
"""One that is not empty."""
_ERROR = re.compile(
    rb'<(?:\w+:)?c\b([^>]*\bt="e"[^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)</', re.DOTALL
)
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>/]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>([^<]*)</(?:\w+:)?f>)"
    rb"\s*(<(?:\w+:)?v\s*/>|<(?:\w+:)?v>([^<]*)</(?:\w+:)?v>)?"
)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_BINARY_ERRORS = {3, 11}
_COUNTS_FROM_1904 = re.compile(rb'date1904="(?:1|true)"')
_COUNTS_LATER = re.compile(rb'fullCalcOnLoad="(?:1|true)"')


@dataclass(frozen=True, slots=True)
class Untold:
    """What calamine does not tell of a sheet."""

    faults: Faults = field(default_factory=dict)
    signs: Faults = field(default_factory=dict)
    """The currencies that formats show beside numbers."""
    counts_from_1904: bool = False
    """Whether a number that stands for a day is counted from 1904, as on old computers of Apple."""


def of_sheets(content: bytes, name: str) -> dict[str, Untold]:
    """By the title of a sheet, what calamine does not tell of it; nothing of a workbook that is no .xlsx.

    Raises:
        BadInputError: The file is damaged, swells too much, or reaches too far.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_swelling(archive, name)
            _refuse_unseen(archive, name)
            parts = _parts(archive)
            counts_later, from_1904 = (
                _says(archive, pattern) for pattern in (_COUNTS_LATER, _COUNTS_FROM_1904)
            )
            styles = Signs(archive.read(_STYLES) if _STYLES in archive.namelist() else b"")
            found = {}
            for part in archive.namelist():
                if part in parts:
                    found[parts[part]] = _of_sheet(
                        archive, part, styles, counts_later=counts_later, from_1904=from_1904, name=name
                    )
                else:
                    _read_through(archive, part)
            return found
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, OSError) as error:
        raise damaged(name, error) from None
    except RuntimeError:  # NotImplementedError too
        raise protected(name) from None


def _refuse_swelling(archive: zipfile.ZipFile, name: str) -> None:
    size = sum(part.file_size for part in archive.infolist())
    packed = sum(part.compress_size for part in archive.infolist())
    if size > _MOST_BYTES or (size > _CHUNK * 64 and size > packed * _MOST_SWELLING):
        raise BadInputError(f"{name} holds far more than its size tells", "Save the sheet as CSV")


def _refuse_unseen(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse a workbook of another kind that has cells in error: it is not told which, and they would be blank.

    Raises:
        BadInputError: It has.
    """
    names = archive.namelist()
    content = archive.read("content.xml") if "content.xml" in names else b""
    binary = (
        archive.read(name) for name in names if name.startswith("xl/worksheets/") and name.endswith(".bin")
    )
    if b'calcext:value-type="error"' in content or any(map(_has_error, binary)):
        raise BadInputError(f"{name} has formulas in error", "Mend them, or save it as .xlsx to see which")


def _has_error(sheet: bytes) -> bool:
    """Whether a sheet of an .xlsb, which is a row of records, has a cell in error."""
    at = 0
    while at < len(sheet):
        kind, at = _packed_number(sheet, at, 2)
        size, at = _packed_number(sheet, at, 4)
        if kind in _BINARY_ERRORS:
            return True
        at += size
    return False


def _packed_number(sheet: bytes, at: int, most: int) -> tuple[int, int]:
    """A number written in bytes of seven bits, and where it ends."""
    number = 0
    for place in range(most):
        byte = sheet[at] if at < len(sheet) else 0
        number |= (byte & 0x7F) << 7 * place
        at += 1
        if byte < 0x80:
            break
    return number, at


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The parts of an .xlsx that are sheets, each with its title."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    targets = {}
    for relation in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        target = _attribute(relation, "Target")
        targets[_attribute(relation, "Id")] = (
            target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        )
    return {
        targets[key]: _attribute(sheet, "name")
        for sheet in _SHEET.findall(archive.read("xl/workbook.xml"))
        if (key := _attribute(sheet, r"\w+:id")) in targets
    }


def _attribute(tag: bytes, name: str) -> str:
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag.decode("utf-8", "replace"))
    return unescape(found[1] if found[1] is not None else found[2]) if found else ""


def _says(archive: zipfile.ZipFile, pattern: re.Pattern[bytes]) -> bool:
    """Whether what is said of a workbook as a whole says that."""
    return "xl/workbook.xml" in archive.namelist() and bool(pattern.search(archive.read("xl/workbook.xml")))


def _read_through(archive: zipfile.ZipFile, part: str) -> None:
    """Read to the end, where a sum tells whether all is whole."""
    with archive.open(part) as file:
        while file.read(_CHUNK):
            pass


def _of_sheet(
    archive: zipfile.ZipFile, part: str, styles: Signs, *, counts_later: bool, from_1904: bool, name: str
) -> Untold:
    untold = Untold(counts_from_1904=from_1904)
    last_row = 0
    columns: set[bytes] = set()
    for xml in _pieces(archive, part):
        columns.update(_COLUMN.findall(xml))
        begins = max(xml.rfind(b"<row "), xml.rfind(b":row "))
        if begins >= 0 and (row := _ROW.search(xml, begins)):
            last_row = max(last_row, int(row[1]))
        for place, fault in _faults(xml, counts_later=counts_later):
            if found := _PLACE.search(place):
                untold.faults.setdefault(int(found[2]), {})[_column(found[1])] = fault
        for number, letters, sign in styles.of(xml):
            untold.signs.setdefault(number, {})[_column(letters)] = sign
    if last_row * (1 + max(map(_column, columns), default=0)) > _MOST_CELLS:
        _refuse_far(archive, part, name)
    return untold


def _refuse_far(archive: zipfile.ZipFile, part: str, name: str) -> None:
    """Refuse a sheet of which a cell that is not empty stands too far out.

    Raises:
        BadInputError: It does.
    """
    last_row = last_column = 0
    for xml in _pieces(archive, part):
        for letters, row in _CELL.findall(xml):
            last_row, last_column = max(last_row, int(row)), max(last_column, _column(letters) + 1)
    if last_row * last_column > _MOST_CELLS:
        raise BadInputError(
            f"{name} has cells as far out as row {last_row}, column {last_column}",
            "Delete what stands beyond the table, or save the sheet as CSV",
        )


def _faults(xml: bytes, *, counts_later: bool) -> Iterator[tuple[bytes, str]]:
    if b't="e"' in xml:
        for place, error in _ERROR.findall(xml):
            yield place, error_cell(_plain(error))
    for cell in _FORMULA.finditer(xml):
        place, formula, stored, result = cell.groups()
        if b't="str"' in place and stored is not None:
            continue  # a text, which may be blank
        if not result or (counts_later and result == b"0"):
            yield place, without_result(_plain(formula or b""))


def without_result(formula: str) -> UnknownCell:
    """A cell whose formula nobody has counted."""
    return UnknownCell(
        f"={formula}",
        "is a formula without a stored result: open the workbook in Excel, save it, and import again",
    )


def error_cell(shown: str) -> str:
    """A cell in error; that a look-up has no answer (#N/A) is a word for what is not known, as in any file."""
    return (
        shown if shown == "#N/A" else UnknownCell(shown, "is an error of a formula: mend it in the workbook")
    )


def _plain(xml: bytes) -> str:
    return unescape(xml.decode("utf-8", "replace"))


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A sheet in pieces that end after a whole cell."""
    rest = b""
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            rest += chunk
            end = max(rest.rfind(mark) for mark in (b"</c>", b"</row>", b":c>", b":row>"))
            if end >= 0:
                end = rest.index(b">", end) + 1
                yield rest[:end]
                rest = rest[end:]
    if rest:
        yield rest


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place - 1
