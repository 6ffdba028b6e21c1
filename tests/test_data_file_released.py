"""Steps that were released make what they made then, whatever codes there are today."""

import sqlite3
from contextlib import closing
from decimal import Decimal

import pytest
import schemas
from stores import add, add_interview, add_logo

from churntui.data import history
from churntui.data.file import migrations, released
from churntui.data.opening import open_book
from churntui.data.rows import contracts, interview_facts, interviews, rates
from churntui.model.choices import REASONS
from churntui.model.rows import Rate

pytestmark = pytest.mark.usefixtures("made_anew")


@pytest.mark.parametrize("dumped", schemas.released(), ids=lambda path: path.stem)
def test_a_released_schema_is_made_as_it_was(dumped):
    assert schemas.dump(dumped.stem) == dumped.read_text("utf-8")


def test_the_first_steps_are_among_them():
    assert {path.stem for path in schemas.released()} >= set(list(migrations.STEPS)[:6])


OLD_TERMS = (
    ("2025-01-31", "2025-02-28", 120_000),
    ("2025-02-28", "2025-03-31", 117_742),
    ("2025-03-01", "2025-03-31", 121_667),
)
"""First day, end, and the ARR of 100 a term as versions before whole months worked it out."""


def write_every_reason(store, logo_id):
    for nth, reason in enumerate(REASONS):
        said = add_interview(
            store, f"R{nth}", logo_id, effective_on="2025-06-01", primary_reason=reason, stated_code=reason
        )
        add(store, "interview_reason", interview_id=said, position=0, reason=reason)
    assert {one.primary_reason for one in interviews.every(store)} >= set(REASONS)
    facts = interview_facts.every(store).values()
    assert {one.stated_code for one in facts} >= set(REASONS)
    assert {code for one in facts for code in one.secondary_reasons} >= set(REASONS)


def test_a_new_book_takes_every_reason_in_all_three_places(store):
    write_every_reason(store, add_logo(store, "L1"))
    with pytest.raises(Exception, match="CHECK"):
        add_interview(store, "bad", 1, primary_reason="weather")


@pytest.fixture
def old(tmp_path):
    """A closed book in the last schema before the new reasons, with an interview, its reasons and an edit."""
    path = tmp_path / "old.db"
    with schemas.old_book(path, "m006_years") as store:
        add(store, "logo", ref="L1", name="Łódź")
        add(store, "theme", name="price")
        said = add_interview(store, "I1", 1, notes="They said price.", primary_reason="price")
        for position, reason in enumerate(("adoption", "budget")):
            add(store, "interview_reason", interview_id=said, position=position, reason=reason)
        store.rows("DELETE FROM interview_reason WHERE reason = 'adoption'")
        add(store, "interview_theme", interview_id=said, theme_id=1)
        add(store, "highlight", interview_id=said, starts_at=0, ends_at=4, quote="They")
        with schemas.old_edit(store, "change the reasons"):
            store.rows("UPDATE interview SET primary_reason = 'budget'")
            store.rows("DELETE FROM interview_reason")
        store.rows("DELETE FROM stale_text")
        add(store, "rate", currency="USD", to_currency="EUR", rate="0.9")
        for nth, (starts_on, ends_on, arr) in enumerate(OLD_TERMS):
            add(
                store, "contract", ref=f"K{nth}", logo_id=1, starts_on=starts_on, ends_on=ends_on,
                amount_minor=10_000, currency="EUR", per="term", arr_minor=arr,
            )  # fmt: skip
    return path


def test_an_old_book_takes_them_too_and_keeps_all_it_has(old):
    with closing(sqlite3.connect(old)) as connection:
        tables = ("interview", "interview_reason", "interview_theme", "highlight", "change")
        columns = {
            table: ", ".join(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))
            for table in tables
        }
        query = {table: f"SELECT rowid, {columns[table]} FROM {table}" for table in tables}
        before = {table: connection.execute(query[table]).fetchall() for table in tables}
    with open_book(old) as store:
        assert {table: store.rows(query[table]) for table in tables} == before
        assert store.rows("SELECT * FROM stale_text") == []
        assert store.rows("PRAGMA foreign_key_check") == []
        assert store.rows("PRAGMA integrity_check") == [("ok",)]
        assert history.undo(store) == "change the reasons"
        assert store.rows("SELECT rowid, reason FROM interview_reason") == [(2, "budget")]
        write_every_reason(store, 1)


def test_an_old_book_counts_months_from_end_to_end_as_an_import_does(old):
    with open_book(old) as store:
        arrs = [arr for (arr,) in store.rows("SELECT arr_minor FROM contract ORDER BY ref")]
        assert arrs == [120_000, 120_000, 121_667]


def test_an_old_books_rates_hold_from_ever(old):
    with open_book(old) as store:
        assert list(rates.every(store)) == [Rate("USD", "EUR", Decimal("0.9"))]
        assert {one.rate for one in contracts.every(store)} == {None}
        add(store, "rate", currency="USD", to_currency="EUR", rate="0.5", valid_from="2026-01-01")


def test_an_old_book_has_the_triggers_views_and_indexes_of_a_new_one(old, tmp_path):
    query = "SELECT type, name, tbl_name FROM sqlite_master ORDER BY 1, 2"
    with open_book(old) as store, open_book(tmp_path / "new.db") as new:
        assert store.rows(query) == new.rows(query)
        with store.write():
            store.rows("UPDATE interview SET notes = 'other'")
            store.rows("DELETE FROM logo")
        assert store.scalar("SELECT count(*) FROM stale_text") > 0
        assert store.scalar("SELECT count(*) FROM interview_theme") == 0


def test_the_widest_lists_are_those_of_today():
    assert set(released.REASONS_OF_18) == set(REASONS)
