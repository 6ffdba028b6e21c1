"""A note as a form: text as it is typed on one side, what is saved on the other.

A draft keeps the text of each field exactly as typed, valid or not; only saving reads it. So nothing is lost to a
date that is still half a date, and what is wrong is told once, at the field, when it matters. What is no line of
text stands in its field in a form of its own: names and codes one a line, save attempts and passages as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import fields as fields_of
from datetime import date
from typing import Any, cast

from churntui.data.keeping.rows import Given
from churntui.data.keeping.typed import Entered
from churntui.data.rows.interviews import Words
from churntui.model.choices import STATUS_LABELS, NoteKind, Reason, Status
from churntui.model.rows import Highlight, Interview, InterviewFacts
from churntui.model.saving import SaveAttempt
from churntui.model.schema import columns_of
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line, clean_note
from churntui.plain.when import parse_when
from churntui.ui.interviews.fields import GUIDES, INTERVIEW, TALK, Field, Guide

Fields = dict[str, str]
"""Field name to text as typed."""

OF_MEETING = ("agenda", "brief", "promised")
"""What a draft of a review knows of its meeting: the agenda, the brief that is shown, and what was promised in it."""

HIDDEN = ("notes", "passages", "asked", *OF_MEETING)
"""What a draft holds beside the fields of the form: the notes, their passages, the questions asked, the meeting."""

_FACTS = tuple(field.name for field in fields_of(InterviewFacts))

_OF_ATTEMPT = tuple(
    column.field for column in columns_of(SaveAttempt) if column.kind not in {"interview", "logo"}
)
"""What an attempt to keep the logo says, in the order of an older draft."""

_DAYS_OF_ATTEMPT = frozenset(column.field for column in columns_of(SaveAttempt) if column.kind == "day")


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it stands."""

    logo_id: int
    fields: Fields
    kind: NoteKind = "interview"

    @property
    def guide(self) -> Guide:
        """How this kind of note is written."""
        return GUIDES[self.kind]

    def flat(self) -> dict[str, str]:
        """All of it as text, as a draft keeps what it was begun on."""
        return self.fields | {"logo_id": str(self.logo_id)}

    @classmethod
    def from_flat(cls, kept: Mapping[str, str], kind: NoteKind = "interview") -> Typed:
        """The form back; fields that were not there when it was kept are empty."""
        fields = {name: text for name, text in kept.items() if name != "logo_id"}
        return cls(int(kept["logo_id"]), empty(GUIDES[kind]) | fields, kind)


def empty(guide: Guide = INTERVIEW) -> Fields:
    """Nothing filled in but what is usual: of an interview that it was held, about the whole contract."""
    return dict.fromkeys((*guide.fields, *HIDDEN), "") | dict(guide.usual)


def begun_today(guide: Guide, today: date, author: str) -> Fields:
    """A new note about a living logo, begun while we speak."""
    return empty(guide) | {guide.day: _day(today), guide.author: author}


def begun(*, today: date, effective_on: date | None, interviewer: str = "", owner: str = "") -> Fields:
    """A new interview: begun while the call runs, about the end of service given.

    Where the interviewer is the logo's `owner`, it says so.
    """
    said = {
        "interviewer": interviewer,
        "by_account_owner": "yes" if interviewer and interviewer == owner else "",
    }
    return empty() | {"held_on": _day(today), "effective_on": _day(effective_on)} | said


def filled(
    interview: Interview,
    themes: Sequence[str],
    facts: InterviewFacts | None = None,
    passages: Sequence[Highlight] = (),
) -> Fields:
    """An existing interview; `themes` are those on the whole of it, because passages have their own."""
    lists = {"themes": join(themes), "passages": join_passages(passages)}
    core = (
        "status",
        "held_on",
        "effective_on",
        "voluntary",
        "stated_reason",
        "primary_reason",
        "regrettable",
    )
    said = {name: _typed(getattr(interview, name)) for name in (*core, "notes")}
    return empty() | facts_typed(facts or InterviewFacts()) | said | lists


def filled_row(guide: Guide, row: Mapping[str, Entered], passages: Sequence[Highlight]) -> Fields:
    """A note about a living logo as the book has its row."""
    said: Fields = {}
    for name in (*guide.fields, "notes"):
        value = row.get(name)
        if name == "themes":
            said[name] = join(value if isinstance(value, tuple) else ())
        elif name in guide.flags:
            said[name] = "" if value is None else "yes" if value else "no"
        elif name != "logo":
            said[name] = _typed(value)
    return empty(guide) | said | {"passages": join_passages(passages)}


def row_values(typed: Typed, today: date) -> dict[str, Given]:
    """The row of a note about a living logo as it is saved; call `problems` first.

    Raises:
        BadInputError: A day cannot be read.
    """
    guide, fields = typed.guide, typed.fields
    values: dict[str, Given] = {"logo_id": typed.logo_id, "notes": clean_note(fields["notes"])}
    for name, field in guide.fields.items():
        text = fields[name]
        if name == "themes":
            values[name] = tuple(split(text))
        elif name in guide.days:
            values[name] = read_day(fields, name, today, guide)
        elif name in guide.flags:
            values[name] = _flag(text)
        elif name in {"likelihood", "person_id"}:
            values[name] = int(text) if text else None
        elif name != "logo":
            values[name] = (text or None) if field.choices else _cleaned(field, text)
    return values


def _cleaned(field: Field, text: str) -> str:
    return clean_note(text).strip() if field.shape == "long" else clean_line(text)


def facts_typed(facts: InterviewFacts) -> Fields:
    """What an interview asks beyond its core, as text."""
    lists = {
        "secondary_reasons": join(facts.secondary_reasons),
        "save_attempts": join_attempts(one for one in facts.save_attempts if not one.is_of_logo),
    }
    return {name: _typed(getattr(facts, name)) for name in _FACTS if name not in lists} | lists


def join(names: Iterable[str]) -> str:
    """Names or codes as one field: a line each, as none holds a line end."""
    return "\n".join(names)


def split(text: str) -> list[str]:
    """The names back."""
    return [name for name in text.split("\n") if name]


def join_attempts(attempts: Iterable[SaveAttempt]) -> str:
    """Save attempts as one field: what each says by name, its days as ISO."""
    rows = [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in said if value}
        for said in ([(name, getattr(attempt, name)) for name in _OF_ATTEMPT] for attempt in attempts)
    ]
    return json.dumps(rows, ensure_ascii=False) if rows else ""


def split_attempts(text: str) -> list[SaveAttempt]:
    """The attempts back; those of an older draft are words in their order."""
    return [_attempt(row) for row in (json.loads(text) if text else ())]


def _attempt(row: dict[str, Any] | list[str]) -> SaveAttempt:
    said = row if isinstance(row, dict) else dict(zip(_OF_ATTEMPT, row, strict=False))
    values: dict[str, Any] = {
        name: date.fromisoformat(value) if name in _DAYS_OF_ATTEMPT else value
        for name, value in said.items()
        if name in _OF_ATTEMPT and value
    }
    return SaveAttempt(**values)


def join_passages(passages: Iterable[Highlight]) -> str:
    """Passages as one field; one that has lost its words ends where it starts."""
    rows = [
        [passage.start, passage.end, passage.quote, list(passage.themes), passage.id, passage.theirs]
        for passage in passages
    ]
    return json.dumps(rows, ensure_ascii=False) if rows else ""


def split_passages(text: str) -> list[Highlight]:
    """The passages back; those of an older draft do not say whose words they are."""
    return [
        Highlight(start, end, quote, tuple(themes), highlight_id, *theirs)
        for start, end, quote, themes, highlight_id, *theirs in (json.loads(text) if text else ())
    ]


def join_agenda(items: Iterable[tuple[int, str]]) -> str:
    """An agenda as one field: the minutes of each item before it."""
    return join(f"{minutes} {item}" for minutes, item in items)


def split_agenda(text: str) -> list[tuple[int, str]]:
    """The items back, each with its minutes; what is no item is passed over."""
    lines = (line.partition(" ") for line in split(text))
    return [(int(minutes), item) for minutes, _, item in lines if minutes.isdecimal() and item]


def split_ids(text: str) -> list[int]:
    """The ids of a field that holds some, a line each."""
    return [int(one) for one in split(text) if one.isdecimal()]


def problems(fields: Mapping[str, str], today: date, guide: Guide = INTERVIEW) -> dict[str, str]:
    """Field name to what keeps it from being saved, each one line; empty where all can be."""
    wrong: dict[str, str] = {}
    if fields.get("status", "held") not in STATUS_LABELS:
        wrong["status"] = "Choose one: h, d, n"
    for name in guide.days:
        try:
            day = read_day(fields, name, today, guide)
        except BadInputError as error:
            wrong[name] = f"{error.title}; try 3 nov or {today.isoformat()}"
            continue
        if name == guide.day and day is not None and day > today and fields.get("status", "held") == "held":
            wrong[name] = f"{day.isoformat()} is still to come"
    if guide is TALK and not fields[guide.day].strip():
        wrong[guide.day] = "A talk has a day: try today, yesterday, 3 nov"
    if fields.get("primary_reason") == "other" and not fields["notes"].strip():
        wrong["primary_reason"] = "Say in the notes what “other” was"
    return wrong


def missing(fields: Mapping[str, str], guide: Guide = INTERVIEW) -> list[str]:
    """The starred fields that are still empty, in their order.

    Where nobody was heard, nobody stated a reason, and none is asked for.
    """
    heard = fields.get("status", "held") == "held"
    spared = {"logo"} if heard else {"logo", "stated_reason", "primary_reason", "voluntary"}
    return [
        name
        for name, field in guide.fields.items()
        if field.starred and name not in spared and not fields[name].strip()
    ]


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
        themes=tuple(split(fields["themes"])),
        facts=_facts(fields, today),
        passages=tuple(split_passages(fields["passages"])),
    )


def settled(typed: Typed, passages: Sequence[Highlight], lost: Sequence[str], today: date) -> Typed:
    """The form as it would be saved, so that it compares with another: days in full, nothing that only a draft keeps.

    Args:
        typed: As it stands; call `problems` first.
        passages: Those that are on their words.
        lost: Themes of those that are not; they stay on the whole.
        today: What days are read from.
    """
    guide = typed.guide
    days = {name: _day(read_day(typed.fields, name, today, guide)) for name in guide.days}
    themes = dict.fromkeys([*split(typed.fields["themes"]), *lost])
    only_drafted = dict.fromkeys(("asked", *OF_MEETING), "")
    rest = {"themes": join(themes), "passages": join_passages(passages)} | only_drafted
    return replace(typed, fields=typed.fields | days | rest)


def _facts(fields: Mapping[str, str], today: date) -> InterviewFacts:
    values: dict[str, Any] = {
        "secondary_reasons": tuple(split(fields["secondary_reasons"])),
        "save_attempts": tuple(split_attempts(fields["save_attempts"])),
    }
    for name in _FACTS:
        if name in values:
            continue
        if name in INTERVIEW.days:
            values[name] = read_day(fields, name, today)
        elif name in INTERVIEW.flags:
            values[name] = _flag(fields[name])
        elif INTERVIEW.fields[name].choices:
            values[name] = fields[name] or ("full" if name == "kind" else None)
        else:
            values[name] = clean_line(fields[name])
    return InterviewFacts(**values)


def read_day(fields: Mapping[str, str], name: str, today: date, guide: Guide = INTERVIEW) -> date | None:
    """The day typed into the field of that name (`3 dec`, `yesterday`, `2026-12-03`); None where nothing is.

    Raises:
        BadInputError: It is not a day.
    """
    text = fields[name]
    return parse_when(text, today, guide.fields[name].toward) if text.strip() else None


def _typed(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _flag(text: str) -> bool | None:
    return {"yes": True, "no": False}.get(text)
