"""Scores as people read them: `41 ▼9`, `−6 use fell 44 %`."""

from __future__ import annotations

from collections.abc import Iterable

from churntui.book import Book
from churntui.metrics.health import Change, Course, Health
from churntui.model.health import COMPONENTS, Band, Formula
from churntui.plain import dates, wording
from churntui.plain.looks import CellStyle

LOOKS: dict[Band, CellStyle] = {"good": "good", "fair": "", "poor": "bad"}

SCORE_WIDTH = len("41 ▼20")
"""Cells of a usual score."""

_NOT_READ = "…"


def moved(change: Change | None) -> str:
    """`▼9`, `▲3`, `─` for no change; empty where there is nothing to compare with."""
    if change is None:
        return ""
    if not change.points:
        return "─"
    return f"{'▲' if change.points > 0 else '▼'}{abs(change.points)}"


def score(course: Course | None) -> str:
    """`41 ▼9`: the computed score and its change since last week; with `*` what somebody holds to be right instead."""
    if course is None:
        return ""
    computed = str(course.now.score) if course.now else wording.NOTHING
    overridden = f"{course.override.score}* " if course.override else ""
    return f"{overridden}{computed} {moved(course.week)}".rstrip()


def cell(book: Book, logo_id: int) -> tuple[str, CellStyle]:
    """The same for a table, with its look; `…` until it is read."""
    if book.known_health is None:
        return _NOT_READ, "dim"
    course = book.health.get(logo_id)
    band = course and band_of(course, book.health_formula)
    return score(course), LOOKS[band] if band else ""


def width(book: Book, logo_ids: Iterable[int]) -> int:
    """The cells a column of the scores of these logos needs."""
    return max((len("Health"), *(len(score(book.health.get(logo_id))) for logo_id in logo_ids)))


def computed(book: Book, logo_id: int) -> int | None:
    """The computed score of a logo; None where nothing of it is known."""
    course = book.health.get(logo_id)
    return course.now.score if course and course.now else None


def band_of(course: Course, formula: Formula) -> Band | None:
    """Where what counts lies: the override where there is one."""
    return None if course.score is None else formula.band(course.score)


def why(made: Health) -> list[str]:
    """`−16 use fell 44 %`, a line for each component that loses points, the most first."""
    return [f"−{part.lost} {part.said}" for part in made.losing]


def unknown(made: Health | None, formula: Formula) -> list[str]:
    """The components that weigh something and are not known."""
    known = {part.key for part in made.parts} if made else set()
    return [COMPONENTS[rule.key].label.lower() for rule in formula.weighed if rule.key not in known]


def overdue(book: Book, course: Course) -> str:
    """`overdue: kicked off (12 Nov), first goal (20 Nov)`; empty where none is."""
    named = [f"{due.name} ({dates.short(due.due_on, book.as_of)})" for due in course.overdue]
    return f"overdue: {', '.join(named)}" if named else ""


def in_a_line(book: Book, logo_id: int) -> str:
    """`Health 41 ▼9 poor, 4 of 5 known: −16 use fell 44 %, −12 champion left · overdue: kicked off (12 Nov)`.

    Empty of a logo that does not pay, and until health is read.
    """
    course = book.health.get(logo_id)
    if course is None:
        return ""
    made, formula = course.now, book.health_formula
    if made is None:
        told = "Health: nothing is known yet"
    else:
        told = f"Health {made.score} {moved(course.week)}".rstrip() + f" {made.band}, {made.coverage} known"
        told += f": {', '.join(why(made))}" if made.losing else ""
    return " · ".join(filter(None, (told, overridden(book, course, formula), overdue(book, course))))


def in_lines(book: Book, logo_id: int) -> tuple[str, ...]:
    """The same for paper, a line each: the score, what it loses by, what moved it, who holds it to be another one."""
    course = book.health.get(logo_id)
    if course is None:
        return ()
    made, formula = course.now, book.health_formula
    moves = [
        f"{moved(change)} in {span}, {change.text}"
        for change, span in ((course.week, "a week"), (course.month, "four weeks"))
        if change is not None and change.points
    ]
    score_line = (
        f"{made.score} of 100, {made.band} ({formula.edges}) · {made.coverage} known"
        if made
        else "Nothing it is made of is known"
    )
    lines = (score_line, *(why(made) if made else ()), *moves, overridden(book, course, formula))
    return tuple(filter(None, (*lines, overdue(book, course))))


def overridden(book: Book, course: Course, formula: Formula) -> str:
    """`held to be 85, good, until 27 Dec: they sign next week`; empty where the computed score counts."""
    held = course.override
    if held is None:
        return ""
    until = dates.short(held.until, book.as_of)
    return f"held to be {held.score}, {formula.band(held.score)}, until {until}: {held.reason}"
