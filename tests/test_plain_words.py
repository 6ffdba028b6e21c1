"""Words in any writing, and their places in the text as it was typed."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from churntui.plain.words import (
    Phrase,
    features,
    holds,
    marks,
    matches,
    norm,
    phrases,
    stems,
    tokens,
    words,
)

TEXTS = st.text(max_size=60) | st.text("aAłŁée\u0301ßЇї\u0456\u0308价格上が\u3099 '+#\"-\n½㍿ﷺ", max_size=40)


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("Łódź, ØRSTED & đo", "lodz orsted do"),
        ("ушёл Її", "ушел іі"),
        ("cafe\u0301 CAFÉ ｃａｆｅ", "cafe cafe cafe"),
        ("价格上涨太多", "价 格 上 涨 太 多"),
        ("SSO登录", "sso 登 录"),
        ("がコー", "か コ ー"),
        ("C++ and C# in C++中文, 1+1=2", "c++ and c# in c++ 中 文 1 1 2"),
        ("O'Brien п'ять пʼять e-mail_x", "o brien п ять п ять e mail x"),
        ("Straße ½ ℃", "strasse 1 2 c"),
        ('🙂 "*" — ・', ""),
    ],
)
def test_spelling(text, spelled):
    assert norm(text) == spelled


@given(TEXTS)
@example("a\u3099b")
@example("㹻\u0345\u1643")
def test_places_belong_to_the_same_words(text):
    there = list(words(text))
    assert [word.text for word in there] == tokens(text)
    assert all(0 <= word.start < word.end <= len(text) for word in there)
    assert [word.start for word in there] == sorted(word.start for word in there)


@given(TEXTS)
def test_what_is_learnt_is_what_can_be_shown(text):
    shown = features(text)
    assert set(shown) == stems(text)
    assert all(original and original in text for original in shown.values())


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("Price jump", [Phrase(("price",), True), Phrase(("jump",), True)]),
        ('"was not" used', [Phrase(("was", "not"), False), Phrase(("used",), True)]),
        ('"still typ', [Phrase(("still", "typ"), True)]),
        ("„w cenie”", [Phrase(("w", "cenie"), False)]),
        ("O'Brien", [Phrase(("o", "brien"), True)]),
        ("价格", [Phrase(("价", "格"), True)]),
        ('" "" * 🙂', []),
        ("", []),
    ],
)
def test_queries(query, wanted):
    assert phrases(query) == wanted


def test_a_query_without_end_is_cut():
    assert len(phrases("word " * 1000)) == 16
    assert len(phrases("a-" * 1000)[0].words) == 32


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Die Łódź, lodz is LODZ", "lodz", ["Łódź", "lodz", "LODZ"]),
        ("Too pricey: the price", "pric", ["pricey", "price"]),
        ("Too pricey: the price", '"price"', ["price"]),
        ("価格上涨，涨价了", "涨", ["涨", "涨"]),
        ("价格上涨", "价格 上", ["价格上"]),
        ("cafe\u0301s close", "café", ["cafe\u0301s"]),
        ("青空フーズ👍🏽 gone", "gone フ", ["フ", "gone"]),
        ("not this, not\n that", '"not that"', ["not\n that"]),
        ("rice is in price", "rice", ["rice"]),
        ("nothing", "", []),
    ],
)
def test_marks_lie_on_the_original(text, query, marked):
    assert [text[start:end] for start, end in matches(text, query)] == marked


def test_marks_stop_at_their_reach():
    text = "price " + "x " * 50 + "price"
    assert marks(text, phrases("price"), reach=20) == [(0, 5)]
    assert len(marks(text, phrases("price"))) == 2


@given(TEXTS, TEXTS)
def test_any_query_marks_places_in_order(text, query):
    places = matches(text, query)
    assert all(start < end for start, end in places)
    assert all(one[1] < other[0] for one, other in pairwise(places))
    if holds(text, phrases(query)) and phrases(query):
        assert places


@given(TEXTS)
def test_a_text_holds_itself_in_quotes(text):
    plain = "".join(char for char in text if char not in '"“”„«»＂')
    if 0 < len(tokens(plain)) <= 32:
        assert holds(plain, phrases(f'"{plain}"'))


def test_endings_are_not_learnt_and_numbers_tell_nothing():
    assert stems("pricing prices a 2024 价格上涨 C#") == {"prici", "price", "价格", "格上", "上涨", "c#"}
    assert stems("рахунки рахунком") == {"рахун"}


def test_the_first_spelling_is_shown():
    assert features("Рахунки, рахунком; 涨价") == {"рахун": "Рахунки", "涨价": "涨价"}
