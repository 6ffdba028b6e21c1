"""A log is read over its own file only: the drill after a hard exit, with a backup copied over the book by hand."""

import os
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from stores import add_logo
from torn_books import FIRST, backed_up, copy_over, full_book, killed_after, refs

from churntui.data.file import connect, tie
from churntui.data.opening import open_book
from churntui.plain.errors import DamagedBookError, LostBookError

pytestmark = pytest.mark.usefixtures("made_anew")


@pytest.fixture
def book(tmp_path):
    return full_book(tmp_path / "book.db")


@pytest.fixture
def backup(book):
    return backed_up(book)


@pytest.mark.parametrize("read", [False, True], ids=["alone", "beside a reader"])
def test_a_hard_exit_alone_loses_nothing(book, read):
    killed_after(book, 12, read=read)
    assert connect.has_log(book) is read
    assert refs(book) == FIRST | {f"N{nth}" for nth in range(12)}


def test_after_a_hard_exit_the_log_is_empty_so_a_backup_copied_over_is_the_book(book, backup):
    killed_after(book, 12, read=False)
    copy_over(backup, book)
    assert refs(book) == FIRST


@pytest.mark.parametrize("writes", [1, 12, tie._MOST - 2])
def test_a_backup_copied_over_under_a_full_log_is_refused_and_nothing_is_mixed(book, backup, writes):
    killed_after(book, writes, read=True)
    copy_over(backup, book)
    for read_only in (False, True):
        with pytest.raises(DamagedBookError, match="churntui restore"):
            open_book(book, read_only=read_only)
    assert book.read_bytes() == backup.read_bytes()


def test_a_copy_made_by_hand_before_is_refused_too(book):
    by_hand = Path(shutil.copy(book, book.with_name("by_hand.db")))
    with open_book(book) as store:
        add_logo(store, "later")
    killed_after(book, 3, read=True)
    copy_over(by_hand, book)
    with pytest.raises(DamagedBookError, match=r"book\.db-wal"):
        open_book(book)


def test_another_book_copied_over_is_refused(book, tmp_path):
    other = tmp_path / "other.db"
    with open_book(other) as store:
        add_logo(store, "other")
    killed_after(book, 3, read=True)
    copy_over(other, book)
    with pytest.raises(DamagedBookError):
        open_book(book)


def test_a_very_long_log_is_taken_as_it_is(book):
    """Its tokens are too many to keep: better to know nothing than to refuse a sound book."""
    killed_after(book, tie._MOST + 20, read=True)
    assert len(refs(book)) == len(FIRST) + tie._MOST + 20


def test_a_partly_folded_log_still_fits(book):
    killed_after(book, 5, read=True)
    folding = sqlite3.connect(book)
    folding.execute("PRAGMA wal_checkpoint(PASSIVE)")
    assert tie.is_torn(book) is False
    folding.close()


def reader(book):
    return closing(sqlite3.connect(book, isolation_level=None, check_same_thread=False))


def read_from_now_on(reading):
    reading.execute("BEGIN")
    reading.execute("SELECT count(*) FROM logo").fetchone()


def test_no_write_is_refused_while_the_log_is_folded_in_part_only(book):
    """One reader follows another: the new size of the file is folded in, the page it grew by is in use again."""
    with open_book(book) as store, open_book(book) as other:
        with reader(book) as first, reader(book) as second:
            read_from_now_on(first)
            add_logo(store, "long", name="x" * 30_000)
            read_from_now_on(second)
            first.execute("COMMIT")
            for word in "yz":
                with store.write():
                    store.rows("UPDATE logo SET name = ? WHERE ref = 'long'", (word * 30_000,))
                assert tie.fits(store._tokens, book) is None, "the file can be read without its log"
                store.ensure_in_place()
                other.ensure_in_place()
            assert tie.is_torn(book) is False
        add_logo(other, "last")
        assert tie.fits(other._tokens, book)
        assert not connect.has_log(book)
    assert refs(book) == FIRST | {"long", "last"}


def test_no_write_is_refused_beside_a_reader_in_a_loop_and_two_more_programs(book):
    done, faults = threading.Event(), []

    def read_in_a_loop():
        with reader(book) as reading:
            while not done.wait(0.002):
                read_from_now_on(reading)
                done.wait(0.01)
                reading.execute("COMMIT")

    def follow():
        try:
            with open_book(book) as store:
                seen = None
                while not done.wait(0.002):
                    store.ensure_in_place()
                    if store.generation() != seen:
                        with store.moment():
                            seen = store.generation()
                            store.rows("SELECT * FROM logo")
        except Exception as error:  # noqa: BLE001 - handed to the thread that asserts
            faults.append(error)

    with open_book(book) as store:
        beside = [threading.Thread(target=act) for act in (read_in_a_loop, follow, follow)]
        for thread in beside:
            thread.start()
        try:
            for nth in range(60):
                add_logo(store, f"N{nth}", name="x" * 3000)
        finally:
            done.set()
            for thread in beside:
                thread.join()
    assert faults == []
    assert len(refs(book)) == len(FIRST) + 60


def test_a_look_during_which_another_program_writes_says_nothing(book, monkeypatch):
    fits, looks = tie.fits, []

    def beside_a_writer(known, path):
        looks.append(known)
        if len(looks) <= 8:
            add_logo(other, f"N{len(looks)}")
        return fits(known, path)

    with open_book(book) as store, open_book(book) as other:
        other.ensure_in_place = lambda: None
        monkeypatch.setattr(tie, "fits", beside_a_writer)
        store.ensure_in_place()
    assert len(looks) == 9


@pytest.mark.parametrize("content", [b"words " * 2000, b""], ids=["words", "nothing"])
def test_what_is_no_database_is_another_file_also_below_a_full_log(book, content):
    with open_book(book) as store, reader(book) as reading:
        read_from_now_on(reading)
        add_logo(store, "N0")
        assert connect.has_log(book)
        book.write_bytes(content)
        with pytest.raises(LostBookError):
            store.ensure_in_place()


def test_the_tokens_stand_on_one_page(book):
    """Else the end of an old list may be read from pages that hold something else by now."""
    with open_book(book) as store, store.write():
        listed = [" ".join(tie.stamp(store._connection, log_was_empty=False)) for _ in range(tie._MOST + 1)]
        page = store.scalar("PRAGMA page_size")
    assert listed[-1].startswith(tie._ANY)
    assert max(map(len, listed)) < page - 100


def test_two_programs_that_write_in_turns_leave_a_log_that_fits(book):
    with open_book(book) as one, open_book(book) as other:
        for nth in range(4):
            add_logo(one, f"one {nth}")
            add_logo(other, f"other {nth}")
        assert tie.is_torn(book) is False
        one.ensure_in_place()
        other.ensure_in_place()
    assert len(refs(book)) == len(FIRST) + 8


def test_another_programs_writes_do_no_harm(book):
    other = sqlite3.connect(book)
    other.execute("INSERT INTO logo(ref, name) VALUES ('shell', 'By hand')")
    other.commit()
    assert tie.is_torn(book) is False
    other.close()
    assert "shell" in refs(book)


def test_a_folded_log_is_empty(book):
    with open_book(book) as store:
        add_logo(store, "new")
        assert os.path.getsize(connect.beside(book, "-wal")) == 0  # noqa: PTH202 - missing is not empty


def test_the_log_of_a_linked_book_is_found_where_the_file_is(book, tmp_path):
    (tmp_path / "desk").mkdir()
    link = tmp_path / "desk" / "book.db"
    link.symlink_to(book)
    killed_after(book, 2, read=True)
    assert connect.has_log(link)
    assert "N1" in refs(link)


@pytest.mark.parametrize("damage", ["DELETE FROM log_tie", "UPDATE log_tie SET tokens = ''"])
def test_a_tie_that_is_damaged_is_made_anew_with_the_next_write(book, damage):
    with open_book(book) as store, store.write():
        store.rows(damage)
    with open_book(book) as store:
        add_logo(store, "later")
        assert len(tie.tokens(store._connection)) > 1
    assert "later" in refs(book)
