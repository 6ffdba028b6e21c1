from imports import sheet_of

from churntui.data.importing.reading.sheet import in_memory


def test_blank_rows_and_footers_are_skipped_and_counted(tmp_path):
    sheet = sheet_of(tmp_path, 'id,name\nA,x\n,\n\nB,y\n\n"Total: 2"\nCopyright (c) someone\n')
    assert [cells[0] for _, cells in sheet.rows()] == ["A", "B"]
    assert sheet.noticed.skipped == 5


def test_a_lone_first_cell_among_the_rows_is_a_row(tmp_path):
    assert [cells for _, cells in sheet_of(tmp_path, "id,name\nA,x\nB\n").rows()] == [["A", "x"], ["B", ""]]


def test_ragged_rows_are_padded_and_trimmed_but_never_cut(tmp_path):
    sheet = sheet_of(tmp_path, "a,b,c\n1,2\n1,2,3,,\n1,2,3,4\n")
    assert [cells for _, cells in sheet.rows()] == [["1", "2", ""], ["1", "2", "3"], ["1", "2", "3", "4"]]


def test_a_sheet_can_be_passed_over_twice(tmp_path):
    sheet = sheet_of(tmp_path, "logo_id,name\nL1,Acme\n")
    assert list(sheet.rows()) == list(sheet.rows())


def test_rejects_that_come_back_and_tables_in_memory_come_by_rows(tmp_path):
    rejects = sheet_of(tmp_path, "logo,action,line,column,reason\nL1,a,2,action,odd\n")
    assert list(rejects.blocks()) == [[(2, ["L1", "a"])]]
    assert list(in_memory("x", ["a"], [["1"], ["2"]]).blocks()) == [[(2, ["1"]), (3, ["2"])]]
    assert list(in_memory("x", ["a"], []).blocks()) == []
