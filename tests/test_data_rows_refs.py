"""The ids of what is made in the app: of their own in every copy of a book."""

import re
import shutil
from datetime import date

from stores import add_contract, add_logo, renew_as_it_was

from churntui.data.opening import open_book
from churntui.data.rows import contracts, initiatives, interviews, marks, refs, steps, talks
from churntui.data.rows.initiatives import Plan
from churntui.data.rows.interviews import Words
from churntui.data.rows.marks import Happened
from churntui.data.rows.talks import Said
from churntui.model.planned import Planned

TODAY = date(2026, 11, 21)


def make_all(store):
    """One of everything the app makes an id for; returns the ids."""
    interviews.save(store, Words(1, "held"), label="Interview")
    initiatives.add(store, Plan("SSO"), [], label="Initiative", as_of=TODAY)
    marks.add(store, Happened(TODAY, "Prices up"), "Event")
    talks.add(store, [1], Said(TODAY, newcomer="Ana"), "Talk")
    steps.add(store, [(1, None)], Planned("call"), "Step")
    return {
        table: store.scalar(f"SELECT ref FROM {table} ORDER BY id DESC")
        for table in ("interview", "initiative", "mark", "talk", "person", "step")
    }


def test_two_copies_of_a_book_never_give_the_same_id(tmp_path):
    with open_book(tmp_path / "ana.db") as ana:
        add_logo(ana, "L1")
    shutil.copy(tmp_path / "ana.db", tmp_path / "bo.db")
    with open_book(tmp_path / "ana.db") as ana, open_book(tmp_path / "bo.db") as bo:
        of_ana, of_bo = make_all(ana), make_all(bo)
    assert of_ana.keys() == of_bo.keys()
    assert not set(of_ana.values()) & set(of_bo.values())


def test_an_id_can_be_read_out_and_is_one_line(store):
    add_logo(store, "L1")
    for table, ref in make_all(store).items():
        assert ref.startswith(f"{refs.LETTERS[table]}-")
        assert re.fullmatch("[INVWPX]-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", ref)


def test_one_that_is_taken_is_drawn_again(store, monkeypatch):
    draws = iter(["AAAAA-AAAAA", "AAAAA-AAAAA", "BBBBB-BBBBB"])
    monkeypatch.setattr(refs, "drawn", lambda: next(draws))
    add_logo(store, "L1")
    first, second = (interviews.save(store, Words(1, "held"), label="Interview") for _ in range(2))
    assert interviews.one(store, first).ref == "I-AAAAA-AAAAA"
    assert interviews.one(store, second).ref == "I-BBBBB-BBBBB"


def test_a_contract_rolled_on_in_two_copies_is_one_when_they_are_merged(tmp_path):
    found = []
    for name in ("ana.db", "bo.db"):
        with open_book(tmp_path / name) as store:
            kept = add_contract(store, "K7", add_logo(store, "L1"), "2025-01-31", "2026-01-31")
            renew_as_it_was(store, kept, "Rolled on")
            found.append({one.ref: one.starts_on for one in contracts.every(store)})
    assert found[0] == found[1]
