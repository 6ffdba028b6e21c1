import random

import pytest

from churntui.data import rollup
from churntui.data.store import Store


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "book.db") as opened:
        opened.many(
            "INSERT INTO logo(id, ref, name) VALUES (?, ?, ?)", [(n, f"L{n}", f"L{n}") for n in (1, 2)]
        )
        opened.many(
            "INSERT INTO action(id, name, qualifies) VALUES (?, ?, ?)",
            [(1, "a", 1), (2, "b", 1), (3, "login", 0)],
        )
        yield opened


def use(store, *rows):
    store.many("INSERT INTO usage_day(logo_id, day, customer_id, action_id, n) VALUES (?, ?, ?, ?, ?)", rows)


def days(store):
    return store.rows("SELECT logo_id, day, n, customers FROM logo_day ORDER BY 1, 2")


def test_a_day_sums_what_qualifies_and_counts_each_customer_once(store):
    use(store, (1, 10, 7, 1, 2), (1, 10, 7, 2, 3), (1, 10, 8, 1, 1), (1, 10, 9, 3, 50), (1, 10, 0, 1, 4))
    rollup.rebuild(store)
    assert days(store) == [(1, 10, 10, 2)]


def test_days_with_nothing_that_qualifies_have_no_row(store):
    use(store, (1, 10, 7, 3, 5), (1, 11, 7, 1, 0), (2, 12, 0, 1, 1))
    rollup.rebuild(store)
    assert days(store) == [(2, 12, 1, 0)]


def test_refresh_touches_only_what_it_is_told(store):
    use(store, (1, 10, 7, 1, 1), (1, 11, 7, 1, 1), (2, 10, 8, 1, 1))
    with store.write():
        rollup.refresh(store, "(SELECT 1 AS logo_id, 10 AS day UNION ALL SELECT 1, 10)")
    assert days(store) == [(1, 10, 1, 1)]
    assert not rollup.is_current(store)


def test_refresh_takes_rows_away_too(store):
    use(store, (1, 10, 7, 1, 1))
    rollup.rebuild(store)
    with store.write():
        store.rows("DELETE FROM usage_day")
        rollup.refresh(store, "(SELECT 1 AS logo_id, 10 AS day)")
    assert days(store) == []


def test_a_choice_of_actions_makes_it_stale_until_rebuilt(store):
    use(store, (1, 10, 7, 3, 5))
    rollup.rebuild(store)
    assert rollup.is_current(store)
    store.rows("UPDATE action SET qualifies = 1 WHERE id = 3")
    assert not rollup.is_current(store)
    rollup.rebuild(store)
    assert rollup.is_current(store)
    assert days(store) == [(1, 10, 5, 1)]


def test_it_says_what_a_slow_sum_says(store):
    dice = random.Random(4)
    cells = {
        (dice.randint(1, 2), dice.randint(1, 9), dice.randint(0, 4), dice.randint(1, 3)) for _ in range(200)
    }
    rows = [(*cell, dice.randint(0, 3)) for cell in sorted(cells)]
    use(store, *rows)
    rollup.rebuild(store)
    expected = []
    for logo in (1, 2):
        for day in range(1, 10):
            counted = [
                (who, n) for at, on, who, action, n in rows if (at, on) == (logo, day) and action != 3 and n
            ]
            if counted:
                expected.append(
                    (logo, day, sum(n for _, n in counted), len({who for who, _ in counted if who}))
                )
    assert days(store) == expected
