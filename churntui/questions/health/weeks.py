"""The health of a book's logos as it is kept each week."""

from __future__ import annotations

from churntui.book import Book
from churntui.model.weeks import HealthWeek
from churntui.questions.health.words import band_of


def week_of(book: Book) -> list[HealthWeek]:
    """A row for each logo that pays, of the book's day; none before health is read."""
    formula = book.health_formula
    weighed = len(formula.weighed)
    return [
        HealthWeek(
            book.as_of,
            book.logos[logo_id].ref,
            course.now.score if course.now else None,
            band_of(course, formula),
            len(course.now.parts) if course.now else 0,
            weighed,
            course.now.worst.key if course.now and course.now.worst else "",
            course.override.score if course.override else None,
        )
        for logo_id, course in book.health.items()
    ]
