import codecs

import pytest
from imports import counts, imported, reasons, sheet_of

from churntui.plain.errors import BadInputError

ROWS = "logo_id,name\nL1,Żółty Ołówek\nL2,Кавʼярня\n"


def names(sheet) -> list[str]:
    return [cells[1] for _, cells in sheet.rows()]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_unicode_encodings_read_the_same(tmp_path, encoding):
    sheet = sheet_of(tmp_path, ROWS.encode(encoding))
    assert sheet.header == ("logo_id", "name")
    assert names(sheet) == ["Żółty Ołówek", "Кавʼярня"]


def test_wide_cyrillic_without_a_mark_is_told_by_its_digits(tmp_path):
    rows = "компанія,почато\n" + "".join(f"Кавʼярня,2026-0{nth}-01\n" for nth in range(1, 9))
    for encoding in ("utf-16-le", "utf-16-be"):
        assert sheet_of(tmp_path, rows.encode(encoding)).header[0] == "компанія"


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
    ],
)
def test_a_file_that_lies_about_its_encoding_is_refused(tmp_path, content):
    with pytest.raises(BadInputError, match="malformed"):
        sheet_of(tmp_path, content)


def test_one_bad_byte_is_one_rejected_row(store, take_bytes):
    good = "".join(f"L{nth},Größe {nth}\n" for nth in range(5)).encode()
    for mark in (b"", codecs.BOM_UTF8):
        found = take_bytes(mark + b"logo_id,name\n" + good + b"L9,Caf\xe9\n")
        ((line, column, why),) = reasons(found)
        assert (line, column, found.rejected) == (7, "name", 1)
        assert "no letter of UTF-8" in why
        assert any("on 1 of its lines: 7" in note for note in found.notes)
    assert store.scalar("SELECT count(*) FROM logo") == 5


def test_a_bad_byte_of_a_column_that_is_not_taken_costs_nothing(take_bytes):
    assert counts(take_bytes("logo_id,name,x\nL1,Größe,\n".encode() + b"L2,Bolt,Caf\xe9\n")) == (2, 0, 0, 0)


def test_a_code_page_stays_one_though_a_line_of_it_may_be_utf_8(store, take_bytes):
    rows = "".join(f"L{nth},Café {nth}\n" for nth in range(5)).encode("cp1252")
    found = take_bytes(b"logo_id,name\n" + rows + "L9,GrÃ¼n\n".encode("cp1252"))
    assert counts(found) == (6, 0, 0, 0)
    assert store.scalar("SELECT name FROM logo WHERE ref = 'L0'") == "Café 0"


@pytest.fixture
def take_bytes(store, tmp_path):
    """What a file of logos given as bytes came to."""

    def take(content):
        (tmp_path / "logos.csv").write_bytes(content)
        return imported(store, [tmp_path / "logos.csv"]).files[0]

    return take


@pytest.mark.parametrize(
    "content", [b"\x1f\x8b\x08", b"PK\x03\x04", b"%PDF-1", b"SQLite format 3\0", b"\xd0\xcf\x11\xe0"]
)
def test_other_formats_are_named(tmp_path, content):
    with pytest.raises(BadInputError, match=r"logos\.csv is"):
        sheet_of(tmp_path, content)


def test_wide_text_behind_the_mark_of_a_narrower_one_is_named(tmp_path):
    with pytest.raises(BadInputError, match="says it is UTF-16 but is malformed: its text is UTF-32-BE"):
        sheet_of(tmp_path, codecs.BOM_UTF16_BE + "logo_id,name\n".encode("utf-32-be"))
