"""A week is kept once, of today alone, and what it says stays whatever comes later."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from ui_books import AS_OF, contract, logo

from churntui.book import Book
from churntui.cli import commands
from churntui.data import history
from churntui.data.opening import open_book
from churntui.data.rows import renewal_weeks
from churntui.questions import registry, weekly
from churntui.questions.asked import Asked

TODAY = date.today()  # noqa: DTZ011 - the day by the clock is what it is about
MONDAY = AS_OF - timedelta(days=AS_OF.weekday())


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        ines = logo(store, "Nordwind", owner="Ines")
        contract(store, ines, 40, 10_000)
        contract(store, ines, -400, 10_000)
        yield store


def kept(store):
    return renewal_weeks.every(store, date.max)


def since(store, day, owner=""):
    book = Book.load(store, AS_OF).of_owner(owner)
    return registry.run(book, "forecast", Asked(since=day), store).rows


def test_a_week_is_kept_once_with_all_that_comes_up(store):
    weekly.keep_anew(store, MONDAY)
    before = store.generation(), kept(store)
    weekly.keep_anew(store, MONDAY + timedelta(days=6))
    assert (store.generation(), kept(store)) == before
    (row,) = kept(store)  # what was decided in quarters gone by is not frozen again
    assert (row.contract, row.logo, row.owner, row.arr, row.weight) == ("K1", "L1", "Ines", 10_000, 70)
    weekly.keep_anew(store, MONDAY + timedelta(days=7))
    assert renewal_weeks.days(store, date.max) == [MONDAY, MONDAY + timedelta(days=7)]


def test_it_is_no_change_that_could_be_undone_and_outlives_its_contract(store):
    weekly.keep_anew(store, MONDAY)
    frozen = kept(store)
    assert history.undo(store) is None
    with store.edit("called"):
        store.rows("UPDATE renewal SET stage = 'at_risk'")
        store.rows("DELETE FROM contract WHERE ref = 'K1'")
    assert kept(store) == frozen
    (row,) = since(store, MONDAY + timedelta(days=3))
    assert (row["since"], row["other"], row["called_after"]) == (MONDAY.isoformat(), -7_000, 0)


def test_the_report_begins_with_what_it_said_then(store):
    weekly.keep_anew(store, AS_OF)
    (then,) = [
        row for row in registry.run(Book.load(store, AS_OF), "forecast", None, store).rows if row["due"]
    ]
    store.rows("INSERT INTO renewal(contract_id, stage) SELECT id, 'verbal' FROM contract WHERE ref = 'K1'")
    contract(store, logo(store, "Acme", owner="Bo"), 45, 20_000)
    rows = {row["owner"]: row for row in since(store, AS_OF)}
    assert rows["Ines"]["called_before"] == then["arr_called"] == 7_000
    assert (rows["Ines"]["up"], rows["Ines"]["called_after"]) == (2_000, 9_000)
    assert (rows["Bo"]["new"], rows["Bo"]["called_after"]) == (14_000, 14_000)
    (own,) = since(store, AS_OF, "Ines")
    assert own == rows["Ines"]


def test_what_was_handed_over_is_told_to_both(store):
    weekly.keep_anew(store, AS_OF)
    logo(store, "Acme", owner="Bo")
    store.rows("UPDATE logo SET owner = 'Bo' WHERE name = 'Nordwind'")
    assert [row["other"] for row in since(store, AS_OF, "Bo")] == [7_000]
    assert {row["owner"]: row["other"] for row in since(store, AS_OF)} == {"Bo": 7_000, "Ines": -7_000}


def test_how_good_it_was_is_a_report(store):
    acme = logo(store, "Acme")
    contract(store, acme, -60, 20_000)
    contract(store, logo(store, "Borea"), -70, 30_000)
    weekly.keep_anew(store, date(2026, 8, 31))
    contract(store, acme, 305, 20_000)
    rows = registry.run(Book.load(store, AS_OF), "forecast-accuracy", None, store).rows
    assert [(row["quarter"], row["days_before"], row["kept_on"]) for row in rows] == [
        ("2026-Q3", 90, None),
        ("2026-Q3", 60, None),
        ("2026-Q3", 30, "2026-08-31"),
    ]
    last = rows[-1]
    assert (last["arr_called"], last["arr_won"], last["called_off"]) == (35_000, 20_000, 0.75)


def test_without_a_week_that_is_said_in_one_line(store):
    weekly.keep_anew(store, AS_OF)
    store.close()
    asked = ["report", "forecast", "--file", str(store.path), "--moved-since", "2020-01-01"]
    told = CliRunner().invoke(commands, [*asked, "--as-of", AS_OF.isoformat()])
    assert "No week was kept on or before 1 Jan 2020" in str(told.exception)


@pytest.mark.parametrize(
    ("options", "weeks"),
    [
        ((), 1),
        (("--as-of", "2026-01-05"), 0),
        (("--as-of", TODAY.isoformat()), 0),
        (("--read-only",), 0),
        (("--incognito",), 0),
    ],
    ids=["today", "another day", "today, asked for", "read-only", "incognito"],
)
def test_a_week_is_kept_by_opening_the_book_today(tmp_path, options, weeks):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        far = contract(store, logo(store, "Nordwind"), None, 10_000)
        store.rows("UPDATE contract SET ends_on = date('now', '+60 days') WHERE id = ?", (far,))
    for _ in range(2):
        assert CliRunner().invoke(commands, ["open", str(path), *options]).exit_code == 0
    with open_book(path, read_only=True) as store:
        assert len(renewal_weeks.days(store, date.max)) == weeks


def test_an_import_keeps_it_and_a_dry_run_does_not(tmp_path):
    path, file = tmp_path / "book.db", tmp_path / "contracts.csv"
    ends = TODAY + timedelta(days=60)
    file.write_text(
        f"contract_id,logo_id,logo,starts_on,ends_on,amount,currency,per\nK1,L1,Nord,2020-01-01,{ends},100,EUR,year\n"
    )
    taken = ["import", str(file), "--file", str(path)]
    assert CliRunner().invoke(commands, [*taken, "--dry-run"]).exit_code == 0
    assert not path.exists()
    assert CliRunner().invoke(commands, taken).exit_code == 0
    with open_book(path, read_only=True) as store:
        assert [row.contract for row in kept(store)] == ["K1"]


def test_masked_it_names_what_the_book_does(store):
    from churntui.data import incognito

    weekly.keep_anew(store, AS_OF)
    store.rows("UPDATE contract SET ends_on = date(ends_on, '+20 days')")
    with incognito.masked(store) as seen:
        (row,) = kept(seen)
        assert row.contract == Book.load(seen, AS_OF).contracts[-1].ref != "K1"
        assert row.owner != "Ines"
        assert json.dumps(since(seen, AS_OF))
        assert not weekly.is_due(seen, AS_OF + timedelta(days=7))
