from __future__ import annotations

from datetime import date

import pytest

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.data.rows import health_weeks
from churntui.demo.build import build
from churntui.questions.health import weeks, words
from churntui.questions.health.explaining import explanation

TODAY = date(2026, 11, 29)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("words") / "sample.db"
    build(path, TODAY)
    with open_book(path) as store:
        yield Book.load(store, TODAY).read_health(store)


def test_the_line_says_the_score_and_all_it_loses(book):
    for logo_id, course in book.health.items():
        told = words.in_a_line(book, logo_id)
        lost = [int(part[1:].split()[0]) for part in words.why(course.now)]
        assert sum(lost) == 100 - course.now.score
        assert told.startswith(f"Health {course.now.score}")
        assert all(part in told for part in words.why(course.now))


def test_a_cell_has_the_trend_and_waits_until_health_is_read(book):
    logo_id, course = next(
        (i, course) for i, course in book.health.items() if course.week and course.week.points < 0
    )
    told, look = words.cell(book, logo_id)
    assert told == f"{course.now.score} ▼{-course.week.points}"
    assert look == words.LOOKS[book.health_formula.band(course.now.score)]
    assert words.cell(Book(TODAY), logo_id) == ("…", "dim")
    lost = next(iter(book.logos.keys() - book.active_arr.keys()))
    assert words.cell(book, lost) == ("", "")
    assert words.in_a_line(book, lost) == explanation(book, lost) == ""


def test_the_explanation_gives_each_component_its_edges_and_names_what_is_not_known(book):
    logo_id, course = next((i, course) for i, course in book.health.items() if len(course.now.parts) == 4)
    told = explanation(book, logo_id)
    assert f"{course.now.score} of 100" in told
    assert all(f"- {part.points} of {part.of}: {part.said} (" in told for part in course.now.parts)
    assert "nothing at 50 %, all at 80 %" in told
    assert "Not known, and left out: sentiment." in told


def test_paper_has_a_line_for_each_thing_and_the_weeks_are_told_as_they_were_kept(tmp_path):
    build(tmp_path / "sample.db", TODAY)
    with open_book(tmp_path / "sample.db") as store:
        early = Book.load(store, date(2026, 11, 20)).read_health(store)
        health_weeks.keep(store, weeks.week_of(early))
        book = Book.load(store, TODAY).read_health(store)
    logo_id, course = next(
        (i, course) for i, course in book.health.items() if course.week and course.week.points < 0
    )
    told = words.in_lines(book, logo_id)
    assert told[0].startswith(f"{course.now.score} of 100, {course.now.band} (good from 70")
    assert list(told[1 : 1 + len(course.now.losing)]) == words.why(course.now)
    assert any(line.startswith(f"▼{-course.week.points} in a week, ") for line in told)
    kept = early.health[logo_id].now.score
    assert f"As it was kept each week: {kept} (20 Nov)." in explanation(book, logo_id)
