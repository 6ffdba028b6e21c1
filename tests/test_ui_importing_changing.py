"""What a column becomes is picked: a field that is missing by its source; two that are called alike not at all."""

from __future__ import annotations

import pytest
from test_ui_importing_preview_page import about, at_column, picked, previewed
from ui_books import app_over, until

from churntui.data.opening import open_book


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "book.db"
    open_book(path).close()
    return path


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def test_a_field_that_is_missing_is_taken_from_a_column_and_another_is_left_out(path, folder):
    (folder / "kunden.csv").write_text("Kunde,Branche,Region,region\nAcme,Food,North,x\n")
    async with app_over(path).run_test(size=(120, 36)) as pilot:
        page = await previewed(pilot, "kunden.csv")
        await at_column(pilot, page, "Branche")
        await picked(pilot, "leave")
        assert [column.becomes for column in page.columns.rows if column.title == "Branche"] == [
            "left out, as you said"
        ]
        await at_column(pilot, page, "Region")
        await until(
            pilot,
            lambda: any("Two columns are called so" in note.message for note in pilot.app._notifications),
        )
        await at_column(pilot, page, "Kunde")
        await picked(pilot, "domain")
        missing = next(column for column in page.columns.rows if column.kind == "missing")
        assert missing.becomes == "needed: name"
        await at_column(pilot, page, "–")
        await picked(pilot, "Kunde")
        assert about(page).startswith("Nothing is kept yet: 1 new")
