"""An import taken back leaves the book as it was; what was touched since stays and is named."""

import csv
from pathlib import Path

import pytest
import whole_book
from hypothesis import given, settings
from hypothesis import strategies as st
from imports import LOGOS, imported
from stores import add, whole

from churntui.data import activity, export, history
from churntui.data.importing import Options, kept, takeback
from churntui.data.opening import open_book
from churntui.data.rows import freshness, use
from churntui.plain.errors import NotFoundError

SMALL = Path(__file__).parents[1] / "fixtures" / "small"

CONTRACTS = "contract_id,logo_id,renews,starts_on,ends_on,amount,currency,per\n"
ACTIVITY = "logo_id,customer_id,action,day,count\n"


def stored(store):
    """Every row that somebody typed or a file brought, with its number."""
    used = store.rows("SELECT * FROM usage_day")
    return {**whole(store, kept.TABLES), "usage_day": used}


def exported(store, folder):
    export.write(store, folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def left(taken):
    return [str(one) for one in taken.left]


def test_an_import_into_an_empty_book_leaves_it_empty(store, tmp_path):
    before, nothing = stored(store), exported(store, tmp_path / "before")
    imported(store, [SMALL])
    taken = takeback.take_back(store)
    assert (stored(store), exported(store, tmp_path / "after"), taken.left) == (before, nothing, ())
    assert taken.taken_out
    assert activity.is_current(store)


def test_all_tables_at_once_and_what_a_second_file_changes_of_them(store, tmp_path):
    tables = whole_book.tables()
    folder = tmp_path / "in"
    for name, (header, rows) in tables.items():
        laid_table(folder, name, header, rows)
    imported(store, [folder])
    states = [stored(store)]
    for name, (header, rows) in tables.items():
        others = [[changed(header, place, cell) for place, cell in enumerate(row)] for row in rows]
        laid_table(folder, name, header, others)
    imported(store, [folder])
    assert stored(store) != states[0]
    assert takeback.take_back(store).left == ()
    assert stored(store) == states[0]
    takeback.take_back(store)
    assert not any(rows for table, rows in stored(store).items() if table != "rate")
    assert activity.is_current(store)


def changed(header, place, cell):
    """Another count, name or text, where any will do."""
    others = {"count": "99", "name": "Other", "owner": "Ben", "what": "Another", "comment": "Otherwise"}
    return others.get(header[place], cell) if cell else cell


def laid_table(folder, name, header, rows):
    folder.mkdir(exist_ok=True)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def some(of, most=4):
    return st.lists(st.tuples(*of), max_size=most, unique_by=lambda row: row[0])


_LOGO, _YEAR = st.sampled_from(["L1", "L2", "L3"]), st.integers(2021, 2025)
_FILES = st.fixed_dictionaries(
    {
        "logos": some(
            [_LOGO, st.sampled_from(["Acme", "Bolt", "Cara"]), st.sampled_from(["", "Ana", "Ben"])]
        ),
        "contracts": some(
            [st.sampled_from(["K1", "K2", "K3", "K4"]), _LOGO, st.sampled_from(["", "K1", "K2", "K3"]), _YEAR]
        ),
        "interviews": some(
            [
                st.sampled_from(["I1", "I2"]),
                _LOGO,
                st.sampled_from(["", "price", "price;sso", "sso;speed"]),
                st.sampled_from(["", "Too dear", "Too slow"]),
            ],
            2,
        ),
        "activity": st.lists(
            st.tuples(
                _LOGO,
                st.sampled_from(["", "u1", "u2"]),
                st.sampled_from(["send", "log_in"]),
                st.integers(1, 4),
                st.integers(0, 3),
            ),
            max_size=6,
        ),
    }
)


def laid_down(folder, files):
    """The files as they come from a source."""
    for old in folder.iterdir():
        old.unlink()
    laid_table(folder, "logos", ["logo_id", "name", "owner"], files["logos"])
    laid_table(
        folder,
        "contracts",
        CONTRACTS.strip().split(","),
        [
            (ref, logo, renews, f"{year}-01-01", f"{year + 1}-01-01", "12", "EUR", "year")
            for ref, logo, renews, year in files["contracts"]
        ],
    )
    laid_table(
        folder,
        "interviews",
        ["interview_id", "logo_id", "status", "held_on", "effective_on", "themes", "notes"],
        [(ref, logo, "held", "2025-02-01", "2025-02-01", *told) for ref, logo, *told in files["interviews"]],
    )
    laid_table(
        folder,
        "activity",
        ACTIVITY.strip().split(","),
        [(logo, who, action, f"2025-01-0{day}", n) for logo, who, action, day, n in files["activity"]],
    )


@given(runs=st.lists(st.tuples(_FILES, st.booleans()), min_size=1, max_size=3))
@settings(max_examples=40, deadline=None)
def test_imports_taken_back_one_after_the_other_leave_each_state_as_it_was(tmp_path_factory, runs):
    home = tmp_path_factory.mktemp("law")
    folder = home / "in"
    folder.mkdir()
    with open_book(home / "book.db") as store:
        states = []
        for files, replaces in runs:
            before, stood = stored(store), takeback.newest(store)
            laid_down(folder, files)
            imported(store, [folder], Options(replace_days=replaces))
            if takeback.newest(store) != stood:
                states.append(before)
            else:
                assert stored(store) == before
        for state in reversed(states):
            assert takeback.take_back(store).left == ()
            assert stored(store) == state
            assert activity.is_current(store)
        with pytest.raises(NotFoundError):
            takeback.take_back(store)


def edited(store, sql):
    with store.edit("change it by hand"):
        store.rows(sql)


def test_a_row_that_was_edited_since_is_left_and_named(store, take):
    take(logos=LOGOS)
    take(logos="logo_id,name,owner\nL1,Acme SE,Ana\nL2,Bolt SE,Ben\nL3,Cara,Ana\nL4,Dora,Ben\n")
    edited(store, "UPDATE logo SET owner = 'Ines' WHERE ref IN ('L1', 'L3')")
    edited(store, "UPDATE logo SET domain = 'by.example' WHERE ref = 'L2'")
    taken = takeback.take_back(store)
    assert left(taken) == ["logo Cara: changed since", "logo Acme SE: changed since"]
    assert store.rows("SELECT ref, name, domain, owner FROM logo ORDER BY ref") == [
        ("L1", "Acme SE", "acme.example", "Ines"),
        ("L2", "Bolt", "by.example", ""),
        ("L3", "Cara", "", "Ines"),
    ]
    assert (taken.taken_out, taken.set_back) == (1, 1)


def test_a_row_on_which_something_made_since_hangs_is_left_with_what_it_hangs_on_itself(store, take):
    take(logos=LOGOS, contracts=CONTRACTS + "C1,L1,,2025-01-01,2026-01-01,12,EUR,year\n")
    edited(
        store,
        "INSERT INTO step(ref, logo_id, contract_id, what) SELECT 'S', logo_id, id, 'Call' FROM contract",
    )
    taken = takeback.take_back(store)
    assert left(taken) == ["contract C1: other rows hang on it", "logo Acme: other rows hang on it"]
    assert store.rows("SELECT ref FROM logo") == [("L1",)]
    assert history.undo(store) == "change it by hand"


def test_what_is_being_written_about_a_logo_keeps_it(store, take):
    take(logos=LOGOS)
    add(store, "draft", logo_id=1, author="Ana", fields="{}", updated_at="2026-01-01T00:00:00Z")
    assert left(takeback.take_back(store)) == ["logo Acme: other rows hang on it"]
    assert store.scalar("SELECT count(*) FROM draft") == 1


def test_an_interview_that_stays_keeps_its_themes(store, take):
    interview = (
        "interview_id,logo_id,status,effective_on,themes,notes\nI1,L1,held,2025-02-01,price;sso,Too dear\n"
    )
    take(logos=LOGOS, interviews=interview)
    edited(store, "UPDATE interview SET notes = 'Far too dear'")
    assert "interview I1 of Acme: changed since" in left(takeback.take_back(store))
    assert store.scalar("SELECT count(*) FROM interview_theme") == 2
    assert store.rows("SELECT name FROM theme ORDER BY name") == [("price",), ("sso",)]


def test_counts_of_activity_that_were_corrected_since_stay(store, take):
    take(logos=LOGOS, activity=ACTIVITY + "L1,u1,send,2025-01-02,3\nL1,u1,send,2025-01-03,4\n")
    take(activity=ACTIVITY + "L1,u1,send,2025-01-02,5\nL1,u1,send,2025-01-03,6\nL1,u2,send,2025-01-04,7\n")
    (first, *_) = use.of_logo(store, 1)
    with store.edit("correct it"):
        use.put(store, 1, [first], [first._replace(n=9)])
    assert left(takeback.take_back(store)) == ["activity of Acme (1 count): changed since"]
    assert [one.n for one in use.of_logo(store, 1)] == [9, 4]
    assert activity.is_current(store)
    taken = takeback.take_back(store)
    assert [one.n for one in use.of_logo(store, 1)] == [9]
    assert "customer u1: other rows hang on it" in left(taken)
    assert activity.is_current(store)


def test_an_import_that_changed_nothing_is_no_entry_and_nor_is_a_dry_run(store, take):
    take(logos=LOGOS)
    take(logos=LOGOS)
    take(Options(dry_run=True), logos=LOGOS.replace("Bolt", "Bolt AG"))
    assert len(takeback.batches(store)) == 1
    takeback.take_back(store)
    assert store.scalar("SELECT count(*) FROM logo") == 0


def test_three_imports_are_kept_and_one_taken_back_is_not_taken_back_twice(store, take):
    for name in ("A", "B", "C", "D"):
        take(logos=f"logo_id,name\nL1,{name}\n")
    assert [batch.is_kept for batch in takeback.batches(store)] == [True, True, True, False]
    names = []
    while takeback.newest(store):
        takeback.take_back(store)
        names.append(store.scalar("SELECT name FROM logo"))
    assert names == ["C", "B", "A"]
    with pytest.raises(NotFoundError, match="no import to take back"):
        takeback.take_back(store)
    assert store.scalar("SELECT count(*) FROM import_kept") == 0


def test_an_import_taken_back_is_no_longer_the_last_of_its_table(store, take):
    take(logos=LOGOS)
    assert "logos" in freshness.imports(store)
    takeback.take_back(store)
    assert freshness.imports(store) == {}


def test_a_decimal_number_comes_back_to_its_last_digit(store, take):
    goals = "goal_id,logo_id,goal,unit,start_value,target_value\n"
    take(logos=LOGOS, goals=goals + "G1,L1,Faster,h,0.30000000000000004,1\n")
    take(goals=goals + "G1,L1,Faster,h,0.5,1\n")
    takeback.take_back(store)
    assert store.scalar("SELECT start_value FROM goal") == 0.30000000000000004


def test_what_an_import_took_of_a_migrated_book_is_taken_back_by_the_columns_of_that_time(store, take):
    take(logos=LOGOS)
    take(logos=LOGOS.replace("Bolt", "Bolt AG"))
    with store.write():
        store.rows("ALTER TABLE logo ADD COLUMN later TEXT")
    assert takeback.take_back(store).left == ()
    assert store.scalar("SELECT name FROM logo WHERE ref = 'L2'") == "Bolt"


_EDITS = {
    "logo": "owner = 'by hand'",
    "contract": "plan = 'by hand'",
    "interview": "notes = 'by hand'",
    "theme": "description = 'by hand'",
    "customer": "name = 'by hand'",
}


@given(
    first=_FILES, second=_FILES, edits=st.lists(st.tuples(st.sampled_from(sorted(_EDITS)), st.integers(1, 3)))
)
@settings(max_examples=40, deadline=None)
def test_what_was_edited_by_hand_stands_after_an_import_is_taken_back(tmp_path_factory, first, second, edits):
    home = tmp_path_factory.mktemp("law")
    folder = home / "in"
    folder.mkdir()
    with open_book(home / "book.db") as store:
        for files in (first, second):
            laid_down(folder, files)
            imported(store, [folder])
        for table, row_id in edits:
            edited(store, f"UPDATE {table} SET {_EDITS[table]} WHERE id = {row_id}")
        stands = by_hand(store)
        while takeback.newest(store):
            takeback.take_back(store)
            assert by_hand(store) == stands
            assert store.rows("PRAGMA foreign_key_check") == []
            assert activity.is_current(store)


def by_hand(store):
    """The rows that were edited, by table."""
    return {
        table: store.rows(f"SELECT id FROM {table} WHERE {edit.replace('=', 'IS')}")
        for table, edit in _EDITS.items()
    }
