from dataclasses import fields
from datetime import date

import pytest
from brief_samples import AS_OF, review

from churntui.briefs.facts import Point, Section
from churntui.briefs.output import frame
from churntui.model.choices import BRIEF_KINDS, LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word(language):
    words = frame.WORDS[language]
    assert tuple(words.kinds) == BRIEF_KINDS
    assert all(getattr(words, field.name) for field in fields(words))
    assert words.as_of.format("X").count("X") == words.meets.format("X").count("X") == 1


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "3 Jan 2026"), ("de", "03.01.2026"), ("es", "03/01/2026"), ("zh", "2026年1月3日")],
)
def test_a_day_is_written_as_one_does_in_that_language(language, told):
    assert frame.day(date(2026, 1, 3), language) == told


def test_a_source_has_its_day_where_nothing_else_says_it():
    old = date(2026, 11, 2)
    assert frame.cited(Point("Seven", "contracts", AS_OF), AS_OF) == "contracts"
    assert frame.cited(Point("Seven", "contracts", old), AS_OF) == "contracts, 2 Nov 2026"
    assert frame.cited(Point("Seven", "contracts", old), AS_OF, "de") == "contracts, 02.11.2026"
    assert frame.cited(Point("Seven on 2 Nov 2026", "contracts", old), AS_OF) == "contracts"
    assert frame.cited(Point("Seven"), AS_OF) == ""


def test_points_of_one_source_share_it():
    same, other = Point("a", "contracts", AS_OF), Point("b", "surveys", AS_OF)
    assert frame.shared_source(Section("s", (same, same)), AS_OF) == "contracts"
    assert frame.shared_source(Section("s", (same, other)), AS_OF) == ""
    assert frame.shared_source(Section("s", ()), AS_OF) == ""


def test_the_shareable_part_is_in_the_briefs_language_and_the_internal_one_in_ours():
    made = review(language="pl")
    assert [frame.said_in(made, part) for part in frame.PARTS] == ["pl", "en"]
    assert frame.in_order(("internal", "shareable")) == ["shareable", "internal"]
