"""Frames as laws: none overlap, all are whole, each column is full."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from churntui.ui.logos.frames import Frame, Need, arranged, columns_in, heights

needs = st.builds(
    Need,
    least=st.integers(3, 14),
    wanted=st.integers(3, 40),
    grows=st.booleans(),
    two=st.tuples(st.integers(0, 2), st.integers(0, 1)),
    three=st.integers(0, 2),
)


@given(st.lists(needs, min_size=1, max_size=14), st.integers(20, 260), st.integers(14, 80))
def test_frames_fill_their_view_and_touch_no_other(wanted: list[Need], width: int, height: int) -> None:
    frames = arranged(wanted, width, height)
    assert len(frames) == len(wanted)
    for view in {frame.view for frame in frames}:
        cells = [cell for frame in frames if frame.view == view for cell in _cells(frame)]
        assert len(cells) == len(set(cells)) == width * height
    assert sorted({frame.view for frame in frames}) == list(range(max(frame.view for frame in frames) + 1))


@given(st.lists(needs, min_size=1, max_size=5), st.integers(1, 90))
def test_lines_are_shared_out_to_the_last(wanted: list[Need], room: int) -> None:
    if sum(need.least for need in wanted) <= room:
        lines = heights(wanted, room)
        assert sum(lines) == room
        assert all(got >= need.least for got, need in zip(lines, wanted, strict=True))


def test_what_is_wanted_comes_before_what_grows() -> None:
    assert heights([Need(5, 10), Need(5, 6, grows=True)], 30) == [10, 20]
    assert heights([Need(5, 10), Need(5, 20)], 20) == [10, 10]


def test_a_narrow_terminal_has_one_section_in_a_view() -> None:
    frames = arranged([Need(5, 5), Need(5, 5)], 80, 18)
    assert frames == [Frame(0, 0, 0, 80, 18), Frame(1, 0, 0, 80, 18)]
    assert [columns_in(width) for width in (80, 120, 200)] == [1, 2, 3]
    assert arranged([Need(5, 5)], 0, 0) == []


def _cells(frame: Frame) -> list[tuple[int, int]]:
    return [
        (x, y) for x in range(frame.x, frame.x + frame.width) for y in range(frame.y, frame.y + frame.height)
    ]
