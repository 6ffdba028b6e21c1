"""What every place and dialog stands on: the app's services, and what a place owes to the app.

The store belongs to one thread and is asked in order (`ask`); figures are computed in another (`compute`); both
return values to the event loop, and no widget is ever touched from a thread. A place is a function of one
immutable `Book`: the app hands it the newest when it is looked at.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import ExitStack, nullcontext, suppress
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakSet

from textual.app import App
from textual.css.query import NoMatches
from textual.errors import NoWidget
from textual.events import Event, InputEvent, Key, MouseEvent, Paste
from textual.filter import LineFilter
from textual.getters import app as app_getter
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker

from churntui.book import Book
from churntui.data import mine
from churntui.data.file.store import Store
from churntui.model.notes import NoteRef
from churntui.plain import signals
from churntui.plain.errors import ChurnError, DamagedRollUpsError, LostBookError
from churntui.plain.sheets import Sheet
from churntui.questions.filtering import Fields
from churntui.ui.kit.safe import ControlFilter, Curtain
from churntui.ui.kit.table import VirtualTable
from churntui.ui.kit.typed import TypedAhead, asking
from churntui.ui.shell.chosen import Chosen
from churntui.ui.shell.grammar import READ_ONLY
from churntui.ui.shell.lost import Rescue
from churntui.ui.shell.opening import Opening
from churntui.ui.shell.threads import Answer, Threads
from churntui.ui.shell.ways import Ways

if TYPE_CHECKING:
    from churntui.data.incognito import MaskedStore
    from churntui.data.stories import Subject

Work = Coroutine[None, None, object]
"""What a key or a message sets going."""


class BookApp(Ways, Threads, App[None]):
    """The app as places and dialogs see it."""

    book: var[Book] = var(Book.empty, init=False)
    """The newest snapshot. Places get it through `show`; nothing else keeps one."""

    def __init__(self, store: Store, opening: Opening, masked: MaskedStore | None = None) -> None:
        super().__init__(store)
        self.opening = self._opened = opening
        self.curtain: Curtain | None = None
        """Over everything in view, while there is one."""
        self._waiting: set[Work] = set()
        self._signals = ExitStack()
        self.rescue = Rescue(opening.path)
        self.owner = mine.owner_in(opening.path) if opening.owner is None else opening.owner
        """Whose logos the places show; empty for everybody's."""
        self._narrowed = Book.empty, "", Book.empty
        """The book that was narrowed last, to whose logos, and what came of it."""
        self._lost = ""
        """How the book was lost; empty while it is in its place."""
        self.typed = TypedAhead(self, self._hand_on, self._awaited)
        self._redraws: WeakSet[Worker[object]] = WeakSet()
        self._is_changed = False
        """Whether the book was changed here, and the rows that follow from it may still be on their way."""
        self.sections_left: dict[int, int] = {}
        """Logo id to the section of its page that one was in last, for when one comes back."""
        if masked is not None:
            self.look(masked)

    def look(self, masked: MaskedStore | None) -> None:
        """Look at the book through this one from now on, where everything is masked; through its own again for None."""
        if self._masked is not None:
            self.owner = self._masked.called_so(self.owner)
        if masked is not None:
            self.owner = masked.alias_of(self.owner)
        self.opening = self._opened if masked is None else self._opened.incognito()
        self._ask_of(masked)

    @property
    def author(self) -> str:
        """Who works here; empty where nobody knows."""
        return self._store.user or self.book.author

    def tell_of_mine(self) -> None:
        """Say where what is the user's own cannot be read."""
        try:
            mine.read()
        except ChurnError as fault:
            self.notify(fault.hint, title=fault.title, severity="warning")

    def show_logos_of(self, owner: str) -> None:
        """Show the logos of one owner in every place, or everybody's where that is empty."""
        raise NotImplementedError

    def book_for(self, front: Front) -> Book:
        """The newest snapshot as a place or page shows it: only of the owner that was chosen, where it narrows."""
        if not (front.NARROWS and self.owner):
            return self.book
        book, owner, narrowed = self._narrowed
        if book is not self.book or owner != self.owner:
            narrowed = self.book.of_owner(self.owner)
            self._narrowed = self.book, self.owner, narrowed
        return narrowed

    async def know_health(self, book: Book) -> None:
        """Have the health of a book's logos read and counted: once for a book, and for none whose use is damaged."""
        with suppress(DamagedRollUpsError):  # told when the book was read
            await self.ask(book.read_health)
            await self.compute(lambda: book.health)

    async def on_event(self, event: Event) -> None:
        """What comes from the terminal is handed on one by one; all else as Textual does."""
        if isinstance(event, InputEvent | Paste) and not event.is_forwarded:
            self.typed.take(event)
        else:
            await super().on_event(event)

    async def _hand_on(self, event: Event) -> None:
        """Let Textual have what was typed or clicked, unless what was clicked has gone meanwhile."""
        if isinstance(event, MouseEvent):
            with suppress(NoWidget):
                widget, _ = self.get_widget_at(event.x, event.y)
                if not widget.is_attached:
                    return
        await super().on_event(event)

    async def push_screen_wait(self, screen: Screen[Answer] | str, *, mode: str | None = None) -> Any:
        """As Textual's; what is typed meanwhile is for the screen."""
        with asking():
            return await super().push_screen_wait(screen, mode=mode)

    def do(
        self, work: Work, *, group: str = "default", exclusive: bool = False, keys_wait: bool = True
    ) -> Worker[object]:
        """Run async work from a key or a message; an expected failure is shown, as all of them are, here.

        Args:
            work: What is to be done.
            group: Its kind.
            exclusive: Whether it makes older work of its kind vain, as a redraw does: only keys that act on its
                rows wait for it.
            keys_wait: Whether the keys typed after this one mean what they mean when it is done.
        """
        self._waiting.add(work)
        command = self.typed.begin() if keys_wait and not exclusive else None
        in_view = self.screen_stack[-1:]

        async def shown() -> object:
            self._waiting.discard(work)
            with command.running() if command else nullcontext():
                try:
                    return await work
                except LostBookError as error:
                    self.lose(error)
                    return None
                except ChurnError as error:
                    self.notify(error.hint, title=error.title, severity="error", timeout=8)
                    return None
                except NoMatches:
                    if self.is_running and set(in_view) <= set(self.screen_stack):
                        raise
                    return None  # what it was to be shown in is gone: the page, or the app, was left

        worker: Worker[object] = self.run_worker(shown, group=group, exclusive=exclusive)
        if keys_wait and exclusive:
            self._redraws.add(worker)
        return worker

    def _awaited(self, event: Event) -> Sequence[Worker[object]]:
        """The rows that are on their way: enter and verbs wait for them, and each key of a table that has none yet.

        After a change of the book every key does.
        """
        redraws = [worker for worker in self._redraws if not worker.is_finished]
        if not redraws:
            self._is_changed = False
        if not redraws or not isinstance(event, Key):
            return ()
        if self._is_changed:
            return redraws
        focused, bound = self.focused, self.active_bindings.get(event.key)
        is_empty = isinstance(focused, VirtualTable) and not focused.rows
        is_for_rows = (is_empty and bound is not None and bound.node is focused) or (
            # a verb acts on what is chosen
            bound is not None
            and bound.node is self
            and bound.binding.action.startswith("verb(")
            and not (focused is not None and focused.check_consume_key(event.key, event.character))
        )
        return redraws if event.key == "enter" or is_for_rows else ()

    def lose(self, error: LostBookError, *leaving: Front) -> None:
        """The book is no more in its place: keep what is typed beside it, and say so once, and where it is.

        Args:
            error: How it was lost.
            leaving: Pages that are being left, beside those in view.
        """
        pages = [page for page in self.screen_stack if isinstance(page, Page) and page.is_mounted]
        before = self._lost, self.rescue.path
        typed = dict(page.typed() for page in (*pages, *leaving))
        try:
            self.rescue.keep({} if self.opening.is_incognito else self.drafted() | typed)
        except ChurnError as failure:
            self.notify(failure.hint, title=failure.title, severity="error", timeout=60)
            return
        self._lost = error.title
        if before != (self._lost, self.rescue.path):
            kept = f"What you typed is kept in {self.rescue.path}. " if self.rescue.path else ""
            self.notify(f"{kept}{error.hint}", title=error.title, severity="error", timeout=600)

    async def is_in_place(self) -> bool:
        """Whether the book is still the file that was opened; where it is not, that is said, and what is typed kept."""
        try:
            await self.ask(Store.ensure_in_place)
        except LostBookError as error:
            self.lose(error)
            return False
        if self._lost:
            self._lost = ""
            self.notify("What you type is kept in it again", title="The book is back in its place")
        return True

    def drafted(self) -> dict[str, str]:
        """The drafts of the newest snapshot, as text by title."""
        raise NotImplementedError

    @property
    def front(self) -> Place | Page:
        """The page in view, else the place."""
        raise NotImplementedError

    def may_write(self) -> bool:
        """Whether the book may be changed; where it may not, that is said."""
        if self.opening.is_incognito:
            title, hint = self.opening.why_not
            self.notify(hint, title=title)
        elif self.opening.read_only:
            self.notify(READ_ONLY)
        return not self.opening.read_only

    def may_give_away(self) -> bool:
        """Whether what is shown may be copied and exported; where it may not, that is said."""
        return not self.opening.is_incognito or self.may_write()

    def copy_to_clipboard(self, text: str) -> None:
        """As Textual's; a mask is no text to go on with."""
        if self.may_give_away():
            super().copy_to_clipboard(text)

    def notify(self, message: str, *, markup: bool = False, **options: Any) -> None:
        """As Textual's, with the message taken literally unless asked otherwise; it takes the place of the last."""
        self.clear_notifications()
        super().notify(message, markup=markup, **options)

    def action_help_quit(self) -> None:
        """What ctrl+c says: it copies in a text, and to quit by it would be an accident."""
        self.notify("Press q to leave")

    def end_by_signal(self) -> None:
        """From now on leave as `q` does when the system asks: the terminal is given back, and the book closed."""
        loop = asyncio.get_running_loop()

        def leave(code: int) -> None:
            with suppress(RuntimeError):  # the loop has ended: so has the app
                loop.call_soon_threadsafe(partial(self.exit, return_code=code))

        self._signals.enter_context(signals.answered(leave))

    async def change(self, label: str, doing: Callable[[Store], object]) -> None:
        """Make a change through the store, show the book as it then is, and say what was done."""
        await self.ask(doing)
        await self.reload()
        self.has_changed()
        self.notify(label)

    def has_changed(self) -> None:
        """Have the next keys wait for the rows that a change has made: they are meant for those, not the old ones."""
        self._is_changed = True

    async def reload(self) -> None:
        """Read the book anew and show it."""
        raise NotImplementedError

    def get_line_filters(self) -> list[LineFilter]:
        """Ours come last: no control character reaches the terminal, whichever widget drew it."""
        return [*super().get_line_filters(), *([self.curtain] if self.curtain else []), ControlFilter()]

    def stop(self) -> None:
        """Leave nothing running, and close the book, so that nothing typed is lost."""
        self._signals.close()
        self.typed.stop()
        for work in self._waiting:
            work.close()
        self._close()


class Front:
    """What a place and a page owe to the keys that work everywhere."""

    HELP: ClassVar[str | None] = None
    """What it answers and how to read it, as Markdown, for `?`."""

    NAME: ClassVar[str] = ""
    """As it stands in the top line."""

    REDRAWS: ClassVar[bool] = False
    """Whether everything it shows is drawn anew with the book: it may stay in view when names are masked.

    A page that keeps words it was opened with is left then."""

    NARROWS: ClassVar[bool] = False
    """Whether it is about many logos, and shows only those of the owner that was chosen.

    What is about one logo or one note shows it whosever it is."""

    shown: Book | None = None
    """The book it was last drawn from."""

    @property
    def ways(self) -> Ways:
        """Where the verbs lead."""
        raise NotImplementedError

    def draw(self, book: Book) -> None:
        """Show this book, unless it is shown already."""
        if self.shown is not book:
            self.shown = book
            self.show(book)

    def show(self, book: Book) -> None:
        """Draw this book. Called once mounted, and whenever the book has changed while in view."""
        raise NotImplementedError

    @property
    def logo_id(self) -> int | None:
        """The logo the cursor stands on, for the keys that act on a logo."""
        return None

    @property
    def subject(self) -> tuple[Subject, int] | None:
        """What the cursor stands on, and its id, for the key that tells its history: the logo unless it is more."""
        return None if self.logo_id is None else ("logo", self.logo_id)

    @property
    def lost_on(self) -> date | None:
        """The loss the cursor stands on, where it is one; the logo's last is meant otherwise."""
        return None

    def chosen(self) -> tuple[Chosen, ...]:
        """What a command acts on: the marked rows, else the row under the cursor, else what the page is about."""
        row = self.subject
        return () if row is None else (Chosen(self.logo_id, lost_on=self.lost_on, row=row),)

    def serves(self, method: str) -> bool:
        """Whether the line of keys offers a verb: its class has said a meaning of it, or it is about a logo chosen.

        The key itself always answers.
        """
        if method in _OF_LOGOS:
            return any(row.logo_id is not None for row in self.chosen())
        if method == "done":
            return any(row.row is not None and row.row[0] in _TO_TICK for row in self.chosen())
        return getattr(type(self), method) is not getattr(Front, method)

    def add(self) -> Work | str:
        """Add what the list holds; a sentence where that cannot be now, as with each of the verbs."""
        return "There is nothing to add here"

    def change(self) -> Work | str:
        """Change the chosen row, or the head of the page, at the field of the sorted column."""
        about = next(iter(self.chosen()), None)
        if about is None or (about.row is None and about.logo_id is None):
            return "There is nothing to change here"
        return self.ways.change_chosen(about)

    def take_away(self) -> Work | str:
        """Take the chosen rows away; what goes with them is said first."""
        return "There is nothing to take away here"

    def tag(self) -> Work | str:
        """Put themes on the chosen row."""
        return "There is nothing to put themes on here"

    def done(self) -> Work | str:
        """Say that the chosen steps, promises and fixes are done."""
        chosen = self.chosen()
        return self.ways.tick_off(chosen) if chosen else "Only steps, promises and fixes are completed"

    def snooze(self) -> Work | str:
        """Let the chosen rows rest until a day."""
        return "Only rows of Today (1) can be snoozed"

    def decide(self) -> Work | str:
        """Decide the renewals of the chosen logos."""
        return self._of_logos(self.ways.decide)

    def talk(self) -> Work | str:
        """Note a talk with the chosen logos."""
        return self._of_logos(self.ways.talk)

    def next_step(self) -> Work | str:
        """Plan the next step with the chosen logos."""
        return self._of_logos(self.ways.plan_step)

    def save_plan(self) -> Work | str:
        """Begin an attempt to keep the chosen logo, go on with it, or close it."""
        return self._of_logos(self.ways.keep_logo)

    def note(self) -> Work | str:
        """Write about the chosen logo; one is asked for where none is chosen."""
        return self.ways.write_note(self.chosen())

    def brief(self) -> Work | str:
        """Go to the brief of the chosen logo."""
        return self._of_logos(lambda chosen: self.ways.open_brief(chosen[0].logo_id or 0))

    def _of_logos(self, doing: Callable[[Sequence[Chosen]], Work]) -> Work | str:
        """What is done to the chosen rows that are about a logo, or that there are none."""
        chosen = [row for row in self.chosen() if row.logo_id is not None]
        if chosen:
            return doing(chosen)
        if self.shown is not None and not (self.shown.logos or self.shown.is_first):
            return "There is no logo yet: a in Logos (2) adds one"
        return "Choose a logo first: o goes to one by a few letters"

    def stand_on(self, note: NoteRef) -> None:
        """Put the cursor on a note that was just saved, where it is listed, once the book with it is drawn."""

    def exported(self) -> Sheet | None:
        """What is shown, as a table to export; None where there is nothing to."""
        return None

    def export(self) -> Work | str | None:
        """How it is saved, where that is another way than as the table or a picture."""
        return None

    def typed(self) -> tuple[str, str]:
        """A title, and what is typed here and not yet in the book, as text to read; both empty where nothing is."""
        return "", ""

    def copied(self) -> str:
        """What `y` copies: the row under the cursor as text."""
        return ""

    def helped(self) -> str:
        """What it answers and how to read it as it stands now, as Markdown; `HELP` where that is always the same."""
        return self.HELP or ""

    def explained(self) -> str:
        """What the figure under the cursor means and which settings it used, as Markdown; empty for none."""
        return ""


_OF_LOGOS = frozenset({"decide", "talk", "next_step", "note", "brief"})
"""The verbs that act on logos."""

_TO_TICK = frozenset({"step", "commitment", "milestone"})
"""The tables whose rows are there to be done."""


class Place(Front, Widget):
    """One of the seven places: filled when first shown, drawn anew when the book has changed."""

    app = app_getter(BookApp)

    NARROWS = True

    filters: ClassVar[bool] = False
    """Whether `filter` does anything here."""

    FIELDS: ClassVar[tuple[str, ...] | None] = None
    """What its rows can be filtered by under a name beside what their logos say; None where they cannot."""

    _fields: Fields | None = None

    @property
    def fields(self) -> Fields:
        """What its rows say under each name."""
        book = self.shown or self.app.book_for(self)
        if self._fields is None or self._fields.book is not book:
            self._fields = Fields(book, *self.FIELDS or ())
        return self._fields

    def told_of_filter(self, text: str) -> str:
        """Which fields there are, where one was typed that is none."""
        return "" if self.FIELDS is None else self.fields.parsed(text).told

    @property
    def ways(self) -> Ways:
        """The app knows them all."""
        return self.app

    def on_mount(self) -> None:
        """Draw the book with the place's first frame."""
        self.draw(self.app.book_for(self))

    def filter(self, text: str) -> None:
        """Show only what holds these words; an empty text shows all. Called with each key."""

    def enter(self) -> None:
        """Put the focus where the keys are most useful: the first widget that takes it."""
        for widget in self.query("*"):
            if widget.focusable:
                widget.focus()
                return


class Page(Front, Screen[None]):
    """A page over the places, left with escape."""

    app = app_getter(BookApp)

    @property
    def holds_words(self) -> bool:
        """Whether something was typed into it that the file does not have."""
        return False

    async def may_leave(self) -> bool:
        """Whether it can be left now; it asks where that would lose something. Belongs into a worker."""
        return True

    @property
    def ways(self) -> Ways:
        """The app knows them all."""
        return self.app

    def on_mount(self) -> None:
        """Draw the book with the page's first frame."""
        self.draw(self.app.book_for(self))
