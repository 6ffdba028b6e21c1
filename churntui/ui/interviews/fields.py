"""The guide of each kind of note that is written in the editor: what to ask, and the facts, grouped as the talk goes.

What a field can be (a day, one of a few codes) stands in the schema; here stands how the talk asks for it. Starred
ones are what finishing asks for. They come first in the group they belong to, and their groups come first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from churntui.model.choices import REASON_LABELS, NoteKind
from churntui.model.notes import NOTES
from churntui.model.schema import DAYS as DAY_KINDS
from churntui.model.schema import LISTS
from churntui.model.tables import stored_column
from churntui.plain.when import Toward

Choices = tuple[tuple[str, str], ...]
"""(code, label) of what a field can be."""

Shape = Literal["line", "long", "day", "one", "people", "pick"]
"""Typed text of a line or more, a typed day, one of a few choices, names of the logo's people, or something picked."""

LONGEST_SCALE = 10
"""A whole number up to this is chosen, not typed."""

PERSON = "person_id"
"""The field whose choices are the people of the logo."""

_TO_ASK = (
    "When did you first doubt it?",
    "What was happening then?",
    "Who joined the decision, and when?",
    "What did you hope for when you bought?",
    "How close did it get?",
    "What replaces it?",
    "Could we have changed it, and how?",
    "What was useful?",
    "The one thing to change?",
    "What should I have asked?",
    "Would you consider us again, when?",
)
"""In the order that works: from the first doubt to the way back."""


YES_NO: Choices = (("yes", "yes"), ("no", "no"))
REASONS: Choices = tuple(REASON_LABELS.items())


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the form."""

    name: str
    """As in the draft and, where there is one, as the column."""
    title: str
    """At most 11 characters with its star; an indented one belongs to the field above."""
    shape: Shape = "line"
    choices: Choices = ()
    hint: str = ""
    """Shown while it is empty."""
    starred: bool = False
    toward: Toward = "past"
    """Where a day typed without its year is meant."""
    question: str = ""
    """How finishing asks for it."""


def _field(
    table: str,
    name: str,
    title: str,
    hint: str = "",
    *,
    flags: Choices = YES_NO,
    starred: bool = False,
    toward: Toward = "past",
    question: str = "",
) -> Field:
    """A field of the form, its shape that of its column; `flags` say how yes and no read."""
    column = stored_column(table, name)
    choices = tuple((code, column.reads(code)) for code in column.choices) if column else ()
    shape: Shape = "one" if choices or name == PERSON else "line"
    if column is None or column.kind in LISTS:
        shape = "pick"
    elif column.kind in DAY_KINDS:
        shape, hint = "day", hint or "3 nov, −2w"
    elif column.kind == "flag":
        shape, choices = "one", flags
    elif column.kind == "whole" and column.most is not None and column.most <= LONGEST_SCALE:
        shape, choices = "one", tuple((str(n), str(n)) for n in range(column.most + 1))
    return Field(name, title, shape, choices, hint, starred, toward, question)


_of_interview = partial(_field, "interview")
_of_review = partial(_field, "review")
_of_talk = partial(_field, "talk")


_INTERVIEW: Mapping[str, tuple[Field, ...]] = {
    "Event": (
        _of_interview("logo", "Logo", starred=True),
        _of_interview("status", "Status", question="How did the interview go?", starred=True),
        _of_interview("held_on", "Held on", "yesterday, 3 nov"),
        _of_interview("kind", "Kind", question="What was lost?", starred=True),
        _of_interview("voluntary", "Voluntary", question="Voluntary: did they decide to leave?", starred=True),
        _of_interview(
            "effective_on", "Effective", "end of service", starred=True, toward="nearest",
            question="When does service end? The first day without it",
        ),
        _of_interview("notice_on", "Notice", "when they gave it"),
        _of_interview("decided_on", "Decided", "when they decided"),
        _of_interview("decision_basis", "Decided on", "a report, a quote, a feeling"),
    ),
    "Reasons": (
        _of_interview(
            "stated_reason", "Stated", "in their own words", starred=True,
            question="Why did they leave, in their own words?",
        ),
        _of_interview("primary_reason", "Assessed", question="What was it, as you see it?", starred=True),
        _of_interview("stated_code", "Stated as"),
        _of_interview("secondary_reasons", "Also"),
        _of_interview("confidence", "Confidence"),
        _of_interview("regrettable", "Regrettable"),
        _of_interview("preventable", "Preventable"),
        _of_interview("preventable_why", "  because"),
        _of_interview("themes", "Themes"),
    ),
    "Respondent": (
        _of_interview("respondent", "Who spoke", "name"),
        _of_interview("respondent_role", "Their role"),
        _of_interview("channel", "Channel", "call, visit, mail"),
        _of_interview("interviewer", "Asked by"),
        _of_interview("by_account_owner", "Owns them"),
    ),
    "Where it began": (
        _of_interview("began_in", "Began in"),
        _of_interview("surfaced_in", "Surfaced in"),
    ),
    "Competition": (
        _of_interview("replaced_by", "Replaced by"),
        _of_interview("competitor", "Competitor", "its name"),
        _of_interview("competitor_confirmed", "Confirmed", flags=(("yes", "by two sources"), ("no", "only claimed"))),
    ),
    "People": (
        _of_interview("champion_left", "Champion", flags=(("yes", "left"), ("no", "stayed"))),
        _of_interview("champion_left_on", "  when", "aug 4"),
        _of_interview("successor_engaged", "Successor", flags=(("yes", "engaged"), ("no", "not engaged"))),
    ),
    "Warning signs": (
        _of_interview("first_signal", "Signal", "what could have been seen first"),
        _of_interview("first_signal_on", "  when", "jun 2"),
        _of_interview("flagged_on", "Flagged"),
        _of_interview("acted_on", "Acted on"),
    ),
    "Save attempts": (_of_interview("save_attempts", "Attempts"),),
    "Learning": (
        _of_interview("change_mind", "Stay if", "what could have changed their mind"),
        _of_interview("do_differently", "Differently", "what would we do"),
        _of_interview("fix", "One fix", "what we mend"),
        _of_interview("fix_owner", "  by whom"),
        _of_interview("fix_due_on", "  until", "+2w", toward="future"),
        _of_interview("fix_done_on", "  done on", "3 nov, the day it was mended", toward="past"),
        _of_interview("win_back", "Win back"),
        _of_interview("win_back_trigger", "  once", "SSO ships"),
        _of_interview("win_back_on", "  from", "1 mar", toward="future"),
        _of_interview("story", "Story"),
    ),
}  # fmt: skip

_REVIEW: Mapping[str, tuple[Field, ...]] = {
    "Review": (
        _of_review("logo", "Logo", starred=True),
        _of_review("kind", "Kind"),
        _of_review("held_on", "Held on", "yesterday, 3 nov", starred=True, question="When was it held?"),
        replace(_of_review("attendees", "Attendees", "names; down lists them"), shape="people"),
    ),
    "Renewal": (
        _of_review(
            "likelihood", "Likely", starred=True, question="How likely are they to renew, from 0 to 10?"
        ),
        replace(_of_review("likelihood_by", "  says", "in whose words"), shape="people"),
        replace(
            _of_review("reason", "Because", starred=True, question="What stands behind it?"), shape="long"
        ),
        replace(_of_review("agreed", "Agreed"), shape="long"),
        _of_review("themes", "Themes"),
    ),
    "Us": (_of_review("author", "Held by"), _of_review("story", "Story")),
}

_TALK: Mapping[str, tuple[Field, ...]] = {
    "Talk": (
        _of_talk("logo", "Logo", starred=True),
        _of_talk("person_id", "With"),
        _of_talk("day", "Day", "yesterday, 3 nov", starred=True, question="When did you talk?"),
        _of_talk("how", "How"),
        _of_talk("both_ways", "Answered"),
        _of_talk("themes", "Themes"),
        _of_talk("author", "Talked"),
        _of_talk("story", "Story"),
    ),
}


@dataclass(frozen=True, slots=True)
class Guide:
    """How one kind of note is written in the editor."""

    kind: NoteKind
    questions: tuple[str, ...]
    """In the order that works."""
    groups: Mapping[str, tuple[Field, ...]]
    """Each group's fields in the order of tab."""
    usual: Mapping[str, str]
    """What an empty form says all the same."""
    needed: frozenset[str] = frozenset()
    """Fields of choices that always have one."""
    day: str = "held_on"
    """The field that says when it was."""
    author: str = "author"
    """The field that says who of us it was."""

    @property
    def label(self) -> str:
        """What a person calls it: `Business review`."""
        label = NOTES[self.kind].label
        return label[:1].upper() + label[1:]

    @property
    def fields(self) -> Mapping[str, Field]:
        """Every field by its name."""
        return _FIELDS_OF[self.kind]

    @property
    def days(self) -> tuple[str, ...]:
        """The fields that are days."""
        return tuple(name for name, field in self.fields.items() if field.shape == "day")

    @property
    def flags(self) -> tuple[str, ...]:
        """The fields that are yes or no."""
        codes = {name: tuple(code for code, _ in field.choices) for name, field in self.fields.items()}
        return tuple(name for name, known in codes.items() if known == ("yes", "no"))

    @property
    def picked(self) -> tuple[str, ...]:
        """The fields that are chosen in a dialog and kept as a list."""
        picked = (name for name, field in self.fields.items() if field.shape == "pick" and name != "logo")
        return tuple(picked)


INTERVIEW = Guide(
    "interview",
    _TO_ASK,
    _INTERVIEW,
    {"status": "held", "kind": "full"},
    frozenset({"status", "kind"}),
    author="interviewer",
)

REVIEW = Guide(
    "review",
    (
        "What did we set out to do?",
        "How close did we get?",
        "What has changed on your side?",
        "Who decides about the renewal, and when?",
        "How likely are you to renew, from 0 to 10?",
        "What stands behind that number?",
        "What would make it a point higher?",
        "What do we each do until we talk again?",
    ),
    _REVIEW,
    {"kind": "qbr"},
    frozenset({"kind"}),
)

TALK = Guide(
    "talk",
    ("How is it going?", "What is in the way?", "What has changed?", "What is next?"),
    _TALK,
    {"how": "call", "both_ways": "yes"},
    frozenset({"how", "both_ways"}),
    day="day",
)

GUIDES: Mapping[NoteKind, Guide] = {guide.kind: guide for guide in (INTERVIEW, REVIEW, TALK)}
"""The kinds of notes that are written in the editor."""

_FIELDS_OF: Mapping[NoteKind, Mapping[str, Field]] = {
    kind: {field.name: field for fields in guide.groups.values() for field in fields}
    for kind, guide in GUIDES.items()
}
