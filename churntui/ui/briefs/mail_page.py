"""A mail before or after a meeting, to be read, copied and saved: the program sends nothing."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from churntui.book import Book
from churntui.briefs import followup, meeting
from churntui.briefs.followup import Mail
from churntui.briefs.meeting import Meeting
from churntui.plain.files import named_after, write_whole
from churntui.ui.kit.safe import cut, t
from churntui.ui.parts.paper_page import PaperPage
from churntui.ui.shell.base import Work
from churntui.ui.shell.frame import TopLine


class MailPage(PaperPage):
    """The agenda as a mail, or what was agreed."""

    NAME = "Mail"
    HELP = """
A mail in the logo's language, to be sent by your own mail program: nothing leaves from here.

- After a meeting it says what was agreed, and who does what by when, of both sides; before it, the agenda. `f` goes
  from one to the other.
- It is made of what the logo may see: no note, no likelihood, no step of ours. A line that names another logo or has a
  word of ours is left out, and that is said above.
- `y` copies subject and text, `e` saves them.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "rows", "Before, after", id="mail.rows", tooltip="The mail before the meeting, or after it"),
    ]  # fmt: skip

    def __init__(self, logo_id: int) -> None:
        super().__init__()
        self._logo_id = logo_id
        self._meeting: Meeting | None = None
        self._is_before = False

    def show(self, book: Book) -> None:
        """Compose it anew."""
        if self._logo_id not in book.logos:
            self._meeting = None
            self.put("This logo is no longer in the book: press escape", "")
        elif book.usage is not None:
            self.app.do(self._fill(book), group="mail", exclusive=True)

    async def _fill(self, book: Book) -> None:
        known = await self.app.ask(lambda store: meeting.read(store, book, self._logo_id))
        composed = await self.app.compute(lambda: meeting.compose(book, known))
        if self.shown is book and self.is_attached:
            self._is_before = composed.is_ahead if self._meeting is None else self._is_before
            self._meeting = composed
            name = cut(book.name(self._logo_id), 60)
            self.query_one(TopLine).tell(self.app.opening, book, "Briefs", name, self.NAME)
            self._draw()

    @property
    def mail(self) -> Mail | None:
        """The one in view."""
        if self._meeting is None:
            return None
        after = None if self._is_before else followup.after(self._meeting, self.app.author)
        return after or followup.before(self._meeting, self.app.author)

    def _draw(self) -> None:
        mail, composed = self.mail, self._meeting
        if mail is None or composed is None:
            return
        is_after = not self._is_before and composed.held is not None
        told = "After the meeting: what was agreed" if is_after else "Before the meeting: the agenda"
        if is_after and composed.withheld:
            left_out = "; ".join(f"{cut(one.what, 50)}, for {one.why}" for one in composed.withheld)
            told += f"\nLeft out: {left_out}"
        self.paper.border_title = t(cut(mail.subject, 100))
        self.put(told, t(mail.body))

    def action_rows(self) -> None:
        """The other of the two."""
        if self._meeting is not None and self._meeting.held is None:
            self.app.notify(f"No review was held in the last {meeting.JUST_HELD} days")
            return
        self._is_before = not self._is_before
        self.paper.scroll_home(animate=False)
        self._draw()

    def export(self) -> Work | str:
        """Save it as text."""
        mail = self.mail
        return "There is no mail to export" if mail is None else self._save(mail)

    async def _save(self, mail: Mail) -> None:
        from churntui.ui.shell.export import ask_where, text_ending

        book = self.shown or self.app.book
        logo = book.logos[self._logo_id]
        suggested = f"mail-{named_after(logo.name, logo.ref)}-{book.as_of.isoformat()}.txt"
        path = await ask_where(self.app, "Export as .md or .txt", suggested, text_ending)
        if path is not None:
            write_whole(path, mail.text)
            self.app.notify(str(path.resolve()), title="Mail exported")

    @property
    def logo_id(self) -> int | None:
        """The logo, while it is in the book."""
        return self._logo_id if self.shown and self._logo_id in self.shown.logos else None

    def copied(self) -> str:
        """Subject and text."""
        return self.mail.text if self.mail else ""
