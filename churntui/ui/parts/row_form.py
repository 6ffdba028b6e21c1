"""The form of a row, drawn from the declared columns of its table: no form is written by hand.

Each field says at once how it was understood, and on leaving it what is wrong. The row is kept by `data.keeping`, as
one change; what is left behind is kept as a draft, and stands in the form when it is opened again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.getters import app as app_getter
from textual.widget import Widget
from textual.widgets import Input, Label, Static, TextArea

from churntui.data import history
from churntui.data.file.store import Store
from churntui.data.keeping import rows, typed
from churntui.data.keeping.opening import Opened
from churntui.data.keeping.typed import Around, Entered
from churntui.data.rows import drafts
from churntui.model.schema import Column
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.entry import Entry, LongEntry
from churntui.ui.kit.fields import FieldRow
from churntui.ui.kit.matching import Choice
from churntui.ui.kit.picker import Picked, Picker
from churntui.ui.kit.safe import cut, t
from churntui.ui.parts import leaving
from churntui.ui.shell.base import BookApp

Keep = Callable[[Store, Mapping[str, Entered], str], int]
"""Keeps the fields under a label; returns the row."""

_LONGEST_CALLED = 40


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a form."""

    row_id: int
    goes_on: bool = False
    """Whether the next row is wanted at once."""
    look_at: int | None = None
    """The logo that is to be looked at in place of it."""


class RowForm(Dialog[Kept]):
    """Closes once the row is kept, or with None where it was left."""

    app = app_getter(BookApp)

    keeps_draft: bool = True
    """Whether what is left in it is kept as a draft; not where that is hardly a word."""

    DEFAULT_CSS = """
    RowForm {
        & > Vertical { width: 92; height: auto; max-height: 100%; }
        #row-fields { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
        #row-head { dock: top; height: auto; }
        #row-foot { dock: bottom; height: auto; }
        FieldRow { height: auto; max-height: 4; }
        FieldRow > Label { width: 17; }
        FieldRow > .field--remark { max-width: 50%; }
        .field--problem { padding: 0 0 0 17; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Keep", id="row.keep", show=False, tooltip="Keep the row"),
        Binding(
            "ctrl+n",
            "keep(True)",
            "Keep, next",
            id="row.next",
            show=False,
            tooltip="Keep it, and begin the next",
        ),
        Binding(
            "ctrl+g",
            "look",
            "Look-alike",
            id="row.look",
            show=False,
            tooltip="Open the logo that looks like it",
        ),
        Binding(
            "ctrl+l",
            "afresh",
            "Afresh",
            id="row.afresh",
            show=False,
            tooltip="Throw the draft away, begin afresh",
        ),
    ]

    def __init__(
        self, opened: Opened, *, heading: str, begin: str = "", next_one: str = "", keep: Keep | None = None
    ) -> None:
        """`begin` is the field to begin at, `next_one` what `ctrl+n` goes on with, `keep` how it is kept."""
        super().__init__()
        self._opened = opened
        self._heading = heading
        self._begin = begin
        self._next = next_one
        self._keep_row = keep or self._usual_keep
        self._seen = dict(opened.values)
        """By field as they stood when they were opened, or were last shown to be otherwise."""
        self._faulty: set[str] = set()
        draft = opened.draft
        self._draft_id = draft.id if draft else None
        self._begins_with = self._texts_of(opened.values)
        self._rows: dict[str, FieldRow] = {}
        texts = self._begins_with | (draft.fields if draft else {})
        for column in opened.columns:
            self._rows[column.field] = self._row(column, texts.get(column.field, ""))

    def _texts_of(self, values: Mapping[str, Entered]) -> dict[str, str]:
        around = self._opened.around(date.min)
        return {
            column.field: typed.shown(column, values.get(column.field), around)
            for column in self._opened.columns
        }

    def _row(self, column: Column, text: str) -> FieldRow:
        title = f"{column.label} *" if column.required else column.label
        if column.kind == "note":
            return FieldRow(title, LongEntry(text, id=f"row-{column.field}"))
        return FieldRow(title, Entry(text, choices=self._choices(column), id=f"row-{column.field}"))

    def _choices(self, column: Column) -> Sequence[Choice]:
        if column.kind == "choice":
            return [Choice(column.reads(code), column.reads(code)) for code in column.choices]
        if column.kind == "flag":
            return [Choice("yes", "yes"), Choice("no", "no")]
        around = self._opened.around(date.min)
        if column.field in self._opened.named:
            return [
                Choice(typed.shown(column, row.id, around), row.name, row.hint)
                for row in self._opened.named[column.field]
            ]
        return [Choice(value, value) for value in self._opened.offers.get(column.field, ())]

    def compose(self) -> ComposeResult:
        """The heading, the fields, what the field in focus says, and the keys."""
        with Vertical():
            with Vertical(id="row-head"):
                yield Label(t(cut(self._heading, 88)), classes="dialog--title")
                if self._opened.draft is not None:
                    yield Label(
                        "As you left it · ctrl+l throws that away", classes="dialog--note", id="row-draft"
                    )
            with VerticalScroll(id="row-fields", can_focus=False):
                yield from self._rows.values()
            with Vertical(id="row-foot"):
                yield Static("", id="row-help", classes="dialog--note", markup=False)
                following = f" · ctrl+n keeps, then {self._next}" if self._next else ""
                leaves = "esc leaves it as a draft" if self.keeps_draft else "esc leaves it as it was"
                yield Label(t(f"ctrl+s keeps{following} · {leaves}"), classes="dialog--note")

    def on_mount(self) -> None:
        """Begin at the field asked for, with all that stands there understood; what was left faulty says so."""
        for column in self._opened.columns:
            self._remark(column)
            if self._opened.draft is not None and (self.text(column.field).strip() or not column.required):
                self._check(column)
        if self._draft_id is not None:
            self.app.do(self.app.ask(partial(drafts.take, draft_id=self._draft_id)), keys_wait=False)
        begin = self._begin if self._begin in self._rows else self._opened.columns[0].field
        self._rows[begin].field.focus()

    @property
    def draft_fields(self) -> dict[str, str]:
        """What stands in the fields, as text."""
        return {field: self.text(field) for field in self._rows}

    def _left_behind(self) -> dict[str, str]:
        """What a draft keeps: of a row that is there already only what differs, as the rest may change meanwhile."""
        fields = {column.field: self._settled(column) for column in self._opened.columns}
        if self._opened.row_id is None:
            return fields
        return {field: text for field, text in fields.items() if text != self._begins_with.get(field)}

    def _settled(self, column: Column) -> str:
        """What stands in a field; of a day the one that is meant, as another day `tomorrow` is another one.

        An end is counted from the start of its row, which may still be to come: it stays as it was typed.
        """
        text = self.text(column.field)
        if column.kind != "day" or text == self._begins_with[column.field]:
            return text
        try:
            return typed.shown(column, typed.read(column, text, self.around()), self.around())
        except BadInputError:
            return text

    def text(self, field: str) -> str:
        """What stands in a field."""
        widget = self._rows[field].field
        return widget.text if isinstance(widget, TextArea) else cast("Input", widget).value

    def put(self, field: str, text: str) -> None:
        """Write a text into a field."""
        widget = self._rows[field].field
        if isinstance(widget, TextArea):
            widget.text = text
        else:
            cast("Input", widget).value = text

    def has(self, field: str) -> bool:
        """Whether the form has that field."""
        return field in self._rows

    def column(self, field: str) -> Column:
        """The column of a field."""
        return next(column for column in self._opened.columns if column.field == field)

    def around(self) -> Around:
        """What the reading of the fields depends on, as they stand now."""
        currency, since = "", None
        if self.has("currency"):
            currency = str(self._value_of("currency") or "")
        if self.has("amount_minor"):
            currency = typed.currency_said(self.text("amount_minor"), currency or self._opened.currency)
        if self.has("starts_on"):
            said = self._value_of("starts_on")
            since = None if said is None else date.fromisoformat(str(said))
        return self._opened.around(self.app.book.as_of, currency, since)

    def _value_of(self, field: str) -> Entered:
        """What a field says, nothing where it cannot be read; of those that others are read by."""
        try:
            return typed.read(self.column(field), self.text(field), self._opened.around(self.app.book.as_of))
        except BadInputError:
            return None

    def read(self, column: Column) -> Entered:
        """What a field says.

        Raises:
            BadInputError: It cannot be read, or is needed and empty.
        """
        value = typed.read(column, self.text(column.field), self.around())
        if column.required and value in (None, ""):
            raise BadInputError(f"{column.label} is needed")
        return value

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._follow(_field_of(event.input))

    @on(TextArea.Changed)
    def _written(self, event: TextArea.Changed) -> None:
        event.stop()
        self._follow(_field_of(event.text_area))

    def _follow(self, field: str) -> None:
        """Say how the field is understood, and whether a fault of it is mended."""
        self.worked_out(field)
        for column in self._opened.columns:
            if column.field == field or column.kind in {"amount", "end"}:
                self._remark(column)
        if field in self._faulty:
            self._check(self.column(field))

    def worked_out(self, field: str) -> None:
        """Fill in what follows from a field that was typed in."""

    def remark(self, column: Column, value: Entered) -> str:
        """How a field is understood, where that does not stand in it."""
        text = self.text(column.field)
        if value is None:
            return "no end" if column.kind == "end" and not text.strip() else ""
        told = typed.understood(column, text, value, self.around())
        return f"→ {told}" if told else ""

    def _remark(self, column: Column) -> None:
        try:
            value = typed.read(column, self.text(column.field), self.around())
        except BadInputError:
            self._rows[column.field].remark("")
        else:
            self._rows[column.field].remark(self.remark(column, value))

    def _check(self, column: Column) -> bool:
        """Whether the field can be read; what is wrong is said below it."""
        try:
            self.read(column)
        except BadInputError as error:
            self.fault(column.field, str(error))
            return False
        self.fault(column.field, self._overtaken(column.field))
        return True

    def _overtaken(self, field: str) -> str:
        """What a field of the draft has become since it was left, as long as nobody types in it; else nothing."""
        draft = self._opened.draft
        if draft is None or draft.opened is None or self.text(field) != draft.fields.get(field):
            return ""
        now = self._begins_with[field]
        if now in {draft.opened.get(field, now), self.text(field)}:
            return ""
        return f"Somebody made it “{cut(now or 'nothing', 60)}” meanwhile: ctrl+s keeps yours"

    def fault(self, field: str, problem: str) -> None:
        """Say what is wrong with a field; nothing takes it back."""
        if problem:
            self._faulty.add(field)
        else:
            self._faulty.discard(field)
        self._rows[field].wrong(problem)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what the field is for."""
        if (field := _field_of(event.widget)) in self._rows:
            column = self.column(field)
            entry = self._rows[field].field
            lists = " · ↓ lists" if isinstance(entry, Entry) and entry.choices else ""
            self.query_one("#row-help", Static).update(t(f"{column.help}{lists}"))
            # once what is wrong with the field before it has taken its lines
            self.call_after_refresh(self._rows[field].scroll_visible, animate=False)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Say what is wrong with the field that was left; that it is empty is said when it is to be kept."""
        field = _field_of(event.widget)
        if field in self._rows and self.text(field).strip():
            self._check(self.column(field))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if _field_of(event.input) == self._opened.columns[-1].field:
            self.action_keep()
        else:
            self.focus_next()

    @on(Entry.ListWanted)
    def _list(self, event: Entry.ListWanted) -> None:
        event.stop()
        self.app.do(self._choose(event.entry))

    async def _choose(self, entry: Entry) -> None:
        column = self.column(_field_of(entry))
        several = column.kind == "names"
        picker = Picker(column.label, entry.choices, multi=several, allow_new=several)
        picked: Picked | None = await self.app.push_screen_wait(picker)
        if picked is None:
            return
        entry.value = (
            typed.shown(column, (*picked.ids, *picked.new), self.around()) if several else picked.ids[0]
        )
        entry.cursor_position = len(entry.value)
        if not several:
            self.focus_next()

    def action_keep(self, goes_on: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's actions take positions
        """Keep the row once every field can be read."""
        wrong = [column for column in self._opened.columns if not self._check(column)]
        if wrong:
            self._rows[wrong[0].field].field.focus()
        else:
            self.app.do(self._keep(goes_on=goes_on))

    async def _keep(self, *, goes_on: bool) -> None:
        values = {column.field: self.read(column) for column in self._opened.columns}
        label = self.label(values)
        try:
            row_id, is_changed = await self.app.ask(lambda store: self._kept(store, values, label))
        except rows.StaleError as error:
            self._tell_stale(error)
            return
        except rows.FieldError as error:
            if not self.has(error.field):
                raise
            self.fault(error.field, f"{self.column(error.field).label} {error.reason}")
            self._rows[error.field].field.focus()
            return
        await self._forget()
        await self.app.reload()
        self.app.has_changed()
        self.app.notify(label if is_changed else "Nothing was changed: it is as it was")
        self.dismiss(Kept(row_id, goes_on=goes_on))

    def _kept(self, store: Store, values: Mapping[str, Entered], label: str) -> tuple[int, bool]:
        """The id of the row, and whether keeping it was a change that `u` takes back."""
        before = history.newest(store)
        row_id = self._keep_row(store, values, label)
        return row_id, history.newest(store) != before

    def _usual_keep(self, store: Store, values: Mapping[str, Entered], label: str) -> int:
        opened = self._opened
        name, extra = opened.table.name, {column.field for column in opened.extra}
        own = {field: value for field, value in values.items() if field not in extra}
        if opened.row_id is None:
            return rows.add(store, name, {**opened.given, **own}, label)
        rows.change(store, name, opened.row_id, own, label, self._seen)
        return opened.row_id

    def label(self, values: Mapping[str, Entered]) -> str:
        """The change in a few words: `Added the person Ann Berg`; `Acme: added the contract` of what has no name."""
        table, is_new = self._opened.table, self._opened.row_id is None
        by = next((column.field for column in table.columns if column.stored == table.called), "")
        of = self.app.book.logos.get(self._opened.logo_id or 0)
        if of is not None and values.get(by) in (None, ""):
            return f"{cut(of.name, _LONGEST_CALLED)}: {'added' if is_new else 'changed'} the {table.label}"
        texts = (
            self.text(field)
            for field in (by, *self._rows)
            if field and self.has(field) and values.get(field) not in (None, "")
        )
        called = cut(clean_line(next(texts, "")), _LONGEST_CALLED)
        return f"{'Added' if is_new else 'Changed'} the {table.label} {called}".strip()

    def _tell_stale(self, error: rows.StaleError) -> None:
        """Show what somebody else made of the fields; kept again, this form's are right."""
        for changed in error.changed:
            theirs = typed.shown(changed.column, changed.stored, self.around()) or "nothing"
            self._seen[changed.column.field] = changed.stored
            problem = f"Somebody made it “{cut(theirs, 60)}” meanwhile: ctrl+s again keeps yours"
            self.fault(changed.column.field, problem)
        self._rows[error.changed[0].column.field].field.focus()

    async def _forget(self) -> None:
        """The draft has done its work."""
        if self._draft_id is not None:
            await self.app.ask(partial(drafts.remove, draft_id=self._draft_id))

    def action_leave(self) -> None:
        """Close; what was typed is a draft."""
        self.app.do(self._leave(None))

    async def _leave(self, result: Kept | None) -> None:
        opened, key = self._opened, self._opened.drafted_as
        if self.keeps_draft and key is not None and not self.app.opening.read_only:
            if self.draft_fields != self._begins_with:
                left = self._left_behind()
                changes_row = opened.row_id is not None
                was = {field: self._begins_with[field] for field in left} if changes_row else None
                await leaving.keep(
                    self.app,
                    left,
                    form=key.form,
                    logo_id=opened.logo_id,
                    row_id=key.row_id,
                    draft_id=self._draft_id,
                    opened=was,
                )
            else:
                await self._forget()
        self.dismiss(result)

    def action_afresh(self) -> None:
        """Throw what was left unfinished away."""
        if self._opened.draft is not None:
            for field in self._rows:
                self.put(field, self._begins_with[field])
            self.query("#row-draft").remove()

    def action_look(self) -> None:
        """There is nothing to look at, but for logos."""


def _field_of(widget: Widget) -> str:
    return (widget.id or "").removeprefix("row-")
