from xml.etree import ElementTree as ET

import pytest
from brief_samples import BARS, HOSTILE, LINE, PROGRESS

from churntui.briefs.facts import Figure
from churntui.briefs.output.figures import WIDTH, drawn


def parsed(figure):
    return ET.fromstring(drawn(figure))


def words(figure):
    return [text.text for text in parsed(figure).iter("text")]


def classed(figure, tag, name):
    return [shape for shape in parsed(figure).iter(tag) if shape.get("class") == name]


def lengths(figure):
    return [float(bar.get("width")) for bar in classed(figure, "rect", "bar")]


def test_bars_are_as_long_as_their_values_and_what_was_not_measured_has_none():
    first, second = lengths(BARS)
    assert first / second == pytest.approx(420 / 180, rel=0.01)
    assert words(BARS) == ["Create report", "420", "Export", "180", "Share", "–"]


def test_bars_below_zero_go_the_other_way():
    figure = Figure("bars", ("a", "b"), (-5.0, 10.0), ("−5", "10"))
    below, above = classed(figure, "rect", "bar")
    assert float(below.get("x")) + float(below.get("width")) == pytest.approx(float(above.get("x")), abs=0.2)


def test_a_line_has_a_gap_where_nothing_was_measured():
    assert len(classed(LINE, "circle", "dot")) == 4
    assert [path.get("d").count("L") for path in classed(LINE, "path", "line")] == [2]
    assert words(LINE)[:2] == ["Q4 2025", "31 %"]


def test_a_line_starts_at_zero():
    figure = Figure("line", ("a", "b", "c"), (0.0, 50.0, 100.0), ("0", "50", "100"))
    heights = [float(dot.get("cy")) for dot in classed(figure, "circle", "dot")]
    axis = float(classed(figure, "path", "axis")[0].get("d").split(" ")[1].split("H")[0])
    assert heights[0] == axis
    assert heights[0] - heights[1] == pytest.approx(heights[1] - heights[2], abs=0.2)


def test_a_long_line_names_its_ends_only():
    figure = Figure(
        "line", tuple(f"week {n}" for n in range(30)), (None, *range(28), None), tuple(map(str, range(30)))
    )
    assert words(figure) == ["week 1", "1", "week 28", "28"]


@pytest.mark.parametrize(
    ("values", "share"),
    [((12, 9, 6), 0.5), ((0, 75, 100), 0.75), ((10, 10, 20), 0), ((10, 20, 20), 1)],
)
def test_progress_goes_from_the_start_to_the_target_whichever_is_larger(values, share):
    (dot,) = classed(Figure("progress", ("s", "n", "t"), values, ("1", "2", "3")), "circle", "dot")
    assert float(dot.get("cx")) == pytest.approx(6 + share * (WIDTH - 12), abs=0.1)


def test_progress_past_an_end_stays_in_the_picture():
    for now in (-30, 400):
        (dot,) = classed(Figure("progress", ("s", "n", "t"), (0, now, 100), ("", "", "")), "circle", "dot")
        assert 0 < float(dot.get("cx")) < WIDTH


def test_progress_not_measured_has_its_way_and_no_mark():
    figure = Figure("progress", ("Start", "Now", "Target"), (0, None, 100), ("0", "–", "100"))
    assert not classed(figure, "circle", "dot")
    assert sorted(words(figure)) == ["Now –", "Start 0", "Target 100"]


@pytest.mark.parametrize("values", [(None, 5, 10), (0, 5, None), (5, 5, 5)])
def test_progress_without_a_way_is_bars(values):
    figure = Figure("progress", ("Start", "Now", "Target"), values, ("a", "b", "c"))
    assert words(figure) == ["Start", "a", "Now", "b", "Target", "c"]


@pytest.mark.parametrize("kind", ["bars", "line", "progress"])
@pytest.mark.parametrize("values", [(), (None,), (0,), (7,), (float("nan"), float("inf"), 3), (0, 0, 0)])
def test_any_values_can_be_drawn(kind, values):
    figure = Figure(kind, tuple("x" for _ in values), values, tuple("y" for _ in values))
    assert "nan" not in drawn(figure)
    assert "inf" not in drawn(figure)
    assert parsed(figure).get("role") == "img"


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", ["bars", "line", "progress"])
def test_words_are_text_within_the_picture_and_told_to_who_cannot_see_it(kind, text):
    figure = Figure(kind, (text, "b", "c"), (1, 2, 3), (text, "2", "3"))
    assert {shape.tag for shape in parsed(figure).iter()} <= {"svg", "text", "rect", "path", "circle"}
    assert parsed(figure).get("aria-label").endswith("; b: 2; c: 3")
    assert all(len(word) <= WIDTH / 2 / 5 for word in words(figure))


def test_who_cannot_see_the_picture_is_told_every_value():
    assert parsed(PROGRESS).get("aria-label") == "Start: 12 h; Now: 7.5 h; Target: 6 h"
