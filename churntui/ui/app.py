"""The app: seven places on one screen, filled when first shown, the ways to every page, and the keys of both.

Pages and dialogs are pushed over it; places are switched, which costs a fraction. The first frame is drawn from
what SQLite gives at once; pandas and the rest are imported by a thread when it stands, a place and a page when they
are first opened. It is the only module that knows all places.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.widgets import ContentSwitcher, Input

from churntui.book import Book
from churntui.data import history
from churntui.data.file.store import Store
from churntui.model.choices import NoteKind
from churntui.model.notes import WRITTEN, NoteRef
from churntui.model.tables import tables_of
from churntui.plain.errors import DamagedRollUpsError
from churntui.ui.kit.table import VirtualTable
from churntui.ui.pages import AppOfPages, place_of
from churntui.ui.shell import warming
from churntui.ui.shell.base import Page, Place, Work
from churntui.ui.shell.chosen import Chosen
from churntui.ui.shell.frame import PLACES, FilterLine, FilterTold, PlaceBar, TopLine
from churntui.ui.shell.grammar import INCOGNITO, VERBS
from churntui.ui.shell.keyline import KeyLine
from churntui.ui.shell.keys import KEYS
from churntui.ui.shell.opening import Opening
from churntui.ui.shell.outlet import Outlet
from churntui.ui.shell.terminal import tell_escape_from_alt
from churntui.ui.shell.weeks import keep_week

if TYPE_CHECKING:
    from churntui.data.incognito import MaskedStore

_WARM_UP_AFTER = 0.15
"""Seconds after the first frame in which nothing else is done."""

_WATCH_EVERY = 1.0
"""Seconds between two looks for another program's changes, and whether the book is still there."""


class ChurntuiApp(AppOfPages):
    """The workbench over one book."""

    TITLE = "churntui"
    CSS_PATH = "churntui.tcss"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it so
        (0, "-narrow"),
        (100, "-normal"),
        (160, "-wide"),
    ]
    """Side panels hide or move below in a narrow terminal."""

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self, store: Store, opening: Opening, masked: MaskedStore | None = None) -> None:
        super().__init__(store, opening, masked)
        self.set_reactive(ChurntuiApp.book, Book.first(self._store, opening.as_of))
        self._told_damage = False
        """Whether it was said that what is kept of the activity is damaged."""

    def compose(self) -> ComposeResult:
        """The frame, and Today in it."""
        yield TopLine(id="top")
        yield PlaceBar(id="places")
        with ContentSwitcher(initial=PLACES[0].id, id="switcher"):
            yield place_of(PLACES[0].id)
        line = FilterLine(
            placeholder="Words, or owner:ines · enter to the rows · escape shows all", id="filter"
        )
        line.display = False
        yield FilterTold(id="filter-told", markup=False)
        yield line
        yield KeyLine()

    def on_mount(self) -> None:
        """Everything that is not the first frame waits for it."""
        self.end_by_signal()
        self._announce()
        self.call_after_refresh(self.tell_of_mine)
        self.place.enter()
        self.call_after_refresh(self._warm_up)
        self.set_interval(_WATCH_EVERY, self._watch)

    def on_unmount(self) -> None:
        """Nothing keeps the terminal waiting, and nothing asked of the store is dropped."""
        self.stop()

    @work(group="warm-up")
    async def _warm_up(self) -> None:
        """Import what the other places need and read usage; then let the garbage collector leave it alone."""
        # not by a timer, which drops its one call where the machine stands still as it starts
        await asyncio.sleep(_WARM_UP_AFTER)
        await self.compute(warming.import_heavy)
        await self.reload()
        warming.spare_the_collector()
        self.do(self.ask(warming.verify), group="verify", keys_wait=False)

    def _watch(self) -> None:
        """Show what another program wrote, or an import in another terminal; use a rest in the typing."""
        self.do(self._follow(), group="watch", exclusive=True, keys_wait=False)
        if self.typed.rests_since_last_asked():
            warming.collect_pages()

    async def _follow(self) -> None:
        if not await self.is_in_place():
            return
        if self.book.usage is not None and await self.ask(Store.generation) != self.book.generation:
            await self.reload()

    async def _read_whole(self) -> None:
        """Have more than the first frame's book, for whoever is quicker than the warm-up."""
        if self.book.is_first:
            as_of = self.opening.as_of
            self.book = await self.ask(lambda store: Book.load(store, as_of))

    async def reload(self) -> None:
        """Read the book anew; the place and the pages in view follow, the other places when they are looked at."""
        as_of = self.opening.as_of
        self.book, damage = await self.ask(lambda store: _read(store, as_of))
        if damage is not None and not self._told_damage:
            self._told_damage = True
            self.notify(damage.hint, title=damage.title, severity="error", timeout=30)
        if not self.is_running:
            return  # it is being left
        self._draw()
        if self.opening.keeps_weeks and not self.opening.is_incognito:
            self.do(keep_week(self), group="week", exclusive=True, keys_wait=False)

    def _draw(self) -> None:
        """Show the book as it is now; other places do when they are looked at."""
        if self.owner and not self.book.is_first and not self.book_for(self.place).logos:
            self.notify("All logos are shown", title=f"{self.owner} has no logo any more")
            self.owner = ""
        for front in (self.place, *self.screen_stack):
            # one that is being mounted draws the newest book itself when it is
            if isinstance(front, Place | Page) and front.is_mounted:
                front.draw(self.book_for(front))
        self._announce()

    async def _draw_afresh(self) -> None:
        """Show the place and the pages in view anew, with no filter; fill the other places when they are looked at."""
        self._close_filter()
        for place in self.switcher.query_children(Place):
            if place is not self.place:
                await place.remove()
        for front in (self.place, *self.screen_stack):
            if isinstance(front, Place | Page):
                front.shown = None  # an empty book is the same either way, and not how it is told
        await self.reload()

    def drafted(self) -> dict[str, str]:
        """The drafts of the newest snapshot, as text by title."""
        from churntui.ui.interviews.rescue import draft_in_words

        names = {logo.id: logo.name for logo in self.book.logos.values()}
        return {
            f"Draft {draft.id} about {names.get(draft.logo_id or 0, 'a logo')}": draft_in_words(draft)
            for draft in self.book.drafts
        }

    @property
    def switcher(self) -> ContentSwitcher:
        """What holds the places."""
        return self.screen_stack[0].query_one("#switcher", ContentSwitcher)

    @property
    def place(self) -> Place:
        """The place in view."""
        return self.switcher.get_child_by_id(self.switcher.current or PLACES[0].id, Place)

    async def action_place(self, place_id: str) -> None:
        """Go to a place; pages over it are left."""
        if self._writing:
            self.do(self._leave_words(partial(self._go_to, place_id)))
        else:
            await self._go_to(place_id)

    async def _go_to(self, place_id: str) -> None:
        while len(self.screen_stack) > 1 and isinstance(self.screen, Page):
            await self.pop_screen()
        if len(self.screen_stack) > 1:
            return
        self._close_filter()
        if place_id != PLACES[0].id:
            await self._read_whole()
        if self.switcher.query(f"#{place_id}"):
            self.switcher.current = place_id
            self.place.draw(self.book_for(self.place))
        else:
            await self.switcher.add_content(place_of(place_id), set_current=True)
        self._announce()
        self.place.enter()

    @property
    def _writing(self) -> list[Page]:
        """The pages with words that the file does not have."""
        return [screen for screen in self.screen_stack if isinstance(screen, Page) and screen.holds_words]

    async def _leave_words(self, then: Callable[[], Work]) -> None:
        """Have what is typed on disk before going on; the user may stay where it cannot be."""
        for page in self._writing:
            if not await page.may_leave():
                return
        await then()

    async def action_quit(self) -> None:
        """Leave; what is typed and cannot be saved is asked about first."""
        if self._writing:
            self.do(self._leave_words(self._quit))
        else:
            await self._quit()

    async def _quit(self) -> None:
        self.exit()

    def _announce(self) -> None:
        """Bring the top line and the bar of places up to date."""
        main = self.screen_stack[0]
        main.query_one(TopLine).tell(self.opening, self.book_for(self.place), self.place.NAME)
        main.query_one(PlaceBar).current = self.switcher.current or ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Places and pages have all keys; dialogs keep the ones that leave them."""
        del parameters
        if isinstance(self.screen, ModalScreen) and action in _NOT_IN_DIALOGS:
            return False
        if action == "filter":
            return len(self.screen_stack) == 1 and self.place.filters and not isinstance(self.focused, Input)
        return True

    def action_filter(self) -> None:
        """Open the line that filters the place.

        It has the focus before the next key is looked at, which a fast typist's is in the queue already: hence
        the priority of its binding, and no style to wait for.
        """
        line = self.query_one("#filter", Input)
        line.display = True
        self.screen.set_focus(line)

    @on(Input.Changed, "#filter")
    def _filter(self, event: Input.Changed) -> None:
        self.place.filter(event.value)
        self.query_one(FilterTold).tell(self.place.told_of_filter(event.value))

    @on(Input.Submitted, "#filter")
    def _filtered(self) -> None:
        self.place.enter()

    def _close_filter(self) -> bool:
        """Empty and hide the filter line; whether it was open."""
        line = self.screen_stack[0].query_one("#filter", Input)
        was_open = line.display
        if line.value:
            # the message of this change may find another place in view
            self.place.filter("")
        line.value = ""
        line.display = False
        self.screen_stack[0].query_one(FilterTold).tell("")
        return was_open

    async def action_back(self) -> None:
        """Take the marks off, leave the page, or clear the filter."""
        if isinstance(self.focused, VirtualTable) and self.focused.forget_marks():
            return
        if isinstance(self.screen, Page):
            await self.pop_screen()
            self._announce()
        elif len(self.screen_stack) == 1 and self._close_filter():
            self.place.enter()

    @property
    def front(self) -> Place | Page:
        """The page in view, else the place."""
        return self.screen if isinstance(self.screen, Page) else self.place

    def action_verb(self, method: str) -> None:
        """Do what a reserved key means for what is in view, or say why it cannot be done now."""
        verb = next(verb for verb in VERBS if verb.method == method)
        if verb.is_change and not self.may_write():
            return
        front = self.front
        work: Work | str = getattr(front, method)()
        if isinstance(work, str):
            self.notify(work)
        else:
            self.do(self._take_marked(front, work))

    async def _take_marked(self, front: Place | Page, work: Work) -> None:
        """Do it; rows it has changed are marked no more, those of a dialog that was left still are."""
        before = self.book.generation
        await work
        if self.book.generation != before:
            for table in front.query(VirtualTable):
                table.forget_marks()

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark off."""
        table = self.focused
        if not isinstance(table, VirtualTable) or not table.mark():
            self.notify("There is no row here that can be marked")

    def action_silence(self) -> None:
        """Record that nobody was heard about the chosen loss."""
        logo_id = self.front.logo_id
        if logo_id is None:
            self.notify("Choose a logo that has left")
        elif self.may_write():
            self.do(self.record_silence(logo_id, self.front.lost_on))

    def action_logo(self) -> None:
        """Ask for a logo and go there."""
        self.do(self._ask_for_logo())

    async def _ask_for_logo(self) -> None:
        logo_id = await self.pick_logo("Go to a logo")
        if logo_id is not None:
            await self.open_logo(logo_id)

    def action_owner(self) -> None:
        """Ask whose logos are to be shown."""
        self.do(self._choose_owner())

    async def _choose_owner(self) -> None:
        from churntui.ui.shell.owners import change_owner

        await self._read_whole()
        await change_owner(self)

    def action_name(self) -> None:
        """Ask who works here."""
        from churntui.ui.shell.owners import change_name

        self.do(change_name(self))

    def show_logos_of(self, owner: str) -> None:
        """Show the logos of one owner in every place."""
        self.owner = owner
        self._draw()

    def action_search(self) -> None:
        """Search everything."""
        self.do(self.open_search())

    def action_learning(self) -> None:
        """Show what the losses teach."""
        self.do(self.open_learning())

    def action_fixes(self) -> None:
        """Show what was promised after losses."""
        self.do(self.open_fixes())

    def action_settings(self) -> None:
        """Show what the figures depend on."""
        self.do(self.open_settings())

    def action_contradictions(self) -> None:
        """Show what contradicts itself."""
        self.do(self.open_contradictions())

    def action_history(self) -> None:
        """Show the history of what the cursor stands on."""
        subject = self.front.subject
        if subject is None:
            self.notify("Choose a logo, an interview or a theme first")
        else:
            self.do(self.open_history(*subject))

    def action_undo(self) -> None:
        """Take back the last change."""
        if self.may_write():
            self.do(self._undo(), group="undo")

    async def _undo(self) -> None:
        """Take it back; where it was changed again since, ask whether to go on with the change before it."""
        from churntui.ui.kit.dialogs import Confirm

        try:
            await self._replay("Undone", "Nothing to undo", history.undo)
        except history.CannotUndoError as error:
            body = f"{error.hint}. It can stay as it is, and the change before it be taken back."
            if await self.push_screen_wait(Confirm(error.title, body, "The one before", "Leave it")):
                await self.ask(history.pass_over)
                await self._undo()

    def action_redo(self) -> None:
        """Do again what was taken back."""
        if self.may_write():
            self.do(self._replay("Done again", "Nothing to do again", history.redo), group="undo")

    async def _replay(self, done: str, nothing: str, step: history.Step) -> None:
        from churntui.data.importing import takeback

        label = await self.ask(step)
        if label is None:
            last = await self.ask(history.last_author)
            whose = f". The last change is {last}'s: each takes back their own" if last else ""
            can_go_back = step is history.undo and await self.ask(takeback.newest) is not None
            imports = ". Imports (ctrl+p) takes the last import back" if can_go_back else ""
            self.notify(f"{nothing}{whose}{imports}")
            return
        await self.reload()
        self.has_changed()
        self.notify(label, title=done)

    def action_incognito(self) -> None:
        """Mask names, words and amounts, or show them again."""
        from churntui.ui.shell.incognito import turn

        self.do(turn(self, self._draw_afresh), group="incognito")

    def action_export(self) -> None:
        """Save what is shown."""
        from churntui.ui.shell.export import export

        if not self.may_give_away():
            return
        work = self.front.export() or export(self, self.front.exported())
        if isinstance(work, str):
            self.notify(work)
        else:
            self.do(work)

    def action_copy(self) -> None:
        """Copy the chosen row."""
        text = self.front.copied()
        if text and self.may_give_away():
            self.copy_to_clipboard(text)
            self.notify(text.splitlines()[0][:80], title="Copied")

    async def action_explain(self) -> None:
        """Show the keys and what the figures mean."""
        from churntui.ui.shell.help import HelpDialog

        await self.push_screen(HelpDialog(self.front))

    async def open_brief(self, logo_id: int) -> None:
        """Go to the place of briefs, and to this logo's there."""
        from churntui.ui.briefs.place import Briefs

        if self.owner and logo_id in self.book.logos and logo_id not in self.book_for(self.place).logos:
            self.notify(f"{self.book.name(logo_id)} is not {self.owner}'s", title="All logos are shown")
            self.show_logos_of("")
        await self.action_place("briefs")
        if isinstance(self.place, Briefs):
            self.place.choose(logo_id)

    async def write_note(self, chosen: Sequence[Chosen]) -> None:
        """Open the note that is chosen, its draft, or what there is or can be written about its loss or logo."""
        about = chosen[0] if chosen else Chosen(None)
        living = [NoteRef(kind, note_id) for kind in WRITTEN if (note_id := about.id_in(kind)) is not None]
        if (draft_id := about.id_in("draft")) is not None:
            await self.go_on_writing(draft_id)
        elif living:
            await self.change_note(living[0])
        else:
            await self.write_interview(about.logo_id, about.id_in("interview"), effective_on=about.lost_on)

    async def go_on_writing(self, draft_id: int) -> None:
        """Open the editor of notes, or the form of a row."""
        await self._read_whole()
        draft = next((draft for draft in self.book.drafts if draft.id == draft_id), None)
        if draft is not None and draft.note_kind is None:
            await self._go_on(draft)
        else:
            await self.write_interview(None if draft is None else draft.logo_id, draft_id=draft_id)

    async def write_interview(
        self,
        logo_id: int | None,
        interview_id: int | None = None,
        draft_id: int | None = None,
        *,
        effective_on: date | None = None,
        highlight_id: int | None = None,
        is_second: bool = False,
    ) -> None:
        """Open the exit interview."""
        from churntui.ui.interviews.opening import open_interview

        await self._read_whole()
        await open_interview(
            self,
            logo_id,
            interview_id,
            draft_id,
            effective_on=effective_on,
            highlight_id=highlight_id,
            is_second=is_second,
        )

    async def write_about_living(
        self,
        kind: NoteKind,
        logo_id: int,
        *,
        is_second: bool = False,
        begins_with: Mapping[str, str] | None = None,
    ) -> None:
        """Open a review or a talk."""
        from churntui.ui.interviews.opening import open_about_living

        await self._read_whole()
        await open_about_living(self, kind, logo_id, is_second=is_second, begins_with=begins_with)

    async def change_note(self, note: NoteRef, highlight_id: int | None = None) -> None:
        """Open the editor, or the form of a row."""
        from churntui.ui.interviews.opening import open_note
        from churntui.ui.parts import forms

        await self._read_whole()
        if note.kind == "interview" or note.kind in WRITTEN:
            await open_note(self, note, highlight_id)
        else:
            await forms.change_row(self, tables_of(note.kind)[0].name, note.id)

    async def show_saved(self, note: NoteRef) -> None:
        """Read the book anew, and stand on what was saved."""
        for front in (self.place, *self.screen_stack):
            if isinstance(front, Place | Page):
                front.stand_on(note)
        await self.reload()
        self.has_changed()

    async def record_silence(self, logo_id: int, lost_on: date | None = None) -> None:
        """Ask how a loss stayed silent, and record it."""
        from churntui.ui.interviews import silence

        await self._read_whole()
        await silence.record_silence(self, logo_id, lost_on)

    def action_command_palette(self) -> None:
        """Find a key by a few letters of what it does."""
        from churntui.ui.shell.palette import Palette

        if not self.screen.has_class("--textual-command-palette"):
            self.push_screen(Palette(id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every key of the app and of what is in view below the palette, then what only Textual has."""
        from churntui.ui.shell.help import OF_TEXTUAL, commands

        front = screen if isinstance(screen, Page) else self.place
        yield from commands(self, front)
        yield SystemCommand("Your name", "Who makes the changes, and whose logos are yours", self.action_name)
        yield SystemCommand(
            "Contradictions", "What of the record contradicts itself", self.action_contradictions
        )
        yield from self.commands_of_book()
        yield from self.commands_of_front(front)
        yield from (command for command in super().get_system_commands(screen) if command.title in OF_TEXTUAL)


_NOT_IN_DIALOGS = frozenset(
    binding.action.partition("(")[0]
    for binding in ChurntuiApp.BINDINGS
    if isinstance(binding, Binding) and binding.key != INCOGNITO
)
"""Actions of the app that a dialog hides."""


def _read(store: Store, as_of: date) -> tuple[Book, DamagedRollUpsError | None]:
    """The book with usage, or without any and why, where what is kept of it is damaged."""
    book = Book.load(store, as_of)
    try:
        return book.with_usage(store), None
    except DamagedRollUpsError as damage:
        return replace(book, usage={}), damage


def run(store: Store, opening: Opening, masked: MaskedStore | None = None) -> int:
    """Open the app over a store, seen through another where names are masked; returns the exit code."""
    warming.share_one_heap()
    tell_escape_from_alt()
    warming.forget_what_was_drawn()
    app = ChurntuiApp(store, opening, masked)
    terminal = sys.__stderr__
    if terminal is not None:
        sys.__stderr__ = Outlet(terminal)  # type: ignore[assignment, misc]  # all that Textual asks of it
    try:
        app.run()
    finally:
        sys.__stderr__ = terminal  # type: ignore[misc]
    if app.rescue.path is not None:
        sys.stderr.write(f"What you typed is kept in {app.rescue.path}\n")
    return app.return_code or 0
