"""What is one person's: kept in their own folder, and never needed to work."""

from __future__ import annotations

import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.data import mine
from churntui.data.mine import Mine
from churntui.data.opening import open_book
from churntui.plain.errors import ChurnError
from churntui.plain.text import clean_line


def test_nothing_is_known_and_nothing_is_written_before_somebody_says_a_name():
    assert mine.read() == Mine()
    assert mine.named() == ""
    assert not mine.path().parent.exists()


def test_a_name_is_kept_for_its_user_alone():
    assert mine.name_me("  Ines \x1b Berg ") == "Ines Berg"
    assert mine.named() == "Ines Berg"
    assert stat.S_IMODE(mine.path().stat().st_mode) == 0o600


def test_the_variable_goes_before_what_is_kept(monkeypatch):
    mine.name_me("Ines")
    monkeypatch.setenv("CHURNTUI_AUTHOR", "Ben")
    assert mine.named() == "Ben"
    monkeypatch.setenv("CHURNTUI_AUTHOR", " ")
    assert mine.named() == "Ines"


def test_the_owner_looked_at_is_kept_for_each_book(tmp_path):
    mine.look_at(tmp_path / "a.db", "Ines")
    mine.look_at(tmp_path / "b.db", "Ben")
    mine.name_me("Ines")
    assert [mine.owner_in(tmp_path / name) for name in ("a.db", "b.db", "c.db")] == ["Ines", "Ben", ""]
    mine.look_at(tmp_path / "a.db", "")
    assert mine.read() == Mine("Ines", {str((tmp_path / "b.db").resolve()): "Ben"})


def test_a_book_is_the_same_by_whatever_way_it_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    mine.look_at(tmp_path / "a.db", "Ines")
    assert mine.owner_in(tmp_path / "x" / ".." / "a.db") == "Ines"


def test_the_book_chosen_for_longest_ago_is_forgotten_first(tmp_path):
    for nth in range(101):
        mine.look_at(tmp_path / f"{nth}.db", "Ines")
    assert len(mine.read().owners) == 100
    assert mine.owner_in(tmp_path / "0.db") == ""
    assert mine.owner_in(tmp_path / "100.db") == "Ines"


@pytest.mark.parametrize(
    "text", ["", "[]", '{"author": 1, "owners": {}}', '{"author": "x"}', '{"author":', "\xff"]
)
def test_a_damaged_file_is_told_in_a_line_and_not_written_over(text):
    file = mine.path()
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="latin-1")
    assert mine.named() == ""
    for use in (mine.read, lambda: mine.name_me("Ines")):
        with pytest.raises(ChurnError, match=r"mine\.json is damaged") as told:
            use()
        assert "\n" not in str(told.value)
    assert file.read_text(encoding="latin-1") == text


def test_a_folder_that_cannot_be_made_is_told_in_a_line():
    mine.path().parent.parent.write_text("a file where a folder is to be")
    with pytest.raises(ChurnError, match="cannot be"):
        mine.name_me("Ines")
    assert mine.named() == ""


def test_the_book_names_who_writes_where_nobody_else_does(store, monkeypatch):
    assert store.author == ""
    with store.edit("Set owner"):
        store.rows("INSERT INTO setting(key, value) VALUES ('owner', 'Ines')")
    assert store.author == "Ines"
    monkeypatch.setenv("CHURNTUI_AUTHOR", "Ben")
    with open_book(store.path) as another:
        assert another.author == "Ben"


@given(st.text(min_size=1, max_size=300))
def test_any_name_is_read_as_it_was_kept(name):
    kept = mine.name_me(name)
    assert kept == clean_line(name, 200)
    assert mine.read().author == kept


def test_a_name_is_suggested_where_the_account_has_one(monkeypatch):
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setitem(os.environ, "LOGNAME", "ines")
    assert mine.likely() == "ines"
