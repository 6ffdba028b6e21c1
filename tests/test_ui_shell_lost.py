"""Where what is typed goes while the book is lost: beside it, or home, and every text of the run stays in it."""

import pytest

from churntui.plain.errors import ChurnError
from churntui.ui.shell.lost import Rescue


def test_each_text_is_kept_as_it_was_typed_last(tmp_path):
    rescue = Rescue(tmp_path / "book.db")
    rescue.keep({"Exit interview with Orbis": "one", "": ""})
    rescue.keep({"Exit interview with Acme": "two"})
    rescue.keep({"Exit interview with Orbis": "one more"})
    text = rescue.path.read_text(encoding="utf-8")
    assert "one more" in text
    assert "two" in text
    assert rescue.path.name.startswith("book.db.")
    assert [file.name for file in tmp_path.iterdir()] == [rescue.path.name]


def test_nothing_typed_is_no_file(tmp_path):
    rescue = Rescue(tmp_path / "book.db")
    rescue.keep({"": "", "Exit interview with Orbis": "  "})
    assert rescue.path is None
    assert not list(tmp_path.iterdir())


def test_where_the_folder_is_gone_too_it_goes_home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    rescue = Rescue(tmp_path / "gone" / "book.db")
    rescue.keep({"Orbis": "one"})
    assert rescue.path.parent == tmp_path
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(ChurnError, match="cannot be written"):
        Rescue(tmp_path / "gone" / "book.db").keep({"Orbis": "one"})
