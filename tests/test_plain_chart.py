import math
from dataclasses import replace

from churntui.plain.chart import ChartData, Series
from churntui.plain.text import UNSAFE
from churntui.ui.kit.chartdata import LIMIT, tidy


def test_odd_floats_and_missing_values_become_none() -> None:
    data = ChartData("line", ("a", "b", "c", "d"), (Series("s", (math.nan, math.inf, 1.0)),), target=math.nan)
    assert tidy(data, 80).series[0].values == (None, None, 1.0, None)
    assert tidy(data, 80).target is None


def test_absurd_values_are_limited() -> None:
    assert tidy(ChartData("line", ("a",), (Series("s", (1e300,)),)), 80).series[0].values == (LIMIT,)


def test_bars_that_do_not_fit_are_the_oldest_and_marks_move_along() -> None:
    labels = tuple(str(nth) for nth in range(100))
    data = ChartData("bars", labels, (Series("s", tuple(range(100))),), marks=((95, "late"), (3, "early")))
    data = replace(data, ticks=(0, 90))
    shown = tidy(data, 64)
    assert shown.labels == labels[-20:]
    assert shown.series[0].values == tuple(range(80, 100))
    assert shown.marks == ((15, "late"),)
    assert shown.ticks == (10,)
    assert len(tidy(ChartData("line", labels, data.series), 64).labels) == 100


def test_no_text_keeps_a_control_character() -> None:
    bad = "a\x1b[2J"
    data = ChartData("line", (bad,), (Series(bad, (1,)),), marks=((0, bad),), target_label=bad, title=bad)
    shown = tidy(data, 80)
    texts = (*shown.labels, shown.series[0].name, shown.marks[0][1], shown.target_label, shown.title)
    assert not any(UNSAFE.search(text) for text in texts)
