"""The reports by name: the same figures for a script, a spreadsheet, a person and the Trends place.

`run` is the one entry. Names and row keys are a contract that scripts rely on: keys may be added, never renamed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from types import ModuleType

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.plain.errors import NotFoundError
from churntui.questions.report import Options, Report

__all__ = ["NAMES", "Options", "Report", "run"]

_MAKERS: Mapping[str, str] = {
    "attrition": "churntui.questions.attrition.report",
    "revenue": "churntui.questions.revenue.report",
    "customers": "churntui.questions.customers.report",
    "cohorts": "churntui.questions.cohorts.report",
    "behaviour": "churntui.questions.behaviour.report",
    "survival": "churntui.questions.survival.report",
    "renewals": "churntui.questions.renewals",
    "themes": "churntui.questions.themes",
    "coverage": "churntui.questions.coverage",
    "reasons": "churntui.questions.reasons",
}
"""Each report's module, imported when it is asked for: it brings pandas.

In it, `report(book, options)` makes the report. Where it also has `read(store, book, options)`, that reads what the
book does not hold, and `report` takes what it returns as its third argument.
"""

_TAKES: Mapping[str, frozenset[str]] = {
    "attrition": frozenset({"period", "from", "to", "by", "regrettable", "voluntary", "target"}),
    "revenue": frozenset({"period", "from", "to", "by"}),
    "customers": frozenset({"period", "from", "to", "by", "actions", "window"}),
    "cohorts": frozenset({"of", "period", "from", "to", "by", "actions"}),
    "behaviour": frozenset({"action", "period", "from", "to", "by", "regrettable", "voluntary", "window"}),
    "survival": frozenset({"by"}),
    "renewals": frozenset({"by"}),
    "themes": frozenset({"by"}),
    "coverage": frozenset({"from", "to", "by", "regrettable", "voluntary"}),
    "reasons": frozenset({"by"}),
}
"""The options that mean something for each report; another one is not used, and the report says so."""

NAMES = tuple(_MAKERS)


def run(book: Book, name: str, options: Options | None = None, store: Store | None = None) -> Report:
    """Make a report.

    Args:
        book: With usage read, where `name` is `renewals`, and with facts, where it is `reasons`; what would come
            of them is null otherwise.
        name: One of `NAMES`.
        options: All left out by default.
        store: The book's file: the reports about activity read from it what a book does not hold.

    Raises:
        NotFoundError: There is no report of that name.
        BadInputError: An option cannot be used.
        ValueError: The report reads from the file, and none was given.
    """
    options = options or Options()
    if name not in _MAKERS:
        raise NotFoundError(f"There is no report “{name}”", f"Choose one of {', '.join(NAMES)}")
    what, taken = name, _TAKES[name]
    if name == "cohorts" and options.of != "customers":
        what, taken = "cohorts of logos", taken - {"actions"}
    unused = options.beyond(taken)
    asked = options.without(unused)
    made = _made(import_module(_MAKERS[name]), book, asked, store)
    told = [f"--{options.spelled(one)} means nothing for {what} and was not used" for one in unused]
    return replace(made, notes=(*made.notes, *_outside(made, asked), *told))


def _outside(made: Report, asked: Options) -> tuple[str, ...]:
    """What is told where the periods asked for leave nothing to count."""
    limits = " ".join(f"--{name} {day}" for name, day in (("from", asked.first), ("to", asked.end)) if day)
    return (f"Nothing lies in the periods asked for: {limits}",) if limits and not made.rows else ()


def _made(module: ModuleType, book: Book, options: Options, store: Store | None) -> Report:
    """What a report's module makes of the book, and of what it reads from the file where it reads."""
    read = getattr(module, "read", None)
    if read is None:
        made: Report = module.report(book, options)
    elif store is None:
        raise ValueError(f"{module.__name__} reads from the book's file")
    else:
        made = module.report(book, options, read(store, book, options))
    return made
