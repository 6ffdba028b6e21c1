"""The handover sheet of a logo: read by who takes it over, copied or saved by who gives it away."""

from __future__ import annotations

from churntui.book import Book
from churntui.briefs import handover
from churntui.briefs.handover import Handover
from churntui.plain.files import named_after, write_whole
from churntui.ui.kit.safe import cut
from churntui.ui.parts.paper import paper
from churntui.ui.parts.paper_page import PaperPage
from churntui.ui.shell.base import Work
from churntui.ui.shell.frame import TopLine


class HandoverPage(PaperPage):
    """All that a colleague needs who takes a logo over."""

    NAME = "Handover"
    HELP = """
What whoever takes this logo over has to know, on one sheet: how it stands, the people, what both sides have promised,
what is to be done next, why they bought and how far they are, the last talks, what they named, and what is open.

- `!` is late, or waits for a decision.
- `y` copies the whole sheet as Markdown, `e` saves it. It is for us alone.
"""

    def __init__(self, logo_id: int) -> None:
        super().__init__()
        self._logo_id = logo_id
        self._sheet: Handover | None = None

    def show(self, book: Book) -> None:
        """Read and compose it; what stands there stays until then."""
        name = cut(book.name(self._logo_id), 60) if self._logo_id in book.logos else "?"
        self.query_one(TopLine).tell(self.app.opening, book, "Logos", name, self.NAME)
        if self._logo_id not in book.logos:
            self._sheet = None
            self.put("This logo is no longer in the book: press escape", "")
        elif book.usage is not None:
            self.app.do(self._fill(book), group="handover", exclusive=True)

    async def _fill(self, book: Book) -> None:
        known = await self.app.ask(lambda store: handover.read(store, book, self._logo_id))
        sheet = await self.app.compute(lambda: handover.compose(book, known))
        if self.shown is book and self.is_attached:
            self._sheet = sheet
            self.put(sheet.about, paper(sheet.sections, sheet.as_of))

    def export(self) -> Work | str:
        """Save the sheet as Markdown."""
        return "There is no sheet to export" if self._sheet is None else self._save(self._sheet)

    async def _save(self, sheet: Handover) -> None:
        from churntui.ui.shell.export import ask_where

        path = await ask_where(self.app, "Export as .md", file_name(sheet), _ending)
        if path is not None:
            write_whole(path, handover.markdown(sheet))
            self.app.notify(str(path.resolve()), title="Handover sheet exported")

    @property
    def logo_id(self) -> int | None:
        """The logo, while it is in the book."""
        return self._logo_id if self.shown and self._logo_id in self.shown.logos else None

    def copied(self) -> str:
        """The sheet as Markdown."""
        return "" if self._sheet is None else handover.markdown(self._sheet)


def file_name(sheet: Handover) -> str:
    """`handover-nordwind-gmbh-2026-11-21.md`."""
    name = named_after(sheet.logo.name, sheet.logo.ref)
    return f"handover-{name}-{sheet.as_of.isoformat()}.md"


def _ending(name: str) -> str | None:
    """Why this name will not do; None where it does."""
    return None if name.lower().endswith(".md") else "End the name with .md"
