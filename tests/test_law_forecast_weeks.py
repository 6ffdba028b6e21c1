"""A quarter of weeks in random books: forecast and waterfall are what SQL makes of the weeks that were kept."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from stores import add_renewal
from ui_books import AS_OF, contract, logo

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.data.rows import renewal_weeks
from churntui.model.choices import STAGES
from churntui.questions import registry, weekly
from churntui.questions.asked import Asked

OWNERS = ("Ines", "Bo", "")

BY_CELL = """SELECT owner,
        strftime('%Y', ends_on, '-1 day') || '-Q' || ((strftime('%m', ends_on, '-1 day') + 2) / 3) AS quarter,
        sum(arr * weight) / 100.0, count(*), sum(arr), sum(CASE outcome WHEN 'open' THEN arr ELSE 0 END)
    FROM renewal_week WHERE kept_on = ? GROUP BY 1, 2"""

STEPS = ("won", "lost", "up", "down", "slipped", "new", "other")


def something_happens(store, chance, day):
    """One of the things that move a forecast."""
    ref, id_, logo_id, ends_on = chance.choice(store.rows("SELECT ref, id, logo_id, ends_on FROM contract"))
    is_near = abs((date.fromisoformat(ends_on) - day).days) < 90
    happens = chance.choice(("stage", "amount", "slips", "owner", "renewed", "lost", "gone", "new"))
    if happens == "stage":
        store.rows("DELETE FROM renewal WHERE contract_id = ?", (id_,))
        add_renewal(store, id_, chance.choice(STAGES))
    elif happens == "amount":
        store.rows("UPDATE contract SET arr_minor = ? WHERE id = ?", (chance.randint(1, 10**6), id_))
    elif happens == "slips":
        store.rows("UPDATE contract SET ends_on = date(ends_on, '+50 days') WHERE id = ?", (id_,))
    elif happens == "owner":
        store.rows("UPDATE logo SET owner = ? WHERE id = ?", (chance.choice(OWNERS), logo_id))
    elif (
        happens == "renewed"
        and is_near
        and not store.one("SELECT 1 FROM contract WHERE renews_id = ?", (id_,))
    ):
        ends_in = (date.fromisoformat(ends_on) - AS_OF).days + 365
        contract(
            store, logo_id, ends_in, chance.randint(1, 10**6), ref=f"{ref}+", renews_id=id_, starts_on=ends_on
        )
    elif happens == "lost" and is_near:
        store.rows("UPDATE contract SET notice_on = ? WHERE id = ?", (day.isoformat(), id_))
    elif happens == "gone":
        store.rows("DELETE FROM contract WHERE id = ?", (id_,))
    elif happens == "new":
        contract(
            store,
            logo_id,
            chance.randint(-60, 400),
            chance.randint(1, 10**6),
            ref=f"N{ref}-{day}-{chance.random()}",
        )


@pytest.mark.parametrize("seed", [1, 2])
def test_forecast_and_waterfall_are_what_sql_makes_of_the_weeks(tmp_path, seed):
    chance = random.Random(seed)
    with open_book(tmp_path / "book.db") as store:
        for nth in range(15):
            logo_id = logo(store, f"Logo {nth}", owner=chance.choice(OWNERS))
            contract(store, logo_id, chance.randint(-100, 400), chance.randint(1, 10**6))
        for nth in range(12, -1, -1):
            day = AS_OF - timedelta(weeks=nth)
            for _ in range(4):
                something_happens(store, chance, day)
            weekly.keep_anew(store, day)
        known = {(owner, quarter): row for owner, quarter, *row in store.rows(BY_CELL, (AS_OF.isoformat(),))}
        book = Book.load(store, AS_OF)
        ahead = registry.run(book, "forecast", None, store).rows
        for row in ahead:
            called, due, arr, open_ = known.get((row["owner"], row["quarter"]), (0, 0, 0, 0))
            if row["ends_on"] > AS_OF.isoformat():
                assert (row["due"], row["arr_due"], row["arr_open"]) == (due, arr, open_)
                assert abs(row["arr_called"] - called) <= due / 2
        now = {(row["owner"], row["quarter"]): row["arr_called"] for row in ahead}
        for day in renewal_weeks.days(store, AS_OF)[::4]:
            then = {(owner, quarter): row for owner, quarter, *row in store.rows(BY_CELL, (day.isoformat(),))}
            moved = registry.run(book, "forecast", Asked(since=day + timedelta(days=6)), store).rows
            assert {(row["owner"], row["quarter"]) for row in moved} >= set(then)
            for row in moved:
                cell = row["owner"], row["quarter"]
                called, due, *_ = then.get(cell, (0, 0))
                assert row["since"] == day.isoformat()
                assert abs(row["called_before"] - called) <= due / 2
                assert row["called_before"] + sum(row[step] for step in STEPS) == row["called_after"]
                if row["ends_on"] > AS_OF.isoformat():
                    assert row["called_after"] == now.get(cell, 0)
