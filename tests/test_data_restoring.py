"""A backup takes the place of a book with its log; whatever goes wrong, one book or the other stands there, whole."""

import errno
import os
import stat
import subprocess
import sys

import pytest
from stores import add_logo, names_in
from test_cli import called, told
from torn_books import FIRST, backed_up, copy_over, full_book, killed_after, refs

from churntui.data.file import migrations
from churntui.data.opening import open_book
from churntui.data.restoring import restore
from churntui.plain.errors import BookError

pytestmark = pytest.mark.usefixtures("made_anew")


@pytest.fixture
def book(tmp_path):
    return full_book(tmp_path / "book.db")


@pytest.fixture
def backup(book):
    return backed_up(book)


def failing(number, words="No"):
    def fail(*_):
        raise OSError(number, words)

    return fail


def replaced(path):
    return sorted(path.parent.glob("*-replaced.backup"))


def test_the_backup_is_the_book_and_the_book_is_kept(capsys, book, backup):
    with open_book(book) as store:
        add_logo(store, "later")
    code, out, err = called(capsys, "restore", backup, "--file", book)
    (kept,) = replaced(book)
    assert (code, out) == (0, "")
    assert err == (
        f"{book} is now the backup {backup}, with 30 logos and 0 interviews. "
        f"The book it replaced is kept as {kept}\n"
    )
    assert refs(book) == FIRST
    assert refs(kept) == FIRST | {"later"}
    assert stat.S_IMODE(book.stat().st_mode) == 0o600


@pytest.mark.parametrize("read", [False, True], ids=["alone", "beside a reader"])
def test_after_a_hard_exit_the_log_goes_with_the_book_it_belongs_to(capsys, book, backup, read):
    killed_after(book, 5, read=read)
    assert called(capsys, "restore", backup, "--file", book)[0] == 0
    assert refs(book) == FIRST
    assert refs(*replaced(book)) == FIRST | {f"N{nth}" for nth in range(5)}


def test_a_book_torn_by_hand_is_mended(capsys, book, backup):
    killed_after(book, 5, read=True)
    copy_over(backup, book)
    code, out, _ = called(capsys, "check", "--file", book)
    assert code == 1
    assert "churntui restore BACKUP" in out
    assert called(capsys, "restore", backup, "--file", book)[0] == 0
    assert refs(book) == FIRST


@pytest.mark.parametrize("content", [b"", b"broken", bytes(9000)])
def test_whatever_lies_there_is_kept(book, backup, content):
    book.write_bytes(content)
    restore(backup, book)
    assert refs(book) == FIRST
    assert replaced(book)[0].read_bytes() == content


def test_a_book_that_is_gone_comes_back(book, backup):
    book.unlink()
    assert restore(backup, book).kept is None
    assert refs(book) == FIRST


def test_a_link_to_a_book_stays_one(book, backup, tmp_path):
    (tmp_path / "desk").mkdir()
    link = tmp_path / "desk" / "link.db"
    link.symlink_to(book)
    restore(backup, link)
    assert link.is_symlink()
    assert refs(book) == FIRST
    assert names_in(link.parent) == ["link.db"]


def test_a_backup_of_an_older_churntui(book, monkeypatch):
    with open_book(book) as store:
        store.backup(book.with_name("older.backup"))
    steps = {**migrations.STEPS, "m999_more": ("ALTER TABLE logo ADD COLUMN mood TEXT",)}
    monkeypatch.setattr(migrations, "STEPS", steps)
    open_book(book).close()
    restore(book.with_name("older.backup"), book)
    assert refs(book) == FIRST


def test_a_backup_that_is_none_changes_nothing(capsys, book, backup, tmp_path):
    before, beside = book.read_bytes(), names_in(tmp_path)
    content = bytearray(backup.read_bytes())
    content[-5000:] = bytes(5000)
    broken, words = tmp_path / "broken.backup", tmp_path / "words.backup"
    broken.write_bytes(content)
    words.write_text("logo_id,name\n" * 20)
    for given, said in (
        (tmp_path / "nowhere.backup", "no backup"),
        (broken, "damaged"),
        (words, "not a churntui book"),
        (book, "the book itself"),
        (tmp_path, "is a folder"),
    ):
        assert said in told(capsys, "restore", given, "--file", book)
    assert "is a folder" in told(capsys, "restore", backup, "--file", tmp_path)
    assert book.read_bytes() == before
    assert names_in(tmp_path) == sorted([*beside, "broken.backup", "words.backup"])


def test_a_book_that_another_program_has_open_is_left_alone(capsys, book, backup):
    script = """
import sys
from churntui.data.opening import open_book
with open_book(sys.argv[1]) as store:
    print("open", flush=True)
    input()
"""
    with subprocess.Popen(
        [sys.executable, "-c", script, str(book)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "open\n"
        assert "open in another program" in told(capsys, "restore", backup, "--file", book)
        assert not replaced(book)
        other.communicate("\n")
    assert called(capsys, "restore", backup, "--file", book)[0] == 0


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_what_fails_at_the_last_step_puts_everything_back(book, backup, monkeypatch, links):
    killed_after(book, 5, read=True)
    beside = [name for name in names_in(book.parent) if not name.endswith("-shm")]

    monkeypatch.setattr("churntui.plain.files.Part.keep", failing(errno.ENOSPC, "No space left"))
    if not links:
        monkeypatch.setattr(os, "link", failing(errno.EPERM))
    with pytest.raises(BookError, match="No space left"):
        restore(backup, book)
    assert [name for name in names_in(book.parent) if not name.endswith("-shm")] == beside
    assert refs(book) == FIRST | {f"N{nth}" for nth in range(5)}


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_each_of_several_restores_within_a_second_keeps_the_book_it_replaced(
    book, backup, monkeypatch, links
):
    if not links:
        monkeypatch.setattr(os, "link", failing(errno.EOPNOTSUPP))
    for nth in range(3):
        with open_book(book) as store:
            add_logo(store, f"typed {nth}")
        restore(backup, book)
    assert len(replaced(book)) == 3
    kept = [refs(path) for path in replaced(book)]
    for nth in range(3):
        assert FIRST | {f"typed {nth}"} in kept


def test_a_name_that_is_taken_meanwhile_is_not_renamed_over(book, backup, monkeypatch):
    taken = book.with_name("taken.backup")
    taken.write_bytes(b"words")
    monkeypatch.setattr("churntui.data.file.backup.free_name", lambda *_: taken)
    for link in (os.link, failing(errno.EPERM)):
        monkeypatch.setattr(os, "link", link)
        with pytest.raises(BookError, match="File exists"):
            restore(backup, book)
        assert taken.read_bytes() == b"words"
        assert refs(book) == FIRST


def test_a_second_name_that_is_refused_for_another_reason_changes_nothing(book, backup, monkeypatch):
    monkeypatch.setattr(os, "link", failing(errno.EIO, "Input/output error"))
    with pytest.raises(BookError) as refused:
        restore(backup, book)
    assert str(refused.value) == (
        f"{book} cannot be written: Input/output error. "
        "Its folder must be one you can write to, with room for a copy"
    )
    assert not replaced(book)
    assert refs(book) == FIRST
