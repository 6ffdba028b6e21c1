from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from ui_books import AS_OF, contract, logo

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.data.opening import open_book
from churntui.demo.build import build
from churntui.metrics import backtest as metrics
from churntui.metrics.backtest import BackTest, Told, Weights
from churntui.metrics.intervals import Outcome
from churntui.model.health import Formula, Rule
from churntui.questions.health import backtest
from churntui.questions.registry import run


def days(back: int) -> str:
    return (AS_OF - timedelta(days=back)).isoformat()


def ticket(store: Store, logo_id: int, opened_on: str) -> None:
    store.insert(
        "INSERT INTO ticket(ref, logo_id, opened_on) VALUES ('T' || (SELECT count(*) FROM ticket), ?, ?)",
        (logo_id, opened_on),
    )


def year(store: Store, logo_id: int, starts_on: str, ends_on: str | None) -> None:
    store.insert(
        """INSERT INTO contract(ref, logo_id, starts_on, ends_on, amount_minor, currency, per, arr_minor)
        VALUES ('C' || (SELECT count(*) FROM contract), ?, ?, ?, 1200, 'EUR', 'year', 1200)""",
        (logo_id, starts_on, ends_on),
    )


@pytest.fixture
def decided(store):
    """A hundred logos whose first year ended in the last three years; of those with six tickets before it most left."""
    with store.write():
        for nth in range(100):
            ended = 100 + 10 * nth
            troubled = nth % 4 == 0
            own = store.insert("INSERT INTO logo(ref, name) VALUES (?1, ?1)", (f"L{nth}",))
            year(store, own, days(ended + 365), days(ended))
            if not (troubled if nth % 20 else nth % 40 == 0):
                year(store, own, days(ended), None)
            for nth_ticket in range(6 if troubled else 1):
                ticket(store, own, days(ended + 95 + nth_ticket))
            for nth_ticket in range(
                0 if troubled else 9
            ):  # what came later says the opposite: it is not looked at
                ticket(store, own, days(ended + 50 + nth_ticket))
    return store


def test_the_component_that_decides_is_found_on_what_was_known_then(decided):
    made = run(Book.load(decided, AS_OF), "backtest", None, decided)
    rows = {(row["part"], row["name"]): row for row in made.rows}
    assert (rows["score", "score"]["cases"], rows["score", "score"]["lost"]) == (100, 23)
    support = rows["component", "support"]
    assert support["verdict"] == "foretells loss"
    assert support["auc"] > 0.8
    assert rows["component", "active"]["verdict"] == "too few to say"
    assert made.settings["left_out"] == ["people", "promises"]
    assert "champion and buyer (who is a champion" in made.text()
    assert (
        sum(row["lost"] for (part, _), row in rows.items() if part == "band")
        == rows["score", "score"]["lost"]
    )


def test_a_book_without_losses_says_so(store):
    contract(store, logo(store, "Alone"), -100)
    made = run(Book.load(store, AS_OF), "backtest", None, store)
    assert "1 renewal with an outcome, 1 lost: too few to say anything" in made.text()
    assert all(row["auc"] is None for row in made.rows)
    assert run(Book.empty, "backtest", None, store).rows == ()


def test_what_was_known_then_is_what_the_health_report_said_then(tmp_path):
    today = date(2026, 11, 29)
    build(tmp_path / "sample.db", today)
    with open_book(tmp_path / "sample.db") as store:
        past = backtest.read(store, Book.load(store, today))
        compared = 0
        for (logo_id, day), readings in list(zip(past.cases.looked_at, past.readings, strict=True))[::9]:
            then = Book.load(store, day).read_health(store)
            told = then.health.get(logo_id)
            if told is None or told.now is None:
                continue
            own = {part.key: part.said for part in told.now.parts if part.key in backtest.DATED}
            assert own == {key: readings[key].said for key in own}
            compared += bool(own)
        assert compared > 5


def test_proposed_weights_leave_what_has_no_day_its_share():
    new = Weights({"active": 40, "trend": 60}, 3, Outcome(30, 100), 0.8, 0.6, 0.1, 0.3, is_better=True)
    rules = (Rule("active", 30, 50, 80), Rule("trend", 20, -40, 0), Rule("people", 25, 0, 100))
    told = Told(Outcome(30, 100), None, "no difference shown")
    made = BackTest(Outcome(30, 100), True, told, {}, (), {}, new)
    formula = backtest.proposed(made, Formula(rules))
    assert formula is not None
    assert {rule.key: rule.weight for rule in formula.rules} == {"active": 40, "trend": 60, "people": 50}
    assert backtest.proposed(replace(made, weights=replace(new, is_better=False)), Formula(rules)) is None


def test_of_very_many_renewals_those_of_all_years_are_looked_at(decided, monkeypatch):
    book = Book.load(decided, AS_OF)
    every = metrics.cases(book.timeline, AS_OF)
    monkeypatch.setattr(metrics, "MOST_CASES", 40)
    made = run(book, "backtest", None, decided)
    assert f"40 renewals with an outcome (an even share of {every.of})" in made.headline
    some = metrics.cases(book.timeline, AS_OF)
    assert (some.days.min(), some.days.max()) == (every.days.min(), every.days.max())
    assert some.lost.mean() == pytest.approx(every.lost.mean(), abs=0.1)
