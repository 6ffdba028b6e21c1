"""The exit interview, written while the call runs.

What is typed goes to disk as a draft that knows nothing of validity. Saving reads the form, ends the draft in the
same transaction, and is one undo. Leaving keeps the draft; only `ctrl+d` throws it away, and asks first.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Footer, Input, Static, TextArea

from churntui import dates
from churntui.book import Book
from churntui.data import drafts, interviews
from churntui.errors import BadInputError, ChurnError
from churntui.text import clean_line, clean_note
from churntui.ui import interview_form as form
from churntui.ui import interview_subject as subjects
from churntui.ui.base import BookApp, Page
from churntui.ui.chrome import TopLine
from churntui.ui.drafting import DraftKeeper, Typed, clock
from churntui.ui.fields import FieldRow, OneOf, PickField
from churntui.ui.interview_subject import Subject
from churntui.ui.safe import cut, t
from churntui.ui.tagging import pick_themes


async def open_interview(
    app: BookApp,
    logo_id: int | None,
    interview_id: int | None = None,
    draft_id: int | None = None,
    *,
    effective_on: date | None = None,
) -> None:
    """Open the editor on a draft, an interview, or a new one of a logo; a logo is asked for where none is given.

    Args:
        app: Whose store and screens.
        logo_id: The logo; not needed for a draft or an interview.
        interview_id: The interview to change; what was left unfinished about it is gone on with.
        draft_id: The draft to go on with.
        effective_on: The end of service a new one is about; the logo's last one where left out.

    Raises:
        NotFoundError: The draft or the interview is gone.
    """
    if interview_id is not None and draft_id is None:
        author = app.book.settings.owner
        subject = await app.ask(lambda store: subjects.of_interview(store, interview_id, author))
    else:
        draft = None if draft_id is None else await app.ask(lambda s: subjects.of_draft_id(s, draft_id))
        chosen = draft.logo_id if draft and draft.logo_id is not None else logo_id
        if chosen is None:
            chosen = await app.pick_logo("Exit interview with which logo?")
        if chosen is None:
            return
        subject = subjects.of_draft(draft, chosen) if draft else await _of_logo(app, chosen, effective_on)
    await app.push_screen(InterviewPage(subject))


async def _of_logo(app: BookApp, logo_id: int, effective_on: date | None) -> Subject:
    book = app.book
    ended = effective_on or await app.compute(lambda: subjects.last_end(book, logo_id))
    return await app.ask(lambda store: subjects.of_logo(store, logo_id, ended, book))


class InterviewPage(Page):
    """The editor: notes, the facts beside them, and what to ask."""

    NAME = "Exit interview"

    HELP = """
Why a logo left, in its own words and in ours. Nothing typed is lost: the draft is on disk half a second after the
last key, and is opened again by `n` on the same logo.

- **Held on** and **Effective** take `2026-12-03`, `3 dec` or `yesterday`. Effective is the end of service: the first
  day without it. The interview belongs to the logo's loss nearest to it.
- **Stated** is what they said, word for word; **Assessed** is what we think it was. They differ more often than not,
  so both are kept.
- **Regrettable**: it fitted the product well and still left. Where nobody says, a logo of good fit is.
- In a field of choices a letter goes to the next choice that begins with it, ← → turn it, backspace clears it and
  enter lists all.
"""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-high")]  # noqa: RUF012 - Textual declares it so

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="interview.save", priority=True,
                tooltip="Save the interview; its draft ends"),
        Binding("ctrl+t", "themes", "Themes", id="interview.themes", priority=True,
                tooltip="Put themes on it, known or new"),
        Binding("ctrl+d", "discard", "Discard", id="interview.discard", priority=True,
                tooltip="Throw away what was typed since it was last saved"),
        Binding("escape", "leave", "Close, keep draft", id="interview.leave",
                tooltip="Close; what was typed stays as a draft"),
    ]  # fmt: skip

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._logo_id = subject.logo_id
        self._themes = subject.fields["themes"]
        self._rows = _rows(subject.fields)
        self._notes = TextArea(
            clean_note(subject.fields["notes"]), id="interview-notes", soft_wrap=True, show_line_numbers=False
        )
        self._about = Static("", id="interview-about", markup=False)
        self._kept = Static("", id="interview-kept", markup=False)
        self._draft = DraftKeeper(
            self,
            self._typed,
            self._tell,
            interview_id=subject.interview_id,
            draft_id=subject.draft.id if subject.draft else None,
        )

    def compose(self) -> ComposeResult:
        """Notes on the left, where the eyes are; facts and questions on the right."""
        yield TopLine(id="top")
        with Horizontal(id="interview-head"):
            yield self._about
            yield self._kept
        with Horizontal(id="interview-body"):
            with Vertical(classes="panel", id="interview-left") as left:
                left.border_title = "Notes"
                yield self._notes
            with Vertical(id="interview-right"):
                with VerticalScroll(classes="panel", id="interview-facts", can_focus=False) as facts:
                    facts.border_title = "Facts"
                    yield from self._rows.values()
                with Vertical(classes="panel", id="interview-ask") as ask:
                    ask.border_title = "Ask"
                    yield Static(t("\n".join(form.QUESTIONS)))
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Begins in the notes."""
        self._notes.focus()
        for name in form.DAYS:
            self._remark_day(name)
        if self.app.opening.read_only:
            self._notes.read_only = True
            for row in self._rows.values():
                row.field.disabled = True
            return
        self._draft.begin()
        if self._subject.draft is not None:
            self._tell(f"draft of {clock(self._subject.draft.updated_at)}")

    def show(self, book: Book) -> None:
        """The head line and the logo's name; what is typed stays as it is."""
        name = (
            book.logos[self._logo_id].name if self._logo_id in book.logos else "a logo no longer in the book"
        )
        self.query_one(TopLine).tell(self.app.opening, book, self.NAME, name)
        self._pick_field("logo").shown = name
        self._pick_field("themes").shown = ", ".join(form.split_themes(self._themes))
        self.app.do(self._tell_about(book), group="about", exclusive=True)

    def _called(self, book: Book) -> str:
        """The logo's, short enough for a line."""
        gone = "a logo no longer in the book"
        return cut(book.logos[self._logo_id].name, 60) if self._logo_id in book.logos else gone

    async def _tell_about(self, book: Book) -> None:
        from churntui.ui.heard import about

        logo_id, interview_id = self._logo_id, self._subject.interview_id
        text = await self.app.compute(lambda: about(book, logo_id, interview_id))
        if self.shown is book and self._logo_id == logo_id:
            self._about.update(t(text))

    @property
    def logo_id(self) -> int | None:
        """The logo it is about."""
        return self._logo_id

    def copied(self) -> str:
        """The notes."""
        return self._notes.text

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """A book that is read-only is not written."""
        writes = action in {"save", "themes", "discard"}
        return None if writes and self.app.opening.read_only else True

    def _pick_field(self, name: str) -> PickField:
        return self.query_one(f"#interview-{name}", PickField)

    def _typed(self) -> Typed:
        """The logo, and every field as it stands now."""
        fields = {"themes": self._themes, "notes": self._notes.text}
        for name, row in self._rows.items():
            if isinstance(row.field, OneOf | Input):
                fields[name] = row.field.value
        return Typed(self._logo_id, fields)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(OneOf.Changed)
    def _keep_soon(self) -> None:
        self._draft.touch()

    @on(Input.Changed)
    @on(OneOf.Changed)
    def _reread(self, event: Input.Changed | OneOf.Changed) -> None:
        name = str(event.control.id).removeprefix("interview-")
        self._rows[name].wrong("")
        if name in form.DAYS:
            self._remark_day(name)

    def _remark_day(self, name: str) -> None:
        """Show how the day typed is understood: the weekday of a full one, the full one of any other."""
        fields = self._typed().fields
        try:
            day = form.read_day(fields, name, self.app.book.as_of)
        except BadInputError:
            day = None
        written_out = day is not None and fields[name].strip() == day.isoformat()
        self._rows[name].remark("" if day is None else f"{day:%a}" if written_out else dates.short(day))

    def _tell(self, text: str) -> None:
        self._kept.update(t(text))

    async def on_unmount(self) -> None:
        """However it is left, what was typed is on disk."""
        try:
            await self._draft.keep()
        except ChurnError as error:
            self.app.notify(error.hint, title=error.title, severity="error")

    def action_leave(self) -> None:
        """Close and keep the draft."""
        self.app.do(self._leave())

    async def _leave(self) -> None:
        await self._draft.keep()
        self._close()
        if self._draft.wrote:
            await self.app.reload()
        if self._draft.draft_id is not None:
            self.app.notify("n on the same logo goes on with it", title="Kept as a draft")

    def _close(self) -> None:
        """Leave the page; a second escape finds it closed."""
        if self.is_current:
            self.dismiss()

    def action_discard(self) -> None:
        """Throw away what is not saved."""
        self.app.do(self._discard())

    async def _discard(self) -> None:
        from churntui.ui.picker import Confirm

        body = (
            "Nothing of it has been saved as an interview."
            if self._subject.interview_id is None
            else "The interview itself stays as it was saved last."
        )
        ask = Confirm("Throw away what you typed?", body, "Throw away", "Keep it")
        written = self._draft.draft_id is not None or self._draft.is_needed
        if written and not await self.app.push_screen_wait(ask):
            return
        async with self._draft.lock:
            self._draft.end()
            if (draft_id := self._draft.draft_id) is not None:
                await self.app.ask(lambda store: drafts.remove(store, draft_id))
        self._close()
        await self.app.reload()

    def action_save(self) -> None:
        """Save it, where every field can be read."""
        self.app.do(self._save(), group="save")

    async def _save(self) -> None:
        book = self.app.book
        async with self._draft.lock:
            if not self.is_current or not self._is_readable(book.as_of):
                return
            typed, draft_id, interview_id = self._typed(), self._draft.draft_id, self._subject.interview_id
            words = form.words(typed.fields, typed.logo_id, book.as_of)
            label = f"Exit interview with {self._called(book)}"
            await self.app.ask(
                lambda store: interviews.save(
                    store, words, label=label, interview_id=interview_id, draft_id=draft_id
                )
            )
            self._draft.end()
        self._close()
        await self.app.reload()
        self.app.notify(label, title="Saved")

    def _is_readable(self, today: date) -> bool:
        """Whether it can be saved; else tells what is wrong at each field, and goes to the first."""
        found = form.problems(self._typed().fields, today)
        for name, row in self._rows.items():
            row.wrong(found.get(name, ""))
        for name in (name for name in self._rows if name in found):
            self._rows[name].field.focus()
            break
        return not found

    @on(PickField.Wanted)
    def _want(self, event: PickField.Wanted) -> None:
        if isinstance(event.field, OneOf):
            self.app.do(self._choose(event.field))
        elif event.field.id == "interview-themes":
            self.action_themes()
        else:
            self.app.do(self._choose_logo())

    async def _choose(self, field: OneOf) -> None:
        from churntui.ui.picker import Choice, Picker

        picked = await self.app.push_screen_wait(
            Picker("Choose one", [Choice(code, label) for code, label in field.choices])
        )
        if picked is not None and picked.id is not None:
            field.value = picked.id

    async def _choose_logo(self) -> None:
        logo_id = await self.app.pick_logo("This interview is about which logo?")
        if logo_id is None or logo_id == self._logo_id:
            return
        author = self.app.book.settings.owner
        other = await self.app.ask(lambda store: drafts.of(store, logo_id, None, author))
        if other is not None and self._subject.interview_id is None:
            name = self.app.book.name(logo_id)
            raise BadInputError(f"There is a draft about {name} already", "Close this one and press n on it")
        self._logo_id = logo_id
        self.show(self.app.book)
        self._keep_soon()

    def action_themes(self) -> None:
        """Put themes on it."""
        self.app.do(self._choose_themes())

    async def _choose_themes(self) -> None:
        names = await pick_themes(self.app, form.split_themes(self._themes), "Themes of this interview")
        if names is not None:
            self._themes = form.join_themes(names)
            self._pick_field("themes").shown = ", ".join(names)
            self._keep_soon()


def _rows(fields: form.Fields) -> dict[str, FieldRow]:
    """The rows of the form by field name, in the order of tab."""

    def one_of(name: str, choices: tuple[tuple[str, str], ...], *, needed: bool = False) -> Widget:
        return OneOf(choices, fields[name], needed=needed, id=f"interview-{name}")

    def line(name: str, placeholder: str) -> Widget:
        return Input(clean_line(fields[name]), placeholder=placeholder, id=f"interview-{name}")

    widgets: dict[str, tuple[str, Widget]] = {
        "logo": ("Logo", PickField(id="interview-logo")),
        "status": ("Status", one_of("status", form.STATUS_CHOICES, needed=True)),
        "held_on": ("Held on", line("held_on", "yesterday, 3 nov")),
        "effective_on": ("Effective", line("effective_on", "end of service")),
        "voluntary": ("Voluntary", one_of("voluntary", form.YES_NO)),
        "stated_reason": ("Stated", line("stated_reason", "in their own words")),
        "primary_reason": ("Assessed", one_of("primary_reason", form.REASON_CHOICES)),
        "regrettable": ("Regrettable", one_of("regrettable", form.YES_NO)),
        "themes": ("Themes", PickField(nothing="none yet", id="interview-themes")),
    }
    return {name: FieldRow(title, widget) for name, (title, widget) in widgets.items()}
