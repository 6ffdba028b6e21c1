"""From the schema to rows."""

from datetime import date

from stores import add, add_contract, add_logo

from churntui.data.file import selects
from churntui.model.rows import Contract, Initiative, Person, Use
from churntui.model.tables import TABLES


def test_days_and_flags_are_read_and_null_stays_none(store):
    logo_id = add_logo(store, "L1")
    add(store, "person", ref="P1", logo_id=logo_id, name="Ana", champion=1, last_contact_on="2024-02-29")
    assert selects.read(store, Person) == [
        Person(1, "P1", logo_id, "Ana", champion=True, last_contact_on=date(2024, 2, 29))
    ]


def test_what_stands_in_a_table_beside_has_its_default_where_there_is_no_row(store):
    logo_id = add_logo(store, "L1")
    add_contract(store, "K1", logo_id, "2025-01-01", "2026-01-01")
    add_contract(store, "K2", logo_id, "2026-01-01", None, stage="verbal")
    first, second = selects.read(store, Contract, "ORDER BY contract.ref")
    assert (first.stage, second.stage) == ("open", "verbal")


def test_lists_are_given_by_whoever_reads_and_more_columns_stand_behind(store):
    add(store, "initiative", ref="N1", name="Sign-on", status="planned", note="soon")
    (row,) = store.rows(selects.select(Initiative, "ref", "note"))
    assert row[-2:] == ("N1", "soon")
    (bare,) = selects.read(store, Initiative)
    (row,) = store.rows(selects.select(Initiative))
    assert selects.maker(Initiative)(row, themes=("SSO",)) == Initiative(
        1, "N1", "Sign-on", "planned", themes=("SSO",), note="soon"
    )
    assert (bare.themes, bare.note) == ((), "soon")


def test_days_that_are_kept_as_numbers_are_days(store):
    action_id = add(store, "action", name="send", qualifies=1)
    add(store, "usage_day", logo_id=add_logo(store, "L1"), action_id=action_id, day=-1, n=3)
    (use,) = selects.read(store, Use)
    assert (use.day, use.n) == (date(1969, 12, 31), 3)
    assert selects.canonical(TABLES["activity"])["action"] == "action.name"


def test_a_row_of_the_same_table_goes_by_what_others_call_it():
    assert selects.canonical(TABLES["themes"])["parent"] == "self.name"
    assert selects.canonical(TABLES["contracts"])["renews"].startswith("coalesce(self.ref, ")
    assert "LEFT JOIN theme self ON self.id = x.parent_id" in selects.source(TABLES["themes"])
    assert "themes" not in selects.canonical(TABLES["interviews"])
