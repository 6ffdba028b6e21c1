"""A mapping as a file of TOML, as colleagues give it to each other: read with care, for people change it by hand.

It says what a source's profile says (`profiles/*.toml`). Of a wrong one the first fault is told, in a line.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

from churntui.data.importing.profiles import (
    BESIDE,
    CANONICAL,
    AmountIs,
    DateOrder,
    DecimalSign,
    EndDates,
    Profile,
    Standing,
    built,
    header_key,
    profiles,
)
from churntui.model.tables import TABLES
from churntui.plain import toml
from churntui.plain.errors import BadInputError, ChurnError, NotFoundError
from churntui.plain.money import parse_currency
from churntui.plain.text import clean_line

SUFFIX = ".toml"

_MOST = 1 << 20
"""Bytes of a file."""

_ONE_OF: Mapping[str, tuple[str, ...]] = {
    "date_order": get_args(DateOrder),
    "end_dates": get_args(EndDates),
    "decimal": get_args(DecimalSign),
    "amount": get_args(AmountIs),
}
_TEXTS = frozenset(("name", "title", "base", "currency", *_ONE_OF))
_TOLD = frozenset(("ignored", "refused"))
_KEYS = (*_TEXTS, *_TOLD, "made_on", "shared", "file")


class _WrongError(Exception):
    """What is wrong with a mapping."""


def read(path: Path) -> Profile:
    """The mapping in a file.

    Raises:
        NotFoundError: There is no such file.
        BadInputError: It is no mapping.
    """
    if not path.is_file():
        raise NotFoundError(f"There is no file {path}", "churntui sources lists the sources there are")
    try:
        contents = path.read_bytes()
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror}", "Check its rights") from None
    if len(contents) > _MOST:
        raise BadInputError(f"{path.name} is too large to be a mapping", _HINT)
    try:
        text = contents.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInputError(f"{path.name} is no mapping: it is no text in UTF-8", _HINT) from None
    return of_text(text, path.name)


_HINT = "churntui sources --save NAME writes one to go by"


def of_text(text: str, called: str) -> Profile:
    """The mapping that a TOML says.

    Raises:
        BadInputError: It is none.
    """
    try:
        raw = tomllib.loads(text)
        _must_be_whole(raw)
        return of_raw(raw)
    except (tomllib.TOMLDecodeError, RecursionError, _WrongError, ValueError) as error:
        fault = clean_line(str(error), 200)
        raise BadInputError(f"{clean_line(called, 200)} is no mapping: {fault}", _HINT) from None


def of_raw(raw: Mapping[str, Any]) -> Profile:
    """The mapping that says this.

    Raises:
        ValueError: It names a table or column there is not.
    """
    return replace(built(raw), toml=toml.written(raw))


def _must_be_whole(raw: dict[str, Any]) -> None:
    """See that every part is there and of its kind; what it goes by is filled in.

    Raises:
        _WrongError: One is not.
    """
    _only(raw, _KEYS, "it")
    for key in _TEXTS & set(raw):
        _must_be_text(raw[key], key)
    raw["name"] = clean_line(raw.get("name", ""))
    if not raw["name"]:
        raise _WrongError("it has no name")
    known = {profile.name for profile in profiles()}
    raw.setdefault("base", raw["name"] if raw["name"] in known else CANONICAL)
    if raw["base"] not in known:
        raise _WrongError(f"base “{raw['base']}” is no source: churntui sources lists them")
    _must_be_answers(raw)
    _must_be_lists(raw.get("shared", {}), "shared")
    for key in _TOLD:
        _must_be_told(raw.get(key, []), key)
    files = raw.get("file")
    if not isinstance(files, list) or not files:
        raise _WrongError("it has no [[file]]")
    for file in files:
        _must_be_rule(file)


def _must_be_answers(raw: dict[str, Any]) -> None:
    """See that what was said of its sheets can be said."""
    for key, allowed in _ONE_OF.items():
        if key in raw and raw[key] not in allowed:
            raise _WrongError(f"{key} “{raw[key]}” is none of {', '.join(allowed)}")
    if raw.get("currency"):
        try:
            raw["currency"] = parse_currency(raw["currency"])
        except ChurnError as error:
            raise _WrongError(f"currency: {error}") from None
    raw["made_on"] = _day(raw.get("made_on", ""))


def _must_be_rule(file: Any) -> None:
    if not isinstance(file, dict):
        raise _WrongError("[[file]] is no table")
    _only(file, _FILE_KEYS, "[[file]]")
    if not isinstance(file.get("table"), str) or file["table"] not in TABLES:
        raise _WrongError(f"table “{file.get('table', '')}” is none of {', '.join(TABLES)}")
    for keys, must_be in _FILE_KINDS:
        for key in keys & set(file):
            must_be(file[key], key)
    if not any(header_key(title) for title in file.get("headers", ())):
        raise _WrongError("[[file]] has no headers: those that must stand in a sheet for it to be this one")
    _must_be_known(file)


def _must_be_known(file: Mapping[str, Any]) -> None:
    """See that columns, standings and tables are those there are."""
    table = TABLES[file["table"]]
    columns = {column.name for column in table.columns + table.extras}
    named = {
        *(name for brought in file.get("implied", {}).values() for name in brought),
        *file.get("columns", ()),
        *file.get("constants", ()),
        *file.get("values", ()),
        *file.get("lookups", ()),
    }
    for what, names, known in (
        ("column", named, columns),
        ("beside", set(file.get("beside", ())), set(BESIDE)),
        ("standing", set(file.get("standings", ())), set(get_args(Standing))),
        ("lookup", set(file.get("lookups", {}).values()), {"contracts"}),
    ):
        if stranger := next(iter(sorted(names - known)), None):
            raise _WrongError(
                f"{table.name} has no {what} “{stranger}”; those it has: {', '.join(sorted(known))}"
            )
    if not file.get("columns"):
        raise _WrongError("[file.columns] is empty: nothing would be taken")


def _day(said: Any) -> str:
    try:
        return date.fromisoformat(str(said)).isoformat() if said else ""
    except ValueError:
        raise _WrongError(f"made_on “{said}” is no day as 2026-11-12") from None


def _only(raw: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    if stranger := next((key for key in raw if key not in set(known)), None):
        raise _WrongError(f"“{stranger}” is nothing {where} can have")


def _must_be_text(value: Any, key: str) -> None:
    if not isinstance(value, str):
        raise _WrongError(f"{key} is no text in quotes")


def _must_be_texts(value: Any, key: str) -> None:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise _WrongError(f"{key} is no list of texts in quotes")


def _must_be_table(value: Any, key: str) -> None:
    if not isinstance(value, dict):
        raise _WrongError(f"[file.{key}] is no table")


def _must_be_lists(value: Any, key: str) -> None:
    _must_be_table(value, key)
    for name, texts in value.items():
        _must_be_texts(texts, f"{key}.{name}")


def _must_be_told(value: Any, key: str) -> None:
    """Headers of files that are not taken, each with the reason."""
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise _WrongError(f"[[{key}]] is no table")
    for entry in value:
        _must_be_texts(entry.get("headers"), f"{key}.headers")
        _must_be_text(entry.get("reason"), f"{key}.reason")


def _must_be_words(value: Any, key: str) -> None:
    _must_be_table(value, key)
    for name, text in value.items():
        _must_be_text(text, f"{key}.{name}")


def _must_be_named_words(value: Any, key: str) -> None:
    _must_be_table(value, key)
    for name, words in value.items():
        _must_be_words(words, f"{key}.{name}")


def _must_be_lists_of_texts(value: Any, key: str) -> None:
    if not isinstance(value, list):
        raise _WrongError(f"{key} is no list of lists")
    for texts in value:
        _must_be_texts(texts, key)


_FILE_KINDS: tuple[tuple[frozenset[str], Callable[[Any, str], None]], ...] = (
    (frozenset(("table", "what", "times")), _must_be_text),
    (frozenset(("headers", "left_out", "stems", "ended", "per_seat")), _must_be_texts),
    (frozenset(("needs",)), _must_be_lists_of_texts),
    (frozenset(("columns", "beside", "standings", "open_beside", "per_of")), _must_be_lists),
    (frozenset(("constants", "lookups")), _must_be_words),
    (frozenset(("values", "implied", "by_stem")), _must_be_named_words),
)
_FILE_KEYS = frozenset[str]().union(*(keys for keys, _ in _FILE_KINDS))
"""What a file of a mapping can say, each with what it must be."""
