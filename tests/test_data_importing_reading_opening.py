from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest
from imports import sheet_of

from churntui.data.importing.reading.opening import sheets
from churntui.plain.errors import BadInputError


@pytest.mark.parametrize("content", ["", "\n\n", " , \n,\n", b"\xef\xbb\xbf"])
def test_nothing_in_it_is_said(tmp_path, content):
    with pytest.raises(BadInputError, match="is empty"):
        sheet_of(tmp_path, content)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(BadInputError, match="cannot be read"):
        next(sheets(tmp_path / "none.csv"))


def test_the_columns_of_rejected_rows_are_dropped_again(tmp_path):
    sheet = sheet_of(tmp_path, "logo_id,name,line,column,reason\nL1,A,7,name,is needed\n")
    assert sheet.header == ("logo_id", "name")
    assert list(sheet.rows()) == [(2, ["L1", "A"])]


def test_each_record_at_the_top_may_be_the_header(tmp_path):
    text = "Report,,\n\nlogo_id,name\nL1,Acme\n"
    (tmp_path / "x.csv").write_text(text)
    assert [(sheet.header, list(sheet.rows())) for sheet in sheets(tmp_path / "x.csv")] == [
        (("Report",), [(3, ["logo_id", "name"]), (4, ["L1", "Acme"])]),
        (("logo_id", "name"), [(4, ["L1", "Acme"])]),
        (("L1", "Acme"), []),
    ]


def test_a_file_is_opened_once_to_find_its_header_and_once_to_load_it(tmp_path, monkeypatch):
    (tmp_path / "logos.csv").write_text("Titles\nand more\nlogo_id,name\nL1,Größe\n")
    opened, plain = [], Path.open
    monkeypatch.setattr(
        Path, "open", lambda path, *args, **how: opened.append(path) or plain(path, *args, **how)
    )
    with closing(sheets(tmp_path / "logos.csv")) as candidates:
        *_, sheet = islice(candidates, 3)
    assert len(opened) == 1
    assert [block.columns for block in sheet.blocks()] == [(["L1"], ["Größe"])]
    assert len(opened) == 2
