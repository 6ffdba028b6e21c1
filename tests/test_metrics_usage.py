from __future__ import annotations

import pytest

from churntui.metrics.usage import change, has_fallen


@pytest.mark.parametrize(
    ("recent", "before", "expected"),
    [(56, 100, -0.44), (0, 10, -1.0), (5, 0, None), (5, None, None), (None, 5, None), (15, 10, 0.5)],
)
def test_a_change_needs_something_to_compare_with(recent, before, expected):
    assert change(recent, before) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("moved", "fell"), [(-0.4, True), (-0.41, True), (-0.39, False), (0.5, False), (None, False)]
)
def test_it_has_fallen_by_as_much_as_is_called_out_or_more(moved, fell):
    assert has_fallen(moved, 0.4) is fell
