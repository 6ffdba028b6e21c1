"""Single rows of `usage_day`, packed by SQLite and unpacked again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from used_books import FIRST, LOGOS, put
from used_books import cells as drawn

from churntui.data.activity import cells
from churntui.data.activity.cells import BLOCK
from churntui.data.opening import open_book


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_book(tmp_path_factory.mktemp("cells") / "book.db") as opened:
        opened.many(
            "INSERT INTO logo(id, ref, name) VALUES (?, ?, ?)", [(i, f"L{i}", f"L{i}") for i in LOGOS]
        )
        opened.many(
            "INSERT INTO action(id, name, qualifies) VALUES (?, ?, 1)", [(i, f"A{i}") for i in (1, 2, 3)]
        )
        yield opened


def read(store, days, actions=None):
    """Every cell, as it was put in."""
    found = {}
    for block in {logo // BLOCK for logo in LOGOS}:
        done = cells.read(store, block, days, actions)
        customers, logos = cells.named(done.who, block)
        columns = (column.tolist() for column in (logos, done.days, customers, done.actions, done.n))
        found |= {tuple(cell): n for *cell, n in zip(*columns, strict=True)}
    return found


@given(drawn, st.sampled_from([None, {1, 3}, set()]))
def test_cells_are_read_as_they_are_kept(store, rows, actions):
    store.rows("DELETE FROM usage_day")
    put(store, rows)
    days = FIRST + 20, FIRST + 90
    assert read(store, days, actions) == {
        cell: n
        for cell, n in rows.items()
        if days[0] <= cell[1] < days[1] and (actions is None or cell[3] in actions)
    }


def test_large_numbers_and_days_before_1970_have_room(store):
    store.rows("DELETE FROM usage_day")
    put(store, rows := {(3, -40_000, 2**31, 1): 2**40, (2050, 2_900_000 // 6, 1, 2): 1})
    assert read(store, (-(1 << 19), 1 << 19)) == rows
