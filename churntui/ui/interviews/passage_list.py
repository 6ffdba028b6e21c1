"""The passages of the notes as a list: to go to one, to change its themes, to take it away, to see what was lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from churntui.ui.interviews.passages import Passage, Passages
from churntui.ui.kit.table import Column, VirtualTable

MOST_IN_VIEW = 4
"""Passages in view at once; the others are a few keys down."""


@dataclass(frozen=True, slots=True)
class Row:
    """One passage as the list shows it."""

    passage: Passage
    words: str
    is_lost: bool


class PassageList(VirtualTable[Row]):
    """Hidden while there are none. Enter goes to the words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("T", "tag", "Themes", id="passages.recode", tooltip="Change the themes of the passage"),
        Binding(
            "delete,backspace",
            "take_away",
            "Remove",
            key_display="del",
            id="passages.drop",
            tooltip="Take the passage's tag away",
        ),
    ]

    class Recoding(Message):
        """Other themes are wanted for a passage."""

        def __init__(self, passage: Passage) -> None:
            super().__init__()
            self.passage = passage

    class Dropping(Message):
        """A passage is to go."""

        def __init__(self, passage: Passage) -> None:
            super().__init__()
            self.passage = passage

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(
            [
                Column[Row]("Passage", 12, _words, flex=True),
                Column[Row]("Themes", 12, lambda row: row.passage.said, flex=True),
            ],
            id=id,
        )

    def show(self, passages: Passages) -> None:
        """List these: lost ones first, then in the order of the notes."""
        rows = [Row(passage, passage.anchor.quote, is_lost=True) for passage in passages.lost]
        rows += [
            Row(passage, passage.anchor.words(passages.text), is_lost=False) for passage in passages.kept
        ]
        self.display = bool(rows)
        self.styles.height = min(len(rows), MOST_IN_VIEW) + 1
        self.set_rows(rows, keep=lambda row: (row.passage.id, row.passage.anchor.quote, row.passage.said))

    def action_tag(self) -> None:
        """Other themes."""
        if self.row is not None and not self.row.is_lost:
            self.post_message(self.Recoding(self.row.passage))

    def action_take_away(self) -> None:
        """Take it away."""
        if self.row is not None:
            self.post_message(self.Dropping(self.row.passage))


def _words(row: Row) -> str:
    return f"! lost: «{row.words}»" if row.is_lost else f"«{row.words}»"
