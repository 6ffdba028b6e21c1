"""The logos behind the figures of Survival."""

from __future__ import annotations

from survival_books import book, shown


def test_the_lists_behind_add_up_to_the_row():
    found = shown()
    for row in found.rows:
        active, lost = row.behind(book())
        assert (str(len(lost.members)), str(len(active.members))) == (row.line.cells[2], row.line.cells[6])
