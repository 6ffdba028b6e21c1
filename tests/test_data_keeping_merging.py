"""Two logos made one: what moves, that nothing is lost or counted twice, and that undo brings both back exactly."""

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import whole_book
from books import random_deals, random_losses
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from imports import counts
from oracle import Oracle
from profiles import examples
from stores import add, add_contract, add_deals, add_logo, add_usage, whole

from churntui.book import Book
from churntui.data import activity, checks, history, importing, stories
from churntui.data.keeping import merging, rows
from churntui.data.opening import open_book
from churntui.data.rows import logos, own_values
from churntui.model.own_fields import OwnField
from churntui.model.tables import TABLES
from churntui.plain.errors import BadInputError, NotFoundError

DAY = date(2026, 11, 29)
EVERY = tuple(
    dict.fromkeys(
        stored
        for table in TABLES.values()
        for stored in (table.stored, *table.list_tables)
        if stored != "usage_day"
    )
)


def everything(store):
    """Every row of the canonical tables, what was done, and whose the drafts are."""
    use = store.rows("SELECT * FROM usage_day ORDER BY 1, 2, 3, 4")
    drafts = store.rows("SELECT id, logo_id, fields FROM draft ORDER BY id")
    return whole(store, EVERY) | {"use": use, "draft": drafts}


def belongs(store, logo_id):
    """How many rows of each table are of a logo."""
    owned = [table.stored for table in TABLES.values() if table.column("logo_id") in table.columns]
    return {
        stored: store.scalar(f"SELECT count(*) FROM {stored} WHERE logo_id = ?", (logo_id,))
        for stored in dict.fromkeys(owned)
        if stored not in {"logo", "renewal"}
    }


@pytest.fixture
def full(store):
    """A book in which one logo has something in every table, and another has a contract, and little beside."""
    importing.load_tables(store, whole_book.tables())
    (full_id,) = store.one("SELECT logo_id FROM contract LIMIT 1")
    bare = add_logo(store, "BARE", name="Bare AG", industry="Steel", domain="bare.example")
    add_contract(store, "KB", bare, "2025-06-01", "2027-06-01")
    same = store.scalar("SELECT ref FROM customer WHERE logo_id = ?", (full_id,))
    add(store, "customer", logo_id=bare, ref=same, role="buyer")
    add(store, "customer", logo_id=bare, ref="other")
    add(store, "win_back", logo_id=bare, called_on="2020-01-01")
    add(store, "draft", logo_id=full_id, author="", fields="{}", updated_at="2026-11-01T09:00:00Z")
    add(store, "snooze", about="silent:logo 1:2026-01-01", until="2027-01-01")
    add(store, "accepted", kind="no_outcome", about="logo 1 2026-01-01")
    add_usage(store, full_id, ["2026-11-01", "2026-11-02"])
    add_usage(store, bare, ["2026-11-02", "2026-11-03"], n=4)
    return store, bare, full_id


def test_everything_moves_and_undo_and_redo_are_exact(full):
    store, stays, goes = full
    before, owned = everything(store), (belongs(store, stays), belongs(store, goes))
    planned = merging.preview(store, stays, goes)
    merging.merge(store, stays, goes, {"industry"}, "Merged")
    after, now = everything(store), belongs(store, stays)
    assert store.one("SELECT 1 FROM logo WHERE id = ?", (goes,)) is None
    lost = {"customer": 1, "win_back": 1, "usage_day": 1, "former_logo": -1}
    assert now == {stored: owned[0][stored] + owned[1][stored] - lost.get(stored, 0) for stored in owned[0]}
    assert len(planned.joined) == 1
    assert {move.table.stored: move.count for move in planned.moves}["contract"] == owned[1]["contract"]
    assert store.scalar("SELECT logo_id FROM draft") == stays
    assert store.rows("SELECT about FROM snooze WHERE about LIKE 'silent:%'") == [("silent:BARE:2026-01-01",)]
    assert ("no_outcome", "BARE 2026-01-01") in store.rows("SELECT kind, about FROM accepted")
    assert not checks.run(store)
    assert activity.is_current(store)
    assert history.undo(store) == "Merged"
    assert everything(store) == before
    assert activity.is_current(store)
    assert history.redo(store) == "Merged"
    assert everything(store) == after
    assert activity.is_current(store)
    history.undo(store)
    assert everything(store) == before


def test_each_field_has_the_value_that_was_chosen_and_a_blank_is_filled(full):
    store, stays, goes = full
    own_values.add(store, OwnField("region"))
    with store.edit("x"):
        own_values.put(store, stays, {"region": "DACH"})
        own_values.put(store, goes, {"region": "Nordics"})
    planned = {one.column.field: one for one in merging.preview(store, stays, goes).differences}
    assert planned["industry"].is_open
    assert planned["own-region"].is_open
    assert not planned["country"].is_open
    merging.merge(store, stays, goes, {"own-region"}, "Merged")
    (kept,) = logos.some(store, [stays])
    assert (kept.ref, kept.name, kept.industry) == ("BARE", "Bare AG", "Steel")
    assert kept.country == planned["country"].goes
    assert own_values.of_logo(store, stays)["region"] == "Nordics"


def test_what_stands_in_a_field_and_is_not_of_its_kind_is_kept_all_the_same(store):
    one, two, three = (add_logo(store, ref) for ref in "ABC")
    own_values.add(store, OwnField("since", "day"))
    with store.edit("x"):
        own_values.put(store, one, {"since": "2026-01-01"})
        own_values.put(store, two, {"since": "in spring"})
    (differing,) = (
        found for found in merging.preview(store, one, two).differences if found.column.name == "since"
    )
    assert (differing.stays, differing.goes, differing.column.kind) == ("2026-01-01", "in spring", "line")
    merging.merge(store, one, two, {"own-since"}, "Merged")
    assert own_values.of_logo(store, one) == {"since": "in spring"}
    merging.merge(store, three, one, (), "Merged")
    assert own_values.of_logo(store, three) == {"since": "in spring"}


def test_use_of_the_same_day_is_added_and_of_one_customer_joined(store):
    one, two = add_logo(store, "A"), add_logo(store, "B")
    mine = add(store, "customer", logo_id=one, ref="u1", name="Ann")
    theirs = add(store, "customer", logo_id=two, ref="u1", email="ann@b.example")
    add_usage(store, one, ["2026-11-01"], n=2, customer=mine)
    add_usage(store, two, ["2026-11-01", "2026-11-02"], n=3, customer=theirs)
    survey = add(store, "survey", ref="S", logo_id=two, customer_id=theirs, day="2026-11-01")
    merging.merge(store, one, two, (), "Merged")
    assert store.rows("SELECT logo_id, customer_id, n FROM usage_day ORDER BY day") == [
        (one, mine, 5),
        (one, mine, 3),
    ]
    assert store.rows("SELECT id, name, email FROM customer") == [(mine, "Ann", "ann@b.example")]
    assert store.scalar("SELECT customer_id FROM survey WHERE id = ?", (survey,)) == mine
    assert activity.is_current(store)


def test_rows_that_name_the_one_that_went_land_on_the_one_that_stayed(store, take):
    files = {
        "logos": "logo_id,name,country,industry\nA,Acme,,Steel\nB,Acme Ltd,Chile,Food\n",
        "contracts": "contract_id,logo_id,starts_on,ends_on,amount,currency,per\n"
        "K1,A,2026-01-01,2027-01-01,10,EUR,year\nK2,B,2026-01-01,2027-01-01,20,EUR,year\n",
        "people": "logo_id,name\nA,Ann\nB,Ben\n",
        "activity": "logo_id,action,day,count\nA,send,2026-11-01,1\nB,send,2026-11-01,2\nB,send,2026-11-02,2\n",
    }
    take(**files)
    merging.merge(store, 1, 2, (), "Merged")
    before = everything(store)
    assert store.rows("SELECT ref, country, industry FROM logo") == [("A", "Chile", "Steel")]
    again = take(**{name: text for name, text in files.items() if name != "activity"})
    assert {name: counts(found) for name, found in again.items()} == {
        "logos": (0, 0, 2, 0), "people": (0, 0, 2, 0), "contracts": (0, 0, 2, 0),
    }  # fmt: skip
    assert everything(store) == before
    named = take(
        people="logo_name,name\nACME ltd,Ben\nAcme Ltd,Cleo\n",
        talks="talk_id,logo_id,day\nW1,B,2026-11-01\n",
        logos="name,employees\nAcme Ltd,12\n",
    )
    assert counts(named["people"]) == (1, 0, 1, 0)
    assert store.rows("SELECT DISTINCT logo_id FROM person UNION SELECT logo_id FROM talk") == [(1,)]
    assert store.rows("SELECT ref, name, employees FROM logo") == [("A", "Acme", 12)]
    assert "1 row about logos that were merged into others: only what those lack" in named["logos"].notes


def test_a_chain_of_merges_leads_to_the_last_and_former_ids_go_in_and_out(store, take):
    take(logos="logo_id,name\nA,Acme\nB,Bolt\nC,Cobalt\n")
    merging.merge(store, 2, 3, (), "Merged")
    merging.merge(store, 1, 2, (), "Merged")
    assert store.rows("SELECT ref, logo_id, name FROM former_logo ORDER BY ref") == [
        ("B", 1, "Bolt"),
        ("C", 1, "Cobalt"),
    ]
    take(steps="step_id,logo_id,what\nX1,C,call\n")
    assert store.rows("SELECT logo_id FROM step") == [(1,)]
    refused = take(former_logos="former_id,logo_id\nA,A\n")["former_logos"]
    assert [problem.reason for problem in refused.problems] == [
        "is a logo by itself here: merge the two in the app"
    ]


def test_an_id_that_means_a_merged_logo_is_not_given_to_another(store):
    one, two = add_logo(store, "A", name="Acme"), add_logo(store, "B")
    merging.merge(store, one, two, (), "Merged")
    with pytest.raises(rows.FieldError, match="was that of Acme before"):
        rows.add(store, "logos", {"ref": "B", "name": "Bolt"}, "add")
    three = rows.add(store, "logos", {"ref": "C", "name": "Bolt"}, "add")
    with pytest.raises(rows.FieldError, match="was that of Acme before"):
        rows.change(store, "logos", three, {"ref": "B"}, "change")


def test_a_logo_that_has_the_id_of_a_merged_one_all_the_same_is_merged_too(store):
    one, two = add_logo(store, "A"), add_logo(store, "B", name="Bolt")
    merging.merge(store, one, two, (), "Merged")
    again, other = add_logo(store, "B", name="Bolt again"), add_logo(store, "C")
    before = everything(store)
    merging.merge(store, other, again, (), "Merged again")
    assert store.rows("SELECT ref, logo_id, name FROM former_logo") == [("B", other, "Bolt again")]
    assert history.undo(store) == "Merged again"
    assert everything(store) == before


def test_its_story_tells_of_the_merge(full):
    store, stays, goes = full
    merging.merge(store, stays, goes, (), "Merged it")
    assert "Merged it" in {line.label for line in stories.of(store, "logo", stays)}
    history.undo(store)
    assert stories.of(store, "logo", goes)


def test_a_logo_is_merged_with_another_that_is_there(store):
    one = add_logo(store, "A")
    with pytest.raises(BadInputError, match="with itself"):
        merging.merge(store, one, one, (), "x")
    with pytest.raises(NotFoundError):
        merging.merge(store, one, 99, (), "x")


def test_undo_leaves_what_was_written_in_a_draft_meanwhile(store):
    one, two = add_logo(store, "A"), add_logo(store, "B")
    draft = add(store, "draft", logo_id=two, author="", fields="{}", updated_at="2026-11-01T09:00:00Z")
    gone = add(store, "draft", logo_id=two, author="", fields="{}", updated_at="2026-11-01T09:00:00Z")
    merging.merge(store, one, two, (), "Merged")
    with store.write():
        store.rows('UPDATE draft SET fields = \'{"notes": "x"}\' WHERE id = ?', (draft,))
        store.rows("DELETE FROM draft WHERE id = ?", (gone,))
    assert history.undo(store) == "Merged"
    assert store.rows("SELECT id, logo_id, fields FROM draft") == [(draft, two, '{"notes": "x"}')]


DAYS = st.dates(date(2024, 1, 1), date(2025, 1, 31))


@settings(max_examples=examples(30), deadline=None)
@given(random_deals(), random_losses(), DAYS)
def test_figures_after_a_merge_are_those_of_the_joined_rows(deals, losses, as_of):
    there = sorted({deal.logo for deal in deals})
    assume(len(there) > 1)
    stays, goes = there[:2]
    with tempfile.TemporaryDirectory() as folder, open_book(Path(folder) / "book.db") as store:
        add_deals(store, deals, losses)
        before, rows_before = Book.load(store, as_of).active_arr, everything(store)
        merging.merge(store, stays, goes, (), "Merged")
        after = Book.load(store, as_of).active_arr
        history.undo(store)
        assert everything(store) == rows_before
    known = {deal.id for deal in deals}
    joined = [
        replace(
            deal,
            logo=stays if deal.logo == goes else deal.logo,
            renews=deal.renews if deal.renews in known - {deal.id} else None,
        )
        for deal in deals
    ]
    oracle = Oracle(joined, 30, as_of, [(stays if logo == goes else logo, day) for logo, day in losses])
    assert after == {logo: oracle.arr(logo, as_of) for logo in oracle.active(as_of)}
    others = [
        {logo: arr for logo, arr in found.items() if logo not in {stays, goes}} for found in (before, after)
    ]
    assert others[0] == others[1]


def test_two_that_do_not_overlap_come_to_what_they_came_to_before(store):
    one, two = add_logo(store, "A"), add_logo(store, "B")
    add_contract(store, "K1", one, "2026-01-01", "2027-01-01", 500)
    add_contract(store, "K2", two, "2026-03-01", "2027-03-01", 700)
    assert sum(Book.load(store, DAY).active_arr.values()) == 1200
    merging.merge(store, one, two, (), "Merged")
    assert Book.load(store, DAY).active_arr == {one: 1200}


def test_of_what_a_logo_has_but_one_that_of_the_one_that_stays_is_kept(store):
    stays, goes = add_logo(store, "A"), add_logo(store, "B")
    for logo_id, score in ((stays, 90), (goes, 10)):
        add(store, "health_override", logo_id=logo_id, score=score, reason="said", until="2027-01-01")
        add(store, "sentiment", logo_id=logo_id, day="2026-11-01", score=1 + score // 25)
    add(store, "milestone", logo_id=goes, milestone="kicked off")
    before = everything(store)
    merging.merge(store, stays, goes, (), "Merged")
    assert store.rows("SELECT logo_id, score FROM health_override") == [(stays, 90)]
    assert store.rows("SELECT logo_id, score FROM sentiment") == [(stays, 4)]
    assert store.rows("SELECT logo_id, milestone FROM milestone") == [(stays, "kicked off")]
    history.undo(store)
    assert everything(store) == before
