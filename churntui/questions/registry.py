"""The questions that can be asked of a book, a line each, and the one way to ask them.

How to write a room, say `seasonality`:

1. What is counted is a function in `metrics/` that returns frozen rows (`metrics.attrition.AttritionRow`): the names
   of their fields are the keys of `--json` and `--csv`, and stand nowhere else.
2. The room is a module here (or a package, where it also explains much and shows who is behind its figures). It ends
   with `ROOM: Room[None] = Seasonality()`, an object with `answer(book, asked, known)`, and with
   `read(store, book, asked)` where it needs more of the file than a book holds; without, it inherits `OfBook`.
   `asked` is an `Asked`: `asked.every` is the length of a period, `spans.covered(book, asked)` are the periods,
   `counting.labels` the segments.
3. It returns an `Answer`: what is told to a program or a person (`report`) and shown in Trends (`figures`). With a
   row for each period and segment this is an `over_time.OverTime` of rows and `columns.Column`s, which say of each
   its title, its text and where it is shown; that makes both. Without periods and a tab it is
   a `listing.Listing`. Anything else is a small class with the two methods.
4. One line in `QUESTIONS` names it: what of `Asked` it takes and, with `tab`, where it stands in Trends.

The command line, its help, Trends, `e` and the tests go through that line. Numbers become text in `plain.wording`
and `Book.money` alone. Names and row keys are a contract that scripts rely on: they may be added, never renamed.
"""

from __future__ import annotations

from dataclasses import replace

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.model import splits
from churntui.plain.errors import NotFoundError
from churntui.questions.asked import Asked
from churntui.questions.question import LOSSES, PERIODS, RANGE, Question
from churntui.questions.report import Report

QUESTIONS = (
    Question("attrition", "attrition.room", PERIODS | LOSSES | {"target"}, "Logos"),
    Question("revenue", "revenue.room", PERIODS, "Revenue"),
    Question("renewal-rate", "renewal_rate.room", PERIODS, "Renewals"),
    Question(
        "customers",
        "customers.room",
        PERIODS | {"actions", "window"},
        "Customers",
        reads=True,
        spans=("month", "week"),
        splits=(*splits.names(), splits.ROLE.name),
        needs_contracts=False,
        asks=True,
    ),
    Question(
        "cohorts",
        "cohorts.room",
        PERIODS | {"of", "unit", "share", "actions"},
        "Cohorts",
        reads=True,
        of_customers=frozenset({"actions"}),
        customer_spans=("month", "week"),
        body=True,
    ),
    Question(
        "segments",
        "segments",
        PERIODS | LOSSES,
        "Segments",
        unsplit="as usual: the first that tells logos apart",
    ),
    Question(
        "behaviour",
        "behaviour.room",
        PERIODS | LOSSES | {"action", "window", "fall", "of"},
        "Behaviour",
        reads=True,
        of_logos=LOSSES,
        parts=("actions", "leading indicator", "falling today", "customers"),
        timeless=frozenset({"leading indicator", "falling today"}),
        fall_part="falling today",
        asks=True,
    ),
    Question("leading", "leading.room", LOSSES, reads=True),
    Question(
        "survival",
        "survival.room",
        frozenset({"by"}),
        "Survival",
        spans=(),
        splits=splits.names(but={"tenure", "first_value"}),
        parts=("tenure", "time points", "quarters"),
    ),
    Question("renewals", "renewals.room", frozenset({"by"}), reads=True, can_do_without=True),
    Question("forecast", "forecast.room", RANGE | {"since"}, reads=True, can_do_without=True),
    Question("forecast-accuracy", "forecast.past", frozenset(), reads=True, can_do_without=True),
    Question("health", "health.room", frozenset({"by"}), reads=True, can_do_without=True),
    Question("backtest", "health.backtest", frozenset(), reads=True),
    Question("signals", "signals.room", frozenset({"by"}), reads=True, can_do_without=True),
    Question(
        "saving",
        "saving.room",
        frozenset({"by"}),
        "Saving",
        spans=(),
        parts=("offers", "stages", "open"),
        timeless=frozenset({"stages", "open"}),
    ),
    Question(
        "onboarding",
        "onboarding.room",
        frozenset({"by"}),
        "Onboarding",
        reads=True,
        spans=(),
        splits=splits.names(but={"tenure", "first_value"}),
    ),
    Question("themes", "themes", frozenset({"by"})),
    Question("coverage", "coverage", RANGE | LOSSES | {"by"}),
    Question("reasons", "reasons", frozenset({"by"}), reads=True, can_do_without=True),
)
"""In the order they are named and, where they have a tab, shown."""

REPORTS = {question.name: question for question in QUESTIONS}
"""The questions the command line answers, by name."""

TABS = tuple(question for question in QUESTIONS if question.tab)
"""The questions that have a tab in Trends."""


def run(book: Book, name: str, asked: Asked | None = None, store: Store | None = None) -> Report:
    """Make a report.

    Args:
        book: What is asked about.
        name: One of `REPORTS`.
        asked: Everything as usual by default.
        store: The book's file: what the question needs beside the book is read from it. Of `renewals` and
            `reasons`, what would come of it is null without.

    Raises:
        NotFoundError: There is no report of that name.
        BadInputError: Something cannot be asked like this.
        ValueError: The question reads from the file, and none was given.
    """
    question = REPORTS.get(name)
    if question is None:
        raise NotFoundError(f"There is no report “{name}”", f"Choose one of {', '.join(REPORTS)}")
    given = asked or Asked()
    meant = given.only(question.takes_of(given))
    made = _known_and_counted(question, book, meant, store)
    return replace(made, notes=(*made.notes, *_outside(made, meant), *question.told_unused(given)))


def _known_and_counted(question: Question, book: Book, asked: Asked, store: Store | None) -> Report:
    """What the question's room makes of the book, and of what it reads from the file where it reads."""
    known: object = None
    if "first_value" in asked.by and store is not None and book.usage is None:
        book = book.with_usage(store)
    if question.reads and store is not None:
        known = question.load().read(store, book, asked)
    elif question.reads and not question.can_do_without:
        raise ValueError(f"{question.name} reads from the book's file")
    return question.answered(book, asked, known).report()


def _outside(made: Report, asked: Asked) -> tuple[str, ...]:
    """What is told where the periods asked for leave nothing to count."""
    limits = " ".join(f"--{name} {day}" for name, day in (("from", asked.first), ("to", asked.end)) if day)
    return (f"Nothing lies in the periods asked for: {limits}",) if limits and not made.rows else ()
