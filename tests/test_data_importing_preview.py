"""A preview says what an import would come to, and leaves nothing behind."""

from __future__ import annotations

import pytest

from churntui.data.importing import Options
from churntui.data.importing.preview import FIRST, preview, take
from churntui.data.opening import open_book
from churntui.plain.errors import ChurnError

DEALS = "Contract ID,Account Name,Contract Start,Contract End,ARR,Currency\n"


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        yield store


def deals(tmp_path, rows):
    file = tmp_path / "deals.csv"
    file.write_text(DEALS + "".join(f"{row}\n" for row in rows))
    return file


def test_it_comes_to_what_the_import_then_does_and_keeps_nothing(store, tmp_path):
    file = deals(tmp_path, [f"D-{n},Acme {n},2026-01-01,2027-01-01,{n}000,EUR" for n in range(1, 15)])
    seen = preview(store, [file], Options())
    assert store.scalar("SELECT count(*) FROM logo") == 0
    assert store.scalar("SELECT count(*) FROM import_run") == 0
    (first,) = seen.first.values()
    assert [row.line for row in first] == [*range(2, 2 + FIRST)]
    assert first[0].values["starts_on"] == "2026-01-01"
    assert (first[0].values["logo"], first[0].values["ARR"], first[0].state) == ("Acme 1", "1000.00", "added")
    done = take(store, [file], Options())
    assert [file.added for file in done.files] == [file.added for file in seen.result.files] == [14]


def test_a_row_that_is_not_taken_says_why(store, tmp_path):
    file = deals(tmp_path, ["D-1,Acme,2026-01-01,2027-01-01,1000,EUR", "D-2,Borea,never,2027-01-01,1000,EUR"])
    seen = preview(store, [file], Options())
    (first,) = seen.first.values()
    assert [bool(row.why_not) for row in first] == [False, True]
    assert "Contract Start" in first[1].why_not


def test_the_columns_of_each_file_are_told_with_what_they_say_and_become(store, tmp_path):
    file = tmp_path / "logos.csv"
    file.write_text("Account ID,Account Name,Region,Note\nA1,Acme,,x\nA2,Bolt,North,\n")
    (sheet,) = preview(store, [file], Options(own=("Region",))).sheets.values()
    assert dict(zip(sheet.header, sheet.examples, strict=True)) == {
        "Account ID": "A1", "Account Name": "Acme", "Region": "North", "Note": "x",
    }  # fmt: skip
    assert sheet.mapping.at == {"logo_id": 0, "name": 1}
    assert sheet.own == {"Region"}
    file.write_text("Tracker\nWer,Was\nAcme,x\n")
    (unknown,) = preview(store, [file], Options()).sheets.values()
    assert (unknown.header, unknown.mapping) == (("Wer", "Was"), None)


def test_files_of_which_nothing_can_be_taken_are_told_and_a_missing_one_refused(store, tmp_path):
    file = tmp_path / "some.csv"
    file.write_text("a,b\n1,2\n")
    seen = preview(store, [file], Options())
    assert seen.result.files == ()
    assert len(seen.result.unread) == 1
    with pytest.raises(ChurnError):
        preview(store, [tmp_path / "nowhere.csv"], Options())
