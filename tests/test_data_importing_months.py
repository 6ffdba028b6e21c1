from datetime import date

import pytest
from imports import LOGOS, counts, imported, taker

from churntui.data.importing.months import month_of
from churntui.plain.errors import BadInputError


@pytest.fixture
def take(store, tmp_path):
    return taker(store, tmp_path)


@pytest.mark.parametrize(
    "title",
    ["Jan 2026", "January 2026", "Jan-26", "Jan '26", "2026-01", "01/2026", "2026-01-01", "Januar 2026"],
)
def test_a_header_that_names_a_month(title):
    assert month_of(title) == date(2026, 1, 1)


@pytest.mark.parametrize("title", ["Account", "2026", "Seats 20", "13/2026", "2026-13", "Q1 2026", ""])
def test_a_header_that_names_none(title):
    assert month_of(title) is None


WIDE = "Account,Jan 2026,Feb 2026,Mar 2026\nAcme,420,,0\nBolt,80,95,90\n"


def test_months_as_columns_are_use_on_their_first_days(take, store):
    take(logos=LOGOS)
    found = take(usage=WIDE)["activity"]
    assert counts(found) == (4, 0, 0, 0)
    assert store.rows("SELECT sum(n), count(DISTINCT day) FROM usage_day") == [(685, 3)]
    assert any("3 months as columns" in note for note in found.notes)
    assert counts(take(usage=WIDE)["activity"]) == (0, 0, 4, 0)


@pytest.mark.parametrize("name", ["mrr-by-month", "export", "2026"])
def test_what_may_be_money_is_refused_with_what_is_needed(store, tmp_path, name):
    (tmp_path / f"{name}.csv").write_text(WIDE)
    with pytest.raises(BadInputError, match="give each contract a row with its start"):
        imported(store, [tmp_path / f"{name}.csv"])


@pytest.mark.parametrize(
    "header", ["Account,MRR,Month", "Account,MRR (EUR),Month,CSM", "Company,Month,ARR,Industry"]
)
def test_revenue_by_month_in_rows_is_refused_likewise(store, tmp_path, header):
    (tmp_path / "sheet.csv").write_text(f"{header}\nAcme,8000,2026-01-01\n")
    with pytest.raises(BadInputError, match="revenue by month is no list of contracts"):
        imported(store, [tmp_path / "sheet.csv"])


def test_totals_beside_and_below_months_are_no_use(take, store):
    take(logos=LOGOS)
    wide = "Account,Jan 2026,Feb 2026,Total\nAcme,420,1,421\nTotal,420,1,421\n"
    found = take(usage=wide)["activity"]
    assert counts(found) == (2, 0, 0, 0)
    assert store.rows("SELECT sum(n) FROM usage_day") == [(421,)]
    assert "left out as no data: line 3 “Total”" in found.notes


def test_a_row_that_is_too_wide_is_refused(take):
    take(logos=LOGOS)
    assert counts(take(usage="Account,Jan 2026,Feb 2026\nAcme,1,2,3,4\n")["activity"]) == (0, 0, 0, 1)


def test_a_month_in_a_column_of_days_is_its_first_day(take, store):
    take(logos=LOGOS)
    take(usage="Account,Month,Logins\nAcme,2026-01,7\nAcme,Feb 2026,8\n")
    assert store.rows("SELECT n, date(day * 86400, 'unixepoch') FROM usage_day ORDER BY day") == [
        (7, "2026-01-01"),
        (8, "2026-02-01"),
    ]


@pytest.mark.parametrize(
    ("name", "action"), [("logins-by-month", "login"), ("usage", "use"), ("sessions", "session")]
)
def test_a_name_says_what_is_counted(store, tmp_path, name, action):
    (tmp_path / "logos.csv").write_text(LOGOS)
    (tmp_path / f"{name}.csv").write_text(WIDE)
    imported(store, [tmp_path])
    assert store.rows("SELECT name FROM action") == [(action,)]
