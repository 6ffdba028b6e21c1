"""The editor of notes, written while the call runs: the exit interview, a business review, a talk of a page.

Notes on the left, where the eyes are; what to ask and the facts on the right. What is typed goes to disk as a draft
that knows nothing of validity. Saving reads the form, ends the draft in the same transaction, and is one undo;
finishing asks first for what is missing. Leaving keeps the draft; only `ctrl+d` throws it away, and asks.
"""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from contextlib import suppress
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static, TextArea

from churntui.book import Book
from churntui.data.rows import drafts
from churntui.model.notes import NOTES
from churntui.model.rows import Person
from churntui.plain.errors import BadInputError, ChurnError, LostBookError
from churntui.questions.attempts import tried_before
from churntui.questions.ends import end_meant, ends_of
from churntui.questions.heard import about, about_living
from churntui.ui.interviews import form
from churntui.ui.interviews.asking import Ask
from churntui.ui.interviews.conversation import NotesPane
from churntui.ui.interviews.drafting import DraftKeeper, clock
from churntui.ui.interviews.form import Typed
from churntui.ui.interviews.notes import Notes
from churntui.ui.interviews.sheet import FactSheet
from churntui.ui.interviews.subject import Subject
from churntui.ui.interviews.tagging import mark_style, pick_themes
from churntui.ui.interviews.transcribing import Transcribed, take_file
from churntui.ui.interviews.transcribing import take as take_transcript
from churntui.ui.kit.safe import cut, t
from churntui.ui.shell.base import Page
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine

WRITING = """
Nothing typed is lost: the draft is on disk within half a second of each key, and is opened again by `n` on the same
logo.

- **Notes**: `F2` writes the question to ask into the notes, ticks it, and goes to the next: type the answer below it.
  `ctrl+t` puts themes on the selected words (shift+arrows, mouse), or on the sentence under the cursor. Passages stay
  on their words while you go on writing; one that loses them is listed with a `!`, and `ctrl+z` brings it back.
  `ctrl+o` opens the notes in your own editor.
- **Transcript**: paste one (WebVTT, SubRip, text with speakers), or take it from a file with `F5`. Times go, speakers
  stay, and you say who of them is one of us. `F8` goes to the next line of theirs without a theme and asks for it.
- **Their words**: `ctrl+g` says of a passage, or of the words under the cursor, that they said it so: a brief may
  quote it. Passages in the lines of who is known as theirs are in their words from the start, those of one of us never.
- **Facts**: `F3` goes from group to group, `tab` from field to field. Fields with a `*` are what finishing (`ctrl+f`)
  asks for; `ctrl+s` saves as it is. Days are typed like `3 dec`, `yesterday`, `−2w`. In a field of choices a letter
  goes to the next choice that begins with it, ← → turn it, backspace clears it and enter lists all."""


class NotePage(Page):
    """The editor: notes with their passages, the facts beside them, and what to ask."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-high")]  # noqa: RUF012 - Textual declares it so

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+f", "finish", "Finish", id="interview.finish", priority=True,
                tooltip="Ask for what is missing of the starred fields, then save"),
        Binding("ctrl+t", "themes", "Tag", id="interview.themes", priority=True,
                tooltip="Put themes on the selected words or the sentence; outside the notes, on the whole of it"),
        Binding("f2", "asked", "Next question", id="interview.asked",
                tooltip="Write the question into the notes as a line of its own, tick it, and go to the next"),
        Binding("f3", "group", "Next group", id="interview.group",
                tooltip="To the next group of fields; after the last, to the notes"),
        Binding("ctrl+o", "outside", "Editor", id="interview.outside", priority=True,
                tooltip="Write the notes in the editor named by VISUAL or EDITOR"),
        Binding("ctrl+s", "save", "Save", id="interview.save", priority=True, show=False,
                tooltip="Save it as it is; its draft ends"),
        Binding("shift+f2", "not_asked", "Question back", id="interview.not_asked", show=False,
                tooltip="The question ticked last was not asked; where nothing was answered its line goes"),
        Binding("f5", "transcript", "Transcript", id="interview.transcript", show=False,
                tooltip="Put the transcript of a call below the notes, from a file: VTT, SRT or text with speakers"),
        Binding("f8", "theirs", "Their next line", id="interview.theirs", show=False,
                tooltip="To the next line of theirs without a theme, and its themes"),
        Binding("ctrl+g", "their_words", "Their words", id="interview.their_words", show=False,
                tooltip="The selected words, or the sentence under the cursor, are in their own words, or not"),
        Binding("f4", "notes", "Notes", id="interview.notes", show=False, tooltip="Back to the notes"),
        Binding("ctrl+n", "second", "A second one", id="interview.second", priority=True, show=False,
                tooltip="Begin another one about the same loss, with somebody else; of a living logo, another note"),
        Binding("ctrl+d", "discard", "Discard", id="interview.discard", priority=True, show=False,
                tooltip="Throw away what was typed since it was last saved"),
        Binding("escape", "leave", "Close", id="interview.leave",
                tooltip="Close; what was typed stays as a draft"),
    ]  # fmt: skip

    def __init__(
        self, subject: Subject, highlight_id: int | None = None, people: Sequence[Person] = ()
    ) -> None:
        super().__init__()
        self._subject = subject
        self._guide = subject.guide
        self._logo_id = subject.logo_id
        self._highlight_id = highlight_id
        self._people = people
        fields = subject.fields
        self._sheet = FactSheet(self._guide, fields, people)
        self._pane = NotesPane(
            fields["notes"],
            form.split_passages(fields["passages"]),
            mark_style(self.app.book.themes),
            [person.name for person in people],
        )
        self._meeting = {name: fields[name] for name in form.OF_MEETING}
        self._agenda = form.split_agenda(fields["agenda"])
        questions = [item for _, item in self._agenda] or self._guide.questions
        leads = [f"{minutes:>2} min  " for minutes, _ in self._agenda]
        self._ask = Ask(fields["asked"], questions, leads=leads, id="interview-ask")
        self._about = Static("", id="interview-about", markup=False)
        self._kept = Static("", id="interview-kept", markup=False)
        self._draft = DraftKeeper(self, self._typed, self._tell, subject)

    def compose(self) -> ComposeResult:
        """Notes on the left; what to ask and the facts on the right."""
        yield TopLine(id="top")
        with Horizontal(id="interview-head"):
            yield self._about
            yield self._kept
        with Horizontal(id="interview-body"):
            yield self._pane
            with Vertical(id="interview-right"):
                with Vertical(classes="panel", id="interview-questions") as ask:
                    minutes = sum(minutes for minutes, _ in self._agenda)
                    ask.border_title = t(f"Agenda · {minutes} minutes" if minutes else "Ask")
                    yield self._ask
                yield self._sheet
        yield KeyLine()

    def on_mount(self) -> None:
        """Begins in the notes, at the passage asked for."""
        self._pane.notes.focus()
        self._pane.notes.show_passage(self._highlight_id)
        self._show_question()
        if self.app.opening.read_only:
            self._pane.notes.read_only = True
            self._sheet.close()
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
        self._sheet.put("logo", name)
        self.app.do(self._tell_about(book), group="about", exclusive=True, keys_wait=False)

    def _called(self, book: Book) -> str:
        """The logo's, short enough for a line."""
        gone = "a logo no longer in the book"
        return cut(book.logos[self._logo_id].name, 60) if self._logo_id in book.logos else gone

    def _label(self, book: Book) -> str:
        return f"{self._guide.label} with {self._called(book)}"

    async def _tell_about(self, book: Book) -> None:
        logo_id, note_id, kind = self._logo_id, self._subject.note_id, self._subject.kind
        text = await self.app.compute(
            lambda: about(book, logo_id, note_id) if kind == "interview" else about_living(book, logo_id)
        )
        if self.shown is book and self._logo_id == logo_id:
            self._about.update(t(text))

    @property
    def logo_id(self) -> int | None:
        """The logo it is about."""
        return self._logo_id

    def serves(self, method: str) -> bool:
        """What is typed here is text: the verbs about a logo stand on the pages around."""
        return method in {"tag", "take_away"} and super().serves(method)

    def note(self) -> str:
        """It is being written."""
        return "This is the note you are writing: f4 goes to its text"

    @property
    def question(self) -> str:
        """What to ask now."""
        return self._ask.question

    def typed(self) -> tuple[str, str]:
        """The form as it stands."""
        from churntui.ui.interviews.rescue import in_words

        return self._label(self.app.book), in_words(self._typed())

    def copied(self) -> str:
        """The notes."""
        return self._pane.notes.text

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """A book that is read-only is not written."""
        reads = action in {"group", "notes", "leave"} or action not in _ACTIONS
        return True if reads or not self.app.opening.read_only else None

    def _typed(self) -> Typed:
        """The logo, and every field as it stands now."""
        asked = {"asked": self._ask.text}
        beside = asked | self._meeting
        fields = form.empty(self._guide) | self._sheet.fields() | self._pane.fields() | beside
        return Typed(self._logo_id, fields, self._subject.kind)

    @on(FactSheet.Changed)
    @on(TextArea.Changed)
    @on(NotesPane.Tagged)
    @on(Ask.Ticked)
    def _keep_soon(self) -> None:
        self._draft.touch()

    @on(Ask.Ticked)
    def _show_question(self) -> None:
        self._pane.question = self._ask.question

    def _tell(self, text: str) -> None:
        self._kept.update(t(text))

    @property
    def holds_words(self) -> bool:
        """Whether something is typed that the file does not have."""
        return self._draft.is_needed

    async def may_leave(self) -> bool:
        """Bring what was typed to disk; where the file takes nothing, ask what becomes of it."""
        try:
            await self._draft.leave()
        except LostBookError as error:
            self.app.lose(error, self)
        except ChurnError as error:
            from churntui.ui.interviews.rescue import may_leave

            if not await may_leave(self.app, error, self):
                return False
            self._draft.end()
        return True

    async def on_unmount(self) -> None:
        """However it is left, what was typed is on disk: in the book, or in a file where it takes nothing."""
        try:
            await self._draft.leave()
        except LostBookError as error:
            self.app.lose(error, self)
        except ChurnError:
            with suppress(ChurnError):
                self.app.rescue.keep(dict([self.typed()]))

    def action_leave(self) -> None:
        """Close and keep the draft."""
        self.app.do(self._leave())

    async def _leave(self) -> None:
        if not await self.may_leave():
            return
        self._close()
        if self._draft.wrote:
            await self.app.reload()
        if self._draft.is_kept:
            self.app.notify("n on the same logo goes on with it", title="Kept as a draft")

    def _close(self) -> None:
        """Leave the page; a second escape finds it closed."""
        if self.is_current:
            self.dismiss()

    def action_discard(self) -> None:
        """Throw away what is not saved."""
        self.app.do(self._discard())

    async def _discard(self) -> None:
        from churntui.ui.kit.dialogs import Confirm

        body = (
            "Nothing of it has been saved yet."
            if self._subject.note_id is None
            else f"The {NOTES[self._subject.kind].label} itself stays as it was saved last."
        )
        if self._meeting["promised"]:
            body += " What was promised in it stays, without a review."
        ask = Confirm("Throw away what you typed?", body, "Throw away", "Keep it")
        written = self._draft.draft_id is not None or self._draft.is_needed
        if written and not await self.app.push_screen_wait(ask):
            return
        async with self._draft.lock:
            if (draft_id := self._draft.draft_id) is not None:
                await self.app.ask(lambda store: drafts.remove(store, draft_id))
            self._draft.end()
        self._close()
        await self.app.reload()

    def action_finish(self) -> None:
        """Ask for what is missing, then save."""
        self.app.do(self._finish(), group="save")

    async def _finish(self) -> None:
        from churntui.ui.interviews.finish import ask_missing

        if await ask_missing(self.app, self._guide, lambda: self._typed().fields, self._sheet.put):
            await self._save()

    def action_save(self) -> None:
        """Save it, where every field can be read."""
        self.app.do(self._save(), group="save")

    async def _save(self) -> None:
        from churntui.ui.interviews.saving import Attempt, OfMeeting, save

        book = self.app.book
        problems = form.problems(self._typed().fields, book.as_of, self._guide)
        if not self.is_current or not self._sheet.is_readable(problems):
            return
        passages, lost = self._pane.settled()
        mine = form.settled(self._typed(), passages, lost, book.as_of)
        of_meeting = OfMeeting.of(self._meeting)
        attempt = Attempt(
            mine, self._subject.note_id, self._subject.opened, self._subject.is_second, of_meeting
        )
        saved = await save(self.app, attempt, self._draft)
        if saved is None:
            return
        self._close()
        await self.app.show_saved(saved.note)
        if not saved.is_mine:
            self.app.notify("ctrl+r brings yours back; H has both", title="Theirs stays")
            return
        themes = f"; the themes of lost passages stay on the whole of it: {cut(', '.join(lost), 60)}"
        self.app.notify(self._label(book) + themes * bool(lost), title="Saved")

    @on(FactSheet.LogoWanted)
    def _want_logo(self) -> None:
        if self._subject.kind == "interview":
            self.app.do(self._choose_logo())
        else:
            self.app.notify("It stays with its logo: n on another one begins one there")

    async def _choose_logo(self) -> None:
        logo_id = await self.app.pick_logo("This interview is about which logo?")
        if logo_id is None or logo_id == self._logo_id:
            return
        author = self.app.author
        others = await self.app.ask(lambda store: drafts.of(store, logo_id, None, author))
        if others and self._subject.note_id is None:
            name = self.app.book.name(logo_id)
            raise BadInputError(f"There is a draft about {name} already", "Close this one and press n on it")
        if self._subject.note_id is None:
            await self._follow_the_end(logo_id)
        self._logo_id = logo_id
        self.show(self.app.book)
        self._keep_soon()

    async def _follow_the_end(self, logo_id: int) -> None:
        """The end of service that was begun with is another's: that of the new logo takes its place."""
        begun, book = self._subject.fields["effective_on"], self.app.book
        if self._typed().fields["effective_on"] == begun:
            end = end_meant(await self.app.compute(lambda: ends_of(book, logo_id)))
            self._sheet.put("effective_on", end.on.isoformat() if end and end.on else "")

    def action_second(self) -> None:
        """Begin another one about the same loss, or of the same living logo."""
        is_interview = self._subject.kind == "interview"
        self.app.do(self._begin_second() if is_interview else self._begin_another(), group="save")

    async def _begin_another(self) -> None:
        from churntui.ui.kit.dialogs import Confirm

        label, logo_id, kind = NOTES[self._subject.kind].label, self._logo_id, self._subject.kind
        body = f"This one with {self._called(self.app.book)} stays as it is; the new one is empty."
        ask = Confirm(f"Begin another {label}?", body, "Begin it", "No")
        if not await self.app.push_screen_wait(ask) or not await self.may_leave():
            return
        self._close()
        await self.app.write_about_living(kind, logo_id, is_second=True)

    async def _begin_second(self) -> None:
        from churntui.ui.kit.dialogs import Confirm

        fields, book = self._typed().fields, self.app.book
        if form.problems(fields, book.as_of).get("effective_on"):
            raise BadInputError("The end of service cannot be read", "Mend it first")
        body = f"This one with {self._called(book)} stays as it is; the new one is empty."
        ask = Confirm("Begin a second interview about the same loss?", body, "Begin it", "No")
        if not await self.app.push_screen_wait(ask) or not await self.may_leave():
            return
        day, logo_id = form.read_day(fields, "effective_on", book.as_of), self._logo_id
        self._close()
        await self.app.write_interview(logo_id, effective_on=day, is_second=True)

    def action_themes(self) -> None:
        """Put themes on words of the notes; from anywhere else, or where there are none, on the whole."""
        if self.focused is self._pane.notes and self._pane.has_words:
            self._pane.tag()
        elif not self._pane.recode_chosen():
            self.app.do(self._choose_themes())

    @on(FactSheet.ThemesWanted)
    def _want_themes(self) -> None:
        self.app.do(self._choose_themes())

    async def _choose_themes(self) -> None:
        names = await pick_themes(
            self.app,
            form.split(self._sheet.fields()["themes"]),
            f"Themes of the whole {NOTES[self._subject.kind].label}",
            suggested=await self._pane.suggestions(),
            unsaved=self._pane.names(),
        )
        if names is not None:
            self._sheet.put("themes", form.join(names))

    def action_asked(self) -> None:
        """Write the question over the answer to come, tick it, and go to the next."""
        question = self._ask.tick()
        if not question:
            self.app.notify("Everything was asked")
            return
        self._pane.notes.write_question(question)
        self._pane.notes.focus()

    def action_not_asked(self) -> None:
        """Take the last tick back, and the question's line where nothing was answered."""
        question = self._ask.back()
        if question:
            self._pane.notes.take_question(question)

    def action_transcript(self) -> None:
        """Take a call's transcript from a file."""
        self.app.do(self._take_transcript(take_file(self.app, self._pane.notes, self._people)))

    @on(Notes.Transcribed)
    def _transcribed(self, event: Notes.Transcribed) -> None:
        notes, people = self._pane.notes, self._people
        self.app.do(
            self._take_transcript(take_transcript(self.app, notes, event.span, event.transcript, people))
        )

    async def _take_transcript(self, taking: Awaitable[Transcribed | None]) -> None:
        """Take it, and what it says of who spoke where nobody has said so."""
        transcribed = await taking
        if transcribed is not None:
            empty = {name for name, text in self._sheet.fields().items() if not text}
            for name, text in transcribed.facts(empty).items():
                self._sheet.put(name, text)

    def action_theirs(self) -> None:
        """Go through the lines of theirs, and put themes on them."""
        self._pane.tag_theirs()

    def action_their_words(self) -> None:
        """The words under the cursor are the customer's own, or are not."""
        self._pane.mark_theirs()

    def action_notes(self) -> None:
        """Back to the notes."""
        self._pane.notes.focus()

    def action_group(self) -> None:
        """To the first field of the next group; after the last, to the notes."""
        if not self._sheet.next_group():
            self._pane.notes.focus()

    def action_outside(self) -> None:
        """Write the notes in another editor."""
        self.app.do(self._write_outside(), group="outside", exclusive=True)

    async def _write_outside(self) -> None:
        from churntui.ui.parts.outer_editor import edited_outside

        await self._draft.keep()
        self._pane.take_over(edited_outside(self.app, self._pane.notes.text))


_ACTIONS = frozenset(
    {
        "finish",
        "themes",
        "asked",
        "group",
        "outside",
        "save",
        "not_asked",
        "notes",
        "second",
        "transcript",
        "theirs",
        "their_words",
        "discard",
        "leave",
        "promise",
        "step",
        "came_of",
    }
)
"""What the page itself can do; every other action is decided elsewhere."""


class InterviewPage(NotePage):
    """The exit interview."""

    NAME = "Exit interview"

    HELP = """
Why a logo left, in its own words and in ours.
"""
    HELP += WRITING
    HELP += """
- Two windows may write about one interview: each has its own draft, and who saves second sees both texts and
  chooses. `ctrl+n` begins a second interview about the same loss.
- **Effective** is the end of service: the first day without it. The interview belongs to the logo's last loss by then.
- **Stated** is what they said, word for word, and **Stated as** the reason that would be; **Assessed** is what we think
  it was. They differ more often than not, so both are kept.
- **Regrettable**: it fitted the product well and still left. Where nobody says, a logo of good fit is.
- A loss that was recorded before anybody was asked is *held* from the first word of its notes on.
"""

    def show(self, book: Book) -> None:
        """As of any note; what was tried before the loss stands with what is told here."""
        super().show(book)
        self._sheet.tell_before(tried_before(book, self._logo_id, self._subject.note_id))

    @on(TextArea.Changed)
    def _is_held(self, event: TextArea.Changed) -> None:
        """Who writes down what was said has asked them: that alone makes a loss count as heard."""
        fields = self._sheet.fields()
        is_heard = event.text_area is self._pane.notes and event.text_area.text.strip()
        if is_heard and fields["status"] == "not_asked" and not fields["held_on"]:
            today, author = self.app.book.as_of, self.app.author
            self._sheet.put("status", "held")
            self._sheet.put("held_on", today.isoformat())
            if author and not fields["interviewer"]:
                self._sheet.put("interviewer", author)


class TalkPage(NotePage):
    """A talk of a page."""

    NAME = "Talk"

    HELP = """
A talk that takes more than a line. `t` on a logo notes a short one.
"""
    HELP += WRITING
    HELP += """
- **Answered** is *no* where only we spoke: such a talk counts as ours alone.
"""
