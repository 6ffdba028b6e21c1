"""Workbooks of Excel and LibreOffice, written cell by cell: what no program would write, too."""

import io
import zipfile
from dataclasses import dataclass
from datetime import date
from html import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

TYPES = f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""

ROOT = f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""

STYLES = f"""<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="{{format}}"/></numFmts>
<fonts count="1"><font/></fonts><fills count="1"><fill/></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="3"><xf numFmtId="0"/>
<xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="170" applyNumberFormat="1"/></cellXfs></styleSheet>"""


@dataclass(frozen=True)
class Formula:
    """A formula as it is kept."""

    text: str
    stored: str | None = None
    """Its result; an empty one is that of openpyxl, None what is not there at all."""
    kind: str = "n"


class Money(float):
    """A number in a format of its own."""


def letters(column):
    """The name of a column, from 0."""
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def xlsx(sheets, *, hidden=(), system_1904=False, counts_later=False, charts=(), beyond="", money="0"):
    """The bytes of an .xlsx, of rows by the titles of its sheets; beyond is XML after their rows, money
    the format of `Money`.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", ROOT)
        archive.writestr("xl/styles.xml", STYLES.replace("{format}", escape(money, quote=True)))
        names = [*sheets, *charts]
        listed = "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"'
            + (' state="hidden"/>' if name in hidden else "/>")
            for n, name in enumerate(names, 1)
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{int(system_1904)}"/>'
            f'<sheets>{listed}</sheets><calcPr fullCalcOnLoad="{int(counts_later)}"/></workbook>',
        )
        kinds = ["worksheet"] * len(sheets) + ["chartsheet"] * len(charts)
        relations = "".join(
            f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{kind}s/sheet{n}.xml"/>'
            for n, kind in enumerate(kinds, 1)
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
            f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        )
        for n, rows in enumerate(sheets.values(), 1):
            epoch = date(1904, 1, 1) if system_1904 else date(1899, 12, 30)
            with archive.open(f"xl/worksheets/sheet{n}.xml", "w") as sheet:
                sheet.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
                for number, row in enumerate(rows, 1):
                    cells = "".join(_cell(number, column, value, epoch) for column, value in enumerate(row))
                    sheet.write(f'<row r="{number}">{cells}</row>'.encode())
                sheet.write(f"{beyond}</sheetData></worksheet>".encode())
        for n, _ in enumerate(charts, len(sheets) + 1):
            archive.writestr(f"xl/chartsheets/sheet{n}.xml", f'<chartsheet xmlns="{_MAIN}"/>')
    return target.getvalue()


def _cell(row, column, value, epoch):  # noqa: PLR0911 - one for each kind
    place = f'r="{letters(column)}{row}"'
    match value:
        case None | "":
            return ""
        case Formula(text, None, kind):
            return f'<c {place} t="{kind}"><f>{escape(text)}</f></c>'
        case Formula(text, stored, kind):
            return f'<c {place} t="{kind}"><f>{escape(text)}</f><v>{escape(stored)}</v></c>'
        case bool():
            return f'<c {place} t="b"><v>{int(value)}</v></c>'
        case date():
            return f'<c {place} s="1"><v>{(value - epoch).days}</v></c>'
        case Money():
            return f'<c {place} s="2"><v>{float(value)!r}</v></c>'
        case int() | float():
            return f"<c {place}><v>{value!r}</v></c>"
        case str() if value.startswith("#"):
            return f'<c {place} t="e"><v>{value}</v></c>'
        case _:
            return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
