"""Words that may be misspellings of each other, found among many that are much alike."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.data.importing.misspellings import Misspellings, misspelled

SYLLABLES = ("nor", "da", "ve", "li", "mon")
WORDS = st.lists(st.sampled_from((*SYLLABLES, "n", "o", "ü")), min_size=2, max_size=7).map("".join)


def knows(*words):
    there = Misspellings()
    for word in words:
        there.know(word)
    return there


@given(st.lists(WORDS, min_size=2, max_size=30, unique=True), st.data())
def test_what_is_near_is_what_a_comparison_with_every_word_finds(words, data):
    there, known = Misspellings(), []
    for word in words:
        for asked in data.draw(st.lists(st.sampled_from(words), max_size=2) | st.just([word])):
            assert there.near(asked) == {one: wrong for one in known if (wrong := misspelled(asked, one))}
        there.know(word)
        known.append(word)


@pytest.mark.parametrize(
    ("word", "other", "wrong"),
    [
        ("tallinn", "tallin", 1),
        ("birkenhof", "brikenhof", 1),
        ("birkenhof", "pirkenhof", 1),
        ("birkenhof", "birkinhoff", 2),
        ("nordwindanlagen", "nordwinanlagem", 2),
        ("nordwind", "sordwint", 0),
        ("microline", "microdyne", 0),
        ("tallin", "pallin", 0),
    ],
)
def test_how_many_letters_are_wrong(word, other, wrong):
    assert misspelled(word, other) == misspelled(other, word) == wrong
    assert knows(word).near(other) == ({word: wrong} if wrong else {})


def test_of_a_thousand_alike_only_those_near_are_looked_at_once_many_are_asked_for():
    words = ["".join(parts) for parts in product(SYLLABLES, repeat=5)][:600]
    there = knows(*words)
    for asked in (*words[:105], "nordavelimom"):
        assert there.near(asked) == {word: wrong for word in words if (wrong := misspelled(asked, word))}
    assert 0 < len(there.leftovers.sharing("nordavelimom")) < len(words) / 20
