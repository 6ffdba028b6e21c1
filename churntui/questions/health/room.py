"""How healthy each logo is that pays: its score, what it is made of, and what moved it.

A row for each active logo, the lowest score first. `score` is the computed one, whatever somebody holds to be right
instead: that is `override`, until `override_until`; `band` follows the override while there is one. `components` are
those that are known, each with its value, its edges and its points, which add up to the score. `change_7` and
`change_28` are in points, against the score of that many days before. All are null where nothing is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.metrics.health import Change, Course
from churntui.model.health import COMPONENTS, Formula
from churntui.plain import dates, wording
from churntui.questions import counting
from churntui.questions.asked import Asked
from churntui.questions.columns import Column
from churntui.questions.health import words
from churntui.questions.health.explaining import undated
from churntui.questions.listing import Listing
from churntui.questions.question import Room
from churntui.questions.report import Report, Value

KEYS = (
    "logo_id", "name", "arr", "currency", "score", "band", "coverage", "components", "worst", "change_7", "change_28",
    "override", "override_until",
)  # fmt: skip


class Row(NamedTuple):
    """A logo and its health."""

    logo_id: int
    arr: int
    course: Course


class LogoHealth:
    """The room."""

    help = ""

    def read(self, store: Store, book: Book, asked: Asked) -> Book:
        """The book with what health is told from."""
        del asked
        return book.read_health(store)

    def answer(self, book: Book, asked: Asked, known: Book | None) -> Healths:
        """A row for each active logo."""
        book = known or book
        rows = scored(book)
        segments = _segments(book, asked, rows)
        return Healths(
            book=book,
            asked=asked,
            name="health",
            title=f"Health · {wording.counted(len(rows), 'logo')} · {book.health_formula.edges}",
            rows=[(segments.get(row.logo_id, ""), row) for row in rows],
            keys=KEYS,
            published=partial(published_row, book),
            columns=_columns(book),
            segment_at=1,
            legend=_legend(rows),
        )


ROOM: Room[Book | None] = LogoHealth()


class Healths(Listing[Row]):
    """The health of every logo, or of those of each segment."""

    def report(self) -> Report:
        """The rows; the weights and edges stand among the settings."""
        made, formula = super().report(), self.book.health_formula
        return replace(made, settings=made.settings | {"health": told(formula), "bands": formula.edges})


def scored(book: Book) -> list[Row]:
    """Every active logo, the lowest score first; none before health is read."""
    return sorted(
        (Row(logo_id, book.active_arr[logo_id], course) for logo_id, course in book.health.items()),
        key=lambda row: (_order(row.course.score), -row.arr, book.name(row.logo_id)),
    )


def told(formula: Formula) -> str:
    """The components that weigh something, each with its weight and edges."""
    return "; ".join(rule.text for rule in formula.weighed)


def _order(score: int | None) -> tuple[bool, int]:
    return score is None, score or 0


def _segments(book: Book, asked: Asked, rows: Sequence[Row]) -> dict[int, str]:
    """Logo id to segment; nothing where nothing is split."""
    if not asked.by:
        return {}
    segment = counting.segment_on(book, asked.by, [book.as_of])
    return {row.logo_id: segment(row.logo_id, book.as_of) for row in rows}


def published_row(book: Book, row: Row) -> dict[str, Value]:
    """A row for programs."""
    logo, now, override = book.logos[row.logo_id], row.course.now, row.course.override
    edges = {rule.key: rule for rule in book.health_formula.rules}
    components: list[dict[str, str | int | float]] = [
        {
            "component": part.key,
            "value": round(part.value, 4),
            "poor": edges[part.key].poor,
            "good": edges[part.key].good,
            "weight": part.weight,
            "points": part.points,
            "of": part.of,
            "said": part.said,
        }
        for part in (now.parts if now else ())
    ]
    return {
        "logo_id": logo.ref,
        "name": logo.name,
        "arr": row.arr,
        "currency": book.currency,
        "score": now.score if now else None,
        "band": words.band_of(row.course, book.health_formula),
        "coverage": now.coverage if now else f"0 of {len(book.health_formula.weighed)}",
        "components": components,
        "worst": now.worst.key if now and now.worst else None,
        "change_7": _points(row.course.week),
        "change_28": _points(row.course.month),
        "override": override.score if override else None,
        "override_until": override.until.isoformat() if override else None,
    }


def _points(change: Change | None) -> int | None:
    return change.points if change else None


def _columns(book: Book) -> tuple[Column[Row], ...]:
    def worst(row: Row) -> str:
        now = row.course.now
        return f"−{now.worst.lost} {now.worst.said}" if now and now.worst else wording.NOTHING

    def known(row: Row) -> str:
        return row.course.now.coverage if row.course.now else "none"

    def change(which: Change | None) -> str:
        return words.moved(which) or wording.NOTHING

    def cause(row: Row) -> str:
        moved = row.course.month
        return COMPONENTS[moved.cause].label.lower() if moved and moved.cause else ""

    def band(row: Row) -> str:
        return words.band_of(row.course, book.health_formula) or wording.NOTHING

    def overridden(row: Row) -> str:
        said = row.course.override
        return f"{said.score} until {dates.short(said.until)}" if said else ""

    return (
        Column("Logo", lambda row: book.name(row.logo_id), align="left"),
        Column("ARR", lambda row: book.money(row.arr)),
        Column("Score", lambda row: str(row.course.now.score) if row.course.now else wording.NOTHING),
        Column("Band", band, align="left"),
        Column("Known", known),
        Column("7 days", lambda row: change(row.course.week)),
        Column("28 days", lambda row: change(row.course.month)),
        Column("Moved by", cause, align="left"),
        Column("Loses most", worst, align="left"),
        Column("Milestones", lambda row: words.overdue(book, row.course), align="left"),
        Column("Override", overridden, align="left"),
    )


def _legend(rows: Sequence[Row]) -> str:
    """What cannot be told of the past, where something of it is among what is told."""
    parts = {part.key: part for row in rows if row.course.now for part in row.course.now.parts}
    return "\n".join(undated(parts.values()))
