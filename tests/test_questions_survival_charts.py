"""The curves of Survival as charts."""

from __future__ import annotations

import pytest

from churntui.metrics import survival
from churntui.metrics.survival import kaplan_meier
from churntui.plain.chart import ChartData
from churntui.questions.survival.charts import charts
from churntui.ui.kit.charts import Palette, draw


@pytest.mark.parametrize(
    ("longest", "labels"),
    [
        (5 * 365, ["0 y", "1 y", "2 y", "3 y", "4 y", "5 y"]),
        (40 * 365, [f"{year} y" for year in range(41)]),
        (200, ["0 m", "1 m", "2 m", "3 m", "4 m", "5 m", "6 m"]),
        (30, ["0 w", "1 w", "2 w", "3 w", "4 w"]),
        (0, ["0 w"]),
    ],
)
def test_the_axis_of_tenure_has_whole_steps(longest, labels):
    data, seen = charts({None: kaplan_meier([longest] * 6, [False] * 6)})
    assert [data.labels[place] for place in data.ticks] == labels
    assert len(data.labels) <= 400
    assert [label for label in data.labels if label] == labels
    assert seen.series[0].values == (6.0,) * len(data.labels)


def test_a_step_curve_stands_on_each_day_where_the_estimate_does():
    curve = kaplan_meier([100, 200, 300, 700, 900], [True, True, False, True, False])
    data, _ = charts({None: curve})
    *_, line = data.series
    for place, value in enumerate(line.values):
        day = min(place * survival.YEAR_DAYS / 48, 900)
        assert value == curve.at(day).survival
    low = data.series[1].values
    assert (data.series[0].name, data.series[1].name) == ("", "95 % band")
    assert low[0] is None
    assert 0 < low[-1] < line.values[-1]


def test_lines_of_segments_end_where_too_few_were_as_old():
    curve = kaplan_meier([10] * 3 + [400] * 5 + [800] * 2, [True] * 10)
    data, _ = charts({"Food": curve, "small": kaplan_meier([900] * 4, [True] * 4)})
    (line,) = data.series
    known = [place for place, value in enumerate(line.values) if value is not None]
    assert known == list(range(len(known)))
    assert line.values[known[-1]] == pytest.approx(
        0.2
    )  # day 400, when seven were that old; the last two are not told
    assert len(data.labels) == len(known)


@pytest.mark.parametrize("width", [40, 78, 118, 198])
def test_labels_of_tenure_stand_apart_from_the_first_on(width):
    data, _ = charts({None: kaplan_meier([365, 4_000] * 5, [True, False] * 5)})
    lines = draw(data, width, 10, Palette()).plain.split("\n")
    assert lines[-1].split()[:2] == ["0", "y"]
    assert all(len(line) == width for line in lines)
    assert "100 %" in lines[1]
    assert isinstance(data, ChartData)
