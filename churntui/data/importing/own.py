"""Columns of a file of logos that are fields of the user's own: those the book has, and those the user names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial

from churntui.data.file.store import Store
from churntui.data.importing.byhand import Held
from churntui.data.importing.cells import Choices, bare_rows
from churntui.data.importing.check import Cell, CellError, read_cell, reason
from churntui.data.importing.days import DayColumns, DayReader
from churntui.data.importing.foreign import unwrapped
from churntui.data.importing.mapping import Mapping as Mapped
from churntui.data.importing.numbers import NumberReader
from churntui.data.importing.outcome import Tally
from churntui.data.importing.profiles import DateOrder
from churntui.data.rows import own_fits, own_values, settings
from churntui.model import own_fields
from churntui.model.own_fields import OwnField
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line, fold

_LONGEST_TYPED = 200
"""Letters that titles may take in an option."""

_SHELL = frozenset("$`\\!%")
"""What a shell reads as more than itself between quotes."""


def columns(
    store: Store, header: Sequence[str], mapped: Mapped, named: Sequence[str]
) -> Mapping[int, OwnField]:
    """The columns of the file that are taken as own fields: place to field.

    Args:
        store: The book.
        header: Of the file.
        mapped: What it was recognised as.
        named: Headers that the user wants to keep as fields of their own; `*` is all that nothing else is taken from
            and that can be fields.

    Raises:
        BadInputError: A header that was named cannot be a field.
    """
    if mapped.table.name != "logos":
        return {}
    known = {field.key: field for field in own_values.fields(store)}
    wanted = {own_fields.key_of(name) for name in named}
    found: dict[int, OwnField] = {}
    for place, title in enumerate(header):
        key = own_fields.key_of(title)
        if title not in mapped.free or place in mapped.at.values() or not key:
            continue
        if key in known:
            found[place] = known.pop(key)
        elif (key in wanted or ("*" in named and _can_be(title, set()))) and all(
            field.key != key for field in found.values()
        ):
            found[place] = OwnField(own_fields.checked_name(title))
    return found


def told(store: Store, header: Sequence[str], mapped: Mapped, taken: Mapping[int, OwnField]) -> list[str]:
    """The notes about columns that are no declared ones: what is kept of them, and what is not."""
    names = ", ".join(field.name for field in taken.values())
    left = [clean_line(title) for title in mapped.unused if all(header[place] != title for place in taken)]
    can_be = sorted(set(offered(store, header, mapped)) & set(left))
    hint = f"; --own {_typed(can_be)} keeps them as fields of your own" if can_be else ""
    return [
        *([f"taken as fields of your own: {names}"] if names else []),
        *([f"not taken: {', '.join(left)}{hint}"] if left else []),
    ]


def _typed(titles: Sequence[str]) -> str:
    """The titles as an option of a command line, whole or not at all: a shell may take it as it stands here."""
    listed = ",".join(titles)
    return "all" if len(listed) > _LONGEST_TYPED or _SHELL & set(listed) else f'"{listed}"'


def offered(store: Store, header: Sequence[str], mapped: Mapped) -> tuple[str, ...]:
    """The headers that could be kept as fields of the user's own, and are not known yet."""
    if mapped.table.name != "logos":
        return ()
    known = {field.key for field in own_values.fields(store)}
    return tuple(title for title in map(clean_line, header) if title in mapped.free and _can_be(title, known))


def _can_be(title: str, known: set[str]) -> bool:
    try:
        own_fields.checked_name(title)
    except BadInputError:
        return False
    return own_fields.key_of(title) not in known


def read(field: OwnField, text: str, days: DayReader, numbers: NumberReader | None = None) -> str:
    """What a cell says in a field, as it is kept; empty where it says nothing.

    Raises:
        CellError: It is nothing of the field's kind.
    """
    if field.kind == "choice":
        return _choice(field, clean_line(text))
    value: Cell = read_cell(field.column, text, days, "exclusive", numbers)
    return own_fields.kept_as(field, value)


def _choice(field: OwnField, line: str) -> str:
    chosen = next((choice for choice in field.choices if fold(choice) == fold(line)), "")
    if line and not chosen:
        raise CellError(field.key, line, f"is none of {', '.join(field.choices)}")
    return chosen


def must_fit(store: Store, setting: Mapping[str, Cell]) -> None:
    """A declaration of fields does not make what stands in them unreadable.

    Raises:
        CellError: It does.
    """
    if setting["key"] == "own_fields":
        declaration = str(setting["value"])
        try:
            own_fits.ensure(store, settings.read(store).own_fields, declaration)
        except BadInputError as error:
            raise CellError("value", declaration, f"is not what the fields hold: {error}") from None


class OwnColumns:
    """The values of a file of logos in fields of the user's own, laid over what the book has."""

    def __init__(self, store: Store, tally: Tally, choices: Choices) -> None:
        self._store = store
        self._fields = fields = choices.own
        told = DayColumns(partial(bare_rows, tally), {str(place): place for place in fields})
        self._days = {
            place: DayReader(choices.date_order, partial(told.orders, str(place))) for place in fields
        }
        self._numbers = {
            place: NumberReader(
                choices.decimal, partial(_values, tally, place), is_english=tally.sheet.separator != ";"
            )
            for place, field in fields.items()
            if field.kind == "number" and (not tally.mapping.is_own or choices.decimal)
        }
        self._known: dict[int, dict[str, str]] = {}
        for row in own_values.every(store) if fields else ():
            self._known.setdefault(row.logo_id, {})[own_fields.key_of(row.field)] = row.value

    def read(self, cells: Sequence[str]) -> Mapping[str, str]:
        """What a row states, by the field's key.

        Raises:
            CellError: Some cell is nothing of its field's kind.
        """
        stated = {
            field.key: read(field, unwrapped(cells[place]), self._days[place], self._numbers.get(place))
            for place, field in self._fields.items()
            if place < len(cells)
        }
        return {key: value for key, value in stated.items() if value}

    def has(self, logo_id: int, key: str) -> bool:
        """Whether something stands in that field of the logo."""
        return bool(self._known.get(logo_id, {}).get(key))

    def held(self, logo_id: int, stated: Mapping[str, str]) -> dict[str, Held]:
        """The fields of a logo that somebody typed by hand and the row has otherwise, by their keys."""
        known, held = self._known.get(logo_id, {}), {}
        for key, value in stated.items():
            typed, day = self._typed.get((logo_id, key), (None, ""))
            if known.get(key, "") == typed != value:
                name = next(field.name for field in self._fields.values() if field.key == key)
                held[key] = Held(name, typed, value, day)
        return held

    @cached_property
    def _typed(self) -> Mapping[tuple[int, str], tuple[str, str]]:
        """What was last typed in each field by hand, and on what day; empty text where it was emptied."""
        rows = self._store.rows(
            """SELECT json_extract(coalesce(c.after, c.before), '$.logo_id'),
            json_extract(coalesce(c.after, c.before), '$.field'), coalesce(json_extract(c.after, '$.value'), ''),
            substr(e.at, 1, 10) FROM change c JOIN edit e ON e.id = c.edit_id
            WHERE c.table_name = 'own_value' AND e.state = 'done' ORDER BY c.id"""
        )
        return {(logo, own_fields.key_of(field)): (str(value), day) for logo, field, value, day in rows}

    def keep(self, logo_id: int, stated: Mapping[str, str]) -> bool:
        """Put them in place; whether that changed anything."""
        known = self._known.setdefault(logo_id, {})
        changed = {key: value for key, value in stated.items() if known.get(key) != value}
        if changed:
            own_values.put(self._store, logo_id, changed, self._fields.values())
            known.update(changed)
        return bool(changed)


def _values(tally: Tally, place: int) -> Iterator[str]:
    return (cells[place] for cells in bare_rows(tally) if place < len(cells))


class OwnRows:
    """The rows of `own_fields.csv`: each field under the one spelling it has, each value as its kind is kept."""

    def __init__(self, store: Store, order: DateOrder | None) -> None:
        self._known = {field.key: field for field in own_values.fields(store)}
        self._days = DayReader(order)

    def linked(self, linked: Mapping[str, Cell]) -> dict[str, Cell]:
        """A row by column of the book, as it is kept.

        Raises:
            CellError: No field can be called so, or its values are of another kind.
        """
        named, text = linked.get("field"), linked.get("value")
        if named is None or text is None:
            return dict(linked)
        field = self._known.get(own_fields.key_of(str(named)))
        if field is None:
            try:
                field = OwnField(own_fields.checked_name(str(named)))
            except BadInputError as error:
                raise CellError("field", str(named), reason(error, str(named))) from None
            self._known[field.key] = field
        try:
            value = read(field, str(text), self._days)
        except CellError as error:
            raise CellError("value", error.value, error.reason) from None
        return {**linked, "field": field.name, "value": value or None}
