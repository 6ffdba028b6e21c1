"""The sheets about one logo that are read, copied or saved by us alone: before a talk, and when it changes hands."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from churntui.book import Book
from churntui.plain.files import write_whole
from churntui.ui.kit.safe import cut
from churntui.ui.parts.paper import paper
from churntui.ui.parts.paper_page import PaperPage
from churntui.ui.shell.base import Work
from churntui.ui.shell.frame import TopLine

if TYPE_CHECKING:
    from churntui.briefs.sheets import Sheet


class SheetPage(PaperPage):
    """One sheet about one logo; whoever extends it says how it is made."""

    def __init__(self, logo_id: int) -> None:
        super().__init__()
        self._logo_id = logo_id
        self._sheet: Sheet | None = None

    def show(self, book: Book) -> None:
        """Read and compose it; what stands there stays until then."""
        name = cut(book.name(self._logo_id), 60) if self._logo_id in book.logos else "?"
        self.query_one(TopLine).tell(self.app.opening, book, "Logos", name, self.NAME)
        if self._logo_id not in book.logos:
            self._sheet = None
            self.put("This logo is no longer in the book: press escape", "")
        elif book.usage is not None:
            self.app.do(self._fill(book), group="sheet", exclusive=True)

    async def _fill(self, book: Book) -> None:
        sheet = await self.made(book, self._logo_id)
        if self.shown is book and self.is_attached:
            self._sheet = sheet
            self.put(sheet.about, paper(sheet.sections, sheet.as_of))

    @abstractmethod
    async def made(self, book: Book, logo_id: int) -> Sheet:
        """The sheet of the logo."""

    def export(self) -> Work | str:
        """Save the sheet as Markdown."""
        return "There is no sheet to export" if self._sheet is None else self._save(self._sheet)

    async def _save(self, sheet: Sheet) -> None:
        from churntui.briefs.sheets import markdown
        from churntui.ui.shell.export import ask_where

        path = await ask_where(self.app, "Export as .md", sheet.file_name, _ending)
        if path is not None:
            write_whole(path, markdown(sheet))
            self.app.notify(str(path.resolve()), title=f"{sheet.name} exported")

    @property
    def logo_id(self) -> int | None:
        """The logo, while it is in the book."""
        return self._logo_id if self.shown and self._logo_id in self.shown.logos else None

    def copied(self) -> str:
        """The sheet as Markdown."""
        from churntui.briefs.sheets import markdown

        return "" if self._sheet is None else markdown(self._sheet)


class HandoverPage(SheetPage):
    """All that a colleague needs who takes a logo over."""

    NAME = "Handover"
    HELP = """
What whoever takes this logo over has to know, on one sheet: how it stands, the people, what both sides have promised,
what is to be done next, why they bought and how far they are, the last talks, what they named, and what is open.

- `!` is late, or waits for a decision.
- `y` copies the whole sheet as Markdown, `e` saves it. It is for us alone.
"""

    async def made(self, book: Book, logo_id: int) -> Sheet:
        """The sheet of the logo."""
        from churntui.briefs import handover

        known = await self.app.ask(lambda store: handover.read(store, book, logo_id))
        return await self.app.compute(lambda: handover.compose(book, known))


class TalkSheetPage(SheetPage):
    """All there is to know before the talk about a renewal."""

    NAME = "Talk sheet"
    HELP = """
What to know before the talk about a renewal, 60 to 90 days ahead of it: how it stands, what puts it at risk, use now
against the last period and the start of the term, seats, what they expected and what they reached, what worked and
what fell short, what they asked for and the work that answers it, logos like it that stayed and those that left,
people, talks, what both sides have promised, open tickets.

- `!` is late, or waits for a decision.
- **Logos like it** are of the same industry or size. Those that stayed have had a contract renewed and are not
  leaving; what they use is what was done there in the last quarter.
- **Stories** are reviews, talks and exit interviews of those that stayed which somebody has marked so: **Story** in the
  editor of a note, or in the palette (`ctrl+p`) where one is chosen. One is told to others only where it is marked
  `may be told`, comes from no exit interview, and names no third logo, no competitor and none of our words about
  customers; all others say why they are for us alone.
- `y` copies the whole sheet as Markdown, `e` saves it. It is for us alone; what the logo may read is its brief (`b`).
"""

    async def made(self, book: Book, logo_id: int) -> Sheet:
        """The sheet of the logo."""
        from churntui.briefs.talk import sheet

        known = await self.app.ask(lambda store: sheet.read(store, book, logo_id))
        return await self.app.compute(lambda: sheet.compose(book, known))


def _ending(name: str) -> str | None:
    """Why this name will not do; None where it does."""
    return None if name.lower().endswith(".md") else "End the name with .md"
