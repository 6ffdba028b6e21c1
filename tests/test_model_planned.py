"""A step in one line, in any order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.model.living import Step
from churntui.model.planned import Planned, read_planned, typed_again
from churntui.plain.errors import BadInputError

TODAY = date(2026, 11, 29)
OWNERS = ("Ines Kolb", "Bo", "Bea")


def read(text):
    return read_planned(text, TODAY, me="Ana", owners=OWNERS)


@pytest.mark.parametrize(
    ("text", "what", "owner", "due_on"),
    [
        ("3 dec call sponsor", "call sponsor", "Ana", date(2026, 12, 3)),
        ("call sponsor, 3 dec", "call sponsor", "Ana", date(2026, 12, 3)),
        ("3 dec: call", "call", "Ana", date(2026, 12, 3)),
        ("tomorrow send offer @ines", "send offer", "Ines Kolb", date(2026, 11, 30)),
        ('@"Ines Kolb" fri call', "call", "Ines Kolb", date(2026, 12, 4)),
        ("call @bo, mon", "call", "Bo", date(2026, 11, 30)),
        ("call @b", "call", "b", None),
        ("call @zoe", "call", "zoe", None),
        ("2 weeks trial", "2 weeks trial", "Ana", None),
        ("+2w call", "call", "Ana", date(2026, 12, 13)),
        ("1.2 release notes", "1.2 release notes", "Ana", None),
        ("3.12. call", "call", "Ana", date(2026, 12, 3)),
        ("12 licences for Bo", "12 licences for Bo", "Ana", None),
        ("3 dec 2027 renew", "renew", "Ana", date(2027, 12, 3)),
        ("write to a@b.c", "write to a@b.c", "Ana", None),
        ("call sponsor", "call sponsor", "Ana", None),
    ],
)
def test_what_by_whom_and_by_when(text, what, owner, due_on):
    assert read(text) == Planned(what, owner, due_on)


@pytest.mark.parametrize(
    ("text", "why"), [("", "Nothing"), ("3 dec", "Nothing"), ("@bo", "Nothing"), ("31 feb call", "31 feb")]
)
def test_what_is_no_step_is_said(text, why):
    with pytest.raises(BadInputError, match=why):
        read(text)


@given(
    st.sampled_from(["call sponsor", "send the offer", "2 weeks trial"]),
    st.sampled_from(["", "Ana", "Bo", "Ines Kolb", "Zoe"]),
    st.none() | st.dates(date(2026, 1, 1), date(2029, 1, 1)),
)
def test_a_step_reads_back_as_it_is_typed_again(what, owner, due_on):
    step = Step(1, "S1", 1, None, what, owner, due_on)
    again = read(typed_again(step.what, step.owner, step.due_on, "Ana"))
    assert again == Planned(what, owner or "Ana", due_on)
