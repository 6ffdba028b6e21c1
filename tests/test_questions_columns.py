"""A column is declared once, and says where it stands and what is read there."""

from __future__ import annotations

from churntui.questions.columns import Column, line, of_report, of_tab

COLUMNS = (
    Column[int]("Told", lambda row: f"{row} of 9", where="report"),
    Column[int]("How many", str, 5, short="Many", look=lambda row: "bad" if row > 5 else ""),
    Column[int]("Aside", str, 5, "tab", in_tab=lambda row: f"({row})"),
)


def test_a_column_stands_where_it_says():
    assert [column.title for column in of_report(COLUMNS)] == ["Told", "How many"]
    assert [column.heading.title for column in of_tab(COLUMNS)] == ["Many", "Aside"]


def test_a_line_is_its_names_and_a_cell_for_each_column_with_a_look_where_one_has_it():
    made = line(("2026 Q1", "Food"), of_tab(COLUMNS), 7, "dim")
    assert (made.cells, made.looks, made.look) == (("2026 Q1", "Food", "7", "(7)"), {2: "bad"}, "dim")
    assert line((), of_tab(COLUMNS), 3).looks == {}
