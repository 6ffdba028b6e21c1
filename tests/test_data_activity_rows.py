"""What is kept of actions, counted."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from used_books import cells, fill

from churntui.data import activity
from churntui.data.activity import rows
from churntui.data.activity.year_bits import GRIDS, YearBits
from churntui.data.opening import open_book


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_book(tmp_path_factory.mktemp("presence") / "book.db") as opened:
        yield opened


@settings(max_examples=40)
@given(cells)
def test_actions_tell_how_often_and_by_how_many(store, drawn):
    fill(store, drawn)
    expected = []
    for action, name, is_set in ((2, "export", True), (3, "login", False), (1, "send", True)):
        done = {(logo, who): n for (logo, _, who, which), n in drawn.items() if which == action and n}
        times = sum(n for (_, _, _, which), n in drawn.items() if which == action)
        expected.append((action, name, is_set, times, len({one for one in done if one[1]})))
    assert activity.actions(store) == expected


@given(st.lists(st.integers(0, 300) | st.integers(0, 2**62)))
def test_numbers_are_kept_in_as_few_bytes_as_hold_them(numbers):
    blob = rows.narrowed(np.array(numbers, np.int64))
    assert rows.widened(blob, len(numbers)).tolist() == numbers
    assert len(blob) <= 8 * len(numbers)
    assert len(blob) == len(numbers) or max(numbers, default=0) > 255


@pytest.mark.parametrize("grid", GRIDS)
@pytest.mark.parametrize("between", [[1, 3], [1, 2]])
def test_a_row_says_what_it_was_made_of(grid, between):
    words = [np.array(bits, np.uint64) for bits in ([3, 2], [1, 2], between)]
    made = YearBits(np.array([4, 70_000]), np.array([-5, 20_000]), *words)
    kept = rows.bits_of(rows.row(1, 54, grid, 9, made))
    assert [column.tolist() for column in (kept.places, kept.active, kept.acted, kept.between)] == [
        [4, 70_000],
        [3, 2],
        [1, 2],
        between,
    ]
    assert kept.until.tolist() == ([-5, 20_000] if grid == "month" else [0, 0]), "days are those of months"
