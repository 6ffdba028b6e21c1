"""A row is laid over what is there and written only where it differs."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from imports import CONTRACTS, LOGOS, counts, reasons
from profiles import examples

from churntui.data import importing
from churntui.data.opening import open_book


def test_the_same_again_changes_nothing_and_a_change_changes_only_its_row(store, take):
    take(logos=LOGOS)
    assert counts(take(logos=LOGOS)["logos"]) == (0, 0, 2, 0)
    assert counts(take(logos=LOGOS.replace("Bolt", "Bolt AG"))["logos"]) == (0, 1, 1, 0)
    assert store.scalar("SELECT name FROM logo WHERE ref = 'L2'") == "Bolt AG"


def test_a_blank_never_overwrites(store, take):
    take(logos=LOGOS)
    assert counts(take(logos="logo_id,name,domain,owner\nL1,,,Ana\n")["logos"]) == (0, 1, 0, 0)
    assert store.one("SELECT name, domain, owner FROM logo WHERE ref = 'L1'") == (
        "Acme",
        "acme.example",
        "Ana",
    )


def test_bad_rows_are_told_with_line_column_and_reason_and_never_block_good_ones(take):
    found = take(
        logos=LOGOS,
        contracts=CONTRACTS
        + "C1,L1,,2025-01-01,2026-01-01,1200,EUR,year\n"
        + "C2,L9,,2025-01-01,2026-01-01,1200,EUR,year\n"
        + "C3,L1,,2025-01-01,2025-01-01,1200,EUR,year\n"
        + "C4,L1,,2025-02-30,,twelve,EUR,year\n"
        + "C1,L1,,2025-01-01,2026-01-01,1200,EUR,year\n"
        + "C5,L1,,2025-01-01,,1200,EUR,\n"
        + "C6,L1,,2025-01-01,,1200,EUR,year,stray\n"
        + "C7,L2,,2025-01-01,,1200,EUR,month\n",
    )["contracts"]
    assert counts(found) == (2, 0, 0, 6)
    told = reasons(found)
    assert [(line, column) for line, column, _ in told] == [
        (3, "logo_id"),
        (4, "ends_on"),
        (5, "starts_on"),
        (6, "contract_id"),
        (7, "per"),
        (8, ""),
    ]
    assert told[0][2] == "no such logo: import logos first"
    assert told[3][2].endswith("on line 2")


def test_a_setting_whose_value_is_left_out_stays(store, take):
    take(settings="key,value\ngrace_days,5\n")
    assert counts(take(settings="value,key,value\n,grace_days,7\n")["settings"]) == (0, 0, 1, 0)


NAMES = st.text(max_size=12)


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["C1", "C2", "C3", "", " C1 "]),
        st.sampled_from(["L1", "L2", "L9", ""]),
        st.sampled_from(["", "C1", "C2", "C3"]),
        st.sampled_from(["2025-01-01", "2025-06-30", "01.02.2025", "03/04/2025", "x", ""]),
        st.sampled_from(["", "2026-01-01", "2025-01-01", "31.12.2025"]),
        st.sampled_from(["100", "1.234,50 €", "-1", "", "y"]),
        st.sampled_from(["EUR", "USD", "", "E"]),
        st.sampled_from(["month", "year", "term", ""]),
    ),
    max_size=8,
)


_C1 = ("C1", "L1", "", "2025-01-01")


@settings(
    max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names=st.lists(NAMES, max_size=4), rows=ROWS)
@example(names=["", ""], rows=[(*_C1, "", "100", "EUR", "term"), (*_C1, "2026-01-01", "100", "EUR", "month")])
def test_twice_is_once(tmp_path_factory, names, rows):
    folder = tmp_path_factory.mktemp("law")
    tables = {
        "logos": (("logo_id", "name"), [(f"L{n}", name) for n, name in enumerate(names)]),
        "contracts": (tuple(CONTRACTS.strip().split(",")), rows),
    }
    with open_book(folder / "book.db") as book:
        first = importing.load_tables(book, tables).files
        kept = book.rows("SELECT * FROM contract"), book.rows("SELECT * FROM logo")
        second = importing.load_tables(book, tables).files
        assert (book.rows("SELECT * FROM contract"), book.rows("SELECT * FROM logo")) == kept
    for before, after in zip(first, second, strict=True):
        assert (after.added, after.changed) == (0, 0)
        assert after.unchanged == before.added + before.changed + before.unchanged
        assert after.problems == before.problems
        assert before.added + before.rejected + before.skipped == len(tables[before.table][1])
