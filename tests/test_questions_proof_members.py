"""Who is in a proof of value, and what is typed of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.model.proofs import Member, ProofMember
from churntui.model.rows import Customer
from churntui.plain.errors import BadInputError
from churntui.questions.proof_members import (
    NO_ROLE,
    by_role,
    by_start,
    read_start,
    read_values,
    roles,
    typed_values,
)

TODAY = date(2026, 11, 29)

PEOPLE = [
    Customer(1, "C1", 1, role="Admin", joined_on=date(2026, 1, 1)),
    Customer(2, "C2", 1, role="admin ", joined_on=date(2026, 3, 1)),
    Customer(3, "C3", 1, role="Trainer"),
    Customer(4, "C4", 1, joined_on=date(2026, 2, 28)),
]


def test_roles_are_one_however_they_are_spelled():
    assert roles(PEOPLE) == {"Admin": 2, "Trainer": 1, NO_ROLE: 1}
    assert roles([]) == {}


def test_the_groups_by_role():
    assert by_role(PEOPLE, ["Admin"], []) == {1: "target", 2: "target", 3: "control", 4: "control"}
    assert by_role(PEOPLE, ["Trainer"], ["Admin"]) == {3: "target", 1: "control", 2: "control"}
    assert by_role(PEOPLE, [NO_ROLE], ["Trainer"]) == {4: "target", 3: "control"}


def test_the_groups_by_joining_day_leave_out_who_has_none():
    day = date(2026, 3, 1)
    assert by_start(PEOPLE, day, is_since=True) == {1: "control", 2: "target", 4: "control"}
    assert by_start(PEOPLE, day, is_since=False) == {1: "target", 2: "control", 4: "target"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("since 1 mar 2026", (date(2026, 3, 1), True)),
        (" Before  1 mar 2026 ", (date(2026, 3, 1), False)),
        ("from 1 dec", (date(2025, 12, 1), True)),
    ],
)
def test_a_joining_day_is_typed(typed, meant):
    assert read_start(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["", "1 mar 2026", "since", "since ever", "after 1 mar"])
def test_what_names_no_joining_day_is_refused_with_how_to_write_it(typed):
    with pytest.raises(BadInputError):
        read_start(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12 9.5", (12, 9.5)), ("6,5 -7", (6.5, -7)), (" 3 →  4 ", (3, 4)), ("3;4", (3, 4)), ("− 4", (None, 4)),
        ("12 –", (12, None)), ("- -", (None, None)), ("−1 1,000", (-1, 1000)),
    ],
)  # fmt: skip
def test_two_values_are_typed(typed, meant):
    assert read_values(typed) == meant


@pytest.mark.parametrize("typed", ["", "12", "1 2 3", "a b", "1 1e99", "1 99999999999999999", "nan 1"])
def test_what_is_not_two_values_is_refused(typed):
    with pytest.raises(BadInputError):
        read_values(typed)


value = st.none() | st.floats(-1e6, 1e6).map(lambda number: round(number, 3))


@given(value, value)
def test_values_typed_again_mean_the_same(before, after):
    member = Member(ProofMember(1, 1, 1, "target", before, after), PEOPLE[0], None, 0, 0)
    again = typed_values(member)
    assert read_values(again) == (before, after) if again else (before, after) == (None, None)
