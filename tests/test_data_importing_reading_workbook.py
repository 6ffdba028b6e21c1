import pytest

from churntui.data.importing.reading.opening import sheets
from churntui.plain.errors import BadInputError


def test_the_first_sheet_of_a_workbook_is_read(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    from datetime import datetime

    book = openpyxl.Workbook()
    book.active.append(["logo_id", "employees", "joined_on"])
    book.active.append(["L1", 12.0, datetime(2025, 3, 1, 9, 30)])  # noqa: DTZ001
    book.save(tmp_path / "logos.xlsx")
    assert list(next(sheets(tmp_path / "logos.xlsx")).rows()) == [(2, ["L1", "12", "2025-03-01"])]


def test_without_openpyxl_a_workbook_is_one_clear_line(tmp_path, monkeypatch):
    openpyxl = pytest.importorskip("openpyxl")
    openpyxl.Workbook().save(tmp_path / "logos.xlsx")
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(BadInputError, match="Save the sheet as CSV"):
        next(sheets(tmp_path / "logos.xlsx"))
