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


def plan_of(data: ChartData, width: int, rows: int) -> Plan:
    """The room for a tidy chart of `width` cells with `rows` rows of plot; names take a quarter of it at most."""
    scale = Scale.over(_extent(data), min(max(2, rows // 2), _MOST_LABELS), whole=data.unit == "count")
    left = max(cell_len(value_label(tick, scale, data)) for tick in scale.ticks) + 2
    names = [data.target_label] if data.target is not None else []
    if data.kind == "line" and len(data.series) > 1:
        names += [one.name for one in data.series]
    right = max((cell_len(name) + 1 for name in names), default=0)
    if right > width // 4:
        right = 0
    return Plan(scale, max(0, width - left - right), rows, left, right)


def _extent(data: ChartData) -> list[float]:
    """The values the scale must hold. Bars start at zero; lines do unless they all lie in the upper half."""
    known = [[value or 0.0 for value in one.values] for one in data.series]
    if data.kind == "stacked":
        stacks = list(zip(*known, strict=True))
        values = [sum(max(value, 0.0) for value in stack) for stack in stacks]
        values += [sum(min(value, 0.0) for value in stack) for stack in stacks]
    else:
        values = [value for one in data.series for value in one.values if value is not None]
        values += [end for one in data.series for ends in one.ranges if ends for end in ends]
    if data.target is not None:
        values.append(data.target)
    far_from_zero = data.kind == "line" and not data.from_zero and min(values) > max(values) / 2
    return values if far_from_zero else [*values, 0.0]


def value_label(value: float, scale: Scale, data: ChartData) -> str:
    """A label of the value axis: `8 %`, `€1.2M`, `40`."""
    if data.unit == "money":
        return money.trimmed(round(value), data.currency)
    if data.unit == "percent":
        step = scale.step * 100
        digits = next((digits for digits in (0, 1) if abs(step - round(step, digits)) < 1e-9), 2)
        return percent(value or 0.0, digits)
    size, unit = next(((s, u) for s, u in ((1e9, "B"), (1e6, "M"), (1e3, "k")) if abs(value) >= s), (1.0, ""))
    return f"{value / size:.3g}{unit}".replace("-", "−")


def value_labels(data: ChartData, plan: Plan) -> dict[int, str]:
    """The row of each label of the value axis; row `plan.rows` is the axis itself."""
    bars = data.kind != "line"
    labels: dict[int, str] = {}
    for tick in plan.scale.ticks:
        labels.setdefault(plan.row(tick, bars=bars), value_label(tick, plan.scale, data))
    return labels


def end_labels(data: ChartData, plan: Plan) -> dict[int, tuple[str, str]]:
    """The row of each name on the right, with its role: what ends there, moved to the nearest free row."""
    if not plan.right:
        return {}
    bars = data.kind != "line"
    wanted = [(data.target, data.target_label, "warn")] if data.target is not None else []
    if not bars and len(data.series) > 1:
        for one in data.series:
            last = next((value for value in reversed(one.values) if value is not None), None)
            wanted += [(last, one.name, one.role)] if last is not None and one.name else []
    placed: dict[int, tuple[str, str]] = {}
    for value, name, role in wanted:
        row = min(plan.rows - 1, max(0, plan.row(value, bars=bars)))
        free = [other for other in range(plan.rows) if other not in placed]
        if free:
            placed[min(free, key=lambda other: abs(other - row))] = (name, role)
    return placed


def axis_lines(data: ChartData, plan: Plan) -> tuple[str, str]:
    """The axis with a tick per label shown, and the labels under it: as many as stand apart, the last always.

    Of labels on a scale of their own (`ChartData.ticks`) it is the first that always stands there.
    """
    count = len(data.labels)
    labels = [*data.labels[:-1], data.labels[-1] + "*"] if data.dim_last else list(data.labels)
    offered = data.ticks or range(count)
    room = max(cell_len(labels[place]) for place in offered) + 2
    every = max(1, -(-room * len(offered) // plan.columns))
    ticks, placed = ["─"] * plan.columns, list[tuple[int, str]]()
    beyond = plan.columns + plan.right
    for place in reversed(data.ticks[::every]) if data.ticks else range(count - 1, -1, -every):
        column = plan.column(place, count, bars=data.kind != "line")
        label = cut(labels[place], plan.columns)
        first = max(0, min(column - cell_len(label) // 2, beyond - cell_len(label)))
        if not placed or first + cell_len(label) + 1 <= placed[-1][0]:
            ticks[column] = "┬"
            placed.append((first, label))
    under = ""
    for first, label in reversed(placed):
        under = pad(under, first) + label
    axis = value_labels(data, plan).get(plan.rows, "").rjust(plan.left - 2)
    return f"{axis} └{''.join(ticks)}", " " * plan.left + under


def mark_line(data: ChartData, plan: Plan) -> str:
    """The marks' labels over the plot: on the right of their column, on its left near the end, cut between two."""
    count = len(data.labels)
    columns = [plan.column(place, count, bars=data.kind != "line") for place, _ in data.marks]
    line = ""
    for (_, label), (column, end) in zip(
        data.marks, pairwise([*columns, plan.columns + plan.right + 1]), strict=True
    ):
        before = column - cell_len(label)
        if cell_len(label) > end - column - 2 and before > cell_len(line):
            line = f"{pad(line, before)}{label}╷"
        else:
            line = pad(line, column) + cut(f"╷{label}", max(1, end - column - 1))
    return line


def legend(data: ChartData, plan: Plan) -> list[tuple[str, str]]:
    """The entries beside the title, as (text, role), where names do not stand at the lines' ends."""
    named = data.kind == "line" and plan.right > 0
    sign = "━" if data.kind == "line" else "■"
    entries = [(f"{sign} {one.name}", str(one.role)) for one in data.series if one.name]
    shown = [] if named or len(entries) == 1 else entries
    if data.target is not None and not plan.right:
        shown.append((f"┄ {data.target_label}", "warn"))
    return shown
