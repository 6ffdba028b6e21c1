"""Which of the files that were named are tables, and of what."""

from datetime import date
from pathlib import Path

import pytest
from imports import LOGOS, TERM, counts, imported, reasons
from workbooks import Formula, xlsx

from churntui.data.importing import Options
from churntui.plain.errors import BadInputError, NotFoundError


def test_headers_match_without_case_spaces_underscores_and_by_synonym(store, take):
    take(accounts='Account ID,COMPANY-NAME,Vertical,Number of Employees\nA1,Acme,Food,"1,200"\n')
    assert store.one("SELECT ref, name, industry, employees FROM logo") == ("A1", "Acme", "Food", 1200)


def test_what_is_not_recognised_is_told_and_does_not_stop_the_rest(store, tmp_path):
    (tmp_path / "logos.csv").write_text(LOGOS)
    (tmp_path / "other.csv").write_text("colour,shape\nred,round\n")
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "notes.txt").write_text("not looked at in a folder")
    result = imported(store, [tmp_path])
    assert [one.table for one in result.files] == ["logos"]
    assert [Path(one.path).name for one in result.unread] == ["empty.csv", "other.csv"]
    assert "colour, shape" in result.unread[1].notes[0]


def test_nothing_to_read_is_an_error(store, tmp_path):
    (empty := tmp_path / "in").mkdir()
    with pytest.raises(BadInputError, match="no file there"):
        imported(store, [empty])
    (tmp_path / "other.csv").write_text("colour,shape\nred,round\n")
    with pytest.raises(BadInputError, match="not recognised"):
        imported(store, [tmp_path])
    with pytest.raises(NotFoundError, match="no file or folder"):
        imported(store, [tmp_path / "none"])
    with pytest.raises(NotFoundError, match="ravenstack"):
        imported(store, [tmp_path], Options(source="nobody"))


def test_every_sheet_of_a_workbook_is_taken_or_named(store, tmp_path):
    books = {
        "Read me": [["Accounts of 2026"], ["Ask Ines"]],
        "Contracts": [
            ["Renewals as of November"],
            [],
            TERM,
            ["A1", "Acme", date(2026, 2, 1), date(2027, 2, 1), 96000, "EUR"],
            ["A2", "Bolt", date(2026, 1, 15), Formula("EDATE(C5,12)"), 33333.3300000001, "EUR"],
            ["A2", "Bolt", date(2026, 1, 15), date(2027, 1, 15), 33333.3300000001, "EUR"],
        ],
        "Accounts": [["Account ID", "Account Name"], ["A1", "Acme"], ["A2", "Bolt"]],
        "Pivot": [["Quarter", "Sum of logos"], ["Q1", 3]],
        "Old": [TERM, ["A9", "Old", date(2020, 1, 1), date(2021, 1, 1), 1, "EUR"]],
    }
    (tmp_path / "book.xlsx").write_bytes(xlsx(books, hidden=["Old"]))
    result = imported(store, [tmp_path / "book.xlsx"])
    assert [(Path(file.path).name, file.table, counts(file)) for file in result.files] == [
        ("book.xlsx › Accounts", "logos", (2, 0, 0, 0)),
        ("book.xlsx › Contracts", "contracts", (2, 0, 0, 1)),
    ]
    ((line, column, reason),) = reasons(result.files[1])
    assert (line, column) == (5, "End Date")
    assert "formula without a stored result" in reason
    assert [Path(file.path).name for file in result.unread] == ["book.xlsx › Pivot"]
    assert [Path(file.path).name for file in result.ignored] == ["book.xlsx › Read me", "book.xlsx › Old"]
    assert store.rows("SELECT ends_on, amount_minor FROM contract ORDER BY starts_on") == [
        ("2027-01-15", 3333333),
        ("2027-02-01", 9600000),
    ]


def test_nothing_in_a_folder_is_passed_over_in_silence(store, tmp_path):
    folder = tmp_path / "in"
    (folder / "more").mkdir(parents=True)
    for name in ("notes.txt", ".hidden.csv", "~$book.xlsx", "broken.zip"):
        (folder / name).write_text("PK\x03\x04")
    (folder / "logos.csv").write_text("logo_id,name\nA1,Acme\n")
    result = imported(store, [folder])
    assert [Path(file.path).name for file in result.files] == ["logos.csv"]
    assert [Path(file.path).name for file in result.ignored] == [
        ".hidden.csv",
        "more",
        "notes.txt",
        "~$book.xlsx",
    ]
    assert [Path(file.path).name for file in result.unread] == ["broken.zip"]
    assert all(file.notes[0] for file in (*result.ignored, *result.unread))


@pytest.mark.parametrize(
    "above",
    [
        "Customers\n",
        "Customer report\nExported 2026-11-28 by Ines\n\n",
        "Company name,Umbrella\nCurrency,EUR\n\n",
        "Customer,,Contract,,,\n",
        "".join(f"Filter {n},all\n" for n in range(12)),
    ],
)
def test_titles_above_the_header_do_not_hide_it(store, tmp_path, above):
    rows = f"{','.join(TERM)}\nA1,Acme,2026-02-01,2027-02-01,96000,EUR\n"
    (tmp_path / "export.csv").write_text(above + rows)
    (file,) = imported(store, [tmp_path / "export.csv"]).files
    assert (file.table, counts(file)) == ("contracts", (1, 0, 0, 0))
    assert store.scalar("SELECT name FROM logo") == "Acme"


def test_a_summary_by_owner_is_no_list_of_accounts(store, tmp_path):
    (tmp_path / "a.csv").write_text("CSM,Accounts,ARR\nDana,12,5\nKim,7,6\n")
    (tmp_path / "b.csv").write_text("CSM,Accounts\nDana,Acme\nKim,3M\n")
    result = imported(store, [tmp_path])
    assert [file.table for file in result.files] == ["logos"]
    assert result.unread[0].notes == ("counts accounts and names none: a summary is no list of them",)
    assert store.rows("SELECT name FROM logo ORDER BY name") == [("3M",), ("Acme",)]


def test_what_stands_above_an_unknown_header_is_not_taken_for_it(store, tmp_path):
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("Our list,,,\n,,,\nFoo,Bar,Baz,Qux\n1,2,3,4\n")
    with pytest.raises(BadInputError, match=r"not recognised by its headers \(Foo, Bar, Baz, Qux\)"):
        imported(store, [sheet])
