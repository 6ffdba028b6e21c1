"""The columns of a file and what each becomes, and the choices of what one may become instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from churntui.data.importing import TABLES
from churntui.data.importing.handmade import LEAVE_OUT, canonical_rule
from churntui.data.importing.mapping import Mapping
from churntui.data.importing.outcome import FileResult
from churntui.data.importing.preview import SeenSheet
from churntui.data.importing.profiles import BESIDE
from churntui.data.importing.words import is_weighty
from churntui.model.schema import Column as Field
from churntui.model.tables import Table
from churntui.plain.looks import CellStyle
from churntui.ui.importing.answers import Question, is_asked_by
from churntui.ui.kit.matching import Choice

Kind = Literal["table", "column", "missing"]

OWN = "own field"
"""What a column becomes that is kept as a field of the user's own."""

SAY = "say:"
"""Before the id of a question that stands among what a column may become."""

_AMOUNT_FOR: dict[str, str] = {
    "year": "per year",
    "month": "per month",
    "quarter": "per quarter",
    "term": "for the whole term",
}

_OFTEN = (
    "logos", "contracts", "customers", "people", "interviews", "surveys", "tickets", "talks", "steps", "activity",
)  # fmt: skip
"""The tables that sheets mostly hold; they are offered first."""

_SAID = {
    ("contracts", "renews"): "id of the contract that it renews",
    ("contracts", "ends_on"): "ends, or renews on",
    ("contracts", "per"): "what the amount is for, in words",
}
"""Fields whose label says too little where it stands alone."""

_OF_THE_BOOK = frozenset(
    ("settings", "mappings", "renewals", "interview_details", "highlights", "brief_points", "former_logos",
     "own_fields", "accepted", "snoozes", "proof_members")
)  # fmt: skip
"""Those that only an export of churntui has; their own headers tell them."""

_EITHER = frozenset(("logo_id", "logo_name", "logo_domain"))


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A line of the list: a column of the file, what a row of it is, or a field that no column fills."""

    kind: Kind
    title: str
    """The header; of a field that is missing its canonical column."""
    becomes: str
    look: CellStyle = ""
    example: str = ""
    name: str = ""
    """What it becomes, as `HandMapping.with_column` names it."""

    @property
    def identity(self) -> tuple[Kind, str]:
        """What tells it from the other lines, also when it becomes something else."""
        return self.kind, self.name if self.kind == "missing" else self.title


def seen_columns(sheet: SeenSheet, file: FileResult, asked: Sequence[Question]) -> list[SeenColumn]:
    """The lines for a file; what is missing and what has to be said first among them.

    Args:
        sheet: Its columns.
        file: What it comes to.
        asked: The questions there are.
    """
    mapped = sheet.mapping
    if mapped is None:
        unknown = SeenColumn("table", "A row is", "not known: enter says what", "warn")
        return [unknown, *(_plain(sheet, place, "not taken", "dim") for place in _named(sheet))]
    return [
        SeenColumn("table", "A row is", f"{_article(mapped.table.label)} {mapped.table.label}"),
        *_missing(mapped),
        *(_column(sheet, mapped, place, file, asked) for place in _named(sheet)),
    ]


def _named(sheet: SeenSheet) -> list[int]:
    return [place for place, title in enumerate(sheet.header) if title.strip()]


def _plain(sheet: SeenSheet, place: int, becomes: str, look: CellStyle) -> SeenColumn:
    return SeenColumn("column", sheet.header[place], becomes, look, sheet.examples[place])


def _missing(mapped: Mapping) -> Iterator[SeenColumn]:
    """Fields that every new row needs and no column fills."""
    has = {*mapped.at, *mapped.constants, *(("logo_domain",) if "mail" in mapped.beside else ())}
    table = mapped.table
    if table.name != "logos" and table.column("logo_id") and not has & _EITHER:
        yield SeenColumn(
            "missing", "–", "needed: whose it is, by logo's name or id", "warn", name="logo_name"
        )
    assumed = {"starts_on"} if table.name == "contracts" else set()
    if table.name == "contracts" and not has & {"starts_on", "ends_on"}:
        yield SeenColumn("missing", "–", "needed: ends, or starts", "warn", name="ends_on")
    for column in table.columns:
        if column.required and column.name not in has | assumed and column.kind != "logo":
            yield SeenColumn("missing", "–", f"needed: {column.word}", "warn", name=column.name)
    if table.name == "contracts" and "starts_on" not in has and "ends_on" in has:
        by = "the term before" if "term" in mapped.beside else "a year before"
        yield SeenColumn("missing", "–", f"start: assumed, {by} the end, and marked", "dim", name="starts_on")


def _column(
    sheet: SeenSheet,
    mapped: Mapping,
    place: int,
    file: FileResult,
    asked: Sequence[Question],
) -> SeenColumn:
    title = sheet.header[place]
    name = next((name for name, at in {**mapped.at, **mapped.beside}.items() if at == place), "")
    becomes, look = _becomes(sheet, mapped, name, title)
    if asks := asks_of(title, file, asked):
        more = f" and {len(asks) - 1} more" if len(asks) > 1 else ""
        becomes, look = f"? {_inside(asks[0].title)}{more} · {becomes}", "warn"
    return SeenColumn("column", title, becomes, look, sheet.examples[place], name)


def _becomes(sheet: SeenSheet, mapped: Mapping, name: str, title: str) -> tuple[str, CellStyle]:
    if name == "amount" and mapped.table.name == "contracts":
        said = (mapped.constants.get("per", ""), mapped.constants.get("currency", ""))
        parts = ("amount", _AMOUNT_FOR.get(said[0], ""), said[1])
        return ", ".join(filter(None, parts)), ""
    if name in mapped.at:
        column = mapped.table.column(name)
        return _called(mapped.table, column) if column else name, ""
    if name:
        return BESIDE[name], ""
    if title in mapped.left_out:
        return "left out, as you said", "dim"
    if title in sheet.own:
        return "a field of your own", ""
    is_loud = is_weighty(title, has_address=mapped.table.name == "logos")
    return ("NOT TAKEN: it may change what counts", "warn") if is_loud else ("not taken", "dim")


def asks_of(title: str, file: FileResult, asked: Sequence[Question]) -> list[Question]:
    """The questions for want of whose answer cells of a column are rejected."""
    problems = [problem for problem in file.problems if problem.column == title]
    return [question for question in asked if any(is_asked_by(question, problem) for problem in problems)]


def choices(
    mapped: Mapping, column: SeenColumn, questions: Sequence[Question], *, can_be_own: bool
) -> list[Choice]:
    """What a column may become: what is to be said about it first, then what it is now."""
    found = [
        Choice(f"{SAY}{question.id}", f"Say: {_inside(question.title)}", "rows are rejected for it")
        for question in questions
    ]
    leave = Choice(LEAVE_OUT, "Leave it out", "nothing is taken from it")
    fields = [*_fields(mapped)]
    now = (
        [choice for choice in fields if choice.id.partition(":")[0] == column.name]
        if column.name
        else [leave]
    )
    own = [Choice(OWN, "Keep it as a field of your own", "on the logo")] if can_be_own else []
    return list(dict.fromkeys([*found, *now, leave, *own, *fields]))


def _inside(title: str) -> str:
    """The title of a question inside a line."""
    return title[:1].lower() + title[1:]


def _fields(mapped: Mapping) -> Iterator[Choice]:
    table = mapped.table
    rule = canonical_rule(table.name)
    for name in rule.columns:
        column = table.column(name)
        if column is None:
            continue
        label = _called(table, column)
        if name == "amount" and table.name == "contracts":
            for per, told in _AMOUNT_FOR.items():
                yield Choice(f"amount:{per}", f"Amount, {told}", name, column.help)
        else:
            yield Choice(name, label[:1].upper() + label[1:], name, column.help)
    for name in rule.beside:
        yield Choice(name, BESIDE[name][:1].upper() + BESIDE[name][1:], "")


def _called(table: Table, column: Field) -> str:
    """What a person calls a field: a link to the row itself is its id."""
    if (table.name, column.name) in _SAID:
        return _SAID[table.name, column.name]
    if column.name in table.key and column.stored == "ref":
        return f"{table.label}'s id"
    if column.kind == "logo":
        return "logo's id"
    brought = column.name.startswith("logo_") and column not in table.columns
    return f"logo's {column.word}" if brought and column.name not in _EITHER else column.word


def tables() -> list[Choice]:
    """What a row of a file may be, that which sheets mostly hold first."""
    rest = [name for name in TABLES if name not in _OFTEN and name not in _OF_THE_BOOK]
    labels = {name: f"{_article(TABLES[name].label)} {TABLES[name].label}" for name in (*_OFTEN, *rest)}
    labels["contracts"] += ", with the day it renews or ends"
    labels["interviews"] += ", or a loss and its reason"
    return [Choice(name, label[:1].upper() + label[1:], f"{name}.csv") for name, label in labels.items()]


def _article(label: str) -> str:
    return "an" if label[:1] in "aeio" else "a"
