"""The facts of the exit interview as a sheet of fields beside the notes, in groups; what is missing stands below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.getters import app as app_getter
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line
from churntui.ui.interviews import form
from churntui.ui.interviews.fields import DAYS, FIELDS, GROUPS, REASONS, Field
from churntui.ui.kit.fields import FieldRow, OneOf, PickField
from churntui.ui.kit.safe import t
from churntui.ui.shell.base import BookApp


class FactSheet(Vertical):
    """The fields of one interview, filled with text as typed.

    Args:
        fields: The form to begin with.
    """

    app = app_getter(BookApp)

    PICKED: ClassVar[tuple[str, ...]] = ("themes", "secondary_reasons", "save_attempts")
    """Fields whose text is kept apart from what they show."""

    class Changed(Message):
        """A field has another value."""

    class LogoWanted(Message):
        """Another logo is wanted."""

    class ThemesWanted(Message):
        """Themes for the whole interview are wanted."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(id="interview-facts", classes="panel")
        self.border_title = "Facts"
        self._picked = {name: fields[name] for name in self.PICKED}
        self._rows = {
            name: FieldRow(_title(field), _widget(field, fields[name])) for name, field in FIELDS.items()
        }
        self._missing = Static("", id="interview-missing", markup=False)

    def compose(self) -> ComposeResult:
        """The groups, scrolled; the missing ones always in view."""
        with VerticalScroll(id="interview-fields", can_focus=False):
            for group, fields in GROUPS.items():
                yield Static(group, classes="interview-group", markup=False)
                yield from (self._rows[field.name] for field in fields)
        yield self._missing

    def on_mount(self) -> None:
        """Shows how days are read, what was picked, and what is missing."""
        for name in DAYS:
            self._remark_day(name)
        self._show_picked()
        self._show_missing()

    def close(self) -> None:
        """Nothing can be filled in: the book is read-only."""
        for row in self._rows.values():
            row.field.disabled = True

    def fields(self) -> form.Fields:
        """Every field of it as it stands now."""
        fields = dict(self._picked)
        for name, row in self._rows.items():
            if isinstance(row.field, OneOf | Input):
                fields[name] = row.field.value
        return fields

    def put(self, name: str, text: str) -> None:
        """Fill in a field."""
        field = self._rows[name].field
        if name in self._picked:
            self._picked[name] = text
            self._show_picked()
            self.post_message(self.Changed())
        elif isinstance(field, OneOf | Input):
            field.value = text
        elif isinstance(field, PickField):
            field.shown = text

    def _show_picked(self) -> None:
        from churntui.ui.interviews.attempts import summed

        labels = dict(REASONS)
        shown = {
            "themes": ", ".join(form.split(self._picked["themes"])),
            "secondary_reasons": ", ".join(
                labels.get(code, code) for code in form.split(self._picked["secondary_reasons"])
            ),
            "save_attempts": summed(form.split_attempts(self._picked["save_attempts"])),
        }
        for name, text in shown.items():
            field = self._rows[name].field
            if isinstance(field, PickField):
                field.shown = text

    @on(Input.Changed)
    @on(OneOf.Changed)
    def _reread(self, event: Input.Changed | OneOf.Changed) -> None:
        event.stop()
        name = str(event.control.id).removeprefix("interview-")
        self._rows[name].wrong("")
        if name in DAYS:
            self._remark_day(name)
        self._show_missing()
        self.post_message(self.Changed())

    def _remark_day(self, name: str) -> None:
        """Show how the day typed is understood: the weekday of a full one, the full one of any other."""
        fields = self.fields()
        try:
            day = form.read_day(fields, name, self.app.book.as_of)
        except BadInputError:
            day = None
        written_out = day is not None and fields[name].strip() == day.isoformat()
        self._rows[name].remark("" if day is None else f"{day:%a}" if written_out else dates.short(day))

    def _show_missing(self) -> None:
        names = ", ".join(FIELDS[name].title.lower() for name in form.missing(self.fields()))
        self._missing.update(t(f"Missing: {names}" if names else "Nothing is missing: ctrl+f saves"))
        self._missing.set_class(not names, "-complete")

    def is_readable(self, problems: Mapping[str, str]) -> bool:
        """Whether there are no problems; else tells each at its field, and goes to the first."""
        for name, row in self._rows.items():
            row.wrong(problems.get(name, ""))
        for name in (name for name in self._rows if name in problems):
            self._rows[name].field.focus()
            break
        return not problems

    def next_group(self) -> bool:
        """To the first field of the next group; False after the last."""
        firsts = [fields[0].name for fields in GROUPS.values()]
        names = list(self._rows)
        here = next((names.index(name) for name in names if self._rows[name].field.has_focus), -1)
        following = next((name for name in firsts if names.index(name) > here), None)
        if following is None:
            return False
        self._rows[following].field.focus()
        return True

    @on(PickField.Wanted)
    def _want(self, event: PickField.Wanted) -> None:
        event.stop()
        field = event.field
        if isinstance(field, OneOf):
            self.app.do(self._choose(field))
        elif field.id == "interview-secondary_reasons":
            self.app.do(self._choose_reasons())
        elif field.id == "interview-save_attempts":
            self.app.do(self._choose_attempts())
        else:
            is_logo = field.id == "interview-logo"
            self.post_message(self.LogoWanted() if is_logo else self.ThemesWanted())

    async def _choose(self, field: OneOf) -> None:
        from churntui.ui.kit.picker import Choice, Picker

        picked = await self.app.push_screen_wait(
            Picker("Choose one", [Choice(code, label) for code, label in field.choices])
        )
        if picked is not None and picked.id is not None:
            field.value = picked.id

    async def _choose_reasons(self) -> None:
        """Those picked before stay in their order, new ones come after them."""
        from churntui.ui.kit.picker import Choice, Picker

        present = form.split(self._picked["secondary_reasons"])
        choices = [Choice(code, label) for code, label in REASONS]
        picked = await self.app.push_screen_wait(
            Picker("Which other reasons had a part?", choices, multi=True, ticked=present)
        )
        if picked is not None:
            staying = [code for code in present if code in picked.ids]
            self.put("secondary_reasons", form.join(dict.fromkeys([*staying, *picked.ids])))

    async def _choose_attempts(self) -> None:
        from churntui.ui.interviews.attempts import change_attempts

        attempts = await change_attempts(self.app, form.split_attempts(self._picked["save_attempts"]))
        if attempts is not None:
            self.put("save_attempts", form.join_attempts(attempts))


def _title(field: Field) -> str:
    return field.title + "*" * field.starred


def _widget(field: Field, text: str) -> Widget:
    """What a field is filled in with."""
    known = f"interview-{field.name}"
    if field.shape == "one":
        return OneOf(field.choices, text, needed=field.name in {"status", "kind"}, id=known)
    if field.shape == "pick":
        return PickField(nothing="none", id=known)
    return Input(clean_line(text), placeholder=field.hint, id=known)
