"""A logo's page: how it stands above, its sections below, and beside them what to know before calling.

The head and the sections that come with the book are drawn at once; what the file says beyond it is asked for, and
the standing, which takes pandas, follows.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import ContentSwitcher, Static

from churntui.book import Book
from churntui.metrics.logos import Standing
from churntui.model.rows import Logo
from churntui.model.schema import columns_of
from churntui.plain import dates, money
from churntui.plain.sheets import Sheet
from churntui.plain.wording import counted, tenure
from churntui.questions.logo_file import LogoFile, read
from churntui.ui.kit.safe import t
from churntui.ui.kit.tabs import TabStrip
from churntui.ui.logos import standing as words
from churntui.ui.logos.activity import ActivityCourse
from churntui.ui.logos.glance import glance
from churntui.ui.logos.section import Section
from churntui.ui.logos.sections import SECTIONS, ExitInterviews
from churntui.ui.parts import forms
from churntui.ui.shell.base import Page, Work
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine

_GONE = "This logo is no longer in the book"


class LogoPage(Page):
    """Everything the book says about one logo."""

    NAME = "Logo"
    HELP = """
Everything the book says about one logo. ← → go from section to section, tab into the text of an interview.

- **Contracts** are half-open: `Ends` is the first day not covered. In the bars `█` is in force, `▒` over, `░` ahead,
  `│` the as-of day.
- **Activity** counts qualifying actions. A customer is active who did at least one (`active_min_count`) in the trailing
  28 days (`active_window_days`). The share is of the customers that had joined by then. A fall of 25 % or more
  over 13 weeks gets a `!`: Trends, Behaviour shows how often losses followed. `p` turns weeks into months; a period
  marked `*` is not over.
- **Interviews** show what they stated beside what we assessed. Enter opens one for editing; `n` opens that of the last
  loss, or writes one where there is none.
- **History** has every change made by hand, those taken back too. Imports are repeated, not undone, and are not in it.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "section(-1)", "Section", key_display="← →", id="logo.previous",
                tooltip="The section to the left"),
        Binding("right,l", "section(1)", "Next section", id="logo.next", show=False,
                tooltip="The section to the right"),
        Binding("p", "span", "Weeks, months", id="logo.span", tooltip="Activity by weeks or by months"),
        Binding("v", "handover", "Handover", id="logo.handover",
                tooltip="The sheet for who takes the logo over: people, promises, talks, goals"),
    ]  # fmt: skip

    def __init__(self, logo_id: int) -> None:
        super().__init__()
        self._logo_id = logo_id
        self._standing: Standing | None = None
        self._place = 0

    def compose(self) -> ComposeResult:
        """Head, sections, and the side panel that a narrow terminal has no room for."""
        yield TopLine(id="top")
        yield Static("", id="logo-name", markup=False)
        yield Static("", id="logo-stands", markup=False)
        yield Static("", id="logo-facts", markup=False)
        yield TabStrip([section.NAME for section in SECTIONS], id="logo-tabs")
        with Horizontal(id="logo-body"):
            with ContentSwitcher(initial="logo-section-0", id="logo-sections"):
                for nth, section in enumerate(SECTIONS):
                    yield section(id=f"logo-section-{nth}")
            with VerticalScroll(id="logo-side", classes="panel side", can_focus=False):
                yield Static("", id="logo-glance", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Keys go to the first section."""
        self.query_one("#logo-side").border_title = "At a glance"
        super().on_mount()
        self._focus_section()

    def show(self, book: Book) -> None:
        """Show what the book knows; ask for the rest."""
        logo = book.logos.get(self._logo_id)
        self.query_one(TopLine).tell(self.app.opening, book, "Logos", logo.name if logo else "?")
        if logo is None:
            self._standing = None
            self._tell(name=_GONE, stands="Escape goes back", facts="")
            return
        called = " · ".join(part for part in (logo.ref, logo.domain) if part)
        self._tell(name=f"{logo.name}  {called}", facts=facts(logo, book.as_of))
        self.app.do(self._fill(book, logo), group=f"logo-{id(self)}", exclusive=True)

    def _tell(self, **texts: str) -> None:
        """Show these texts; the others stay."""
        for place, text in texts.items():
            self.query_one(f"#logo-{place}", Static).update(t(text))

    def stand_on(self, interview_id: int) -> None:
        """The section of interviews does."""
        self.query_one(ExitInterviews).stand_on(interview_id)

    def _shows(self, book: Book) -> bool:
        """Whether what was computed for this book is still wanted: the page may have been left meanwhile."""
        return self.shown is book and self.is_attached

    async def _fill(self, book: Book, logo: Logo) -> None:
        """Show the logo's rows, then its standing."""
        file = await self.app.ask(lambda store: read(store, book, logo.id))
        if self._shows(book):
            for section in self.sections:
                section.show(book, file)
            self.query_one(TabStrip).names = tuple(_tab(section, file) for section in self.sections)
        standings = await self.app.compute(lambda: book.standings)
        if self._shows(book):
            self._stand(book, standings[logo.id], file)

    def _stand(self, book: Book, standing: Standing, file: LogoFile) -> None:
        self._standing = standing
        self._tell(stands=stands(standing, book), glance="\n".join(glance(standing, file, book)))

    @property
    def sections(self) -> list[Section]:
        """All of them, in the order of the tabs."""
        return list(self.query(Section))

    @property
    def section(self) -> Section:
        """The section in view."""
        return self.sections[self._place]

    def _focus_section(self) -> None:
        for widget in self.section.query("*"):
            if widget.focusable:
                widget.focus()
                return
        self.set_focus(None)

    def action_section(self, step: int) -> None:
        """Go to the next section, around the ends."""
        self._go((self._place + step) % len(SECTIONS))

    @on(TabStrip.Chosen)
    def _chosen(self, event: TabStrip.Chosen) -> None:
        self._go(event.place)

    def _go(self, place: int) -> None:
        self._place = place
        self.query_one("#logo-sections", ContentSwitcher).current = f"logo-section-{place}"
        self.query_one(TabStrip).current = place
        self._focus_section()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Weeks and months are for activity only."""
        del parameters
        return action != "span" or (self.is_mounted and isinstance(self.section, ActivityCourse))

    def action_span(self) -> None:
        """Activity by the other periods."""
        course = self.query_one(ActivityCourse)
        course.by_months = not course.by_months

    def action_handover(self) -> None:
        """Show the sheet for who takes it over."""
        self.app.do(self.app.open_handover(self._logo_id))

    @on(ExitInterviews.Opened)
    def _edit(self, event: ExitInterviews.Opened) -> None:
        if self.app.opening.read_only:
            self.app.notify("The book is open read-only")
            return
        self.app.do(self.app.write_interview(self._logo_id, event.interview_id))

    def add(self) -> Work | str:
        """Add to the section in view."""
        return _GONE if self.logo_id is None else self.section.add(self.logo_id)

    def change(self) -> Work | str:
        """Change the chosen row of the section in view; where it has none, the logo itself."""
        if self.logo_id is None:
            return _GONE
        return self.section.change() or forms.change_row(self.app, "logos", self.logo_id)

    def take_away(self) -> Work | str:
        """Delete the chosen rows of the section in view."""
        return self.section.take_away()

    @property
    def logo_id(self) -> int | None:
        """This logo, while it is in the book."""
        return self._logo_id if self.shown and self._logo_id in self.shown.logos else None

    def exported(self) -> Sheet | None:
        """The section in view."""
        return self.section.exported()

    def copied(self) -> str:
        """The chosen row of the section in view."""
        return self.section.copied()

    def explained(self) -> str:
        """Why it stands as it does."""
        if self._standing is None or self.shown is None:
            return ""
        return words.explained(self._standing, self.shown)


def _tab(section: Section, file: LogoFile) -> str:
    count = section.count(file)
    return f"{section.NAME} {count}" if count else section.NAME


def stands(standing: Standing, book: Book) -> str:
    """The line under the name: status, ARR, plan, and what is decided on next."""
    currency = book.currency
    parts = [words.status_sentence(standing, book.as_of)]
    if standing.arr:
        parts.append(f"{money.full(standing.arr, currency)} ARR")
    if standing.arr_lost:
        parts.append(f"{money.full(standing.arr_lost, currency)} ARR lost")
    if standing.left_out:
        parts.append(f"{counted(standing.left_out, 'contract')} without a rate !")
    parts.append(", ".join(standing.plans))
    renewal = standing.renewal
    if renewal is not None and renewal.days > 0 and standing.status != "known_churn":
        parts.append(f"renews {dates.short(renewal.ends_on, book.as_of)} ({renewal.days} d)")
    notice, _ = words.notice(renewal)
    if renewal is not None and notice != words.NOTHING[0]:
        parts.append(f"notice by {dates.short(renewal.notice_deadline, book.as_of)} ({notice})")
    return " · ".join(part for part in parts if part)


def facts(logo: Logo, as_of: date) -> str:
    """Who they are: `owner Ann Berg · Health · Germany · 120 staff · good fit · joined 3 Feb 2023 (3 y 9 m)`."""
    joined = ""
    if logo.joined_on:
        stayed = tenure(max(0, (as_of - logo.joined_on).days))
        joined = f"joined {dates.short(logo.joined_on)} ({stayed})"
    worded = {
        "employees": "" if logo.employees is None else f"{logo.employees:,} staff",
        "fit": f"{logo.fit} fit" if logo.fit else "",
        "joined_on": joined,
    }
    known = [f"owner {logo.owner}" if logo.owner else "no owner"]
    for column in columns_of(Logo):
        if column.field in worded:
            known.append(worded[column.field])
        elif column.listed and column.field not in {"name", "owner"}:
            known.append(str(getattr(logo, column.field) or ""))
    return " · ".join(part for part in known if part)
