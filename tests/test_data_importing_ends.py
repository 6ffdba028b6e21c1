from datetime import date

import pytest

from churntui.data.importing.ends import of_contracts


def terms(*contracts):
    return of_contracts(
        (logo, date.fromisoformat(start), date.fromisoformat(end)) for logo, start, end in contracts
    )


YEAR_SHORT = ("a", "2025-01-01", "2025-12-31")
YEAR_WHOLE = ("b", "2025-01-01", "2026-01-01")
ODD = ("c", "2025-01-01", "2025-07-19")


@pytest.mark.parametrize(
    ("contracts", "expected"),
    [
        ([], "exclusive"),
        ([YEAR_SHORT], "inclusive"),
        ([YEAR_WHOLE], "exclusive"),
        ([("a", "2025-01-31", "2025-02-28")], "exclusive"),
        ([("a", "2024-02-29", "2025-02-27")], "inclusive"),
        ([YEAR_SHORT, ODD], "inclusive"),
        ([YEAR_SHORT, ODD, ODD], "exclusive"),
        ([YEAR_SHORT, YEAR_WHOLE], None),
        ([YEAR_SHORT] * 3 + [YEAR_WHOLE], "inclusive"),
        ([YEAR_SHORT] + [YEAR_WHOLE] * 3, "exclusive"),
    ],
)
def test_whole_months_tell(contracts, expected):
    assert terms(*contracts).told == expected


def test_the_next_contract_of_the_same_logo_tells_more_than_months():
    follows = ("c", "2025-07-20", "2025-11-03")
    assert terms(ODD, follows).told == "inclusive"
    assert terms(ODD, ("d", *follows[1:])).told == "exclusive"
    assert terms(ODD, ("c", "2025-07-19", "2025-11-03")).told == "exclusive"


def test_what_was_taken_is_said_with_how_to_have_it_otherwise():
    assert terms(YEAR_SHORT).note() == (
        "ends taken as the last day covered, which makes whole months of 1 of 1 contract; "
        "otherwise: --end-dates exclusive"
    )
    assert "though 1 of 3 contracts" in terms(YEAR_SHORT, ODD, ODD).note()
    assert terms(ODD).note().endswith("--end-dates inclusive")
    assert terms(YEAR_WHOLE).note() == ""
    assert "1 contracts" not in str(terms(YEAR_SHORT, YEAR_WHOLE).doubt())


def test_the_last_day_there_is_has_none_after_it():
    assert terms(("a", "2025-01-01", "9999-12-31")).told == "exclusive"
