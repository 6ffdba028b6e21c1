"""The report of signals: its keys, its order, and what an empty one rests on."""

import json

import flagged
import pytest
from ui_books import AS_OF

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.metrics.signals.signal import CODES
from churntui.questions import registry
from churntui.questions.asked import Asked


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_book(flagged.build(tmp_path_factory.mktemp("flagged") / "book.db"), read_only=True) as opened:
        yield opened


def report(store, **asked):
    return registry.run(Book.load(store, AS_OF), "signals", Asked(**asked), store)


def test_a_row_for_each_signal_the_largest_logo_first(store):
    rows = json.loads(report(store).json())["rows"]
    assert [*rows[0]] == ["logo_id", "name", "arr", "currency", "signal", "since", "value", "text", "urgent"]
    assert {row["signal"] for row in rows} == {row["name"] for row in rows} == set(CODES)
    assert [row["arr"] for row in rows] == sorted((row["arr"] for row in rows), reverse=True)
    silent = next(row for row in rows if row["signal"] == "silent")
    assert (silent["since"], silent["value"], silent["urgent"]) == ("2026-07-04", 140, True)


def test_it_says_what_was_looked_at_and_splits(store):
    made = report(store, by=("owner",))
    assert (
        f"Looked at: {len(CODES)} signals of 20 logos. Not known: our view of 20, use of 1" in made.headline
    )
    assert {row["segment"] for row in made.rows} == {"Ines"}


def test_an_empty_book_has_none(tmp_path):
    with open_book(tmp_path / "new.db") as store:
        made = report(store)
    assert made.rows == ()
    assert "signals of 0 logos" in made.headline
