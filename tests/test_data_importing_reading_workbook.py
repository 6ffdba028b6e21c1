import io
import zipfile
from datetime import date

import pytest
from imports import candidates, imported, sheet_of
from workbooks import Formula, xlsx

from churntui.data.importing.reading import faults, workbook
from churntui.data.importing.reading.opening import LeftOut, tables
from churntui.data.importing.reading.sheet import UnknownCell
from churntui.plain.errors import BadInputError

HEAD = ["logo_id", "amount", "joined_on", "live"]


def rows(tmp_path, *body, **how):
    content = xlsx({"Accounts": [HEAD, *body]}, **how)
    return [cells for _, cells in sheet_of(tmp_path, content, "logos.xlsx").rows()]


def test_ids_days_and_amounts_are_what_the_sheet_shows(tmp_path):
    assert rows(
        tmp_path,
        [18823340011, 18500.5, date(2026, 2, 1), True],
        ["00123", 33333.3300000001, date(2027, 1, 31), False],
        [7.0, 0.1 + 0.2, date(2024, 2, 29), None],
    ) == [
        ["18823340011", "18500.5", "2026-02-01", "TRUE"],
        ["00123", "33333.33", "2027-01-31", "FALSE"],
        ["7", "0.3", "2024-02-29", ""],
    ]


def test_days_of_the_system_of_1904_are_the_same_days(tmp_path):
    assert rows(tmp_path, ["A", 1, date(2026, 2, 1)], system_1904=True)[0][2] == "2026-02-01"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (96000.0, "96000"),
        (-0.5, "-0.5"),
        (123456789012.34, "123456789012.34"),
        (2666.6666666666665, "2666.66666666667"),
        (0.0000387, "0.0000387"),
        (1.234, "1.2340"),  # not 1234, as a German would read it
        (68.66499999999999, "68.6650"),
        (999999999999999.0, "999999999999999"),
    ],
)
def test_numbers_are_written_in_full_and_without_noise(value, written):
    assert workbook.text(value) == written
    assert not isinstance(workbook.text(value), UnknownCell)


def test_a_number_that_has_lost_digits_is_no_id(tmp_path):
    cell = rows(tmp_path, [188233400111234567.0, 1])[0][0]
    assert isinstance(cell, UnknownCell)
    assert "15 digits" in cell.reason


@pytest.mark.parametrize("fault", [Formula("EDATE(A2,12)"), Formula("EDATE(A2,12)", ""), "#REF!", "#DIV/0!"])
def test_a_formula_without_a_result_and_an_error_are_never_blank(tmp_path, fault):
    cell = rows(tmp_path, ["A", 5, fault, True])[0][2]
    assert isinstance(cell, UnknownCell)
    assert cell.reason


def test_what_a_formula_came_to_is_taken(tmp_path):
    assert rows(tmp_path, ["A", Formula("8000*12", "96000"), Formula('IF(1,"","x")', "", "str"), "#N/A"]) == [
        ["A", "96000", "", "#N/A"]
    ]


def test_a_zero_that_waits_to_be_counted_is_no_result(tmp_path):
    body = ["A", Formula("8000*12", "0")]
    assert rows(tmp_path, body)[0][1] == "0"
    assert isinstance(rows(tmp_path, body, counts_later=True)[0][1], UnknownCell)


def test_rows_and_columns_above_and_beside_the_table_keep_their_numbers(tmp_path):
    content = xlsx({"S": [[], [None, "Report"], [], [None, "logo_id", "name"], [None, "A", Formula("B1")]]})
    (tmp_path / "x.xlsx").write_bytes(content)
    _, sheet, _ = candidates(tmp_path / "x.xlsx")
    assert sheet.header == ("logo_id", "name")
    assert list(sheet.rows()) == [(5, ["A", "=B1"])]


def test_every_sheet_is_named(tmp_path):
    content = xlsx(
        {"Logos": [["logo_id"], ["A"]], "Old": [["x"]], "None": [], "A & B": [["y"]]}, hidden=["Old"]
    )
    (tmp_path / "x.xlsx").write_bytes(content)
    named = [
        (part.name, part.reason[:9] if isinstance(part, LeftOut) else "")
        for part in tables(tmp_path / "x.xlsx")
    ]
    assert named == [
        ("x.xlsx › Logos", ""),
        ("x.xlsx › Old", "is hidden"),
        ("x.xlsx › None", "is empty"),
        ("x.xlsx › A & B", ""),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (xlsx({"S": [["a"]]})[:-30], "is damaged"),
        (b"PK\x03\x04 not at all", "is damaged"),
    ],
    ids=["cut", "zip"],
)
def test_what_cannot_be_read_is_one_clear_line(tmp_path, content, said):
    (tmp_path / "x.xlsx").write_bytes(content)
    with pytest.raises(BadInputError, match=said):
        list(tables(tmp_path / "x.xlsx"))


def test_a_cell_far_out_is_refused_before_memory_is(tmp_path):
    content = xlsx({"S": [["a"]]}, beyond='<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    (tmp_path / "x.xlsx").write_bytes(content)
    with pytest.raises(BadInputError, match="row 1048576, column 16384"):
        list(tables(tmp_path / "x.xlsx"))


def test_progress_is_told_and_ends_at_the_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "_REPORT_EVERY", 10)
    content = xlsx({"S": [["logo_id"], *[[f"L{n}"] for n in range(50)]]})
    said = []
    list(sheet_of(tmp_path, content, "x.xlsx").rows(lambda *what: said.append(what)))
    assert [done for _, done, _ in said] == sorted(done for _, done, _ in said)
    assert said[-1] == ("x.xlsx › S", len(content), len(content))
    assert len(said) == 6


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:body><office:spreadsheet>
<table:table table:name="Logos"><table:table-row>
<table:table-cell office:value-type="string"><text:p>logo_id</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>joined_on</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="float" office:value="18823340011"/>
{cell}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def ods(cell):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS.replace("\n", "").replace("{cell}", cell))
    return target.getvalue()


MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def test_a_workbook_of_libreoffice_is_read(tmp_path):
    sheet = sheet_of(
        tmp_path, ods('<table:table-cell office:value-type="date" office:date-value="2026-02-01"/>'), "x.ods"
    )
    assert (sheet.name, sheet.header) == ("x.ods › Logos", ("logo_id", "joined_on"))
    assert list(sheet.rows()) == [(2, ["18823340011", "2026-02-01"])]


def test_errors_that_are_not_told_apart_from_blanks_are_refused(tmp_path):
    (tmp_path / "x.ods").write_bytes(
        ods('<table:table-cell office:value-type="string" calcext:value-type="error"/>')
    )
    with pytest.raises(BadInputError, match="formulas in error"):
        list(tables(tmp_path / "x.ods"))


@pytest.mark.parametrize(
    ("records", "has_error"), [(b"\x02\x0c" + b"\3" * 12, False), (b"\0\x01a\x0b\2ab", True)]
)
def test_errors_are_seen_in_the_records_of_binary_sheets(records, has_error):
    assert faults._has_error(records) is has_error


def test_bare_numbers_of_days_are_counted_from_where_the_workbook_says(store, tmp_path):
    head = ["Account", "Start", "End", "ARR", "Currency"]
    sheet = {"S": [head, ["A", 44651, 45016, 5, "EUR"]]}
    (tmp_path / "s.xlsx").write_bytes(xlsx(sheet, system_1904=True))
    imported(store, [tmp_path / "s.xlsx"])
    assert store.rows("SELECT starts_on, ends_on FROM contract") == [("2026-04-01", "2027-04-01")]


def test_a_name_merged_with_the_cells_below_is_that_of_each_and_an_amount_is_not(tmp_path):
    merged = '<mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/></mergeCells>'
    content = xlsx(
        {"Accounts": [["name", "amount"], ["Acme", "EUR 5"], [None, None], [None, 7]]}, beyond=merged
    )
    found = [cells for _, cells in sheet_of(tmp_path, content, "logos.xlsx").rows()]
    assert found == [["Acme", "EUR 5"], ["Acme", ""], ["", "7"]]
