"""A mapping that somebody makes: which sheet it is for, what each column becomes, and what was answered about it.

It is a profile (`profiles`) as those of the sources are, so that it is kept, shared and read as they are. A sheet is
known again by all of its headers: what was answered about one is not to be taken for another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from churntui.data.importing.mapping import Mapping as Mapped
from churntui.data.importing.mapping import as_table
from churntui.data.importing.mapping_files import of_raw
from churntui.data.importing.profiles import (
    CANONICAL,
    AmountIs,
    DateOrder,
    DecimalSign,
    EndDates,
    FileRule,
    Profile,
    Standing,
    named,
    rule_in,
)
from churntui.plain.money import Per
from churntui.plain.text import fold

LEAVE_OUT = ""
"""What a column becomes that nothing is taken from."""


_OF_AMOUNT = frozenset(("per", "currency"))
"""What the header of an amount may tell of all rows."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said about a sheet that it leaves open."""

    date_order: DateOrder | None = None
    end_dates: EndDates | None = None
    decimal: DecimalSign | None = None
    currency: str = ""
    amount: AmountIs | None = None
    statuses: tuple[tuple[str, Standing], ...] = ()
    """What becomes of rows of a status."""

    @property
    def are_given(self) -> bool:
        """Whether anything was said."""
        return self != Answers()


@dataclass(frozen=True)
class HandMapping:
    """A mapping of one sheet as it is made."""

    table: str
    headers: tuple[str, ...]
    """Of the sheet, as they stand there."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Canonical column to header."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """What a row tells beside its columns (`profiles.BESIDE`) to header."""
    constants: Mapping[str, str] = field(default_factory=dict)
    """Canonical column to the text every row has."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Canonical column to its values and what they are read as."""
    left_out: tuple[str, ...] = ()
    """Headers nothing is to be taken from."""
    answers: Answers = field(default_factory=Answers)
    base: str = CANONICAL
    """The profile whose words it goes by."""

    def with_column(self, header: str, becomes: str, per: Per | None = None) -> HandMapping:
        """The same with one column that becomes something else.

        Args:
            header: Of the column.
            becomes: The canonical column, or something beside it; `LEAVE_OUT` for nothing.
            per: What amounts in it are for.
        """
        freed = self.without(header)
        columns, beside, constants = dict(freed.columns), dict(freed.beside), dict(freed.constants)
        left_out = freed.left_out
        if becomes == "amount":
            constants = {name: text for name, text in constants.items() if name not in _OF_AMOUNT}
        if becomes == LEAVE_OUT:
            left_out = (*left_out, header)
        elif becomes in canonical_rule(self.table).columns:
            columns[becomes] = header
            constants.pop(becomes, None)
        else:
            beside[becomes] = header
        if per is not None:
            constants["per"] = per
            columns.pop("per", None)
        return replace(self, columns=columns, beside=beside, constants=constants, left_out=left_out)

    def without(self, header: str) -> HandMapping:
        """The same with one column of which nothing is said."""
        columns = {name: title for name, title in self.columns.items() if title != header}
        lost_amount = "amount" in self.columns and "amount" not in columns
        return replace(
            self,
            columns=columns,
            beside={name: title for name, title in self.beside.items() if title != header},
            constants={
                name: text
                for name, text in self.constants.items()
                if not (lost_amount and name in _OF_AMOUNT)
            },
            left_out=tuple(title for title in self.left_out if title != header),
        )

    @cached_property
    def profile(self) -> Profile:
        """It, as files are recognised by."""
        return of_raw(self.raw)

    @cached_property
    def raw(self) -> dict[str, Any]:
        """What its TOML says; it has no name yet."""
        file = {
            "table": self.table,
            "headers": [*self.headers],
            "left_out": [*self.left_out],
            "columns": {name: [title] for name, title in self.columns.items()},
            "constants": dict(self.constants),
            "beside": {name: [title] for name, title in self.beside.items()},
            "values": {name: dict(values) for name, values in self.values.items() if values},
        }
        filled = {key: value for key, value in file.items() if value}
        return with_answers({"name": "", "base": self.base, "file": [filled]}, self.answers)


def canonical_rule(table: str) -> FileRule:
    """What our own profile knows of a table: what its columns are called, and what may stand beside them."""
    return next(rule for rule in named(CANONICAL).files if rule.table == table)


def of_sheet(header: Sequence[str], mapped: Mapped, answers: Answers) -> HandMapping:
    """The mapping of a sheet as it was recognised, with what was said about it."""
    profile, rule = mapped.profile, mapped.rule
    known = rule_in(profile.reads_as, rule) or rule
    values = {
        column: {
            said: taken for said, taken in words.items() if known.values.get(column, {}).get(said) != taken
        }
        for column, words in rule.values.items()
    }
    statuses = {said: taken for said, taken in rule.standings.items() if known.standings.get(said) != taken}
    return HandMapping(
        table=mapped.table.name,
        headers=tuple(title for title in header if title.strip()),
        columns={name: header[place] for name, place in mapped.at.items()},
        beside={name: header[place] for name, place in mapped.beside.items()},
        constants=dict(mapped.constants),
        values=values,
        left_out=tuple(title for title in header if title in mapped.left_out),
        answers=_over(answers, profile, statuses),
        base=profile.reads_as,
    )


def of_table(header: Sequence[str], table: str, answers: Answers) -> HandMapping:
    """The mapping of a sheet that somebody says is of a table: what its headers tell by themselves."""
    return of_sheet(header, as_table(header, named(CANONICAL), canonical_rule(table)), answers)


def _over(answers: Answers, profile: Profile, statuses: Mapping[str, Standing]) -> Answers:
    """What was said, over what its profile says."""
    return Answers(
        answers.date_order or profile.date_order,
        answers.end_dates or profile.end_dates,
        answers.decimal or profile.decimal,
        answers.currency or profile.currency,
        answers.amount or profile.amount,
        tuple({**statuses, **dict(answers.statuses)}.items()),
    )


def with_answers(raw: Mapping[str, Any], answers: Answers) -> dict[str, Any]:
    """What the TOML of a mapping says, with what was said about its sheets since."""
    said = {
        "date_order": answers.date_order,
        "end_dates": answers.end_dates,
        "decimal": answers.decimal,
        "currency": answers.currency,
        "amount": answers.amount,
    }
    files = [_with_statuses(file, answers.statuses) for file in raw["file"]]
    return {**raw, **{key: value for key, value in said.items() if value}, "file": files}


def _with_statuses(file: Mapping[str, Any], statuses: Sequence[tuple[str, Standing]]) -> dict[str, Any]:
    by: dict[str, Standing] = {
        value: standing for standing, values in file.get("standings", {}).items() for value in values
    }
    for value, becomes in statuses:
        by = {known: standing for known, standing in by.items() if fold(known) != fold(value)}
        by[value] = becomes
    standings = {
        standing: [value for value, becomes in by.items() if becomes == standing]
        for standing in dict.fromkeys(by.values())
    }
    return {**file, **({"standings": standings} if standings else {})}
