"""Search: every word, in any writing, on whatever was typed; never an old answer."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stores import add, add_interview, add_logo

from churntui.data.opening import open_book
from churntui.data.words import search, text_index
from churntui.data.words.search import EXCERPT, find

NOTES = {
    "en": "The renewal price went up by 22 %. O'Brien said: we were not asked, e-mail after e-mail.",
    "es": "La migración duró un año y el precio subió.",
    "pl": "Placówka w Łodzi: cena wzrosła, nikt nie odpisał.",
    "ru": "Он ушёл, цены выросли.",
    "uk": "Її ніхто не почув, ціною ніхто не цікавився.",
    "zh": "续约价格上涨太多，C++中文文档没有。",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    with open_book(tmp_path_factory.mktemp("book") / "b.db") as store:
        for number, (language, note) in enumerate(NOTES.items(), 1):
            add_interview(store, language, add_logo(store, language, name=f"Logo {language}"), notes=note)
            add(store, "theme", name=f"heard {number}")
        yield store


@pytest.mark.parametrize(
    ("query", "languages"),
    [
        ("price", ["en"]),
        ("PRI", ["en"]),
        ("rice", []),
        ("price asked", ["en"]),
        ("price migracion", []),
        ('"not asked"', ["en"]),
        ('"asked not"', []),
        ('"not ask"', []),
        ('"not ask', ["en"]),
        ("O'Brien", ["en"]),
        ("o’brien", ["en"]),
        ("e-mail", ["en"]),
        ("migracion ano", ["es"]),
        ("lodz", ["pl"]),
        ("ŁODZI", ["pl"]),
        ("ушел", ["ru"]),
        ("її", ["uk"]),
        ("цін", ["uk"]),
        ("价", ["zh"]),
        ("价格", ["zh"]),
        ("上涨太多", ["zh"]),
        ("格价", []),
        ("C++", ["zh"]),
        ("22", ["en"]),
    ],
)
def test_what_is_found(book, query, languages):
    assert [hit.title for hit in find(book, query) if hit.kind == "note"] == [
        f"Logo {one}" for one in languages
    ]


@pytest.mark.parametrize(
    "query", ["", " ", '"', '""', "*", "🙂", "'", "()", "^", "-", "\x00", "\ud800", "・"]
)
def test_what_holds_no_word_finds_nothing(book, query):
    assert find(book, query) == []


@pytest.mark.parametrize(
    "query",
    ["AND", "price NOT zzz", "NEAR(a b)", "words:price", "price OR", "{a b}: c", "a" * 10_000, "x " * 10_000],
)
def test_the_language_of_the_index_is_never_spoken(book, query):
    assert find(book, query) == []


@given(st.text(max_size=40))
def test_any_string_may_be_typed(book, query):
    for hit in find(book, query):
        assert all(0 <= start < end <= len(hit.excerpt) for start, end in hit.marks)
        assert hit.marks


def test_each_kind_says_where_it_is(tmp_path):
    with open_book(tmp_path / "b.db") as store:
        logo = add_logo(store, "L1", name="Price Brothers")
        add_interview(store, "I1", logo, stated_reason="the price", notes="x\n\nbecause of the price")
        add(store, "theme", name="price")
        add(store, "highlight", interview_id=1, starts_at=14, ends_at=23, quote="the price")
        hits = {hit.kind: hit for hit in find(store, "price")}
        places = {
            kind: (hit.id, hit.logo_id, hit.note and hit.note.id, hit.starts_at) for kind, hit in hits.items()
        }
        assert places == {
            "logo": (1, 1, None, 0), "theme": (1, None, None, 0), "reason": (1, 1, 1, 4),
            "note": (1, 1, 1, 18), "quote": (1, 1, 1, 18),
        }  # fmt: skip
        assert hits["note"].title == "Price Brothers"
        assert hits["note"].excerpt == "x  because of the price"


def test_an_excerpt_lies_around_the_first_place(tmp_path):
    with open_book(tmp_path / "b.db") as store:
        note = "word " * 500 + "the Ціна and the ціною too " + "word " * 500
        add_interview(store, "I1", add_logo(store, "L1"), notes=note)
        (hit,) = find(store, "цін")
        assert len(hit.excerpt) <= EXCERPT + 2
        assert hit.excerpt.startswith("…word ")
        assert hit.excerpt.endswith("…")
        assert [hit.excerpt[start:end] for start, end in hit.marks] == ["Ціна", "ціною"]
        assert note[hit.starts_at :].startswith("Ціна and")


def test_the_telling_ones_come_first_and_no_more_than_asked_for(tmp_path):
    with open_book(tmp_path / "b.db") as store:
        logo = add_logo(store, "L1")
        for number, note in enumerate(("much else was said, and price once " * 3, "price, price, price")):
            add_interview(store, f"I{number}", logo, notes=note)
        assert [hit.id for hit in find(store, "price")] == [2, 1]
        assert [hit.id for hit in find(store, "price", limit=1)] == [2]
        assert find(store, "price", limit=0) == []


def test_of_a_very_common_word_the_first_in_the_index_are_ranked(tmp_path, monkeypatch):
    monkeypatch.setattr(search, "MOST_RANKED", 2)
    with open_book(tmp_path / "b.db") as store:
        logo = add_logo(store, "L1", name="price house")
        for number in range(4):
            add_interview(store, f"I{number}", logo, notes="price")
        assert {(hit.kind, hit.id) for hit in find(store, "price")} == {("logo", 1), ("note", 4)}


def test_what_changed_is_found_at_once(book):
    with book.write():
        book.rows("UPDATE interview SET notes = 'brand new' WHERE ref = 'es'")
    assert [hit.title for hit in find(book, "brand")] == ["Logo es"]
    assert find(book, "migracion") == []
    with book.write():
        book.rows("UPDATE interview SET notes = ? WHERE ref = 'es'", (NOTES["es"],))
    assert [hit.title for hit in find(book, "migracion")] == ["Logo es"]


def test_a_book_that_cannot_be_written_is_searched_as_it_is(tmp_path):
    path = tmp_path / "b.db"
    with open_book(path) as store:
        add_interview(store, "I1", add_logo(store, "L1", name="Old"), notes="price")
        text_index.refresh(store)
        with store.write():
            store.rows("UPDATE interview SET notes = '涨价'")
        add_logo(store, "L2", name="New price")
    with open_book(path, read_only=True) as store:
        assert [hit.kind for hit in find(store, "价")] == ["note"]
        assert [hit.title for hit in find(store, "price")] == ["New price"]
        assert [hit.title for hit in find(store, "old")] == ["Old"]


def test_a_book_that_is_being_written_is_searched_as_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr("churntui.data.file.connect.BUSY_SECONDS", 0.01)
    with open_book(tmp_path / "b.db") as store:
        add_logo(store, "L1", name="Price Brothers")
        other = sqlite3.connect(store.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert [hit.kind for hit in find(store, "price")] == ["logo"]
        other.close()


def test_ten_times_stale_is_still_one_hit(tmp_path):
    with open_book(tmp_path / "b.db") as store:
        add_logo(store, "L1", name="price")
        text_index.refresh(store)
        with store.write():
            store.rows("UPDATE logo SET name = 'price of it'")
        with open_book(store.path, read_only=True) as reading:
            assert [hit.excerpt for hit in find(reading, "price")] == ["price of it"]


def test_what_living_logos_said_is_found_with_the_note_it_stands_in(tmp_path):
    with open_book(tmp_path / "living.db") as store:
        add_logo(store, "L1")
        add(
            store,
            "review",
            ref="R1",
            logo_id=1,
            reason="budget gone",
            agreed="send budget",
            notes="the budget",
        )
        add(store, "talk", ref="K1", logo_id=1, day="2026-01-02", notes="budget frozen")
        add(store, "survey", ref="S1", logo_id=1, day="2026-01-02", comment="no budget")
        add(store, "ticket", ref="T1", logo_id=1, opened_on="2026-01-02", subject="budget export")
        add(store, "own_value", logo_id=1, field="money", value="budget of 2026")
        add(store, "highlight", talk_id=1, starts_at=7, ends_at=13, quote="frozen")
        found = {(hit.kind, hit.note and hit.note.kind, hit.logo_id) for hit in search.find(store, "budget")}
        assert found == {
            ("reason", "review", 1),
            ("note", "review", 1),
            ("note", "talk", 1),
            ("note", "survey", 1),
            ("note", "ticket", 1),
            ("own", None, 1),
        }
        assert len(search.find(store, "budget")) == 7
        (quote, note) = sorted(search.find(store, "frozen"), key=lambda hit: hit.kind, reverse=True)
        assert (quote.note, quote.starts_at, note.starts_at) == (note.note, 7, 7)
        with store.edit("mend"):
            store.rows("UPDATE ticket SET subject = 'no more'")
        assert "ticket" not in {hit.note and hit.note.kind for hit in search.find(store, "budget")}
