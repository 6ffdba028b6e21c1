"""A table of any length: rows stay in the caller's sequence, and only the lines in view are ever drawn.

Textual's `DataTable` measures every row on its way in, which takes seconds at 10,000 logos; this one measures
none. A column says its width; what does not fit is hidden by priority rather than scrolled sideways, so that a
row is always read in one look. Cells are text, never markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, Literal, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from churntui.plain.looks import CellStyle
from churntui.ui.kit.safe import cut, pad, wrapped

Row = TypeVar("Row")
Shown = TypeVar("Shown")


GAP = "  "
"""What stands between two columns."""

CURSOR = "▸"
"""What stands before the chosen row, so that colour is not needed to see it."""

MARK, CURSOR_ON_MARK = "•", "◆"
"""What stands there before a marked row, and before the chosen one where it is marked."""

NAME_MOST = 48
"""Cells the first column takes at most: the eye must find the way from a name to its figures."""

MOST_BROUGHT = 3
"""New rows up to which the cursor goes to the first of them: more were not brought by one key."""

_MOST_OF = 95
"""Percent of the rows that are nearly all."""

EDGES = len(CURSOR) + 1
"""Cells of a line that no column gets: the cursor's, and one of air before the scrollbar."""


class Marked(str):
    """The text of a cell with places in it that stand out: where it holds the words searched for."""

    marks: tuple[tuple[int, int], ...]
    """Half-open offsets into the text, in order."""

    __slots__ = ("marks",)

    def __new__(cls, text: str, marks: Sequence[tuple[int, int]]) -> Marked:  # noqa: D102 - str is made here
        made = super().__new__(cls, text)
        made.marks = tuple(marks)
        return made


@dataclass(frozen=True)  # no slots: in Python 3.11 they break `Column[Logo](...)`
class Column(Generic[Row]):
    """One column: its title, and how a row's cell reads."""

    title: str
    """The header; also the column's name in `sorted_by`."""
    width: int
    """Cells it takes; the least it takes where it is `flex`."""
    cell: Callable[[Row], str | tuple[str, CellStyle]]
    """The row's text, alone or with its look. Called for visible rows only."""
    align: Literal["left", "right"] = "left"
    """Numbers go right."""
    flex: bool = False
    """Takes the width the others leave, shared evenly between such columns."""
    priority: int = 0
    """In a narrow table the highest goes first, and of equals the rightmost; the first column never goes."""
    needs: tuple[int, ...] = ()
    """Cells that most of its rows need, and that all do, where it is `flex`: it takes no more before the other such
    columns have as much; empty for no limit. See `needed`."""


def needed(texts: Iterable[str]) -> tuple[int, ...]:
    """The cells that nearly all of these texts fit into, and that all do: a few long ones then cost the others none."""
    widths = sorted(map(cell_len, texts))
    return (widths[_MOST_OF * (len(widths) - 1) // 100], widths[-1]) if widths else ()


def fit(columns: Sequence[Column[Row]], width: int) -> list[tuple[Column[Row], int]]:
    """The columns that have room in `width` cells, in their order, each with its width in cells."""
    kept = list(range(len(columns)))
    room = width - EDGES

    def spare() -> int:
        return room - sum(columns[i].width for i in kept) - len(GAP) * (len(kept) - 1)

    while len(kept) > 1 and spare() < 0:
        kept.remove(max(kept[1:], key=lambda i: (columns[i].priority, i)))
    shown = [columns[i] for i in kept]
    widths = dict(zip(kept, _widths(shown, max(0, spare())), strict=True))
    if kept:
        widths[kept[0]] = min(widths[kept[0]], room)
    return [(columns[i], max(0, widths[i])) for i in kept]


def _widths(shown: Sequence[Column[Row]], extra: int) -> list[int]:
    """Each column's width, with so many cells to share between the flexible ones: evenly, and by what they need.

    What nobody needs goes to the last of them, so that columns after it stay at the edge; never to the first column.
    """
    whole = sum(column.width for column in shown) + extra
    limits: dict[int, list[int]] = {}
    for place, column in enumerate(shown):
        if column.flex:
            most = min(whole, NAME_MOST) if place == 0 and len(shown) > 1 else whole
            limits[place] = [min(cells, most) for cells in column.needs or (most,)]
    widths = [min([column.width, *limits.get(place, ())[-1:]]) for place, column in enumerate(shown)]
    extra = whole - sum(widths)
    for tier in (0, -1):
        wanted = {place: max(0, limit[tier] - widths[place]) for place, limit in limits.items()}
        for nth, place in enumerate(sorted(wanted, key=lambda place: min(wanted[place], extra))):
            share = min(wanted[place], -(-extra // (len(wanted) - nth)))
            widths[place] += share
            extra -= share
    if any(limits):
        widths[max(limits)] += extra
    return widths


class VirtualTable(ScrollView, Generic[Row], can_focus=True):
    """A table with a cursor. The caller filters and sorts, and hands the rows in with `set_rows`."""

    ALLOW_SELECT = False

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "virtual-table--header",
        "virtual-table--cursor",
        "virtual-table--odd",
        "virtual-table--empty",
        "virtual-table--good",
        "virtual-table--bad",
        "virtual-table--warn",
        "virtual-table--dim",
        "virtual-table--accent",
        "virtual-table--bold",
        "virtual-table--mark",
    }

    DEFAULT_CSS = """
    VirtualTable {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .virtual-table--header { text-style: bold; color: $text-muted; }
        & > .virtual-table--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
        }
        &:focus > .virtual-table--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
        }
        & > .virtual-table--odd { background: $boost; }
        & > .virtual-table--empty { color: $text-muted; }
        & > .virtual-table--good { color: $text-success; }
        & > .virtual-table--bad { color: $text-error; }
        & > .virtual-table--warn { color: $text-warning; }
        & > .virtual-table--dim { text-style: dim; }
        & > .virtual-table--accent { color: $text-accent; }
        & > .virtual-table--bold { text-style: bold; }
        & > .virtual-table--mark { text-style: bold underline; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Row up", id="table.up", show=False, tooltip="One row up"),
        Binding("down,j", "move(1)", "Row down", id="table.down", show=False, tooltip="One row down"),
        Binding("pageup", "page(-1)", "Page up", id="table.pageup", show=False, tooltip="One page up"),
        Binding("pagedown", "page(1)", "Page down", id="table.pagedown", show=False, tooltip="One page down"),
        Binding("home,g", "first", "First row", id="table.first", show=False, tooltip="To the first row"),
        Binding("end,G", "last", "Last row", id="table.last", show=False, tooltip="To the last row"),
        Binding("enter", "open", "Open", id="table.open", tooltip="Open the chosen row"),
    ]

    cursor: reactive[int] = reactive(0)
    """The chosen row's place, from 0; it stays 0 while there are no rows."""

    sorted_by: reactive[tuple[str, bool] | None] = reactive(None)
    """The title of the column the caller sorted by, and whether descending; its header shows an arrow."""

    empty: reactive[str] = reactive("Nothing here yet")
    """What stands in the middle while there are no rows: a sentence that says what to do."""

    class Opened(Message, Generic[Shown]):
        """Enter, a double click, or a click on the chosen row."""

        def __init__(self, table: VirtualTable[Shown], row: Shown) -> None:
            super().__init__()
            self.table = table
            self.row = row

        @property
        def control(self) -> VirtualTable[Shown]:
            """The table, for `@on` with a selector."""
            return self.table

    class Moved(Message, Generic[Shown]):
        """The cursor stands on another row, or the rows are new; `row` is None where there are none."""

        def __init__(self, table: VirtualTable[Shown], row: Shown | None) -> None:
            super().__init__()
            self.table = table
            self.row = row

        @property
        def control(self) -> VirtualTable[Shown]:
            """The table, for `@on` with a selector."""
            return self.table

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        rows: Sequence[Row] = (),
        *,
        empty: str = "Nothing here yet",
        zebra: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._columns = tuple(columns)
        self._rows = rows
        self._zebra = zebra
        self._layout: tuple[int, list[tuple[Column[Row], int]]] = (-1, [])
        self._strips: LRUCache[tuple[int, bool], Strip] = LRUCache(512)
        self._identity: Callable[[Row], object] | None = None
        self._marks: set[object] = set()
        self._edits: int | None = None
        self.set_reactive(VirtualTable.empty, empty)

    @property
    def rows(self) -> Sequence[Row]:
        """The rows shown, in their order."""
        return self._rows

    @property
    def row(self) -> Row | None:
        """The chosen row; None while there are none."""
        return self._rows[self.cursor] if self._rows else None

    @property
    def marked_rows(self) -> tuple[Row, ...]:
        """The rows shown that are marked, in their order; what a filter hides is none of them."""
        if not self._marks or self._identity is None:
            return ()
        identity = self._identity
        return tuple(row for row in self._rows if identity(row) in self._marks)

    @property
    def chosen_rows(self) -> tuple[Row, ...]:
        """What a command acts on: the marked rows, else the one under the cursor, where there is one."""
        return self.marked_rows or (() if self.row is None else (self.row,))

    def mark(self) -> bool:
        """Mark the chosen row, or take its mark off, and go on to the next; False where rows have no identity."""
        if self.row is None or self._identity is None:
            return False
        self._marks ^= {self._identity(self.row)}
        self._show_marks()
        self.cursor += 1
        return True

    def forget_marks(self) -> bool:
        """Take every mark off; whether there was any."""
        had_any = bool(self._marks)
        self._marks.clear()
        if had_any:
            self._show_marks()
        return had_any

    def _show_marks(self) -> None:
        self._strips.clear()
        self.refresh()
        if self.is_running:
            self.screen.refresh_bindings()

    def set_rows(
        self,
        rows: Sequence[Row],
        keep: Callable[[Row], object] | None = None,
        *,
        edits: int | None = None,
    ) -> None:
        """Show these rows, which must not change while shown; a `Moved` message follows.

        `keep` gives a row's identity (its id): the cursor stays on the row that has the chosen one's, or, where
        it is gone, at its place. Without `keep` the cursor goes to the first row. Rows that were ever shown with it
        can be marked; a mark stays with its row, also while a filter hides it.

        `edits` says how many changes this program has made by now: where they have become more, the cursor goes to
        the row that the last one has brought.
        """
        is_changed = edits is not None and self._edits is not None and edits != self._edits
        brought = self._brought(rows, keep) if is_changed else None
        self._edits = edits
        place = self._place_of(rows, keep) if brought is None else brought
        self._identity = keep or self._identity
        self._rows = rows
        self._strips.clear()
        self._show_extent()
        if place == self.cursor:
            self._show_cursor()
            self._tell()
        self.cursor = place
        self.refresh()

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show other columns over the same rows."""
        self._columns = tuple(columns)
        self._layout = (-1, [])
        self._strips.clear()
        self.refresh()

    def _brought(self, rows: Sequence[Row], keep: Callable[[Row], object] | None) -> int | None:
        """The place of the first row that is not shown yet; None where there is none, or too many for one key."""
        if keep is None:
            return None
        known = {keep(row) for row in self._rows}
        places = [place for place, row in enumerate(rows) if keep(row) not in known]
        return places[0] if 0 < len(places) <= MOST_BROUGHT else None

    def _place_of(self, rows: Sequence[Row], keep: Callable[[Row], object] | None) -> int:
        if keep is None or not rows:
            return 0
        near = min(self.cursor, len(rows) - 1)
        if self.row is None:
            return near
        wanted = keep(self.row)
        if keep(rows[near]) == wanted:
            return near
        return next((place for place, row in enumerate(rows) if keep(row) == wanted), near)

    def on_mount(self) -> None:
        """Gives the scrollbar the rows handed in before there was a screen."""
        self._show_extent()

    def _show_extent(self) -> None:
        """Tell the scrollbar how many lines there are."""
        self.virtual_size = Size(0, len(self._rows) + 1)

    def _lines_of(self, place: int) -> Region:
        """What is in view where the row is chosen: its own line, and that of the header, which covers the topmost."""
        return Region(0, place, 1, 2)

    def _line_of(self, place: int) -> int:
        """The line of a row, counted from that of the header."""
        return place + 1

    def _place_at(self, line: int) -> int | None:
        """The row whose line it is, counted from the top of the view; None where it is no row's."""
        place = line - 1 + self.scroll_offset.y
        return place if line and place < len(self._rows) else None

    def on_resize(self) -> None:
        """Keeps the chosen row in view where the table got lower."""
        self._show_cursor()

    def validate_cursor(self, place: int) -> int:
        """Keeps the cursor on a row."""
        return max(0, min(place, len(self._rows) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draws the two rows anew and brings the chosen one into view."""
        self._show_cursor()
        self.refresh_lines(self._line_of(old))
        self.refresh_lines(self._line_of(new))
        self._tell()

    def _show_cursor(self) -> None:
        if self.is_running:
            self.scroll_to_region(self._lines_of(self.cursor), animate=False, force=True)

    def _tell(self) -> None:
        """Say which row is chosen now; what the keys do may depend on it."""
        if self.is_running:
            self.post_message(self.Moved(self, self.row))
            self.screen.refresh_bindings()

    def notify_style_update(self) -> None:
        """Forgets drawn lines: the theme or the focus changed."""
        self._strips.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One line of the view: the header, a row, or blank."""
        width = self.scrollable_content_region.width
        if self._layout[0] != width:
            self._layout = (width, fit(self._columns, width))
            self._strips.clear()
        if y == 0:
            return self._header(width)
        if not self._rows:
            return self._empty_line(y, width)
        place = self._place_at(y)
        if place is None:
            return self._line_between(y, width)
        key = (place, place == self.cursor)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._row_line(place, width)
        return strip

    def _line_between(self, y: int, width: int) -> Strip:
        """A line of the view that is no row's."""
        del y
        return Strip.blank(width, self.rich_style)

    def _header(self, width: int) -> Strip:
        style = self.get_component_rich_style("virtual-table--header")
        titles = [pad(self._title(column, cells), cells, column.align) for column, cells in self._layout[1]]
        text = " " * len(CURSOR) + GAP.join(titles)
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)

    def _title(self, column: Column[Row], cells: int) -> str:
        if self.sorted_by is None or self.sorted_by[0] != column.title:
            return column.title
        arrow = "▼" if self.sorted_by[1] else "▲"
        spaced = f"{column.title} {arrow}"
        return spaced if cell_len(spaced) <= cells else cut(column.title, cells - 1) + arrow

    def lines_of_empty(self, width: int) -> int:
        """The lines that the sentence takes which stands where there are no rows, in so many cells."""
        return len(self._wrapped_empty(width))

    def _wrapped_empty(self, width: int) -> list[str]:
        return wrapped(self.empty, max(1, width - 4))

    def _empty_line(self, y: int, width: int) -> Strip:
        lines = self._wrapped_empty(width)
        nth = y - 1 - max(0, (self.scrollable_content_region.height - 1 - len(lines)) // 2)
        text = pad(lines[nth], width, "center") if 0 <= nth < len(lines) else ""
        style = self.get_component_rich_style("virtual-table--empty")
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)

    def _row_line(self, place: int, width: int) -> Strip:
        chosen = place == self.cursor
        base = self._row_style(place, chosen=chosen)
        segments = [Segment(self._sign(place, chosen=chosen), base)]
        for nth, (column, cells) in enumerate(self._layout[1]):
            if nth:
                segments.append(Segment(GAP, base))
            value = column.cell(self._rows[place])
            text, look = value if isinstance(value, tuple) else (value, "")
            style = self._cell_style(base, look, chosen=chosen)
            segments += self._cell(text, pad(text, cells, column.align), style)
        return Strip(segments).adjust_cell_length(width, base)

    def _sign(self, place: int, *, chosen: bool) -> str:
        """What stands before a row."""
        if self._identity is not None and self._marks and self._identity(self._rows[place]) in self._marks:
            return CURSOR_ON_MARK if chosen else MARK
        return CURSOR if chosen else " "

    def _cell(self, text: str, shown: str, style: Style) -> list[Segment]:
        """A cell as it is shown, cut or padded on the right where `text` has places to mark."""
        mark = style + self.get_component_rich_style("virtual-table--mark", partial=True)
        segments, at = [], 0
        for start, end in text.marks if isinstance(text, Marked) else ():
            segments += [Segment(shown[at:start], style), Segment(shown[start:end], mark)]
            at = end
        return [*segments, Segment(shown[at:], style)]

    def _row_style(self, place: int, *, chosen: bool) -> Style:
        if chosen:
            return self.get_component_rich_style("virtual-table--cursor")
        if self._zebra and place % 2:
            return self.get_component_rich_style("virtual-table--odd")
        return self.rich_style

    def _cell_style(self, base: Style, look: str, *, chosen: bool) -> Style:
        # On the cursor's own background a colour may not be readable: only weight is kept there.
        if not look or (chosen and look != "bold"):
            return base
        return base + self.get_component_rich_style(f"virtual-table--{look}", partial=True)

    def action_move(self, rows: int) -> None:
        """Moves the cursor by so many rows."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Moves the cursor by what the view holds."""
        self.cursor += pages * max(1, self.scrollable_content_region.height - 1)

    def action_first(self) -> None:
        """To the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """To the last row."""
        self.cursor = len(self._rows) - 1

    def action_open(self) -> None:
        """Tells that the chosen row is wanted."""
        if self._rows:
            self.post_message(self.Opened(self, self._rows[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        """Chooses the row under the pointer; opens the one already chosen, so a double click opens too."""
        offset = event.get_content_offset(self)
        place = None if offset is None else self._place_at(offset.y)
        if place is None:
            return
        event.stop()
        if place == self.cursor:
            self.action_open()
        else:
            self.cursor = place
