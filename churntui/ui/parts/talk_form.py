"""Noting a talk: with whom, when, how, what was said, and how we see the logo after it.

Enter keeps it as it stands: a call of today, both ways, without a word about how we see them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, TextArea

from churntui.data.rows.talks import Said
from churntui.model.choices import SENTIMENT_LABELS, TALK_HOWS
from churntui.model.desk import Draft
from churntui.model.rows import Person
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line, fold
from churntui.plain.when import parse_when, settled
from churntui.ui.kit.fields import FieldRow, OneOf
from churntui.ui.kit.forms import Form, refused
from churntui.ui.kit.safe import cut, t

_YES_NO = (("yes", "both ways"), ("no", "only ours"))

_SEEN = tuple((str(score), label) for score, label in SENTIMENT_LABELS.items())

_LONGEST_HEADING, _LONGEST_NAME = 60, 44

_NOT_KNOWN = "Nobody of these logos is called so: what was said goes below"

_SOON, _LONG_PAST = timedelta(days=31), timedelta(days=300)


class TalkForm(Form[Said]):
    """Closes with what was filled in, or with None."""

    DEFAULT_CSS = """
    TalkForm TextArea { height: 5; border: none; background: $boost; padding: 0; }
    TalkForm TextArea:focus { border: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Keep", id="talk.keep", show=False, tooltip="Keep it as it stands"),
    ]

    def __init__(
        self,
        heading: str,
        people: Sequence[Person],
        today: date,
        author: str,
        draft: Draft | None = None,
        *,
        several: bool = False,
    ) -> None:
        """`draft` is what was left of one unfinished; `several` says that it is about more than one logo."""
        super().__init__(heading)
        begun = draft.fields if draft else {}
        how = next((code for code in TALK_HOWS if code == begun.get("how")), "call")
        both_ways = "no" if begun.get("both_ways") == "no" else "yes"
        self._people = [person for person in people if person.left_on is None or person.left_on > today]
        self._known = {fold(person.name) for person in people}
        self._several = several
        self._today = today
        self._author = author
        names = list(dict.fromkeys(person.name for person in self._people))
        nobody = "nobody is known at them" if several else "a name; somebody new is added to its people"
        hint = ", ".join(names[:3]) or nobody
        self._with = FieldRow(
            "With",
            Input(
                begun.get("person_id", ""),
                placeholder=hint,
                suggester=SuggestFromList(names, case_sensitive=False),
                id="talk-with",
            ),
        )
        shown = begun.get("day", "")
        self._day = FieldRow("When", Input(shown, placeholder="today · yesterday, 3 dec", id="talk-day"))
        self._how = OneOf([(code, code) for code in TALK_HOWS], how, needed=True, id="talk-how")
        self._both = OneOf(_YES_NO, both_ways, needed=True, id="talk-both")
        self._seen = OneOf(_SEEN, begun.get("sentiment", ""), id="talk-seen")
        self._notes = TextArea(begun.get("notes", ""), tab_behavior="focus", id="talk-notes")

    def rows(self) -> Iterable[FieldRow]:
        """The fields, in the order they are known."""
        yield self._with
        yield self._day
        yield FieldRow("How", self._how)
        yield FieldRow("Who spoke", self._both)

    def compose(self) -> ComposeResult:
        """The heading, the fields, the notes, the keys."""
        with Vertical():
            yield Label(t(cut(self._heading, _LONGEST_HEADING)), classes="dialog--title")
            yield from self.rows()
            yield Label(t("What was said"), classes="dialog--note")
            yield self._notes
            yield FieldRow("We see them", self._seen)
            yield Label(
                t("enter keeps it (in the notes ctrl+s) · tab goes on · escape leaves"),
                classes="dialog--note",
            )

    def on_mount(self) -> None:
        """What was left unfinished may name somebody new."""
        self.call_after_refresh(self.tell)

    def tell(self) -> None:
        """Say whom keeping it would add to the people of the logo; of several logos that it can add nobody."""
        name = self._newcomer()
        told = _NOT_KNOWN if self._several else f"new person: {cut(name, _LONGEST_NAME)}"
        self._with.wrong(told if name else "", is_fault=self._several)

    def _newcomer(self) -> str:
        """The name in the field, where nobody is known by it."""
        name = clean_line(self.query_one("#talk-with", Input).value)
        return "" if fold(name) in self._known else name

    def left_behind(self) -> dict[str, str]:
        """By the fields of a talk, once there is whom it was with, or what was said."""
        name = clean_line(self.query_one("#talk-with", Input).value)
        notes = self._notes.text if self._notes.text.strip() else ""
        if not name and not notes:
            return {}
        typed = clean_line(self.query_one("#talk-day", Input).value) or "today"
        return {
            "person_id": name,
            "day": settled(typed, self._today, "past"),
            "how": self._how.value,
            "both_ways": self._both.value,
            "author": self._author,
            "notes": notes,
            "sentiment": self._seen.value,
        }

    def action_keep(self) -> None:
        """Closes with the fields, once they can be read."""
        typed = self.query_one("#talk-day", Input).value.strip()
        try:
            day = parse_when(typed, self._today, "past") if typed else self._today
        except BadInputError as error:
            refused(self._day, str(error))
            return
        if day > self._today or _is_soon(typed, day, self._today):
            refused(self._day, "That day is still to come: plan it with x, or write its year")
            return
        if self._several and self._newcomer():
            refused(self._with, _NOT_KNOWN)
            return
        name = clean_line(self.query_one("#talk-with", Input).value)
        called = (person.id for person in self._people if fold(person.name) == fold(name))
        person_id = None if self._several else next(called, None)
        how = next(code for code in TALK_HOWS if code == self._how.value)
        self.dismiss(
            Said(
                day,
                person_id,
                "" if person_id else name,
                how,
                both_ways=self._both.value == "yes",
                notes=self._notes.text,
                author=self._author,
                sentiment=int(self._seen.value) if self._seen.value else None,
            )
        )


def _is_soon(typed: str, day: date, today: date) -> bool:
    """Whether a day without its year, read as one long past, is as likely the one just ahead."""
    ahead = parse_when(typed, today, "future") if typed else day
    return day < ahead <= today + _SOON and today - day > _LONG_PAST
