"""The facts of a note as a sheet of fields beside it, in groups; what is missing stands below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.getters import app as app_getter
from textual.message import Message
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from churntui.model.rows import Person
from churntui.model.saving import SaveAttempt
from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line, fold
from churntui.questions.attempts import summed
from churntui.ui.interviews import form
from churntui.ui.interviews.fields import PERSON, REASONS, Field, Guide
from churntui.ui.kit.entry import Entry, LongEntry
from churntui.ui.kit.fields import FieldRow, OneOf, PickField
from churntui.ui.kit.matching import Choice
from churntui.ui.kit.safe import t
from churntui.ui.shell.base import BookApp


class FactSheet(Vertical):
    """The fields of one note, filled with text as typed.

    Args:
        guide: Which fields there are.
        fields: The form to begin with.
        people: Those of the logo, who are offered.
    """

    app = app_getter(BookApp)

    class Changed(Message):
        """A field has another value."""

    class LogoWanted(Message):
        """Another logo is wanted."""

    class ThemesWanted(Message):
        """Themes for the whole note are wanted."""

    def __init__(self, guide: Guide, fields: Mapping[str, str], people: Sequence[Person] = ()) -> None:
        super().__init__(id="interview-facts", classes="panel")
        self.border_title = "Facts"
        self._guide = guide
        self._people = people
        self._before: Sequence[SaveAttempt] = ()
        self._picked = {name: fields[name] for name in guide.picked}
        """Fields whose text is kept apart from what they show."""
        self._rows = {
            name: FieldRow(_title(field), self._widget(field, fields[name]))
            for name, field in guide.fields.items()
        }
        for name, field in guide.fields.items():
            self._rows[name].set_class(field.shape == "long", "-long")
        self._missing = Static("", id="interview-missing", markup=False)

    def _widget(self, field: Field, text: str) -> Widget:
        """What a field is filled in with."""
        known = f"interview-{field.name}"
        if field.shape == "one":
            return OneOf(self._choices(field), text, needed=field.name in self._guide.needed, id=known)
        if field.shape == "pick":
            return PickField(nothing="none", id=known)
        if field.shape == "long":
            return LongEntry(text, id=known)
        if field.shape == "people":
            names = [person.name for person in self._people if person.left_on is None]
            return _People(clean_line(text), names, hint=field.hint, id=known)
        return Input(clean_line(text), placeholder=field.hint, id=known)

    def _choices(self, field: Field) -> Sequence[tuple[str, str]]:
        if field.name != PERSON:
            return field.choices
        return [(str(person.id), person.name) for person in self._people]

    def compose(self) -> ComposeResult:
        """The groups, scrolled; the missing ones always in view."""
        with VerticalScroll(id="interview-fields", can_focus=False):
            for group, fields in self._guide.groups.items():
                yield Static(group, classes="interview-group", markup=False)
                yield from (self._rows[field.name] for field in fields)
        yield self._missing

    def on_mount(self) -> None:
        """Shows how days are read, what was picked, and what is missing."""
        for name in self._guide.days:
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
            elif isinstance(row.field, TextArea):
                fields[name] = row.field.text
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
        elif isinstance(field, TextArea):
            field.text = text
        elif isinstance(field, PickField):
            field.shown = text

    def tell_before(self, attempts: Sequence[SaveAttempt]) -> None:
        """Show what was tried before the loss, as it is kept of the logo, with what is told here."""
        self._before = attempts
        if self.is_mounted:
            self._show_picked()

    def _show_picked(self) -> None:
        labels = dict(REASONS)
        for name, text in self._picked.items():
            field = self._rows[name].field
            if not isinstance(field, PickField):
                continue
            if name == "save_attempts":
                field.shown = summed([*self._before, *form.split_attempts(text)])
            else:
                field.shown = ", ".join(labels.get(code, code) for code in form.split(text))

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(OneOf.Changed)
    def _reread(self, event: Input.Changed | TextArea.Changed | OneOf.Changed) -> None:
        event.stop()
        name = str(event.control.id).removeprefix("interview-")
        self._rows[name].wrong("")
        if name in self._guide.days:
            self._remark_day(name)
        self._show_missing()
        self.post_message(self.Changed())

    def _remark_day(self, name: str) -> None:
        """Show how the day typed is understood: the weekday of a full one, the full one of any other."""
        fields = self.fields()
        try:
            day = form.read_day(fields, name, self.app.book.as_of, self._guide)
        except BadInputError:
            day = None
        written_out = day is not None and fields[name].strip() == day.isoformat()
        self._rows[name].remark("" if day is None else f"{day:%a}" if written_out else dates.short(day))

    def _show_missing(self) -> None:
        empty = form.missing(self.fields(), self._guide)
        names = ", ".join(self._guide.fields[name].title.lower().strip() for name in empty)
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
        firsts = [fields[0].name for fields in self._guide.groups.values()]
        names = list(self._rows)
        here = next((names.index(name) for name in names if self._rows[name].field.has_focus), -1)
        following = next((name for name in firsts if names.index(name) > here), None)
        if following is None:
            return False
        self._rows[following].field.focus()
        return True

    @on(Entry.ListWanted)
    def _want_people(self, event: Entry.ListWanted) -> None:
        event.stop()
        if isinstance(event.entry, _People):
            self.app.do(self._choose_people(event.entry))

    async def _choose_people(self, field: _People) -> None:
        """Those who stand there are ticked; somebody who is not in the book can be named, too."""
        from churntui.ui.kit.picker import Picker

        present = [name.strip() for name in field.value.split(",") if name.strip()]
        known = {fold(choice.label): choice for choice in field.choices}
        ticked = [known[fold(name)].id for name in present if fold(name) in known]
        picked = await self.app.push_screen_wait(
            Picker("Who?", list(field.choices), multi=True, allow_new=True, ticked=ticked)
        )
        if picked is not None:
            others = [name for name in present if fold(name) not in known]
            field.value = ", ".join([*picked.ids, *others, *picked.new])

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
        from churntui.ui.kit.picker import Picker

        picked = await self.app.push_screen_wait(
            Picker("Choose one", [Choice(code, label) for code, label in field.choices])
        )
        if picked is not None and picked.id is not None:
            field.value = picked.id

    async def _choose_reasons(self) -> None:
        """Those picked before stay in their order, new ones come after them."""
        from churntui.ui.kit.picker import Picker

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

        told = form.split_attempts(self._picked["save_attempts"])
        attempts = await change_attempts(self.app, told, self._before)
        if attempts is not None:
            self.put("save_attempts", form.join_attempts(attempts))


def _title(field: Field) -> str:
    return field.title + "*" * field.starred


class _People(Entry):
    """Names of people, a comma between them; each is completed from those of the logo."""

    def __init__(self, value: str, names: Sequence[str], *, hint: str, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(value, choices=[Choice(name, name) for name in names], hint=hint, id=id)
        self.suggester = _LastName(names)


class _LastName(Suggester):
    """Completes the last of several names."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(case_sensitive=True)
        self._names = names

    async def get_suggestion(self, value: str) -> str | None:
        """The line with its last name whole; None where no name begins so."""
        before, comma, last = value.rpartition(",")
        begun = last.lstrip()
        lead = f"{before}{comma}{last[: len(last) - len(begun)]}"
        whole = next((name for name in self._names if fold(name).startswith(fold(begun))), None)
        return None if not begun or whole is None else lead + begun + whole[len(begun) :]
