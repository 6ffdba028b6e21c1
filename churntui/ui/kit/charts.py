"""Charts of periods: lines by plotext, bars by `canvas`, both inside axes of our own.

plotext draws the bare lines only. Its axes, labels and legend box cost more than the lines, measure wide
characters wrongly and cover the data; ours are text with known cells. Colours are roles (`good`, `primary`) until
the last step: plotext is given a number per role and the palette of the current theme turns it into a style,
which makes 16-colour themes work as well as any. plotext keeps one figure for the whole process: `_LOCK` gives it
to one drawing at a time. It is imported by the first drawing of a line, never with this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from itertools import groupby
from threading import Lock
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from churntui.plain.chart import ChartData, Role, Series
from churntui.plain.spark import spark
from churntui.ui.kit.axes import Plan, axis_lines, end_labels, legend, mark_line, plan_of, value_labels
from churntui.ui.kit.canvas import (
    BLANK,
    Canvas,
    Cell,
    Part,
    blank,
    paint_bar,
    paint_whisker,
    underlay,
    zero_row,
)
from churntui.ui.kit.chartdata import tidy
from churntui.ui.kit.safe import cut, pad, wrapped

__all__ = ["Chart", "ChartData", "Palette", "Role", "Series", "draw"]

LEAST_COLUMNS = 12
"""A plot narrower than this is shown as sparks."""

LEAST_WITH_WHISKER = 3
"""A bar narrower than this would be hidden by a whisker."""

LEAST_ROWS = 3
"""A plot lower than this is shown as sparks."""

_PLAIN = Style.null()
_FAINT = Style(dim=True)
_LOCK = Lock()
_FIRST_CODE = 16  # of plotext's 256 colours; below are the terminal's own
_SGR = re.compile("\x1b\\[([0-9;]*)m")


@dataclass(frozen=True, slots=True)
class Palette:
    """A style per role; of each only the colour and weight are used."""

    primary: Style = _PLAIN
    secondary: Style = _PLAIN
    good: Style = _PLAIN
    bad: Style = _PLAIN
    warn: Style = _PLAIN
    accent: Style = _PLAIN
    dim: Style = _FAINT

    def style(self, cell: Cell) -> Style:
        """How a cell of these roles looks."""
        ink: Style = getattr(self, cell.ink) if cell.ink else _PLAIN
        if cell.ground:
            ground: Style = getattr(self, cell.ground)
            ink = ink + Style(bgcolor=ground.color)
        if cell.hanging:
            ink = ink + Style(reverse=True)
        return ink + _FAINT if cell.faint else ink


@lru_cache(maxsize=64)
def draw(chart: ChartData, width: int, height: int, palette: Palette) -> Text:
    """The chart as `height` lines of `width` cells each. Treat it as frozen: equal arguments share one.

    Never fails for odd values or sizes: without a figure it says so, and too small for axes it shows sparks.
    """
    shown = tidy(chart, width)
    if not any(value is not None for series in shown.series for value in series.values):
        return _sentence(shown, width, height)
    plan = plan_of(shown, width, height - 3 - bool(shown.marks))
    if plan.columns < LEAST_COLUMNS or plan.rows < LEAST_ROWS:
        return _sparks(shown, width, height, palette)
    header = _header(shown, plan, width, palette)
    if not header:
        plan = replace(plan, rows=plan.rows + 1)
    canvas = _lines(shown, plan) if shown.kind == "line" else _bars(shown, plan)
    _underlays(canvas, shown, plan)
    lines = [header] if header else []
    if shown.marks:
        lines.append(Text(" " * plan.left + mark_line(shown, plan), palette.dim))
    lines += _framed(canvas, shown, plan, palette)
    lines += [Text(line, palette.dim) for line in axis_lines(shown, plan)]
    return _joined(lines, width, height)


def _sentence(chart: ChartData, width: int, height: int) -> Text:
    lines = [Text(pad(line, width, "center")) for line in wrapped(chart.empty, max(1, width - 4))]
    return _joined([Text()] * max(0, (height - len(lines)) // 2) + lines, width, height)


def _sparks(chart: ChartData, width: int, height: int, palette: Palette) -> Text:
    """One line per series: its name and its course, in the room there is."""
    name = min(max(cell_len(series.name) for series in chart.series), width // 2)
    room = min(max(0, width - name - 1), len(chart.labels))
    lines = [
        Text(f"{pad(series.name, name)} ") + Text(spark(series.values, room), getattr(palette, series.role))
        for series in chart.series
    ]
    return _joined(lines, width, height)


def _header(chart: ChartData, plan: Plan, width: int, palette: Palette) -> Text:
    """The title on the left, the legend on the right, as much of it as fits whole."""
    title = cut(chart.title, width)
    header, used = Text(), cell_len(title)
    for entry, role in legend(chart, plan):
        room = width - used - 2
        if cell_len(entry) > room:
            break
        header.append("  ").append(entry, getattr(palette, role))
        used += cell_len(entry) + 2
    gap = " " * (width - used) if title else ""
    return Text().append(title, Style(bold=True)).append(gap).append_text(header)


def _framed(canvas: Canvas, chart: ChartData, plan: Plan, palette: Palette) -> list[Text]:
    """The plot's rows, each between its value label and its name."""
    values, names = value_labels(chart, plan), end_labels(chart, plan)
    styles: dict[Cell, Style] = {}
    lines = []
    for nth, row in enumerate(canvas):
        label = values.get(nth, "")
        line = Text(f"{label.rjust(plan.left - 2)} {'┤' if label else '│'}", palette.dim, end="")
        line = Text(end="").append_text(line)
        for look, run in groupby(row, key=lambda cell: cell._replace(glyph="")):
            if look not in styles:
                styles[look] = palette.style(look)
            line.append("".join(cell.glyph for cell in run), styles[look])
        if nth in names:
            name, role = names[nth]
            line.append(" " + name, getattr(palette, role))
        lines.append(line)
    return lines


def _joined(lines: Sequence[Text], width: int, height: int) -> Text:
    """Exactly `height` lines of exactly `width` cells."""
    whole = []
    for line in [*lines, *[Text()] * height][:height]:
        spare = width - cell_len(line.plain)
        whole.append(line + Text(" " * spare) if spare >= 0 else Text(cut(line.plain, width)))
    joined = Text("\n", end="", no_wrap=True).join(whole)
    joined.end = ""
    return joined


def _lines(chart: ChartData, plan: Plan) -> Canvas:
    """The lines in braille, and a dot for each figure that has no neighbour."""
    runs = [(nth, run) for nth, series in enumerate(chart.series) for run in _runs(series.values)]
    strokes = [stroke for nth, run in runs if len(run) > 1 for stroke in _strokes(chart, nth, run)]
    canvas = _plotted(strokes, len(chart.labels), plan) if strokes else blank(plan.columns, plan.rows)
    canvas = [[_inked(cell, chart) for cell in row] for row in canvas]
    for nth, run in runs:
        if len(run) == 1:
            (place, value) = run[0]
            faint = chart.dim_last and place == len(chart.labels) - 1
            row, column = plan.row(value, bars=False), plan.column(place, len(chart.labels), bars=False)
            canvas[row][column] = Cell("•", chart.series[nth].role, faint=faint)
    return canvas


_Run = list[tuple[int, float]]
_Stroke = tuple[int, _Run]


def _runs(values: Sequence[float | None]) -> Iterator[_Run]:
    """The stretches of a series without a gap, as (place, value)."""
    for known, run in groupby(enumerate(values), key=lambda pair: pair[1] is not None):
        if known:
            yield [(place, value) for place, value in run if value is not None]


def _strokes(chart: ChartData, nth: int, run: _Run) -> Iterator[_Stroke]:
    """A run as strokes of one colour code each: even codes are faint, for what leads to an open period."""
    code = _FIRST_CODE + 2 * nth
    if chart.dim_last and run[-1][0] == len(chart.labels) - 1:
        yield code, run[-2:]
        run = run[:-1]
    yield code + 1, run


def _inked(cell: Cell, chart: ChartData) -> Cell:
    if not cell.ink:
        return cell
    nth, solid = divmod(int(cell.ink) - _FIRST_CODE, 2)
    return Cell(cell.glyph, chart.series[nth].role, faint=not solid)


def _plotted(strokes: Sequence[_Stroke], count: int, plan: Plan) -> Canvas:
    """What plotext draws, without frame or ticks; each cell's ink is its stroke's colour code."""
    import plotext  # 40 ms that the first frame does not wait for

    with _LOCK:
        plotext.clear_figure()
        plotext.limit_size(False, False)  # noqa: FBT003 - plotext's own signature
        plotext.plot_size(plan.columns, plan.rows)
        plotext.frame(False)  # noqa: FBT003
        plotext.xfrequency(0)
        plotext.yfrequency(0)
        plotext.canvas_color("default")
        plotext.axes_color("default")
        plotext.xlim(-0.5, count - 0.5)
        plotext.ylim(plan.scale.low, plan.scale.high)
        for code, run in strokes:
            places, values = zip(*run, strict=True)
            plotext.plot(list(places), list(values), marker="braille", color=code)
        drawn: str = plotext.build()
        plotext.clear_figure()
    lines = drawn.split("\n")[: plan.rows]
    return [(_cells(line) + [BLANK] * plan.columns)[: plan.columns] for line in lines]


def _cells(line: str) -> list[Cell]:
    """A line of plotext as cells: its only escapes are `38;5;code` and the reset."""
    cells: list[Cell] = []
    ink = ""
    for nth, piece in enumerate(_SGR.split(line)):
        if nth % 2:
            ink = piece.removeprefix("38;5;") if piece.startswith("38;5;") else ""
        else:
            cells += [BLANK if glyph == " " else Cell(glyph, ink) for glyph in piece]
    return cells


def _bars(chart: ChartData, plan: Plan) -> Canvas:
    canvas = blank(plan.columns, plan.rows)
    count = len(chart.labels)
    side_by_side = len(chart.series) if chart.kind == "bars" else 1
    slot = plan.slot(count)
    wide = max(1, min(12, slot * 7 // 10 // side_by_side))
    for place in range(count):
        faint = chart.dim_last and place == count - 1
        parts = [Part(series.values[place] or 0.0, series.role) for series in chart.series]
        groups = [[part] for part in parts] if chart.kind == "bars" else [parts]
        start = place * slot + max(0, slot - wide * side_by_side) // 2
        for nth, group in enumerate(groups):
            columns = range(start + nth * wide, min(start + (nth + 1) * wide, plan.columns))
            paint_bar(canvas, plan.scale, columns, group, faint=faint)
            if chart.kind == "bars":
                _whisker(canvas, plan, columns, chart.series[nth], place)
    return canvas


def _whisker(canvas: Canvas, plan: Plan, columns: range, series: Series, place: int) -> None:
    """Between what the value may lie, in the middle of its bar; a bar too narrow for it stays as it is."""
    ends = series.ranges[place] if place < len(series.ranges) else None
    if ends is not None and len(columns) >= LEAST_WITH_WHISKER:
        paint_whisker(canvas, plan.scale, columns[len(columns) // 2], ends)


def _underlays(canvas: Canvas, chart: ChartData, plan: Plan) -> None:
    """Behind the figures: the target, the zero line of bars that go both ways, and the marks."""
    bars = chart.kind != "line"
    rows = range(plan.rows)
    if chart.target is not None:
        for column in range(plan.columns):
            underlay(canvas, _target_row(chart.target, plan, bars=bars), column, Cell("┄", "warn"))
    if bars and 0 < zero_row(plan.scale, plan.rows) < plan.rows:
        for column in range(plan.columns):
            underlay(canvas, plan.row(0.0, bars=True), column, Cell("▔", "dim"))
    for place, _ in chart.marks:
        for row in rows:
            underlay(canvas, row, plan.column(place, len(chart.labels), bars=bars), Cell("╎", "dim"))


def _target_row(target: float, plan: Plan, *, bars: bool) -> int:
    return min(plan.rows - 1, max(0, plan.row(target, bars=bars)))


class Chart(Widget):
    """Shows the chart in `data`. It is drawn after the frame that asked for it, and kept while it fits."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "chart--primary",
        "chart--secondary",
        "chart--good",
        "chart--bad",
        "chart--warn",
        "chart--accent",
        "chart--dim",
    }

    DEFAULT_CSS = """
    Chart {
        height: 1fr;
        min-height: 3;
        & > .chart--primary { color: $text-primary; }
        & > .chart--secondary { color: $text-secondary; }
        & > .chart--good { color: $text-success; }
        & > .chart--bad { color: $text-error; }
        & > .chart--warn { color: $text-warning; }
        & > .chart--accent { color: $text-accent; }
        & > .chart--dim { color: $foreground; text-style: dim; }
    }
    """

    data: reactive[ChartData | None] = reactive(None)
    """What is shown; None is an empty area."""

    def __init__(
        self,
        chart: ChartData | None = None,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._strips: list[Strip] = []
        self._stale = True
        self.set_reactive(Chart.data, chart)

    @property
    def palette(self) -> Palette:
        """The current theme's styles of the roles."""
        style = self.get_component_rich_style
        roles = (field.name for field in fields(Palette))
        return Palette(**{role: style(f"chart--{role}", partial=True) for role in roles})

    def watch_data(self) -> None:
        """Draws anew."""
        self._outdate()

    def on_resize(self) -> None:
        """Draws anew for the size."""
        self._outdate()

    def notify_style_update(self) -> None:
        """Draws anew: the theme may have changed."""
        super().notify_style_update()
        self._outdate()

    def _outdate(self) -> None:
        self._stale = True
        if self.is_running:
            self.call_after_refresh(self._redraw)

    def _redraw(self) -> None:
        if not self._stale or not self.is_attached or not self.size:
            return
        self._stale = False
        if self.data is None:
            self._strips = []
        else:
            text = draw(self.data, self.size.width, self.size.height, self.palette)
            self._strips = [
                Strip(line.render(self.app.console)) for line in text.split("\n", allow_blank=True)
            ]
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the drawing; blank until it is made."""
        if y >= len(self._strips):
            return Strip.blank(self.size.width, self.rich_style)
        width = self.size.width
        return self._strips[y].adjust_cell_length(width).apply_style(self.rich_style)
