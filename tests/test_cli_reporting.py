from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from ui_books import AS_OF, contract, logo

from churntui.cli import commands
from churntui.data.opening import open_book
from churntui.plain.errors import ChurnError
from churntui.questions import registry


@pytest.fixture
def book(tmp_path):
    """Two logos: one stays, one was lost sixty days ago."""
    path = tmp_path / "book.db"
    with open_book(path) as store:
        contract(store, logo(store, "青空フーズ", industry="Food"), 70)
        contract(store, logo(store, "Gone\x1b]0;x\x07", industry="Food"), -60, currency="GBP")
    return path


def run(book, *args):
    """The command's outcome; an expected failure is raised, as the entry point takes it."""
    options = ["--file", str(book), "--as-of", AS_OF.isoformat()]
    return CliRunner().invoke(
        commands, ["report", *args, *options], standalone_mode=False, catch_exceptions=False
    )


def test_json_alone_is_on_stdout(book):
    done = run(book, "attrition", "--json", "--period", "quarter")
    whole = json.loads(done.stdout)
    assert (whole["report"], whole["as_of"]) == ("attrition", AS_OF.isoformat())
    assert whole["settings"]["period"] == "quarter"
    assert whole["rows"][-1]["initial"] == 1
    assert "GBP" in done.stderr


def test_csv_alone_is_on_stdout(book):
    done = run(book, "revenue", "--csv", "--by", "industry")
    found = list(csv.DictReader(io.StringIO(done.stdout)))
    assert found[-1]["segment"] == "Food"
    assert found[-1]["mrr_end"] == "100000"
    assert done.stdout.endswith("\n")
    assert not done.stdout.endswith("\n\n")


def test_text_is_a_table_with_what_is_left_out(book):
    done = run(book, "renewals")
    assert "青空フーズ" in done.stdout
    assert "1 contract in GBP left out" in done.stdout
    assert done.stderr == ""


def test_usage_is_read_for_renewals(book):
    from ui_books import use

    with open_book(book) as store:
        use(store, 1, [10, 10, 10, 10, 5, 5, 5, 5])
    (row,) = json.loads(run(book, "renewals", "--json").stdout)["rows"]
    assert row["usage_change"] == -0.5


def test_periods_from_and_to_are_passed_on(book):
    first = AS_OF.replace(day=1)
    done = run(book, "attrition", "--from", first.isoformat(), "--to", "2027-01-01", "--json")
    assert [row["starts_on"] for row in json.loads(done.stdout)["rows"]] == ["2026-11-01", "2026-12-01"]


def test_losses_targets_and_two_fields_are_passed_on(book):
    split_by = ["--by", "industry, fit", "--involuntary", "--target", "5%", "--json"]
    asked = json.loads(run(book, "attrition", *split_by).stdout)["settings"]
    assert (asked["by"], asked["voluntary"], asked["target"]) == ("industry,fit", False, 0.05)
    done = run(book, "themes", "--of", "customers", "--action", "send", "--actions", "a,b", "--window", "7")
    for option in ("of", "action", "actions", "window"):
        assert f"--{option} means nothing for themes" in done.stdout


@pytest.mark.parametrize("name", ["attrition", "revenue", "renewals", "themes", "coverage", "reasons"])
def test_nothing_reaches_the_terminal_raw(book, name):
    with open_book(book) as store, store.write():
        store.rows("UPDATE contract SET currency = 'EUR'")
        store.rows("UPDATE logo SET industry = name")
    split = ["--by", "industry"] if name in {"attrition", "revenue"} else []
    for form in ([], ["--json"], ["--csv"]):
        assert "\x1b" not in run(book, name, *form, *split).output
        assert "\x07" not in run(book, name, *form, *split).output


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (
            ["weather"],
            "attrition, revenue, renewal-rate, customers, cohorts, segments, behaviour, leading, survival, renewals",
        ),
        (["attrition", "--period", "week"], "month, quarter or year"),
        (["attrition", "--period", "fortnight"], "week, month, quarter, year"),
        (["attrition", "--json", "--csv"], "exclude each other"),
        (["cohorts", "--of", "weather"], "logos, customers"),
        (["attrition", "--target", "500%"], "0.05, or 5%"),
        (["customers", "--window", "0"], "active_window_days"),
        (["attrition", "--by", "fit,size,plan"], "two different"),
        (["attrition", "--by", " , "], "--by “ , ” names nothing"),
        (["customers", "--actions", ""], "--actions “” names nothing"),
    ],
)
def test_a_mistake_is_one_line_and_exit_2(book, args, words):
    with pytest.raises(ChurnError, match=words) as told:
        run(book, *args)
    assert told.value.exit_code == 2
    assert "\n" not in str(told.value)


def test_a_book_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(ChurnError, match="no book"):
        run(tmp_path / "none.db", "attrition")
    assert not (tmp_path / "none.db").exists()


def test_an_empty_book_says_what_to_do_next(tmp_path):
    open_book(tmp_path / "new.db").close()
    assert "churntui import" in run(tmp_path / "new.db", "attrition").stdout
    later = (AS_OF + timedelta(days=1)).isoformat()
    assert (
        json.loads(run(tmp_path / "new.db", "coverage", "--json", "--to", later).stdout)["rows"][0]["losses"]
        == 0
    )


@pytest.fixture
def owned(tmp_path):
    """A logo each of Ines and Bo, and one of nobody."""
    path = tmp_path / "owned.db"
    with open_book(path) as store:
        for owner in ("Ines Berg", "Bo Lind", ""):
            contract(store, logo(store, f"of {owner or 'nobody'}", owner=owner), 70)
    return path


def test_only_the_logos_of_an_owner_are_counted(owned):
    whole = json.loads(run(owned, "renewals", "--json", "--owner", "ines").stdout)
    assert [row["name"] for row in whole["rows"]] == ["of Ines Berg"]
    assert whole["settings"]["owner"] == "Ines Berg"
    assert "owner" not in json.loads(run(owned, "renewals", "--json").stdout)["settings"]
    assert "owner: Bo Lind" in run(owned, "attrition", "--owner", "Bo Lind").stdout


def test_me_is_who_works_here(owned, monkeypatch):
    monkeypatch.setenv("CHURNTUI_AUTHOR", "Bo Lind")
    assert "of Bo Lind" in run(owned, "renewals", "--owner", "me").stdout


@pytest.mark.parametrize("name", registry.REPORTS)
def test_an_owner_nobody_has_is_told_with_those_there_are(owned, name):
    with pytest.raises(ChurnError, match=r"“Ana”\. Owners: Bo Lind, Ines Berg$") as told:
        run(owned, name, "--owner", "Ana")
    assert told.value.exit_code == 2
