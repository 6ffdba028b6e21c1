from __future__ import annotations

from datetime import date

from stores import add, add_logo, add_usage

from churntui.data.rows import customers
from churntui.plain.dates import number, parse_day


def test_customers_are_read_by_id_and_called_by_the_best_there_is(store):
    acme = add_logo(store, "Acme")
    given = {"name": "Ann", "email": "ann@acme.example", "role": "admin", "joined_on": "2026-01-05"}
    ann = add(store, "customer", ref="C1", logo_id=acme, **given)
    bo = add(store, "customer", ref="C2", logo_id=acme, email="bo@acme.example")
    cy = add(store, "customer", ref="C3", logo_id=acme)
    found = customers.named(store, [ann, bo, cy, 999])
    assert {one.id: one.called for one in found.values()} == {ann: "Ann", bo: "bo@acme.example", cy: "C3"}
    assert (found[ann].role, found[ann].joined_on, found[bo].joined_on) == ("admin", date(2026, 1, 5), None)


def test_the_last_day_is_of_the_actions_and_days_asked_for(store):
    acme, other = add_logo(store, "Acme"), add_logo(store, "Other")
    ann, bo = (add(store, "customer", ref=ref, logo_id=acme) for ref in ("C1", "C2"))
    eve = add(store, "customer", ref="C3", logo_id=other)
    add_usage(store, acme, ["2026-03-01", "2026-03-09", "2026-04-01"], customer=ann)
    add_usage(store, acme, ["2026-03-20"], customer=ann, action="login")
    add_usage(store, acme, ["2026-03-15"], customer=bo, n=0)
    add_usage(store, acme, ["2026-03-31"])
    add_usage(store, other, ["2026-03-05"], customer=eve)
    first, end = (number(parse_day(day)) for day in ("2026-03-01", "2026-04-01"))
    assert customers.last_days(store, [acme], first, end, ["send"]) == {ann: end - 23}
    assert customers.last_days(store, [acme], first, end, ["send", "login"]) == {ann: end - 12}
    assert set(customers.last_days(store, [acme, other], first, end, ["send"])) == {ann, eve}


def test_joining_days_of_a_logo(store):
    acme = add_logo(store, "Acme")
    add(store, "customer", ref="C1", logo_id=acme, joined_on="2026-01-05")
    add(store, "customer", ref="C2", logo_id=acme)
    assert sorted(customers.joining_days(store, acme), key=str) == [date(2026, 1, 5), None]
