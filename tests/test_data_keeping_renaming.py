"""A logo gets another id: what is told by the old one goes on, and files that still name it mean this logo."""

import pytest
from imports import counts
from stores import add, whole

from churntui.data import export, history
from churntui.data.keeping import merging, rows

TABLES = ("logo", "former_logo", "snooze", "accepted", "person")


@pytest.fixture
def kept(store, take):
    """Two logos from a file, of which things were put off and accepted."""
    take(logos="logo_id,name,country\nL1,Acme,\nL10,Bolt,\n", people="logo_id,name\nL1,Ann\n")
    for about in ("usage:L1", "silent:L1:2026-01-01", "usage:L10", "step:L1"):
        add(store, "snooze", about=about, until="2027-01-01")
    add(store, "accepted", kind="no_outcome", about="L1 2026-01-01")
    add(store, "accepted", kind="no_outcome", about="L10 2026-01-01")
    return store


def test_what_was_put_off_and_accepted_follows_and_comes_back(kept):
    before = whole(kept, TABLES)
    rows.change(kept, "logos", 1, {"ref": "X"}, "change")
    put_off = {about for (about,) in kept.rows("SELECT about FROM snooze")}
    assert put_off == {"usage:X", "silent:X:2026-01-01", "usage:L10", "step:L1"}
    accepted = {about for (about,) in kept.rows("SELECT about FROM accepted")}
    assert accepted == {"X 2026-01-01", "L10 2026-01-01"}
    after = whole(kept, TABLES)
    assert history.undo(kept) == "change"
    assert whole(kept, TABLES) == before
    history.redo(kept)
    assert whole(kept, TABLES) == after


def test_a_file_that_names_the_old_id_means_the_logo_and_changes_it(kept, take):
    rows.change(kept, "logos", 1, {"ref": "X"}, "change")
    found = take(
        logos="logo_id,name,country\nL1,Acme AG,Chile\nL10,Bolt,\n", people="logo_id,name\nL1,Ann\nL1,Ben\n"
    )
    assert (counts(found["logos"]), counts(found["people"])) == ((0, 1, 1, 0), (1, 0, 1, 0))
    assert kept.rows("SELECT ref, name, country FROM logo ORDER BY id") == [
        ("X", "Acme AG", "Chile"), ("L10", "Bolt", ""),
    ]  # fmt: skip
    (twice,) = take(logos="logo_id,name\nX,Acme AG\nL1,Acme AG\n")["logos"].problems
    assert "in this file already" in twice.reason


def test_an_id_may_be_taken_back_but_not_by_another_logo(kept):
    rows.change(kept, "logos", 1, {"ref": "X"}, "change")
    with pytest.raises(rows.FieldError, match="was that of Acme before"):
        rows.change(kept, "logos", 2, {"ref": "L1"}, "change")
    rows.change(kept, "logos", 1, {"ref": "L1"}, "change back")
    assert kept.rows("SELECT ref, logo_id FROM former_logo") == [("X", 1)]
    assert ("usage:L1",) in kept.rows("SELECT about FROM snooze")


def test_what_had_another_id_and_then_was_merged_is_not_chosen_again(kept, take):
    rows.change(kept, "logos", 1, {"ref": "X"}, "change")
    merging.merge(kept, 2, 1, (), "Merged")
    assert kept.rows("SELECT ref, logo_id, name FROM former_logo ORDER BY ref") == [
        ("L1", 2, "Acme"),
        ("X", 2, "Acme"),
    ]
    take(logos="logo_id,name,country\nL1,Acme,Chile\n")
    assert kept.rows("SELECT ref, name, country FROM logo") == [("L10", "Bolt", "Chile")]


def test_what_is_exported_comes_back(kept, take, tmp_path):
    rows.change(kept, "logos", 1, {"ref": "X"}, "change")
    export.write(kept, tmp_path / "out")
    text = (tmp_path / "out" / "former_logos.csv").read_text(encoding="utf-8")
    assert counts(take(former_logos=text)["former_logos"]) == (0, 0, 1, 0)
