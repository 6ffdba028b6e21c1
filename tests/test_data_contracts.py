from __future__ import annotations

from datetime import date

import pytest
from ui_books import add, contract, logo

from churntui.data import contracts, history
from churntui.data.store import Store
from churntui.errors import BadInputError, NotFoundError


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "book.db") as opened:
        logo(opened, "Nordwind")
        yield opened


def only(store):
    (found,) = contracts.of_logo(store, 1)
    return found


def test_a_contract_reads_back_as_it_was_written(store):
    contract(store, 1, 83, 96_000_00, auto_renew=1, notice_days=61)
    found = only(store)
    assert (found.ref, found.arr_minor, found.auto_renew, found.notice_days) == ("K1", 96_000_00, True, 61)
    assert (found.starts_on, found.ends_on) == (date(2026, 2, 12), date(2027, 2, 12))
    assert (found.stage, found.next_step, found.next_step_on, found.talked_on) == ("open", "", None, None)


def test_what_is_called_planned_and_talked_is_kept_and_can_be_taken_back(store):
    contract(store, 1, 83)
    contracts.call_stage(store, 1, "at_risk", "called")
    contracts.set_next_step(store, 1, "call sponsor", date(2026, 11, 24), "planned")
    contracts.mark_talked(store, 1, date(2026, 11, 21), "talked")
    found = only(store)
    assert (found.stage, found.next_step) == ("at_risk", "call sponsor")
    assert (found.next_step_on, found.talked_on) == (date(2026, 11, 24), date(2026, 11, 21))
    assert [history.undo(store) for _ in range(3)] == ["talked", "planned", "called"]
    assert only(store).stage == "open"


def test_a_contract_that_is_gone_is_told(store):
    with pytest.raises(NotFoundError):
        contracts.call_stage(store, 7, "won", "called")
    with pytest.raises(NotFoundError):
        contracts.roll_on(store, 7, "rolled on")


def test_rolling_on_makes_the_same_contract_for_the_next_term(store):
    contract(store, 1, -9, 96_000_00, auto_renew=1, notice_days=61, plan="Enterprise")
    rolled = contracts.roll_on(store, 1, "rolled on")
    new, old = contracts.of_logo(store, 1)
    assert new.id == rolled
    assert (new.starts_on, new.ends_on) == (old.ends_on, date(2027, 11, 12))
    assert (new.renews_id, new.ref, new.stage) == (old.id, "K1-r2", "open")
    kept = ("plan", "amount_minor", "currency", "per", "arr_minor", "auto_renew", "notice_days")
    assert [getattr(new, name) for name in kept] == [getattr(old, name) for name in kept]


def test_rolling_on_is_one_edit(store):
    contract(store, 1, -9, auto_renew=1)
    contracts.roll_on(store, 1, "rolled on")
    assert history.undo(store) == "rolled on"
    assert only(store).id == 1
    assert history.redo(store) == "rolled on"
    assert len(contracts.of_logo(store, 1)) == 2


def test_the_third_term_counts_on_and_a_taken_ref_is_left_out(store):
    contract(store, 1, -9, ref="K7")
    contract(store, 1, None, ref="K7-r3")
    second = contracts.roll_on(store, 1, "")
    third = contracts.roll_on(store, second, "")
    refs = {found.id: found.ref for found in contracts.of_logo(store, 1)}
    assert (refs[second], refs[third]) == ("K7-r2", "K7-r4")


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "next_end"),
    [
        ("2025-01-31", "2025-02-28", "2025-03-28"),
        ("2023-02-28", "2024-02-28", "2025-02-28"),
        ("2026-01-01", "2026-04-01", "2026-07-01"),
        ("2026-01-01", "2026-01-11", "2026-01-21"),
    ],
)
def test_a_term_is_calendar_months_or_else_days(store, starts_on, ends_on, next_end):
    contract(store, 1, 0, starts_on=starts_on, ends_on=ends_on)
    assert contracts.next_end(only(store)) == date.fromisoformat(next_end)


def test_the_price_of_a_term_is_annualised_for_the_new_one(store):
    contract(store, 1, 0, starts_on="2026-01-01", ends_on="2026-07-01", per="term", amount_minor=100)
    contracts.roll_on(store, 1, "")
    assert contracts.of_logo(store, 1)[0].arr_minor == 200


def test_what_has_no_end_or_is_renewed_already_is_not_rolled_on(store):
    contract(store, 1, None)
    contract(store, 1, -9)
    contract(store, 1, 300, renews_id=2)
    with pytest.raises(BadInputError, match="no end"):
        contracts.roll_on(store, 1, "")
    with pytest.raises(BadInputError, match="renewed already"):
        contracts.roll_on(store, 2, "")
    assert len(contracts.of_logo(store, 1)) == 3
    assert store.scalar("SELECT count(*) FROM edit") == 0


def test_every_contract_is_read_by_logo_and_start(store):
    logo(store, "Acme")
    contract(store, 2, 10)
    contract(store, 1, 400)
    contract(store, 1, 10)
    add(store, "renewal", contract_id=1, stage="won")
    found = [contracts.contract(row) for row in contracts.raw(store)]
    assert [(one.id, one.stage) for one in found] == [(3, "open"), (2, "open"), (1, "won")]
