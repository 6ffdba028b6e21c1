"""The sample book as a file: whole, sound, and a copy of its own each time."""

import stat
from datetime import date

import pytest
from stores import names_in

from churntui.data import checks
from churntui.data.opening import open_book
from churntui.demo import build, sample

TODAY = date(2026, 11, 21)
STORED = {
    "logos": "logo", "contracts": "contract", "customers": "customer", "people": "person", "interviews": "interview",
    "themes": "theme", "initiatives": "initiative", "tickets": "ticket", "surveys": "survey", "rates": "rate",
    "actions": "action", "activity": "usage_day", "highlights": "highlight", "save_attempts": "save_attempt",
    "win_backs": "win_back", "events": "mark",
}  # fmt: skip


@pytest.mark.parametrize("as_of", [TODAY, date(2024, 2, 29), date(2027, 1, 1)], ids=str)
def test_no_row_of_the_sample_is_lost_and_the_book_is_sound(tmp_path, as_of):
    build.build(tmp_path / "demo.db", as_of)
    tables = sample.tables(as_of)
    with open_book(tmp_path / "demo.db") as store:
        kept = {name: store.scalar(f"SELECT count(*) FROM {table}") for name, table in STORED.items()}
        assert kept == {name: len(tables[name].rows) for name in STORED}
        assert store.scalar("SELECT count(*) FROM setting") == len(tables["settings"].rows)
        assert checks.run(store) == []


def test_each_copy_is_private_and_its_own():
    one, other = build.copy(TODAY), build.copy(TODAY)
    assert one.parent != other.parent
    for path in (one, other):
        assert names_in(path.parent) == ["demo.db"]
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with open_book(one) as store, store.write():
        store.rows("DELETE FROM logo")
    with open_book(build.copy(TODAY)) as store:
        assert store.scalar("SELECT count(*) FROM logo") > 50


def test_the_second_copy_of_a_day_is_not_built_again(monkeypatch):
    first = build.copy(TODAY).read_bytes()
    monkeypatch.setattr(build, "build", lambda *_: pytest.fail("built again"))
    assert build.copy(TODAY).read_bytes() == first


def test_only_the_last_day_is_kept():
    build.copy(TODAY)
    build.copy(date(2026, 11, 22))
    (kept,) = build._cache().iterdir()
    assert "2026-11-22" in kept.name


def test_a_cache_that_cannot_be_made_is_no_failure(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setattr(build, "_cache", lambda: tmp_path / "file" / "cache")
    with open_book(build.copy(TODAY)) as store:
        assert store.scalar("SELECT count(*) FROM logo") > 50
