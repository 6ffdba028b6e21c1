"""What is typed to filter rows, in every state of being typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.plain.filters import Filter, parse
from churntui.plain.text import fold

FIELDS = ("owner", "plan", "industry", "stage", "region")


@pytest.mark.parametrize(
    ("typed", "words", "fields"),
    [
        ("", (), ()),
        ("Acme  gmbh", ("acme", "gmbh"), ()),
        ("owner:Inés", (), (("owner", ("ines",)),)),
        ("acme OWNER:ines plan:business", ("acme",), (("owner", ("ines",)), ("plan", ("business",)))),
        ('plan:"Big One" x', ("x",), (("plan", ("big one",)),)),
        ('plan:"Big On', (), (("plan", ("big on",)),)),
        ("plan:“big one” “two words”", ("two words",), (("plan", ("big one",)),)),
        ("owner:ines owner:bo", (), (("owner", ("ines", "bo")),)),
        ("own:ines", (), (("owner", ("ines",)),)),
        ("owner:", (), ()),
        ("owner: ines", ("ines",), ()),
        ('owner:""', (), (("owner", ("",)),)),
        ('owner:"', (), ()),
        ("a : b", ("a", ":", "b"), ()),
    ],
)  # fmt: skip
def test_words_and_fields_are_told_apart(typed, words, fields):
    found = parse(typed, FIELDS)
    assert (found.words, found.fields, found.told) == (words, fields, "")
    assert bool(found) == bool(words or fields)


@pytest.mark.parametrize(
    "typed", ["regoin:dach acme", "regoin: acme", 'regoin:"dach" acme', "acme regoin:x other:y"]
)
def test_a_field_nobody_knows_is_told_and_hides_nothing(typed):
    found = parse(typed, FIELDS)
    assert (found.words, found.fields) == (("acme",), ())
    assert found.told == "There is no field “regoin”: owner, plan, industry, stage, region"


def test_without_fields_a_colon_is_a_letter():
    assert parse("at 12:30 re: x", ()) == Filter(("at", "12:30", "re:", "x"))


SAYS = {"owner": "ines berg", "plan": "business\nteam", "stage": ""}


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("acme owner:ines", True),
        ("acme owner:bo", False),
        ("owner:bo owner:ines", True),
        ("owner:ines plan:team", True),
        ("owner:ines plan:solo", False),
        ('stage:""', True),
        ('owner:""', False),
        ("region:dach", False),
        ("borealis owner:ines", False),
    ],
)
def test_every_word_and_every_field_must_fit(typed, fits):
    assert parse(typed, FIELDS).fits("acme health", lambda field: SAYS.get(field, "")) is fits


@given(st.text(max_size=40))
def test_anything_can_be_typed(typed):
    found = parse(typed, FIELDS)
    assert all(word == fold(word) for word in found.words)
    assert {field for field, _ in found.fields} <= set(FIELDS)


@given(
    st.lists(st.text("abcé", min_size=1, max_size=4), max_size=3), st.text("abcé ", min_size=1, max_size=6)
)
def test_a_quoted_value_is_read_as_it_was_written(words, value):
    found = parse(" ".join([*words, f'plan:"{value}"']), FIELDS)
    assert found.words == tuple(map(fold, words))
    assert found.fields == (("plan", (fold(value),)),)
