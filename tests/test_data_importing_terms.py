from datetime import date

import pytest
from imports import counts, reasons, taker

from churntui.data.importing import terms
from churntui.data.importing.check import CellError

HEAD = "Account,Start,End,ARR,Currency"


@pytest.fixture
def take(store, tmp_path):
    return taker(store, tmp_path)


@pytest.mark.parametrize(
    ("text", "unit", "months"),
    [
        ("12", "months", 12), ("3", "years", 36), ("1 yr", "months", 12), ("36 months", "years", 36),
        ("12.0", "months", 12), ("24 mois", "months", 24), ("2 quarters", "months", 6), ("annual", "months", 12),
        ("", "months", 12),
    ],
)  # fmt: skip
def test_a_term_in_months(text, unit, months):
    assert terms.months(text, unit) == months


@pytest.mark.parametrize("text", ["0", "999", "long", "12 apples", "-3"])
def test_what_is_no_term(text):
    with pytest.raises(CellError):
        terms.months(text, "months")


@pytest.mark.parametrize(
    ("header", "notice", "days"),
    [
        ("Notice", "3 months", 92), ("Notice", "1 month", 31), ("Notice (months)", "3", 92), ("Notice", "4 weeks", 28),
        ("Notice", "30 days prior", 30), ("Notice (days)", "90", 90), ("Notice period", "60 days before renewal", 60),
        ("Kündigungsfrist", "3 Monate", 92),
    ],
)  # fmt: skip
def test_a_notice_of_months_is_the_days_before_the_end(take, store, header, notice, days):
    take(contracts=f"{HEAD},{header}\nAcme,2026-02-01,2027-02-01,1,EUR,{notice}\n")
    assert store.rows("SELECT notice_days FROM contract") == [(days,)]


def test_a_notice_that_says_more_is_refused(take):
    found = take(contracts=f"{HEAD},Notice\nAcme,2026-02-01,2027-02-01,1,EUR,3 months to the quarter\n")
    assert counts(found["contracts"]) == (0, 0, 0, 1)
    assert reasons(found["contracts"])[0][1] == "Notice"


def test_a_notice_without_an_end_has_months_of_thirty_days():
    assert terms.notice_days("3 months", "", None) == 90
    assert terms.notice_days("2", "weeks", date(2027, 2, 1)) == 14
