"""The one door to the file: new, migrated, written in transactions, backed up."""

import stat
import subprocess
import sys

import pytest
from stores import add_logo, inserted, names_in, whole

from churntui.data.file import connect
from churntui.data.opening import open_book
from churntui.plain.errors import BookError, BusyBookError, FullDiskError, LostBookError, ReadOnlyBookError

pytestmark = pytest.mark.usefixtures("made_anew")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "book.db"


@pytest.fixture
def store(path):
    with open_book(path) as opened:
        yield opened


def count(store, table="logo"):
    return store.scalar(f"SELECT count(*) FROM {table}")


@pytest.mark.parametrize("there", ["no file", "an empty file"])
def test_a_new_book_is_its_owners_alone_and_leaves_one_file(path, there):
    if there == "an empty file":
        path.touch(0o644)
    with open_book(path) as store:
        assert store.scalar("PRAGMA application_id") == connect.APPLICATION_ID
        assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}
    assert names_in(path.parent) == ["book.db"]


def test_the_safety_of_the_file(store):
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
    assert [store.scalar(f"PRAGMA {name}") for name in pragmas] == ["wal", 2, 1, 1]


def test_a_reference_to_nowhere_is_refused(store):
    with pytest.raises(BookError), store.write():
        inserted(store, "ticket", ref="T1", logo_id=99, opened_on="2026-01-01")
    assert count(store, "ticket") == 0


@pytest.mark.parametrize("day", ["2024-02-30", "2023-02-29", "today", "2024-1-1"])
def test_a_day_of_no_calendar_is_refused(store, day):
    with pytest.raises(BookError):
        add_logo(store, "L1", joined_on=day)


def test_a_transaction_is_all_or_nothing(store):
    with pytest.raises(RuntimeError), store.write():
        inserted(store, "logo", ref="L1", name="one")
        raise RuntimeError
    assert count(store) == 0
    with store.write():
        inserted(store, "logo", ref="L1", name="one")
    assert count(store) == 1


def test_the_outermost_transaction_decides(store):
    with pytest.raises(RuntimeError), store.write():
        with store.write():
            inserted(store, "logo", ref="L1", name="one")
        raise RuntimeError
    assert count(store) == 0


def test_an_error_of_the_work_inside_is_not_taken_for_one_of_the_book(store):
    with pytest.raises(UnicodeDecodeError), store.write():
        b"\xff".decode()
    with store.write():
        add_logo(store, "L1")
    assert count(store) == 1


def test_generation_changes_with_every_write_but_quiet_ones(store):
    at_first = store.generation()
    with store.write(quiet=True):
        pass
    assert store.generation() == at_first
    with store.write():
        pass
    assert store.generation() != at_first


def test_generation_notices_another_program(store, path):
    before = store.generation()
    with open_book(path) as other:
        add_logo(other, "L1")
    assert store.generation() != before


def test_what_is_read_in_one_moment_belongs_together(store, path):
    with open_book(path) as other, store.moment():
        assert count(store) == 0
        add_logo(other, "L1")
        assert count(store) == 0
    assert count(store) == 1


def test_a_read_only_store_takes_no_change_and_sees_those_of_others(path):
    with open_book(path) as writer, open_book(path, read_only=True) as reader:
        with pytest.raises(ReadOnlyBookError), reader.write():
            pass
        with pytest.raises(ReadOnlyBookError), reader.edit("change"):
            pass
        with pytest.raises(BookError):
            reader.rows("DELETE FROM logo")
        add_logo(writer, "L1")
        assert count(reader) == 1


def test_read_only_makes_no_book(path):
    with pytest.raises(ReadOnlyBookError, match="There is no book"):
        open_book(path, read_only=True)
    assert not path.exists()


def test_a_second_writer_waits_and_then_gives_up(store, path, monkeypatch):
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.05)
    with open_book(path) as other, store.write(), pytest.raises(BusyBookError), other.write():
        pass
    with open_book(path) as other, other.write():
        pass


def test_a_full_disk_changes_nothing_and_leaves_the_book_readable(store):
    add_logo(store, "L1")
    store.rows(f"PRAGMA max_page_count={store.scalar('PRAGMA page_count')}")
    with pytest.raises(FullDiskError, match="disk is full"), store.write():
        for nth in range(1000):
            inserted(store, "logo", ref=f"X{nth}", name="x" * 1000)
    assert count(store) == 1
    store.rows("PRAGMA max_page_count=1000000")
    add_logo(store, "L2")
    assert count(store) == 2
    assert store.scalar("PRAGMA integrity_check") == "ok"


def test_several_processes_open_a_new_book_at_once(path):
    script = f"""
from churntui.data.file.store import Store
from churntui.data.opening import open_book
with open_book({str(path)!r}) as store, store.write():
    store.insert("INSERT INTO logo(ref, name) VALUES (hex(randomblob(8)), 'x')")
"""
    running = [
        subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE, text=True) for _ in range(3)
    ]
    assert [process.communicate()[1] for process in running] == ["", "", ""]
    with open_book(path) as store:
        assert count(store) == 3


def test_a_backup_holds_what_the_book_holds_and_is_private(store, tmp_path):
    add_logo(store, "L1", name="Łódź")
    target = tmp_path / "copy.db"
    store.backup(target)
    add_logo(store, "L2")
    store.backup(target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with open_book(target) as copy:
        assert whole(copy, ["logo"]) == whole(store, ["logo"])
    assert sorted(file.suffix for file in tmp_path.iterdir() if file.name.startswith("copy")) == [".db"]


def test_a_backup_is_taken_while_another_program_writes(store, path, tmp_path):
    with open_book(path) as other, other.write():
        inserted(other, "logo", ref="L1", name="not yet")
        store.backup(tmp_path / "copy.db")
    with open_book(tmp_path / "copy.db") as copy:
        assert count(copy) == 0


def test_a_backup_never_takes_the_books_own_place(store, path, tmp_path):
    link = tmp_path / "link.db"
    link.symlink_to(path)
    for target in (path, link):
        with pytest.raises(BookError, match="the book itself"):
            store.backup(target)


def test_a_backup_that_breaks_off_leaves_nothing(store, path, tmp_path):
    resource = pytest.importorskip("resource")
    beside = names_in(path.parent)
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, usual[1]))
    try:
        with pytest.raises(FullDiskError):
            store.backup(tmp_path / "copy.db")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert names_in(path.parent) == beside


def test_a_backup_into_nowhere_is_told(store, tmp_path):
    with pytest.raises(BookError, match="cannot be written"):
        store.backup(tmp_path / "nowhere" / "copy.db")


def test_a_mistake_in_our_own_sql_names_the_book_and_what_sqlite_says(store):
    with pytest.raises(BookError, match="no such table"):
        store.rows("SELECT 1 FROM nowhere")


def test_a_closed_store_is_closed(path):
    store = open_book(path)
    store.close()
    with pytest.raises(BookError):
        store.rows("SELECT 1")


def lost(store, words):
    """Neither a look nor a write goes through any more, in these words."""
    for act in (store.ensure_in_place, lambda: add_logo(store, "LATE")):
        with pytest.raises(LostBookError, match=words):
            act()


def test_a_book_that_is_moved_is_not_written_and_found_again_when_it_is_back(store):
    away = store.path.with_name("away.db")
    store.path.rename(away)
    before = away.read_bytes()
    lost(store, "moved or deleted")
    assert away.read_bytes() == before
    assert not store.path.exists()
    away.rename(store.path)
    add_logo(store, "L1")


def test_a_book_that_is_deleted(store):
    store.path.unlink()
    lost(store, "moved or deleted")
    assert store.rows("SELECT count(*) FROM logo") == [(0,)], "what was there can still be read"


def test_a_file_renamed_into_its_place_is_not_written(store, tmp_path):
    other = tmp_path / "other.db"
    open_book(other).close()
    other.replace(store.path)
    before = store.path.read_bytes()
    lost(store, "replaced by another file")
    assert store.path.read_bytes() == before


@pytest.mark.parametrize("content", ["backup", "other book", "words", ""])
def test_a_file_copied_over_it_in_place_is_not_written(store, tmp_path, content):
    store.backup(tmp_path / "backup")
    open_book(tmp_path / "other book").close()
    (tmp_path / "words").write_text("words " * 2000)
    add_logo(store, "L1")
    written = (tmp_path / content).read_bytes() if content else b""
    store.path.write_bytes(written)
    lost(store, "replaced by another file")
    store.close()
    assert store.path.read_bytes() == written


def test_another_programs_writes_are_no_replacement(store):
    with open_book(store.path) as other:
        for nth in range(5):
            add_logo(other, f"L{nth}")
            store.ensure_in_place()
    add_logo(store, "L9")
    assert store.scalar("SELECT count(*) FROM logo") == 6


def test_a_full_disk_leaves_the_book_as_it_was(store):
    store.rows(f"PRAGMA max_page_count={store.scalar('PRAGMA page_count')}")
    with pytest.raises(FullDiskError), store.write():
        for nth in range(2000):
            store.rows("INSERT INTO logo(ref, name) VALUES (?, 'x')", (f"L{nth}",))
    store.ensure_in_place()
    assert store.scalar("SELECT count(*) FROM logo") == 0
