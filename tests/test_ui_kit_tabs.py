from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from churntui.ui.kit.tabs import window


@given(st.lists(st.integers(3, 20), min_size=1, max_size=14), st.data(), st.integers(1, 200))
def test_the_current_tab_is_always_shown_and_what_is_shown_has_room(
    cells: list[int], data: st.DataObject, room: int
) -> None:
    current = data.draw(st.integers(0, len(cells) - 1))
    first, end = window(cells, current, room)
    assert first <= current < end
    assert end - first == 1 or sum(cells[first:end]) <= room
    if sum(cells) <= room:
        assert (first, end) == (0, len(cells))


def test_tabs_around_the_current_one_are_shown() -> None:
    assert window([10] * 8, 0, 50) == (0, 4)
    assert window([10] * 8, 7, 50) == (4, 8)
    assert window([], 0, 50) == (0, 0)
    assert window([10] * 8, 3, 0) == (0, 8)
