"""Source profiles: how the files of one source are recognised and read, as data.

A profile is a TOML file in the folder beside this module, so that the next source is a file and not code. The
profile called canonical knows our own tables and the common synonyms of their columns; every other one describes
one tool's export and goes before it, because it is more exact. In it every column answers to its own name and, last,
to its label: the file says the other names alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Literal, cast

from churntui.model.schema import LINKS
from churntui.model.tables import TABLES, Table
from churntui.plain.errors import NotFoundError
from churntui.plain.text import fold

EndDates = Literal["inclusive", "exclusive"]
DateOrder = Literal["dmy", "mdy", "ymd"]

DecimalSign = Literal["point", "comma"]
AmountIs = Literal["total", "per-seat"]
Standing = Literal["keep", "skip", "loss"]
"""What becomes of a row of that status: it is taken, left out, or taken for one that is over."""

CANONICAL = "canonical"

BESIDE: Mapping[str, str] = MappingProxyType(
    {
        "status": "status of the row",
        "over": "whether it is over",
        "deleted": "mark of a deleted record",
        "merged_into": "record it was merged into",
        "term": "length of the term",
        "lost_on": "day it was lost",
        "mail": "mail that tells the logo",
        "first_name": "first name",
        "last_name": "last name",
        "category": "category of the reason",
        "competitor": "competitor",
        "preventable": "whether it was preventable",
        "lost_amount": "amount lost",
        "billed": "how often it is billed",
        "interval_count": "how many of those a price is for",
        "notice_by": "the last day to give notice",
    }
)
"""What is no column of ours and yet decides how a row is taken, and what a person calls it."""

_JOINTS = re.compile(r"[\s_\-./()]+")


def header_key(name: str) -> str:
    """What two spellings of a header share: no case, no diacritics, no spaces, underscores or hyphens."""
    return _JOINTS.sub("", fold(name))


@dataclass(frozen=True, slots=True)
class FileRule:
    """How one file of a source becomes one canonical table."""

    table: str
    columns: Mapping[str, tuple[str, ...]]
    """Canonical column to the keys of the headers it may have, the best first."""
    headers: frozenset[str] = frozenset()
    """Keys of headers that must all stand in the file."""
    needs: tuple[frozenset[str], ...] = ()
    """Sets of canonical columns: a file that has all of one set may be taken for the table."""
    stems: frozenset[str] = frozenset()
    """Keys of file names that say which table it is."""
    constants: Mapping[str, str] = field(default_factory=dict)
    """Canonical column to the text every row has."""
    implied: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Header key to the constants that header brings along."""
    by_stem: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Folded word of a file's name to the constants it brings along, where neither column nor header says them."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Canonical column to its folded values and what they are read as."""
    ended: frozenset[str] = frozenset()
    """Keys of headers under which an end is written once it has come: who has it, ended (`notice_on`)."""
    lookups: Mapping[str, str] = field(default_factory=dict)
    """Canonical column to the table whose id its value is, to be followed to that row's logo."""
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What a row tells beside its columns (`BESIDE`) to the keys of the headers it may have, the best first."""
    standings: Mapping[str, Standing] = field(default_factory=dict)
    """Folded status of a row to what becomes of the row."""
    what: str = ""
    """What its source calls the file."""
    told_by: tuple[str, ...] = ()
    """The headers that must all stand in the file, as its source writes them."""
    per_seat: frozenset[str] = frozenset()
    """Keys of headers of amounts that are for one seat."""
    open_beside: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Key of the header of an amount that may be for one seat or for all, to those of seats beside which it may."""
    times: str = ""
    """What its amounts are to be multiplied by (`headings.Heading.times`); empty where they are plain."""
    left_out: frozenset[str] = frozenset()
    """Keys of headers nothing is to be taken from, as somebody said."""

    @property
    def taken(self) -> frozenset[str]:
        """Those of the headers that tell the file from which something is taken; all where nothing is."""
        keys = {key for known in (*self.columns.values(), *self.beside.values()) for key in known}
        return self.headers & keys or self.headers


@dataclass(frozen=True, slots=True)
class Profile:
    """One source."""

    name: str
    files: tuple[FileRule, ...]
    ignored: tuple[tuple[frozenset[str], str], ...]
    """Header keys of files that are no data, each with the reason."""
    end_dates: EndDates | None
    """What ends are; None to have the file tell."""
    date_order: DateOrder | None
    title: str = ""
    """What its maker calls it."""
    refused: tuple[tuple[frozenset[str], str], ...] = ()
    """Header keys of files that hold what we keep, and not so that it can be taken, each with what is needed."""
    decimal: DecimalSign | None = None
    """How numbers are read that leave it open."""
    currency: str = ""
    """Of amounts that come without one."""
    amount: AmountIs | None = None
    """What amounts are for that may be for one seat or for all."""
    base: str = ""
    """Of a mapping that somebody made, the profile whose words it goes by; empty of a source's own profile."""
    made_on: str = ""
    """The day such a one was kept; empty before."""
    toml: str = ""
    """What such a one was read from."""

    @property
    def is_made(self) -> bool:
        """Whether somebody made it, for sheets of certain headers."""
        return bool(self.base)

    @property
    def asked_for(self) -> Profile:
        """It where somebody names it: of the headers only those must stand in a file that something is taken from."""
        return replace(self, files=tuple(replace(rule, headers=rule.taken) for rule in self.files))

    @property
    def reads_as(self) -> str:
        """The profile by whose rules its headers are read."""
        return self.base or self.name


def _rule(raw: Mapping[str, Any], shared: Mapping[str, Sequence[str]], *, canonical: bool) -> FileRule:
    table = TABLES[raw["table"]]
    columns = _keys(raw.get("columns", {}))
    known = {column.name for column in table.columns + table.extras}
    for name, more in _keys(shared).items():
        if name in known:
            columns[name] = tuple(dict.fromkeys((*columns.get(name, ()), *more)))
    beside = _keys(raw.get("beside", {}))
    unknown = (set(columns) - known) | (beside.keys() - BESIDE.keys())
    if unknown:
        raise ValueError(f"{table.name} has no column {', '.join(sorted(unknown))}")
    return FileRule(
        table=table.name,
        columns=_with_own_names(table, columns) if canonical else columns,
        headers=frozenset(map(header_key, raw.get("headers", ()))),
        needs=tuple(map(frozenset, raw.get("needs", ()))),
        stems=frozenset(map(header_key, (table.name, *raw.get("stems", ())))),
        constants=raw.get("constants", {}),
        implied={header_key(name): brought for name, brought in raw.get("implied", {}).items()}
        | {header_key(name): {"per": per} for per, names in raw.get("per_of", {}).items() for name in names},
        by_stem=_folded(raw.get("by_stem", {})),
        values={column: _folded(values) for column, values in raw.get("values", {}).items()},
        ended=frozenset(map(header_key, raw.get("ended", ()))),
        lookups=raw.get("lookups", {}),
        beside=beside,
        standings={
            fold(value): cast("Standing", standing)
            for standing, values in raw.get("standings", {}).items()
            for value in values
        },
        what=raw.get("what", ""),
        told_by=tuple(raw.get("headers", ())),
        per_seat=frozenset(map(header_key, raw.get("per_seat", ()))),
        times=raw.get("times", ""),
        open_beside={
            header_key(name): frozenset(seats) for name, seats in _keys(raw.get("open_beside", {})).items()
        },
        left_out=frozenset(map(header_key, raw.get("left_out", ()))),
    )


def _folded(said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said under names that are compared without case."""
    return {fold(name): value for name, value in said.items()}


def _keys(names: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Names to the keys of headers."""
    return {name: tuple(map(header_key, headers)) for name, headers in names.items()}


def _with_own_names(table: Table, columns: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Every column of the table with its own name before the listed ones, unless it is among them, and its label last.

    A label that is another column's name is left to that one; one of a column that names rows (Id, Name, Customer) says
    too little.
    """
    taken = {header_key(column.name) for column in table.columns}
    taken.update(*columns.values())
    named = dict(columns)
    for column in table.columns:
        own, listed, label = header_key(column.name), columns.get(column.name, ()), header_key(column.label)
        last = () if label in taken or column.name in table.key or column.kind in LINKS else (label,)
        named[column.name] = (*(() if own in listed else (own,)), *listed, *last)
        taken.add(label)
    return named


def parse(text: str) -> Profile:
    """A profile from its TOML.

    Raises:
        ValueError: It is no TOML, or names a table or column there is not.
    """
    return built(tomllib.loads(text))


def built(raw: Mapping[str, Any]) -> Profile:
    """A profile from what its TOML says.

    Raises:
        ValueError: It names a table or column there is not.
    """
    shared, base = raw.get("shared", {}), raw.get("base", "")
    rules = [_rule(file, shared, canonical=raw["name"] == CANONICAL) for file in raw.get("file", ())]
    return Profile(
        name=raw["name"],
        files=tuple(_with_words_of(base, rule) if base else rule for rule in rules),
        ignored=_told(raw.get("ignored", ())),
        end_dates=cast("EndDates | None", raw.get("end_dates")),
        date_order=cast("DateOrder | None", raw.get("date_order")),
        title=raw.get("title", ""),
        refused=_told(raw.get("refused", ())),
        decimal=cast("DecimalSign | None", raw.get("decimal")),
        currency=raw.get("currency", ""),
        amount=cast("AmountIs | None", raw.get("amount")),
        base=base,
        made_on=str(raw.get("made_on", "")),
    )


def _with_words_of(base: str, rule: FileRule) -> FileRule:
    """A rule somebody made, with the words that the profile it was made from knows beside its columns."""
    known = rule_in(base, rule)
    if known is None:
        return rule
    columns = {*known.values, *rule.values}
    return replace(
        rule,
        values={
            column: {**known.values.get(column, {}), **rule.values.get(column, {})} for column in columns
        },
        ended=known.ended | rule.ended,
        lookups=rule.lookups or known.lookups,
        standings={**known.standings, **rule.standings},
        per_seat=known.per_seat | rule.per_seat,
        open_beside=rule.open_beside or known.open_beside,
        times=rule.times or known.times,
    )


def rule_in(base: str, rule: FileRule) -> FileRule | None:
    """The rule of a shipped profile from which one was made; None where it has none for that table."""
    fitting = [known for known in named(base).files if known.table == rule.table]
    return next((known for known in fitting if known.headers <= rule.headers), None)


def _told(entries: Iterable[Mapping[str, Any]]) -> tuple[tuple[frozenset[str], str], ...]:
    """Sets of headers, each with what is said of a file that has them."""
    return tuple((frozenset(map(header_key, entry["headers"])), entry["reason"]) for entry in entries)


@cache
def profiles() -> tuple[Profile, ...]:
    """Every profile, the canonical one last."""
    every = [parse(entry.read_text("utf-8")) for entry in _folder().iterdir() if entry.name.endswith(".toml")]
    return tuple(sorted(every, key=lambda profile: (profile.name == CANONICAL, profile.name)))


def _folder() -> Traversable:
    return files("churntui.data.importing") / "profiles"


def named(name: str, own: Sequence[Profile] = ()) -> Profile:
    """The profile of that name, first of those of the user's own.

    Raises:
        NotFoundError: There is none.
    """
    for profile in (*own, *profiles()):
        if profile.name.casefold() == name.strip().casefold():
            return profile
    known = ", ".join(profile.name for profile in (*own, *profiles()))
    raise NotFoundError(f"There is no source “{name}”", f"Known sources: {known}")


def text_of(name: str) -> str:
    """The TOML of a source's profile as it is shipped.

    Raises:
        NotFoundError: There is none.
    """
    return (_folder() / f"{named(name).name}.toml").read_text("utf-8")
