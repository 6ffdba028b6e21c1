import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.ui.kit.canvas import (
    BLANK,
    Cell,
    Part,
    Scale,
    bar_level,
    blank,
    paint_bar,
    paint_whisker,
    underlay,
    zero_row,
)


@pytest.mark.parametrize(
    ("values", "ticks", "whole", "labels"),
    [
        ([0, 12], 3, False, [0, 5, 10]),
        ([0.88, 1.08], 2, False, [0.9, 1.0]),
        ([0, 5], 2, True, [0, 5]),
        ([0, 1], 5, True, [0, 1]),
        ([-54, 107], 3, False, [-100, 0, 100][1:]),
        ([0, 0], 2, False, [0, 0.5, 1]),
        ([7, 7], 2, True, [0, 5]),
    ],
)
def test_ticks_are_round_and_inside(
    values: list[float], ticks: int, whole: bool, labels: list[float]
) -> None:
    assert Scale.over(values, ticks, whole=whole).ticks == pytest.approx(labels)


finite = st.floats(-1e15, 1e15)


@given(st.lists(finite, min_size=1, max_size=8), st.integers(1, 10), st.booleans())
def test_a_scale_holds_every_value(values: list[float], ticks: int, whole: bool) -> None:
    scale = Scale.over(values, ticks, whole=whole)
    assert scale.low <= min(values) <= max(values) <= scale.high
    assert scale.low < scale.high
    assert len(scale.ticks) <= 2 * ticks + 3


def column(parts: list[Part], scale: Scale, height: int) -> list[Cell]:
    canvas = blank(1, height)
    paint_bar(canvas, scale, range(1), parts)
    return [row[0] for row in canvas]


def test_a_bar_ends_on_an_eighth() -> None:
    cells = column([Part(1.25, "good")], Scale(0, 3, 1), 3)
    assert cells == [BLANK, Cell("▂", "good"), Cell("█", "good")]


def test_two_parts_share_a_cell() -> None:
    cells = column([Part(1.5, "good"), Part(0.5, "bad")], Scale(0, 2, 1), 2)
    assert cells == [Cell("▄", "good", "bad"), Cell("█", "good")]


def test_gains_go_up_and_losses_hang_down() -> None:
    cells = column([Part(1, "good"), Part(-1.5, "bad")], Scale(-2, 2, 1), 4)
    assert cells == [BLANK, Cell("█", "good"), Cell("█", "bad"), Cell("▄", "bad", hanging=True)]


def test_nothing_is_painted_for_zero() -> None:
    assert column([Part(0, "good")], Scale(0, 2, 1), 2) == [BLANK, BLANK]


@given(st.floats(-1e12, 0), st.floats(0, 1e12), st.integers(2, 40))
def test_levels_stay_on_the_canvas_and_grow_with_the_value(low: float, high: float, height: int) -> None:
    scale = Scale.over([low, high], 3)
    ends = bar_level(scale, height, scale.low), bar_level(scale, height, scale.high)
    assert 0 <= ends[0] <= bar_level(scale, height, 0) == zero_row(scale, height) * 8 <= ends[1] <= height * 8


def test_what_is_drawn_covers_what_lies_under_it() -> None:
    canvas = [[Cell("█", "good"), BLANK]]
    for place in (-1, 0, 1, 2):
        underlay(canvas, 0, place, Cell("┄"))
    underlay(canvas, 5, 0, Cell("┄"))
    assert canvas == [[Cell("█", "good"), Cell("┄")]]


@pytest.mark.parametrize(
    ("ends", "column"),
    [
        ((0.2, 0.8), " ┬│┴ "),
        ((0.8, 0.2), " ┬│┴ "),
        ((0.45, 0.55), "  ┼  "),
        ((0.0, 1.0), "┬│││┴"),
        ((0.0, 0.0), "    ┼"),
    ],
)
def test_a_whisker_reaches_from_one_value_to_the_other(ends: tuple[float, float], column: str) -> None:
    canvas = blank(1, 5)
    paint_whisker(canvas, Scale(0.0, 1.0, 0.5), 0, ends)
    assert "".join(row[0].glyph for row in canvas) == column


def test_a_whisker_stands_on_its_bar() -> None:
    canvas = blank(1, 4)
    paint_bar(canvas, Scale(0.0, 1.0, 0.5), range(1), [Part(0.5, "primary")])
    paint_whisker(canvas, Scale(0.0, 1.0, 0.5), 0, (0.25, 1.0))
    assert [row[0].ground for row in canvas] == ["", "", "primary", ""]
    assert canvas[3][0].glyph == "█"
