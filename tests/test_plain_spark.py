import math

import pytest

from churntui.plain.spark import bar, spark


@pytest.mark.parametrize(
    ("values", "width", "shown"),
    [
        ([0, 1, 2, 3, 4, 5, 6, 7], 8, "▁▂▃▄▅▆▇█"),
        ([0, 0, 0], 3, "▁▁▁"),
        ([5, 5, 5], 3, "███"),
        ([None, 2, math.nan, math.inf, 4], 5, "·▅··█"),
        ([1, 1], 4, "  ██"),
        ([-3, 7], 2, "▁█"),
        ([0.0001, 1000], 2, "▂█"),
        ([], 3, "   "),
        ([1, 2], 0, ""),
    ],
)
def test_spark(values: list[float | None], width: int, shown: str) -> None:
    assert spark(values, width) == shown


def test_more_values_than_cells_are_averaged_without_the_missing() -> None:
    assert spark([0, 0, 3.5, None, 7, 7], 3) == "▁▅█"
    assert spark([1e308, 1e308, 1e308, 1e308], 2) == "██"


@pytest.mark.parametrize(
    ("fraction", "shown"),
    [
        (0.0, "    "),
        (0.5, "██  "),
        (1.0, "████"),
        (0.28125, "█▏  "),
        (0.0001, "▏   "),
        (-1.0, "    "),
        (7.0, "████"),
        (None, "·   "),
        (math.nan, "·   "),
        (math.inf, "████"),
    ],
)
def test_bar(fraction: float | None, shown: str) -> None:
    assert bar(fraction, 4) == shown
