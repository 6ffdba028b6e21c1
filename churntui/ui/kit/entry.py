"""Fields of a form that is filled in by keys alone: enter, tab and the arrows go from one to the next.

A line completes what is typed from what is offered, `right` takes it, and `down` asks for the list where there is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input, TextArea

from churntui.ui.kit.matching import Choice


class Entry(Input):
    """A line. With choices, `down` asks whoever holds it for the list; without, it goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "down",
            "list",
            "List",
            id="entry.list",
            show=False,
            tooltip="What can be chosen; else the next field",
        ),
        Binding(
            "up", "app.focus_previous", "Field up", id="entry.up", show=False, tooltip="The field before"
        ),
    ]

    class ListWanted(Message):
        """The list of what can stand in a field is wanted."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(
        self,
        value: str,
        *,
        choices: Sequence[Choice] = (),
        hint: str = "",
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(value, placeholder=hint, id=id)
        self.offer(choices)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer these from now on."""
        self.choices = choices
        labels = [choice.label for choice in choices]
        self.suggester = SuggestFromList(labels, case_sensitive=False) if labels else None

    def action_list(self) -> None:
        """Ask for the list, or go on where there is none."""
        if self.choices:
            self.post_message(self.ListWanted(self))
        else:
            self.screen.focus_next()


class LongEntry(TextArea):
    """A text of many lines; tab goes on, and so do the arrows at its ends."""

    DEFAULT_CSS = """
    LongEntry {
        height: 4;
        border: none;
        padding: 0;
        width: 1fr;
        background: $boost;
        &:focus { border: none; }
    }
    """

    def __init__(self, value: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(value, id=id, soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        self.move_cursor(self.document.end)

    def action_cursor_up(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        """One line up, from the first one to the field before."""
        if self.cursor_at_first_line and not select:
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        """One line down, from the last one to the next field."""
        if self.cursor_at_last_line and not select:
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)
