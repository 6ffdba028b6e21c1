"""What each tab of Trends takes on a book: for `activity.py`, which runs it by itself.

    python tests/bench/activity_tabs.py BOOK AS_OF

A tab is timed as the user meets it: what it reads from the file and what it counts, without the frame it is drawn in.
"First" is the tab's first view of a book just opened (the contracts' timeline is built then, once for all tabs);
"next" the median of its other views. Prints milliseconds as JSON.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from large_book import CHOSEN

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.data.opening import open_book
from churntui.questions.asked import LATEST, Asked
from churntui.questions.customers.trial import trial
from churntui.questions.question import Question
from churntui.questions.registry import TABS

VIEWS = {
    "Customers": (("by month", replace(LATEST, span="month")), ("by week", replace(LATEST, span="week"))),
    "Cohorts": (
        ("of logos", replace(LATEST, span="month")),
        ("of customers", replace(LATEST, span="month", of="customers")),
    ),
    "Behaviour": (("actions", LATEST), ("leading indicator", replace(LATEST, part="leading indicator"))),
}
"""The views of a tab that are told apart; all others have one."""


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


def shown(store: Store, book: Book, tab: Question, asked: Asked) -> float:
    """Milliseconds until a tab's figures are there."""
    meant, room = tab.meant(asked), tab.load()
    return timed(lambda: room.answer(book, meant, room.read(store, book, meant)).figures())


def main() -> None:
    """Time every tab and print."""
    store = open_book(Path(sys.argv[1]), read_only=True)
    as_of = date.fromisoformat(sys.argv[2])
    for tab in TABS:
        tab.load()
    told: dict[str, float] = {}
    every = [str(name) for (name,) in store.rows("SELECT name FROM action ORDER BY name")]
    book = Book.load(store, as_of)
    told["Reading the book, ms"] = timed(lambda: Book.load(store, as_of))
    told["Timeline and losses, once, ms"] = timed(lambda: (book.timeline, book.losses))
    for tab in TABS:
        for name, view in VIEWS.get(tab.tab, (("", LATEST),)):
            title = " ".join(filter(None, (tab.tab, name)))
            told[f"{title}, first, ms"] = shown(store, book, tab, view)
            again = [replace(view), view, view, view, view]
            told[f"{title}, next, ms"] = statistics.median(shown(store, book, tab, one) for one in again)
    for name, actions in (("3 actions", CHOSEN), ("all but one", every[1:])):
        tried = [
            timed(lambda actions=actions: trial(book, "month", store, frozenset(actions))) for _ in range(5)
        ]
        told[f"Trying another set, {name}, ms"] = statistics.median(tried)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
