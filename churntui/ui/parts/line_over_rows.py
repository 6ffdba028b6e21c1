"""A line over the rows it adds to: what is typed becomes one more, and those below it are changed and dropped."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label, Static

from churntui.data.file.store import Store
from churntui.plain.errors import BadInputError
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.safe import cut, t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.shell.base import BookApp


class OfBook(Protocol):
    """A row of the book."""

    @property
    def id(self) -> int:
        """What tells it from the others."""


Typed = TypeVar("Typed")
Row = TypeVar("Row", bound=OfBook)

Change = tuple[str, Callable[[Store], object]]
"""What a change is called, and what makes it."""

_MOST_ROWS = 8
"""Rows in view."""

_LONGEST = 66
"""Cells of a heading."""


class LineOverRows(Dialog[Typed], Generic[Typed, Row]):
    """Closes with what was typed for a new row, or with None; what is done to those there are is done at once."""

    HINT: ClassVar[str]
    """What may be typed."""
    ENTER: ClassVar[str]
    """What enter does with a new line: `plans it`."""
    IN_LIST: ClassVar[str] = "f2 changes, del drops"
    """The keys of the list."""

    DEFAULT_CSS = """
    LineOverRows VirtualTable { height: auto; max-height: 9; margin: 1 0 0 0; }
    LineOverRows VirtualTable > .virtual-table--cursor {
        background: $block-cursor-background; color: $block-cursor-foreground;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "to_list", "List", id="line.list", show=False, tooltip="To the rows there are"),
        Binding("f2", "change", "Change", id="line.change", show=False, tooltip="Change the row in the line above"),
        Binding("delete", "drop", "Drop", id="line.drop", show=False, tooltip="Take the row away"),
    ]  # fmt: skip

    def __init__(
        self,
        app: BookApp,
        heading: str,
        columns: Sequence[Column[Row]],
        rows: Sequence[Row],
        begun: str = "",
        proposed: str = "",
    ) -> None:
        """`begun` is a new line that was left unfinished; else the line begins with what is `proposed`."""
        super().__init__()
        self._begun = begun
        self._proposed = "" if begun else proposed
        self.left = ""
        """The new line that was left unfinished; nothing where it was kept."""
        self._book_app = app
        self._heading = heading
        self._rows = rows
        self._list: VirtualTable[Row] = VirtualTable(columns, id="line-rows")
        self._changed: Row | None = None
        """What is in the line to be changed; None for a new one."""

    @abstractmethod
    async def read_rows(self) -> Sequence[Row]:
        """Those there are by now."""

    @abstractmethod
    def understood(self, text: str) -> Typed:
        """What a line says.

        Raises:
            BadInputError: It says nothing that can be kept.
        """

    @abstractmethod
    def typed_again(self, row: Row) -> str:
        """A row as it would be typed."""

    @abstractmethod
    def changing(self, row: Row, typed: Typed) -> Change:
        """How a row becomes what was typed."""

    @abstractmethod
    def dropping(self, row: Row) -> Change:
        """How a row goes."""

    def compose(self) -> ComposeResult:
        """A heading, the line, what is wrong with it, the rows there are, the keys."""
        with Vertical():
            yield Label(t(cut(self._heading, _LONGEST)), classes="dialog--title")
            line = self._begun or self._proposed
            yield Input(line, placeholder=self.HINT, select_on_focus=bool(self._proposed), id="line")
            yield Static(classes="dialog--problem", id="line-problem", markup=False)
            yield self._list
            yield Label(t(""), classes="dialog--note", id="line-keys")

    def on_mount(self) -> None:
        """Show the rows there are."""
        self._show()
        self.query_one(Input).focus()

    def _show(self) -> None:
        self._list.set_rows(self._rows, keep=lambda row: row.id)
        self._list.display = bool(self._rows)
        self._list.styles.height = min(len(self._rows), _MOST_ROWS) + 1
        keys = f"enter {self.ENTER} · escape leaves"
        if self._proposed:
            keys = f"proposed: typing replaces it, end goes on with a day · {keys}"
        if self._rows:
            keys += f" · down to the list: {self.IN_LIST}"
        else:
            self.query_one(Input).focus()
        self.query_one("#line-keys", Label).update(t(keys))

    def action_leave(self) -> None:
        """Closes without an answer; a new line is left as it stands."""
        self.left = self._new_line if self._changed is None else ""
        super().action_leave()

    @property
    def _new_line(self) -> str:
        """What was typed; what is only proposed is nobody's line yet."""
        line = self.query_one(Input).value.strip()
        return "" if line == self._proposed else line

    @on(Input.Changed)
    def _forgive(self) -> None:
        self.query_one("#line-problem", Static).update("")

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            typed = self.understood(event.value)
        except BadInputError as error:
            self.query_one("#line-problem", Static).update(t(str(error)))
            return
        row = self._changed
        if row is None:
            self.dismiss(typed)
            return
        self._changed = None
        event.input.value = ""
        self.keep(*self.changing(row, typed))

    @property
    def chosen_row(self) -> Row | None:
        """The row under the cursor, while the list has the focus: in the line the keys are those of a text."""
        return self._list.row if self._list.has_focus else None

    def action_to_list(self) -> None:
        """To the rows there are."""
        if self._list.display:
            self._list.focus()

    @on(VirtualTable.Opened)
    def action_change(self) -> None:
        """Bring the chosen row into the line."""
        row, line = self.chosen_row, self.query_one(Input)
        if row is not None and self._changed is None and self._new_line:
            self.query_one("#line-problem", Static).update(t(f"First the new line: enter {self.ENTER}"))
            line.focus()
        elif row is not None:
            self._changed = row
            line.select_on_focus = False
            line.value = self.typed_again(row)
            line.focus()

    def action_drop(self) -> None:
        """Take the chosen row away."""
        row = self.chosen_row
        if row is not None:
            self.keep(*self.dropping(row))

    def keep(self, label: str, doing: Callable[[Store], object]) -> None:
        """Make a change at once, and show the rows as they are then."""
        self._book_app.do(self._change(label, doing))

    async def _change(self, label: str, doing: Callable[[Store], object]) -> None:
        await self._book_app.change(label, doing)
        self._rows = await self.read_rows()
        if self.is_attached:
            self._show()
