"""Suggested themes: by the words that speak for them, in any writing, and none where nothing does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.metrics.suggest import LEAST_EVIDENCE, NOT_FAR_BEHIND, ranked, suggest
from churntui.model.rows import Theme
from churntui.model.wordcounts import WordCounts, learn_words
from churntui.plain.words import stems

PRICE, SILENCE, SSO = (
    Theme(1, "price jump at renewal", "The quote rose more than expected"),
    Theme(2, "support silence", "Nobody answered"),
    Theme(3, "missing SSO"),
)
THEMES = (PRICE, SILENCE, SSO)
LESSONS = (
    ("The invoice was a fifth higher than last year", 1),
    ("La factura subió sin aviso, demasiado caro", 1),
    ("Счёт вырос на треть, слишком дорого", 1),
    ("Рахунок виріс на третину, надто дорого", 1),
    ("Faktura wzrosła o jedną trzecią, za drogo", 1),
    ("续约报价涨了两成，太贵", 1),
    ("Three tickets, two weeks, no reply at all", 2),
    ("Escribimos tres veces y nadie contestó", 2),
    ("Мы писали три раза, никто не ответил", 2),
    ("Писали тричі, ніхто не відповів", 2),
    ("Pisaliśmy trzy razy, nikt nie odpisał", 2),
    ("发了三次邮件，没有人回复", 2),
)


def learnt(lessons=LESSONS):
    counts = WordCounts()
    for text, theme_id in lessons:
        learn_words(counts, stems(text), [theme_id])
    return counts


def ids(found):
    return [one.theme_id for one in found]


@pytest.mark.parametrize(
    ("text", "theme_id", "word"),
    [
        ("an invoice a fifth higher, and no warning", 1, "invoice"),
        ("nobody gave a reply", 2, "reply"),
        ("la factura era demasiado cara", 1, "factura"),
        ("nadie nos contestaba", 2, "contestaba"),
        ("счета стали дорогими", 1, "дорогими"),
        ("никто так и не ответила", 2, "ответила"),
        ("рахунки надто дорогі", 1, "рахунки"),
        ("ніхто не відповідав", 2, "ніхто"),
        ("za drogie faktury, za drogo", 1, "faktury"),
        ("nikt do nas nie odpisywał", 2, "odpisywał"),
        ("报价太贵了", 1, "报价"),
        ("一直没有人理我们", 2, "没有"),
    ],
)
def test_learnt_in_any_language_by_the_words_of_the_text(text, theme_id, word):
    first = suggest(learnt(), THEMES, text)[0]
    assert first.theme_id == theme_id
    assert word in first.words
    assert all(one in text for one in first.words)


def test_a_new_book_suggests_by_names_and_descriptions():
    empty = WordCounts()
    assert ids(suggest(empty, THEMES, "They asked for SSO on day one")) == [3]
    assert ids(suggest(empty, THEMES, "The price and the quote were absurd"))[0] == 1
    assert suggest(empty, THEMES, "续约报价涨了两成") == []


@pytest.mark.parametrize("text", ["", "🙂", "42", "Lorem ipsum dolor sit amet"])
def test_nothing_is_suggested_where_no_word_tells(text):
    assert suggest(learnt(), THEMES, text) == []


def test_a_word_on_every_text_tells_nothing():
    counts = learnt(
        [(f"meeting notes {topic}", theme) for topic, theme in (("cost", 1), ("reply", 2), ("login", 3))] * 4
    )
    assert suggest(counts, THEMES, "meeting notes") == []


def test_a_text_may_belong_to_two():
    found = suggest(learnt(), THEMES, "The invoice was higher, we wrote tickets and got no reply in weeks")
    assert set(ids(found)) == {1, 2}


def test_asking_changes_nothing():
    counts, again = learnt(), learnt()
    suggest(counts, THEMES, "the price quote, nobody answered")
    assert counts == again


def test_what_was_unlearnt_speaks_no_more():
    counts = WordCounts()
    learn_words(counts, stems("invoice"), [1])
    learn_words(counts, stems("invoice"), [1], -1)
    assert suggest(counts, THEMES, "invoice") == []


def test_archived_themes_are_not_offered():
    archived = Theme(3, "missing SSO", archived=True)
    assert suggest(WordCounts(), (PRICE, SILENCE, archived), "They asked for SSO") == []


def test_a_book_without_themes():
    assert suggest(WordCounts(), (), "price") == []


def test_no_more_than_asked_for_and_the_surest_first():
    themes = [Theme(number, letter * 4) for number, letter in enumerate("abcdefgh", 1)]
    assert ids(suggest(WordCounts(), themes, "dddd bbbb cccc aaaa")) == [1, 2, 3]
    assert ids(suggest(WordCounts(), themes, "dddd bbbb cccc aaaa", limit=1)) == [1]
    scores = [one.score for one in ranked(learnt(), THEMES, "invoice reply SSO")]
    assert scores == sorted(scores, reverse=True)


@given(
    st.lists(st.tuples(st.text(max_size=30), st.sets(st.integers(1, 3))), max_size=8), st.text(max_size=60)
)
def test_any_history_gives_sound_suggestions(lessons, text):
    counts = WordCounts()
    for lesson, themes in lessons:
        learn_words(counts, stems(lesson), themes)
    found = suggest(counts, THEMES, text)
    assert len(found) <= 3
    assert all(one.words and one.score >= LEAST_EVIDENCE * NOT_FAR_BEHIND for one in found)
    assert all(word in text for one in found for word in one.words)
