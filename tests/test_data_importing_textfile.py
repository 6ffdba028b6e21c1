import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profiles import examples
from test_data_importing_blocks import TEXTS

from churntui.data.importing import read, textfile
from churntui.data.importing.blocks import Block
from churntui.errors import BadInputError


def seen(sheet, passing):
    """The rows of a pass, and what it says of the others; or where it breaks off."""
    try:
        return list(passing(sheet)), sheet.counted.skipped, sheet.swallowed
    except BadInputError as error:
        return str(error)


def by_block(sheet):
    for block in sheet.blocks():
        yield from block.rows() if isinstance(block, Block) else block


@settings(
    max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=TEXTS, size=st.integers(1, 40), head=st.sampled_from(["x,y\n", "sep=,\nx,y\n", '"x","y\n"\r\n']))
def test_blocks_hold_the_rows_of_a_pass_row_by_row(tmp_path, monkeypatch, text, size, head):
    monkeypatch.setattr(textfile, "_BLOCK", size)
    path = tmp_path / "x.csv"
    path.write_text(head + text, "utf-8", newline="")
    assert seen(read.open_sheet(path), by_block) == seen(read.open_sheet(path), read.Sheet.rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_plain_file_comes_in_blocks_in_any_encoding(tmp_path, encoding):
    path = tmp_path / "x.csv"
    path.write_text("Title\n\nlogo,action\n" + "L1,Größe\n" * 20_000, encoding)
    sheet = read.open_sheet(path).below(2)
    told = []
    blocks = list(sheet.blocks(lambda *progress: told.append(progress)))
    assert all(isinstance(block, Block) for block in blocks)
    assert [row for block in blocks for row in block.rows()] == list(sheet.rows())
    assert told[-1] == ("x.csv", path.stat().st_size, path.stat().st_size)


def test_rejects_that_come_back_and_tables_in_memory_come_by_rows(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("logo,action,line,column,reason\nL1,a,2,action,odd\n")
    assert list(read.open_sheet(path).blocks()) == [[(2, ["L1", "a"])]]
    assert list(read.in_memory("x", ["a"], [["1"], ["2"]]).blocks()) == [[(2, ["1"]), (3, ["2"])]]
    assert list(read.in_memory("x", ["a"], []).blocks()) == []
