from __future__ import annotations

import pytest

from churntui.metrics.usage import change


@pytest.mark.parametrize(
    ("recent", "before", "expected"),
    [(56, 100, -0.44), (0, 10, -1.0), (5, 0, None), (5, None, None), (None, 5, None), (15, 10, 0.5)],
)
def test_a_change_needs_something_to_compare_with(recent, before, expected):
    assert change(recent, before) == (None if expected is None else pytest.approx(expected))
