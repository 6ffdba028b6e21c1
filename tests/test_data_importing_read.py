import codecs
from pathlib import Path

import pytest

from churntui.data.importing.read import open_sheet
from churntui.plain.errors import BadInputError

ROWS = "logo_id,name\nL1,Żółty Ołówek\nL2,Кавʼярня\n"


def sheet_of(tmp_path: Path, content: bytes | str, name: str = "logos.csv"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_sheet(path)


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


@pytest.mark.parametrize("content", ["", "\n\n", " , \n,\n", b"\xef\xbb\xbf"])
def test_nothing_in_it_is_said(tmp_path, content):
    with pytest.raises(BadInputError, match="is empty"):
        sheet_of(tmp_path, content)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(BadInputError, match="cannot be read"):
        open_sheet(tmp_path / "none.csv")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_found_even_beside_decimal_commas(tmp_path, separator):
    lines = (["logo", "start", "amount"], ["a", "2025-01-01", '"1,5"'], ["b", "2025-02-01", '"2,5"'])
    body = "".join(separator.join(line) + "\n" for line in lines)
    sheet = sheet_of(tmp_path, body)
    assert sheet.header == ("logo", "start", "amount")
    assert [cells[2] for _, cells in sheet.rows()] == ["1,5", "2,5"]


def test_unquoted_decimal_commas_do_not_win_over_semicolons(tmp_path):
    sheet = sheet_of(tmp_path, "name;start;amount\nA;01.02.2025;1,5\nB;01.03.2025;2,75\n")
    assert [cells[2] for _, cells in sheet.rows()] == ["1,5", "2,75"]


def test_the_line_that_names_the_separator_is_no_header(tmp_path):
    sheet = sheet_of(tmp_path, "sep=;\nlogo_id;name\nL1;A,B\n")
    assert sheet.header == ("logo_id", "name")
    assert list(sheet.rows()) == [(3, ["L1", "A,B"])]


def test_lines_count_newlines_inside_quotes(tmp_path):
    sheet = sheet_of(tmp_path, 'id,note\nA,"one\ntwo\r\nthree"\nB,x\n')
    assert [(line, cells[0]) for line, cells in sheet.rows()] == [(2, "A"), (5, "B")]


def test_blank_rows_and_footers_are_skipped_and_counted(tmp_path):
    sheet = sheet_of(tmp_path, 'id,name\nA,x\n,\n\nB,y\n\n"Total: 2"\nCopyright (c) someone\n')
    assert [cells[0] for _, cells in sheet.rows()] == ["A", "B"]
    assert sheet.counted.skipped == 5


def test_a_lone_first_cell_among_the_rows_is_a_row(tmp_path):
    assert [cells for _, cells in sheet_of(tmp_path, "id,name\nA,x\nB\n").rows()] == [["A", "x"], ["B", ""]]


def test_ragged_rows_are_padded_and_trimmed_but_never_cut(tmp_path):
    sheet = sheet_of(tmp_path, "a,b,c\n1,2\n1,2,3,,\n1,2,3,4\n")
    assert [cells for _, cells in sheet.rows()] == [["1", "2", ""], ["1", "2", "3"], ["1", "2", "3", "4"]]


def test_nul_bytes_do_not_stop_it(tmp_path):
    assert len(list(sheet_of(tmp_path, b"id,name\nA,x\0y\n").rows())) == 1


def test_a_sheet_can_be_passed_over_twice(tmp_path):
    sheet = sheet_of(tmp_path, ROWS)
    assert list(sheet.rows()) == list(sheet.rows())


def test_the_columns_of_rejected_rows_are_dropped_again(tmp_path):
    sheet = sheet_of(tmp_path, "logo_id,name,line,column,reason\nL1,A,7,name,is needed\n")
    assert sheet.header == ("logo_id", "name")
    assert list(sheet.rows()) == [(2, ["L1", "A"])]


def test_a_quote_that_is_never_closed_is_refused_with_its_line(tmp_path):
    sheet = sheet_of(tmp_path, 'id,name\nA,x\nB,"y\nC,z\nD,w\n')
    with pytest.raises(BadInputError, match=r"breaks off at line 3: a quote opened there swallows 2 lines"):
        list(sheet.rows())


@pytest.mark.parametrize(
    "last",
    ['B,"y\nz"', 'B,"y\nz"\n', 'B,"y\n""z"""\n', 'B,y"\n'],
    ids=["no newline", "newline", "doubled quotes", "a quote within"],
)
def test_a_last_cell_of_several_lines_is_no_open_quote(tmp_path, last):
    sheet = sheet_of(tmp_path, f"id,name\nA,x\n{last}")
    assert len(list(sheet.rows())) == 2
    assert not sheet.swallowed


def test_a_quote_that_closes_rows_later_is_told_by_its_line(tmp_path):
    sheet = sheet_of(tmp_path, 'id,name,day\nA,"x,1\nB,y,2\nC,z,3\nD,"w",4\nE,v,5\n')
    assert [line for line, _ in sheet.rows()] == [2, 6]
    assert sheet.swallowed == {2}


def test_a_note_with_commas_is_not_taken_for_rows(tmp_path):
    note = "Hello, all,\nwe leave.\n\nThanks, though, really,\nA"
    sheet = sheet_of(tmp_path, f'id,name,note\nA,x,y\nB,z,"{note}"\n')
    assert [cells[2] for _, cells in sheet.rows()] == ["y", note]
    assert not sheet.swallowed


JSON_LINES = """
{"event": "run_audit", "account": {"id": "L1"}, "count": 12345678901234567890.10, "ok": true}

{"event": "login", "user": "Жанна", "tags": ["a;b", "c", 1], "note": null}
"""


@pytest.mark.parametrize("name", ["activity.jsonl", "activity.ndjson", "activity.txt"])
def test_json_lines_are_rows_with_their_lines(tmp_path, name):
    sheet = sheet_of(tmp_path, JSON_LINES, name)
    assert sheet.header == ("event", "account.id", "count", "ok", "user", "tags", "note")
    assert list(sheet.rows()) == [
        (2, ["run_audit", "L1", "12345678901234567890.10", "yes", "", "", ""]),
        (4, ["login", "", "", "", "Жанна", '"a;b";c;1', ""]),
    ]


@pytest.mark.parametrize("line", ['{"event": "a"', "[1]", "{" * 5000, "null"])
def test_a_line_that_is_no_object_is_refused_with_its_number(tmp_path, line):
    with pytest.raises(BadInputError, match="line 2"):
        sheet_of(tmp_path, f'{{"event": "a"}}\n{line}\n', "activity.jsonl")


def test_progress_ends_at_the_whole(tmp_path):
    said = []
    list(sheet_of(tmp_path, ROWS).rows(lambda *what: said.append(what)))
    size = len(ROWS.encode())
    assert said[-1] == ("logos.csv", size, size)


def test_the_first_sheet_of_a_workbook_is_read(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    from datetime import datetime

    book = openpyxl.Workbook()
    book.active.append(["logo_id", "employees", "joined_on"])
    book.active.append(["L1", 12.0, datetime(2025, 3, 1, 9, 30)])  # noqa: DTZ001
    book.save(tmp_path / "logos.xlsx")
    assert list(open_sheet(tmp_path / "logos.xlsx").rows()) == [(2, ["L1", "12", "2025-03-01"])]


def test_without_openpyxl_a_workbook_is_one_clear_line(tmp_path, monkeypatch):
    openpyxl = pytest.importorskip("openpyxl")
    openpyxl.Workbook().save(tmp_path / "logos.xlsx")
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(BadInputError, match="Save the sheet as CSV"):
        open_sheet(tmp_path / "logos.xlsx")
