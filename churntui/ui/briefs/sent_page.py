"""A brief as it was sent: read as the text it is, copied, and saved again."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from churntui.book import Book
from churntui.data.rows import briefs
from churntui.model.choices import BRIEF_LABELS
from churntui.model.living import KeptBrief
from churntui.plain import dates
from churntui.plain.files import write_whole
from churntui.ui.kit.safe import cut, t
from churntui.ui.parts.paper_page import PaperPage
from churntui.ui.shell.base import Work
from churntui.ui.shell.frame import TopLine


class SentPage(PaperPage):
    """One brief, as its logo has it."""

    NAME = "Brief as sent"
    HELP = """
The shareable part of a brief as it was sent, on the day that stands above it. What has changed since changes nothing
here.

- `[` and `]` go to the brief sent before and after it.
- `y` copies it as Markdown, `e` saves it.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket", "step(1)", "Before", key_display="[ ]", id="sent.before",
                tooltip="The brief that was sent before this one"),
        Binding("right_square_bracket", "step(-1)", "After", key_display="]", id="sent.after", show=False,
                tooltip="The brief that was sent after this one"),
    ]  # fmt: skip

    def __init__(self, brief_id: int) -> None:
        super().__init__()
        self._brief_id = brief_id
        self._brief: KeptBrief | None = None
        self._all: tuple[KeptBrief, ...] = ()

    def show(self, book: Book) -> None:
        """Read it."""
        self.app.do(self._fill(book), group="sent", exclusive=True)

    async def _fill(self, book: Book) -> None:
        brief = await self.app.ask(lambda store: briefs.one(store, self._brief_id))
        logo_id = 0 if brief is None else brief.logo_id
        others = await self.app.ask(lambda store: briefs.sent(store, logo_id))
        if self.shown is not book or not self.is_attached:
            return
        self._brief = brief if brief is not None and brief.sent_on is not None else None
        self._all = others
        name = cut(book.name(logo_id), 60) if logo_id in book.logos else "?"
        self.query_one(TopLine).tell(self.app.opening, book, "Briefs", name, self.NAME)
        self.put(self._about(book), t(self.copied()))
        self.refresh_bindings()

    def _about(self, book: Book) -> str:
        brief = self._brief
        if brief is None or brief.sent_on is None:
            return "It is no longer in the book: press escape"
        meets = f", for the meeting on {dates.short(brief.meets_on, book.as_of)}" if brief.meets_on else ""
        place = [one.id for one in self._all].index(brief.id) + 1
        of = f" · {place} of {len(self._all)}" if len(self._all) > 1 else ""
        return (
            f"{BRIEF_LABELS[brief.kind]} brief, sent on {dates.short(brief.sent_on, book.as_of)}{meets}{of}"
        )

    def action_step(self, places: int) -> None:
        """Go to another one that was sent, around the ends."""
        ids = [one.id for one in self._all]
        if self._brief_id in ids and self.shown is not None:
            self._brief_id = ids[(ids.index(self._brief_id) + places) % len(ids)]
            self.paper.scroll_home(animate=False)
            self.show(self.shown)

    def export(self) -> Work | str:
        """Save it as Markdown."""
        return "There is no brief to export" if self._brief is None else self._save(self._brief)

    async def _save(self, brief: KeptBrief) -> None:
        from churntui.ui.shell.export import ask_where, text_ending

        suggested = f"brief-{brief.ref}-sent-{brief.sent_on}.md"
        path = await ask_where(self.app, "Export as .md", suggested, text_ending)
        if path is not None:
            write_whole(path, brief.contents)
            self.app.notify(str(path.resolve()), title="Brief exported")

    @property
    def logo_id(self) -> int | None:
        """The logo it was sent to."""
        return self._brief.logo_id if self._brief else None

    def copied(self) -> str:
        """Its text."""
        return self._brief.contents if self._brief else ""
