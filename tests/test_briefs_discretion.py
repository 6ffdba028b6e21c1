from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui_books import AS_OF, add, contract, logo

from churntui.book import Book
from churntui.briefs import gather
from churntui.briefs.discretion import (
    Guard,
    HeldBack,
    Hit,
    Names,
    bare,
    guard,
    inside_words,
    speaks_of_logos,
    withheld_points,
)
from churntui.briefs.facts import Point, Section
from churntui.data.opening import open_book
from churntui.model.choices import LANGUAGES


def over(names=(), competitors=(), themes=(), own="Acme") -> Guard:
    return Guard(Names(names, own), Names(competitors, own), Names(themes, own))


def test_what_is_found_is_named_and_only_another_logo_is_refused():
    hits = over(["Nordwind GmbH"], ["Vantage"], ["support silence"]).hits(
        "Like NORDWIND you left Vantage; the risk of churning was support silence"
    )
    assert hits == (
        Hit("logo", "Nordwind GmbH"),
        Hit("competitor", "Vantage"),
        Hit("word", "risk"),
        Hit("word", "churning"),
        Hit("theme", "support silence"),
    )
    assert [hit.is_refused for hit in hits] == [True, False, False, False, False]
    assert hits[0].told == "“Nordwind GmbH” is another logo"


def test_a_competitor_that_is_a_logo_too_is_said_once_and_refused():
    assert over(["Vantage"], ["Vantage"]).hits("as Vantage does") == (Hit("logo", "Vantage"),)


def test_what_is_theirs_is_no_hit():
    nothing = over(["Wind", "Harbour Ltd"], own="North Wind").hits
    assert nothing("North Wind saves four hours a report, and its harbours are windy") == ()
    assert nothing("") == ()


@pytest.mark.parametrize(
    "text", ["Nord\u00adwind", "Nord\u200dwind", "ＮＯＲＤＷＩＮＤ", "nordwínd", "(Nordwind)", "x/Nordwind’s"]
)
def test_a_name_is_found_however_it_is_dressed(text):
    assert Names(["Nordwind GmbH"], "Acme").named_in(text) == ("Nordwind GmbH",)


def test_a_name_with_the_logos_own_in_it_is_found():
    assert Names(["Nordwind"], "Nord").named_in("as at Nordwind") == ("Nordwind",)
    assert Names(["Acme Health"], "Acme").named_in("Acme Health is glad") == ("Acme Health",)
    assert Names(["Acme Health Ltd"], "Acme").named_in("Acme is glad") == ()
    assert Names(["Wind"], "North Wind GmbH").named_in("North Wind and the wind") == ("Wind",)


def test_the_first_word_of_a_name_is_asked_about():
    told = over(["Puerto Claro Logística", "Blue One", "Blue Two", "Blue Three", "Acme Two"]).hits
    (hit,) = told("As Puerto did, so can Acme: the puerto of Blue")
    assert hit == Hit("short", "Puerto", "Puerto Claro Logística")
    assert hit.told == "“Puerto” may be the logo Puerto Claro Logística"
    assert not hit.is_refused
    assert [one.kind for one in told("As Puerto Claro Logística did")] == ["logo"]


def test_a_name_that_is_a_word_of_everybodys_is_asked_about_unless_it_is_written_as_a_name():
    told = over(["Next plc", "Target"], own="Acme").hits
    assert told("Next quarter we settle the next term") == (Hit("everyday", "next", "Next plc"),)
    assert told("Done. Next: a new target") == (
        Hit("everyday", "next", "Next plc"),
        Hit("everyday", "target", "Target"),
    )
    assert not any(hit.is_refused for hit in told("the next target"))
    assert told("the next target")[0].told == "“next” may be the logo Next plc"
    assert told("as at Target and NEXT") == (Hit("logo", "Next plc"), Hit("logo", "Target"))
    assert over(["Nordwind"]).hits("as at nordwind") == (Hit("logo", "Nordwind"),)


def test_a_point_in_our_own_words_is_kept_where_a_logo_is_called_by_one_of_them():
    names = Names(["Next plc", "Target"], "Acme")
    fine = section("decide", "Next: shall we settle the next term, or change the target?")
    assert withheld_points([fine], [], names) == ((fine,), (), ())
    *_, withheld = withheld_points([section("decide", "Shall we do as Target does?")], [], names)
    assert withheld[0].hits == (Hit("logo", "Target"),)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Our churn-rate", "churn"),
        ("your Health  Score", "health score"),
        ("Win-Backs", "win-backs"),
        ("Ihr Kündigungsrisiko", "kundigungsrisiko"),
        ("la tasa de cancelación", "tasa de cancelacion"),
        ("niskie ryzyko", "ryzyko"),
        ("wskaźniki zdrowia", "wskazniki zdrowia"),
        ("низький ризик", "ризик"),
        ("отток клиентов", "отток"),
        ("客户流失率", "流失"),
    ],
)
def test_our_words_are_found_in_every_language_in_their_forms(text, word):
    assert inside_words(text) == (word,)


@pytest.mark.parametrize(
    "text",
    [
        "the arrival of a parrot",
        "brisk",
        "asterisk",
        "Health plans",
        "the renewal you decide on",
        "you save 4 h",
    ],
)
def test_what_only_looks_like_our_words_is_none(text):
    assert inside_words(text) == ()


def test_names_of_our_own_work_are_held_to_more():
    assert speaks_of_logos("Renewals in one place")
    assert speaks_of_logos("Save the quarter")
    assert speaks_of_logos("Abwanderung messen")
    assert not speaks_of_logos("Reports with your own columns")


def test_every_language_a_brief_can_have_has_its_words():
    listed = tomllib.loads((files("churntui.briefs") / "inside_words.toml").read_text("utf-8"))
    assert list(listed) == list(LANGUAGES)
    assert all(listed.values())


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        own, other, third = (logo(store, name) for name in ("Acme", "Nordwind GmbH", "Kestrel Ltd"))
        for at in (own, other, third):
            contract(store, at, 70, 10_000_00)
        with store.edit("owners"):
            store.rows("UPDATE logo SET owner = 'Ines' WHERE id = ?", (own,))
            store.rows("INSERT INTO former_logo(ref, logo_id, name) VALUES ('F1', ?, 'Old Oak')", (other,))
            store.rows("INSERT INTO theme(name) VALUES ('price'), ('support silence'), ('客服没有回应')")
        add(store, "interview", ref="I1", logo_id=other, status="held", competitor="Vantage", updated_at="x")
        yield store


def test_the_guard_of_a_book_knows_all_logos_whoever_owns_them(store):
    book = Book.load(store, AS_OF).of_owner("Ines")
    assert list(book.logos) == [1]
    told = guard(book, gather(store, book, 1)).hits
    assert told("Kestrel and Old Oak") == (Hit("logo", "Kestrel Ltd"), Hit("logo", "Old Oak"))
    assert told("from Vantage: 客服没有回应") == (Hit("competitor", "Vantage"), Hit("theme", "客服没有回应"))
    assert told("the price for Acme") == ()


def section(code, *texts: str) -> Section:
    return Section(f"The {code}", tuple(Point(text, key=text) for text in texts), code)


def test_a_point_that_names_another_logo_is_offered_and_said_to_be_withheld():
    naming = Point("Fine", so_what="as at Nordwind", key="own:1", state="added")
    shareable = [
        Section("The use", (*section("use", "One").points, naming), "use"),
        section("next", "Nordwind too"),
    ]
    kept, offered, withheld = withheld_points(shareable, [section("use", "Low")], Names(["Nordwind"], "Acme"))
    assert [(part.code, [point.text for point in part.points]) for part in kept] == [("use", ["One"])]
    assert [(part.code, [point.text for point in part.points]) for part in offered] == [
        ("use", ["Fine", "Low"]),
        ("next", ["Nordwind too"]),
    ]
    assert withheld[0] == HeldBack(naming, "The use", (Hit("logo", "Nordwind"),))
    assert len(withheld) == 2


@pytest.mark.parametrize(
    "text",
    [
        "as at Acme Labs",
        "ACME  LABS",
        "Acme\nLabs",
        "Ac\u00adme Labs",
        "Acme\x1b Labs",
        "Acme\u200b Labs",
        "Ácme Labs",
    ],
)
def test_a_name_that_begins_with_the_own_one_is_found_however_it_is_written(text):
    assert Names(["Acme Labs GmbH"], "Acme").named_in(text) == ("Acme Labs GmbH",)
    assert not Names(["Acme Labs GmbH"], "Acme").said_in("Acme has labs")
    assert not Names(["Acme"], "Acme Labs").said_in(text)


def test_a_name_with_something_unseen_in_it_is_found():
    assert Names(["Nord\u00adwind"], "Acme").said_in("as at Nord\u00adwind")
    assert Names(["Nord\u00adwind"], "Acme").said_in("as at Nordwind")


def test_a_word_of_ours_is_found_whatever_hides_in_it():
    assert inside_words("the fore\u200bcast") == ("forecast",)
    assert speaks_of_logos("the re\u00adnewal")


NAMES = st.lists(
    st.text("abcXYZ яж青", min_size=2, max_size=12).filter(lambda name: len(bare(name)) > 1), max_size=5
)
POINTS = st.lists(st.text("abcXYZ яж青-(", max_size=40), max_size=8)


@given(NAMES, POINTS, st.text("abc青 ", max_size=8))
def test_what_is_kept_names_nobody_and_no_point_is_lost(names, texts, own):
    others = Names(names, own)
    kept, offered, withheld = withheld_points([section("use", *texts)], [], others)
    said = [point.text for part in kept for point in part.points]
    assert not any(others.surely_named_in(text) for text in said)
    asked = over(names, own=own).hits
    assert all(
        others.said_in(text) == any(hit.kind in {"logo", "everyday"} for hit in asked(text)) for text in said
    )
    back = [point.text for part in offered for point in part.points]
    assert sorted(said + back) == sorted(texts)
    assert [point.point.text for point in withheld] == back
    assert all(others.said_in(text) == bool(others.named_in(text)) for text in texts)
