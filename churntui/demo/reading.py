"""The texts of the sample book, read into typed rows.

They lie in `texts/`, so that whoever writes them needs no Python: TOML for facts, Markdown under a TOML head for
interviews. A slip (a key that is unknown or missing, a value of the wrong kind) is answered with one sentence that
names the file and the key. What only passes through to a canonical table is not declared again: its keys are the
table's columns, as the import knows them. Nothing is read before a book is built, and nothing twice.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from importlib.resources import files
from types import GenericAlias, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from churntui.model.schema import LISTS, Column
from churntui.model.tables import TABLES
from churntui.plain.errors import ChurnError

TEXTS = files("churntui.demo") / "texts"
HEAD = "+++\n"
"""The line before and after the head of a Markdown file."""
WRITTEN = {
    int: "a whole number",
    float: "a number with its point",
    str: "a text in quotes",
    bool: "true or false",
    tuple: "a list in brackets",
}
"""How a kind is written in TOML."""
NOT_TEXT: dict[str, type] = {"day": int, "whole": int, "number": float, "flag": bool}
"""How a canonical column is told, where not as text or a list of texts; a day is a number of days."""

Told = TypeVar("Told")


class TextError(ChurnError):
    """A text of the sample book cannot be read as it is written."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Marks a kind as cells by column; as a field, it takes those keys of its row that are columns."""

    tables: str
    """The canonical tables whose columns they may be; this and what follows are names parted by blanks."""
    needed: str
    """Columns that the file must give."""
    derived: str
    """Columns that the book works out, and that the file must not give."""


def read(name: str, kind: type[Told]) -> Told:
    """A TOML file as `kind`: a frozen dataclass, or a dict of them."""
    filled: Told = _read(name, kind)  # type: ignore[arg-type]  # a type can be hashed
    return filled


@cache
def _read(name: str, kind: Any) -> Any:
    return fitted(kind, _parsed(name, (TEXTS / name).read_text(encoding="utf-8")), name)


def headed(folder: str) -> Iterator[tuple[str, dict[str, object], str]]:
    """Each Markdown file of a folder: its name within `texts/`, its head as TOML, and its body."""
    for path in (TEXTS / folder).iterdir():
        if not path.name.endswith(".md"):  # what an editor leaves beside it
            continue
        name, text = f"{folder}/{path.name}", path.read_text(encoding="utf-8")
        before, *parts = text.split(HEAD, 2)
        if before or len(parts) != 2:
            raise TextError(f"{name} has no head", "Begin with a line +++, then the facts, then a line +++")
        yield name, _parsed(name, parts[0]), parts[1].strip()


def _parsed(name: str, toml: str) -> dict[str, object]:
    try:
        return tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise TextError(f"{name} is not TOML: {error}") from None


def fitted(kind: Any, value: object, place: str) -> Any:
    """The value as the kind it should have; `place` says where it stands.

    Raises:
        TextError: It does not fit.
    """
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):  # `X | None`: TOML has no None, the key is left out
        return fitted(args[0], value, place)
    if isinstance(value, dict) and (is_dataclass(kind) or origin is Annotated):
        return _filled(kind, value, place)
    if isinstance(value, dict) and origin is dict:
        if words := get_args(args[0]):  # keyed by a closed list: each of its words, and no other
            _check(words, words, value, place)
        return {key: fitted(args[1], each, _under(place, key)) for key, each in value.items()}
    if isinstance(value, list) and origin is tuple:
        return tuple(fitted(args[0], each, f"{place}[{count}]") for count, each in enumerate(value, start=1))
    if type(value) is kind or (origin is Literal and value in args):
        return value
    choice = f"one of {', '.join(args)}" if origin is Literal else ""
    taken = choice or WRITTEN.get(origin or kind, "a table of keys")
    shown = json.dumps(value, ensure_ascii=False, default=str)
    raise TextError(f"{place} cannot be {shown}", f"It takes {taken}")


def _filled(kind: Any, values: dict[str, object], place: str) -> Any:
    """A dataclass, cells by column, or a dataclass with a field for its cells."""
    keys = _keys(kind)
    known = keys.columns | keys.own
    _check(known, keys.needed, values, place)
    cells_and_fields = {key: fitted(known[key], value, _under(place, key)) for key, value in values.items()}
    cells = {key: value for key, value in cells_and_fields.items() if key in keys.columns}
    if get_origin(kind) is Annotated:
        return cells
    own = {key: value for key, value in cells_and_fields.items() if key in keys.own}
    return kind(**own, **({keys.cells: cells} if keys.cells else {}))


@dataclass(frozen=True, slots=True)
class _Keys:
    """What a table of TOML may hold, with the kind of each key."""

    own: dict[str, Any]
    """The fields of the dataclass."""
    columns: dict[str, Any]
    """The columns of canonical tables."""
    needed: tuple[str, ...]
    cells: str = ""
    """The field of the dataclass that takes the columns."""


@cache
def _keys(kind: Any) -> _Keys:
    if get_origin(kind) is Annotated:
        declared: Columns = get_args(kind)[1]
        columns = [column for name in declared.tables.split() for column in TABLES[name].columns]
        kinds = {column.name: _column_kind(column) for column in columns}
        for name in declared.derived.split():
            del kinds[name]
        return _Keys({}, kinds, tuple(declared.needed.split()))
    own = get_type_hints(kind, include_extras=True)
    needed = [field.name for field in fields(kind) if field.default is MISSING]
    cells = next((name for name, each in own.items() if get_origin(each) is Annotated), "")
    if not cells:
        return _Keys(own, {}, tuple(needed))
    needed.remove(cells)
    beside = _keys(own.pop(cells))
    return _Keys(own, beside.columns, (*needed, *beside.needed), cells)


def _column_kind(column: Column) -> Any:
    word = Literal.__getitem__(column.choices) if column.choices else str
    if column.kind in LISTS:
        return GenericAlias(tuple, (word, ...))
    return NOT_TEXT.get(column.kind, word)


def _check(known: Collection[str], needed: Collection[str], values: dict[str, object], place: str) -> None:
    for key in values:
        if key not in known:
            raise TextError(f"{_under(place, key)} is not a known key", f"Known are {', '.join(known)}")
    for key in needed:
        if key not in values:
            raise TextError(f"{_under(place, key)} is missing")


def _under(place: str, key: str) -> str:
    return f"{place}.{key}" if ": " in place else f"{place}: {key}"
