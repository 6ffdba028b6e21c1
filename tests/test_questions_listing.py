"""A list told to programs and to people, with and without a split."""

from __future__ import annotations

import pytest
from report_books import book

from churntui.plain.errors import NotFoundError
from churntui.questions.asked import Asked
from churntui.questions.columns import Column
from churntui.questions.listing import Listing


def listing(**more):
    return Listing(
        book=book(),
        asked=more.pop("asked", Asked()),
        name="words",
        title="Words",
        rows=[("a", "long"), ("b", "longer")],
        keys=("word",),
        published=lambda row: {"word": row},
        columns=(Column("Word", str, align="left"), Column("Letters", lambda row: str(len(row)))),
        **more,
    )


def test_programs_are_given_every_row_and_people_those_that_are_shown():
    made = listing(shows=lambda row: row != "long", sentence="Two.", legend="a legend").report()
    assert (made.columns, made.rows) == (("word",), ({"word": "long"}, {"word": "longer"}))
    assert (made.sheet.header, made.sheet.rows) == (("Word", "Letters"), (("longer", "6"),))
    assert made.sheet.right == {1}
    assert made.headline.endswith("EUR\nTwo.")
    assert made.legend == "a legend"


def test_a_split_has_its_segment_where_it_is_wanted():
    made = listing(asked=Asked(by=("fit",)), segment_at=1).report()
    assert made.sheet.header == ("Word", "Segment", "Letters")
    assert made.sheet.rows[0] == ("long", "a", "4")
    assert made.sheet.right == {2}
    assert made.columns == ("word", "segment")
    assert made.rows[1] == {"word": "longer", "segment": "b"}


def test_it_has_no_tab():
    with pytest.raises(NotFoundError):
        listing().figures()
