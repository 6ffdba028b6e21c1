"""Proofs of value: what is read of each person, how groups are chosen and measured, and what happens to them."""

from datetime import date

import pytest
from imports import counts, reasons, taker
from stores import add, add_logo, add_usage

from churntui.data import activity, history
from churntui.data.keeping import merging, rows
from churntui.data.keeping.rows import FieldError
from churntui.data.opening import open_book
from churntui.data.rows import proofs
from churntui.plain.errors import NotFoundError

AS_OF = date(2026, 11, 29)
BEGAN = "2026-10-05"


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "own.db") as opened:
        yield opened


@pytest.fixture
def acme(store):
    return add_logo(store, "acme")


def customer(store, logo_id, ref, joined_on=None):
    return add(store, "customer", ref=ref, logo_id=logo_id, joined_on=joined_on)


def proof(store, logo_id, ref="F1", **values):
    return add(
        store, "proof", **({"ref": ref, "logo_id": logo_id, "name": "Training", "starts_on": BEGAN} | values)
    )


def sides(store, proof_id):
    return dict(
        store.rows(
            "SELECT c.ref, m.side FROM proof_member m JOIN customer c ON c.id = m.customer_id WHERE proof_id = ?",
            (proof_id,),
        )
    )


def test_what_each_did_is_counted_in_windows_of_the_same_length(store, acme):
    ann = customer(store, acme, "ann", "2026-01-01")
    first, last, outside = (
        ("2026-09-07", "2026-10-04"),
        ("2026-10-05", "2026-11-01"),
        ("2026-09-06", "2026-11-02"),
    )
    add_usage(store, acme, first, n=2, customer=ann)
    add_usage(store, acme, last, n=5, customer=ann)
    add_usage(store, acme, outside, n=100, customer=ann)
    with store.write():
        store.rows("INSERT INTO action(name, qualifies) VALUES ('login', 0)")
    add_usage(store, acme, first, n=7, action="login", customer=ann)
    proofs.place(store, proof(store, acme), [ann], "target", "placed")
    (trial,) = proofs.of_logo(store, acme, AS_OF)
    (member,) = trial.members
    assert (member.done_before, member.done_after) == (4, 10)
    assert (trial.action, trial.is_named) == ("", True)
    assert trial.measured == (date(2026, 9, 6), date(2026, 11, 3))


def test_an_action_alone_is_counted_also_where_it_does_not_qualify(store, acme):
    ann = customer(store, acme, "ann")
    with store.write():
        login = store.insert("INSERT INTO action(name, qualifies) VALUES ('login', 0)")
    add_usage(store, acme, ["2026-10-01"], n=7, action="login", customer=ann)
    add_usage(store, acme, ["2026-10-01"], n=3, customer=ann)
    proofs.place(store, proof(store, acme, action_id=login), [ann], "control", "placed")
    (trial,) = proofs.of_logo(store, acme, AS_OF)
    assert (trial.action, trial.members[0].done_before) == ("login", 7)


def test_somebody_is_there_since_they_joined_else_since_they_did_something(store, acme):
    named = {
        ref: customer(store, acme, ref, joined)
        for ref, joined in (("a", "2026-02-01"), ("b", None), ("c", None))
    }
    for ref in "ab":
        add_usage(store, acme, ["2026-03-01"], customer=named[ref])
    proofs.place(store, proof(store, acme), [*named.values()], "target", "placed")
    (trial,) = proofs.of_logo(store, acme, AS_OF)
    assert [member.there_since for member in trial.members] == [date(2026, 2, 1), date(2026, 3, 1), None]


def test_use_under_nobodys_name_is_nobodys(store, acme):
    ann = customer(store, acme, "ann")
    proofs.place(store, proof(store, acme), [ann], "target", "placed")
    add_usage(store, acme, ["2026-10-01"])
    assert not proofs.of_logo(store, acme, AS_OF)[0].is_named
    add_usage(store, acme, ["2026-10-02"], customer=ann)
    assert proofs.of_logo(store, acme, AS_OF)[0].is_named


def test_without_activity_nothing_is_measured_and_without_proofs_there_are_none(store, acme):
    assert proofs.of_logo(store, acme, AS_OF) == ()
    proof_id = proof(store, acme)
    assert proofs.of_logo(store, acme, AS_OF)[0].measured is None
    assert proofs.one(store, proof_id, AS_OF).proof.id == proof_id
    assert proofs.one(store, 99, AS_OF) is None


def test_what_is_not_known_yet_on_the_day_is_not_measured(store, acme):
    add_usage(store, acme, ["2026-09-01", "2026-11-20"], customer=customer(store, acme, "ann"))
    proof(store, acme)
    assert proofs.of_logo(store, acme, date(2026, 11, 10))[0].measured == (
        date(2026, 9, 1),
        date(2026, 11, 10),
    )


def test_a_group_is_left_and_joined_and_what_was_measured_stays(store, acme):
    proof_id, ann, bob = proof(store, acme), customer(store, acme, "ann"), customer(store, acme, "bob")
    proofs.place(store, proof_id, [ann, bob], "target", "both")
    proofs.put_values(store, proof_id, ann, 2.5, None, "measured")
    proofs.place(store, proof_id, [ann], "control", "over")
    assert sides(store, proof_id) == {"ann": "control", "bob": "target"}
    assert proofs.of_logo(store, acme, AS_OF)[0].of("control")[0].row.before == 2.5
    proofs.place(store, proof_id, [bob], None, "out")
    assert sides(store, proof_id) == {"ann": "control"}
    for label in ("out", "over", "measured", "both"):
        assert history.undo(store) == label
    assert sides(store, proof_id) == {}


def test_choosing_anew_is_one_edit_that_leaves_the_others_out(store, acme):
    proof_id = proof(store, acme)
    ann, bob, cid = (customer(store, acme, ref) for ref in ("ann", "bob", "cid"))
    proofs.place(store, proof_id, [ann, bob], "target", "both")
    proofs.put_values(store, proof_id, bob, 1, 2, "measured")
    proofs.choose(store, proof_id, {bob: "control", cid: "target"}, "chosen")
    assert sides(store, proof_id) == {"bob": "control", "cid": "target"}
    assert proofs.of_logo(store, acme, AS_OF)[0].of("control")[0].row.after == 2
    history.undo(store)
    assert sides(store, proof_id) == {"ann": "target", "bob": "target"}


def test_what_changes_nothing_is_no_edit(store, acme):
    proof_id, ann = proof(store, acme), customer(store, acme, "ann")
    proofs.place(store, proof_id, [ann], "target", "placed")
    proofs.place(store, proof_id, [ann], "target", "again")
    proofs.put_values(store, proof_id, ann, None, None, "the same")
    assert history.undo(store) == "placed"


def test_what_is_gone_is_said_and_a_customer_who_is_gone_is_passed_over(store, acme):
    with pytest.raises(NotFoundError):
        proofs.place(store, 9, [1], "target", "placed")
    with pytest.raises(NotFoundError):
        proofs.choose(store, 9, {}, "chosen")
    proof_id = proof(store, acme)
    with pytest.raises(NotFoundError):
        proofs.put_values(store, proof_id, 7, 1, 2, "measured")
    proofs.place(store, proof_id, [77], "target", "placed")
    assert sides(store, proof_id) == {}


def test_a_customer_who_goes_leaves_the_groups_and_undo_brings_them_back(store, acme):
    proof_id, ann = proof(store, acme), customer(store, acme, "ann")
    proofs.place(store, proof_id, [ann], "target", "placed")
    rows.remove(store, "customers", ann, "gone")
    assert sides(store, proof_id) == {}
    history.undo(store)
    assert sides(store, proof_id) == {"ann": "target"}


def test_merging_moves_proofs_and_a_customer_of_both_is_one_member(store, acme):
    other = add_logo(store, "other")
    mine, theirs = customer(store, acme, "ann"), customer(store, other, "ann")
    proof_id = proof(store, other)
    proofs.place(store, proof_id, [theirs, customer(store, other, "bob")], "target", "placed")
    proofs.put_values(store, proof_id, theirs, 1, 2, "measured")
    merging.merge(store, acme, other, (), "merged")
    (trial,) = proofs.of_logo(store, acme, AS_OF)
    assert [(one.customer.ref, one.row.after) for one in trial.members] == [("ann", 2), ("bob", None)]
    assert trial.members[0].customer.id == mine
    history.undo(store)
    assert sides(store, proof_id) == {"ann": "target", "bob": "target"}
    assert proofs.of_logo(store, acme, AS_OF) == ()


@pytest.mark.parametrize(
    ("values", "field"), [({"days": 6}, "days"), ({"measure": "by_hand", "action_id": 1}, "action_id")]
)
def test_a_proof_that_cannot_be_measured_is_refused_at_its_field(store, acme, values, field):
    add(store, "action", name="send", qualifies=1)
    with pytest.raises(FieldError) as refused:
        rows.add(
            store, "proofs", {"logo_id": acme, "name": "Training", "starts_on": BEGAN, **values}, "added"
        )
    assert refused.value.field == field


def test_files_bring_proofs_with_their_members_and_say_what_does_not_fit(store, tmp_path):
    take = taker(store, tmp_path)
    found = take(
        logos="logo_id,name\nL1,Acme\nL2,Bolt\n",
        actions="action,qualifies\nsend,yes\n",
        customers="customer_id,logo_id\nu1,L1\nu2,L2\n",
        proofs="proof_id,logo_id,name,starts_on,days,measure,action\n"
        "F1,L1,Training,2026-10-05,28,activity,send\nF2,L1,Other,2026-10-05,28,activity,fly\n"
        "F3,L1,Short,2026-10-05,3,activity,\n",
        proof_members="proof_id,customer_id,side\nF1,u1,target\nF1,u2,control\nF9,u1,target\nF1,,target\n",
    )
    assert counts(found["proofs"]) == (1, 0, 0, 2)
    assert reasons(found["proofs"]) == [
        (3, "action", "no such action: import actions first"),
        (4, "days", "is less than 7: measure whole weeks"),
    ]
    assert reasons(found["proof_members"]) == [
        (3, "customer_id", "is no customer of logo L1: import customers first"),
        (4, "proof_id", "no such proof: import proofs first"),
        (5, "customer_id", "is needed"),
    ]
    assert sides(store, store.scalar("SELECT id FROM proof")) == {"u1": "target"}
    again = take(proof_members="proof_id,customer_id,group\nF1,u1,control\n")
    assert counts(again["proof_members"]) == (0, 1, 0, 0)


def test_activity_that_came_first_knows_the_customers(store, tmp_path):
    take = taker(store, tmp_path)
    found = take(
        logos="logo_id,name\nL1,Acme\n",
        activity="logo_id,customer_id,action,day,count\nL1,u1,send,2026-10-01,2\n",
        proofs="proof_id,logo_id,name,starts_on\nF1,L1,Training,2026-10-05\n",
        proof_members="proof_id,customer_id,side\nF1,u1,target\n",
    )
    assert counts(found["proof_members"]) == (1, 0, 0, 0)
    assert activity.first_seen(store, 1) == {1: 20727}
