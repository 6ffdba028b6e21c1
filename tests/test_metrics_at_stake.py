"""Worked out by hand: a book of five logos, who named what, and on which side of a theme each stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui_books import add, contract, logo

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.metrics.at_stake import Living, Stake, is_said_here, stakes
from churntui.model.rows import Naming
from churntui.questions import registry
from churntui.questions.themes_behind import behind, next_renewal
from churntui.questions.themes_heard import heard_themes, ordered

AS_OF = date(2026, 11, 21)
SSO, PRICE = 1, 2


def naming(logo_id, note="talk", day=date(2026, 11, 1), theme_id=SSO, note_id=1):
    return Naming(note, note_id, logo_id, day, theme_id)


LIVING = Living(
    arr={1: 100, 2: 200, 3: 300, 4: 0},
    leaving={3},
    back_since={2: date(2026, 3, 1)},
    unpriced={4},
)


def test_each_logo_counts_once_on_its_side():
    counted = stakes(
        [
            naming(1), naming(1, "review"), naming(1, "survey", theme_id=PRICE),
            naming(3, "ticket"), naming(3, "interview", theme_id=PRICE),
            naming(4), naming(5),
        ],
        LIVING,
        as_of=AS_OF,
    )  # fmt: skip
    days = (date(2026, 11, 1),)
    assert counted[SSO] == Stake({1: 100, 4: 0}, {3: 300}, 1, days * 5)
    assert counted[PRICE] == Stake({1: 100}, {3: 300}, 0, days)
    assert (counted[SSO].logos, counted[SSO].arr, counted[SSO].ahead_arr) == (2, 100, 300)


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        (naming(1, day=AS_OF), True),
        (naming(1, day=AS_OF + timedelta(days=1)), False),
        (naming(1, day=None), True),
        (naming(2, day=date(2026, 2, 28)), False),
        (naming(2, day=date(2026, 3, 1)), True),
        (naming(2, day=None), False),
        (naming(9), False),
    ],
)
def test_what_was_said_before_a_loss_or_after_the_day_does_not_count(said, counts):
    assert is_said_here(said, LIVING, as_of=AS_OF) is counts


def test_the_exit_interview_of_a_living_logo_puts_nothing_at_stake():
    assert stakes([naming(1, "interview")], LIVING, as_of=AS_OF) == {}


NAMINGS = st.lists(
    st.builds(
        Naming,
        st.sampled_from(["interview", "review", "talk", "survey", "ticket"]),
        st.integers(1, 5),
        st.integers(1, 6),
        st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
        st.integers(1, 2),
    ),
    max_size=20,
)


@given(NAMINGS, st.sets(st.integers(1, 6)), st.sets(st.integers(1, 6)))
def test_no_logo_is_on_both_sides_and_those_who_left_on_none(namings, here, leaving):
    living = Living({logo_id: logo_id * 10 for logo_id in here}, leaving & here)
    for stake in stakes(namings, living, as_of=AS_OF).values():
        assert not stake.arr_by_logo.keys() & stake.ahead_by_logo.keys()
        assert {*stake.arr_by_logo, *stake.ahead_by_logo} <= here
        assert stake.arr == sum(logo_id * 10 for logo_id in stake.arr_by_logo)
    assert (
        stakes(namings + namings, living, as_of=AS_OF).keys() == stakes(namings, living, as_of=AS_OF).keys()
    )


@pytest.fixture
def path(tmp_path):
    """Five logos: two living that named it, one lost to it, one that gave notice, one that pays without a rate."""
    path = tmp_path / "book.db"
    with open_book(path) as store:
        add(store, "theme", id=SSO, name="missing SSO")
        for name, ends_in, arr, more in (
            ("Acme", 40, 12_000_00, {"notice_days": 30}),
            ("Birch", 200, 24_000_00, {}),
            ("Cedar", -100, 36_000_00, {}),
            ("Dune", 60, 48_000_00, {"notice_on": "2026-11-10"}),
            ("Elm", 300, 60_000_00, {"currency": "USD"}),
        ):
            contract(store, logo(store, name), ends_in, arr, **more)
        for number, (logo_id, day) in enumerate([(1, "2026-11-02"), (1, "2026-11-09"), (4, "2026-10-01")], 1):
            add(store, "talk", id=number, ref=f"T{number}", logo_id=logo_id, day=day)
            add(store, "talk_theme", talk_id=number, theme_id=SSO)
        add(store, "review", id=1, ref="R1", logo_id=2, held_on="2026-09-14", notes="Only if SSO comes.")
        add(store, "highlight", id=1, review_id=1, starts_at=0, ends_at=17, quote="Only if SSO comes")
        add(store, "highlight_theme", highlight_id=1, theme_id=SSO)
        add(store, "ticket", id=1, ref="K1", logo_id=5, opened_on="2026-11-11", subject="SSO?")
        add(store, "ticket_theme", ticket_id=1, theme_id=SSO)
        lost_on = str(AS_OF - timedelta(days=100))
        add(store, "interview", id=1, ref="I1", logo_id=3, status="held", held_on=lost_on, effective_on=lost_on,
            updated_at="2026-11-01T00:00:00Z")  # fmt: skip
        add(store, "interview_theme", interview_id=1, theme_id=SSO)
        add(store, "survey", id=1, ref="S1", logo_id=3, day="2026-06-01", kind="nps", score=3)
        add(store, "survey_theme", survey_id=1, theme_id=SSO)
    return path


def loaded(path):
    with open_book(path) as store:
        return Book.load(store, AS_OF)


def test_a_book_of_five_by_hand(path):
    (row,) = heard_themes(loaded(path))
    assert (row.counted.logos, row.counted.arr_lost) == (1, 36_000_00)
    # Acme 12k, Birch 24k, Elm without a rate; Dune gave notice and stands ahead with 48k
    assert (row.counted.at_stake_logos, row.counted.at_stake_arr) == (3, 36_000_00)
    assert (row.stake.ahead_by_logo, row.stake.unpriced) == ({4: 48_000_00}, 1)
    assert [each.logo.name for each in row.coming] == ["Acme", "Birch", "Elm"]
    assert row.coming[0].pressing
    assert next_renewal(row.coming, loaded(path)) == ("31 Dec !", "warn")
    assert row.last == date(2026, 11, 11)
    assert ordered([row], "stake") == [row]


def test_the_report_has_both_and_says_what_is_not_in_them(path):
    report = registry.run(loaded(path), "themes")
    assert (report.rows[0]["at_stake_logos"], report.rows[0]["at_stake_arr"]) == (3, 36_000_00)
    assert "€36.0k, €48.0k ahead" in report.text()
    assert "€36.0k*" in report.text()
    assert "never added" in report.text()


def test_who_stands_behind_each_figure(path):
    book = loaded(path)
    living, lost, ahead = behind(book, SSO)
    assert [member.line.cells[:3] for member in living.members] == [
        ("Birch", "€24.0k", "9 Jun"), ("Acme", "€12.0k", "31 Dec !"), ("Elm", "no rate", "17 Sep")
    ]  # fmt: skip
    assert [member.line.cells[0] for member in lost.members] == ["Cedar"]
    assert [member.line.cells[:3] for member in ahead.members] == [("Dune", "€48.0k", "20 Jan")]


def test_a_review_changes_no_figure_of_attrition_and_a_loss_takes_its_logo_from_stake_to_ahead(path):
    def attrition():
        return registry.run(loaded(path), "attrition").rows

    before = attrition()
    with open_book(path) as store:
        add(store, "review", id=2, ref="R2", logo_id=1, held_on="2026-11-20", likelihood=2)
        add(store, "review_theme", review_id=2, theme_id=SSO)
    assert attrition() == before
    with open_book(path) as store:
        add(store, "interview", id=2, ref="I2", logo_id=2, status="not_asked", effective_on="2027-01-01",
            updated_at="2026-11-01T00:00:00Z")  # fmt: skip
    (row,) = heard_themes(loaded(path))
    assert set(row.stake.arr_by_logo) == {1, 5}
    assert row.stake.ahead_by_logo == {2: 24_000_00, 4: 48_000_00}
    assert row.counted.arr_lost == 36_000_00
