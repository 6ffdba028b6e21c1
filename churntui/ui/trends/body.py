"""What a tab of Trends may bring in place of the table: a widget of its own, such as the triangle of cohorts."""

from __future__ import annotations

from textual.message import Message
from textual.widget import Widget

from churntui.questions.shown import Figures, TrendRow


class TrendBody(Widget, can_focus=True):
    """A widget that shows `Figures.body`, with a cursor on one of `Figures.rows` or on none.

    A tab has one where its `Question` says `body`.
    """

    class Moved(Message):
        """The cursor stands on another row, or the row has another chart now."""

        def __init__(self, row: TrendRow | None) -> None:
            super().__init__()
            self.row = row

    class Opened(Message):
        """Enter was pressed on a row."""

        def __init__(self, row: TrendRow) -> None:
            super().__init__()
            self.row = row

    def show(self, figures: Figures, words: str) -> None:
        """Show these figures; `words` is what is filtered by, empty for all. Posts `Moved` when done."""
        raise NotImplementedError

    @property
    def row(self) -> TrendRow | None:
        """The row under the cursor."""
        raise NotImplementedError
