"""Writing a point of a brief: what it says, what follows from it, and under which heading it stands.

What is written is looked through before it is kept. The name of another logo is refused; a word of ours, a competitor
or a theme is named, and kept once somebody says so again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label, Static, TextArea

from churntui.briefs.deciding import Written
from churntui.briefs.discretion import Guard, Hit
from churntui.model.choices import BRIEF_SECTION_LABELS, BRIEF_SECTIONS
from churntui.plain.errors import ChurnError
from churntui.plain.text import clean_line
from churntui.ui.kit.entry import LongEntry
from churntui.ui.kit.fields import FieldRow, OneOf
from churntui.ui.kit.forms import Form, refused
from churntui.ui.kit.safe import cut, t
from churntui.ui.parts.outer_editor import edited_outside

_LONGEST_HEADING = 60


class PointForm(Form[Written]):
    """Closes with the point, or with None."""

    DEFAULT_CSS = """
    PointForm {
        & > Vertical { width: 92; }
        FieldRow { height: auto; max-height: 5; }
        #point-proposed { height: auto; max-height: 6; color: $text-muted; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "outside", "Editor", id="point.outside", show=False, priority=True,
                tooltip="Write the text in focus in your own editor"),
    ]  # fmt: skip

    def __init__(
        self,
        heading: str,
        point: Written,
        guard: Guard,
        begun: Mapping[str, str],
        *,
        proposed: str,
        is_new: bool,
    ) -> None:
        """`proposed` is what the facts propose; `begun` what was left of it, by field."""
        super().__init__(heading)
        self._guard = guard
        self._proposed = proposed
        self._let_through: tuple[Hit, ...] = ()
        sections = [(code, BRIEF_SECTION_LABELS[code]) for code in BRIEF_SECTIONS]
        self._section = OneOf(sections, point.section, needed=True, id="point-section")
        self._entries = {
            "text": LongEntry(begun.get("text", point.text), id="point-text"),
            "so_what": LongEntry(begun.get("so_what", point.so_what), id="point-so-what"),
        }
        self._entry_rows = {
            "text": FieldRow("Says", self._entries["text"]),
            "so_what": FieldRow("So what", self._entries["so_what"]),
        }
        self.go_on(begun, is_new=is_new)
        self.given |= {"text": point.text, "so_what": point.so_what}

    def fields(self) -> Mapping[str, Input | OneOf]:
        """The one that is no text of many lines."""
        return {"section": self._section}

    def texts(self) -> dict[str, str]:
        """What stands in the fields, the long ones too."""
        return super().texts() | {name: entry.text for name, entry in self._entries.items()}

    def left_behind(self) -> dict[str, str]:
        """Nothing where no word was typed: a heading that was turned is soon turned again."""
        left = super().left_behind()
        return left if any(left.get(name, "").strip() for name in self._entries) else {}

    def rows(self) -> Iterable[FieldRow]:
        """The fields, in the order they are thought of."""
        yield self._entry_rows["text"]
        yield self._entry_rows["so_what"]
        yield FieldRow("Under", self._section)

    def compose(self) -> ComposeResult:
        """What is proposed, the fields, the keys."""
        with Vertical():
            yield Label(t(cut(self._heading, _LONGEST_HEADING)), classes="dialog--title")
            if self._proposed:
                yield Static(t(f"Proposed: {self._proposed}"), id="point-proposed")
            yield from self.rows()
            yield Label(
                t("ctrl+s keeps it · tab goes on · ctrl+o editor · esc leaves a draft"),
                classes="dialog--note",
            )

    def on_mount(self) -> None:
        """Begin with what it says."""
        self._entries["text"].focus()

    @on(TextArea.Changed)
    def _written(self) -> None:
        for row in self._entry_rows.values():
            row.wrong("")

    def action_outside(self) -> None:
        """Write the text in focus elsewhere."""
        entry = self.focused if isinstance(self.focused, LongEntry) else self._entries["text"]
        try:
            entry.text = edited_outside(self.app, entry.text)
        except ChurnError as error:
            self.app.notify(error.hint, title=error.title, severity="error")

    def action_keep(self) -> None:
        """Closes with the point, once it says something and nothing that is not for the logo's eyes."""
        texts = {name: clean_line(entry.text) for name, entry in self._entries.items()}
        if not texts["text"]:
            refused(
                self._entry_rows["text"], "A point needs words; del in the list takes it out of the brief"
            )
            return
        for name, text in texts.items():
            why = self._why_not(self._guard.hits(text))
            if why:
                refused(self._entry_rows[name], why)
                return
        section = next(code for code in BRIEF_SECTIONS if code == self._section.value)
        self.dismiss(Written(section, texts["text"], texts["so_what"]))

    def _why_not(self, hits: tuple[Hit, ...]) -> str:
        """What is wrong with a text; the second time only what is refused."""
        names = [hit.told for hit in hits if hit.is_refused]
        if names:
            return f"{'; '.join(names)}: leave it out, no customer reads of another"
        asked = [hit for hit in hits if hit not in self._let_through]
        self._let_through = (*self._let_through, *asked)
        told = "; ".join(hit.told for hit in asked)
        return f"{told}: say it in other words, or ctrl+s again keeps it inside the brief" if told else ""
