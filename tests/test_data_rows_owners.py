"""Who is meant by a name: spellings are one owner, a part of a name does, and for nobody the names are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stores import add_logo

from churntui.data.rows import owners
from churntui.plain.errors import BadInputError, NotFoundError
from churntui.plain.text import fold


@pytest.fixture
def owned(store):
    for nth, owner in enumerate(["Ines Berg", "Ines Berg", "INES BERG", "Bo Lind", "Zoë", ""]):
        add_logo(store, f"L{nth}", owner=owner)
    return store


def test_spellings_are_one_owner_under_the_one_most_logos_have(owned):
    assert owners.every(owned) == {"Bo Lind": 1, "Ines Berg": 3, "Zoë": 1}


@pytest.mark.parametrize(
    ("words", "meant"),
    [("ines berg", "Ines Berg"), ("ines", "Ines Berg"), ("zoe", "Zoë"), ("LIND", "Bo Lind")],
)
def test_a_part_of_a_name_does(owned, words, meant):
    assert owners.find(owned, words) == meant


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Ana", "No logo has the owner “Ana”. Owners: Bo Lind, Ines Berg, Zoë"),
        ("", "No logo has the owner “”. Owners: Bo Lind, Ines Berg, Zoë"),
        ("n", "“n” may be any of Bo Lind, Ines Berg. Give the whole name"),
    ],
)
def test_nobody_and_several_are_told_with_the_names_there_are(owned, words, said):
    with pytest.raises(NotFoundError) as told:
        owners.find(owned, words)
    assert str(told.value) == said


def test_me_is_who_works_here(owned):
    with pytest.raises(BadInputError, match="churntui settings author NAME"):
        owners.find(owned, "me")
    owned.user = "ines"
    assert owners.find(owned, "Me") == "Ines Berg"


def test_an_owner_who_is_called_me_is_meant(store):
    add_logo(store, "L1", owner="Me")
    assert owners.find(store, "me") == "Me"


def test_a_book_without_owners_says_so(store):
    with pytest.raises(NotFoundError, match="No logo of this book has any"):
        owners.find(store, "Ines")


@given(st.dictionaries(st.text(min_size=1, max_size=5), st.integers(1, 9)))
def test_no_logo_is_lost_between_spellings(logos):
    told = owners.counted(logos)
    assert sum(told.values()) == sum(logos.values())
    assert len({fold(name) for name in logos}) == len(told)
