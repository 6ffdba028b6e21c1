"""Tables on their way out, read back by the programs they are for."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.plain.sheets import Sheet
from churntui.plain.text import cells

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"))


def sheet(*rows, right=()):
    return Sheet("names", ("Logo", "ARR"), rows, frozenset(right))


def read(text):
    return list(csv.reader(io.StringIO(text, newline="")))


@given(st.lists(st.tuples(CELLS, CELLS)))
def test_csv_is_read_back_but_for_the_apostrophe_of_formulas(rows):
    back = read(sheet(*rows).csv())
    assert back[0] == ["Logo", "ARR"]
    assert [[cell.removeprefix("'") for cell in row] for row in back[1:]] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd", "-a", "\t=1", "\r=1", "\n=1"])
def test_no_cell_runs_in_a_spreadsheet(cell):
    (_, row) = read(sheet((cell, "")).csv())
    assert row[0].startswith("'")


@pytest.mark.parametrize("cell", ["-12", "-1.5", "+3", "−12", "a=b"])
def test_numbers_stay_numbers(cell):
    (_, row) = read(sheet((cell, "")).csv())
    assert row[0] == cell


def test_a_lone_carriage_return_does_not_end_a_row():
    assert read(sheet(("two\rlines", "1")).csv())[1] == ["two\nlines", "1"]


def test_markdown_keeps_one_line_for_each_row():
    text = sheet(("a|b\\c", "1"), ("two\r\nlines", "2"), right={1}).markdown()
    assert text.splitlines() == [
        "| Logo | ARR |",
        "| --- | ---: |",
        "| a\\|b\\\\c | 1 |",
        "| two<br>lines | 2 |",
    ]


def test_text_is_aligned_by_columns_of_a_terminal():
    lines = sheet(("青空フーズ", "9"), ("Nordwind", "1,200"), right={1}).text().splitlines()
    assert lines == ["Logo          ARR", "青空フーズ      9", "Nordwind    1,200"]
    assert len({cells(line) for line in lines}) == 1


def test_text_holds_no_control_character():
    assert "\x1b" not in sheet(("\x1b[2Jx", "1")).text()


def test_a_table_without_rows_is_its_header():
    assert sheet().text() == "Logo  ARR"
    assert read(sheet().csv()) == [["Logo", "ARR"]]
