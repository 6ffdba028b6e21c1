from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest

from churntui.briefs.allowed import shown
from churntui.model.choices import Language
from churntui.model.rows import Contract, Initiative, Logo, Person
from churntui.model.schema import LINKS, RowField, columns_of, fields_of
from churntui.model.tables import TABLES

ROWS = sorted({table.row for table in TABLES.values()} - {Contract}, key=lambda row: row.__name__)
"""Every class of rows a logo may be shown something of; a contract is a tuple, and none of it is ever shown."""

_FILLED: dict[Any, Any] = {
    str: "said",
    int: 7,
    float: 7.5,
    date: date(2026, 11, 7),
    bool: True,
    Decimal: Decimal("7.5"),
}


def filled(one: RowField) -> Any:
    """A value that is none of those a blank field can have."""
    if one.is_list:
        return ("said",)
    codes = get_args(one.type)
    return codes[-1] if codes else _FILLED[one.type]


def row_of(kind: Any) -> Any:
    return kind(**{one.name: filled(one) for one in fields_of(kind)})


def is_of_the_row(one: RowField) -> bool:
    """Whether it says which row it is, or which other one it belongs to."""
    return one.name == "id" or one.stored == "ref" or (one.column is not None and one.column.kind in LINKS)


@pytest.mark.parametrize("kind", ROWS, ids=lambda kind: kind.__name__)
def test_of_every_row_just_the_shareable_fields_stand(kind):
    row = row_of(kind)
    bare = shown(row)
    for one in fields_of(kind):
        is_open = is_of_the_row(one) or (one.column is not None and one.column.shareable)
        assert (getattr(bare, one.name) == getattr(row, one.name)) is is_open, one.name
    assert shown(bare) == bare


def test_nothing_of_a_contract_is_shareable():
    assert not [column.name for column in columns_of(Contract) if column.shareable]


def test_a_blank_field_has_what_it_has_where_nobody_says_anything():
    person = Person(1, "P1", 2, "Ana", "Chief", "ana@acme.example", champion=True, successor_id=3)
    assert shown(person) == Person(1, "P1", 2, "Ana", successor_id=3)
    acme = Logo(1, "L1", "Acme", industry="Food", employees=80, owner="Ines", fit="poor", language="de")
    assert shown(acme) == Logo(1, "L1", "Acme")
    sso = Initiative(1, "N1", "Sign-on", "planned", "Ana", themes=("SSO",), note="cheap", shareable=True)
    assert shown(sso) == Initiative(1, "N1", "Sign-on", "planned")


def test_a_field_that_is_new_is_blank_until_it_is_declared_shareable():
    @dataclasses.dataclass(frozen=True)
    class Row:
        id: int
        language: Language
        day: date
        n: int
        share: float
        names: tuple[str, ...]

    Row.__annotations__ = {
        "id": int, "language": str, "day": date, "n": int, "share": float, "names": tuple[str, ...],
    }  # fmt: skip
    assert shown(Row(1, "de", date(2026, 1, 1), 2, 0.5, ("x",))) == Row(1, "", date.min, 0, 0.0, ())
