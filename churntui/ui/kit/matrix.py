"""Two kinds of codes against each other: how often each pair occurs, with a cursor on the pairs.

Columns that have no room are scrolled to by the cursor, as rows are; the margins stay in view. A pair of the same code
has a `=` before it, because colour alone must not say that the two agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from churntui.plain.matrix import Pairs
from churntui.ui.kit.safe import pad

LABEL = 16
"""Cells of a row's name."""

NARROWEST, WIDEST = 7, 12
"""Cells of a column, a gap before its text included."""

NO_PAIR = "·"
"""Where a pair does not occur."""

_HEAD = 2
"""Lines over the first row: what goes across, and the columns' names."""


class Matrix(Widget, can_focus=True):
    """The pairs as a grid. Who owns it hands the pairs in and listens for the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "matrix--head",
        "matrix--none",
        "matrix--same",
        "matrix--cursor",
        "matrix--empty",
    }

    DEFAULT_CSS = """
    Matrix {
        height: 1fr;
        & > .matrix--head { text-style: bold; color: $text-muted; }
        & > .matrix--none { color: $text-muted; text-style: dim; }
        & > .matrix--same { text-style: bold; color: $text-success; }
        & > .matrix--empty { color: $text-muted; }
        & > .matrix--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
            text-style: bold;
        }
        &:focus > .matrix--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1, 0)", "Row up", id="matrix.up", show=False, tooltip="One row up"),
        Binding("down,j", "move(1, 0)", "Row down", id="matrix.down", show=False, tooltip="One row down"),
        Binding("left,h", "move(0, -1)", "Left", id="matrix.left", show=False, tooltip="One column left"),
        Binding("right,l", "move(0, 1)", "Right", id="matrix.right", show=False, tooltip="One column right"),
        Binding("enter", "open", "Open", id="matrix.open", show=False, tooltip="The interviews of the pair"),
    ]

    pairs: reactive[Pairs] = reactive(Pairs)
    """What is shown."""

    cursor: reactive[tuple[int, int]] = reactive((0, 0))
    """The chosen row and column, from 0; they stay 0 while there are none."""

    empty: reactive[str] = reactive("")
    """What stands in the middle while there is no pair."""

    class Moved(Message):
        """The cursor stands on another pair, or the pairs are new."""

    class Opened(Message):
        """Enter, or a click on the chosen pair."""

    def __init__(self, *, empty: str, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.set_reactive(Matrix.empty, empty)
        self._first = (0, 0)

    @property
    def pair(self) -> tuple[str, str] | None:
        """The codes under the cursor, whether the pair occurs or not; None in an empty matrix."""
        down, across = self.pairs.down.codes, self.pairs.across.codes
        return (down[self.cursor[0]], across[self.cursor[1]]) if down and across else None

    def watch_pairs(self) -> None:
        """Keep the cursor on a pair that occurs, the first one where it was on none."""
        self.cursor = self.validate_cursor(self.cursor)
        if self.pair not in self.pairs.cells:
            down, across = self.pairs.down.codes, self.pairs.across.codes
            places = (
                (down.index(down_code), across.index(across_code))
                for down_code, across_code in self.pairs.cells
            )
            self.cursor = min(places, default=(0, 0))
        self.post_message(self.Moved())

    def validate_cursor(self, cursor: tuple[int, int]) -> tuple[int, int]:
        """Keeps the cursor on a pair."""
        sizes = len(self.pairs.down.codes), len(self.pairs.across.codes)
        down, across = (max(0, min(at, size - 1)) for at, size in zip(cursor, sizes, strict=True))
        return down, across

    def watch_cursor(self) -> None:
        """Tells."""
        self.post_message(self.Moved())

    def action_move(self, down: int, across: int) -> None:
        """Moves the cursor."""
        self.cursor = self.cursor[0] + down, self.cursor[1] + across

    def action_open(self) -> None:
        """Tells that the pair is wanted."""
        if self.pair in self.pairs.cells:
            self.post_message(self.Opened())

    def on_click(self, event: events.Click) -> None:
        """Chooses the pair under the pointer; opens the one already chosen."""
        down = event.y - _HEAD + self._first[0]
        across = (event.x - LABEL) // self._cell + self._first[1]
        if event.y < _HEAD or event.x < LABEL or (down, across) != self.validate_cursor((down, across)):
            return
        if (down, across) == self.cursor:
            self.action_open()
        else:
            self.cursor = down, across

    def render_line(self, y: int) -> Strip:
        """One line: the heads, a row, or the margin below the last row in view."""
        width = self.size.width
        if self.pair is None:
            text = self.empty if y == self.size.height // 2 else ""
            return self._strip([Segment(pad(text, width, "center"), self._style("empty"))])
        rows, columns = self._view()
        if y == 0:
            size = len(self.pairs.across.codes)
            part = f"  {columns[0] + 1}–{columns[-1] + 1} of {size}" if len(columns) < size else ""
            return self._strip(
                [Segment(" " * LABEL + f"  {self.pairs.across.title} →{part}", self._style("head"))]
            )
        if y == 1:
            return self._margin(
                f"{self.pairs.down.title} ↓", [self.pairs.across.labels[at] for at in columns], "all"
            )
        if y - _HEAD < len(rows):
            return self._row(rows[y - _HEAD], columns)
        if y - _HEAD == len(rows):
            return self._margin("all", [self.pairs.across.totals[at] for at in columns], self.pairs.total)
        return Strip.blank(width, self.rich_style)

    @property
    def _cell(self) -> int:
        """Cells of a column: what there is room for, within reason."""
        columns = len(self.pairs.across.codes) + 1
        return max(NARROWEST, min(WIDEST, (self.size.width - LABEL) // columns))

    def _view(self) -> tuple[range, range]:
        """The rows and columns there is room for, the cursor among them."""
        room = max(1, self.size.height - _HEAD - 1), max(1, (self.size.width - LABEL) // self._cell - 1)
        sizes = len(self.pairs.down.codes), len(self.pairs.across.codes)
        views = []
        for place, first, fits, size in zip(self.cursor, self._first, room, sizes, strict=True):
            start = max(0, min(max(place - fits + 1, min(first, place)), size - fits))
            views.append(range(start, min(size, start + fits)))
        self._first = views[0].start, views[1].start
        return views[0], views[1]

    def _row(self, at: int, columns: Sequence[int]) -> Strip:
        code, label = self.pairs.down.codes[at], self.pairs.down.labels[at]
        segments = [Segment(pad(label, LABEL), self.rich_style)]
        for column in columns:
            pair = code, self.pairs.across.codes[column]
            text, look = self._pair_text(pair)
            look = "cursor" if (at, column) == self.cursor else look
            segments.append(Segment(pad(text, self._cell, "right"), self._style(look)))
        segments.append(Segment(pad(self.pairs.down.totals[at], self._cell, "right"), self._style("head")))
        return self._strip(segments)

    def _pair_text(self, pair: tuple[str, str]) -> tuple[str, str]:
        """A pair's text and look."""
        if pair not in self.pairs.cells:
            return NO_PAIR, "none"
        text = self.pairs.cells[pair]
        return (f"={text}", "same") if pair[0] == pair[1] else (text, "")

    def _margin(self, label: str, texts: Sequence[str], last: str) -> Strip:
        parts = [pad(label, LABEL), *(pad(text, self._cell, "right") for text in (*texts, last))]
        return self._strip([Segment("".join(parts), self._style("head"))])

    def _strip(self, segments: list[Segment]) -> Strip:
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _style(self, look: str) -> Style:
        return self.get_component_rich_style(f"matrix--{look}") if look else self.rich_style
