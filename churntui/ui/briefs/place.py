"""Briefs: what to show a logo in the next business review, point by point, and beside it what to know beforehand.

The place holds one logo at a time and goes from renewal to renewal. Its rows are read by the store's thread, the
brief is composed in the metrics'; both parts change at once, together with the line above them, so that no part
ever stands under another logo's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from churntui import briefs
from churntui.book import Book
from churntui.briefs import Brief, Gathered
from churntui.briefs.deciding import PlacedPoint, placed_points, to_be_seen_to
from churntui.briefs.discretion import Guard
from churntui.briefs.facts import Section
from churntui.briefs.order import first, in_order, upcoming
from churntui.model.choices import BRIEF_LABELS, LANGUAGE_LABELS
from churntui.model.desk import Draft
from churntui.plain import dates
from churntui.plain.sheets import Sheet
from churntui.plain.wording import counted, rounded
from churntui.questions.renewals.words import comes
from churntui.ui.briefs.all_due import save_all_due
from churntui.ui.briefs.keys import NO_BRIEF, PointKeys
from churntui.ui.briefs.points import PointList
from churntui.ui.briefs.saving import save
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import VirtualTable
from churntui.ui.parts.paper import paper
from churntui.ui.shell.base import BookApp, Work


@dataclass(frozen=True, slots=True)
class _Shown:
    """One logo's brief and where it stands among the others."""

    brief: Brief
    places: tuple[PlacedPoint, ...]
    guard: Guard
    head: str
    position: str


class Part(VerticalScroll):
    """One part of a brief, scrolled by itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", id="briefs.down", show=False, tooltip="Scroll down a line"),
        Binding("k", "scroll_up", "Up", id="briefs.up", show=False, tooltip="Scroll up a line"),
    ]

    def compose(self) -> ComposeResult:
        """The paper."""
        yield Static("", markup=False)

    def write(self, sections: Sequence[Section], brief: Brief, *, anew: bool) -> None:
        """Show these sections, from the top where they are `anew` and not the same brief brought up to date."""
        self.query_one(Static).update(paper(sections, brief.as_of))
        if anew:
            self.scroll_home(animate=False)


class Briefs(PointKeys):
    """What to say in the next business review."""

    NAME = "Briefs"
    HELP = """
The brief for a business review with one logo. **Shareable** holds what the logo may see: its own figures, its own
words, the roadmap for what it named. **Internal** never leaves: contract, risks, people, what logos like it left for.

- The place opens on the logo whose renewal comes next in 61–90 days; `[` and `]` go by renewal date.
- Points are proposed, the ones whose figures are furthest from unremarkable first; the others stand below, under
  *Not in the brief*. `A` accepts a point, or takes one in from below; `del` drops it; `J` and `K` move it; `f2`
  writes it anew, `a` adds one. `space` marks several. Each is one change, and `u` takes it back.
- `✓` accepted, `✎` edited, `+` added, `−` dropped, `!` stale: what you wrote stays as it is, and other figures are
  proposed now. `R` asks which of the two is right.
- `r` chooses what of the roadmap is in this brief, of what is marked as shareable. `E` turns between the champion's QBR
  and the executive's EBR of one page, `M` says on which day you meet, `w` in which language the logo reads.
- `ctrl+o` opens the shareable part as Markdown in your own editor, and says what the text that comes back changes.
- What you write is looked through: another logo's name is refused; a name that is everybody's word (next, target), a
  competitor, one of our words or a theme of ours is named first, and kept once you say so again.
- A comment in which somebody names another logo is kept out of the shareable part; the internal part says how many.
- *Completed actions* are qualifying ones. *Not measured* is not 0: no activity of that logo ever came in.
- The running quarter is compared with as many days of the quarter before; in its first 28 days, the last two complete
  quarters are compared instead.
- *Logos like it* share its industry or its size band. They are counted, never named.
- `e` saves a part, or both, in the format that the file's name ends with. `D` saves those of all logos whose contract
  ends in a quarter, each in a file of its own; `esc` stops it after the one that is being written.
- `v` says that it was sent: it is kept as it stands, and the next one begins afresh.
- `m` opens the meeting: the agenda, the notes while it runs, what came of promises, the mail, and the briefs as sent.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "other", "Other part", id="briefs.other", tooltip="Go to the other part of the brief"),
        Binding("left_square_bracket", "step(-1)", "Next logo", key_display="[ ]", id="briefs.previous",
                tooltip="The logo that renews before this one"),
        Binding("right_square_bracket", "step(1)", "Logo after", key_display="]", id="briefs.next", show=False,
                tooltip="The logo that renews after this one"),
        Binding("l", "pick", "Choose", id="briefs.pick", tooltip="Choose a logo by a few letters"),
        Binding("enter", "open", "Page", id="briefs.open", tooltip="Open the logo's page"),
        Binding("m", "meeting", "Meeting", id="briefs.meeting",
                tooltip="The meeting it is for: its agenda, its notes, the mail after it, and what was sent"),
        Binding("v", "sent", "Sent", id="briefs.sent", show=False,
                tooltip="Say that it was sent: it is kept as it stands, and the next one begins afresh"),
        Binding("D", "all_due", "All due", id="briefs.all_due", show=False,
                tooltip="Save the briefs of all logos due in a quarter, each as a file"),
    ]  # fmt: skip

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._logo_id: int | None = None
        self._order: list[int] = []

    def compose(self) -> ComposeResult:
        """A line that says whose brief it is, and the parts side by side."""
        with Horizontal(id="briefs-head"):
            yield Static("", id="briefs-logo", markup=False)
            yield Static("", id="briefs-position", markup=False)
        with Horizontal(id="briefs-parts"):
            yield PointList(id="briefs-shareable", classes="panel -chosen")
            yield Part(id="briefs-internal", classes="panel")

    def on_mount(self) -> None:
        """Name the parts, then draw."""
        self.points.border_title = "Shareable"
        self.query_one("#briefs-internal", Part).border_title = "Internal (never leaves)"
        super().on_mount()

    def show(self, book: Book) -> None:
        """Compose the logo's brief anew; a book whose usage is still being read comes again with it."""
        if not book.logos:
            self._clear(self.app.opening.to_begin("logos", "logos.csv contracts.csv"))
        elif book.usage is None:
            self._clear("Reading what was used …")
        else:
            self.app.do(self._fill(book), group="briefs", exclusive=True)

    def choose(self, logo_id: int) -> None:
        """Show the brief of this logo; the next keys are meant for its points."""
        self._logo_id = logo_id
        self.app.has_changed()
        if self.shown is not None:
            self.show(self.shown)

    async def _fill(self, book: Book) -> None:
        order = await self.app.compute(lambda: in_order(book))
        if self.shown is not book:
            return
        self._order = order
        if self._logo_id is None or self._logo_id not in book.logos:
            self._logo_id = first(book, order)
        logo_id = self._logo_id
        gathered = await self.app.ask(lambda store: briefs.gather(store, book, logo_id))
        made = await self.app.compute(lambda: _shown(book, gathered, order))
        if self.shown is book and self._logo_id == logo_id:
            self._write(made)

    def _write(self, made: _Shown) -> None:
        anew = self.logo_id != made.brief.logo.id
        self.made, self.guard = made.brief, made.guard
        self.query_one("#briefs-logo", Static).update(t(made.head))
        self.query_one("#briefs-position", Static).update(t(made.position))
        self._show_parts(is_there=True)
        self.points.border_title = t(f"Shareable · {LANGUAGE_LABELS[made.brief.language]}")
        self.points.write(made.places, made.brief.as_of, made.brief.language, anew=anew)
        self.query_one(Part).write(made.brief.internal, made.brief, anew=anew)
        self.settle()
        self.refresh_bindings()

    def _clear(self, why: str) -> None:
        self.made = self.guard = None
        self._order = []
        self.query_one("#briefs-logo", Static).update(t(why))
        self.query_one("#briefs-position", Static).update("")
        self._show_parts(is_there=False)
        self.refresh_bindings()

    def _show_parts(self, *, is_there: bool) -> None:
        """Without a brief there is room for the whole sentence that says why there is none."""
        self.query_one("#briefs-parts").display = is_there
        self.query_one("#briefs-head").set_class(not is_there, "-alone")

    def brief(self) -> str:
        """It is here."""
        return "This is its brief: l chooses another logo's"

    def serves(self, method: str) -> bool:
        """Not what is in view already, nor what is a key of every list: the line has room for those of the points."""
        return method in {"add", "change", "take_away"} and super().serves(method)

    def action_step(self, places: int) -> None:
        """Go to the logo that renews before or after this one, around the ends."""
        if self._logo_id in self._order:
            self.choose(self._order[(self._order.index(self._logo_id) + places) % len(self._order)])

    def action_pick(self) -> None:
        """Ask for a logo and show its brief."""
        self.app.do(self._pick())

    async def _pick(self) -> None:
        logo_id = await self.app.pick_logo("Brief of which logo?")
        if logo_id is not None:
            await self.app.open_brief(logo_id)

    def action_open(self) -> None:
        """Open the logo's page."""
        if self.made is not None:
            self.app.do(self.app.open_logo(self.made.logo.id))

    @on(VirtualTable.Opened)
    def _opened(self, event: VirtualTable.Opened[PlacedPoint]) -> None:
        event.stop()
        self.action_open()

    def action_meeting(self) -> None:
        """Show the meeting it is for."""
        if self.made is not None:
            self.app.do(self.app.open_meeting(self.made.logo.id))

    def action_sent(self) -> None:
        """Say that it was sent."""
        if self.made is not None and self.app.may_write():
            self.app.do(self.app.keep_sent(self.made.logo.id))

    def action_other(self) -> None:
        """Go to the other part; in a narrow terminal it takes this one's place."""
        for part in (self.points, self.query_one(Part)):
            part.toggle_class("-chosen")
            if part.has_class("-chosen"):
                part.focus()

    def export(self) -> Work | str:
        """Save a part, or both."""
        if self.made is None:
            return "There is no brief to export"
        return save(self.app, self.made, self._anew, self._all_due)

    def action_all_due(self) -> None:
        """Save those of all logos due in a quarter."""
        if self.app.may_give_away():
            self.app.do(self._all_due())

    async def _all_due(self) -> None:
        book = self.app.book_for(self)
        if book.logos and book.usage is not None:
            await save_all_due(self.app, book)
        else:
            self.app.notify(NO_BRIEF)

    async def _anew(self, made: Brief) -> Brief:
        """The brief as the file is now: it may have changed since it was drawn, by whoever has it open."""
        book = self.app.book_for(self)
        if made.logo.id not in book.logos:
            return made
        gathered = await self.app.ask(lambda store: briefs.gather(store, book, made.logo.id))
        return await self.app.compute(lambda: briefs.compose(book, gathered))

    @property
    def logo_id(self) -> int | None:
        """The logo whose brief is shown."""
        return self.made.logo.id if self.made else None

    def exported(self) -> Sheet | None:
        """The shareable part as a table."""
        if self.made is None:
            return None
        rows = tuple(
            (
                section.heading,
                point.text,
                point.so_what,
                point.source,
                point.as_of.isoformat() if point.as_of else "",
            )
            for section in self.made.shareable
            for point in section.points
        )
        return Sheet("brief", ("Section", "Point", "So what", "Source", "As of"), rows)

    def copied(self) -> str:
        """The shareable part as Markdown; what is to be seen to in it is said."""
        if self.made is None:
            return ""
        if told := to_be_seen_to(self.made):
            self.app.call_later(self.app.notify, told, title="Copied")
        return briefs.markdown(self.made)

    def explained(self) -> str:
        """The settings the figures of people used."""
        if self.shown is None:
            return ""
        settings = self.shown.settings
        return (
            "## This brief\n\n"
            f"- A person *used it* with {settings.active_min_count} or more qualifying actions in "
            f"{settings.active_window_days} days (`active_min_count`, `active_window_days`).\n"
            f"- Use *fell* where 28 days have {rounded(settings.usage_fall)} less than the 28 before (`usage_fall`).\n"
            f"- Amounts are in {settings.reporting_currency} (`reporting_currency`)."
        )


def _shown(book: Book, gathered: Gathered, order: Sequence[int]) -> _Shown:
    """The brief with its line; made off the event loop."""
    composed = briefs.composed(book, gathered)
    made, watch = composed.brief, composed.watch
    places = placed_points(made, gathered.kept_points, watch)
    due = upcoming(book, made.logo.id)
    when = ""
    if due is not None:
        when = f" · {comes(due)} {dates.short(due.ends_on, book.as_of)} ({counted(due.days, 'day')})"
    position = f"{order.index(made.logo.id) + 1} of {len(order)}"
    meets = f" on {dates.short(made.meets_on, book.as_of)}" if made.meets_on else ""
    head = f"{briefs.title(made)} · {BRIEF_LABELS[made.kind]}{meets}{when}"
    return _Shown(made, places, watch, head, f"{_counted(places)} · {position}")


def _counted(places: Sequence[PlacedPoint]) -> str:
    """`9 points · 2 edited · 1 stale`."""
    inside = [place for place in places if place.is_in]
    counts = {
        "edited": sum(place.point.state == "edited" for place in inside),
        "stale": sum(place.is_stale for place in inside),
        "withheld": sum(bool(place.withheld) for place in places),
    }
    told = [f"{count} {what}" for what, count in counts.items() if count]
    return " · ".join([counted(len(inside), "point"), *told])


async def go_on(app: BookApp, draft: Draft) -> None:
    """Open the point that a draft was left of, in its brief."""
    if draft.logo_id is not None:
        await app.open_brief(draft.logo_id)
        app.query_one(Briefs).go_on_with(draft)
