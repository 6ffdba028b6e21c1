"""The talk sheet: what to know about one renewal before speaking with the logo.

Drawn twice: at once from the book, then with what only the file knows (people, seats, active customers) when the
cursor has come to rest. What it says (`talk_text`) is brought in with the first renewal: Today's first frame has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from churntui.ui.kit.safe import t

if TYPE_CHECKING:
    from churntui.book import Book
    from churntui.metrics.need import Need
    from churntui.metrics.renewals import Renewal
    from churntui.questions.renewal_file import Inside


class TalkSheet(VerticalScroll):
    """One renewal in short paragraphs."""

    def __init__(self, *, id: str | None = None, classes: str = "") -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id, classes=classes)
        self._text = Static(id="talk-text", markup=False)

    def compose(self) -> ComposeResult:
        """One text."""
        yield self._text

    def tell(self, book: Book, renewal: Renewal | None, inside: Inside | None = None) -> None:
        """Show this renewal; None clears the sheet."""
        from churntui.ui.parts import talk_text

        self.border_title = t(renewal.logo.name if renewal else "")
        told = talk_text.of_signals(book, renewal.logo.id) if renewal else ()
        self._show(
            (told, *(talk_text.of_renewal(book, renewal, inside) if renewal else ())), is_new=inside is None
        )

    def tell_need(
        self, book: Book, row: Need | None, renewal: Renewal | None, inside: Inside | None = None
    ) -> None:
        """Show what a row of Today stands for, each with what to do about it; below it the renewal of its logo."""
        from churntui.ui.parts import talk_text

        self.border_title = t(row.title if row else "")
        told = [line for part in row.parts for line in talk_text.of_need(part)] if row else []
        self._show(
            (told, *(talk_text.of_renewal(book, renewal, inside) if renewal else ())), is_new=inside is None
        )

    def _show(self, paragraphs: Iterable[Iterable[Content]], *, is_new: bool) -> None:
        from churntui.ui.parts import talk_text

        self._text.update(Content("\n").join(talk_text.parted(paragraphs)))
        if is_new:
            self.scroll_home(animate=False)
