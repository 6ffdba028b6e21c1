from __future__ import annotations

import pytest
from stores import add, add_logo

from churntui.data import history
from churntui.data.opening import open_book
from churntui.data.rows import commitments


@pytest.fixture
def store(tmp_path):
    """Two logos with a review each, and four promises of the first."""
    with open_book(tmp_path / "book.db") as store:
        for ref in ("L1", "L2"):
            logo_id = add_logo(store, ref)
            add(store, "review", ref=f"R{ref}", logo_id=logo_id)
        for nth in range(4):
            add(
                store,
                "commitment",
                ref=f"M{nth}",
                logo_id=1,
                what=f"{nth}",
                review_id=1 if nth == 3 else None,
            )
        yield store


def of_reviews(store):
    return [review_id for (review_id,) in store.rows("SELECT review_id FROM commitment ORDER BY id")]


def test_what_was_promised_in_no_review_yet_is_found_from_the_first_on(store):
    assert commitments.since(store, 1, 2) == [2, 3]
    assert commitments.since(store, 2, 1) == []


def test_it_is_of_the_review_it_was_promised_in_and_of_no_other(store):
    commitments.promised_in(store, [1, 2, 99], 1, "Saved")
    assert of_reviews(store) == [1, 1, None, 1]
    commitments.promised_in(store, [1, 3, 4], 2, "Of another logo")
    assert of_reviews(store) == [1, 1, None, 1]
    history.undo(store)
    assert of_reviews(store) == [None, None, None, 1]
