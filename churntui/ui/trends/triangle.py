"""The triangle of cohorts: a row for each cohort, a column for each age, the figure in every cell, its share as colour.

The number says everything; the colour lets the eye find the age at which cohorts thin out, and says nothing in a
theme of the terminal's own colours, where there are no shades and weight stands for them. Rows and columns without
room are scrolled to by the cursor; names, ages and the average stay. Only the lines in view are drawn.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.strip import Strip

from churntui.questions.cohorts.triangle import MARKS, Cell, TriangleData, TriangleRow
from churntui.questions.shown import Figures, TrendRow
from churntui.ui.kit.safe import cut, pad, wrapped
from churntui.ui.kit.table import CURSOR
from churntui.ui.trends.body import TrendBody
from churntui.ui.trends.triangle_layout import EDGE, Layout

SHADES = 6
"""How many steps of colour there are."""

MARK = "●"
"""What stands before a marked row."""

_FAINT = Style(dim=True)

_HEAD = 2
"""Lines over the first row: what the figures are, and the ages."""


class Triangle(TrendBody):
    """The triangle with a cursor on its cells."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "triangle--head",
        "triangle--told",
        "triangle--running",
        "triangle--cursor",
        "triangle--empty",
        *(f"triangle--shade-{step}" for step in range(SHADES)),
        *(f"triangle--weight-{step}" for step in range(SHADES)),
        *(f"triangle--mark-{role}" for role in MARKS),
    }

    DEFAULT_CSS = """
    Triangle {
        height: 1fr;
        & > .triangle--head { text-style: bold; color: $text-muted; }
        & > .triangle--told { color: $text-muted; }
        & > .triangle--running { text-style: dim; }
        & > .triangle--empty { color: $text-muted; }
        & > .triangle--shade-0 { background: $primary 6%; color: $text; }
        & > .triangle--shade-1 { background: $primary 18%; color: $text; }
        & > .triangle--shade-2 { background: $primary 30%; color: $text; }
        & > .triangle--shade-3 { background: $primary 44%; color: $text; }
        & > .triangle--shade-4 { background: $primary 60%; color: $text; }
        & > .triangle--shade-5 { background: $primary 80%; color: $text; }
        & > .triangle--weight-4 { text-style: bold; }
        & > .triangle--weight-5 { text-style: bold; }
        & > .triangle--mark-primary { color: $text-primary; }
        & > .triangle--mark-good { color: $text-success; }
        & > .triangle--mark-accent { color: $text-accent; }
        & > .triangle--mark-bad { color: $text-error; }
        & > .triangle--mark-secondary { color: $text-secondary; }
        & > .triangle--mark-warn { color: $text-warning; }
        & > .triangle--cursor { color: $text-muted; text-style: bold reverse; }
        &:focus > .triangle--cursor { color: $text; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left,h", "move(0, -1)", "Age", key_display="←→", id="triangle.left", tooltip="The age before"
        ),
        Binding("right,l", "move(0, 1)", "Older", id="triangle.right", show=False, tooltip="The next age"),
        Binding("up,k", "move(-1, 0)", "Row up", id="triangle.up", show=False, tooltip="The cohort before"),
        Binding(
            "down,j", "move(1, 0)", "Row down", id="triangle.down", show=False, tooltip="The next cohort"
        ),
        Binding("pageup", "page(-1)", "Page up", id="triangle.pageup", show=False, tooltip="One page up"),
        Binding(
            "pagedown", "page(1)", "Page down", id="triangle.pagedown", show=False, tooltip="One page down"
        ),
        Binding("home", "age(0)", "First age", id="triangle.home", show=False, tooltip="To the first age"),
        Binding(
            "end", "age(-1)", "Last age", id="triangle.end", show=False, tooltip="To the cohort's last age"
        ),
        Binding(
            "g", "cohort(0)", "First row", id="triangle.first", show=False, tooltip="To the first cohort"
        ),
        Binding("G", "cohort(-1)", "Last row", id="triangle.last", show=False, tooltip="To the last cohort"),
        Binding(
            "space", "mark", "Mark", id="triangle.mark", tooltip="Draw the cohort beside the others marked"
        ),
        Binding("enter", "open", "Who", id="triangle.open", show=False, tooltip="Who stands behind the cell"),
    ]

    cursor: reactive[tuple[int, int]] = reactive((0, 0), init=False)
    """The chosen row among those shown, and the age, from 0; they stay 0 while there is nothing."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._data: TriangleData | None = None
        self._places: list[int] = []  # of the rows that the filter leaves
        self._marked: list[Hashable] = []
        self._first = (0, 0)
        self._empty = ""
        self._laid_out: Layout | None = None
        self._base: Style | None = None
        self._strips: dict[tuple[int, int, int | None], Strip] = {}

    def show(self, figures: Figures, words: str) -> None:
        """Show these cohorts, with the cursor on the same one as before where it is still there."""
        before = self._chosen
        shown = figures.body
        self._data = shown if isinstance(shown, TriangleData) else None
        self._forget()
        kept = {row.key for row in figures.having(words)}
        rows = self._data.rows if self._data else ()
        self._places = [place for place, row in enumerate(rows) if row.key in kept]
        self._empty = "No cohort holds these words. Press escape to see all" if rows else figures.empty
        keys = [rows[place].key for place in self._places]
        self._marked = [key for key in self._marked if any(row.key == key for row in rows)]
        row, age = self.cursor
        row = keys.index(before.key) if before and before.key in keys else (row if before else 0)
        self.set_reactive(Triangle.cursor, self.validate_cursor((row, age)))
        self._tell()

    @property
    def _chosen(self) -> TriangleRow | None:
        """The cohort under the cursor."""
        if self._data is None or not self._places:
            return None
        return self._data.rows[self._places[self.cursor[0]]]

    @property
    def row(self) -> TrendRow | None:
        """The cell under the cursor, with its chart."""
        if self._data is None or not self._places:
            return None
        keys = [row.key for row in self._data.rows]
        marked = tuple(keys.index(key) for key in self._marked)
        return self._data.row_at(self._places[self.cursor[0]], self.cursor[1], marked)

    def validate_cursor(self, cursor: tuple[int, int]) -> tuple[int, int]:
        """Keeps the cursor on a cohort and an age."""
        ages = self._data.ages if self._data else 0
        row, age = (
            max(0, min(at, size - 1)) for at, size in zip(cursor, (len(self._places), ages), strict=True)
        )
        return row, age

    def watch_cursor(self) -> None:
        """Tells."""
        self._tell()

    def _tell(self) -> None:
        self.refresh()
        if self.is_running:
            self.post_message(self.Moved(self.row))

    def action_move(self, rows: int, ages: int) -> None:
        """Move the cursor."""
        self.cursor = self.cursor[0] + rows, self.cursor[1] + ages

    def action_page(self, pages: int) -> None:
        """Move the cursor by what the view holds."""
        self.action_move(pages * self._room[0], 0)

    def action_age(self, age: int) -> None:
        """Go to the first age (0), or to the last one that the cohort has (−1)."""
        cells = self._chosen.cells if self._chosen else ()
        last = max((at for at, cell in enumerate(cells) if cell), default=0)
        self.cursor = self.cursor[0], 0 if age == 0 else last

    def action_cohort(self, row: int) -> None:
        """Go to the first cohort (0), or to the last (−1)."""
        self.cursor = 0 if row == 0 else len(self._places) - 1, self.cursor[1]

    def action_mark(self) -> None:
        """Draw the cohort beside the others marked, or no longer."""
        chosen = self._chosen
        if chosen is None:
            return
        if chosen.key in self._marked:
            self._marked.remove(chosen.key)
        elif len(self._marked) < len(MARKS):
            self._marked.append(chosen.key)
        else:
            self.app.notify(f"{len(MARKS)} cohorts are marked: more lines could not be told apart")
        self._strips.clear()
        self._tell()

    def action_open(self) -> None:
        """Tell that the cell is wanted."""
        row = self.row
        if row is not None:
            self.post_message(self.Opened(row))

    def on_click(self, event: events.Click) -> None:
        """Choose the cell under the pointer; open the one already chosen."""
        offset = event.get_content_offset(self)
        if offset is None or self._data is None:
            return
        rows, ages = self._view()
        row, across = offset.y - _HEAD, offset.x - self._layout.left
        if not 0 <= row < len(rows) or across >= len(ages) * self._layout.cell:
            return
        event.stop()
        cursor = rows[row], ages[across // self._layout.cell] if across >= 0 else self.cursor[1]
        if cursor == self.cursor:
            self.action_open()
        else:
            self.cursor = cursor

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go on to the next cohort; with shift to the next age."""
        event.stop()
        self.action_move(0 if event.shift else 1, 1 if event.shift else 0)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go back to the cohort before; with shift to the age before."""
        event.stop()
        self.action_move(0 if event.shift else -1, -1 if event.shift else 0)

    def on_resize(self) -> None:
        """Lay everything out anew."""
        self._forget()

    def notify_style_update(self) -> None:
        """Forget drawn lines: the theme or the focus changed."""
        self._forget()
        super().notify_style_update()

    def _forget(self) -> None:
        self._laid_out = self._base = None
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """One line: what is shown, the ages, a cohort, or the average under the last one in view."""
        triangle = self._data
        if triangle is None or not self._places:
            return self._empty_line(y)
        rows, ages = self._view()
        if y == 0:
            return self._told(triangle, ages)
        if y == 1:
            titles = (f"{age:>{self._layout.cell - 1}} " for age in ages)
            return self._head_line(triangle.corner, triangle.counted, titles)
        if y - _HEAD < len(rows):
            place = rows[y - _HEAD]
            return self._row_line(triangle.rows[self._places[place]], place, ages)
        if y - _HEAD == len(rows):
            average, width = triangle.average, self._layout.cell
            texts = (_text(average.cells[age], width) for age in ages)
            return self._head_line(average.label, average.size, texts)
        return Strip.blank(self.size.width, self._plain)

    def _empty_line(self, y: int) -> Strip:
        lines = wrapped(self._empty, max(1, self.size.width - 4))
        nth = y - max(0, (self.size.height - len(lines)) // 2)
        text = pad(lines[nth], self.size.width, "center") if 0 <= nth < len(lines) else ""
        return self._strip([Segment(text, self._style("empty"))])

    def _told(self, triangle: TriangleData, ages: range) -> Strip:
        part = f"  ({ages[0]}–{ages[-1]} of 0–{triangle.ages - 1})" if len(ages) < triangle.ages else ""
        heading = cut(triangle.told, max(0, self.size.width - EDGE - len(part)))
        return self._strip([Segment(" " * EDGE + heading + part, self._style("told"))])

    def _head_line(self, label: str, size: str, texts: Iterable[str]) -> Strip:
        """The titles, or the average."""
        text = " " * EDGE + self._layout.names(label, size) + "".join(texts)
        return self._strip([Segment(text, self._style("head"))])

    def _row_line(self, row: TriangleRow, place: int, ages: range) -> Strip:
        """The line of a cohort at its place in view, drawn once for each age the cursor stands on."""
        here = self.cursor[1] if place == self.cursor[0] else None
        key = place, ages.start, here
        if key not in self._strips:
            start = Segment(" " if here is None else CURSOR, self._plain)
            self._strips[key] = self._strip([start, self._mark(row), *self._cells(row, ages, here)])
        return self._strips[key]

    def _mark(self, row: TriangleRow) -> Segment:
        if row.key not in self._marked:
            return Segment(" ", self._plain)
        return Segment(MARK, self._style(f"mark-{MARKS[self._marked.index(row.key)]}"))

    def _cells(self, row: TriangleRow, ages: range, here: int | None) -> Iterator[Segment]:
        """A cohort's name and size, then its figures; `here` is the age under the cursor."""
        plain, layout = self._plain, self._layout
        yield Segment(layout.names(row.name, row.size), self._style("running") if row.running else plain)
        kind = "weight" if self.app.native_ansi_color else "shade"
        for age in ages:
            cell, style = row.cells[age], plain
            if age == here:
                style = self._style("cursor")
            elif cell is not None and cell.heat is not None:
                style = self._style(f"{kind}-{min(SHADES - 1, int(cell.heat * SHADES))}")
                style = style + _FAINT if cell.running else style
            yield Segment(_text(cell, layout.cell), style)

    @property
    def _plain(self) -> Style:
        """The look of what has none of its own: asked of the theme once, for it is made anew each time."""
        if self._base is None:
            self._base = self.rich_style
        return self._base

    @property
    def _layout(self) -> Layout:
        """How wide everything is, with the room there is."""
        if self._laid_out is None:
            self._laid_out = Layout.of(self._data, self.size.width) if self._data else Layout(0, 0, 1)
        return self._laid_out

    @property
    def _room(self) -> tuple[int, int]:
        """How many cohorts and ages there is room for."""
        layout = self._layout
        return max(1, self.size.height - _HEAD - 1), max(1, (self.size.width - layout.left) // layout.cell)

    def _view(self) -> tuple[range, range]:
        """The places of the cohorts and ages in view, the cursor among them."""
        sizes = len(self._places), self._data.ages if self._data else 0
        views = []
        for place, first, fits, size in zip(self.cursor, self._first, self._room, sizes, strict=True):
            start = max(0, min(max(place - fits + 1, min(first, place)), size - fits))
            views.append(range(start, min(size, start + fits)))
        self._first = views[0].start, views[1].start
        return views[0], views[1]

    def _strip(self, segments: list[Segment]) -> Strip:
        return Strip(segments).adjust_cell_length(self.size.width, self._plain)

    def _style(self, look: str) -> Style:
        return self.get_component_rich_style(f"triangle--{look}")


def _text(cell: Cell | None, width: int) -> str:
    """A figure in a column, right-aligned, with the mark of one that counts so far."""
    if cell is None:
        return " " * width
    return pad(cell.text, width - 1, "right") + ("*" if cell.running else " ")
