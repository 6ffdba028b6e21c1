from itertools import islice

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from imports import candidates, sheet_of
from test_data_importing_reading_blocks import TEXTS

from churntui.data.importing.reading import delimited
from churntui.data.importing.reading.sheet import Block, Sheet
from churntui.plain.errors import BadInputError


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


def test_nul_bytes_do_not_stop_it(tmp_path):
    assert len(list(sheet_of(tmp_path, b"id,name\nA,x\0y\n").rows())) == 1


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
    assert not sheet.noticed.swallowed


def test_a_quote_that_closes_rows_later_is_told_by_its_line(tmp_path):
    sheet = sheet_of(tmp_path, 'id,name,day\nA,"x,1\nB,y,2\nC,z,3\nD,"w",4\nE,v,5\n')
    assert [line for line, _ in sheet.rows()] == [2, 6]
    assert sheet.noticed.swallowed == {2}


def test_a_note_with_commas_is_not_taken_for_rows(tmp_path):
    note = "Hello, all,\nwe leave.\n\nThanks, though, really,\nA"
    sheet = sheet_of(tmp_path, f'id,name,note\nA,x,y\nB,z,"{note}"\n')
    assert [cells[2] for _, cells in sheet.rows()] == ["y", note]
    assert not sheet.noticed.swallowed


def test_progress_ends_at_the_whole(tmp_path):
    said, text = [], "logo_id,name\nL1,Größe\n"
    list(sheet_of(tmp_path, text).rows(lambda *what: said.append(what)))
    size = len(text.encode())
    assert said[-1] == ("logos.csv", size, size)


def seen(sheet, passing):
    """The rows of a pass, and what it says of the others; or where it breaks off."""
    try:
        return list(passing(sheet)), sheet.noticed
    except BadInputError as error:
        return str(error)


def by_block(sheet):
    for block in sheet.blocks():
        yield from block.rows() if isinstance(block, Block) else block


HEADS = ["x,y\n", "x,y,\n", "sep=,\nx,y\n", '"x","y\n"\r\n', ",\nx,y\n"]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, size=st.integers(1, 40), head=st.sampled_from(HEADS))
@example(text='a\n"\na,a\na,a\na,"q"\n', size=1, head="x,y\n").via("the record above is narrower")
@example(text='"\na,a\na,a\na,"q"\n', size=1, head="x,y,\n").via("the header is wider than its names")
@example(text="a\nb\n", size=1, head='x,"y\n').via("the header is never closed")
def test_blocks_hold_the_rows_of_a_pass_row_by_row(tmp_path, monkeypatch, text, size, head):
    monkeypatch.setattr(delimited, "_BLOCK", size)
    path = tmp_path / "x.csv"
    path.write_text(head + text, "utf-8", newline="")
    assert seen(next(candidates(path)), by_block) == seen(next(candidates(path)), Sheet.rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_plain_file_comes_in_blocks_in_any_encoding(tmp_path, encoding):
    path = tmp_path / "x.csv"
    path.write_text("Title\n\nlogo,action\n" + "L1,Größe\n" * 20_000, encoding)
    _, sheet = islice(candidates(path), 2)
    told = []
    blocks = list(sheet.blocks(lambda *progress: told.append(progress)))
    assert all(isinstance(block, Block) for block in blocks)
    assert [row for block in blocks for row in block.rows()] == list(sheet.rows())
    assert told[-1] == ("x.csv", path.stat().st_size, path.stat().st_size)
