from __future__ import annotations

from datetime import date, timedelta

import pytest

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.data.opening import open_book
from churntui.demo.build import build
from churntui.model.health import Formula
from churntui.questions.registry import run

TODAY = date(2026, 11, 29)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("health") / "sample.db"
    build(path, TODAY)
    with open_book(path) as store:
        yield store


def told(store: Store, day: date = TODAY) -> dict[str, dict]:
    return {row["logo_id"]: row for row in run(Book.load(store, day), "health", None, store).rows}


def test_every_paying_logo_has_a_row_whose_components_add_up(sample):
    rows = told(sample)
    book = Book.load(sample, TODAY)
    assert rows.keys() == {book.logos[logo_id].ref for logo_id in book.active_arr}
    for row in rows.values():
        parts = row["components"]
        assert sum(part["points"] for part in parts) == row["score"]
        assert sum(part["of"] for part in parts) == 100
        assert row["coverage"] == f"{len(parts)} of 5"
        assert row["band"] == Formula().band(row["score"])


@pytest.mark.parametrize(("back", "key"), [(7, "change_7"), (28, "change_28")])
def test_a_change_is_the_difference_to_the_score_told_on_that_day(sample, back, key):
    now, then = told(sample), told(sample, TODAY - timedelta(days=back))
    both = now.keys() & then.keys()
    assert len(both) > 20
    assert {ref: now[ref]["score"] - now[ref][key] for ref in both} == {
        ref: then[ref]["score"] for ref in both
    }
    assert any(now[ref][key] for ref in both)


def test_scores_agree_with_sql(sample):
    """The same from the rows of the file, with nothing of ours: seats, use, tickets, sentiment."""
    day, monday = TODAY.isoformat(), date(2026, 11, 23)
    end = (monday - date(1970, 1, 1)).days
    active = dict(
        sample.rows(
            """SELECT l.ref, count(DISTINCT u.customer_id) FROM logo l LEFT JOIN usage_day u ON u.logo_id = l.id
            AND u.day >= ? AND u.day < ? AND u.customer_id > 0 AND u.action_id IN (SELECT id FROM action
            WHERE qualifies) GROUP BY l.id""",
            (end - 28, end),
        )
    )
    seats = dict(
        sample.rows(
            """SELECT l.ref, sum(c.seats) FROM contract c JOIN logo l ON l.id = c.logo_id
            WHERE c.starts_on <= ?1 AND (c.ends_on IS NULL OR c.ends_on > ?1) GROUP BY l.id""",
            (day,),
        )
    )
    tickets = dict(
        sample.rows(
            """SELECT l.ref, count(t.id) FROM logo l LEFT JOIN ticket t ON t.logo_id = l.id AND t.opened_on <= ?1
            AND t.opened_on > date(?1, '-90 days') GROUP BY l.id""",
            (day,),
        )
    )
    checked = 0
    for ref, row in told(sample).items():
        values = {part["component"]: part["value"] for part in row["components"]}
        if seats.get(ref) and "active" in values:
            checked += 1
            assert values["active"] == pytest.approx(100 * active[ref] / seats[ref], abs=1e-3)
        assert values["support"] == tickets[ref]
        shares = [
            (part["weight"], min(1, max(0, (part["value"] - part["poor"]) / (part["good"] - part["poor"]))))
            for part in row["components"]
        ]
        exact = 100 * sum(weight * share for weight, share in shares) / sum(weight for weight, _ in shares)
        assert abs(exact - row["score"]) <= 0.5 + 1e-2
    assert checked > 20


def test_an_empty_book_has_no_health(store):
    made = run(Book.load(store, TODAY), "health", None, store)
    assert made.rows == ()
    assert "No contracts yet" in made.text()
