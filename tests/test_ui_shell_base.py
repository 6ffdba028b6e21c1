"""How a book was opened, as far as the places tell it."""

from datetime import date
from pathlib import Path

import pytest

from churntui.ui.shell.base import Opening

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("opening", "command"),
    [
        (Opening(Path("book.db"), DAY, is_default=True), "churntui import contracts.csv"),
        (Opening(Path("mine.db"), DAY), "churntui import contracts.csv --file mine.db"),
        (Opening(Path("my book.db"), DAY), "churntui import contracts.csv --file 'my book.db'"),
    ],
)
def test_an_import_goes_into_the_book_in_view(opening, command):
    assert opening.importing("contracts.csv") == command
