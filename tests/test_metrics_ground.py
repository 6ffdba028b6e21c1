from __future__ import annotations

from datetime import date

import pytest
from books import FLAGS, NUMBERS, deal, frame, lost

from churntui.metrics.ground import Ground, contract_frame
from churntui.model.rows import Contract, Logo
from churntui.plain.dates import OPEN_END, Period, periods
from churntui.plain.errors import BadInputError

AS_OF = date(2026, 1, 1)


@pytest.fixture
def ground() -> Ground:
    """A logo with a contract, and one without."""
    contracts = frame([deal(1, 7, "2024-01-01", "2025-01-20", 100), deal(2, 7, "2025-02-10", None, 100)])
    logos = {3: Logo(3, "c", "C"), 7: Logo(7, "a", "A", industry="Food")}
    return Ground(contracts, lost(), logos, wait_days=90, as_of=AS_OF)


def months(year: int) -> list[Period]:
    return periods("month", date(year, 1, 1), date(year + 1, 1, 1))


def test_only_logos_with_a_contract_are_counted(ground):
    assert ground.logo_ids.tolist() == [7]
    assert ground.levels(months(2025), 30).start.shape == (12, 1)
    assert ground.labels(("industry",), months(2025), 30).index.tolist() == [7]


def test_each_grace_has_its_own_timeline(ground):
    assert ground.timeline(30)["kind"].tolist().count("bridge") == 1
    assert ground.timeline(0)["kind"].tolist().count("bridge") == 0
    assert (ground.levels(months(2025), 30).end > 0).all()
    assert not (ground.levels(months(2025), 0).end > 0).all()


def test_what_is_asked_again_is_not_made_again(ground):
    first = ground.levels(months(2025), 30)
    assert ground.levels(tuple(months(2025)), 30) is first
    assert ground.levels(months(2024), 30) is not first
    assert ground.labels(("fit",), months(2025), 30) is ground.labels(["fit"], months(2024), 30)
    assert ground.labels(("plan",), months(2025), 30) is not ground.labels(("plan",), months(2024), 30)


def test_what_was_not_asked_for_longest_makes_room(ground):
    used, unused = ground.levels(months(2000), 30), ground.levels(months(2001), 30)
    for year in range(2002, 2022):
        assert ground.levels(months(2000), 30) is used
        ground.levels(months(year), 30)
    assert ground.levels(months(2001), 30) is not unused


def test_an_unknown_field_is_refused(ground):
    with pytest.raises(BadInputError, match="industry, country"):
        ground.labels(("colour",), months(2025), 30)


def test_contracts_as_a_frame():
    rows = [
        Contract(5, "K5", 7, date(1969, 12, 31), None, 12, "USD", "year", 12, "Team"),
        Contract(6, "K6", 7, date(2025, 1, 1), date(2026, 1, 1), 24, "USD", "year", 24, "", 5),
    ]
    rows[1] = rows[1]._replace(auto_renew=True, stage="won", notice_on=date(2025, 10, 1))
    found = contract_frame([*rows, rows[0]._replace(amount_minor=0, stage="lost")], (11, None, 0))
    assert found[NUMBERS].to_numpy().tolist()[:2] == [
        [5, 7, -1, -1, OPEN_END, 11],
        [6, 7, 5, 20089, 20454, 0],
    ]
    assert found[FLAGS].to_numpy().tolist() == [
        [True, False, False, False, False],
        [True, True, True, False, True],
        [False, False, False, True, False],
    ]
    assert found["plan"].tolist() == ["Team", "", "Team"]
    assert contract_frame([], ()).empty
