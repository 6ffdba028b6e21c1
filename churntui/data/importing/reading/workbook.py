"""The first sheet of an Excel workbook, as text. Needs openpyxl, which is asked for only when a workbook comes."""

from __future__ import annotations

import importlib
import warnings
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from churntui.data.importing.reading.sheet import Row
from churntui.plain.errors import BadInputError

_ZIP = b"PK\x03\x04"


def is_workbook(file: BinaryIO) -> bool:
    """Whether an open file is an .xlsx, by its content; the file stands at its top before and after."""
    if file.read(len(_ZIP)) != _ZIP:
        file.seek(0)
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False
    finally:
        file.seek(0)


def records(file: Path | BinaryIO, name: str) -> Iterator[Row]:
    """Every row of the first sheet of a file of that name, with its number.

    Raises:
        BadInputError: openpyxl is not installed, or cannot read the file.
    """
    try:
        openpyxl: Any = importlib.import_module("openpyxl")
    except ImportError:
        raise BadInputError(
            f"{name} is an Excel workbook", "Save the sheet as CSV (UTF-8), or: pip install openpyxl"
        ) from None
    warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")  # about styles, to stderr
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, SyntaxError) as error:
        raise BadInputError(
            f"{name} cannot be read as an Excel workbook", f"Save it as CSV: {error}"
        ) from None
    try:
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, [_text(value) for value in row]
    finally:
        book.close()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
