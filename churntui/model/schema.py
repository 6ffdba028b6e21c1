"""A field is declared once: on the row class that holds it, as `Annotated[type, Column(…)]`.

From that line follow the template, the import with its checks, the export, the select into the frozen row, what
logos can be split by, the columns of lists, the words of the history and the views. A field without a `Column` is
kept by the book alone (its number, an ARR worked out): stored under its own name, never imported nor exported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from churntui.plain.when import Toward

Kind = Literal[
    "", "line", "note", "day", "end", "whole", "number", "flag", "choice", "domain", "currency", "amount", "rate",
    "names", "reasons",
    "logo", "customer", "contract", "interview", "person", "review", "goal", "action", "proof", "brief",
    "self", "noted",
]  # fmt: skip

DAYS = frozenset({"day", "end"})
LISTS = frozenset({"names", "reasons"})
LINKS = frozenset(
    {
        "logo",
        "customer",
        "contract",
        "interview",
        "person",
        "review",
        "goal",
        "action",
        "proof",
        "brief",
        "self",
        "noted",
    }
)
"""Kinds that name another row by its id; `noted` names a note, of the kind that a column beside it says."""

Masked = Literal["", "shown", "named", "ours", "apart", "unknown"]
"""What stands in the place of a value while names and amounts are masked (`data.incognito`).

Of text that is bars, of every other kind the value itself; a field says where it is another thing: `shown` of a word
that names nobody, `named` of what its row is called (Logo 07), `ours` of one of us, `apart` of values that are told
apart (Competitor 2), `unknown` of a number that is nobody's to see.
"""

_OF_TYPE: Mapping[Any, Kind] = MappingProxyType(
    {str: "line", date: "day", bool: "flag", int: "whole", float: "number"}
)

MOST_NUMBER = 10**15
"""The largest any number can be: told apart from its neighbours in every form it is kept, shown and exported in."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a canonical CSV, and all there is to know about the field behind it."""

    label: str
    """What a person calls it."""
    help: str = ""
    """What it says, in a few words."""
    name: str = ""
    """In the CSV; the field's own name where empty."""
    stored: str = ""
    """The column of the book; the field's own name where empty. Empty of what is no field: worked out."""
    kind: Kind = ""
    """How its text is read; told by the field's type where empty."""
    choices: tuple[str, ...] = ()
    """The codes it may have; those of a `Literal` where empty."""
    labels: Mapping[str, str] | None = None
    """How each code reads, where that is not the code itself with spaces."""
    also: Mapping[str, str] | None = None
    """What else files say for a code, folded and with underscores."""
    required: bool = False
    """Whether a new row needs it. A row that is there already may leave out anything but its id."""
    most: int | None = None
    """The largest number it can be, where that is less than `MOST_NUMBER`."""
    signed: bool = False
    """Whether a number may be below 0."""
    toward: Toward = "nearest"
    """Which of several days a person means who leaves its year out."""
    offers: tuple[str, ...] = ()
    """What is offered while a line is typed, beside what the book has there."""
    splits: bool = False
    """Whether figures can be split by it."""
    listed: bool = False
    """Whether it is shown in the list of its rows, and at the head of a row's page."""
    searched: bool = False
    """Whether the search of the whole book looks through it."""
    brought: bool = False
    """Whether a contract may bring it along for a logo that is made from it."""
    shareable: bool = False
    """Whether it may ever stand in what the logo itself reads."""
    masked: Masked = ""
    """What stands in its place in incognito, where that does not follow from its kind."""
    table: str = ""
    """The canonical table it stands in, where the row is told by several."""
    moved_to: str = ""
    """The canonical table that keeps it by now: a file may still have it, and an export leaves it empty."""
    field: str = ""
    """The field of the row class; filled in by `fields_of`, empty for a column that is no field of its row."""

    @property
    def bound(self) -> int:
        """The largest number it can be."""
        return MOST_NUMBER if self.most is None else self.most

    @property
    def word(self) -> str:
        """The label inside a sentence: `end of service`, `ARR`."""
        return self.label if self.label[1:2].isupper() else self.label[:1].lower() + self.label[1:]

    def reads(self, code: str) -> str:
        """A code as people read it."""
        return (self.labels or {}).get(code, code.replace("_", " "))


@dataclass(frozen=True, slots=True)
class RowField:
    """One field of a row class."""

    name: str
    type: Any
    """Without None and without `Annotated`."""
    column: Column | None
    """As declared, with what follows from the field filled in; None where only the book keeps it."""

    @property
    def stored(self) -> str:
        """The column of the book."""
        return self.column.stored if self.column else self.name

    @property
    def is_list(self) -> bool:
        """Whether it is kept as rows of a table of its own."""
        return get_origin(self.type) is tuple


@cache
def fields_of(row: type) -> tuple[RowField, ...]:
    """The fields of a row class in their order."""
    return tuple(_field(name, hint) for name, hint in get_type_hints(row, include_extras=True).items())


def columns_of(row: type) -> tuple[Column, ...]:
    """The columns that are declared on a row class."""
    return tuple(row_field.column for row_field in fields_of(row) if row_field.column is not None)


def column_of(row: type, name: str) -> Column:
    """The column of a field."""
    return next(column for column in columns_of(row) if column.field == name)


@cache
def lines_of(row: type) -> tuple[Column, ...]:
    """The columns a filter looks through: those of one line that a person reads."""
    return tuple(column for column in columns_of(row) if column.kind in {"line", "domain"})


def words_of(row: Any) -> str:
    """What stands in them."""
    kind: Any = type(row)
    return " ".join(getattr(row, column.field) for column in lines_of(kind))


def _field(name: str, hint: Any) -> RowField:
    declared = next((note for note in getattr(hint, "__metadata__", ()) if isinstance(note, Column)), None)
    bare = _bare(hint)
    if declared is None:
        return RowField(name, bare, None)
    choices = declared.choices or _codes(bare)
    return RowField(
        name,
        bare,
        replace(
            declared,
            field=name,
            name=declared.name or name,
            stored=declared.stored or name,
            kind=declared.kind or ("choice" if choices else _OF_TYPE[bare]),
            choices=choices,
        ),
    )


def _bare(hint: Any) -> Any:
    """The type itself: without its notes, and without None."""
    if get_origin(hint) is Annotated:
        return _bare(get_args(hint)[0])
    if get_origin(hint) in {Union, UnionType}:
        (bare,) = (part for part in get_args(hint) if part is not NoneType)
        return _bare(bare)
    return hint


def _codes(bare: Any) -> tuple[str, ...]:
    """The codes a Literal allows, or a tuple of one; empty for any other type."""
    of = get_args(bare)[0] if get_origin(bare) is tuple else bare
    return get_args(of) if get_origin(of) is Literal else ()
