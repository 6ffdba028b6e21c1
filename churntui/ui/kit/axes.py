"""A chart's surroundings: the scale's labels, the axis, the legend and the room they leave for the plot.

All of it is text with known cells. A line is named at its end, where the eye already is, so that telling two
lines apart needs no colour; bars, and charts too narrow for that, get a legend beside the title.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len

from churntui.plain import money
from churntui.plain.chart import ChartData
from churntui.plain.wording import percent
from churntui.ui.kit.canvas import EIGHTHS, Scale, bar_level
from churntui.ui.kit.safe import cut, pad

_MOST_LABELS = 6
"""Labels a scale has at most, about: more than that is looked up in the table."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things go: `columns` x `rows` of plot, `left` cells of labels before it and `right` after it."""

    scale: Scale
    columns: int
    rows: int
    left: int
    right: int

    def column(self, place: int, count: int, *, bars: bool) -> int:
        """The column of the period at `place` of `count`: the middle of its share of the width.

        Bars share in whole columns, so that they and the gaps between them are all alike.
        """
        slot = self.slot(count) if bars else self.columns / count
        return min(self.columns - 1, int((place + 0.5) * slot))

    def slot(self, count: int) -> int:
        """The whole columns each of `count` bars has, its gap included."""
        return max(1, self.columns // count)

    def row(self, value: float, *, bars: bool) -> int:
        """The row that shows the value, the top being 0; on `rows`, the axis, where bars start."""
        if bars:
            return self.rows - round(bar_level(self.scale, self.rows, value) / EIGHTHS)
        return self.rows - 1 - int(0.5 + (4 * self.rows - 1) * self.scale.share(value)) // 4


def plan_of(chart: ChartData, width: int, rows: int) -> Plan:
    """The room for a tidy chart of `width` cells with `rows` rows of plot; names take a quarter of it at most."""
    scale = Scale.over(_extent(chart), min(max(2, rows // 2), _MOST_LABELS), whole=chart.unit == "count")
    left = max(cell_len(value_label(tick, scale, chart)) for tick in scale.ticks) + 2
    names = [chart.target_label] if chart.target is not None else []
    if chart.kind == "line" and len(chart.series) > 1:
        names += [series.name for series in chart.series]
    right = max((cell_len(name) + 1 for name in names), default=0)
    if right > width // 4:
        right = 0
    return Plan(scale, max(0, width - left - right), rows, left, right)


def _extent(chart: ChartData) -> list[float]:
    """The values the scale must hold. Bars start at zero; lines do unless they all lie in the upper half."""
    known = [[value or 0.0 for value in series.values] for series in chart.series]
    if chart.kind == "stacked":
        stacks = list(zip(*known, strict=True))
        values = [sum(max(value, 0.0) for value in stack) for stack in stacks]
        values += [sum(min(value, 0.0) for value in stack) for stack in stacks]
    else:
        values = [value for series in chart.series for value in series.values if value is not None]
        values += [end for series in chart.series for ends in series.ranges if ends for end in ends]
    if chart.target is not None:
        values.append(chart.target)
    far_from_zero = chart.kind == "line" and not chart.from_zero and min(values) > max(values) / 2
    return values if far_from_zero else [*values, 0.0]


def value_label(value: float, scale: Scale, chart: ChartData) -> str:
    """A label of the value axis: `8 %`, `€1.2M`, `40`."""
    if chart.unit == "money":
        return money.trimmed(round(value), chart.currency)
    if chart.unit == "percent":
        step = scale.step * 100
        digits = next((digits for digits in (0, 1) if abs(step - round(step, digits)) < 1e-9), 2)
        return percent(value or 0.0, digits)
    size, unit = next(((s, u) for s, u in ((1e9, "B"), (1e6, "M"), (1e3, "k")) if abs(value) >= s), (1.0, ""))
    return f"{value / size:.3g}{unit}".replace("-", "−")


def value_labels(chart: ChartData, plan: Plan) -> dict[int, str]:
    """The row of each label of the value axis; row `plan.rows` is the axis itself."""
    bars = chart.kind != "line"
    labels: dict[int, str] = {}
    for tick in plan.scale.ticks:
        labels.setdefault(plan.row(tick, bars=bars), value_label(tick, plan.scale, chart))
    return labels


def end_labels(chart: ChartData, plan: Plan) -> dict[int, tuple[str, str]]:
    """The row of each name on the right, with its role: what ends there, moved to the nearest free row."""
    if not plan.right:
        return {}
    bars = chart.kind != "line"
    wanted = [(chart.target, chart.target_label, "warn")] if chart.target is not None else []
    if not bars and len(chart.series) > 1:
        for series in chart.series:
            last = next((value for value in reversed(series.values) if value is not None), None)
            wanted += [(last, series.name, series.role)] if last is not None and series.name else []
    placed: dict[int, tuple[str, str]] = {}
    for value, name, role in wanted:
        row = min(plan.rows - 1, max(0, plan.row(value, bars=bars)))
        free = [other for other in range(plan.rows) if other not in placed]
        if free:
            placed[min(free, key=lambda other: abs(other - row))] = (name, role)
    return placed


def axis_lines(chart: ChartData, plan: Plan) -> tuple[str, str]:
    """The axis with a tick per label shown, and the labels under it: as many as stand apart, the last always.

    Of labels on a scale of their own (`ChartData.ticks`) it is the first that always stands there.
    """
    count = len(chart.labels)
    labels = [*chart.labels[:-1], chart.labels[-1] + "*"] if chart.dim_last else list(chart.labels)
    offered = chart.ticks or range(count)
    room = max(cell_len(labels[place]) for place in offered) + 2
    every = max(1, -(-room * len(offered) // plan.columns))
    ticks, placed = ["─"] * plan.columns, list[tuple[int, str]]()
    beyond = plan.columns + plan.right
    for place in reversed(chart.ticks[::every]) if chart.ticks else range(count - 1, -1, -every):
        column = plan.column(place, count, bars=chart.kind != "line")
        label = cut(labels[place], plan.columns)
        first = max(0, min(column - cell_len(label) // 2, beyond - cell_len(label)))
        if not placed or first + cell_len(label) + 1 <= placed[-1][0]:
            ticks[column] = "┬"
            placed.append((first, label))
    under = ""
    for first, label in reversed(placed):
        under = pad(under, first) + label
    axis = value_labels(chart, plan).get(plan.rows, "").rjust(plan.left - 2)
    return f"{axis} └{''.join(ticks)}", " " * plan.left + under


def mark_line(chart: ChartData, plan: Plan) -> str:
    """The marks' labels over the plot: on the right of their column, on its left near the end, cut between two."""
    count = len(chart.labels)
    columns = [plan.column(place, count, bars=chart.kind != "line") for place, _ in chart.marks]
    line = ""
    for (_, label), (column, end) in zip(
        chart.marks, pairwise([*columns, plan.columns + plan.right + 1]), strict=True
    ):
        before = column - cell_len(label)
        if cell_len(label) > end - column - 2 and before > cell_len(line):
            line = f"{pad(line, before)}{label}╷"
        else:
            line = pad(line, column) + cut(f"╷{label}", max(1, end - column - 1))
    return line


def legend(chart: ChartData, plan: Plan) -> list[tuple[str, str]]:
    """The entries beside the title, as (text, role), where names do not stand at the lines' ends."""
    named = chart.kind == "line" and plan.right > 0
    sign = "━" if chart.kind == "line" else "■"
    entries = [(f"{sign} {series.name}", str(series.role)) for series in chart.series if series.name]
    shown = [] if named or len(entries) == 1 else entries
    if chart.target is not None and not plan.right:
        shown.append((f"┄ {chart.target_label}", "warn"))
    return shown
