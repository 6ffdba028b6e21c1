"""From days of use to bits, against the definitions; that bits of years add up, `test_data_activity_crowds` shows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.data.activity.year_bits import GRIDS, Uses, YearBits, days_of, periods, years
from churntui.model.presence import grid_start

YEAR = 54
"""2024."""

uses = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(-40, 390).map(lambda day: day + grid_start("month", 12 * YEAR))),
    st.integers(1, 3),
    max_size=30,
)
"""(who, day) to how often."""


def of(found, grid, window, least):
    columns = np.array([(who, day, n) for (who, day), n in found.items()], np.int64).reshape(-1, 3).T
    return YearBits.of(Uses.of(*columns), grid, periods(grid, YEAR), window, least)


@pytest.mark.parametrize("grid", GRIDS)
@given(st.integers(-300, 300))
def test_every_period_begins_in_one_year(grid, year):
    own = periods(grid, year)
    assert own.stop == periods(grid, year + 1).start
    assert all(
        years(grid_start(grid, index), grid_start(grid, index)) == range(year, year + 1) for index in own
    )


@pytest.mark.parametrize("grid", GRIDS)
@given(uses, st.integers(1, 40), st.integers(1, 3))
def test_bits_are_what_the_definitions_say(grid, found, window, least):
    first, end = days_of(grid, periods(grid, YEAR), window)
    found = {(who, day): n for (who, day), n in found.items() if first <= day < end}
    bits = of(found, grid, window, least)

    def times(who, low, high):
        return sum(n for (own, day), n in found.items() if own == who and low <= day < high)

    told = {who: at for at, who in enumerate(bits.places.tolist())}
    for who in range(4):
        for bit, index in enumerate([*periods(grid, YEAR), periods(grid, YEAR).stop]):
            opens, closes = grid_start(grid, index), grid_start(grid, index + 1)
            inside = index in periods(grid, YEAR)
            reached = any(
                own == who and opens <= day < closes and times(who, day - window + 1, day + 1) >= least
                for own, day in found
            )
            expected = (
                times(who, opens - window, opens) >= least,
                inside and times(who, opens, closes) >= least,
                inside and reached,
            )
            words = (bits.active, bits.acted, bits.between)
            assert tuple(who in told and bool(int(word[told[who]]) >> bit & 1) for word in words) == expected
        if who in told:
            begun = max(day for own, day in found if own == who) + 1
            active = [times(who, day - window, day) >= least for day in range(begun, begun + window)]
            assert [day <= bits.until[told[who]] for day in range(begun, begun + window)] == active


@given(st.lists(uses, min_size=1, max_size=3), st.integers(1, 40))
def test_a_union_is_of_all_that_was_done(several, window):
    whole = {cell: 1 for found in several for cell in found}
    union = YearBits.union([of(found, "month", window, 1) for found in several], 4)
    expected = of(whole, "month", window, 1)
    for name in ("places", "until", "active", "acted", "between"):
        assert getattr(union, name).tolist() == getattr(expected, name).tolist()


@given(st.dictionaries(st.integers(1, 5), uses, max_size=3))
def test_actions_are_taken_apart(by_action):
    whole = {
        (action << 4 | who, day): n for action, found in by_action.items() for (who, day), n in found.items()
    }
    apart = dict(of(whole, "month", 28, 1).by_action(4)) if whole else {}
    for action, found in by_action.items():
        alone = of(found, "month", 28, 1)
        own = apart.pop(action, None)
        assert (own.active.tolist() if own else []) == alone.active.tolist()
        assert (own.places.tolist() if own else []) == alone.places.tolist()
    assert not apart
