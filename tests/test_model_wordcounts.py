"""Counts of words under themes: sums that do not remember an order."""

from hypothesis import given
from hypothesis import strategies as st

from churntui.model.wordcounts import ALL, WordCounts, learn_words, weight
from churntui.plain.words import stems

LESSONS = st.lists(
    st.tuples(
        st.sampled_from(("price up", "price down", "no answer", "涨价", "")), st.frozensets(st.integers(1, 3))
    ),
    max_size=6,
)


def bare(counts):
    """What is not zero."""
    return (
        +counts.texts,
        +counts.words,
        {word: +by_theme for word, by_theme in counts.by_word.items() if +by_theme},
    )


def test_a_word_counts_once_a_text_and_once_for_all_its_themes():
    counts = WordCounts()
    learn_words(counts, stems("Price, price: the price!"), [4, 7, 7])
    learn_words(counts, stems("the end"), [4])
    each = weight(2)
    assert counts.texts == {4: 2, 7: 1, ALL: 2}
    assert counts.words == {4: 4 * each, 7: 2 * each, ALL: 4 * each}
    assert counts.by_word["the"] == {4: 2 * each, 7: each, ALL: 2 * each}


def test_a_word_of_a_long_text_weighs_less():
    assert [weight(length) for length in (0, 1, 4, 100, 10_000_000)] == [0, 1000, 500, 100, 1]


def test_a_text_without_themes_teaches_nothing():
    counts = WordCounts()
    learn_words(counts, stems("price"), [])
    assert not counts.texts
    assert not counts.by_word


@given(LESSONS, LESSONS)
def test_what_is_unlearnt_was_never_there(kept, taken_back):
    counts, plain = WordCounts(), WordCounts()
    for text, themes in [*taken_back, *kept]:
        learn_words(counts, stems(text), themes)
    for text, themes in taken_back:
        learn_words(counts, stems(text), themes, -1)
    for text, themes in kept:
        learn_words(plain, stems(text), themes)
    assert bare(counts) == bare(plain)
