"""How often each action was done before a day, against plain sums."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from used_books import FIRST, cells, fill

from churntui.data import activity
from churntui.data.opening import open_book
from churntui.model.rows import Settings
from churntui.plain import dates


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_book(tmp_path_factory.mktemp("presence") / "book.db") as opened:
        yield opened


@settings(max_examples=40)
@given(cells, st.integers(1, 40), st.sampled_from([28, 10, 40]))
def test_use_before_a_day_is_summed_by_action_and_logo(store, rows, window, own):
    fill(store, rows, own)
    days = [dates.number(date(2026, 1, 1)), dates.number(date(2026, 2, 1)), FIRST + 50]
    for used in (window, own):
        found = activity.use_before(store, days, settings=Settings(active_window_days=used))
        assert [use.before for use in found] == days
        for use in found:
            sums = {}
            for (logo, day, _, action), n in rows.items():
                if use.before - used <= day < use.before and n:
                    sums[action, logo] = sums.get((action, logo), 0) + n
            assert list(zip(use.actions.tolist(), use.n.tolist(), use.doers.tolist(), strict=True)) == sorted(
                (action, n, logo) for (action, logo), n in sums.items()
            )


def test_uses_too_large_for_four_bytes(store):
    fill(store, {(3, FIRST, 1, 1): 2**33, (3, FIRST, 1, 2): 70_000, (1024, FIRST, 0, 1): 5})
    (use,) = activity.use_before(store, [dates.number(date(2025, 12, 1))], settings=Settings())
    assert use.n.tolist() == [5, 2**33, 70_000]
    assert use.doers.tolist() == [1024, 3, 3]
