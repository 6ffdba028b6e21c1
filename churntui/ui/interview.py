"""The exit interview, written while the call runs.

What is typed is on disk within half a second of the last key, and every two seconds while keys keep coming, as a
draft that knows nothing of validity. Saving reads the form, ends the draft in the same transaction, and is one
undo. Leaving keeps the draft; only `ctrl+d` throws it away, and asks first.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Footer, Input, Static, TextArea

from churntui import dates
from churntui.book import Book
from churntui.data import drafts, interviews, themes
from churntui.data.store import Store
from churntui.errors import BadInputError, ChurnError, NotFoundError
from churntui.model import Draft
from churntui.text import clean_note
from churntui.ui import interview_form as form
from churntui.ui.base import BookApp, Page
from churntui.ui.chrome import TopLine
from churntui.ui.fields import FieldRow, OneOf, PickField
from churntui.ui.safe import t
from churntui.ui.tagging import pick_themes

_QUIET = 0.4
"""Seconds without a key after which the draft is written."""

_LONGEST = 2.0
"""Seconds after which it is written though keys keep coming."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the editor opens with."""

    logo_id: int
    fields: form.Fields
    interview_id: int | None = None
    draft: Draft | None = None
    """What was left unfinished; its fields are those above."""


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
    if logo_id is None and interview_id is None and draft_id is None:
        logo_id = await app.pick_logo("Exit interview with which logo?")
        if logo_id is None:
            return
    if draft_id is not None:
        subject = await app.ask(lambda store: _resumed(store, draft_id))
        if subject is None:
            logo_id = await app.pick_logo("This draft names no logo. Which was it?")
            subject = None if logo_id is None else await app.ask(lambda store: _resumed(store, draft_id, logo_id))
    elif interview_id is not None:
        subject = await app.ask(lambda store: _existing(store, interview_id, app.book))
    else:
        chosen, ended = int(logo_id or 0), effective_on
        if ended is None:
            ended = await app.compute(lambda: last_end(app.book, chosen))
        subject = await app.ask(lambda store: _new(store, chosen, ended, app.book))
    if subject is not None:
        await app.push_screen(InterviewPage(subject))


def last_end(book: Book, logo_id: int) -> date | None:
    """The logo's last end of service: a loss, or the end of a contract that is called lost; None where none is known."""
    called = [one.ends_on for one in book.contracts_of(logo_id) if one.stage == "lost" and one.ends_on]
    lost = book.losses
    return max([*called, *lost.loc[lost["logo_id"] == logo_id, "lost_on"]], default=None)


def _resumed(store: Store, draft_id: int, logo_id: int | None = None) -> Subject | None:
    draft = drafts.one(store, draft_id)
    if draft is None:
        raise NotFoundError("That draft is no longer in the book", "It was saved or thrown away since")
    chosen = draft.logo_id or logo_id
    return None if chosen is None else _of_draft(draft, chosen)


def _of_draft(draft: Draft, logo_id: int) -> Subject:
    base = form.blank(today=dates.EPOCH, effective_on=None) | {"held_on": "", "status": "held"}
    known = {name: draft.fields[name] for name in base if name in draft.fields}
    return Subject(logo_id, base | known, draft.interview_id, draft)


def _existing(store: Store, interview_id: int, book: Book) -> Subject:
    draft = drafts.of(store, None, interview_id, book.settings.owner)
    interview = interviews.one(store, interview_id)
    if interview is None:
        raise NotFoundError("That interview is no longer in the book", "Press escape and look again")
    if draft is not None:
        return _of_draft(draft, draft.logo_id or interview.logo_id)
    return Subject(
        interview.logo_id,
        form.filled(interview, themes.on_interview(store, interview_id)),
        interview_id,
    )


def _new(store: Store, logo_id: int, ended: date | None, book: Book) -> Subject:
    """A new interview, the draft of one, or the record that stands for one nobody was asked for yet."""
    draft = drafts.of(store, logo_id, None, book.settings.owner)
    if draft is not None:
        return _of_draft(draft, logo_id)
    waiting = [
        one for one in book.interviews if one.logo_id == logo_id and one.status == "not_asked" and not one.notes
    ]
    if waiting:
        return _existing(store, waiting[0].id, book)
    return Subject(logo_id, form.blank(today=book.as_of, effective_on=ended))


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

    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [
        (0, "-narrow"), (100, "-wide"), (160, "-broad")
    ]  # fmt: skip
    VERTICAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [(0, "-low"), (32, "-high")]

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
        self._draft_id = subject.draft.id if subject.draft else None
        self._themes = subject.fields["themes"]
        self._rows = _rows(subject.fields)
        self._notes = TextArea(
            clean_note(subject.fields["notes"]), id="interview-notes", soft_wrap=True, show_line_numbers=False
        )
        self._kept: tuple[int, form.Fields] | None = None
        self._keeping = asyncio.Lock()
        self._timer: Timer | None = None
        self._dirty_since: float | None = None
        self._ended = False
        self._changed_file = False

    def compose(self) -> ComposeResult:
        """Notes on the left, where the eyes are; facts and questions on the right."""
        yield TopLine(id="top")
        with Horizontal(id="interview-head"):
            yield Static("", id="interview-about", markup=False)
            yield Static("", id="interview-kept", markup=False)
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
                    yield Static(t("\n".join(form.QUESTIONS)), markup=False)
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Begins in the notes."""
        super().on_mount()
        if self.app.opening.read_only:
            self._notes.read_only = True
            for row in self._rows.values():
                row.field.disabled = True
        self._kept = self._typed()
        self._notes.focus()
        for name in form.DAYS:
            self._remark_day(name)
        if self._subject.draft is not None:
            self._tell(f"draft of {_clock(self._subject.draft.updated_at)}")
        elif self.app.opening.read_only:
            self._tell("read-only")

    def show(self, book: Book) -> None:
        """The head line and the logo's name; what is typed stays as it is."""
        name = book.logos[self._logo_id].name if self._logo_id in book.logos else "?"
        self.query_one(TopLine).tell(self.app.opening, book, self.NAME, name)
        self._pick("logo").shown = name
        self._pick("themes").shown = ", ".join(form.split_themes(self._themes))
        self.app.do(self._tell_about(book), group="about", exclusive=True)

    async def _tell_about(self, book: Book) -> None:
        from churntui.ui.heard import about

        logo_id, interview_id = self._logo_id, self._subject.interview_id
        text = await self.app.compute(lambda: about(book, logo_id, interview_id))
        if self.shown is book and self._logo_id == logo_id and self.is_attached:
            self.query_one("#interview-about", Static).update(t(text))

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

    def _pick(self, name: str) -> PickField:
        field = self._rows[name].field
        assert isinstance(field, PickField)  # noqa: S101 - `_rows` made it
        return field

    def _typed(self) -> tuple[int, form.Fields]:
        """The logo, and every field as it stands now."""
        fields = {"themes": self._themes, "notes": self._notes.text}
        for name, row in self._rows.items():
            if isinstance(row.field, OneOf | Input):
                fields[name] = row.field.value
        return self._logo_id, fields

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(OneOf.Changed)
    def _key(self) -> None:
        """Have the draft written soon: half a second after this key, and not later than two after the first."""
        if self._kept is None or self.app.opening.read_only:
            return
        moment = time.monotonic()
        if self._dirty_since is None:
            self._dirty_since = moment
        if self._timer is not None:
            self._timer.stop()
        wait = min(_QUIET, max(0.0, self._dirty_since + _LONGEST - moment))
        self._timer = self.set_timer(wait, self._write_draft)

    @on(Input.Changed)
    def _reread(self, event: Input.Changed) -> None:
        name = str(event.input.id).removeprefix("interview-")
        self._rows[name].wrong("")
        if name in form.DAYS:
            self._remark_day(name)

    def _remark_day(self, name: str) -> None:
        """Show how the day typed is understood, as long as it is."""
        row = self._rows[name]
        assert isinstance(row.field, Input)  # noqa: S101 - `_rows` made it
        try:
            day = form.read_day(row.field.value, self.app.book.as_of)
        except BadInputError:
            row.remark("")
        else:
            row.remark(dates.short(day) if day else "")

    def _write_draft(self) -> None:
        self.app.do(self.keep_draft(), group="draft")

    async def keep_draft(self) -> None:
        """Bring the draft on disk up to what is typed, unless it is there already.

        Raises:
            ChurnError: The file cannot be written.
        """
        async with self._keeping:
            self._dirty_since = None
            typed = self._typed()
            if self._ended or self._kept is None or typed == self._kept:
                return
            (logo_id, fields), draft_id = typed, self._draft_id
            author, interview_id = self.app.book.settings.owner, self._subject.interview_id
            self._draft_id = await self.app.ask(
                lambda store: drafts.keep(
                    store, fields, logo_id=logo_id, interview_id=interview_id, author=author, draft_id=draft_id
                )
            )
            self._kept = typed
            self._changed_file = True
            if self.is_attached:
                self._tell(f"draft saved {_clock(datetime.now(UTC))}")

    def _tell(self, text: str) -> None:
        self.query_one("#interview-kept", Static).update(t(text))

    async def on_unmount(self) -> None:
        """However it is left, what was typed is on disk."""
        try:
            await self.keep_draft()
        except ChurnError as error:
            self.app.notify(error.hint, title=error.title, severity="error")

    def action_leave(self) -> None:
        """Close and keep the draft."""
        self.app.do(self._leave())

    async def _leave(self) -> None:
        await self.keep_draft()
        kept = self._draft_id is not None
        await self.dismiss()
        if self._changed_file:
            await self.app.reload()
        if kept:
            self.app.notify("n on the same logo goes on with it", title="Kept as a draft")

    def action_discard(self) -> None:
        """Throw away what is not saved."""
        self.app.do(self._discard())

    async def _discard(self) -> None:
        from churntui.ui.picker import Confirm

        if self._draft_id is not None or self._typed() != self._kept:
            body = (
                "The interview itself stays as it was saved last."
                if self._subject.interview_id is not None
                else "Nothing of it has been saved as an interview."
            )
            if not await self.app.push_screen_wait(
                Confirm("Throw away what you typed?", body, "Throw away", "Keep it")
            ):
                return
        async with self._keeping:
            self._ended = True
            if (draft_id := self._draft_id) is not None:
                await self.app.ask(lambda store: drafts.remove(store, draft_id))
        await self.dismiss()
        await self.app.reload()

    def action_save(self) -> None:
        """Save it, where every field can be read."""
        self.app.do(self._save(), group="save")

    async def _save(self) -> None:
        today = self.app.book.as_of
        async with self._keeping:
            if self._ended or not self._is_readable(today):
                return
            logo_id, fields = self._typed()
            found = form.words(fields, logo_id, today)
            interview_id, draft_id = self._subject.interview_id, self._draft_id
            label = f"Exit interview with {self.app.book.name(logo_id)}"
            await self.app.ask(
                lambda store: interviews.save(
                    store, found, label=label, interview_id=interview_id, draft_id=draft_id
                )
            )
            self._ended = True
        await self.dismiss()
        await self.app.reload()
        self.app.notify(label, title="Saved")

    def _is_readable(self, today: date) -> bool:
        """Tell what is wrong at its field and go to the first; whether nothing is."""
        found = form.problems(self._typed()[1], today)
        for name, row in self._rows.items():
            row.wrong(found.get(name, ""))
        for name, row in self._rows.items():
            if name in found:
                row.field.focus()
                return False
        return True

    @on(PickField.Wanted)
    def _want(self, event: PickField.Wanted) -> None:
        if self._rows["logo"].field is event.field:
            self.app.do(self._choose_logo())
        elif self._rows["themes"].field is event.field:
            self.action_themes()
        elif isinstance(event.field, OneOf):
            self.app.do(self._choose(event.field))

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
        if other is not None and self._subject.interview_id is None and other.id != self._draft_id:
            name = self.app.book.name(logo_id)
            raise BadInputError(f"There is a draft about {name} already", "Close this one and press n on it")
        self._logo_id = logo_id
        self.show(self.app.book)
        self._key()

    def action_themes(self) -> None:
        """Put themes on it."""
        self.app.do(self._choose_themes())

    async def _choose_themes(self) -> None:
        names = await pick_themes(self.app, form.split_themes(self._themes), "Themes of this interview")
        if names is not None:
            self._themes = form.join_themes(names)
            self._pick("themes").shown = ", ".join(names)
            self._key()


def _rows(fields: form.Fields) -> dict[str, FieldRow]:
    """The rows of the form by field name, in the order of tab."""

    def one_of(name: str, choices: tuple[tuple[str, str], ...], *, needed: bool = False) -> Widget:
        return OneOf(choices, fields[name], needed=needed, id=f"interview-{name}")

    def line(name: str, placeholder: str) -> Widget:
        return Input(fields[name], placeholder=placeholder, id=f"interview-{name}")

    widgets: dict[str, tuple[str, Widget]] = {
        "logo": ("Logo", PickField(id="interview-logo")),
        "status": ("Status", one_of("status", form.STATUS_CHOICES, needed=True)),
        "held_on": ("Held on", line("held_on", "today, 3 dec")),
        "effective_on": ("Effective", line("effective_on", "end of service")),
        "voluntary": ("Voluntary", one_of("voluntary", form.YES_NO)),
        "stated_reason": ("Stated", line("stated_reason", "in their own words")),
        "primary_reason": ("Assessed", one_of("primary_reason", form.REASON_CHOICES)),
        "regrettable": ("Regrettable", one_of("regrettable", form.YES_NO)),
        "themes": ("Themes", PickField(nothing="none yet", id="interview-themes")),
    }
    return {name: FieldRow(title, widget) for name, (title, widget) in widgets.items()}


def _clock(moment: datetime) -> str:
    """`14:03:22` on this machine's clock; the day with it where it is not today's."""
    here, today = moment.astimezone(), datetime.now(UTC).astimezone().date()
    return here.strftime("%H:%M:%S") if here.date() == today else f"{dates.short(here.date())} {here:%H:%M}"
