import codecs

import pytest
from imports import sheet_of

from churntui.plain.errors import BadInputError

ROWS = "logo_id,name\nL1,Żółty Ołówek\nL2,Кавʼярня\n"


def names(sheet) -> list[str]:
    return [cells[1] for _, cells in sheet.rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_read_the_same(tmp_path, encoding):
    sheet = sheet_of(tmp_path, ROWS.encode(encoding))
    assert sheet.header == ("logo_id", "name")
    assert names(sheet) == ["Żółty Ołówek", "Кавʼярня"]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1252", "Größe & Söhne – Café"),
        ("cp1250", "Żółty Ołówek, Łódź"),
        ("cp1251", "ТОВ «Каштан»"),
    ],
)
def test_windows_code_pages_are_told_apart_and_noted(tmp_path, encoding, name):
    sheet = sheet_of(tmp_path, f'logo_id,name\nL1,"{name}"\n'.encode(encoding))
    assert names(sheet) == [name]
    assert any(encoding in note for note in sheet.notes)


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF16_BE + "logo_id,name\n".encode("utf-32-be"),
        codecs.BOM_UTF32_LE + b"abc",
        codecs.BOM_UTF8 + b"logo_id,name\nL1,\xff\xfe\n",
    ],
)
def test_a_file_that_lies_about_its_encoding_is_refused(tmp_path, content):
    with pytest.raises(BadInputError, match="malformed"):
        sheet_of(tmp_path, content)


@pytest.mark.parametrize(
    "content", [b"\x1f\x8b\x08", b"PK\x03\x04", b"%PDF-1", b"SQLite format 3\0", b"\xd0\xcf\x11\xe0"]
)
def test_other_formats_are_named(tmp_path, content):
    with pytest.raises(BadInputError, match=r"logos\.csv is"):
        sheet_of(tmp_path, content)
