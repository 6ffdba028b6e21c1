"""A table whose rows stand in groups, each under a heading that says what the group comes to.

The headings are lines and no rows: the cursor goes from row to row, and from group to group. A heading comes into view
with the first row of its group.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.strip import Strip

from churntui.ui.kit.safe import cut
from churntui.ui.kit.table import CURSOR, GAP, Row, VirtualTable

_ABOVE = 3
"""The part of the view, a third, that a group leaves to those before it when the list opens on it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that follow each other, and what stands over them."""

    key: Hashable
    """What tells it from the others."""
    first: int
    """The place of its first row."""
    heading: str
    aside: str = ""
    """What it comes to."""


class GroupedTable(VirtualTable[Row]):
    """The table."""

    _groups: tuple[Group, ...] = ()

    _opens_on: Hashable = None
    """The group that is to be brought to its place in the view as soon as there is one."""

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups shown, in their order; none is empty."""
        return self._groups

    @property
    def group(self) -> Group | None:
        """That of the chosen row."""
        return self._groups[self._nth_of(self.cursor)] if self._groups and self._rows else None

    def set_groups(
        self,
        rows: Sequence[Row],
        groups: Sequence[Group],
        keep: Callable[[Row], object] | None = None,
    ) -> None:
        """Show these rows under the headings of their groups, the first of which begins with the first row."""
        self._groups = tuple(groups)
        self.set_rows(rows, keep)

    def go_to_group(self, key: Hashable) -> bool:
        """Choose the first row of a group, with those before it in view above; False where there is none."""
        group = next((group for group in self._groups if group.key == key), None)
        if group is None:
            return False
        self.cursor = group.first
        self._opens_on = key
        self.call_after_refresh(self._leave_room_above)
        return True

    def step_group(self, steps: int) -> None:
        """Choose the first row of the group so many further on; the ends are stops."""
        if self._groups:
            at = self._nth_of(self.cursor) + steps
            self.cursor = self._groups[max(0, min(at, len(self._groups) - 1))].first

    def on_resize(self) -> None:
        """Has the group it was to open on in its place once there is room."""
        self._leave_room_above()

    def _leave_room_above(self) -> None:
        height = self.scrollable_content_region.height
        group = next((group for group in self._groups if group.key == self._opens_on), None)
        if group is not None and height > _ABOVE:
            self._opens_on = None
            line = self._line_of(group.first) - 2
            self.scroll_to(y=max(0, line - (height - 1) // _ABOVE), animate=False, force=True)

    def _nth_of(self, place: int) -> int:
        """Which group a row is in."""
        return bisect_right(self._groups, place, key=lambda group: group.first) - 1

    def _show_extent(self) -> None:
        self.virtual_size = Size(0, len(self._rows) + len(self._groups) + 1)

    def _line_of(self, place: int) -> int:
        return place + 1 + self._nth_of(place) + 1

    def _lines_of(self, place: int) -> Region:
        line = self._line_of(place)
        is_first = any(group.first == place for group in self._groups)
        return Region(0, line - 1 - is_first, 1, 2 + is_first)

    def _heading_at(self, line: int) -> int | None:
        """The group whose heading stands there, in lines counted from that of the header."""
        at = line - 1
        nth = bisect_right([group.first + nth for nth, group in enumerate(self._groups)], at) - 1
        return nth if nth >= 0 and self._groups[nth].first + nth == at else None

    def _place_at(self, line: int) -> int | None:
        at = line - 1 + self.scroll_offset.y
        if line == 0 or self._heading_at(at + 1) is not None:
            return None
        nth = bisect_right([group.first + nth for nth, group in enumerate(self._groups)], at)
        place = at - nth
        return place if 0 <= place < len(self._rows) else None

    def _line_between(self, y: int, width: int) -> Strip:
        nth = self._heading_at(y + self.scroll_offset.y)
        if nth is None:
            return super()._line_between(y, width)
        group = self._groups[nth]
        bold = self.rich_style + self.get_component_rich_style("virtual-table--bold", partial=True)
        dim = self.rich_style + self.get_component_rich_style("virtual-table--dim", partial=True)
        heading = cut(group.heading, width - len(CURSOR))
        aside = cut(group.aside, max(0, width - len(CURSOR) - len(heading) - len(GAP)))
        segments = [Segment(" " * len(CURSOR), bold), Segment(heading, bold), Segment(GAP + aside, dim)]
        return Strip(segments).adjust_cell_length(width, self.rich_style)
