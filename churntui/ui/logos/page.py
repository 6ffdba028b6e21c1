"""A logo's page: how it stands above, its story below, in sections beside each other where there is room.

The head and the sections that come with the book are drawn at once; what the file says beyond it is asked for, and
the standing, which takes pandas, follows. A terminal of 80 columns has one section, under tabs; in a wider one two or
three stand side by side (`frames`), and what does not fit is in the next view. What a key does is said by the section
in focus; the page itself is about the logo.
"""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.events import DescendantFocus
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from churntui.book import Book
from churntui.metrics.logos import Standing
from churntui.model.choices import NOTE_KINDS
from churntui.model.notes import WRITTEN, NoteRef
from churntui.model.rows import Logo
from churntui.model.tables import tables_of
from churntui.plain.sheets import Sheet
from churntui.questions.health.explaining import explanation
from churntui.questions.health.words import in_a_line
from churntui.questions.logo_file import LogoFile, read
from churntui.ui.kit.safe import t
from churntui.ui.kit.tabs import TabStrip
from churntui.ui.logos import merging
from churntui.ui.logos import standing as words
from churntui.ui.logos.activity import ActivityCourse
from churntui.ui.logos.days import DaysPage
from churntui.ui.logos.frames import arranged, columns_in
from churntui.ui.logos.head import facts, own_facts, stands
from churntui.ui.logos.section import RowOfBook, Section
from churntui.ui.logos.sections import SECTIONS, ExitInterviews
from churntui.ui.logos.signals import Signals
from churntui.ui.logos.timeline import Happened, Story
from churntui.ui.parts import forms
from churntui.ui.parts.signals import look_at
from churntui.ui.shell.base import Page, Work
from churntui.ui.shell.chosen import Chosen
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine

_GONE = "This logo is no longer in the book"


class Sections(Container):
    """Where the sections stand."""

    class Resized(Message):
        """There is more or less room than before."""

    def on_resize(self) -> None:
        """Tell the page."""
        self.post_message(self.Resized())


class LogoPage(Page):
    """Everything the book says about one logo."""

    NAME = "Logo"
    REDRAWS = True
    HELP = """
Everything the book says about one logo. `tab` and ← → go from section to section; the one in focus has the strong
frame, and the keys act on it.

- **What happened** is one line of time, newest first: talks, reviews, briefs sent, interviews, tickets, answers, goals,
  promises, contracts. `▲` speaks for staying, `▼` for leaving, `!` needs someone. `f` shows talks, support, contracts
  or goals alone. Enter goes to what it is about.
- **Next** is what is ahead, in the order of the days: steps, promises, deadlines, ends. `!` is due.
- **Save attempts** are what is tried to keep the logo: at risk, plan in place, saving, then recovered or lost, each
  from a day. `P` begins one or takes it further, from any list of logos, too; Trends, Saving tells what comes of them.
- **Milestones** are what getting started takes. `a` sets those of the template (`,` changes it), `C` ticks one off;
  what the record knows (signed, first qualifying activity, first goal met) is reached by itself.
- **Contracts** are half-open: `Ends` is the first day not covered, by a recorded loss or the contract that renews it
  where these come before what was signed. In the bars `█` is in force, `▒` and `▓` by turns over, `░` ahead, `│` the
  as-of day.
- **Activity** counts qualifying actions. A customer is active who did at least one (`active_min_count`) in the trailing
  28 days (`active_window_days`). The share is of the customers that had joined by then. A fall of 25 % or more
  over 13 weeks gets a `!`: Trends, Behaviour shows how often losses followed. `p` turns weeks into months; a period
  marked `*` is not over. Enter lists the single days, to be corrected; `a` adds what was done on one.
- **Interviews** show what they stated beside what we assessed. Enter opens one for editing; `n` opens that of the last
  loss, or writes one where there is none.
- **Proofs** of value are what is tried with some customers and not with others: `a` begins one, enter shows its groups
  and what came of it.
- **Health**, at the head, says what the score loses points by; `?` has all of it, `W` goes to its overrides and
  playbooks.
- **History** has every change made by hand, those taken back too. Imports are not in it:
  **Imports** in the palette (`ctrl+p`) has them, and takes the last one back.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "section(-1)", "Section", key_display="← →", id="logo.previous",
                tooltip="The section before"),
        Binding("right,l", "section(1)", "Next section", id="logo.next", show=False,
                tooltip="The next section"),
        Binding("tab", "stop(1)", "Next section", id="logo.tab", show=False,
                tooltip="The next section, or the text in this one"),
        Binding("shift+tab", "stop(-1)", "Section before", id="logo.backtab", show=False,
                tooltip="The section before, or the text in it"),
        Binding("f", "rows", "Kinds", id="logo.rows", tooltip="Talks, support, contracts or goals alone"),
        Binding("p", "span", "Weeks, months", id="logo.span", tooltip="Activity by weeks or by months"),
        Binding("c", "change_logo", "Logo", id="logo.change",
                tooltip="Change the logo itself: its name, owner, size, domain"),
        Binding("i", "sheet", "Talk sheet", id="logo.sheet",
                tooltip="What to know before the talk about its renewal, on one page"),
        Binding("v", "handover", "Handover", id="logo.handover",
                tooltip="The sheet for who takes the logo over: people, promises, talks, goals"),
        Binding("W", "health", "Health", id="logo.health", show=False,
                tooltip="Its health: override it, put its playbook, change what scores are made of"),
        Binding("m", "merge", "Merge", id="logo.merge", show=False,
                tooltip="Merge it with another logo that is the same customer"),
    ]  # fmt: skip

    def __init__(self, logo_id: int, row: RowOfBook | None = None) -> None:
        super().__init__()
        self._logo_id = logo_id
        self._wanted = row
        """The row that the cursor is to stand on once the sections are filled."""
        self._standing: Standing | None = None
        self._place = 0

    def compose(self) -> ComposeResult:
        """Head and sections."""
        yield TopLine(id="top")
        yield Static("", id="logo-name", markup=False)
        yield Static("", id="logo-facts", markup=False)
        yield Static("", id="logo-own", markup=False)
        yield Static("", id="logo-health", markup=False)
        yield TabStrip([section.NAME for section in SECTIONS], id="logo-tabs")
        with Sections(id="logo-sections"):
            yield from self.sections
        yield KeyLine()

    def on_mount(self) -> None:
        """Keys go to the section one was in, when one comes back."""
        self._place = self.app.sections_left.get(self._logo_id, 0)
        super().on_mount()
        self._go(self._place)

    def show(self, book: Book) -> None:
        """Show what the book knows; ask for the rest."""
        logo = book.logos.get(self._logo_id)
        self.query_one(TopLine).tell(self.app.opening, book, "Logos", logo.name if logo else "?")
        if logo is None:
            self._standing = None
            self._tell_head(_GONE, "Escape goes back")
            self._tell(facts="", own="", health="")
            return
        self._tell_head(logo.name, "" if self._standing is None else stands(self._standing, book, logo))
        self._tell(facts=facts(logo, book.as_of))
        self.app.do(self._fill(book, logo), group=f"logo-{id(self)}", exclusive=True)

    def _tell_head(self, name: str, rest: str) -> None:
        parts = (t(name).stylize("bold"), *([t(f" · {rest}")] if rest else []))
        self.query_one("#logo-name", Static).update(Content("").join(parts))

    def _tell(self, **texts: str) -> None:
        """Show these texts; the others stay."""
        for place, text in texts.items():
            self.query_one(f"#logo-{place}", Static).update(t(text))

    def stand_on(self, note: NoteRef) -> None:
        """The section of interviews does."""
        if note.kind == "interview":
            self.query_one(ExitInterviews).stand_on(note.id)

    def _shows(self, book: Book) -> bool:
        """Whether what was computed for this book is still wanted: the page may have been left meanwhile."""
        return self.shown is book and self.is_attached

    async def _fill(self, book: Book, logo: Logo) -> None:
        """Show the logo's rows, then its standing."""
        file = await self.app.ask(lambda store: read(store, book, logo.id))
        if self._shows(book):
            self._show_file(book, file)
        standings = await self.app.compute(lambda: book.standings)
        if self._shows(book):
            self._standing = standings[logo.id]
            self._tell_head(logo.name, stands(self._standing, book, logo))
        await self.app.know_health(book)
        if self._shows(book):
            self._tell_health(book)
        if book.usage is not None:
            await look_at(self.app, book)
            if self._shows(book):
                self.query_one(Signals).show(book, file)
                self._arrange()

    def _show_file(self, book: Book, file: LogoFile) -> None:
        for section in self.sections:
            section.show(book, file)
        own = own_facts(book, self._logo_id)
        self._tell(own=own)
        self.query_one("#logo-own").display = bool(own)
        self._counts = tuple(_tab(section, file) for section in self.sections)
        self._arrange()
        if self._wanted is not None:
            self._stand_on_row(self._wanted)
            self._wanted = None

    def _tell_health(self, book: Book) -> None:
        """The score with what it loses points by; nothing of a logo that does not pay."""
        told = in_a_line(book, self._logo_id)
        self._tell(health=told)
        line = self.query_one("#logo-health")
        if line.display != bool(told):
            line.display = bool(told)

    _counts: tuple[str, ...] = ()
    """What the tabs are called where no frame says how many there are."""

    @on(Sections.Resized)
    def _arrange(self) -> None:
        """Give each section its frame, and show those that stand beside the one in focus."""
        around = self.query_one(Sections)
        width, height = around.size
        each = width // columns_in(width)
        frames = arranged([section.need(each) for section in self.sections], width, height)
        for section, frame in zip(self.sections, frames, strict=False):
            styles = section.styles
            styles.offset = (frame.x, frame.y)
            styles.width, styles.height = frame.width, frame.height
            section.fit(frame.width)
            section.display = frame.view == frames[self._place].view
        is_alone = columns_in(width) == 1
        names = self._counts if is_alone and self._counts else tuple(section.NAME for section in SECTIONS)
        self.query_one(TabStrip).names = names

    @cached_property
    def sections(self) -> list[Section]:
        """All of them, in the order of the tabs; keys may come before they are mounted."""
        return [section(id=f"logo-section-{nth}") for nth, section in enumerate(SECTIONS)]

    @property
    def section(self) -> Section:
        """The section in focus."""
        return self.sections[self._place]

    def action_section(self, step: int) -> None:
        """Go to the next section, around the ends."""
        self._go((self._place + step) % len(SECTIONS))

    def action_stop(self, step: int) -> None:
        """Go to the text of the section where it has one to be scrolled, else to the next section."""
        stops = self.section.stops()
        at = next((nth for nth, stop in enumerate(stops) if stop is self.focused), 0) + step
        if 0 <= at < len(stops):
            stops[at].focus()
        else:
            self.action_section(step)

    @on(TabStrip.Chosen)
    def _chosen_tab(self, event: TabStrip.Chosen) -> None:
        self._go(event.place)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """A click may have gone to another section."""
        widget: Widget = event.widget
        section = next((one for one in widget.ancestors_with_self if isinstance(one, Section)), None)
        if section is not None and section is not self.section:
            self._stand_in(self.sections.index(section))

    def _go(self, place: int) -> None:
        self._stand_in(place)
        self._arrange()
        self.section.stops()[0].focus()

    def _stand_in(self, place: int) -> None:
        self._place = self.app.sections_left[self._logo_id] = place
        for nth, section in enumerate(self.sections):
            section.set_class(nth == place, "-current")
        self.query_one(TabStrip).current = place
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Weeks and months are for activity only, kinds for what happened."""
        del parameters
        if action not in {"span", "rows"} or not self.is_mounted:
            return action not in {"span", "rows"}
        return isinstance(self.section, ActivityCourse if action == "span" else Happened)

    def action_span(self) -> None:
        """Activity by the other periods."""
        course = self.query_one(ActivityCourse)
        course.by_months = not course.by_months

    def action_change_logo(self) -> None:
        """Change the logo itself, whatever row is chosen."""
        self.app.do(forms.change_row(self.app, "logos", self._logo_id))

    def action_sheet(self) -> None:
        """Show what to know before a talk."""
        self.app.do(self.app.open_talk_sheet(self._logo_id))

    def action_handover(self) -> None:
        """Show the sheet for who takes it over."""
        self.app.do(self.app.open_handover(self._logo_id))

    def action_health(self) -> None:
        """Show its health among that of the others."""
        self.app.do(self.app.open_health(self._logo_id))

    def action_merge(self) -> None:
        """Merge it with another logo of the same customer."""
        if self.logo_id is not None and self.app.may_write():
            self.app.do(self._merge(self.logo_id))

    async def _merge(self, logo_id: int) -> None:
        stays = await merging.merge_with_another(self.app, logo_id)
        if stays is not None and stays != logo_id:
            await self.app.pop_screen()
            await self.app.open_logo(stays)

    def action_rows(self) -> None:
        """Other kinds of what happened."""
        self.query_one(Happened).next_group()

    @on(Story.Opened)
    def _open(self, message: Story.Opened) -> None:
        """Go to the section that holds what an event is about, the cursor on it; else open it in place."""
        table, row_id = message.event.row
        written = next((kind for kind in WRITTEN if kind == table), None)
        if table == "brief":
            self.app.do(self.app.read_sent(row_id))
        elif written is not None:
            if self.app.may_write():
                self.app.do(self.app.change_note(NoteRef(written, row_id)))
        elif not self._stand_on_row((table, row_id), also_story=False):
            self.app.do(forms.change_row(self.app, tables_of(table)[0].name, row_id))

    def _stand_on_row(self, row: RowOfBook, *, also_story: bool = True) -> bool:
        """Put the cursor on a row, in its section or else where the story tells of it; whether it is here."""
        places = sorted(enumerate(self.sections), key=lambda placed: isinstance(placed[1], Story))
        for nth, section in places:
            if (also_story or not isinstance(section, Story)) and section.go_to(row):
                self._go(nth)
                return True
        return False

    @on(ActivityCourse.DaysWanted)
    async def _open_days(self, message: ActivityCourse.DaysWanted) -> None:
        message.stop()
        await self.app.push_screen(DaysPage(self._logo_id))

    def add(self) -> Work | str:
        """Add to the section in view."""
        return _GONE if self.logo_id is None else self.section.add(self.logo_id)

    def change(self) -> Work | str:
        """Change the chosen row of the section in view; where it has none, the logo itself."""
        if self.logo_id is None:
            return _GONE
        return self.section.change() or forms.change_row(self.app, "logos", self.logo_id)

    def tag(self) -> Work | str:
        """Put themes on the chosen interviews, reviews, talks, tickets or answers."""
        rows = self.section.chosen_rows()
        notes = [NoteRef(kind, row_id) for stored, row_id in rows for kind in NOTE_KINDS if kind == stored]
        if not notes or len(notes) < len(rows):
            return "Themes go on what was said: interviews, reviews, talks, tickets, answers"
        return self.app.put_themes(notes, self._logo_id)

    def take_away(self) -> Work | str:
        """Delete the chosen rows of the section in view."""
        return self.section.take_away()

    @property
    def logo_id(self) -> int | None:
        """This logo, while it is in the book."""
        return self._logo_id if self.shown and self._logo_id in self.shown.logos else None

    def chosen(self) -> tuple[Chosen, ...]:
        """The marked rows of the section in focus, else the one under its cursor, else the logo."""
        if self.logo_id is None:
            return ()
        rows = self.section.chosen_rows() or (("logo", self.logo_id),)
        proposed = self.section.proposed()
        return tuple(
            Chosen(self.logo_id, row[1] if row[0] == "contract" else None, row=row, proposed=proposed)
            for row in rows
        )

    def exported(self) -> Sheet | None:
        """The section in focus."""
        return self.section.exported()

    def copied(self) -> str:
        """The chosen row of the section in focus."""
        return self.section.copied()

    def explained(self) -> str:
        """What the chosen row means, where its section says that; else why the logo stands as it does."""
        if told := self.section.explained():
            return told
        if self._standing is None or self.shown is None:
            return ""
        parts = (words.explained(self._standing, self.shown), explanation(self.shown, self._logo_id))
        return "\n\n".join(filter(None, parts))


def _tab(section: Section, file: LogoFile) -> str:
    count = section.count(file)
    return f"{section.NAME} {count}" if count else section.NAME
