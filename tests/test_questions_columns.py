"""Columns declared once: what of them stands in a report, and what in a tab."""

from __future__ import annotations

from churntui.questions.columns import Column, headings, line, table

COLUMNS = (
    Column[int]("Name", lambda n: f"n{n}", 9, align="left"),
    Column[int]("Share", lambda n: f"{n}/4", where="report"),
    Column[int]("Number", str, 5, short="No.", look=lambda n: "bad" if n > 3 else ""),
    Column[int]("Twice", lambda n: str(2 * n), 5, "tab"),
)


def test_a_report_and_a_tab_have_their_own_columns_in_the_order_they_are_declared():
    made = table("numbers", COLUMNS, (1, 4))
    assert (made.header, made.rows) == (("Name", "Share", "Number"), (("n1", "1/4", "1"), ("n4", "4/4", "4")))
    assert made.right == {1, 2}
    assert [(one.title, one.width, one.align) for one in headings(COLUMNS)] == [
        ("Name", 9, "left"),
        ("No.", 5, "right"),
        ("Twice", 5, "right"),
    ]


def test_a_cell_keeps_its_look_after_the_cells_that_stand_before():
    assert line((), COLUMNS, 1).looks == {}
    cells = line(("2026",), COLUMNS, 4, "dim")
    assert cells.cells == ("2026", "n4", "4", "8")
    assert (cells.looks, cells.look) == ({2: "bad"}, "dim")
