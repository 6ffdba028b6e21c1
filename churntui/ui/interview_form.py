"""The exit interview as a form: text as it is typed on one side, `Words` to be saved on the other.

A draft keeps the text of each field exactly as typed, valid or not; only saving reads it. So nothing is lost to a
date that is still half a date, and what is wrong is told once, at the field, when it matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

from churntui.data.interviews import Words
from churntui.errors import BadInputError
from churntui.model import REASON_LABELS, STATUS_LABELS, Interview, Reason, Status
from churntui.text import clean_line, clean_note
from churntui.when import Toward, parse_when

Fields = dict[str, str]
"""Field name to text as typed."""

DAYS: dict[str, Toward] = {"held_on": "past", "effective_on": "nearest"}
"""The fields that hold a day, and where a day without its year is meant: a talk lies behind, an end may lie ahead."""

STATUS_CHOICES: tuple[tuple[str, str], ...] = tuple(STATUS_LABELS.items())
REASON_CHOICES: tuple[tuple[str, str], ...] = tuple(REASON_LABELS.items())
YES_NO: tuple[tuple[str, str], ...] = (("yes", "yes"), ("no", "no"))

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


def empty() -> Fields:
    """Nothing filled in but that it was held."""
    names = (
        "held_on",
        "effective_on",
        "voluntary",
        "stated_reason",
        "primary_reason",
        "regrettable",
        "themes",
    )
    return {"status": "held", **dict.fromkeys(names, ""), "notes": ""}


def begun(*, today: date, effective_on: date | None) -> Fields:
    """A new interview: begun while the call runs, about the end of service given."""
    return empty() | {"held_on": _day(today), "effective_on": _day(effective_on)}


def filled(interview: Interview, themes: list[str]) -> Fields:
    """An existing interview; `themes` are those on the whole of it, because passages keep theirs."""
    return {
        "status": interview.status,
        "held_on": _day(interview.held_on),
        "effective_on": _day(interview.effective_on),
        "voluntary": _yes_no(interview.voluntary),
        "stated_reason": interview.stated_reason,
        "primary_reason": interview.primary_reason or "",
        "regrettable": _yes_no(interview.regrettable),
        "themes": join_themes(themes),
        "notes": interview.notes,
    }


def join_themes(names: list[str]) -> str:
    """Names of themes as one field: a line each, as no name holds a line end."""
    return "\n".join(names)


def split_themes(text: str) -> list[str]:
    """The names back."""
    return [name for name in text.split("\n") if name]


def problems(fields: Mapping[str, str], today: date) -> dict[str, str]:
    """Field name to what keeps it from being saved, each one line; empty where all can be."""
    found: dict[str, str] = {}
    if fields["status"] not in STATUS_LABELS:
        found["status"] = "Choose one: h, d, n"
    for name in DAYS:
        try:
            day = read_day(fields, name, today)
        except BadInputError as error:
            found[name] = f"{error.title}; try 3 nov or {today.isoformat()}"
            continue
        if name == "held_on" and day is not None and day > today and fields["status"] == "held":
            found[name] = f"{day.isoformat()} is still to come"
    if fields["primary_reason"] == "other" and not fields["notes"].strip():
        found["primary_reason"] = "Say in the notes what “other” was"
    return found


def words(fields: Mapping[str, str], logo_id: int, today: date) -> Words:
    """The form as it is saved; call `problems` first.

    Raises:
        BadInputError: A day cannot be read.
    """
    return Words(
        logo_id=logo_id,
        status=cast("Status", fields["status"]),
        held_on=read_day(fields, "held_on", today),
        effective_on=read_day(fields, "effective_on", today),
        voluntary=_flag(fields["voluntary"]),
        stated_reason=clean_line(fields["stated_reason"]),
        primary_reason=cast("Reason", fields["primary_reason"]) if fields["primary_reason"] else None,
        regrettable=_flag(fields["regrettable"]),
        notes=clean_note(fields["notes"]),
        themes=tuple(split_themes(fields["themes"])),
    )


def read_day(fields: Mapping[str, str], name: str, today: date) -> date | None:
    """The day typed into the field of that name (`3 dec`, `yesterday`, `2026-12-03`); None where nothing is.

    Raises:
        BadInputError: It is not a day.
    """
    text = fields[name]
    return parse_when(text, today, DAYS[name]) if text.strip() else None


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _yes_no(flag: bool | None) -> str:  # noqa: FBT001 - the value itself, not a switch
    return "" if flag is None else "yes" if flag else "no"


def _flag(text: str) -> bool | None:
    return {"yes": True, "no": False}.get(text)
