"""The first sheet of an Excel workbook, as text. Needs openpyxl, which is asked for only when a workbook comes."""

from __future__ import annotations

import importlib
import warnings
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from churntui.plain.errors import BadInputError


def is_workbook(path: Path) -> bool:
    """Whether the file is an .xlsx, by its content."""
    if not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Every row of the first sheet, with its number.

    Raises:
        BadInputError: openpyxl is not installed, or cannot read the file.
    """
    try:
        openpyxl: Any = importlib.import_module("openpyxl")
    except ImportError:
        raise BadInputError(
            f"{path.name} is an Excel workbook", "Save the sheet as CSV (UTF-8), or: pip install openpyxl"
        ) from None
    warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")  # about styles, to stderr
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, SyntaxError) as error:
        raise BadInputError(
            f"{path.name} cannot be read as an Excel workbook", f"Save it as CSV: {error}"
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
