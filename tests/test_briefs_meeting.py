"""The meeting of a brief: minutes that add up, who takes part, and the agenda as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from brief_samples import AS_OF, review
from hypothesis import given
from hypothesis import strategies as st
from ui_books import AS_OF as TODAY
from ui_books import add, contract, logo

from churntui.book import Book
from churntui.briefs import meeting
from churntui.briefs.facts import Point, Section
from churntui.briefs.meeting import MINUTES, agenda, attendees, shared_out
from churntui.data.opening import open_book
from churntui.data.rows import briefs
from churntui.model.choices import BRIEF_SECTIONS
from churntui.model.living import Review
from churntui.model.rows import Person


@given(st.integers(1, 90), st.lists(st.integers(1, 9), min_size=1, max_size=20))
def test_the_minutes_add_up_and_each_item_has_one(total, weights):
    minutes = shared_out(total, weights)
    assert sum(minutes) == max(total, len(weights))
    assert min(minutes) >= 1


@pytest.mark.parametrize("kind", MINUTES)
def test_an_agenda_is_the_brief_in_its_order_and_as_long_as_such_a_meeting_is(kind):
    brief = review(kind=kind)
    items = agenda(brief)
    assert [item.heading for item in items] == [section.heading for section in brief.shareable]
    assert sum(item.minutes for item in items) == MINUTES[kind]
    assert items[0].points[0] == brief.shareable[0].points[0].text


def test_an_executive_has_the_time_to_decide_and_to_answer():
    each = [Section(code, (Point(code),), code) for code in BRIEF_SECTIONS]
    minutes = {kind: [item.minutes for item in agenda(review(kind=kind, shareable=each))] for kind in MINUTES}
    assert minutes["qbr"] == [7, 5, 4, 4, 4, 5, 4, 3, 6, 3]
    assert minutes["ebr"] == [7, 2, 2, 2, 2, 2, 1, 1, 3, 3]


def test_no_section_is_no_item():
    assert agenda(review(shareable=())) == ()


def person(nth: int, name: str, **values) -> Person:
    return Person(nth, f"P{nth}", 1, name, **values)


PEOPLE = (
    person(1, "Eva Roth", champion=True),
    person(2, "Max Stein", left_on=date(2026, 10, 1), successor_id=3),
    person(3, "Ann Berg"),
    person(4, "Old One", left_on=date(2026, 10, 1)),
)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Eva Roth, max stein; Old One, Ines", ("Eva Roth", "Ann Berg", "Ines")),
        ("Ann Berg,, Ann Berg", ("Ann Berg",)),
        ("", ("Eva Roth",)),
        ("Old One", ("Eva Roth",)),
    ],
)
def test_who_took_part_is_proposed_with_who_followed_those_who_left(said, names):
    reviews = (Review(2, "R2", 1), Review(1, "R1", 1, attendees=said))
    assert attendees(PEOPLE, reviews, AS_OF) == names


def test_where_nobody_speaks_for_us_the_first_one_known_is_proposed():
    assert attendees([replace(PEOPLE[0], champion=False), *PEOPLE[1:]], (), AS_OF) == ("Eva Roth",)
    assert attendees((), (), AS_OF) == ()


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        contract(store, logo(store, "Acme [b]x[/b]"), 70)
        add(store, "person", ref="P1", logo_id=1, name="Eva Roth")
        yield store


def met(store):
    book = Book.load(store, TODAY).with_usage(store)
    return meeting.compose(book, meeting.read(store, book, 1))


def test_the_agenda_names_only_people_of_theirs(store):
    add(
        store,
        "review",
        ref="R1",
        logo_id=1,
        held_on="2026-08-01",
        attendees="Eva Roth, our worst critic, Ines",
    )
    of = met(store)
    assert of.attendees == ("Eva Roth", "our worst critic", "Ines")
    text = meeting.in_markdown(of)
    assert "With Eva Roth\n" in text
    assert "critic" not in text
    assert text.startswith("# Acme \\[b\\]x\\[/b\\]")


def test_its_notes_are_of_the_day_we_meet_once_that_has_come(store):
    assert met(store).held_on == TODAY
    for day in (date(2026, 11, 19), date(2026, 12, 12)):
        briefs.meet(store, 1, day, "Day")
        assert met(store).held_on == min(day, TODAY)


def test_a_review_is_its_own_where_the_brief_was_shown_in_it(store):
    assert met(store).review_id is None
    brief_id = briefs.prepare(store, 1, "Begin")
    add(store, "review", ref="R1", logo_id=1, held_on=TODAY.isoformat())
    assert met(store).review_id is None
    briefs.shown_in(store, brief_id, 1, "Review")
    assert met(store).review_id == 1
    briefs.send(store, 1, TODAY, "# Acme", "Sent")
    assert met(store).kept is None
    assert met(store).review_id == 1
