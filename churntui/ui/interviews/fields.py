"""The fields of the exit interview, grouped as the talk goes; everything else about the form is read off here.

What a field can be (a day, one of a few codes) stands in the schema; here stands how the talk asks for it. Starred
ones are what finishing asks for. They come first in the group they belong to, and their groups come first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from churntui.model.choices import REASON_LABELS
from churntui.model.schema import DAYS as DAY_KINDS
from churntui.model.schema import LISTS
from churntui.model.tables import stored_column
from churntui.plain.when import Toward

Choices = tuple[tuple[str, str], ...]
"""(code, label) of what a field can be."""

Shape = Literal["line", "day", "one", "pick"]
"""Typed text, a typed day, one of a few choices, or something picked in a dialog."""

QUESTIONS = (
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
    column = stored_column("interview", name)
    choices = tuple((code, column.reads(code)) for code in column.choices) if column else ()
    shape: Shape = "one" if choices else "line"
    if column is None or column.kind in LISTS:
        shape = "pick"
    elif column.kind in DAY_KINDS:
        shape, hint = "day", hint or "3 nov, −2w"
    elif column.kind == "flag":
        shape, choices = "one", flags
    return Field(name, title, shape, choices, hint, starred, toward, question)


GROUPS: Mapping[str, tuple[Field, ...]] = {
    "Event": (
        _field("logo", "Logo", starred=True),
        _field("status", "Status", question="How did the interview go?", starred=True),
        _field("held_on", "Held on", "yesterday, 3 nov"),
        _field("kind", "Kind", question="What was lost?", starred=True),
        _field("voluntary", "Voluntary", question="Voluntary: did they decide to leave?", starred=True),
        _field(
            "effective_on", "Effective", "end of service", starred=True, toward="nearest",
            question="When does service end? The first day without it",
        ),
        _field("notice_on", "Notice", "when they gave it"),
        _field("decided_on", "Decided", "when they decided"),
        _field("decision_basis", "Decided on", "a report, a quote, a feeling"),
    ),
    "Reasons": (
        _field(
            "stated_reason", "Stated", "in their own words", starred=True,
            question="Why did they leave, in their own words?",
        ),
        _field("primary_reason", "Assessed", question="What was it, as you see it?", starred=True),
        _field("stated_code", "Stated as"),
        _field("secondary_reasons", "Also"),
        _field("confidence", "Confidence"),
        _field("regrettable", "Regrettable"),
        _field("preventable", "Preventable"),
        _field("preventable_why", "  because"),
        _field("themes", "Themes"),
    ),
    "Respondent": (
        _field("respondent", "Who spoke", "name"),
        _field("respondent_role", "Their role"),
        _field("channel", "Channel", "call, visit, mail"),
        _field("interviewer", "Asked by"),
        _field("by_account_owner", "Owns them"),
    ),
    "Where it began": (
        _field("began_in", "Began in"),
        _field("surfaced_in", "Surfaced in"),
    ),
    "Competition": (
        _field("replaced_by", "Replaced by"),
        _field("competitor", "Competitor", "its name"),
        _field("competitor_confirmed", "Confirmed", flags=(("yes", "by two sources"), ("no", "only claimed"))),
    ),
    "People": (
        _field("champion_left", "Champion", flags=(("yes", "left"), ("no", "stayed"))),
        _field("champion_left_on", "  when", "aug 4"),
        _field("successor_engaged", "Successor", flags=(("yes", "engaged"), ("no", "not engaged"))),
    ),
    "Warning signs": (
        _field("first_signal", "Signal", "what could have been seen first"),
        _field("first_signal_on", "  when", "jun 2"),
        _field("flagged_on", "Flagged"),
        _field("acted_on", "Acted on"),
    ),
    "Save attempts": (_field("save_attempts", "Attempts"),),
    "Learning": (
        _field("change_mind", "Stay if", "what could have changed their mind"),
        _field("do_differently", "Differently", "what would we do"),
        _field("fix", "One fix", "what we mend"),
        _field("fix_owner", "  by whom"),
        _field("fix_due_on", "  until", "+2w", toward="future"),
        _field("fix_done_on", "  done on", "3 nov, the day it was mended", toward="past"),
        _field("win_back", "Win back"),
        _field("win_back_trigger", "  once", "SSO ships"),
        _field("win_back_on", "  from", "1 mar", toward="future"),
    ),
}  # fmt: skip
"""Each group's fields in the order of tab."""

FIELDS: Mapping[str, Field] = {field.name: field for fields in GROUPS.values() for field in fields}

DAYS = tuple(field.name for field in FIELDS.values() if field.shape == "day")

FLAGS = tuple(
    name for name, field in FIELDS.items() if tuple(code for code, _ in field.choices) == ("yes", "no")
)
