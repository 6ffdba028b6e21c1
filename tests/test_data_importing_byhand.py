"""What was changed by hand stays where a file says otherwise, is told with both values, and yields to `take`."""

import whole_book
from hypothesis import given, settings
from hypothesis import strategies as st
from imports import LOGOS, counts, imported, taker
from stores import add, whole

from churntui.data import export, history
from churntui.data.importing import Options, kept, load_tables, takeback
from churntui.data.opening import open_book
from churntui.data.rows.use import TABLE as USE
from churntui.model.tables import TABLES

CONTRACTS = "contract_id,logo_id,plan,starts_on,ends_on,amount,currency,per\n"
CONTRACT = "C1,L1,Gold,2026-01-01,2027-01-01,1200.00,EUR,year\n"
FILE, BOOK = Options(take="file"), Options(take="book")


def by_hand(store, label, statement, *values):
    with store.edit(label):
        store.rows(statement, values)


def told(result):
    return [(one.line, one.column, one.book, one.file) for one in result.conflicts]


def test_a_name_changed_by_hand_stays_and_the_rest_of_its_row_is_taken(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=LOGOS)
    by_hand(store, "Call it so", "UPDATE logo SET name = 'Acme SE' WHERE ref = 'L1'")
    (day,) = store.one("SELECT substr(at, 1, 10) FROM edit")
    result = take(logos=LOGOS.replace("acme.example", "acme.test"))["logos"]
    assert store.rows("SELECT name, domain FROM logo WHERE ref = 'L1'") == [("Acme SE", "acme.test")]
    assert (counts(result), result.in_conflict) == ((0, 1, 1, 0), 1)
    assert [str(one) for one in result.conflicts] == [
        f"line 2, name: book “Acme SE” (changed by hand on {day}), file “Acme”"
    ]


def test_the_files_value_releases_the_field(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=LOGOS)
    by_hand(store, "Call it so", "UPDATE logo SET name = 'Acme SE' WHERE ref = 'L1'")
    assert take(FILE, logos=LOGOS)["logos"].in_conflict == 0
    assert store.scalar("SELECT name FROM logo WHERE ref = 'L1'") == "Acme"
    later = take(logos=LOGOS.replace("Acme", "Acme Group"))["logos"]
    assert (counts(later), later.in_conflict) == ((0, 1, 1, 0), 0)
    assert store.scalar("SELECT name FROM logo WHERE ref = 'L1'") == "Acme Group"


def test_the_books_value_is_kept_without_a_word(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=LOGOS)
    by_hand(store, "Call it so", "UPDATE logo SET name = 'Acme SE' WHERE ref = 'L1'")
    result = take(BOOK, logos=LOGOS)["logos"]
    assert (counts(result), result.in_conflict, result.conflicts) == ((0, 0, 2, 0), 0, ())
    assert store.scalar("SELECT name FROM logo WHERE ref = 'L1'") == "Acme SE"


def test_an_edit_that_was_taken_back_holds_nothing(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=LOGOS)
    by_hand(store, "Call it so", "UPDATE logo SET name = 'Acme SE' WHERE ref = 'L1'")
    history.undo(store)
    result = take(logos=LOGOS.replace("Acme", "Acme Group"))["logos"]
    assert (counts(result), result.in_conflict) == ((0, 1, 1, 0), 0)


def test_what_an_edit_left_as_it_was_is_not_held(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=LOGOS)
    by_hand(store, "Save", "UPDATE logo SET name = name, domain = domain, industry = 'Food' WHERE ref = 'L1'")
    result = take(logos="logo_id,name,industry\nL1,Acme Group,Toys\n")["logos"]
    assert told(result) == [(2, "industry", "Food", "Toys")]
    assert store.scalar("SELECT name FROM logo WHERE ref = 'L1'") == "Acme Group"


def test_a_field_emptied_by_hand_stays_empty_and_one_never_typed_is_filled(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=LOGOS)
    by_hand(store, "No mail there", "UPDATE logo SET domain = '' WHERE ref = 'L1'")
    add(store, "logo", label="Add", ref="L3", name="Cargo", domain="")
    result = take(logos=LOGOS + "L3,Cargo,cargo.example\n")["logos"]
    assert told(result) == [(2, "domain", "", "acme.example")]
    assert store.rows("SELECT domain FROM logo ORDER BY ref") == [
        ("",),
        ("bolt.example",),
        ("cargo.example",),
    ]


def test_a_blank_overwrites_nothing_and_is_no_conflict(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=LOGOS)
    by_hand(store, "Call it so", "UPDATE logo SET name = 'Acme SE' WHERE ref = 'L1'")
    for options in (Options(), FILE):
        result = take(options, logos="logo_id,name,domain\nL1,,\n")["logos"]
        assert (counts(result), result.in_conflict) == ((0, 0, 1, 0), 0)
    assert store.one("SELECT name, domain FROM logo WHERE ref = 'L1'") == ("Acme SE", "acme.example")


def test_an_amount_is_held_with_its_currency_and_what_it_is_for(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=LOGOS, contracts=CONTRACTS + CONTRACT)
    by_hand(store, "Discount", "UPDATE contract SET amount_minor = 100000, arr_minor = 100000")
    same = take(contracts=CONTRACTS + CONTRACT)["contracts"]
    assert told(same) == [(2, "amount", "1000.00", "1200.00")]
    other = "C1,L1,Silver,2026-01-01,2027-01-01,90.00,USD,month\n"
    result = take(contracts=CONTRACTS + other)["contracts"]
    assert told(result) == [
        (2, "amount", "1000.00", "90.00"),
        (2, "currency", "EUR", "USD"),
        (2, "per", "year", "month"),
    ]
    assert "currency: book “EUR” (held with the other), file “USD”" in str(result.conflicts[1])
    row = store.one("SELECT plan, amount_minor, currency, per, arr_minor FROM contract")
    assert row == ("Silver", 100_000, "EUR", "year", 100_000)
    take(FILE, contracts=CONTRACTS + other)
    row = store.one("SELECT plan, amount_minor, currency, per, arr_minor FROM contract")
    assert row == ("Silver", 9_000, "USD", "month", 108_000)


def test_the_text_of_a_note_yields_only_to_take_file(store, tmp_path):
    take = taker(store, tmp_path)
    header = "review_id,logo_id,kind,held_on,notes\n"
    take(logos=LOGOS, reviews=header + "R1,L1,qbr,2026-01-05,As the file had it\n")
    by_hand(store, "Write", "UPDATE review SET notes = 'As I heard it'")
    result = take(reviews=header + "R1,L1,ebr,2026-01-05,As the file had it\n")["reviews"]
    assert told(result) == [(2, "notes", "As I heard it", "As the file had it")]
    assert store.one("SELECT kind, notes FROM review") == ("ebr", "As I heard it")
    take(FILE, reviews=header + "R1,L1,ebr,2026-01-05,As the file had it\n")
    assert store.scalar("SELECT notes FROM review") == "As the file had it"


def test_a_row_taken_away_by_hand_comes_back_only_where_the_file_is_taken(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=LOGOS, contracts=CONTRACTS + CONTRACT)
    by_hand(store, "Not ours", "DELETE FROM contract")
    (day,) = store.one("SELECT substr(at, 1, 10) FROM edit")
    result = take(contracts=CONTRACTS + CONTRACT)["contracts"]
    assert [str(one) for one in result.conflicts] == [
        f"line 2, contract_id “C1”: taken away by hand on {day}"
    ]
    assert (counts(result), result.in_conflict, result.skipped) == ((0, 0, 0, 0), 1, 1)
    silent = take(BOOK, contracts=CONTRACTS + CONTRACT)["contracts"]
    assert (counts(silent), silent.in_conflict, silent.skipped) == ((0, 0, 0, 0), 0, 1)
    assert counts(take(FILE, contracts=CONTRACTS + CONTRACT)["contracts"]) == (1, 0, 0, 0)


def test_rows_of_a_logo_taken_away_by_hand_are_refused_for_that_until_it_is_back(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=LOGOS, contracts=CONTRACTS + CONTRACT)
    by_hand(store, "Not ours", "DELETE FROM logo WHERE ref = 'L1'")
    (day,) = store.one("SELECT substr(at, 1, 10) FROM edit")
    results = take(logos=LOGOS, contracts=CONTRACTS + CONTRACT)
    assert results["logos"].in_conflict == 1
    (problem,) = results["contracts"].problems
    assert problem.reason.startswith(f"was taken away by hand on {day}: to have it back, import ")
    results = take(FILE, logos=LOGOS, contracts=CONTRACTS + CONTRACT)
    assert [counts(results[name])[0] for name in ("logos", "contracts")] == [1, 1]


def test_a_new_row_under_the_number_of_one_taken_away_is_not_held(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=LOGOS)
    by_hand(store, "Add", "INSERT INTO logo(id, ref, name) VALUES (9, 'L9', 'Same')")
    by_hand(store, "Take away", "DELETE FROM logo WHERE id = 9")
    add(store, "logo", id=9, ref="L10", name="Same")
    result = take(logos="logo_id,name\nL10,Other\n")["logos"]
    assert (counts(result), result.in_conflict) == ((0, 1, 0, 0), 0)


def test_a_dry_run_tells_the_conflicts(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=LOGOS)
    by_hand(store, "Call it so", "UPDATE logo SET name = 'Acme SE' WHERE ref = 'L1'")
    assert told(take(Options(dry_run=True), logos=LOGOS)["logos"]) == [(2, "name", "Acme SE", "Acme")]


def test_an_import_that_was_answered_can_be_taken_back(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=LOGOS)
    by_hand(store, "Call it so", "UPDATE logo SET name = 'Acme SE' WHERE ref = 'L1'")
    take(FILE, logos=LOGOS)
    takeback.take_back(store)
    assert told(take(logos=LOGOS)["logos"]) == [(2, "name", "Acme SE", "Acme")]


def test_a_renewal_linked_otherwise_by_hand_stays(store, tmp_path):
    take = taker(store, tmp_path)
    header = CONTRACTS.replace("plan", "renews")
    rows = (
        "C1,L1,,2025-01-01,2026-01-01,1200.00,EUR,year\n"
        "C2,L1,,2025-01-01,2026-01-01,1200.00,EUR,year\n"
        "C3,L1,C1,2026-01-01,2027-01-01,1200.00,EUR,year\n"
    )
    renewed = """SELECT p.ref FROM contract c JOIN contract p ON p.id = c.renews_id WHERE c.ref = 'C3'"""
    take(logos=LOGOS, contracts=header + rows)
    by_hand(
        store,
        "Renews the other",
        "UPDATE contract SET renews_id = (SELECT id FROM contract WHERE ref = 'C2') WHERE ref = 'C3'",
    )
    result = take(contracts=header + rows)["contracts"]
    assert (told(result), counts(result)) == ([(4, "renews", "C2", "C1")], (0, 0, 3, 0))
    assert store.scalar(renewed) == "C2"
    assert counts(take(FILE, contracts=header + rows)["contracts"]) == (0, 1, 2, 0)
    assert store.scalar(renewed) == "C1"


def test_a_field_of_ones_own_typed_by_hand_stays(store, tmp_path):
    take = taker(store, tmp_path)
    sheet = "logo_id,name,Colour\nL1,Acme,red\nL2,Bolt,blue\n"
    colours = "SELECT value FROM own_value ORDER BY logo_id"
    take(Options(own=("Colour",)), logos=sheet)
    by_hand(store, "Paint", "UPDATE own_value SET value = 'green' WHERE value = 'red'")
    result = take(logos=sheet.replace("blue", "black"))["logos"]
    assert (told(result), counts(result)) == ([(2, "Colour", "green", "red")], (0, 1, 1, 0))
    assert store.rows(colours) == [("green",), ("black",)]
    assert take(FILE, logos=sheet)["logos"].in_conflict == 0
    assert store.rows(colours) == [("red",), ("blue",)]
    assert take(logos=sheet.replace("red", "pink"))["logos"].in_conflict == 0
    assert store.rows(colours) == [("pink",), ("blue",)]


INTERVIEWS = "interview_id,logo_id,status,held_on,themes\nI1,L1,held,2026-01-05,price;speed\n"


def themes(store):
    return [
        name
        for (name,) in store.rows(
            "SELECT name FROM interview_theme JOIN theme ON theme.id = theme_id ORDER BY name"
        )
    ]


def test_themes_changed_by_hand_stay_until_the_files_are_taken(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=LOGOS, interviews=INTERVIEWS)
    by_hand(
        store,
        "Untag",
        "DELETE FROM interview_theme WHERE theme_id = (SELECT id FROM theme WHERE name = 'speed')",
    )
    result = take(interviews=INTERVIEWS)["interviews"]
    assert (told(result), counts(result)) == ([(2, "themes", "price", "price;speed")], (0, 0, 1, 0))
    assert themes(store) == ["price"]
    assert take(BOOK, interviews=INTERVIEWS)["interviews"].in_conflict == 0
    assert themes(store) == ["price"]
    assert counts(take(FILE, interviews=INTERVIEWS)["interviews"]) == (0, 1, 0, 0)
    later = take(interviews=INTERVIEWS.replace("speed", "support"))["interviews"]
    assert (themes(store), later.in_conflict) == (["price", "support"], 0)


def test_a_list_in_conflict_makes_no_theme(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=LOGOS, interviews=INTERVIEWS)
    by_hand(store, "Untag", "DELETE FROM interview_theme")
    take(interviews=INTERVIEWS.replace("speed", "never heard of"))
    assert store.scalar("SELECT count(*) FROM theme WHERE name = 'never heard of'") == 0


def test_a_theme_in_another_case_is_no_conflict(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=LOGOS, interviews=INTERVIEWS)
    by_hand(
        store,
        "Untag",
        "DELETE FROM interview_theme WHERE theme_id = (SELECT id FROM theme WHERE name = 'speed')",
    )
    assert take(interviews=INTERVIEWS.replace("price;speed", "Price"))["interviews"].in_conflict == 0


EDITED = {
    "name": ("Acme SE", "Acme"),
    "domain": ("acme.test", "acme.example"),
    "industry": ("Food", "Toys"),
    "country": ("DE", "FR"),
    "owner": ("ines", "omar"),
}
SHEET = "logo_id,name,domain,industry,country,owner\nL1,Acme,acme.example,Toys,FR,omar\n"


@settings(max_examples=20, deadline=None)
@given(st.sets(st.sampled_from(sorted(EDITED))))
def test_the_same_file_after_edits_gives_one_conflict_for_each_edited_field(tmp_path_factory, names):
    folder = tmp_path_factory.mktemp("book")
    with open_book(folder / "a.db") as store:
        take = taker(store, folder)
        take(logos=SHEET)
        for name in names:
            by_hand(store, name, f"UPDATE logo SET {name} = ?", EDITED[name][0])
        before = whole(store, kept.TABLES)
        result = take(logos=SHEET)["logos"]
        assert sorted(told(result)) == sorted((2, name, *EDITED[name]) for name in names)
        assert (counts(result), whole(store, kept.TABLES)) == ((0, 0, 1, 0), before)
        take(FILE, logos=SHEET)
        row = store.one(f"SELECT {', '.join(EDITED)} FROM logo")
        assert row == tuple(said for _, said in EDITED.values())


def test_an_export_of_the_same_book_is_in_no_conflict(store, tmp_path):
    load_tables(store, whole_book.tables())
    tables = [name for name in dict.fromkeys(table.stored for table in TABLES.values()) if name != USE]
    with store.edit("Everything by hand"):
        for name in set(tables) & set(kept.TABLES):
            rows = store.rows(f"SELECT rowid, * FROM {name}")
            columns = kept.columns_of(store, name)
            for number, *values in rows:
                store.rows(
                    "INSERT INTO change(edit_id, table_name, row_id, after) SELECT edit_id, ?, ?, json_object("
                    + ", ".join(f"'{column}', ?" for column in columns)
                    + ") FROM recording",
                    (name, number, *values),
                )
    export.write(store, tmp_path / "out")
    result = imported(store, [tmp_path / "out"])
    assert {
        file.table: (file.changed, file.in_conflict)
        for file in result.files
        if file.changed or file.in_conflict
    } == {}
