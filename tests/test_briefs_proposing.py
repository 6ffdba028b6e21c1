"""What holds of all that is proposed: over the sample book on several days, and over random books."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from brief_facts import AS_OF, EN, facts
from brief_secrets import Teller, gathered, world
from profiles import examples

from churntui import briefs
from churntui.book import Book
from churntui.briefs.facts import Brief, Point
from churntui.briefs.language import wording
from churntui.briefs.proposing import proposals
from churntui.data.opening import open_book
from churntui.demo import build
from churntui.model.choices import BRIEF_SECTIONS, LANGUAGES
from churntui.model.living import KeptBrief

BEFORE_ALL = date(2010, 1, 1)
MIDWAY = date(2024, 3, 5)
TWO_MONTHS_LATER = AS_OF + timedelta(days=60)
A_YEAR_LATER = AS_OF + timedelta(days=400)


MORE = {wording(code)("more", n=n) for code in LANGUAGES for n in range(1, 20)}
"""What an executive's review says of that for which it has no room; nobody can change it."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """Every brief of the sample book on the day."""
    path = tmp_path_factory.mktemp("sample") / "demo.db"
    build.build(path, AS_OF)
    made: dict[date, list[Brief]] = {}

    def on(day: date) -> list[Brief]:
        if day not in made:
            with open_book(path) as store:
                book = Book.load(store, day).with_usage(store)
                made[day] = [briefs.of(store, book, logo_id) for logo_id in book.logos]
        return made[day]

    return on


@pytest.fixture(scope="module")
def at_random():
    """Briefs of random books."""
    random = Random(11)
    made = []
    for _ in range(examples(20)):
        where = world(random)
        for nth in range(20):
            rows = gathered(where, 1 + nth % len(where.book.logos), Teller(random, _written=1_000))
            made.append(briefs.compose(where.book, rows))
    return made


def of_part(brief: Brief) -> list[Point]:
    return [point for section in brief.shareable for point in section.points]


def of_all(brief: Brief) -> list[Point]:
    return of_part(brief) + [point for section in brief.offered for point in section.points]


def kinds(brief: Brief) -> set[str]:
    return {point.key.partition(":")[0] for point in of_all(brief)}


def twice(brief: Brief) -> list[str]:
    """Sentences that stand in the part more than once, but for what somebody decided about, and counts."""
    proposed = [point for point in of_part(brief) if point.key and not point.state]
    said = [text for point in proposed for text in (point.text, point.so_what) if text]
    return [text for text, times in Counter(said).items() if times > 1]


@pytest.mark.parametrize("day", [BEFORE_ALL, MIDWAY, AS_OF, TWO_MONTHS_LATER, A_YEAR_LATER])
def test_no_sentence_stands_twice_in_a_brief_of_the_sample(sample, day):
    assert not [(brief.logo.name, said) for brief in sample(day) if (said := twice(brief))]


def test_no_sentence_stands_twice_in_a_random_brief(at_random):
    assert not [said for brief in at_random if (said := twice(brief))]


def test_every_point_has_a_key_of_its_own(sample, at_random):
    for brief in (*sample(AS_OF), *at_random):
        keys = Counter(point.key for point in of_all(brief) if point.text not in MORE)
        assert "" not in keys
        assert not [key for key, times in keys.items() if times > 1], brief.logo.name


@pytest.mark.parametrize("day", [MIDWAY, AS_OF, TWO_MONTHS_LATER])
def test_every_figure_has_a_source_and_a_day_that_is_past(sample, day):
    for brief in sample(day):
        figures = [point for point in of_all(brief) if re.search(r"\d", point.text + point.so_what)]
        assert not [point.text for point in figures if not point.source or point.as_of is None]
        assert not [point.text for point in of_all(brief) if point.as_of is not None and point.as_of > day]


def test_one_to_three_things_are_asked_for_first_and_one_question_last(sample, at_random):
    for brief in (*sample(AS_OF), *sample(A_YEAR_LATER)):
        assert brief.shareable[0].code == "decide"
        assert 1 <= len(brief.shareable[0].points) <= 3
        assert brief.shareable[-1].code == "question"
    for brief in at_random:
        asked = [point for section in brief.shareable if section.code == "decide" for point in section.points]
        assert len([point for point in asked if not point.state]) <= 3


def test_sections_stand_in_their_order(sample):
    for brief in sample(AS_OF):
        codes = [section.code for section in brief.shareable]
        assert codes == [code for code in BRIEF_SECTIONS if code in codes]


@pytest.mark.parametrize(
    ("day", "claims"),
    [
        (
            BEFORE_ALL,
            ("use.", "support", "told", "roadmap", "agreed", "survey", "said", "proof", "decide.reach"),
        ),
        (TWO_MONTHS_LATER, ("use.", "support.", "ticket", "decide.reach")),
        (A_YEAR_LATER, ("use.", "support.", "ticket", "decide.reach", "told.", "decide.goal:", "survey")),
    ],
)
def test_nothing_is_claimed_of_days_that_no_source_reaches(sample, day, claims):
    if day == BEFORE_ALL:
        claims = tuple(
            claim for claim in claims if claim != "roadmap"
        )  # work that is planned has no first day
    assert not [
        (brief.logo.name, point.text)
        for brief in sample(day)
        for point in of_all(brief)
        if point.key.startswith(claims)
    ]


def test_what_a_source_does_not_reach_is_named_as_such(sample):
    said = Counter(kind for brief in sample(TWO_MONTHS_LATER) for kind in kinds(brief))
    assert said["support"] == len(sample(TWO_MONTHS_LATER))
    assert said["use"] > 20
    stale = EN("use-stale", day="20 Nov 2026")
    assert any(point.text == stale for brief in sample(TWO_MONTHS_LATER) for point in of_part(brief))


def test_no_goal_is_judged_by_what_was_measured_a_year_ago(sample):
    words = "|".join(("on plan", "behind plan", "im Plan", "hinter dem Plan"))
    goals = [
        point for brief in sample(A_YEAR_LATER) for point in of_all(brief) if point.key.startswith("goal:")
    ]
    assert not [point.text for point in goals if re.search(words, point.text)]


def test_the_sections_of_one_that_goes_are_what_is_open_between_us():
    filled = {
        section.code
        for section in proposals(facts(leaving="left", ends_on=date(2026, 5, 1)), EN)
        if section.points
    }
    assert filled == {"decide", "question"}
    every = proposals(facts(), EN)
    assert [section.code for section in every] == list(BRIEF_SECTIONS)
    assert [section.heading for section in every] == [EN(f"heading-{code}") for code in BRIEF_SECTIONS]


def test_an_executives_review_has_room_on_a_page(tmp_path):
    path = tmp_path / "demo.db"
    build.build(path, AS_OF)
    with open_book(path) as store:
        book = Book.load(store, AS_OF).with_usage(store)
        rows = [briefs.gather(store, book, logo_id) for logo_id in book.logos]
    for_executives = [replace(one, prepared=KeptBrief(1, "B1", one.logo_id, kind="ebr")) for one in rows]
    made = [briefs.compose(book, one) for one in for_executives]
    assert max(sum(len(section.points) for section in brief.shareable) for brief in made) <= 20
    assert all(point.key for brief in made for point in of_part(brief)), (
        "a reason is nothing that is left out"
    )
