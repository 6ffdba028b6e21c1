"""Rows that the same file brought before and has no more are named, and nothing becomes of them."""

from imports import LOGOS, counts, imported, taker
from stores import add

from churntui.data.importing import takeback

BOTH = LOGOS + "L3,Cargo,cargo.example\n"


def missing(result):
    return [note for note in result.notes if "not in it any more" in note]


def test_a_row_the_file_has_no_more_is_named_and_stays(store, tmp_path):
    take = taker(store, tmp_path)
    assert missing(take(logos=BOTH)["logos"]) == []
    result = take(logos=LOGOS)["logos"]
    assert missing(result) == ["1 row in the book from this file, not in it any more: L3 Cargo; it stays"]
    assert (counts(result), result.removed) == ((0, 0, 2, 0), 0)
    assert store.scalar("SELECT count(*) FROM logo") == 3


def test_many_are_counted(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=LOGOS + "".join(f"M{number},Name {number},\n" for number in range(7)))
    (note,) = missing(take(logos=LOGOS)["logos"])
    assert note.startswith("7 rows in the book from this file, not in it any more: M0 Name 0, ")
    assert note.endswith("M4 Name 4 and 2 more; they stay")


def test_rows_of_other_files_and_of_a_person_are_not_missing(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=LOGOS)
    add(store, "logo", label="Add", ref="L8", name="By hand")
    take(accounts="logo_id,name\nL9,Of another\n")
    assert missing(take(logos=LOGOS)["logos"]) == []


def test_a_row_that_was_rejected_or_left_out_is_not_missing_where_its_id_is_told(store, tmp_path):
    take = taker(store, tmp_path)
    header = "Account ID,Account Name,Employees,Type\n"
    take(
        accounts=header + "L1,Acme,1,Customer\nL2,Bolt,2,Customer\nL3,Cargo,3,Customer\nL4,Dune,4,Customer\n"
    )
    result = take(accounts=header + "L1,Acme,1,Customer\nL2,Bolt,many,Customer\nL3,Cargo,3,Prospect\n")[
        "logos"
    ]
    assert (result.rejected, result.skipped) == (1, 1)
    assert missing(result) == ["1 row in the book from this file, not in it any more: L4 Dune; it stays"]


def test_nothing_is_missing_for_sure_where_a_rejected_row_tells_no_id(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos="logo_id,name,employees\nL1,Acme,1\nL2,Bolt,2\n")
    result = take(logos="logo_id,name,employees\nL1,Acme,1\n,Bolt,many\n")["logos"]
    assert (result.rejected, missing(result)) == (1, [])


def test_an_import_that_was_taken_back_brought_nothing(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=LOGOS)
    takeback.take_back(store)
    add(store, "logo", label="Add", ref="L3", name="By hand")
    assert missing(take(logos=LOGOS)["logos"]) == []


def test_many_imports_later_a_row_is_still_known_to_have_come_from_the_file(store, tmp_path):
    take = taker(store, tmp_path)
    take(logos=BOTH)
    for name in ("Ada", "Bo", "Cy", "Di"):
        take(people=f"person_id,logo_id,name\nP{name},L1,{name}\n")
    take(logos=LOGOS + "L4,Dune,\n")
    assert missing(take(logos=LOGOS)["logos"]) == [
        "2 rows in the book from this file, not in it any more: L3 Cargo, L4 Dune; they stay"
    ]
    assert store.scalar("SELECT count(*) FROM import_brought") == 2 + 4


def test_files_of_one_name_in_one_run_miss_nothing_of_each_other(store, tmp_path):
    folders = [tmp_path / name for name in ("north", "south")]
    for folder, row in zip(folders, ("L1,Acme\n", "L2,Bolt\n"), strict=True):
        folder.mkdir()
        (folder / "logos.csv").write_text(f"logo_id,name\n{row}", "utf-8")
    for _ in range(2):
        found = imported(store, [folder / "logos.csv" for folder in folders]).files
        assert [missing(one) for one in found] == [[], []]
