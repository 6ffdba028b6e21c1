"""Rejected rows come back as files: to be mended, beside one another, and never in place of what is to stay."""

import csv
from importlib import import_module

import pytest
from imports import CONTRACTS, LOGOS, TERM, counts, imported
from stores import names_in
from workbooks import xlsx

from churntui.data.importing import Options
from churntui.plain.errors import FullDiskError


def test_rejected_rows_come_back_mended(store, take, tmp_path):
    rejects = tmp_path / "rejects.csv"
    take(Options(rejects=rejects), logos=LOGOS, contracts=CONTRACTS + "C1,L1,,2025-01-01,,1.2.3,EUR,year\n")
    with rejects.open(newline="", encoding="utf-8") as file:
        header, row = csv.reader(file)
    assert header == [*CONTRACTS.strip().split(","), "line", "column", "reason"]
    assert row[8:10] == ["2", "amount"]
    rejects.write_text(rejects.read_text("utf-8").replace("1.2.3", "1200"), "utf-8")
    assert counts(imported(store, [rejects]).files[0]) == (1, 0, 0, 0)


def test_rejects_hold_letters_that_are_halves_as_marks(store, tmp_path):
    rows = tmp_path / "logos.jsonl"
    rows.write_text('{"logo_id": "L\\ud800", "name": "Acme", "fit": "b\\udc00"}\n', "utf-8")
    result = imported(store, [rows], Options(rejects=tmp_path / "rejects.csv"))
    assert result.rejected == 1
    assert "Acme" in (tmp_path / "rejects.csv").read_text("utf-8")


def test_rejects_may_take_the_place_of_the_file_they_come_from(store, take, tmp_path):
    take(logos=LOGOS)
    path = tmp_path / "mended.csv"
    rows = [f"C{nth},L1,,2025-01-01,,{'x' if nth == 0 else 12},EUR,year\n" for nth in range(5_000)]
    path.write_text(CONTRACTS + "".join(rows))
    result = imported(store, [path], Options(rejects=path))
    assert counts(result.files[0]) == (4_999, 0, 0, 1)
    assert path.read_text().count("\n") == 2


def test_a_run_that_comes_to_nothing_leaves_the_earlier_rejects(store, tmp_path, monkeypatch):
    (tmp_path / "logos.csv").write_text("logo_id,name,fit\nL1,A,odd\n")
    rejects = tmp_path / "rejects.txt"
    rejects.write_text("earlier")
    beside = names_in(tmp_path)

    def full(*_):
        raise FullDiskError("full")

    monkeypatch.setattr(import_module("churntui.data.importing.run"), "_log", full)
    with pytest.raises(FullDiskError):
        imported(store, [tmp_path / "logos.csv"], Options(rejects=rejects))
    assert (rejects.read_text(), names_in(tmp_path)) == ("earlier", beside)


def test_a_second_file_of_rejects_stands_beside_the_first(store, tmp_path):
    (tmp_path / "logos.csv").write_text("logo_id,name,fit\nL1,A,odd\n")
    (tmp_path / "rates.csv").write_text("currency,to_currency,rate\nEURO,USD,1\n")
    result = imported(store, [tmp_path], Options(rejects=tmp_path / "bad.csv"))
    assert [path.name for path in result.rejects] == ["bad.csv", "bad-logos.csv"]


def test_rejects_of_two_sheets_are_two_files(store, tmp_path):
    body = [TERM, ["A1", "Acme", "soon", None, 1, "EUR"]]
    (tmp_path / "book.xlsx").write_bytes(xlsx({"2025": body, "2026": body, "20/26": body}))
    result = imported(store, [tmp_path / "book.xlsx"], Options(rejects=tmp_path / "rejects.csv"))
    assert [path.name for path in result.rejects] == [
        "rejects.csv",
        "rejects-book-2026.csv",
        "rejects-book-20∕26.csv",
    ]
    assert all(path.read_text("utf-8").count("\n") == 2 for path in result.rejects)


def test_a_cell_that_says_nothing_is_shown_as_it_is_written(take):
    sheet = "Account Name,ARR (EUR),Start,End\nAcme,TBD,2026-01-01,2027-01-01\nBolt,,2026-01-01,2027-01-01\n"
    problems = take(tracker=sheet)["contracts"].problems
    assert [(problem.value, problem.reason) for problem in problems] == [
        ("TBD", "is needed"),
        ("", "is needed"),
    ]
