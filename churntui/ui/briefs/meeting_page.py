"""The meeting that a brief is for: what is talked about and how long, what was promised before, what was sent.

From here the notes are begun, with the agenda beside them; what comes out of them stands here when they are saved, and
the mail after the meeting is made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from churntui.book import Book
from churntui.briefs import meeting
from churntui.briefs.meeting import Item, Meeting
from churntui.data.rows import briefs
from churntui.model.choices import BRIEF_LABELS
from churntui.model.living import Commitment, KeptBrief
from churntui.model.notes import NoteRef
from churntui.plain import dates
from churntui.plain.files import named_after, write_whole
from churntui.plain.looks import CellStyle
from churntui.plain.wording import counted, from_now
from churntui.questions.goals import is_overdue
from churntui.ui.briefs import preparing
from churntui.ui.briefs.mail_page import MailPage
from churntui.ui.briefs.sending import done_with_shown
from churntui.ui.kit.safe import cut, t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.parts import forms
from churntui.ui.parts.promises_dialog import say_what_came, whose
from churntui.ui.shell.base import Page, Work
from churntui.ui.shell.chosen import Chosen
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine

SENT_STAYS = "A brief that was sent stays as it was: del takes it out of the book"

_A_KIND = {"qbr": "a QBR", "ebr": "an EBR"}


class MeetingPage(Page):
    """Agenda, promises, and the briefs that were sent."""

    NAME = "Meeting"
    REDRAWS = True
    HELP = """
The meeting that the logo's brief is for, from the agenda to the mail after it.

- **Agenda**: the sections of the shareable part, with minutes that add up to 45 for a QBR and 25 for an EBR. `E`
  changes which of the two it is, `M` the day. `y` copies it, `e` saves it.
- `n` begins the notes: the review, dated and with who took part the last time, the agenda beside it. There `F6` makes
  a promise of a line, `F7` a step. Once saved it is the review that the brief was shown in; `n` opens it again.
- **Promised, and still open**: `enter` says what came of it (done, partly, missed), `C` that it is done, `a`
  adds another promise.
- `W` writes the mail: what was agreed, after the meeting; the agenda, before it.
- `v` says that the brief was sent, and keeps it as it stands. The next one begins afresh, with what was promised in
  this one scored. **Sent** lists them, `enter` reads one.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("W", "mail", "Mail", id="meeting.mail", tooltip="The mail after the meeting, or before it"),
        Binding("v", "sent", "Sent", id="meeting.sent",
                tooltip="Say that the brief was sent: it is kept as it stands, and the next one begins afresh"),
        Binding("M", "day", "Day", id="meeting.day", tooltip="The day of the meeting"),
        Binding("E", "kind", "QBR/EBR", id="meeting.kind", tooltip="For the champion, or for the executive"),
    ]  # fmt: skip

    def __init__(self, logo_id: int) -> None:
        super().__init__()
        self._logo_id = logo_id
        self._meeting: Meeting | None = None
        self._agenda: VirtualTable[Item] = VirtualTable(
            [
                Column("Min", 3, lambda item: str(item.minutes), align="right"),
                Column("Item", 30, lambda item: item.heading, flex=True),
                Column("First of it", 30, lambda item: next(iter(item.points), ""), flex=True, priority=1),
            ],
            id="meeting-agenda",
            classes="panel",
        )
        self._promised: VirtualTable[Commitment] = VirtualTable(
            [
                Column("Promised", 30, lambda promise: promise.what, flex=True),
                Column("Who", 16, whose),
                Column("Due", 13, self._due, align="right"),
                Column("State", 7, lambda promise: promise.state, priority=1),
            ],
            id="meeting-promised",
            classes="panel",
        )
        self._sent: VirtualTable[KeptBrief] = VirtualTable(
            [
                Column("Sent", 12, lambda brief: self._day(brief.sent_on)),
                Column("Kind", 6, lambda brief: BRIEF_LABELS[brief.kind]),
                Column("Meeting", 12, lambda brief: self._day(brief.meets_on)),
                Column("Notes", 30, lambda brief: "shown in a review" if brief.review_id else "", flex=True),
            ],
            id="meeting-sent",
            classes="panel",
        )

    def compose(self) -> ComposeResult:
        """A line on the meeting over the three lists."""
        yield TopLine(id="top")
        yield Static("Reading …", id="meeting-about", markup=False)
        with VerticalScroll(id="meeting-lists", can_focus=False):
            yield self._agenda
            yield self._promised
            yield self._sent
        yield KeyLine()

    def on_mount(self) -> None:
        """The arrows move in the agenda."""
        self._agenda.border_title = "Agenda"
        self._promised.border_title = "Promised, and still open"
        self._sent.border_title = "Sent"
        self._promised.display = self._sent.display = False
        self._agenda.focus()
        super().on_mount()

    def _day(self, day: date | None) -> str:
        return dates.short(day, (self.shown or self.app.book).as_of) if day else ""

    def _due(self, promise: Commitment) -> tuple[str, CellStyle]:
        late = is_overdue(promise, (self.shown or self.app.book).as_of)
        return (f"{self._day(promise.due_on)} !", "warn") if late else (self._day(promise.due_on), "")

    def show(self, book: Book) -> None:
        """Read and compose it; what stands there stays until then."""
        name = cut(book.name(self._logo_id), 60) if self._logo_id in book.logos else "?"
        self.query_one(TopLine).tell(self.app.opening, book, "Briefs", name, self.NAME)
        if self._logo_id not in book.logos:
            self._meeting = None
            self._tell("This logo is no longer in the book: press escape")
            self.refresh_bindings()
        elif book.usage is not None:
            self.app.do(self._fill(book), group="meeting", exclusive=True)

    def _tell(self, text: str) -> None:
        self.query_one("#meeting-about", Static).update(t(text))

    async def _fill(self, book: Book) -> None:
        known = await self.app.ask(lambda store: meeting.read(store, book, self._logo_id))
        composed = await self.app.compute(lambda: meeting.compose(book, known))
        if self.shown is not book or not self.is_attached:
            return
        self._meeting = composed
        self._tell(_about(composed))
        self._agenda.border_title = t(f"Agenda · {composed.minutes} minutes")
        self._list(self._agenda, composed.agenda, lambda item: item.heading)
        self._list(self._promised, composed.promised, lambda promise: promise.id)
        self._list(self._sent, composed.sent, lambda brief: brief.id)
        if self.focused is None or not self.focused.display:
            self._agenda.focus()
        self.refresh_bindings()

    def _list(self, table: VirtualTable[Any], rows: Sequence[Any], keep: Callable[[Any], object]) -> None:
        """Show rows in a frame as high as they need; none where there are none, but for the agenda."""
        table.display = bool(rows) or table is self._agenda
        table.set_rows(rows, keep=keep)
        table.styles.height = max(1, len(rows)) + 3

    @on(VirtualTable.Opened, "#meeting-agenda")
    def _open_item(self, event: VirtualTable.Opened[Item]) -> None:
        event.stop()
        self.app.do(self.app.open_brief(self._logo_id))

    @on(VirtualTable.Opened, "#meeting-promised")
    def _open_promise(self, event: VirtualTable.Opened[Commitment]) -> None:
        event.stop()
        self.app.do(say_what_came(self.app, self._logo_id, event.row.id))

    @on(VirtualTable.Opened, "#meeting-sent")
    def _open_sent(self, event: VirtualTable.Opened[KeptBrief]) -> None:
        event.stop()
        self.app.do(self.app.read_sent(event.row.id))

    def note(self) -> Work | str:
        """Begin the notes of the meeting, or open them again."""
        if self._meeting is None:
            return "There is nothing to write about yet"
        return self._write(self._meeting)

    async def _write(self, of: Meeting) -> None:
        if of.review_id is not None:
            await self.app.change_note(NoteRef("review", of.review_id))
            return
        agenda = "\n".join(f"{item.minutes} {item.heading}" for item in of.agenda)
        begins_with = {
            "kind": of.brief.kind,
            "held_on": of.held_on.isoformat(),
            "attendees": ", ".join(of.attendees),
            "agenda": agenda,
            "brief": str(await self._brief_id(of)),
        }
        await self.app.write_about_living("review", self._logo_id, begins_with=begins_with)

    async def _brief_id(self, of: Meeting) -> int:
        """The brief that is shown; one that nobody has touched begins to be worked on by being shown."""
        if of.kept is not None:
            return of.kept.id
        label = f"Meeting with {cut(of.brief.logo.name, 40)} begun"
        return await self.app.ask(lambda store: briefs.prepare(store, self._logo_id, label))

    def action_mail(self) -> None:
        """Show the mail."""
        if self._meeting is not None:
            self.app.push_screen(MailPage(self._logo_id))

    def action_sent(self) -> None:
        """Say that the brief was sent."""
        if self._meeting is not None and self.app.may_write():
            self.app.do(self.app.keep_sent(self._logo_id))

    def action_kind(self) -> None:
        """The other kind of brief."""
        of = self._meeting
        if of is None or not self.app.may_write():
            return
        if of.kept is not None and of.kept.sent_on is not None:
            self.app.notify(f"It was sent as {_A_KIND[of.kept.kind]} brief")
        else:
            self.app.do(self._of_the_next(of, partial(preparing.turn_kind, self.app, of.brief)))

    def action_day(self) -> None:
        """Ask for the day of the meeting."""
        of = self._meeting
        if of is not None and self.app.may_write():
            is_past = of.shown_on is not None
            kept_id = None if of.kept is None or is_past else of.kept.id
            brief = replace(of.brief, meets_on=None) if is_past else of.brief
            ask = partial(preparing.set_meeting, self.app, brief, kept_id)
            self.app.do(self._of_the_next(of, ask))

    async def _of_the_next(self, of: Meeting, ask: Callable[[], Work]) -> None:
        """Ask about the meeting ahead: a brief that was shown in one already is done with first."""
        if of.shown_on is None or await done_with_shown(self.app, self._logo_id, of.shown_on):
            await ask()

    def add(self) -> Work | str:
        """Add a promise."""
        return forms.add_row(self.app, "commitments", {"logo_id": self._logo_id})

    def change(self) -> Work | str:
        """Change the promise that is stood on; what was sent stays."""
        return SENT_STAYS if self._sent.has_focus else super().change()

    def take_away(self) -> Work | str:
        """Take promises, or briefs that were sent, out of the book."""
        if self._promised.has_focus and (promises := self._promised.chosen_rows):
            what = f"“{cut(promises[0].what, 40)}”" if len(promises) == 1 else f"{len(promises)} promises"
            return forms.take_away(self.app, "commitments", [one.id for one in promises], what)
        if self._sent.has_focus and (sent := self._sent.chosen_rows):
            what = f"sent on {self._day(sent[0].sent_on)}" if len(sent) == 1 else f"{len(sent)} briefs"
            return forms.take_away(self.app, "briefs", [one.id for one in sent], what)
        return super().take_away()

    def serves(self, method: str) -> bool:
        """What is listed can be changed and taken away."""
        if method == "take_away":
            return self._promised.has_focus or self._sent.has_focus
        return super().serves(method)

    def chosen(self) -> tuple[Chosen, ...]:
        """The promises that are marked or stood on; else the logo."""
        if self._promised.has_focus:
            return tuple(
                Chosen(self._logo_id, row=("commitment", one.id)) for one in self._promised.chosen_rows
            )
        return super().chosen()

    def export(self) -> Work | str:
        """Save the agenda."""
        return "There is no agenda to export" if self._meeting is None else self._save(self._meeting)

    async def _save(self, of: Meeting) -> None:
        from churntui.ui.shell.export import ask_where, text_ending

        logo = of.brief.logo
        suggested = f"agenda-{named_after(logo.name, logo.ref)}-{of.brief.as_of.isoformat()}.md"
        path = await ask_where(self.app, "Export the agenda as .md or .txt", suggested, text_ending)
        if path is not None:
            write_whole(path, meeting.in_markdown(of))
            self.app.notify(str(path.resolve()), title="Agenda exported")

    @property
    def logo_id(self) -> int | None:
        """The logo, while it is in the book."""
        return self._logo_id if self.shown and self._logo_id in self.shown.logos else None

    def copied(self) -> str:
        """The agenda as Markdown."""
        return "" if self._meeting is None else meeting.in_markdown(self._meeting)


def _about(of: Meeting) -> str:
    """Which brief, when, with whom; and what is to be done next."""
    as_of, kept = of.brief.as_of, of.kept
    when = "no day yet: M sets it"
    if of.meets_on is not None:
        when = f"on {dates.short(of.meets_on, as_of)} ({from_now((of.meets_on - as_of).days)})"
    whom = f"with {', '.join(of.attendees)}" if of.attendees else ""
    parts = [BRIEF_LABELS[of.brief.kind], when, whom]
    if of.held is not None and of.held.held_on is not None:
        parts.append(f"review held {dates.short(of.held.held_on, as_of)}")
    if kept is not None and kept.review_id is not None and kept.sent_on is None:
        parts.append("shown there: v keeps it as sent")
    late = sum(is_overdue(promise, as_of) for promise in of.promised)
    if late:
        parts.append(f"{counted(late, 'promise')} overdue !")
    return " · ".join(filter(None, parts))
