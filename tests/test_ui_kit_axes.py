import re
from dataclasses import replace
from itertools import pairwise

import pytest
from rich.cells import cell_len

from churntui.plain.chart import ChartData, Series
from churntui.ui.kit.axes import (
    axis_lines,
    end_labels,
    legend,
    mark_line,
    plan_of,
    value_label,
    value_labels,
)
from churntui.ui.kit.canvas import Scale

QUARTERS = tuple(f"{year} Q{quarter}" for year in (2024, 2025, 2026) for quarter in (1, 2, 3, 4))
RISING = tuple(float(nth) for nth in range(12))
ONE = ChartData("line", QUARTERS, (Series("rate", RISING),))
TWO = replace(ONE, series=(Series("GRR", RISING), Series("NRR", RISING, "secondary")))


@pytest.mark.parametrize(
    ("value", "step", "unit", "label"),
    [
        (0.08, 0.02, "percent", "8 %"),
        (0.075, 0.025, "percent", "7.5 %"),
        (0.0025, 0.0025, "percent", "0.25 %"),
        (-0.05, 0.05, "percent", "−5 %"),
        (0, 0.05, "percent", "0 %"),
        (1_200_000_00, 200_000_00, "money", "€1.2M"),
        (50_000_00, 50_000_00, "money", "€50k"),
        (-50_000_00, 50_000_00, "money", "−€50k"),
        (0, 50_000_00, "money", "€0"),
        (40, 10, "count", "40"),
        (-2500, 500, "count", "−2.5k"),
    ],
)
def test_value_labels_are_short(value: float, step: float, unit: str, label: str) -> None:
    data = replace(ONE, unit=unit)
    assert value_label(value, Scale(0, 1, step), data) == label


@pytest.mark.parametrize("kind", ["line", "bars"])
@pytest.mark.parametrize("width", [30, 50, 78, 118, 200])
def test_period_labels_stand_apart_and_end_with_the_newest(kind: str, width: int) -> None:
    data = replace(ONE, kind=kind, dim_last=True)
    axis, under = axis_lines(data, plan_of(data, width, 8))
    shown = re.findall(r"(?<!\S)20\d\d Q\d\*?(?!\S)", under)
    assert " ".join(under.split()) == " ".join(shown)
    assert shown[-1] == "2026 Q4*"
    assert axis.count("┬") == len(shown)
    assert max(cell_len(axis), cell_len(under)) <= width


def test_two_lines_are_named_at_their_ends_on_rows_of_their_own() -> None:
    data = replace(TWO, target=11.0, target_label="target 11")
    names = end_labels(data, plan_of(data, 100, 8))
    assert sorted(name for name, _ in names.values()) == ["GRR", "NRR", "target 11"]
    assert min(names) == 0


def test_a_narrow_chart_names_its_lines_in_the_legend_instead() -> None:
    data = replace(TWO, series=(Series("Gross revenue retention", RISING), Series("Net", RISING, "good")))
    wide, narrow = plan_of(data, 140, 8), plan_of(data, 60, 8)
    assert end_labels(data, narrow) == {}
    assert legend(data, narrow) == [("━ Gross revenue retention", "primary"), ("━ Net", "good")]
    assert legend(data, wide) == []


def test_one_series_needs_no_legend() -> None:
    assert legend(ONE, plan_of(ONE, 100, 8)) == []


def test_bars_start_on_the_axis_and_lines_above_it() -> None:
    bars = replace(ONE, kind="bars")
    assert value_labels(bars, plan_of(bars, 80, 9))[9] == "0"
    assert value_labels(ONE, plan_of(ONE, 80, 9))[8] == "0"


def test_lines_far_from_zero_leave_it_out() -> None:
    high = replace(ONE, series=(Series("NRR", tuple(1 + value / 100 for value in RISING)),), unit="percent")
    assert plan_of(high, 80, 9).scale.low == 1
    assert plan_of(replace(high, kind="bars"), 80, 9).scale.low == 0


def test_marks_stand_on_the_side_that_has_room() -> None:
    data = replace(ONE, marks=((3, "price change"), (4, "new plans"), (11, "merger")))
    plan = plan_of(data, 70, 8)
    line = mark_line(data, plan)
    assert cell_len(line) <= plan.columns + plan.right
    assert line.count("╷") == 3
    assert line.split("╷")[:2] == ["       price change", "    "]
    assert "╷new plans" in line
    assert line.endswith("merger╷")


def test_marks_without_room_on_either_side_are_cut() -> None:
    data = replace(ONE, marks=((0, "price change"), (1, "new plans"), (2, "merger")))
    assert mark_line(data, plan_of(data, 70, 8)).split() == ["╷pri…", "╷ne…", "╷merger"]


@pytest.mark.parametrize("width", [30, 78, 118])
def test_ticks_of_their_own_begin_with_the_first_and_stand_apart(width: int) -> None:
    labels = tuple(f"{place // 12} y" if place % 12 == 0 else "" for place in range(121))
    data = ChartData("line", labels, (Series("share", (1.0,) * 121),), ticks=tuple(range(0, 121, 12)))
    plan = plan_of(data, width, 8)
    axis, under = axis_lines(data, plan)
    shown = [int(years) for years in re.findall(r"(\d+) y", under)]
    steps = {later - earlier for earlier, later in pairwise(shown)}
    assert shown[0] == 0
    assert len(steps) == 1
    assert axis.count("┬") == len(shown)
    assert under.index("0 y") - plan.left <= 1


def test_shares_of_a_whole_are_drawn_from_zero_on_request() -> None:
    high = ChartData("line", QUARTERS, (Series("share", (0.8,) * 11 + (0.95,)),), unit="percent")
    assert plan_of(high, 80, 8).scale.low > 0
    assert plan_of(replace(high, from_zero=True), 80, 8).scale.low == 0
