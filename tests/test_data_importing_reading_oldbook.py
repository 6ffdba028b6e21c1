from pathlib import Path

import pytest

from churntui.data.importing.reading import oldbook
from churntui.data.importing.reading.opening import LeftOut, tables
from churntui.data.importing.reading.sheet import UnknownCell
from churntui.plain.errors import BadInputError

OLD = Path(__file__).parents[1] / "fixtures" / "messy" / "old.xls"


def named(name):
    """The name of a stream, as its entry has it."""
    text = f"{name}\0".encode("utf-16-le")
    return text.ljust(64, b"\0") + len(text).to_bytes(2, "little")


def sheet_of(content, folder):
    (folder / "old.xls").write_bytes(content)
    accounts, _ = tables(folder / "old.xls")
    _, sheet, *_ = accounts.candidates()
    return sheet


def test_ids_days_and_amounts_are_what_the_sheet_shows(tmp_path):
    sheet = sheet_of(OLD.read_bytes(), tmp_path)
    assert sheet.header == ("Account ID", "Account Name", "Start Date", "End Date", "ARR", "Currency")
    assert list(sheet.rows())[:2] == [
        (3, ["18823340011", "Birkenhof AG", "2026-02-01", "2027-02-01", "96000", "EUR"]),
        (4, ["18823340012", "Tallinn Freight", "2026-01-15", "2027-01-15", "18500.5", "EUR"]),
    ]


def test_a_formula_that_nobody_counted_is_never_blank(tmp_path):
    *_, (line, cells) = sheet_of(OLD.read_bytes(), tmp_path).rows()
    assert (line, cells[1]) == (5, "Osprey Legal")
    assert isinstance(cells[3], UnknownCell)


def test_an_error_is_never_blank(tmp_path):
    content = OLD.read_bytes().replace(b"\x03\0\0\0\0\0\xff\xff", b"\x02\0\x17\0\0\0\xff\xff")
    *_, (_, cells) = sheet_of(content, tmp_path).rows()
    assert isinstance(cells[3], UnknownCell)
    assert cells[3] == "#REF!"


def test_a_sheet_that_is_hidden_is_named(tmp_path):
    _, old = tables(OLD)
    assert isinstance(old, LeftOut)
    assert (old.name, old.reason[:9]) == ("old.xls › Old", "is hidden")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            OLD.read_bytes().replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le")),
            "no workbook",
        ),
        (
            OLD.read_bytes().replace(named("Workbook"), named("EncryptedPackage")),
            "protected by a password",
        ),
        (OLD.read_bytes()[:3000], "is damaged"),
        (oldbook.OLE, "is damaged"),
    ],
    ids=["word", "protected", "cut", "begun"],
)
def test_what_cannot_be_read_is_one_clear_line(tmp_path, content, said):
    (tmp_path / "x.xls").write_bytes(content)
    with pytest.raises(BadInputError, match=said):
        list(tables(tmp_path / "x.xls"))


def damaged(*parts):
    """The old book with other bytes at some places."""
    content = bytearray(OLD.read_bytes())
    for place, part in parts:
        content[place : place + len(part)] = part
    return bytes(content)


@pytest.mark.parametrize(
    "content",
    [
        damaged((30, bytes(2)), (68, bytes(4))),
        damaged((512, b"\xff" * 508 + bytes(4)), (68, bytes(4))),
    ],
    ids=["sectors of a byte", "a list of sectors that leads to itself"],
)
def test_a_container_that_cannot_be_is_refused_and_never_goes_on_for_ever(tmp_path, content):
    (tmp_path / "x.xls").write_bytes(content)
    with pytest.raises(BadInputError, match="is damaged"):
        list(tables(tmp_path / "x.xls"))
