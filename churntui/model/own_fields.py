"""Fields of the user's own on logos, declared in one line: `region; tier (gold, silver); since (day)`.

The line is a setting of the book (`Settings.own_fields`); what stands in the fields are rows (`living.OwnValue`), as
text, each in the one form that its kind is kept in. A field that only has values, as an import brought them, is one
of text. Where a field is named to be filtered or split by, it is by its key: `feature_set` for `feature set`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from types import MappingProxyType
from typing import Literal

from churntui.model.rows import Logo
from churntui.model.schema import Column, columns_of
from churntui.model.splits import ROLE, SPLITS, Split
from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line, fold

OwnKind = Literal["line", "number", "day", "flag", "choice"]

KIND_WORDS: Mapping[OwnKind, str] = MappingProxyType(
    {"line": "text", "number": "number", "day": "day", "flag": "yes/no", "choice": "one of …"}
)
"""How each kind is called."""

LONGEST_NAME = 40

MOST_FIELDS = 60

MOST_CHOICES = 60

_SEPARATES = frozenset(';:,()"“”«»')
"""What no name can hold: it separates names wherever several are typed."""

_IN_USE = frozenset(
    {
        *(column.name for column in columns_of(Logo)),
        *(column.field for column in columns_of(Logo)),
        *(fold(column.label).replace(" ", "_") for column in columns_of(Logo)),
        *SPLITS, ROLE.name, "status", "stage", "logo_name", "logo_domain", "field", "value",
    }
)  # fmt: skip
"""Keys that mean something else where logos are imported, filtered or split."""


def key_of(name: str) -> str:
    """What two spellings of a field's name share, and what it is filtered and split by."""
    return "_".join(fold(name).replace("_", " ").split())


@dataclass(frozen=True, slots=True)
class OwnField:
    """One of them."""

    name: str
    kind: OwnKind = "line"
    choices: tuple[str, ...] = ()
    """What it may be, where it is one of several."""

    def __str__(self) -> str:
        told = ", ".join(self.choices) if self.kind == "choice" else KIND_WORDS[self.kind]
        return self.name if self.kind == "line" else f"{self.name} ({told})"

    @property
    def key(self) -> str:
        """As `--by` and a filter name it."""
        return key_of(self.name)

    @property
    def label(self) -> str:
        """Over a column, and before a field of a form."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def column(self) -> Column:
        """The field as a form has it, beside the declared ones of a logo."""
        return Column(
            self.label, "A field of your own", name=self.key, field=_widget_name(self.key), kind=self.kind,
            choices=self.choices, labels={choice: choice for choice in self.choices}, signed=True,
        )  # fmt: skip

    @property
    def split(self) -> Split:
        """The field as what logos are split by."""
        return Split(self.key, self.name, "A field of your own")

    def order(self, value: str) -> tuple[int, float, str]:
        """Where a value stands among others: choices as declared, yes before no, numbers by size, all else by name."""
        if self.kind == "choice" and value in self.choices:
            return 0, self.choices.index(value), value
        if self.kind == "flag":
            return 0, value != "yes", value
        if self.kind == "number":
            number = _number(value)
            return (1, 0, value) if number is None else (0, number, value)
        return 0, 0, value if self.kind == "day" else fold(value)

    def shown(self, value: str) -> str:
        """A value as a list shows it."""
        if self.kind == "day" and value:
            try:
                return dates.short(date.fromisoformat(value))
            except ValueError:
                return value
        return value


@dataclass(frozen=True, slots=True)
class OwnValues:
    """What the logos of a book have in one field."""

    field: OwnField
    values: Mapping[int, str]
    """By logo id."""


def kept_as(field: OwnField, value: object) -> str:
    """The text that a value is kept as; empty where it is none."""
    if value is None or value == "":
        return ""
    if field.kind == "flag":
        return "yes" if value else "no"
    return format(value, ".15g") if isinstance(value, float) else str(value)


def entered(field: OwnField, text: str) -> str | int | float | None:
    """The value that a text is kept for, as a form reads it; None where it is none of the field's kind."""
    if not text:
        return None
    if field.kind == "number":
        return _number(text)
    if field.kind == "flag":
        return {"yes": 1, "no": 0}.get(text)
    if field.kind == "day":
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            return None
    return text if field.kind == "line" or text in field.choices else None


def declared(text: str) -> tuple[OwnField, ...]:
    """The fields of a declaration.

    Raises:
        BadInputError: It declares one that cannot be, or one twice.
    """
    fields = tuple(_declared(part) for part in _parts(text))
    seen: dict[str, str] = {}
    for field in fields:
        if field.key in seen:
            raise BadInputError(f"“{field.name}” is declared twice", "Leave one of them out")
        seen[field.key] = field.name
    if len(fields) > MOST_FIELDS:
        raise BadInputError(f"{len(fields)} fields are too many", f"Keep to {MOST_FIELDS}")
    return fields


def declaration(fields: Iterable[OwnField]) -> str:
    """The line that declares these."""
    return "; ".join(map(str, fields))


def in_use(declared_by: str, used: Iterable[str]) -> tuple[OwnField, ...]:
    """The fields of a book: those it declares, then those that only have values, by name."""
    try:
        known = {field.key: field for field in declared(declared_by)}
    except BadInputError:
        known = {}
    for name in sorted(used, key=fold):
        known.setdefault(key_of(name), OwnField(name))
    return tuple(known.values())


def checked_name(text: str) -> str:
    """The name of a field, cleaned.

    Raises:
        BadInputError: It is none.
    """
    name = clean_line(text)
    if not name or not key_of(name):
        raise BadInputError("A field needs a name", "For instance region")
    if len(name) > LONGEST_NAME:
        raise BadInputError(
            f"“{name[:LONGEST_NAME]}…” is too long for the name of a field", f"Use {LONGEST_NAME} letters"
        )
    if found := _SEPARATES & set(name):
        some = " ".join(sorted(found))
        raise BadInputError(f"“{name}” holds {some}", "The name of a field is words, as in feature set")
    if key_of(name) in _IN_USE:
        raise BadInputError(f"“{name}” is a field that logos have already", "Choose another name")
    return name


def checked_choices(text: str) -> tuple[str, ...]:
    """What a field may be one of, separated by commas, cleaned and each once.

    Raises:
        BadInputError: There are not two of them.
    """
    by_spelling: dict[str, str] = {}
    for part in filter(None, map(clean_line, text.split(","))):
        by_spelling.setdefault(fold(part), part)
    choices = tuple(by_spelling.values())
    wrong = next((choice for choice in choices if _SEPARATES & set(choice)), None)
    if wrong is not None:
        raise BadInputError(f"“{wrong}” holds {' '.join(sorted(_SEPARATES & set(wrong)))}", "Leave that out")
    if not 1 < len(choices) <= MOST_CHOICES:
        raise BadInputError(
            "One of several needs two values at least" if len(choices) < 2 else "These are too many values",
            "Write them as gold, silver, bronze",
        )
    return choices


def _widget_name(key: str) -> str:
    """The key as the name of a form's field, which letters of every script cannot be."""
    letters = (
        letter if letter.isascii() and (letter.isalnum() or letter == "_") else f"-{ord(letter):x}"
        for letter in key
    )
    return f"own-{''.join(letters)}"


def _declared(part: str) -> OwnField:
    name, opened, rest = part.partition("(")
    name = checked_name(name)
    if not opened:
        return OwnField(name)
    told = clean_line(rest.rstrip().removesuffix(")"))
    word = fold(told)
    kinds = {fold(word): kind for kind, word in KIND_WORDS.items() if kind != "choice"}
    if word in kinds:
        return OwnField(name, kinds[word])
    if "," not in told:
        raise BadInputError(
            f"“{told}” is no kind of field", f"Use {', '.join(kinds)}, or the values: gold, silver"
        )
    return OwnField(name, "choice", checked_choices(told))


def _parts(text: str) -> Sequence[str]:
    return [part for part in text.split(";") if part.strip()]


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None
