"""A book from a stranger: what acts by itself in it is ours, or it is refused by its name before it can act."""

import sqlite3
import time

import pytest
from stores import add_logo, names_in
from test_cli import called, told

from churntui.data import schema
from churntui.data.file import migrations
from churntui.data.opening import open_book
from churntui.data.restoring import restore
from churntui.data.words import search
from churntui.plain.errors import DamagedBookError, StrangeBookError

pytestmark = pytest.mark.usefixtures("made_anew")

ENDLESS = """WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r)
    SELECT n AS theme_id, n AS interview_id FROM r"""

STRANGE = {
    "trigger “spy”": "CREATE TRIGGER spy AFTER INSERT ON interview BEGIN DELETE FROM theme; END",
    "view “v_all”": f"CREATE VIEW v_all AS {ENDLESS}",
    "view “a b”": f'CREATE VIEW "a\x1b b" AS {ENDLESS}',
    "virtual table “files”": "CREATE VIRTUAL TABLE files USING fts5(words)",
    "generated column in “logo”": "ALTER TABLE logo ADD COLUMN loud TEXT GENERATED ALWAYS AS (upper(name))",
}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        add_logo(store, "L1", name="Nordwind")
    return path


def by_a_stranger(path, *statements):
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def older(path, steps, monkeypatch):
    """A book that has taken the first steps only."""
    with monkeypatch.context() as patch:
        taken = dict(list(migrations.STEPS.items())[:steps])
        patch.setattr(migrations, "STEPS", taken)
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA application_id={0x43485552}")
        migrations.apply_pending(connection)
        connection.close()


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("name", STRANGE)
def test_what_is_not_ours_is_refused_by_name_and_nothing_is_changed(path, name, read_only):
    by_a_stranger(path, STRANGE[name])
    before, beside = path.read_bytes(), names_in(path.parent)
    with pytest.raises(StrangeBookError) as caught:
        open_book(path, read_only=read_only)
    assert name in caught.value.title
    assert "\n" not in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert path.read_bytes() == before
    assert names_in(path.parent) == beside


@pytest.mark.parametrize(
    "command", [["check"], ["report", "attrition"], ["rebuild"], ["export", "out"], ["backup"]]
)
def test_every_command_refuses_in_one_line(capsys, path, command, monkeypatch):
    monkeypatch.chdir(path.parent)
    by_a_stranger(path, STRANGE["trigger “spy”"])
    assert "spy" in told(capsys, *command, "--file", path)


@pytest.mark.parametrize("steps", range(1, len(migrations.STEPS)))
def test_every_released_schema_is_looked_at_before_it_is_migrated(tmp_path, steps, monkeypatch):
    path = tmp_path / "old.db"
    older(path, steps, monkeypatch)
    by_a_stranger(path, "CREATE TRIGGER spy AFTER INSERT ON logo BEGIN DELETE FROM theme; END")
    with pytest.raises(StrangeBookError, match="spy"):
        open_book(path)
    by_a_stranger(path, "DROP TRIGGER spy")
    with open_book(path) as store:
        add_logo(store, "L1")
        assert schema.is_as_made(store._connection)


def test_a_list_of_steps_that_is_a_view_is_not_even_read(path):
    by_a_stranger(
        path,
        "ALTER TABLE _sqlite_migrations RENAME TO kept",
        f"CREATE VIEW _sqlite_migrations AS SELECT 'churntui' AS migration_set, 'm001_book' AS name FROM ({ENDLESS})",
    )
    with pytest.raises(StrangeBookError, match="_sqlite_migrations"):
        open_book(path, read_only=True)


def test_an_endless_view_in_the_place_of_what_ties_the_log_is_not_even_read(path):
    with open_book(path, read_only=True) as reader, reader.moment():
        by_a_stranger(
            path, "DROP TABLE log_tie", f"CREATE VIEW log_tie AS SELECT theme_id AS tokens FROM ({ENDLESS})"
        )
        with pytest.raises(DamagedBookError):  # in the log the book is another one than below it
            open_book(path)
    with pytest.raises(StrangeBookError, match="log_tie"):
        open_book(path)


def test_an_endless_view_under_our_name_hangs_nothing(capsys, path):
    by_a_stranger(path, "DROP VIEW v_tag", f"CREATE VIEW v_tag AS {ENDLESS}")
    before = time.monotonic()
    assert called(capsys, "report", "themes", "--file", path)[0] == 0
    assert time.monotonic() - before < 60
    with open_book(path, read_only=True) as store:
        assert schema.is_as_made(store._connection)


def test_a_trigger_under_our_name_never_runs(path):
    by_a_stranger(
        path,
        "DROP TRIGGER stale_logo_insert",
        "CREATE TRIGGER stale_logo_insert AFTER INSERT ON logo BEGIN DELETE FROM logo; END",
    )
    with open_book(path) as store:
        add_logo(store, "L2")
        assert store.scalar("SELECT count(*) FROM logo") == 2


def test_a_trigger_of_ours_that_is_gone_comes_back(path):
    by_a_stranger(path, "DROP TRIGGER stale_logo_update")
    with open_book(path) as store:
        with store.edit("rename"):
            store.rows("UPDATE logo SET name = 'Sudwind'")
        assert search.find(store, "sudwind")


def test_a_missing_table_is_damage(path):
    by_a_stranger(path, "DROP TABLE ticket")
    with pytest.raises(DamagedBookError, match="lacks its table ticket"):
        open_book(path)


def test_plain_tables_and_indexes_of_others_are_left_alone(path):
    """Nothing of ours reads them, and they do nothing by themselves."""
    by_a_stranger(
        path, "CREATE TABLE notes_of_mine(a, b)", "CREATE INDEX by_country ON logo(country)", "ANALYZE"
    )
    with open_book(path) as store:
        add_logo(store, "L2")
        assert store.rows("SELECT * FROM notes_of_mine") == []


def test_the_schema_is_not_trusted_and_ours_works_nonetheless(path):
    with open_book(path) as store:
        assert store.scalar("PRAGMA trusted_schema") == 0
        with store.edit("add"):
            add_logo(store, "L2", name='Łódź "AG" \\ 青空')
        assert search.find(store, "lodz")
        assert store.rows("SELECT name FROM v_logo WHERE logo_id = 'L2'") == [('Łódź "AG" \\ 青空',)]
    with open_book(path, read_only=True) as store:
        assert store.scalar("PRAGMA trusted_schema") == 0


def test_a_strangers_backup_is_not_restored(path, tmp_path):
    with open_book(path) as store:
        store.backup(tmp_path / "copy.backup")
    by_a_stranger(tmp_path / "copy.backup", STRANGE["view “v_all”"])
    before = path.read_bytes()
    with pytest.raises(StrangeBookError):
        restore(tmp_path / "copy.backup", path)
    assert path.read_bytes() == before
