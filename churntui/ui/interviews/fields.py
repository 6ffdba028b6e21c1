"""The fields of the exit interview, grouped as the talk goes; everything else about the form is read off here.

Starred ones are what finishing asks for. They come first in the group they belong to, and their groups come first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from churntui.model.choices import (
    CONFIDENCES,
    LOSS_KINDS,
    PHASES,
    PREVENTABLES,
    REASON_LABELS,
    REPLACEMENTS,
    RESPONDENT_ROLES,
    STATUS_LABELS,
    WIN_BACKS,
)
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


def _labelled(codes: tuple[str, ...]) -> Choices:
    return tuple((code, code.replace("_", " ")) for code in codes)


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


def _one(name: str, title: str, choices: Choices, question: str = "", *, starred: bool = False) -> Field:
    return Field(name, title, "one", choices, starred=starred, question=question)


def _day(name: str, title: str, hint: str = "3 nov, −2w", toward: Toward = "past") -> Field:
    return Field(name, title, "day", hint=hint, toward=toward)


GROUPS: Mapping[str, tuple[Field, ...]] = {
    "Event": (
        Field("logo", "Logo", "pick", starred=True),
        _one("status", "Status", tuple(STATUS_LABELS.items()), "How did the interview go?", starred=True),
        _day("held_on", "Held on", "yesterday, 3 nov"),
        _one("kind", "Kind", _labelled(LOSS_KINDS), "What was lost?", starred=True),
        _one("voluntary", "Voluntary", YES_NO, "Voluntary: did they decide to leave?", starred=True),
        Field(
            "effective_on", "Effective", "day", hint="end of service", starred=True, toward="nearest",
            question="When does service end? The first day without it",
        ),
        _day("notice_on", "Notice", "when they gave it"),
        _day("decided_on", "Decided", "when they decided"),
        Field("decision_basis", "Decided on", hint="a report, a quote, a feeling"),
    ),
    "Reasons": (
        Field(
            "stated_reason", "Stated", hint="in their own words", starred=True,
            question="Why did they leave, in their own words?",
        ),
        _one("primary_reason", "Assessed", REASONS, "What was it, as you see it?", starred=True),
        _one("stated_code", "Stated as", REASONS),
        Field("secondary_reasons", "Also", "pick", REASONS),
        _one("confidence", "Confidence", _labelled(CONFIDENCES)),
        _one("regrettable", "Regrettable", YES_NO),
        _one("preventable", "Preventable", _labelled(PREVENTABLES)),
        Field("preventable_why", "  because"),
        Field("themes", "Themes", "pick"),
    ),
    "Respondent": (
        Field("respondent", "Who spoke", hint="name"),
        _one("respondent_role", "Their role", _labelled(RESPONDENT_ROLES)),
        Field("channel", "Channel", hint="call, visit, mail"),
        Field("interviewer", "Asked by"),
        _one("by_account_owner", "Owns them", YES_NO),
    ),
    "Where it began": (
        _one("began_in", "Began in", _labelled(PHASES)),
        _one("surfaced_in", "Surfaced in", _labelled(PHASES)),
    ),
    "Competition": (
        _one("replaced_by", "Replaced by", _labelled(REPLACEMENTS)),
        Field("competitor", "Competitor", hint="its name"),
        _one("competitor_confirmed", "Confirmed", (("yes", "by two sources"), ("no", "only claimed"))),
    ),
    "People": (
        _one("champion_left", "Champion", (("yes", "left"), ("no", "stayed"))),
        _day("champion_left_on", "  when", "aug 4"),
        _one("successor_engaged", "Successor", (("yes", "engaged"), ("no", "not engaged"))),
    ),
    "Warning signs": (
        Field("first_signal", "Signal", hint="what could have been seen first"),
        _day("first_signal_on", "  when", "jun 2"),
        _day("flagged_on", "Flagged"),
        _day("acted_on", "Acted on"),
    ),
    "Save attempts": (Field("save_attempts", "Attempts", "pick"),),
    "Learning": (
        Field("change_mind", "Stay if", hint="what could have changed their mind"),
        Field("do_differently", "Differently", hint="what would we do"),
        Field("fix", "One fix", hint="what we mend"),
        Field("fix_owner", "  by whom"),
        _day("fix_due_on", "  until", "+2w", "future"),
        _one("win_back", "Win back", _labelled(WIN_BACKS)),
        Field("win_back_trigger", "  once", hint="SSO ships"),
        _day("win_back_on", "  from", "1 mar", "future"),
    ),
}  # fmt: skip
"""Each group's fields in the order of tab."""

FIELDS: Mapping[str, Field] = {field.name: field for fields in GROUPS.values() for field in fields}

DAYS = tuple(field.name for field in FIELDS.values() if field.shape == "day")

FLAGS = tuple(
    name for name, field in FIELDS.items() if tuple(code for code, _ in field.choices) == ("yes", "no")
)
