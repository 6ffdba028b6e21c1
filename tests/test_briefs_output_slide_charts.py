import io
import zipfile

import pytest
from brief_samples import BARS, HOSTILE, LINE, PROGRESS
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE

from churntui.briefs.facts import Figure
from churntui.briefs.output import slide_charts
from churntui.briefs.output.deck import Deck
from churntui.briefs.output.plain_deck import Box


def drawn(figure, title="A title"):
    """The chart as it is read back, and the table of numbers in it."""
    deck = Deck()
    slide, _, _ = deck.slide(None)
    slide_charts.draw(slide, Box(100, 100, 300, 200), figure, title)
    file = io.BytesIO()
    deck._presentation.save(file)
    (shape,) = (shape for shape in Presentation(file).slides[0].shapes if shape.has_chart)
    return shape.chart


def sheet(chart):
    packed = zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return packed.read("xl/worksheets/sheet1.xml").decode(), packed.namelist()


def labels(chart):
    points = chart.plots[0].series[0].points
    return [points[at].data_label.text_frame.text for at in range(len(points))]


@pytest.mark.parametrize(
    ("figure", "kind"),
    [
        (BARS, XL_CHART_TYPE.BAR_CLUSTERED),
        (LINE, XL_CHART_TYPE.LINE_MARKERS),
        (PROGRESS, XL_CHART_TYPE.BAR_CLUSTERED),
    ],
)
def test_a_figure_is_a_chart_with_its_values_as_they_read(figure, kind):
    chart = drawn(figure)
    assert chart.chart_type == kind
    assert tuple(chart.plots[0].categories) == figure.labels
    assert tuple(chart.plots[0].series[0].values) == figure.values
    assert labels(chart) == [
        "" if value is None else shown for value, shown in zip(figure.values, figure.shown, strict=True)
    ]
    assert chart.value_axis.minimum_scale == 0
    assert not chart.has_legend
    assert all(int(axis.get("val")) > 0 for axis in chart.element.iter("{*}axId", "{*}crossAx"))
    assert chart.chart_title.text_frame.text == "A title"


def test_a_long_line_has_the_figures_of_its_ends():
    figure = Figure("line", tuple(map(str, range(20))), (None, *range(19)), tuple(map(str, range(20))))
    assert [label for label in labels(drawn(figure)) if label] == ["1", "19"]


@pytest.mark.parametrize("kind", ["bars", "line", "progress"])
@pytest.mark.parametrize("values", [(None,), (0,), (float("nan"), float("inf"), 3), (-4, 0, 3)])
def test_any_values_can_be_drawn(kind, values):
    figure = Figure(kind, tuple("x" for _ in values), values, tuple("y" for _ in values))
    found = drawn(figure).plots[0].series[0].values
    assert found == tuple(value if value in {0, 3, -4} else None for value in values)


@pytest.mark.parametrize("text", [*HOSTILE, "=1+1", "{=1+1}", "http://a.example/x", "mailto:a@b.example"])
def test_no_word_becomes_a_formula_or_an_address_in_the_table_of_numbers(text):
    chart = drawn(Figure("bars", (text, "b"), (1, 2), (text, "2")), text)
    xml, names = sheet(chart)
    assert "<f>" not in xml
    assert "hyperlink" not in xml
    assert not [name for name in names if "externalLink" in name]
