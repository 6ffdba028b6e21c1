"""Opening a book or the demo: text in a pipe, the app on a terminal."""

import io
import os
from datetime import date

import pytest
from stores import add_contract, add_logo, names_in
from test_cli import called, churntui, told

from churntui.cli import opening
from churntui.data.opening import open_book
from churntui.demo import build
from churntui.plain.errors import NotFoundError, ReadOnlyBookError


@pytest.fixture
def path(tmp_path):
    """A closed book with one contract that expired ten days before 21 Nov 2026."""
    path = tmp_path / "book.db"
    with open_book(path) as store:
        add_contract(store, "K1", add_logo(store, "L1", name="a[/]b \x1b[31m"), "2025-11-11", "2026-11-11")
    return path


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_in_a_pipe_today_and_attrition_are_text(capsys, path):
    code, out, err = called(capsys, path, "--as-of", "2026-11-21")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Today · book.db, as of 2026-11-21"
    assert "1 expired\n" in out
    assert "a[/]b" in out
    assert "\x1b" not in out
    assert "2026 Q4" in out or "2026-Q4" in out


def test_streams_that_were_closed_are_no_terminal(capsys, path, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    assert called(capsys, path, "--as-of", "2026-11-21")[0] == 0


def test_an_encoding_without_the_letters_spells_them_out(path):
    with open_book(path) as store:
        add_contract(store, "K2", add_logo(store, "L2", name="青空"), "2025-11-11", "2026-11-11")
    latin = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    made = churntui(path, "--as-of", "2026-11-21", env=latin, encoding="latin-1")
    assert (made.returncode, made.stderr) == (0, "")
    assert "\\u9752\\u7a7a" in made.stdout


def test_an_empty_book_opens_too(capsys, tmp_path):
    code, out, err = called(capsys, tmp_path / "new.db")
    assert (code, err) == (0, "")
    assert "Nothing needs you today." in out


def test_the_day_may_stand_before_the_file(capsys, path):
    assert called(capsys, "--as-of", "2026-11-21", path) == called(capsys, path, "--as-of", "2026-11-21")


def test_the_book_named_by_the_environment(capsys, path, monkeypatch):
    monkeypatch.setenv("CHURNTUI_FILE", str(path))
    assert "book.db" in called(capsys)[1].splitlines()[0]


def test_read_only_makes_nothing(capsys, tmp_path):
    assert "There is no book" in told(capsys, tmp_path / "none.db", "--read-only")
    assert names_in(tmp_path) == []


def test_read_only_changes_no_byte(capsys, path):
    before = path.read_bytes()
    assert called(capsys, path, "--read-only")[0] == 0
    assert path.read_bytes() == before


def test_on_a_terminal_the_app_opens_and_its_code_is_ours(monkeypatch, path):
    seen = []

    def run(store, how, masked):
        seen.append((how, masked))
        store.close()
        return 3

    monkeypatch.setattr("churntui.ui.app.run", run)
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("sys.stdout", Terminal())
    assert opening.show(path, date(2026, 11, 21), read_only=True, title="x") == 3
    ((how, masked),) = seen
    assert (how.path, how.as_of, how.read_only, how.title) == (path, date(2026, 11, 21), True, "x")
    assert masked is None


def test_the_demo_leaves_nothing_behind_and_takes_no_harm_from_a_short_reader(tmp_path):
    environment = os.environ | {"TMPDIR": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    result = churntui("demo", "--as-of", "2026-11-21", env=environment)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("Today · sample book, as of 2026-11-21")
    assert names_in(tmp_path) == ["cache"]


def test_a_demo_that_cannot_be_opened_leaves_nothing_behind(monkeypatch, capsys, tmp_path):
    def fail(*_, **__):
        raise ReadOnlyBookError("no")

    folder = tmp_path / "copy"
    folder.mkdir()
    monkeypatch.setattr(build, "copy", lambda _: folder / "demo.db")
    monkeypatch.setattr("churntui.cli.common.open_book", fail)
    told(capsys, "demo")
    assert names_in(tmp_path) == []


def test_the_text_of_one_owner_tells_of_nobody_elses_logos(capsys, path):
    with open_book(path) as store:
        for name, owner in (("Acme", "Ines Berg"), ("Borealis", "Bo Lind")):
            add_contract(store, name, add_logo(store, name, owner=owner), "2025-11-11", "2026-11-11")
    _, out, _ = called(capsys, path, "--as-of", "2026-11-21", "--owner", "ines")
    assert out.splitlines()[0] == "Today · book.db, as of 2026-11-21, owner: Ines Berg"
    assert "Acme" in out
    assert "Borealis" not in out
    assert "Owners: Bo Lind, Ines Berg" in told(capsys, path, "--owner", "Ana")


def test_on_a_terminal_an_owner_nobody_has_is_told_before_anything_is_drawn(capsys, path, monkeypatch):
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("sys.stdout", Terminal())
    with pytest.raises(NotFoundError, match="Ana"):
        opening.show(path, date(2026, 11, 21), read_only=False, owner="Ana")


def test_masked_the_text_tells_neither_the_book_nor_whose_logos_it_has(capsys, tmp_path):
    path = tmp_path / "Nordwind.db"
    with open_book(path) as store:
        for name, owner in (("Acme", "Ines Berg"), ("Borealis", "Bo Lind")):
            add_contract(
                store, name, add_logo(store, name, owner=owner), "2025-11-11", "2026-11-11", 96_000_00
            )
    before = path.read_bytes()
    for asked in (("--incognito",), ("--incognito", "--read-only"), ("--owner", "ines", "--incognito")):
        code, out, _ = called(capsys, path, "--as-of", "2026-11-21", *asked)
        assert code == 0
        assert "Logo 01" in out
        assert "€▒▒▒" in out
        assert out.endswith("INCOGNITO: names, words and amounts are masked\n")
        assert not [
            word for word in ("Acme", "Borealis", "Ines", "Bo", "Nordwind", "96") if word in out.split()
        ]
    assert out.splitlines()[0] == "Today · book, as of 2026-11-21, owner: Owner\N{NO-BREAK SPACE}01"
    assert "Logo 02" not in out
    assert path.read_bytes() == before
    assert "Acme" in called(capsys, path, "--as-of", "2026-11-21")[1]


def test_masked_an_app_on_a_terminal_sees_the_book_through_its_masks(monkeypatch, path):
    seen = []

    def run(store, how, masked):
        seen.append((how.is_incognito, masked.read_only, masked.rows("SELECT name FROM logo")))
        masked.close()
        store.close()
        return 0

    monkeypatch.setattr("churntui.ui.app.run", run)
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("sys.stdout", Terminal())
    assert opening.show(path, date(2026, 11, 21), read_only=False, incognito=True) == 0
    assert seen == [(False, True, [("Logo 01",)])]
