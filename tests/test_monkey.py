"""A short look at what a monkey does to the program; `bench/monkey.py` looks for longer."""

import pytest
from monkeys import acts, session
from ui_books import heard_book

from churntui.data.opening import open_book


def empty_book(path):
    with open_book(path):
        return path


def test_a_monkey_does_the_same_again_where_its_seed_is_the_same():
    assert [*acts(1, 300, 80, 24)] == [*acts(1, 300, 80, 24)]
    assert [*acts(1, 300, 80, 24)] != [*acts(2, 300, 80, 24)]


@pytest.mark.parametrize(
    ("seed", "make", "columns", "rows"),
    [(1, heard_book, 80, 24), (2, heard_book, 40, 10), (3, empty_book, 120, 36)],
)
def test_random_keys_break_nothing(tmp_path, seed, make, columns, rows):
    assert session(make(tmp_path / "book.db"), seed, 250, columns, rows).failure == ""
