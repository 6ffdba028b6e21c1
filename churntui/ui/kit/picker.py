"""The picker: choose from a list by typing, while a call runs.

Each key shows its result at once, at 10,000 choices too, and at most `MOST` matches are listed: nobody reads
further, they type on. Tagging needs several choices and new names in one go, so both are part of it; what is likely
stands under a digit, so that it takes no typing at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Label, Static

from churntui.plain.looks import CellStyle
from churntui.plain.text import clean_line
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.matching import Choice, Matches
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable

DIGITS = "123456789"
"""What takes one of the first rows at once."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was chosen: ids in the order of the choices, and names to be created."""

    ids: tuple[str, ...] = ()
    """Of choices that were offered."""
    new: tuple[str, ...] = ()
    """Typed by the user, cleaned; where nothing of that name was offered."""

    @property
    def id(self) -> str | None:
        """The id of a single choice; None where something new was picked."""
        return self.ids[0] if self.ids else None


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the picker: a choice, or (with `new`) a name to create."""

    choice: Choice
    new: bool = False
    digit: str = ""
    """What takes it at once; empty for none."""


class _Query(Input):
    """The line typed in; on the empty line a space is the picker's key, and so is a digit where rows have one."""

    takes_digits = False
    """Whether rows have digits."""

    class Digit(Message):
        """A digit was pressed before anything was typed."""

        def __init__(self, digit: str) -> None:
            super().__init__()
            self.digit = digit

    def on_key(self, event: events.Key) -> None:
        """A digit takes its row, as long as nothing is typed."""
        if self.takes_digits and not self.value and event.character and event.character in DIGITS:
            event.stop()
            event.prevent_default()
            self.post_message(self.Digit(event.character))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the key is text here."""
        idle_space = key == "space" and not self.value
        return not idle_space and super().check_consume_key(key, character)


class Picker(Dialog[Picked]):
    """Choose one of `choices`, or with `multi` several; with `allow_new` a name that is not among them.

    Enter takes the row under the cursor. With `multi`, tab (and, before anything is typed, space) ticks it, and
    enter takes what is ticked, with the row as well where something is typed; that may be nothing with `may_be_none`,
    or where something was ticked at first. With `digits` the first nine rows have one each until something is typed:
    it takes the row, and what is ticked.
    """

    DEFAULT_CSS = """
    Picker {
        & > Vertical { height: 80%; max-height: 30; }
        #picker-about { height: auto; max-height: 3; color: $text-muted; }
        VirtualTable > .virtual-table--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
        }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "row(-1)", "Row up", id="picker.up", show=False, tooltip="One match up"),
        Binding("down", "row(1)", "Row down", id="picker.down", show=False, tooltip="One match down"),
        Binding("pageup", "page(-1)", "Page up", id="picker.pageup", show=False, tooltip="One page up"),
        Binding(
            "pagedown", "page(1)", "Page down", id="picker.pagedown", show=False, tooltip="One page down"
        ),
        Binding("tab", "tick", "Tick", id="picker.tick", show=False, tooltip="Tick or untick the match"),
        Binding(
            "space", "tick_idle", "Tick", id="picker.space", show=False, priority=True, tooltip="Tick it"
        ),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        *,
        allow_new: bool = False,
        multi: bool = False,
        ticked: Sequence[str] = (),
        digits: bool = False,
        may_be_none: bool = False,
    ) -> None:
        super().__init__()
        self._heading = title
        self._choices = choices
        self._matches = Matches(choices)
        self._allow_new = allow_new
        self._multi = multi
        self._ticked = dict.fromkeys(ticked)
        self._digits = digits
        self._may_untick_all = may_be_none or bool(ticked)
        self._new: dict[str, None] = {}

    def compose(self) -> ComposeResult:
        """A heading, what is ticked, the line to type in, and the matches."""
        keys = (
            "enter takes what is ticked · tab ticks · escape leaves"
            if self._multi
            else "enter takes it · escape leaves"
        )
        if self._digits:
            keys = "1–9 takes it · enter the ticked · tab ticks · escape leaves"
        query = _Query(placeholder="Type to search", id="picker-query")
        query.takes_digits = self._digits
        hints = Column[_Line](
            "", 24, lambda line: (line.choice.hint, "dim"), "right", priority=1, flex=self._digits
        )
        with Vertical():
            yield Label(t(self._heading), classes="dialog--title")
            yield Static(classes="dialog--note", id="picker-ticked", markup=False)
            yield query
            table = VirtualTable(
                [
                    Column[_Line]("", 20, self._label_of, flex=True),
                    hints,
                ],
                empty="Nothing is called so" if self._choices else "There is nothing to choose from yet",
                id="picker-matches",
            )
            table.can_focus = False
            yield table
            yield Static(id="picker-about", markup=False)
            yield Label(t(keys), classes="dialog--note")

    def on_mount(self) -> None:
        """Shows the choices."""
        self._show_ticked()
        self._show_matches()

    @property
    def _table(self) -> VirtualTable[_Line]:
        return self.query_one("#picker-matches", VirtualTable)

    @property
    def _typed(self) -> str:
        return clean_line(self.query_one("#picker-query", Input).value)

    def _label_of(self, line: _Line) -> str | tuple[str, CellStyle]:
        tick = ("✓ " if self._is_ticked(line) else "  ") if self._multi else ""
        if self._digits:
            tick = f"{line.digit:1} {tick}"
        if line.new:
            return f"{tick}+ create “{line.choice.label}”", "accent"
        if line.choice.refused:
            return tick + line.choice.label, "dim"
        return tick + line.choice.label

    def _is_ticked(self, line: _Line) -> bool:
        return line.choice.label in self._new if line.new else line.choice.id in self._ticked

    def _lines(self) -> Iterator[_Line]:
        digits = chain(DIGITS if self._digits and not self._typed else "", repeat(""))
        for choice, digit in zip(self._matches.of(self._typed), digits, strict=False):
            yield _Line(choice, digit=digit)
        if self._allow_new and self._typed and not self._matches.has(self._typed):
            yield _Line(Choice("", self._typed), new=True)

    def _show_matches(self) -> None:
        self._table.set_rows(list(self._lines()))

    def _show_ticked(self) -> None:
        names = [choice.label for choice in self._choices if choice.id in self._ticked] + list(self._new)
        note = self.query_one("#picker-ticked", Static)
        note.display = self._multi
        note.update(t("Ticked: " + ", ".join(names) if names else "Nothing ticked yet"))

    @on(Input.Changed)
    def _search(self) -> None:
        self._show_matches()

    @on(Input.Submitted)
    def _take(self) -> None:
        if self._multi and (self._ticked or self._new or self._may_untick_all) and not self._typed:
            self._finish()
        elif (line := self._table.row) is not None and not self._is_refused(line):
            self._tick(line, on=True)
            self._finish()

    @on(_Query.Digit)
    def _take_digit(self, event: _Query.Digit) -> None:
        line = next((line for line in self._lines() if line.digit == event.digit), None)
        if line is not None and not self._is_refused(line):
            self._tick(line, on=True)
            self._finish()

    @on(VirtualTable.Moved)
    def _show_about(self, event: VirtualTable.Moved[_Line]) -> None:
        event.stop()
        choice = event.row.choice if event.row is not None else None
        about = choice.refused or choice.about if choice is not None else ""
        self.query_one("#picker-about", Static).update(t(about))

    @on(VirtualTable.Opened)
    def _clicked(self, event: VirtualTable.Opened[_Line]) -> None:
        event.stop()
        if self._multi:
            self.action_tick()
        else:
            self._take()

    def _is_refused(self, line: _Line) -> bool:
        """Whether it cannot be chosen, which is said."""
        if line.choice.refused:
            self.app.notify(line.choice.refused, markup=False)
        return bool(line.choice.refused)

    def _tick(self, line: _Line, *, on: bool) -> None:
        ticked, key = (self._new, line.choice.label) if line.new else (self._ticked, line.choice.id)
        if on:
            ticked[key] = None
        else:
            ticked.pop(key, None)

    def _finish(self) -> None:
        ids = tuple(choice.id for choice in self._choices if choice.id in self._ticked)
        self.dismiss(Picked(ids, tuple(self._new)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Ticking is for several; space ticks only while nothing is typed, and is a space otherwise."""
        if action == "tick_idle":
            return self._multi and not self.query_one("#picker-query", Input).value
        return self._multi or action != "tick"

    def action_row(self, rows: int) -> None:
        """Moves the cursor among the matches."""
        self._table.action_move(rows)

    def action_page(self, pages: int) -> None:
        """Moves the cursor by pages."""
        self._table.action_page(pages)

    def action_tick(self) -> None:
        """Ticks or unticks the match under the cursor, and makes room for the next word."""
        line = self._table.row
        if line is None or self._is_refused(line):
            return
        self._tick(line, on=not self._is_ticked(line))
        self._show_ticked()
        query = self.query_one("#picker-query", Input)
        if query.value:
            query.value = ""
        else:
            self._table.set_rows(list(self._lines()), lambda row: row.choice.id)

    def action_tick_idle(self) -> None:
        """The same for space."""
        self.action_tick()
