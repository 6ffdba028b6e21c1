"""The fields of the user's own on logos: added, changed and taken away, with how many logos have something there."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from churntui.book import Book
from churntui.data.rows import own_values
from churntui.model.desk import Draft
from churntui.model.own_fields import KIND_WORDS, OwnField, key_of
from churntui.plain.sheets import Sheet
from churntui.plain.wording import counted
from churntui.ui.kit.dialogs import Confirm
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.logos.own_field_form import OwnFieldForm
from churntui.ui.parts import leaving
from churntui.ui.shell.base import BookApp, Page, Work
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine

DRAFTED_AS = "own_fields"
"""The table whose fields its drafts declare."""


class OwnFieldsPage(Page):
    """Every field, in the order in which forms and lists show them."""

    NAME = "Fields of your own"
    REDRAWS = True

    HELP: ClassVar[str] = (
        "What you keep of each logo beside the fields there are: a region, a feature set, a tier. A field stands in "
        "the form of a logo, at the head of its page, in the list of Logos where there is room, and in its export. "
        "`/region:dach` filters by it in every place, `s` in Trends and `--by region` split by it. An import takes a "
        "column of that name, and `churntui import --own region` makes a field of one."
    )

    def compose(self) -> ComposeResult:
        """The list, and what the chosen one is good for."""
        yield TopLine(id="top")
        yield VirtualTable[OwnField](
            [
                Column("Field", 20, lambda field: field.name, flex=True),
                Column("Holds", 10, lambda field: KIND_WORDS[field.kind]),
                Column("Logos", 6, lambda field: f"{self._times(field):,}", align="right"),
                Column("Values", 30, self._values, flex=True, priority=1),
            ],
            empty="No field of your own yet. a adds one: region, feature set, tier",
            id="own-fields",
        )
        yield Static("", id="own-words", classes="note", markup=False)
        yield KeyLine()

    @property
    def table(self) -> VirtualTable[OwnField]:
        """The list."""
        return self.query_one("#own-fields", VirtualTable)

    def _times(self, field: OwnField) -> int:
        own = self.shown.own.get(field.key) if self.shown else None
        return len(own.values) if own else 0

    def _values(self, field: OwnField) -> str:
        """What it may be; else what stands there, the most used first."""
        if field.kind == "choice":
            return ", ".join(field.choices)
        own = self.shown.own.get(field.key) if self.shown else None
        if own is None or field.kind != "line":
            return ""
        values = list(own.values.values())
        return ", ".join(sorted(set(values), key=lambda value: (-values.count(value), value))[:8])

    def show(self, book: Book) -> None:
        """The fields of this book."""
        self.query_one(TopLine).tell(self.app.opening, book, "Logos", self.NAME)
        self.table.set_rows(book.own_fields, keep=lambda field: field.key, edits=book.generation[0])
        self._say()

    @on(VirtualTable.Moved)
    def _say(self) -> None:
        field, line = self.table.row, self.query_one("#own-words", Static)
        line.display = field is not None
        if field is not None:
            line.update(t(f"/{field.key}: filters by it · s in Trends and --by {field.key} split by it"))

    def add(self) -> Work | str:
        """One more field."""
        return self._ask(None)

    def change(self) -> Work | str:
        """Another name, kind or choices for the chosen one."""
        return (
            "There is no field to change: a adds one" if self.table.row is None else self._ask(self.table.row)
        )

    @on(VirtualTable.Opened)
    def _opened(self) -> None:
        if self.app.may_write():
            self.app.do(self._ask(self.table.row))

    async def _ask(self, given: OwnField | None) -> None:
        """Ask for it, begun where it was left."""
        key = "" if given is None else given.key
        mine = [draft for draft in self.app.book.drafts if draft.form == DRAFTED_AS]
        left = [draft for draft in mine if draft.author in {"", self.app.author} and _key(draft) == key]
        await _write(self.app, given, next((draft for draft in left if not draft.is_open_elsewhere), None))

    def take_away(self) -> Work | str:
        """The chosen ones, with what stands in them."""
        fields = self.table.chosen_rows
        return self._take_away(fields) if fields else "There is no field to remove"

    async def _take_away(self, fields: tuple[OwnField, ...]) -> None:
        called = fields[0].name if len(fields) == 1 else counted(len(fields), "field")
        values = sum(map(self._times, fields))
        body = (
            f"{counted(values, 'value')} of logos go with it. u brings all back."
            if values
            else "No logo has it."
        )
        if await self.app.push_screen_wait(Confirm(f"Remove {called}?", body, "Remove", "Keep")):
            label = f"Removed {called}"
            keys = [field.key for field in fields]
            await self.app.change(label, lambda store: own_values.remove(store, keys, label))

    def exported(self) -> Sheet:
        """The list."""
        rows = [
            (field.name, field.key, KIND_WORDS[field.kind], str(self._times(field)), self._values(field))
            for field in self.table.rows
        ]
        return Sheet("own-fields", ("field", "key", "holds", "logos", "values"), tuple(rows), frozenset({3}))

    def copied(self) -> str:
        """The chosen one, as it is declared."""
        return "" if self.table.row is None else str(self.table.row)


def _key(draft: Draft) -> str:
    """The field that a draft changes; empty of a new one."""
    return key_of(draft.opened.get("name", "")) if draft.opened else ""


async def go_on(app: BookApp, draft: Draft) -> None:
    """Open the form that a draft was left in."""
    given = next((field for field in app.book.own_fields if field.key == _key(draft)), None)
    await _write(app, given, draft)


async def _write(app: BookApp, given: OwnField | None, draft: Draft | None) -> None:
    others = [field for field in app.book.own_fields if given is None or field.key != given.key]
    form = OwnFieldForm(given, others, leaving.begun(draft, is_new=given is None))
    field = await app.push_screen_wait(form)
    async with leaving.settling(app, form, draft, table=DRAFTED_AS):
        if field is None or field == given:
            return
        if given is None:
            await app.change(f"Added the field {field.name}", lambda store: own_values.add(store, field))
            return
        label = f"Changed the field {field.name}"
        await app.change(label, lambda store: own_values.change(store, given.key, field))
