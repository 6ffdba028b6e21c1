"""settings, actions, check, rebuild, backup."""

import pytest
from stores import add, add_contract, add_logo, add_usage, names_in
from test_cli import called, told

from churntui.data import activity
from churntui.data.file import connect, migrations
from churntui.data.opening import open_book


@pytest.fixture
def path(tmp_path):
    """A closed book with a logo that did two things."""
    path = tmp_path / "book.db"
    with open_book(path) as store:
        logo_id = add_logo(store, "L1")
        add_usage(store, logo_id, ["2026-01-01"], action="send", n=1200)
        add_usage(store, logo_id, ["2026-01-01"], action="log in")
    return path


def test_settings_are_listed_shown_and_changed(capsys, path):
    assert called(capsys, "settings", "grace_days", "--file", path)[:2] == (0, "30\n")
    assert called(capsys, "settings", "grace_days", "14", "--file", path)[:2] == (0, "14\n")
    assert called(capsys, "settings", "grace_days", "--file", path)[:2] == (0, "14\n")
    code, out, _ = called(capsys, "settings", "--file", path)
    assert code == 0
    assert [line.split()[:2] for line in out.splitlines()][:2] == [["Setting", "Value"], ["grace_days", "14"]]


@pytest.mark.parametrize(
    "args", [["grace_days", "x"], ["grace_days", "-1"], ["nope"], ["nope", "1"], ["usage_fall", "40"]]
)
def test_settings_that_cannot_be(capsys, path, args):
    told(capsys, "settings", "--file", path, "--", *args)


def test_actions_are_listed_and_chosen(capsys, path):
    assert called(capsys, "actions", "--file", path)[1].splitlines()[1:] == [
        "log in  yes            1",
        "send    yes        1,200",
    ]
    code, out, _ = called(capsys, "actions", "--qualify", " send ,", "--file", path)
    assert code == 0
    assert out.splitlines()[1].split() == ["log", "in", "no", "1"]


def test_an_unknown_action(capsys, path):
    assert "“sned” is no action" in told(capsys, "actions", "--qualify", "sned", "--file", path)


def test_a_sound_book(capsys, path):
    code, out, err = called(capsys, "check", "--file", path)
    assert (code, out) == (0, "")
    assert "is sound" in err


def test_contradictions_are_told_and_end_with_1_only_when_strict(capsys, path):
    with open_book(path) as store:
        for nth in range(12):
            add_contract(store, f"K{nth}", 1, "2026-01-01", None, currency="USD")
        add(store, "setting", key="reporting_currency", value="EUR")
    code, out, err = called(capsys, "check", "--file", path, "--as-of", "2026-11-21")
    assert code == 0
    assert out.startswith("No exchange rate: 12. Import rates.csv with a row for its currency;")
    assert "contract K0 is in USD, of which there is no rate on 1 Jan 2026" in out
    assert out.endswith("  … 2 more\n")
    assert "12 contradictions" in err
    assert called(capsys, "check", "--file", path, "--as-of", "2026-11-21", "--strict")[:2] == (1, out)


def test_roll_ups_that_lag_behind_are_made_anew(capsys, path):
    with open_book(path) as store, store.write():
        store.rows("UPDATE usage_day SET n = 7")
    assert called(capsys, "check", "--file", path)[1] == (
        "roll-ups: do not agree with the activity. Run: churntui rebuild\n"
    )
    code, out, err = called(capsys, "rebuild", "--file", path)
    assert (code, out) == (0, "")
    assert "2 cells of activity, 1 logos" in err
    assert called(capsys, "check", "--file", path)[:2] == (0, "")


def test_a_damaged_book(capsys, path):
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    code, out, err = called(capsys, "check", "--file", path)
    assert (code, err) == (1, "1 finding\n")
    assert out.startswith("file: ")
    assert "cut short" in out


def test_a_broken_page_that_a_change_would_not_touch_stops_it(capsys, path):
    content = bytearray(path.read_bytes())
    content[-4096:] = bytes(4096)
    path.write_bytes(content)
    assert "is damaged" in told(capsys, "settings", "grace_days", "20", "--file", path)
    assert path.read_bytes() == content


def test_reading_leaves_nothing_beside_the_book(capsys, path):
    before = path.read_bytes()
    for args in (["settings"], ["actions"], ["check"], ["report", "attrition"]):
        assert called(capsys, *args, "--file", path)[0] == 0
    assert names_in(path.parent) == [path.name]
    assert path.read_bytes() == before


def test_an_empty_file_is_no_book(capsys, tmp_path):
    empty = tmp_path / "empty.db"
    empty.touch()
    for args in (["settings"], ["settings", "grace_days", "20"], ["actions", "--qualify", "send"], ["check"]):
        assert "no book" in told(capsys, *args, "--file", empty)
    assert empty.read_bytes() == b""


def test_reading_brings_an_older_book_up_to_date_first(capsys, path, monkeypatch):
    steps = {**migrations.STEPS, "m999_more": ("ALTER TABLE logo ADD COLUMN mood TEXT",)}
    monkeypatch.setattr(migrations, "STEPS", steps)
    assert called(capsys, "settings", "grace_days", "--file", path)[:2] == (0, "30\n")
    assert len(list(path.parent.glob("*.backup"))) == 1


def test_a_backup_beside_the_book_or_where_it_is_wanted(capsys, path, tmp_path):
    code, out, _ = called(capsys, "backup", "--file", path)
    assert code == 0
    folder = tmp_path / "safe"
    folder.mkdir()
    for target in (folder, folder / "copy.db"):
        assert called(capsys, "backup", target, "--file", path)[0] == 0
    copies = [tmp_path / out.strip(), *folder.iterdir()]
    assert len(copies) == 3
    for copy in copies:
        with open_book(copy) as store:
            assert store.scalar("SELECT count(*) FROM usage_day") == 2


def test_a_backup_that_cannot_be(capsys, path, tmp_path):
    assert "cannot be written" in told(capsys, "backup", tmp_path / "nowhere" / "x.db", "--file", path)
    assert "the book itself" in told(capsys, "backup", path, "--file", path)


def test_a_book_in_use_is_told(capsys, path, monkeypatch):
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.05)
    with open_book(path) as other, other.write():
        assert "in use" in told(capsys, "settings", "grace_days", "7", "--file", path)
        assert called(capsys, "settings", "grace_days", "--file", path)[1] == "30\n"


def test_looking_changes_no_byte(capsys, path):
    before = path.read_bytes()
    for command in ("settings", "actions", "check"):
        called(capsys, command, "--file", path)
    assert path.read_bytes() == before


def test_damaged_settings_and_rates_break_no_command_and_are_mended(capsys, path):
    with open_book(path) as store:
        add(store, "setting", key="grace_days", value="thirty")
        add(store, "setting", key="active_window_days", value="x")
        add(store, "rate", currency="USD", to_currency="EUR", rate="abc")
    for report in ("attrition", "revenue", "customers", "behaviour", "renewals"):
        assert called(capsys, "report", report, "--file", path)[0] == 0
    code, out, err = called(capsys, "check", "--file", path)
    assert (code, err) == (1, "3 findings\n")
    assert "setting grace_days: cannot be “thirty”, so 30 is used. Run: churntui rebuild" in out.splitlines()
    code, _, err = called(capsys, "rebuild", "--file", path)
    assert code == 0
    assert err.count("mended: ") == 3
    assert called(capsys, "check", "--file", path)[:2] == (0, "")


def test_a_damaged_locked_rate_and_draft_break_no_report_and_rebuild_takes_the_book(capsys, path):
    with open_book(path) as store:
        add_contract(store, "K9", 1, "2026-01-01", None, currency="USD")
        store.rows("PRAGMA ignore_check_constraints=ON")
        with store.write():
            store.rows("UPDATE contract SET rate = 'abc', rate_currency = 'EUR' WHERE ref = 'K9'")
            store.rows("INSERT INTO rate VALUES ('USD', 'EUR', '0.9', 'soon')")
            store.rows("INSERT INTO draft(author, fields, updated_at) VALUES ('Ana', '{\"notes', 'now')")
    for report in ("attrition", "revenue", "reasons", "renewals"):
        assert called(capsys, "report", report, "--file", path)[0] == 0
    code, out, err = called(capsys, "check", "--file", path)
    assert (code, err) == (1, "3 findings\n")
    assert out.count("Run: churntui rebuild") == 3
    assert "Run: churntui check" in told(capsys, "settings", "grace_days", "20", "--file", path)
    code, _, err = called(capsys, "rebuild", "--file", path)
    assert (code, err.count("mended: ")) == (0, 3)
    assert called(capsys, "check", "--file", path)[0] == 0


def test_damaged_roll_ups_are_one_line_and_made_anew(capsys, path):
    with open_book(path) as store, store.write():
        logo_id = store.scalar("SELECT id FROM logo")
        store.rows("INSERT INTO customer(ref, logo_id) VALUES ('U1', ?)", (logo_id,))
        store.rows("UPDATE usage_day SET customer_id = 1")
        activity.rebuild(store)
        store.rows("UPDATE roster SET customers = x'ffffff'")
    assert "Run: churntui rebuild" in told(capsys, "report", "customers", "--file", path)
    assert called(capsys, "check", "--file", path)[0] == 1
    assert called(capsys, "rebuild", "--file", path)[0] == 0
    assert called(capsys, "report", "customers", "--file", path)[0] == 0
    assert called(capsys, "check", "--file", path)[0] == 0


def test_two_backups_within_a_second_are_two_files(capsys, path, tmp_path):
    (tmp_path / "kept").mkdir()
    for out in ([], [tmp_path / "kept"]):
        first, second = (called(capsys, "backup", *out, "--file", path)[1].strip() for _ in range(2))
        assert first != second
        for name in (first, second):
            with open_book(name, read_only=True) as store:
                store.verify()


def test_the_users_own_name_is_kept_beside_the_books(capsys, tmp_path):
    assert called(capsys, "settings", "author") == (0, "\n", "")
    assert called(capsys, "settings", "author", "Ines Berg") == (0, "Ines Berg\n", "")
    assert called(capsys, "settings", "author") == (0, "Ines Berg\n", "")
    assert not list(tmp_path.iterdir())
