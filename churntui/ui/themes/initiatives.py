"""Initiatives: what is being done about the themes, and what it would have saved.

Opened from a theme it shows what answers that theme; `f` shows all. Marking one as shipped is what fills the
win-back list, so it is one key.
"""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.data.rows import initiatives
from churntui.data.rows.initiatives import Plan
from churntui.model.desk import Draft
from churntui.model.rows import Initiative
from churntui.plain.sheets import Sheet
from churntui.plain.wording import counted
from churntui.questions.initiatives import Work, to_tell, works
from churntui.ui.kit.dialogs import Confirm
from churntui.ui.kit.matching import Choice
from churntui.ui.kit.picker import Picker
from churntui.ui.kit.safe import cut, t
from churntui.ui.kit.table import VirtualTable
from churntui.ui.parts import leaving
from churntui.ui.shell.base import BookApp, Page
from churntui.ui.shell.chosen import Chosen
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine
from churntui.ui.themes.changes import short
from churntui.ui.themes.initiative_form import STATUS_NAMES, InitiativeForm
from churntui.ui.themes.initiative_rows import columns, more, sheet
from churntui.ui.themes.words import answer, stands

NO_INITIATIVE = "There is no initiative here: a adds one"

DRAFTED_AS = "initiatives"
"""The table whose rows its drafts are."""


class InitiativesPage(Page):
    """The list, and the chosen one's themes and note under it."""

    NARROWS = True
    NAME = "Initiatives"
    REDRAWS = True

    HELP = """
What is being done about the causes, and what was it worth?

- **ARR lost** adds up the losses that named any of the initiative's themes, each once: the most it would have saved,
  had it been there before. It is no forecast. **At stake** adds up the living logos that named any of them, each once;
  the two are never added. Below the list stand those logos, the next renewal first: to be told once it has shipped.
- **To call**: when an initiative has shipped, the logos that were lost to its themes before, and are not back, can be
  told. `! 2/5`: of five, two wait for a call. `w` lists them.
- `c` says how far it is; *shipped* notes the day.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "c", "status", "Status", id="initiatives.status", tooltip="Say how far it is, such as shipped"
        ),
        Binding(
            "w",
            "win_backs",
            "Win back",
            id="initiatives.win_backs",
            tooltip="The lost logos that can be told",
        ),
        Binding("f", "rows", "All", id="initiatives.all", tooltip="Show all, or those of the theme"),
    ]

    def __init__(self, theme_id: int | None = None) -> None:
        super().__init__()
        self._theme_id = theme_id
        self._all = theme_id is None
        self._works: list[Work] = []
        self._edits: int | None = None
        """How many changes this program had made when they were counted."""
        self._heading = Static("", id="initiatives-heading", markup=False)
        self.table: VirtualTable[Work] = VirtualTable(
            columns(Book.empty), empty="Counting …", id="initiatives-list", classes="panel"
        )
        self._text = Static("", id="initiatives-text", markup=False)

    def compose(self) -> ComposeResult:
        """A heading, the list, the chosen one."""
        yield TopLine(id="top")
        yield self._heading
        yield self.table
        with VerticalScroll(id="initiatives-more", classes="panel"):
            yield self._text
        yield KeyLine()

    def on_mount(self) -> None:
        """The arrows move in the list."""
        self.table.focus()

    @property
    def _theme(self) -> str:
        """The name of the theme it was opened from; empty for none."""
        book = self.shown or self.app.book
        return next((theme.name for theme in book.themes if theme.id == self._theme_id), "")

    def show(self, book: Book) -> None:
        """Count in a thread."""
        self.query_one(TopLine).tell(self.app.opening, book, "Themes", self.NAME)
        self.table.set_columns(columns(book))
        self.app.do(self._count(book), group="initiatives", exclusive=True)

    async def _count(self, book: Book) -> None:
        all_works = await self.app.compute(lambda: works(book))
        if self.shown is book:
            self._works, self._edits = all_works, book.generation[0]
            self._arrange()

    def _arrange(self) -> None:
        theme = self._theme
        kept = [work for work in self._works if self._all or theme in work.initiative.themes]
        about = "All initiatives" if self._all else f"What answers “{cut(theme, 60)}”"
        self._heading.update(t(f"{about} · {counted(len(kept), 'initiative')}"))
        self.table.empty = (
            "No initiatives yet. Press a to add the first."
            if self._all
            else "Nothing answers it yet: press a"
        )
        self.table.set_rows(kept, keep=lambda work: work.initiative.id, edits=self._edits)

    @on(VirtualTable.Moved)
    def _moved(self, event: VirtualTable.Moved[Work]) -> None:
        event.stop()
        self._text.update(more(event.row, self.shown or self.app.book) if event.row else "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Opened from no theme it shows all anyway."""
        return action != "rows" or self._theme_id is not None

    def action_rows(self) -> None:
        """Show all, or those of the theme."""
        self._all = not self._all
        self._arrange()

    async def action_win_backs(self) -> None:
        """Show the lost logos that can be told of the chosen one."""
        if self.table.row is not None:
            await self.app.open_win_backs(initiative_id=self.table.row.initiative.id)

    async def add(self) -> None:
        """Add one: to the theme it was opened from, known or new."""
        if self._all:
            await self._write(None)
            return
        known = [work for work in self._works if self._theme not in work.initiative.themes]
        choices = [
            Choice(str(work.initiative.id), work.initiative.name, stands(work.initiative)) for work in known
        ]
        title = f"What answers “{short(self._theme)}”: choose, or type a new one"
        picked = await self.app.push_screen_wait(Picker(title, choices, allow_new=True))
        if picked is None:
            return
        if picked.new:
            await self._write(None, picked.new[0])
        elif picked.id:
            initiative = next(work.initiative for work in known if str(work.initiative.id) == picked.id)
            await self._answer(initiative, (*initiative.themes, self._theme))

    def change(self) -> Coroutine[None, None, None] | str:
        """Change the chosen one."""
        return NO_INITIATIVE if self.table.row is None else self._write(self.table.row.initiative)

    @on(VirtualTable.Opened)
    def _opened(self, event: VirtualTable.Opened[Work]) -> None:
        event.stop()
        if self.app.may_write():
            self.app.do(self._write(event.row.initiative))

    async def _write(self, initiative: Initiative | None, name: str = "") -> None:
        """The form; a new one answers the theme the page was opened from, and is begun where it was left.

        Another one is begun with a name that was just typed.
        """
        row_id = None if initiative is None else initiative.id
        draft = None if name else await leaving.found(self.app, DRAFTED_AS, None, row_id)
        answered = "" if self._all or initiative is not None else self._theme
        await write(self.app, initiative, draft, name=name, theme=answered)

    def action_status(self) -> None:
        """Say how far the chosen one is."""
        if self.table.row is None:
            self.app.notify(NO_INITIATIVE)
        elif self.app.may_write():
            self.app.do(self._set_status(self.table.row.initiative))

    async def _set_status(self, initiative: Initiative) -> None:
        choices = [
            Choice(code, label, "now" if code == initiative.status else "")
            for code, label in STATUS_NAMES.items()
        ]
        picked = await self.app.push_screen_wait(Picker(f"“{short(initiative.name)}” is", choices))
        status = next((code for code in STATUS_NAMES if picked and code == picked.id), None)
        if status is None or status == initiative.status:
            return
        label, as_of = f"{short(initiative.name)}: {STATUS_NAMES[status]}", self.app.opening.as_of
        await self.app.change(
            label, lambda store: initiatives.set_status(store, initiative.id, status, label, as_of=as_of)
        )
        book = self.app.book
        waiting = await self.app.compute(lambda: to_tell(book, initiative.id))
        if waiting and status == "shipped":
            self.app.notify(
                f"{counted(waiting, 'lost logo')} can be told: press w", title=short(initiative.name)
            )

    def tag(self) -> Coroutine[None, None, None] | str:
        """Choose the themes that the chosen one answers, or that all marked answer, too."""
        chosen = [work.initiative for work in self.table.chosen_rows]
        if len(chosen) > 1:
            return self._add_themes(chosen)
        return self._choose_themes(chosen[0]) if chosen else NO_INITIATIVE

    async def _add_themes(self, chosen: Sequence[Initiative]) -> None:
        choices = [Choice(str(theme.id), theme.name) for theme in self.app.book.themes if not theme.archived]
        title = f"{len(chosen)} initiatives answer, beside what each does already"
        picked = await self.app.push_screen_wait(Picker(title, choices, multi=True))
        if picked is None or not picked.ids:
            return
        ids, theme_ids = [initiative.id for initiative in chosen], [int(theme_id) for theme_id in picked.ids]
        names = ", ".join(short(choice.label) for choice in choices if choice.id in picked.ids)
        label = f"{len(chosen)} initiatives answer {names}"
        await self.app.change(label, lambda store: initiatives.answer_also(store, ids, theme_ids, label))

    async def _choose_themes(self, initiative: Initiative) -> None:
        known = [
            theme for theme in self.app.book.themes if not theme.archived or theme.name in initiative.themes
        ]
        choices = [Choice(str(theme.id), theme.name) for theme in known]
        ticked = [str(theme.id) for theme in known if theme.name in initiative.themes]
        picked = await self.app.push_screen_wait(
            Picker(f"“{short(initiative.name)}” answers", choices, multi=True, ticked=ticked)
        )
        if picked is not None and set(picked.ids) != set(ticked):
            await self._answer(initiative, [theme.name for theme in known if str(theme.id) in picked.ids])

    async def _answer(self, initiative: Initiative, names: Sequence[str]) -> None:
        ids = {theme.name: theme.id for theme in self.app.book.themes}
        label = f"{short(initiative.name)} answers {', '.join(map(short, names)) or 'nothing'}"
        theme_ids = [ids[name] for name in names if name in ids]
        await self.app.change(label, lambda store: initiatives.answer(store, initiative.id, theme_ids, label))

    def chosen(self) -> tuple[Chosen, ...]:
        """The marked initiatives, else the one under the cursor."""
        return tuple(Chosen(None, row=("initiative", work.initiative.id)) for work in self.table.chosen_rows)

    def take_away(self) -> Coroutine[None, None, None] | str:
        """Take the chosen ones out of the book, once it is said what goes with them."""
        chosen = [work.initiative for work in self.table.chosen_rows]
        return self._take_away(chosen) if chosen else NO_INITIATIVE

    async def _take_away(self, chosen: Sequence[Initiative]) -> None:
        names = ", ".join(short(initiative.name) for initiative in chosen)
        body = "\n".join(_goes(initiative) for initiative in chosen)
        title = f"Take away {cut(names, 60)}?"
        if await self.app.push_screen_wait(
            Confirm(title, f"{body}\n\nu brings it back.", "Take away", "Keep")
        ):
            label = f"Delete initiative {cut(names, 80)}"
            ids = [initiative.id for initiative in chosen]
            await self.app.change(label, lambda store: initiatives.remove(store, ids, label))

    def exported(self) -> Sheet | None:
        """The list in full."""
        return sheet(self.table.rows, self.shown) if self.shown else None

    def copied(self) -> str:
        """The chosen one as a line."""
        return answer(self.table.row.initiative) if self.table.row else ""


async def write(
    app: BookApp, initiative: Initiative | None, draft: Draft | None, *, name: str = "", theme: str = ""
) -> None:
    """Ask for an initiative in its form, and keep it as one change; what is typed and left is a draft.

    Args:
        app: The app.
        initiative: The one that is changed; none for a new one.
        draft: What was left of it.
        name: What a new one is called, where that was typed before.
        theme: What a new one answers; of one that is gone on with what it was begun for.
    """
    begun = dict(leaving.begun(draft, is_new=initiative is None)) | ({"name": name} if name else {})
    theme = begun.pop("themes", theme)
    as_of = app.opening.as_of
    title = f"Initiative “{short(initiative.name)}”" if initiative else "New initiative"
    form = InitiativeForm(title, initiative, as_of, begun)
    plan = await app.push_screen_wait(form)
    row_id = None if initiative is None else initiative.id
    beside = {"themes": theme} if theme else {}
    async with leaving.settling(app, form, draft, table=DRAFTED_AS, row_id=row_id, beside=beside):
        if plan is not None:
            await _keep(app, initiative, plan, theme)


async def _keep(app: BookApp, initiative: Initiative | None, plan: Plan, theme: str) -> None:
    as_of = app.opening.as_of
    label = f"{'Change' if initiative else 'New'} initiative {short(plan.name)}"
    theme_ids = [known.id for known in app.book.themes if known.name == theme]

    def doing(store: Store) -> None:
        if initiative is None:
            initiatives.add(store, plan, theme_ids, label=label, as_of=as_of)
        else:
            initiatives.change(store, initiative.id, plan, label=label, as_of=as_of)

    await app.change(label, doing)


async def go_on(app: BookApp, draft: Draft) -> None:
    """Open the form that a draft was left in."""
    changed = next((one for one in app.book.initiatives if one.id == draft.row_id), None)
    await write(app, changed, draft)


def _goes(initiative: Initiative) -> str:
    """What goes with it."""
    answers = counted(len(initiative.themes), "theme")
    return f"“{short(initiative.name)}”, with what it answers: {answers}. The themes stay."
