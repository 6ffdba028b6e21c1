import pytest
from hypothesis import given
from hypothesis import strategies as st
from imports import candidates, sheet_of

from churntui.data.importing.reading import markup
from churntui.data.importing.reading.opening import tables
from churntui.plain.errors import BadInputError

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta charset="utf-8"><style>td{color:red}</style>
<title>Report</title></head><body><table border=1>
<tr><th colspan=2>Accounts &amp; owners</th><th></th></tr>
<tr><th>Account ID<th>Account&nbsp;Name<th>Website</tr>
<tr><td>A1</td><td>Gr&ouml;&szlig;e<br>&amp; S&#246;hne</td><td><a href="https://x.example">x.example</a></td></tr>
<tr><td rowspan=2>A2</td><td> Tallinn\n  Freight </td><td></td></tr><tr><td>second</td><td>y</td></tr>
</table></body></html>"""

EXCEL_XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="Accounts"><Table><Row><Cell><Data ss:Type="String">logo_id</Data></Cell>
<Cell><Data ss:Type="String">name</Data></Cell><Cell><Data ss:Type="String">joined_on</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">A1</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="DateTime">2026-02-01T00:00:00.000</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="Empty"><Table/></Worksheet></Workbook>"""


def test_a_page_that_is_called_an_old_workbook_is_read(tmp_path):
    (tmp_path / "report.xls").write_text(PAGE, "utf-8")
    _, sheet, *_ = candidates(tmp_path / "report.xls")
    assert sheet.header == ("Account ID", "Account Name", "Website")
    assert [cells for _, cells in sheet.rows()] == [
        ["A1", "Größe\n& Söhne", "x.example"],
        ["A2", "Tallinn Freight", ""],
        ["", "second", "y"],
    ]


def test_the_xml_of_old_excels_is_read(tmp_path):
    sheet = sheet_of(tmp_path, EXCEL_XML, "x.xls")
    assert sheet.header == ("logo_id", "name", "joined_on")
    assert list(sheet.rows()) == [(3, ["A1", "", "2026-02-01T00:00:00.000"])]


def test_each_table_of_a_page_is_named(tmp_path):
    (tmp_path / "x.html").write_text(
        "<html><table><tr><td>a<table><tr><td>b</table></table><table><tr><td>c</table>"
    )
    assert [part.name for part in tables(tmp_path / "x.html")] == [
        "x.html › table 1",
        "x.html › table 2",
        "x.html › table 3",
    ]


def test_a_page_without_a_table_is_said_to_be_one(tmp_path):
    (tmp_path / "x.csv").write_text("<!DOCTYPE html><html><body>Please log in</body></html>")
    with pytest.raises(BadInputError, match="a page without a table"):
        list(tables(tmp_path / "x.csv"))


TAGS = st.sampled_from(
    "<table> </table> <tr> </tr> <td> </td> <td_colspan=3> <td_rowspan=9999999> <row_ss:index=99999999> <br> <style> "
    "<cell_ss:index=7> </style> <!-- --> <![CDATA[ x & <".replace("_", "\x0c").split(" ")
)


@given(st.lists(TAGS, max_size=30).map("".join))
def test_no_page_breaks_the_reader(page):
    for rows in markup.tables([page]).values():
        assert all(isinstance(cell, str) for row in rows for cell in row)
