"""What lies at a path, told before anything is written to it; and SQLite's errors in the user's words."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from stores import add_logo, names_in

from churntui.data import checks
from churntui.data.file import connect
from churntui.data.opening import open_book
from churntui.plain.errors import (
    BookError,
    BusyBookError,
    ChurnError,
    DamagedBookError,
    FullDiskError,
    NewerBookError,
    NotABookError,
    ReadOnlyBookError,
)

SPECIMENS = Path(__file__).parents[2] / "shared" / "data" / "nasty" / "sqlite"

pytestmark = pytest.mark.usefixtures("made_anew")


def refused(path, kind, *, read_only=False):
    """Opening fails as `kind`, in one line, and leaves file and folder as they were. Returns the words."""
    before = path.read_bytes()
    beside = names_in(path.parent)
    with pytest.raises(kind) as caught:
        open_book(path, read_only=read_only)
    assert type(caught.value) is kind
    assert path.read_bytes() == before
    assert names_in(path.parent) == beside
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.fixture
def book(tmp_path):
    """A closed book with a hundred logos in it."""
    path = tmp_path / "book.db"
    with open_book(path) as store, store.write():
        for nth in range(100):
            add_logo(store, f"L{nth:03d}", name=f"Nordwind {nth} " + "x" * 200)
    return path


@pytest.fixture
def hasty(monkeypatch):
    """Nobody waits for a lock."""
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.05)


@pytest.mark.parametrize(
    "content", [b"logo_id,name\n1,Nordwind\n" * 9, b"PK\x03\x04" + bytes(200), b"SQLite format 3\0", b"x"]
)
def test_other_files_are_no_books(tmp_path, content):
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    assert "churntui import" in refused(path, NotABookError)


def test_a_folder_is_no_book(tmp_path):
    with pytest.raises(NotABookError, match="is a folder"):
        open_book(tmp_path)


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_another_programs_database_is_left_alone(tmp_path, mode):
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA journal_mode={mode}")
    other.execute("CREATE TABLE logo(id)")
    other.commit()
    other.close()
    assert "another program's database" in refused(path, NotABookError)


def test_a_file_format_of_the_future(book):
    content = bytearray(book.read_bytes())
    content[18] = 3
    book.write_bytes(content)
    refused(book, NewerBookError)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.99])
def test_a_file_cut_short(book, share):
    content = book.read_bytes()
    book.write_bytes(content[: int(len(content) * share)])
    assert "cut short" in refused(book, DamagedBookError)


def test_an_empty_log_beside_it_does_not_hide_that_a_file_is_cut_short(book):
    book.with_name("book.db-wal").touch()
    content = book.read_bytes()
    book.write_bytes(content[: len(content) // 2])
    assert "cut short" in refused(book, DamagedBookError)


def test_a_broken_schema_page(book):
    content = bytearray(book.read_bytes())
    content[100:4096] = os.urandom(3996)
    book.write_bytes(content)
    refused(book, DamagedBookError)


def test_bytes_that_are_no_text_in_the_words_of_an_error(book):
    """SQLite quotes the broken schema in its message, and its module cannot decode that."""
    content = book.read_bytes()
    at = content.index(b"CREATE TABLE logo(")
    book.write_bytes(content[:at] + b"\xf2\xff\xfe" + content[at + 3 :])
    refused(book, DamagedBookError)


def test_bytes_that_are_no_text_in_a_row(book):
    content = book.read_bytes()
    at = content.index(b"Nordwind 50")
    book.write_bytes(content[:at] + b"\xff" + content[at + 1 :])
    with open_book(book) as store, pytest.raises(DamagedBookError) as caught:
        store.rows("SELECT name FROM logo")
    assert "ordwind" not in str(caught.value)


@pytest.mark.parametrize("seed", range(12))
def test_random_damage_is_told_or_harmless(book, seed):
    dice = random.Random(seed)
    content = bytearray(book.read_bytes())
    for _ in range(60):
        content[dice.randrange(72, len(content))] = dice.randrange(256)
    book.write_bytes(content)
    words = ""
    try:
        with open_book(book) as store:
            checks.run(store)
    except ChurnError as error:
        words = str(error)
    assert "\n" not in words


def test_a_missing_folder(tmp_path):
    with pytest.raises(BookError, match="cannot be made"):
        open_book(tmp_path / "nowhere" / "book.db")


def test_a_name_too_long_for_any_folder(tmp_path):
    with pytest.raises(BookError, match="cannot be read"):
        open_book(tmp_path / ("x" * 5000))


def test_a_book_held_by_another_connection(book, hasty):
    holder = sqlite3.connect(book, isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(BusyBookError, match="in use by another program"):
        open_book(book)
    holder.close()


def test_a_book_held_by_another_process(book, hasty):
    script = f"""
import sqlite3
c = sqlite3.connect({str(book)!r}, isolation_level=None)
c.execute("BEGIN IMMEDIATE")
print("held", flush=True)
input()
"""
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        with open_book(book) as store:
            with pytest.raises(BusyBookError), store.write():
                pass
            assert store.scalar("SELECT count(*) FROM logo") == 100, "readers are never in the way"
        holder.communicate("\n")


@pytest.fixture
def humble(book):
    """A copy of the book, in a folder of an ordinary user's, who is who we are in the test: root may do anything."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(book, folder))
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        if is_root:
            os.chown(folder, 65534, 65534)
            os.chown(path, 65534, 65534)
            os.seteuid(65534)
        yield path
        if is_root:
            os.seteuid(0)


def test_a_read_only_file(humble):
    humble.chmod(0o400)
    with pytest.raises(ReadOnlyBookError, match="--read-only"):
        open_book(humble)
    with open_book(humble, read_only=True) as store:
        assert store.scalar("SELECT count(*) FROM logo") == 100


def test_a_read_only_folder(humble):
    humble.parent.chmod(0o500)
    try:
        before = humble.read_bytes()
        with open_book(humble, read_only=True) as store:
            assert store.scalar("SELECT count(*) FROM logo") == 100
        with pytest.raises(BookError):
            open_book(humble)
        with pytest.raises(BookError, match="cannot be made"):
            open_book(humble.with_name("new.db"))
        assert humble.read_bytes() == before
    finally:
        humble.parent.chmod(0o700)


def test_an_unreadable_file(humble):
    humble.chmod(0)
    with pytest.raises(BookError, match="permissions"):
        open_book(humble)


def test_a_look_leaves_nothing_beside_the_book_and_changes_no_byte(book):
    before = book.read_bytes()
    connect.look(book).close()
    assert names_in(book.parent) == ["book.db"]
    assert book.read_bytes() == before


def test_a_look_sees_what_lies_in_the_log_only(book):
    with open_book(book) as store, open_book(book, read_only=True) as reader, reader.moment():
        with store.write():
            add_logo(store, "NEW")
        assert connect.has_log(book)
        looking = connect.look(book)
        assert looking.execute("SELECT count(*) FROM logo").fetchone() == (101,)
        looking.close()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("SQLITE_NOTADB", NotABookError),
        ("SQLITE_CORRUPT_INDEX", DamagedBookError),
        ("SQLITE_READONLY_DIRECTORY", ReadOnlyBookError),
        ("SQLITE_BUSY_SNAPSHOT", BusyBookError),
        ("SQLITE_FULL", FullDiskError),
        ("SQLITE_IOERR_WRITE", FullDiskError),
        ("SQLITE_CANTOPEN", BookError),
        ("SQLITE_ERROR", BookError),
    ],
)
def test_errors_are_told_by_their_name(name, kind):
    error = sqlite3.OperationalError("some words")
    error.sqlite_errorname = name
    told = connect.explain(error, Path("book.db"))
    assert type(told) is kind
    assert told.title.startswith("book.db")
    assert told.hint


@pytest.mark.external
@pytest.mark.skipif(not SPECIMENS.exists(), reason="the shared specimens are not there")
@pytest.mark.parametrize("ours", [False, True], ids=["as found", "with our id"])
@pytest.mark.parametrize("name", sorted(path.name for path in SPECIMENS.glob("*.db")))
def test_specimens(tmp_path, name, ours):
    path = tmp_path / "book.db"
    shutil.copyfile(SPECIMENS / name, path)
    content = bytearray(path.read_bytes())
    if ours:
        content[68:72] = connect.APPLICATION_ID.to_bytes(4, "big") if content else b""
        path.write_bytes(content)
    if not content or (ours and "valid" in name):
        open_book(path).close()
        return
    words = []
    try:
        with open_book(path) as store:
            words += [finding.what for finding in checks.run(store)]
    except BookError as error:
        words.append(str(error))
    assert words
    assert "\n" not in words[0]
    assert ours or path.read_bytes() == content
