"""A column that people read, declared once for a terminal and for a tab of Trends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from churntui.plain.looks import CellStyle
from churntui.questions.shown import Heading

Row = TypeVar("Row")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column that people read."""

    title: str
    text: Callable[[Row], str]
    """What stands in it."""
    width: int = 0
    """In the tab."""
    where: Literal["both", "report", "tab"] = "both"
    short: str = ""
    """What the tab calls it, where its title is too long there."""
    align: Literal["left", "right"] = "right"
    priority: int = 0
    """In a narrow table the highest goes first."""
    flex: bool = False
    in_tab: Callable[[Row], str] | None = None
    """What stands in it in the tab, where that is another text."""
    look: Callable[[Row], CellStyle] | None = None
    """The look of a cell in the tab, where it may have one of its own."""

    @property
    def heading(self) -> Heading:
        """What stands over it in the tab."""
        return Heading(self.short or self.title, self.width, self.align, self.priority, self.flex)
