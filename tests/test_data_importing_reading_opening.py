import gzip
import io
import os
import random
import zipfile
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest
from imports import candidates, sheet_of
from workbooks import Formula, xlsx

from churntui.data.importing.reading.opening import NO_DATA, LeftOut, tables
from churntui.plain.errors import BadInputError


@pytest.mark.parametrize("content", ["", "\n\n", " , \n,\n", b"\xef\xbb\xbf"])
def test_nothing_in_it_is_said(tmp_path, content):
    with pytest.raises(BadInputError, match="is empty"):
        sheet_of(tmp_path, content)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(BadInputError, match="cannot be read"):
        next(tables(tmp_path / "none.csv"))


def test_the_columns_of_rejected_rows_are_dropped_again(tmp_path):
    sheet = sheet_of(tmp_path, "logo_id,name,line,column,reason\nL1,A,7,name,is needed\n")
    assert sheet.header == ("logo_id", "name")
    assert list(sheet.rows()) == [(2, ["L1", "A"])]


def test_each_record_at_the_top_may_be_the_header(tmp_path):
    text = "Report,,\n\nlogo_id,name\nL1,Acme\n"
    (tmp_path / "x.csv").write_text(text)
    assert [(sheet.header, list(sheet.rows())) for sheet in candidates(tmp_path / "x.csv")] == [
        (("Report",), [(3, ["logo_id", "name"]), (4, ["L1", "Acme"])]),
        (("logo_id", "name"), [(4, ["L1", "Acme"])]),
        (("L1", "Acme"), []),
    ]


def test_a_file_is_opened_to_tell_its_format_to_find_its_header_and_to_load_it(tmp_path, monkeypatch):
    (tmp_path / "logos.csv").write_text("Titles\nand more\nlogo_id,name\nL1,Größe\n")
    opened, plain = [], Path.open
    monkeypatch.setattr(
        Path, "open", lambda path, *args, **how: opened.append(path) or plain(path, *args, **how)
    )
    with closing(candidates(tmp_path / "logos.csv")) as headed:
        *_, sheet = islice(headed, 3)
    assert len(opened) == 2
    assert [block.columns for block in sheet.blocks()] == [(["L1"], ["Größe"])]
    assert len(opened) == 3


ROWS = "logo_id,name\nL1,Größe\n"


def packed(members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def parts(path):
    """What is in a file: the name and first row of a table, the name and reason of what is left out."""
    for part in tables(path):
        if isinstance(part, LeftOut):
            yield part.name, part.reason, part.is_lost
        else:
            with closing(part.candidates()) as headed:
                yield part.name, next(next(headed).rows())[1]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logos.xls", ROWS.replace(",", "\t").encode("utf-16")),
        ("logos.xlsx", ROWS.encode()),
        ("logos.csv", xlsx({"S": [["logo_id", "name"], ["L1", "Größe"]]})),
        ("logos.json", b'[{"logo_id": "L1", "name": "Gr\xc3\xb6\xc3\x9fe"}]'),
        ("logos.dat", b'{"logo_id": "L1", "name": "Gr\xc3\xb6\xc3\x9fe"}\n' * 2),
        ("logos.csv", gzip.compress(ROWS.encode())),
        ("logos.csv.gz", gzip.compress(xlsx({"S": [["logo_id", "name"], ["L1", "Größe"]]}))),
        ("logos.xls", "<table><tr><td>logo_id<td>name<tr><td>L1<td>Größe</table>".encode()),
    ],
    ids=["tabs", "commas", "workbook", "json", "json lines", "gzip", "workbook in gzip", "page"],
)
def test_a_file_is_what_it_holds_and_not_what_it_is_called(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    assert [row for _, row in parts(tmp_path / name)] == [["L1", "Größe"]]


def test_each_member_of_a_zip_is_named(tmp_path):
    book = xlsx({"A": [["logo_id"], ["L1"]], "B": []})
    members = {
        "sub/../../logos.csv": ROWS,
        "old\\book.xlsx": book,
        "x.csv.gz": gzip.compress(ROWS.encode()),
        "readme.md": "hello",
        "__MACOSX/._logos.csv": "\0\5\x16\7",
        "inner.zip": packed({"logos.csv": ROWS}),
        "broken.xlsx": book[:-40],
    }
    (tmp_path / "x.zip").write_bytes(packed(members))
    assert list(parts(tmp_path / "x.zip")) == [
        ("x.zip › sub › logos.csv", ["L1", "Größe"]),
        ("x.zip › old › book.xlsx › A", ["L1"]),
        ("x.zip › old › book.xlsx › B", "is empty", False),
        ("x.zip › x.csv.gz", ["L1", "Größe"]),
        ("x.zip › readme.md", NO_DATA, False),
        ("x.zip › __MACOSX › ._logos.csv", NO_DATA, False),
        ("x.zip › inner.zip", "is a zip within a zip. Unpack it", True),
        (
            "x.zip › broken.xlsx",
            "is damaged: File is not a zip file. Get it once more, or save it as CSV",
            True,
        ),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (gzip.compress(ROWS.encode())[:-9], "is damaged"),
        (gzip.compress(gzip.compress(ROWS.encode())), "packed twice"),
        (packed({}), "is empty"),
        (packed({"word/document.xml": ""}), "a Word document"),
        (gzip.compress(b"logo_id,name\n" * 10_000_000), "200 times its packed size"),
    ],
    ids=["cut", "twice", "none", "word", "bomb"],
)
def test_packed_files_that_cannot_be_taken_are_one_clear_line(tmp_path, content, said):
    (tmp_path / "x.gz").write_bytes(content)
    with pytest.raises(BadInputError, match=said):
        list(parts(tmp_path / "x.gz"))


def test_a_member_that_is_protected_is_said_to_be(tmp_path):
    content = bytearray(packed({"logos.csv": ROWS}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "x.zip").write_bytes(content)
    assert [reason for _, reason, _ in parts(tmp_path / "x.zip")] == [
        "is protected by a password. Save it without one, or save the rows as CSV"
    ]


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadInputError, match="is no file"):
        list(tables(tmp_path / "pipe"))


GOOD = {
    "book.xlsx": xlsx(
        {"Logos": [["logo_id", "name", "arr"], ["A", "Acme", 12.5], ["B", "Bolt", Formula("1+1")]]}
    ),
    "rows.zip": packed({"logos.csv": ROWS * 20, "more.json": '[{"logo_id": "A"}]'}),
    "rows.gz": gzip.compress(ROWS.encode() * 20),
    "rows.json": b'{"data": [{"logo_id": "A", "properties": {"name": "Acme"}}, {"logo_id": "B"}]}',
    "rows.jsonl": b'{"logo_id": "A", "x": {"y": [1, 2]}}\n{"logo_id": "B"}\n',
    "rows.xls": b"<html><table><tr><td>logo_id<td>name<tr><td rowspan=2>A<td>Acme</table></html>",
    "rows.csv": ROWS.encode("utf-16"),
    "old.xls": (Path(__file__).parents[1] / "fixtures" / "messy" / "old.xls").read_bytes(),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_was_damaged_on_its_way_is_read_or_refused(tmp_path, name):
    chance, refused = random.Random(12), []  # the same damage in each run
    for _ in range(20 if name == "old.xls" else 150):
        content = bytearray(GOOD[name])
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(content))
            content[at : at + chance.choice((0, 1, 1, 1, 9))] = chance.randbytes(
                chance.choice((0, 1, 1, 1, 5))
            )
        (tmp_path / name).write_bytes(content)
        try:
            for part in tables(tmp_path / name):
                if not isinstance(part, LeftOut):
                    with closing(part.candidates()) as headed:
                        for sheet in headed:
                            assert all(isinstance(cell, str) for _, cells in sheet.rows() for cell in cells)
        except BadInputError as error:
            refused.append(str(error))
    assert not [said for said in refused if "\n" in said]
