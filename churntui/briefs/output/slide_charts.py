"""The figures of a brief as charts of the presentation itself, whose numbers can be edited there."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from churntui.briefs.facts import Figure
from churntui.briefs.output.plain_deck import Box
from churntui.plain.text import clean_line, shortened

if TYPE_CHECKING:
    from pptx.chart.chart import Chart
    from pptx.slide import Slide

_SIZE = 12
"""Points of every word in a chart."""

_OBEYED = re.compile(r"\{?=|\w+:")
"""What a table of numbers would take for a formula or an address at the start of a cell."""

_MOST_TOLD = 8
"""Values of a line that all have their figure beside them; of more, the first and the last."""


def draw(slide: Slide, box: Box, figure: Figure, title: str) -> None:
    """Put the figure at this place, under the words it belongs to."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Pt

    is_line = figure.kind == "line"
    table = CategoryChartData()
    table.categories = [_cell(label, 24) for label in figure.labels]
    table.add_series(_cell(title, 60), [_known(value) for value in figure.values])
    kind = XL_CHART_TYPE.LINE_MARKERS if is_line else XL_CHART_TYPE.BAR_CLUSTERED
    chart = slide.shapes.add_chart(kind, *box.emu, table).chart
    chart.has_legend = False
    chart.has_title = True
    chart.chart_title.text_frame.text = shortened(clean_line(title), 60)
    chart.chart_title.include_in_layout = False
    for run in chart.chart_title.text_frame.paragraphs[0].runs:
        run.font.size, run.font.bold = Pt(_SIZE), True
    _axes(chart, figure)
    _colours(chart, is_line=is_line)
    _tell(chart, figure)


def _axes(chart: Chart, figure: Figure) -> None:
    """Lengths start at zero; the values stand beside their marks, so that their axis need not."""
    from pptx.enum.chart import XL_TICK_LABEL_POSITION
    from pptx.util import Pt

    known = [value for value in map(_known, figure.values) if value is not None]
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    if all(value >= 0 for value in known):
        chart.value_axis.minimum_scale = 0
        chart.value_axis.maximum_scale = 1.15 * max(known, default=0) or 1
    chart.category_axis.tick_labels.font.size = Pt(_SIZE)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.has_major_gridlines = False
    chart.category_axis.reverse_order = figure.kind != "line"
    for axis in chart.element.iter("{*}axId", "{*}crossAx"):
        axis.set(
            "val", axis.get("val").lstrip("-")
        )  # python-pptx numbers some below zero, which the format forbids


def _colours(chart: Chart, *, is_line: bool) -> None:
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    plot = chart.plots[0]
    plot.vary_by_categories = False
    series = plot.series[0]
    if is_line:
        series.smooth = False
        series.format.line.width = Pt(2.25)
        series.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_1
        fill = series.marker.format.fill
    else:
        plot.gap_width = 60
        fill = series.format.fill
    fill.solid()
    fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1


def _tell(chart: Chart, figure: Figure) -> None:
    """Each value as the brief writes it."""
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.util import Pt

    known = [at for at, value in enumerate(figure.values) if _known(value) is not None]
    is_line = figure.kind == "line"
    told = {known[0], known[-1]} if is_line and len(known) > _MOST_TOLD else known
    for at in told:
        label = chart.plots[0].series[0].points[at].data_label
        label.position = XL_LABEL_POSITION.ABOVE if is_line else XL_LABEL_POSITION.OUTSIDE_END
        label.text_frame.text = shortened(clean_line(figure.shown[at]), 20)
        for run in label.text_frame.paragraphs[0].runs:
            run.font.size = Pt(_SIZE)


def _known(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _cell(text: str, columns: int) -> str:
    """A text that a table of numbers shows as it is; a space keeps it from being obeyed."""
    line = shortened(clean_line(text), columns)
    return f" {line}" if _OBEYED.match(line) else line
