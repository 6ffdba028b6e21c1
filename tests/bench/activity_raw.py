"""The same figures from the raw events, by SQLite, pandas and DuckDB: for `activity.py`, which runs it by itself.

    python tests/bench/activity_raw.py BOOK PLAIN CSVS

BOOK is churntui's, PLAIN a SQLite file with the events as they were in the CSV. Each engine gets the events in the
form it likes best (day numbers, codes for texts) before the clock starts. Prints milliseconds as JSON, after seeing
that all four agree.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from large_book import CHOSEN as ACTIONS
from large_book import END, FIRST

from churntui.book import Book
from churntui.data import activity
from churntui.data.opening import open_book
from churntui.metrics import cohorts, customers
from churntui.model.presence import grid_index
from churntui.plain import dates

WINDOW = 28
_OPENINGS = [dates.number(p.starts_on) for p in dates.periods("month", FIRST, END)] + [dates.number(END)]

ATTRITION = """
WITH active AS (
  SELECT DISTINCT o.n AS n, e.customer AS customer FROM opening o JOIN event e ON e.day >= o.day - 28 AND e.day < o.day
  WHERE e.action IN (SELECT action FROM chosen))
SELECT a.n, count(*), count(*) - count(b.customer) FROM active a
LEFT JOIN active b ON b.n = a.n + 1 AND b.customer = a.customer
WHERE a.n < (SELECT max(n) FROM opening) GROUP BY a.n ORDER BY a.n
"""

COHORTS = """
SELECT c.month, e.month - c.month AS age, count(DISTINCT e.customer) FROM event e JOIN customer c USING (customer)
WHERE e.month >= c.month AND e.action IN (SELECT action FROM chosen) GROUP BY 1, 2 ORDER BY 1, 2
"""

USE = """
SELECT o.n, e.logo, count(*) FROM opening o JOIN event e ON e.day >= o.day - 28 AND e.day < o.day
WHERE e.action = (SELECT min(action) FROM chosen) AND o.n % 3 = 0 GROUP BY 1, 2 ORDER BY 1, 2
"""

Rows = list[tuple[int, ...]]


def timed(count: Callable[[], Rows], times: int) -> tuple[float, Rows]:
    """The median of some runs in milliseconds, and the answer."""
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        rows = count()
        took.append(1000 * (time.perf_counter() - begun))
    return statistics.median(took), rows


def events(plain: Path, csvs: Path) -> tuple[pd.DataFrame, pd.DataFrame, list[int]]:
    """The events and customers as columns of numbers, and the codes of the chosen actions."""
    kind = {"logo_id": "category", "customer_id": "category", "day": "category", "action": "category"}
    read = pd.read_csv(csvs / "activity.csv", usecols=[*kind], dtype=kind)
    people = pd.read_csv(csvs / "customers.csv")
    joined = pd.to_datetime(people["joined_on"]).to_numpy().astype("datetime64[M]").astype(np.int64)
    customer = pd.DataFrame({"customer": people["customer_id"].str[1:].astype(np.int64), "month": joined})
    days = pd.DatetimeIndex(pd.to_datetime(read["day"].cat.categories)).to_numpy().astype("datetime64[D]")
    code = {name: n for n, name in enumerate(read["action"].cat.categories)}
    at = read["day"].cat.codes.to_numpy()
    names, logos = read["customer_id"].cat, read["logo_id"].cat
    event = pd.DataFrame(
        {
            "logo": logos.categories.str[1:].astype(np.int64).to_numpy()[logos.codes].astype(np.int32),
            "customer": names.categories.str[1:].astype(np.int64).to_numpy()[names.codes].astype(np.int32),
            "day": days.astype(np.int32)[at],
            "month": days.astype("datetime64[M]").astype(np.int32)[at],
            "action": read["action"].cat.codes.to_numpy().astype(np.int32),
        }
    )
    return event, customer, [code[name] for name in ACTIONS if name in code]


def by_pandas(
    event: pd.DataFrame, customer: pd.DataFrame, chosen: list[int]
) -> dict[str, Callable[[], Rows]]:
    """Each figure with pandas."""

    def attrition() -> Rows:
        done = event[event["action"].isin(chosen)]
        active = [
            set(done["customer"][(done["day"] >= day - WINDOW) & (done["day"] < day)].unique())
            for day in _OPENINGS
        ]
        return [(n, len(a), len(a - b)) for n, (a, b) in enumerate(pairwise(active)) if a]

    def cohort_table() -> Rows:
        done = event[event["action"].isin(chosen)]
        pairs = (
            done[["customer", "month"]]
            .drop_duplicates()
            .merge(customer, on="customer", suffixes=("", "_joined"))
        )
        pairs = pairs[pairs["month"] >= pairs["month_joined"]]
        pairs["age"] = pairs["month"] - pairs["month_joined"]
        return [(*key, int(n)) for key, n in pairs.groupby(["month_joined", "age"]).size().items()]

    def use() -> Rows:
        done = event[event["action"] == min(chosen)]
        rows: Rows = []
        for n, day in list(enumerate(_OPENINGS))[::3]:
            counts = (
                done["logo"][(done["day"] >= day - WINDOW) & (done["day"] < day)].value_counts().sort_index()
            )
            rows += [(n, int(logo), int(count)) for logo, count in counts.items()]
        return rows

    return {"attrition": attrition, "cohorts": cohort_table, "use": use}


def by_sql(execute: Callable[[str], Rows]) -> dict[str, Callable[[], Rows]]:
    """Each figure with SQL."""
    return {name: lambda query=query: execute(query) for name, query in _QUERIES.items()}  # type: ignore[misc]


_QUERIES = {"attrition": ATTRITION, "cohorts": COHORTS, "use": USE}


def by_churntui(path: Path) -> dict[str, Callable[[], Rows]]:
    """Each figure as churntui has it."""
    store = open_book(path, read_only=True)
    book = Book.load(store, END)
    months = dates.periods("month", FIRST, END)
    first, end = grid_index("month", FIRST), grid_index("month", END)
    logo = {i: int(ref[1:]) for i, ref in store.rows("SELECT id, ref FROM logo")}
    action = {str(name): int(i) for i, name in store.rows("SELECT id, name FROM action")}
    _ = book.timeline

    def attrition() -> Rows:
        crowd = activity.crowd(store, END, "month", first, end, settings=book.settings, sized=True)
        rows = customers.customers(crowd, months, timeline=book.timeline, logo_ids=book.logo_ids)
        return [(n, row.initial, row.lost) for n, row in enumerate(rows) if row.initial]

    def cohort_table() -> Rows:
        crowd = activity.crowd(store, END, "month", first, end, settings=book.settings)
        found = cohorts.customer_cohorts(crowd, months, as_of=END)
        return [
            (grid_index("month", period.starts_on), age, int(n))
            for row, period in enumerate(found.joined)
            for age, n in enumerate(found.active[row].tolist())
            if n > 0
        ]

    def use() -> Rows:
        chosen = action[min(ACTIONS)]
        rows: Rows = []
        for n, found in zip(
            range(0, len(_OPENINGS), 3),
            activity.use_before(store, _OPENINGS[::3], settings=book.settings),
            strict=True,
        ):
            own = found.actions == chosen
            rows += sorted(
                (n, logo[i], count)
                for i, count in zip(found.logos[own].tolist(), found.n[own].tolist(), strict=True)
            )
        return rows

    return {"attrition": attrition, "cohorts": cohort_table, "use": use}


def main() -> None:
    """Count with each, compare, and print."""
    book, plain, csvs = map(Path, sys.argv[1:])
    event, customer, chosen = events(plain, csvs)
    opening = pd.DataFrame({"n": range(len(_OPENINGS)), "day": _OPENINGS})
    picked = pd.DataFrame({"action": chosen})
    tables = {"event": event, "customer": customer, "opening": opening, "chosen": picked}
    duck = duckdb.connect()
    light = sqlite3.connect(plain.with_suffix(".coded.db"))
    light.executescript("PRAGMA journal_mode=OFF; PRAGMA cache_size=-262144")
    for name, frame in tables.items():
        duck.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")
        columns = ", ".join(frame.columns)
        light.execute(f"CREATE TABLE {name}({columns})")
        for at in range(0, len(frame), 500_000):
            rows = frame.iloc[at : at + 500_000].to_numpy().tolist()
            light.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(frame.columns))})", rows)
    light.executescript(
        "CREATE INDEX by_day ON event(day, action, customer, logo); CREATE UNIQUE INDEX who ON customer(customer)"
    )
    light.commit()
    engines = {
        "churntui": (by_churntui(book), 9),
        "DuckDB": (by_sql(lambda query: duck.execute(query).fetchall()), 5),
        "pandas": (by_pandas(event, customer, chosen), 3),
        "SQLite": (by_sql(lambda query: light.execute(query).fetchall()), 1),
    }
    told: dict[str, float] = {}
    titles = {
        "attrition": "Customer attrition, 60 months",
        "cohorts": "Customer cohorts, 60 months",
        "use": "Use of an action before 20 quarters",
    }
    for figure, title in titles.items():
        answers: dict[str, Rows] = {}
        for engine, (counting, times) in engines.items():
            told[f"{title}: {engine}, ms"], answers[engine] = timed(counting[figure], times)
        told[f"{title}: DuckDB / churntui"] = told[f"{title}: DuckDB, ms"] / told[f"{title}: churntui, ms"]
        for engine, rows in answers.items():
            theirs, ours = {tuple(map(int, row)) for row in rows}, set(answers["churntui"])
            if theirs != ours:
                only = sorted(theirs - ours)[:3], sorted(ours - theirs)[:3]
                raise SystemExit(f"{title}: {engine} and churntui differ in {only}")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
