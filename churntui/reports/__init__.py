"""The reports by name: the same figures for a script, a spreadsheet, a person and the Trends place.

`run` is the one entry. Names and row keys are a contract that scripts rely on: keys may be added, never renamed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from typing import cast

from churntui.book import Book
from churntui.errors import NotFoundError
from churntui.reports.report import Options, Report

__all__ = ["NAMES", "Options", "Report", "run"]

_MAKERS: Mapping[str, str] = {
    "attrition": "churntui.reports.attrition",
    "revenue": "churntui.reports.revenue",
    "renewals": "churntui.reports.renewals",
    "themes": "churntui.reports.themes",
    "coverage": "churntui.reports.coverage",
    "reasons": "churntui.reports.reasons",
}
"""Each report's module, imported when it is asked for: it brings pandas."""

_TAKES: Mapping[str, frozenset[str]] = {
    "attrition": frozenset({"period", "from", "to", "by", "regrettable"}),
    "revenue": frozenset({"period", "from", "to", "by"}),
    "renewals": frozenset(),
    "themes": frozenset(),
    "coverage": frozenset({"from", "to", "regrettable"}),
    "reasons": frozenset(),
}
"""The options that mean something for each report; another one is not used, and the report says so."""

NAMES = tuple(_MAKERS)


def run(book: Book, name: str, options: Options | None = None) -> Report:
    """Make a report.

    Args:
        book: With usage read, where `name` is `renewals`, and with facts, where it is `reasons`; what would come
            of them is null otherwise.
        name: One of `NAMES`.
        options: All left out by default.

    Raises:
        NotFoundError: There is no report of that name.
        BadInputError: An option cannot be used.
    """
    options = options or Options()
    if name not in _MAKERS:
        raise NotFoundError(f"There is no report “{name}”", f"Choose one of {', '.join(NAMES)}")
    unused = options.beyond(_TAKES[name])
    make = cast("Callable[[Book, Options], Report]", import_module(_MAKERS[name]).report)
    made = make(book, options.without(unused))
    told = tuple(f"--{option} means nothing for {name} and was not used" for option in unused)
    return replace(made, notes=(*made.notes, *told))
