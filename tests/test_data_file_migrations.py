"""The schema in steps: each runs once, whole or not at all, after a backup that was looked at."""

import errno

import pytest
import schemas
from stores import add_logo, names_in

from churntui.data import history
from churntui.data.file import migrations, views
from churntui.data.opening import open_book
from churntui.data.rows import drafts
from churntui.plain.errors import BookError, NewerBookError, ReadOnlyBookError

pytestmark = pytest.mark.usefixtures("made_anew")


@pytest.fixture
def old(tmp_path):
    """A closed book of the version before, with a logo in it."""
    path = tmp_path / "book.db"
    with open_book(path) as store:
        add_logo(store, "L1", name="Łódź")
    return path


def one_more(monkeypatch, *statements):
    monkeypatch.setattr(migrations, "STEPS", {**migrations.STEPS, "m999_more": statements})


def full(_):
    raise OSError(errno.ENOSPC, "No space left")


def backups(path):
    return sorted(path.parent.glob("*.backup"))


def test_a_new_book_needs_no_backup(old):
    assert backups(old) == []


def test_an_up_to_date_book_is_not_touched(old):
    before = old.read_bytes()
    with open_book(old, read_only=True):
        pass
    assert old.read_bytes() == before
    assert backups(old) == []


def test_a_step_runs_once_after_a_backup(old, monkeypatch):
    one_more(monkeypatch, "ALTER TABLE logo ADD COLUMN mood TEXT", "UPDATE logo SET mood = 'calm'")
    for _ in range(2):
        with open_book(old) as store:
            assert store.rows("SELECT name, mood FROM logo") == [("Łódź", "calm")]
            assert store.scalar("PRAGMA user_version") == len(migrations.STEPS)
    (backup,) = backups(old)
    monkeypatch.undo()
    with open_book(backup) as store:
        assert store.rows("SELECT ref, name FROM logo") == [("L1", "Łódź")]


def test_triggers_and_views_follow_the_new_columns(old, monkeypatch):
    monkeypatch.setitem(views.VIEWS, "v_mood", "SELECT mood FROM logo")
    one_more(monkeypatch, "ALTER TABLE logo ADD COLUMN mood TEXT")
    with open_book(old) as store:
        with store.edit("cheer up"):
            store.rows("UPDATE logo SET mood = 'glad'")
        assert history.undo(store) == "cheer up"
        assert store.rows("SELECT * FROM v_mood") == [(None,)]


@pytest.mark.parametrize(
    "broken",
    [
        "CREATE TABLE logo(id)",
        "INSERT INTO ticket(ref, logo_id, opened_on) VALUES ('T1', 4711, '2026-01-01')",
        "this is no SQL",
    ],
    ids=["table exists", "points nowhere", "no SQL"],
)
def test_a_step_that_fails_leaves_the_book_as_it_was(old, monkeypatch, broken):
    before = old.read_bytes()
    one_more(monkeypatch, "ALTER TABLE logo ADD COLUMN mood TEXT", broken)
    with pytest.raises(BookError):
        open_book(old)
    assert old.read_bytes() == before
    assert names_in(old.parent) == ["book.db"], "a try that failed leaves no backup either"
    monkeypatch.undo()
    with open_book(old) as store:
        assert "mood" not in [row[1] for row in store.rows("PRAGMA table_info(logo)")]


def test_a_backup_that_fails_stops_the_migration(old, monkeypatch):
    before = old.read_bytes()
    one_more(monkeypatch, "DROP TABLE logo")
    monkeypatch.setattr("churntui.plain.files.os.fsync", full)
    with pytest.raises(BookError, match="No space left"):
        open_book(old)
    assert backups(old) == []
    assert old.read_bytes() == before


def test_an_old_book_is_not_opened_read_only(old, monkeypatch):
    one_more(monkeypatch, "ALTER TABLE logo ADD COLUMN mood TEXT")
    with pytest.raises(ReadOnlyBookError, match="older churntui"):
        open_book(old, read_only=True)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_churntuis_book_is_left_as_it_is(old, monkeypatch, read_only):
    one_more(monkeypatch, "ALTER TABLE logo ADD COLUMN mood TEXT")
    open_book(old).close()
    monkeypatch.undo()
    before, beside = old.read_bytes(), sorted(old.parent.iterdir())
    with pytest.raises(NewerBookError, match="newer churntui"):
        open_book(old, read_only=read_only)
    assert old.read_bytes() == before
    assert sorted(old.parent.iterdir()) == beside


def test_every_table_is_strict(old):
    with open_book(old) as store:
        loose = store.rows(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND NOT strict"
            " AND name NOT LIKE 'sqlite%' AND name NOT LIKE '_sqlite%'"
        )
    assert loose == []


def test_drafts_of_before_sessions_are_open_nowhere_and_begun_on_nothing_known(tmp_path):
    with schemas.old_book(tmp_path / "book.db", "m010_notice") as store:
        store.rows("INSERT INTO logo(id, ref, name) VALUES (1, 'L1', 'L1')")
        store.rows(
            "INSERT INTO interview(id, ref, logo_id, status, updated_at) VALUES (1, 'I1', 1, 'held', '')"
        )
        for interview_id in (None, 1):
            store.rows(
                """INSERT INTO draft(logo_id, interview_id, author, fields, updated_at)
                VALUES (1, ?, 'Ana', '{"notes": "x"}', '2026-11-01T09:00:00Z')""",
                (interview_id,),
            )
    with open_book(tmp_path / "book.db") as store:
        found = {draft.id: draft for draft in drafts.every(store)}
        assert {draft_id: draft.interview_id for draft_id, draft in found.items()} == {1: None, 2: 1}
        assert {draft.fields["notes"] for draft in found.values()} == {"x"}
        assert not any(draft.is_open_elsewhere or draft.opened for draft in found.values())
        assert drafts.take(store, 1)
