"""The cells of the book after any run of imports are those of a plain dictionary."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from imports import imported

from churntui.data import importing, rollup
from churntui.data.importing import Options, gathered
from churntui.data.opening import open_book

ROW = st.tuples(
    st.sampled_from(["L1", "L2", "L3"]),
    st.sampled_from(["", "u", "v"]),
    st.sampled_from(["a", "b", "login"]),
    st.integers(1, 9),
    st.integers(0, 3),
)
FILES = st.lists(st.lists(ROW, max_size=12), min_size=1, max_size=2)
RUNS = st.lists(st.tuples(FILES, st.booleans()), min_size=1, max_size=4)


def expected(book, files, *, replaces):
    """Change the book, and return each file's counts (added, changed, unchanged, removed)."""
    sums = Counter()
    for rows in files:
        for *key, n in rows:
            sums[tuple(key)] += n
    found = []
    for rows in files:
        states = Counter(
            "added" if (key := row[:4]) not in book else "unchanged" if book[key] == sums[key] else "changed"
            for row in rows
        )
        found.append([states["added"], states["changed"], states["unchanged"], 0])
    was_empty = not book
    for nth, rows in enumerate(files):
        if replaces and rows and not was_empty:
            days, actions = [row[3] for row in rows], {row[2] for row in rows}
            gone = [
                key
                for key in book
                if min(days) <= key[3] <= max(days) and key[2] in actions and key not in sums
            ]
            found[nth][3] = len(gone)
            for key in gone:
                del book[key]
    book |= sums
    return [tuple(counts) for counts in found]


def write(folder, files):
    paths = []
    for nth, rows in enumerate(files):
        path = folder / f"activity-{nth}.csv"
        lines = [f"{logo},{who},{action},2025-01-{day:02},{n}\n" for logo, who, action, day, n in rows]
        path.write_text("logo_id,customer_id,action,day,count\n" + "".join(lines))
        paths.append(path)
    return paths


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(runs=RUNS)
def test_imports_come_to_what_a_dictionary_says(tmp_path_factory, monkeypatch, runs):
    monkeypatch.setattr(gathered, "_HELD", 4)
    monkeypatch.setattr(gathered, "_STRIDE", 2)
    folder = tmp_path_factory.mktemp("law")
    book = {}
    with open_book(folder / "book.db") as store:
        importing.load_tables(
            store, {"logos": (("logo_id", "name"), [(f"L{n}", f"L{n}") for n in (1, 2, 3)])}
        )
        for files, replaces in runs:
            counts = expected(book, files, replaces=replaces)
            found = imported(store, write(folder, files), Options(replace_days=replaces)).files
            assert [(one.added, one.changed, one.unchanged, one.removed) for one in found] == counts
            rows = store.rows("SELECT logo_id, coalesce(customer_id, ''), action, day, count FROM v_usage")
            assert {(logo, who, action, int(day[-2:])): n for logo, who, action, day, n in rows} == book
        assert rollup.is_current(store)
