"""The renewals room: usage comes from the file where one is given."""

from __future__ import annotations

import pytest
from ui_books import AS_OF, contract, logo, use

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.questions import registry as questions
from churntui.questions.asked import Asked


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        contract(store, logo(store, "Nordwind", industry="Health"), -3, notice_days=61)
        contract(store, logo(store, "Acme"), 84)
        use(store, 1, [20] * 8 + [10] * 4)
        yield store


def test_usage_is_read_with_the_question_and_null_without_a_file(store):
    book = Book.load(store, AS_OF)
    changes = {row["name"]: row["usage_change"] for row in questions.run(book, "renewals", store=store).rows}
    assert changes == {"Nordwind": -0.5, "Acme": None}
    assert {row["usage_change"] for row in questions.run(book, "renewals").rows} == {None}


def test_people_see_the_segment_behind_the_logo_and_what_the_alarm_means(store):
    made = questions.run(Book.load(store, AS_OF), "renewals", Asked(by=("industry",)), store)
    assert made.sheet.header[:3] == ("Logo", "Segment", "Contract")
    (line,) = (row for row in made.sheet.rows if row[0] == "Nordwind")
    assert (line[1], line[4]) == ("Health", "−3")
    assert line[6].endswith(" !")
    assert "nobody called a stage" in made.legend
    assert made.text().count("−50 %") == 1
